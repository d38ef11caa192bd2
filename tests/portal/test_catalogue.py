"""The catalogue, the standard catalogue, the guide and the rules as everybody sees them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from tests.casework import actor
from tests.county import County, county
from tests.disclosure.test_guiding import SECTIONS
from tests.publishing import WORDS, begin, enter, publish

from gongkai.disclosure import services
from gongkai.disclosure.services import cataloguing
from gongkai.disclosure.services.guiding import write_guide

pytestmark = pytest.mark.django_db
SECRET = "尚未公开的内容"


@pytest.fixture
def made() -> County:
    return county("leader", "handler", "reviewer", "secrecy_reviewer", "publisher", "administrator")


def page(made: County, name: str, **query: str) -> str:
    answer = Client().get(reverse(f"portal:{name}", args=[made.science.pk]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_catalogue_has_its_four_fields_and_is_narrowed_by_category_and_column(made: County) -> None:
    by = actor(made)
    rubric = cataloguing.add_rubric(made.science, category="A03", name="申报通知", by=by)
    item, other = publish(made, begin(made)), publish(made, begin(made, title="发展规划"))
    rules = publish(made, begin(made, category="A01", title="管理办法"))
    hidden = begin(made, title=SECRET)
    for each in (item, hidden):
        cataloguing.place(each, rubric, by=by)
    whole = page(made, "catalogue")
    for shown in (item.index, WORDS["title"], WORDS["summary"], "2026年3月2日", "发展规划", "管理办法"):
        assert shown in whole
    category = page(made, "catalogue", category="A03")
    assert (other.index in category, rules.index in category) == (True, False)
    column = page(made, "catalogue", category="A03", column=str(rubric.pk))
    assert (item.index in column, other.index in column) == (True, False)
    assert page(made, "catalogue", category="Z99", column="x", page="9").count("<tr>") == whole.count("<tr>")
    services.withdraw(item, note="已撤销", by=actor(made, "publisher"))
    assert item.index not in page(made, "catalogue", column=str(rubric.pk))
    assert SECRET not in whole + category + column


def test_the_standard_catalogue_shows_what_is_public_under_each_entry(made: County) -> None:
    by = actor(made)
    entry, explained = enter(made), enter(made, area="教育", matter="未发生", submatter="")
    item, hidden = publish(made, begin(made)), begin(made, title=SECRET)
    for each in (item, hidden):
        cataloguing.place(each, entry, by=by)
    cataloguing.explain(explained, explanation="本年度没有发生", until=localdate(), by=by)
    whole = page(made, "standard")
    assert WORDS["title"] in whole
    assert "本年度没有发生" in whole
    assert "科技计划" not in page(made, "standard", area="教育")
    services.withdraw(item, note="已撤销", by=actor(made, "publisher"))
    after = page(made, "standard")
    assert WORDS["title"] not in after
    assert SECRET not in whole + after


def test_the_guide_is_the_version_that_was_published_last(made: County) -> None:
    services.set_practice(made.science, {"index_prefix": "HTKJ"}, by=actor(made, "administrator"))
    assert "还没有公开指南" in page(made, "guide")

    def write(fax: str) -> None:
        item = write_guide(made.science, {**SECTIONS, "fax": fax}, effective_on=localdate(), by=actor(made))
        if fax != SECRET:
            publish(made, item, note="传真变更" if item.shown else "")

    write("0533-1")
    assert "公开以来没有修改" in page(made, "guide")
    for fax in ("0533-2", SECRET):
        write(fax)
    shown = page(made, "guide")
    assert ("0533-2" in shown, "0533-1" in shown, SECRET in shown) == (True, False, False)
    assert [each in shown for each in ("第1版", "第2版", "第3版", "传真变更")] == [True, True, False, True]


def test_the_rules_are_those_placed_among_them_and_public(made: County) -> None:
    rules, draft = publish(made, begin(made, title="保密审查制度")), begin(made, title=SECRET)
    publish(made, begin(made))
    for each in (rules, draft):
        cataloguing.place(each, None, by=actor(made))
    shown = page(made, "systems")
    assert ("保密审查制度" in shown, WORDS["title"] in shown, SECRET in shown) == (True, False, False)
