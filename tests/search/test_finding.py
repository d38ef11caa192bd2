"""What is found: whatever is public, however it is asked for; and an answer whatever is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.casework import actor
from tests.county import County, county
from tests.publishing import begin, publish

from gongkai.disclosure import services
from gongkai.disclosure.models import Item
from gongkai.search import finding
from gongkai.search.finding import Results, find
from gongkai.search.query import Query
from gongkai.search.selectors import among, correction, newest, suggestions
from gongkai.search.writing import Writer

pytestmark = pytest.mark.django_db

PLAN = "桓台县2026年科技计划项目申报通知"
RELIEF = "关于调整2025年最低生活保障标准的通知"
REPORT = "桓台县科技局2025年政府信息公开工作年度报告"


@pytest.fixture(scope="module")
def made(kept: None, index_of_module: None) -> County:
    """Give a county with three things published, and a draft beside them."""
    made = county()
    publish(made, begin(made, body="<p>申报单位应当<strong>依</strong>法登记。</p><p>项目经费单独核算。</p>"))
    publish(
        made,
        begin(
            made, title=RELIEF, category="A11", summary="城乡标准", document_number="桓民发〔2025〕12号",
            made_on=None, produced_on=date(2025, 5, 6), validity="in_force",
            body="<p>标准为每人每月1080元，科技人员另行规定。</p>",
        ),
    )  # fmt: skip
    publish(made, begin(made, title=REPORT, document_number="", category="AR", summary="年报", body="<p>见附件。</p>"))
    begin(made, title="尚未公开的拟稿")
    with Writer() as writer:
        writer.catch_up()
    return made


def ask(words: str, **filters: Any) -> Results:
    return find(Query.of({"q": words, **filters}))


def titles(words: str, **filters: Any) -> list[str]:
    return [hit.shown.title for hit in ask(words, **filters).hits]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("项目申报", [PLAN]),
        ("申报 的 项目", [PLAN]),  # in any order, without what says nothing
        ("目申", [PLAN]),  # across what the dictionary takes for words
        ("台县2026年科", [PLAN]),
        ("依法登记", [PLAN]),  # across marks of type, which part no words
        ("登记项目", [PLAN]),
        ("核", [PLAN]),  # a single character, in the middle of a run
        ("算", [PLAN]),  # and at its end
        ("低保标准", [RELIEF]),  # another word for the same
        ("1080", [RELIEF]),
        ("１０８０元", [RELIEF]),
        ("科技局年报", [REPORT]),
        ("尚未公开的拟稿", []),
        ("拟稿", []),
    ],
)
def test_what_is_public_is_found_by_its_words(made: County, words: str, found: list[str]) -> None:
    results = ask(words)
    assert [hit.shown.title for hit in results.hits if not results.nearly] == found


@pytest.mark.parametrize(
    "words",
    ["桓民发〔2025〕12号", "桓民发[2025]12", "桓民发 (2025) 第012号", "桓民发2025年12号", "《桓民发【２０２５】12号》"],
)
def test_a_document_is_found_by_its_number_in_any_writing(made: County, words: str) -> None:
    assert titles(words) == [RELIEF]


def test_a_document_is_found_by_its_number_within_a_sentence(made: County) -> None:
    assert titles("查找桓民发[2025]12号的全文")[0] == RELIEF


def test_an_item_is_found_by_its_index_in_any_writing(made: County) -> None:
    index = Item.objects.get(shown__title=RELIEF).index
    front, year, serial = index.replace("-", "/").split("/")
    for written in (index, index.lower(), f"{front} {year} {serial}", f"{front}／{year}－{serial}"):
        assert titles(written)[0] == RELIEF


def test_agencies_are_found_by_initials_and_short_names(made: County) -> None:
    assert titles("htxkjj")[0] == titles("HTX KJJ")[0] == "桓台县科技局"
    assert "桓台县科技局" in titles("科学技术局")


def test_an_agency_comes_first_by_its_own_name_and_after_what_is_published_otherwise(made: County) -> None:
    assert titles("桓台县科技局")[0] == "桓台县科技局"
    assert titles("桓台县")[0] in (PLAN, REPORT)


def test_the_title_counts_for_more_than_the_text(made: County) -> None:
    assert titles("科技", kind="document") == [PLAN, RELIEF]


def test_filters_narrow_and_are_counted(made: County) -> None:
    counts = ask("桓台县科技局").counts
    assert {name: [(each.value, each.number) for each in counts[name]] for name in ("category", "year", "kind")} == {
        "category": [("A03", 1), ("A11", 1), ("AR", 1)],
        "year": [(2026, 2), (2025, 1)],
        "kind": [("document", 2), ("report", 1), ("agency", 2)],
    }
    assert (
        titles("通知", year="2025") == titles("通知", validity="in_force") == titles("通知", category="A11") == [RELIEF]
    )
    assert titles("桓台县科技局", kind="report") == [REPORT]


def test_an_agency_is_filtered_by_with_those_below_it(made: County) -> None:
    results = ask("通知")
    here = {each.value: each.number for each in results.counts["agency"]}
    assert here[made.science.pk] == here[made.government.pk] == 2
    assert len(titles("通知", agency=made.government.pk)) == 2
    assert titles("通知", agency=made.office.pk) == []


def test_without_words_filters_list_the_newest_first(made: County) -> None:
    assert titles("", category="A11") == [RELIEF]
    assert titles("") == []
    assert titles("", kind="document") == [RELIEF, PLAN]


def test_pages_go_on_from_rank_to_rank(made: County, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = titles("桓台县科技局")
    monkeypatch.setattr(finding, "PAGE", 2)
    paged = [title for page in range(1, 5) for title in titles("桓台县科技局", page=page)]
    assert len(whole) > 4
    assert paged == whole


def test_where_nothing_has_all_words_what_has_some_is_shown_as_such(made: County) -> None:
    results = ask("科技计划 申报 渔业")
    assert results.nearly
    assert [hit.shown.title for hit in results.hits][:1] == [PLAN]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("科技计划项木", "科技计划项目"),
        ("可及计划", "科技计划"),
        ("最低声活保障", "最低生活保障"),
        ("科技", ""),
        ("饕餮魍魉", ""),
    ],
)
def test_what_may_have_been_meant_is_proposed(made: County, words: str, meant: str) -> None:
    assert correction(Query.of({"q": words})) == meant


def test_titles_are_suggested_while_one_types(made: County) -> None:
    assert [each.title for each in suggestions("科技计")] == [PLAN]
    assert "桓台县科技局" in [each.title for each in suggestions("htx")]
    assert suggestions("拟稿") == suggestions("") == suggestions("…") == []


def test_passages_come_from_what_is_shown_and_are_plain_text(made: County) -> None:
    (hit,) = ask("单独核算").hits
    assert hit.passage is not None
    assert [piece.text for piece in hit.passage.pieces if piece.is_sought] == ["单独", "核算"]
    assert "<" not in "".join(piece.text for piece in hit.passage.pieces)


def test_the_newest_come_first_and_words_pick_among_items(made: County) -> None:
    plan, relief, report = (Item.objects.get(shown__title=each).pk for each in (PLAN, RELIEF, REPORT))
    assert newest(Query.of({"q": "通知"}), 9) == [relief, plan]
    assert newest(Query(), 9) == [report, relief, plan]
    assert titles("通知", sort="date") == [RELIEF, PLAN]
    assert among("低保", [plan, relief]) == [relief]
    assert among("低保", [plan]) == among("", [plan]) == among("通知", []) == []


@pytest.mark.parametrize(
    "words",
    [
        "", " ", "\x00", "“”《》！？", "科" * 10_000, "科技 " * 3_000, "AND OR NOT", "title:科技 +通知 -项目 ^2 ~",
        "(((", '"科技', "🈳️👩‍👩‍👧", "<script>alert(1)</script>", "'; DROP TABLE disclosure_item; --",
        "*", "?*", "科*", ".*.*.*", "a" * 10_000, "\ud800", "𠮷𠮷", "١٢٣", "-1", "桓发〔〕号", "[[2026]3号",
    ],
)  # fmt: skip
def test_whatever_is_asked_has_an_answer(made: County, words: str) -> None:
    query = Query.of({"q": words, "agency": words, "year": words, "page": words, "kind": words[:3], "sort": words})
    for asked in (query, Query.of({"q": words})):
        results = find(asked)
        assert results.ready
        assert len(results.hits) <= 10
    suggestions(words)
    correction(Query.of({"q": words}))


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=40))
def test_any_signs_have_an_answer(made: County, words: str) -> None:
    assert find(Query.of({"q": words})).ready


def test_any_stretch_of_what_is_published_finds_it(made: County) -> None:
    body = "项目经费单独核算"
    for length in range(1, len(body) + 1):
        for at in range(len(body) - length + 1):
            assert PLAN in titles(body[at : at + length]), body[at : at + length]


def test_what_was_withdrawn_is_neither_found_nor_counted_in_the_same_moment(made: County) -> None:
    item = Item.objects.get(shown__title=RELIEF)
    assert ask("最低生活保障").total == 1
    services.withdraw(item, note="标准有误", by=actor(made, "publisher"))
    results = ask("最低生活保障")  # the index still has it
    assert (results.total, results.hits, results.counts) == (0, (), {})
    assert titles(item.index) == titles("桓民发〔2025〕12号") == []
    assert suggestions("最低生活保障") == []
    assert newest(Query.of({"q": "标准"}), 9) == among("标准", [item.pk]) == []
