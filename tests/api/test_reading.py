"""Public reading: what is public is there, whole and in order, and nothing else is, whoever asks and however."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import pairwise

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.api.world import ROOT, SECRET, WATER, World, error_of, read, refused
from tests.casework import actor
from tests.county import PASSWORD
from tests.publishing import WORDS, begin, publish

from gongkai.disclosure import services
from gongkai.disclosure.channels.document import compose
from gongkai.disclosure.models import Item
from gongkai.filings.outside.reading import figures_of
from gongkai.filings.signing.selectors import report_signed
from gongkai.search.writing import Writer

pytestmark = pytest.mark.django_db


def places(made: World) -> list[str]:
    """Give every address of public reading, with things that are there."""
    science = made.county.science.pk
    report = f"reports/{science}/2020/unit"
    return [
        "", "items", f"items?column={made.column.pk}", f"items/{made.item.pk}", f"items/{made.item.pk}/versions",
        "categories", f"categories?agency={science}", f"agencies/{science}/columns", "agencies", f"agencies/{science}",
        "reports", report, f"{report}/versions/1", f"{report}/versions/2/figures", f"{report}/versions/2/findings",
        "search?q=桓台县", "search?q=王小明", f"search?q={SECRET}", f"search?q={made.case.number}",
    ]  # fmt: skip


def test_nothing_that_is_not_public_is_in_any_answer(made: World) -> None:
    signed_in = Client()
    assert signed_in.login(username="publisher", password=PASSWORD)
    for place in places(made):
        for client in (Client(), signed_in):
            response = client.get(f"{ROOT}{place}")
            assert response.status_code == 200, (place, response.content)
            said = response.content.decode()
            for hidden in made.hidden:
                assert hidden not in said, (place, hidden)
            assert not response.cookies
    assert SECRET in str(Item.objects.get(pk=made.draft.pk).text)  # there is something to hide


def test_the_list_has_what_is_public_the_newest_first(made: World) -> None:
    found = read("items")
    assert [each["id"] for each in found["data"]] == [made.water.pk, made.item.pk]
    assert found["next"] is None
    assert found["data"][1] == {
        "id": made.item.pk,
        "index": made.item.index,
        "title": WORDS["title"],
        "summary": WORDS["summary"],
        "produced_on": "2026-03-02",
        "document_number": "桓科发〔2026〕3号",
        "agency": {
            "id": made.county.science.pk,
            "name": "桓台县科技局",
            "url": f"{settings.SITE_URL}/agencies/{made.county.science.pk}/",
        },
        "category": {"code": "A03", "name": "规划及相关政策"},
        "published_on": str(made.item.shown_on),
        "url": f"{settings.SITE_URL}/items/{made.item.pk}/",
    }


def test_the_list_is_narrowed_by_what_it_has_an_index_for(made: World) -> None:
    def keys(**asked: object) -> list[int]:
        return [each["id"] for each in read("items", **asked)["data"]]

    on = made.item.shown_on
    assert on is not None
    assert keys(category="A10") == [made.water.pk]
    assert keys(agency=made.county.water.pk) == []
    assert keys(column=made.column.pk) == [made.item.pk]
    assert keys(column=made.column.pk, category="A10") == keys(column=made.column.pk, agency=made.county.water.pk) == []
    assert keys(published_from=on, published_until=on) == [made.water.pk, made.item.pk]
    assert keys(published_from=on + timedelta(1)) == keys(published_until=on - timedelta(1)) == []
    assert (
        refused("items", agency=2**40)
        == refused("items", category="Z9")
        == refused("items", column=9**9)
        == (
            404,
            "not-found",
        )
    )


def test_pages_go_on_from_a_place_and_leave_nothing_out(made: World) -> None:
    others = [publish(made.county, begin(made.county, title=f"通知{number}")) for number in range(3)]
    Item.objects.filter(pk=others[0].pk).update(shown_on=made.item.shown_on - timedelta(1))  # type: ignore[operator]
    whole = [each["id"] for each in read("items")["data"]]
    assert len(whole) == 5
    found, cursor = [], ""
    for _page in range(5):
        page = read("items", limit=1, cursor=cursor)
        found += [each["id"] for each in page["data"]]
        cursor = page["next"] or ""
        if _page == 1:  # what comes before the place in the meantime moves nothing
            publish(made.county, begin(made.county, title="后来"))
    assert (found, cursor) == (whole, "")
    given = read("items", limit=2)["next"]
    assert refused("items", limit=2, cursor=given, category="A10") == (422, "cursor-wrong")
    assert [each["id"] for each in read("items", limit=100, cursor=given)["data"]] == whole[1:]
    of_agencies = read("agencies", limit=1)["next"]  # asked, like these, by nothing but the place
    for place, elsewhere in (("items", of_agencies), ("reports", of_agencies), ("agencies", given)):
        assert refused(place, cursor=elsewhere) == (422, "cursor-wrong")


@pytest.mark.parametrize(
    "asked", [{"limit": 0}, {"limit": 101}, {"limit": "x"}, {"agency": 0}, {"published_from": "3月"}]
)
def test_what_is_asked_wrongly_is_told_where(made: World, asked: dict[str, object]) -> None:
    response = Client().get(f"{ROOT}items", asked)
    told = error_of(response)
    assert (response.status_code, told["code"]) == (422, "wrong-parameters")
    (name,) = asked
    assert [(each["in"], each["name"]) for each in told["where"]] == [("query", name)]
    assert all(each["message"][0] >= "\u4e00" for each in told["where"])


def test_an_item_is_the_document_that_channels_carry(made: World) -> None:
    found = read(f"items/{made.item.pk}")
    assert found == json.loads(compose(made.item.pk).as_json())
    assert [each["name"] for each in found["files"]] == ["名单.pdf"]
    assert found["files"][0]["url"] == f"{settings.SITE_URL}/items/{made.item.pk}/files/{made.file}/"


def test_what_was_withdrawn_says_so_and_a_draft_is_not_there(made: World) -> None:
    for place in ("", "/versions"):
        response = Client().get(f"{ROOT}items/{made.withdrawn.pk}{place}")
        told = error_of(response)
        assert (response.status_code, told["code"]) == (410, "item-withdrawn")
        assert told["details"]["note"] == "处罚决定已撤销"
        assert refused(f"items/{made.draft.pk}{place}") == refused(f"items/{2**62}{place}") == (404, "not-found")
        assert refused(f"items/{2**63}{place}") == refused(f"items/x{place}") == (422, "wrong-parameters")


def test_versions_tell_when_what_was_shown(made: World) -> None:
    item = services.revise(made.water, by=actor(made.county), **{**WORDS, "title": WATER, "category": "A10"})
    item = publish(made.county, item, note="补充名单")
    newest, first = read(f"items/{item.pk}/versions")["data"]
    assert (newest["number"], newest["until"], newest["note"]) == (2, None, "补充名单")
    assert (first["number"], first["until"], first["changes"]) == (1, newest["since"], None)
    assert Client().get(newest["changes"].removeprefix(settings.SITE_URL)).status_code == 200


def test_categories_and_columns_are_those_of_the_regulation_and_of_the_agency(made: World) -> None:
    science = made.county.science.pk
    every = {each["code"]: each for each in read("categories")["data"]}
    assert (every["A03"]["citation"], every["A03"]["items"]) == ("条例第20条第3项", None)
    of_it = {each["code"]: each["items"] for each in read("categories", agency=science)["data"]}
    assert (of_it["A03"], of_it["A10"], of_it["A01"]) == (1, 1, 0)
    assert set(of_it) < set(every)
    assert read(f"agencies/{science}/columns")["data"] == [
        {
            "id": made.column.pk,
            "name": "申报通知",
            "category": {"code": "A03", "name": "规划及相关政策"},
            "items": 1,
        }
    ]


def test_agencies_make_a_tree(made: World) -> None:
    county = made.county
    every = {each["id"]: each for each in read("agencies")["data"]}
    assert set(every) == {each.pk for each in (
        county.government, county.office, county.science, county.branch, county.water, county.township,
    )}  # fmt: skip
    branch = every[county.branch.pk]
    assert (branch["parent"], branch["above"]) == (county.science.pk, [county.government.pk, county.science.pk])
    assert [each["id"] for each in read("agencies", below=county.science.pk)["data"]] == [
        county.science.pk,
        county.branch.pk,
    ]
    assert [each["id"] for each in read("agencies", parent=county.science.pk)["data"]] == [county.branch.pk]
    science = read(f"agencies/{county.science.pk}")
    assert (science["office"], science["phone"], science["takes_applications"]) == ("办公室", "0533-8210000", True)
    assert [each["id"] for each in science["children"]] == [county.branch.pk]
    assert refused("agencies/999999") == (404, "not-found")
    first = read("agencies", limit=4)
    rest = read("agencies", limit=4, cursor=first["next"])
    assert [each["id"] for each in (*first["data"], *rest["data"])] == sorted(every)


def test_reports_are_those_published_each_version_for_itself(made: World) -> None:
    science = made.county.science.pk
    (line,) = read("reports", year=2020, agency=science)["data"]
    assert (line["number"], line["scope"]) == (2, "unit")
    assert read("reports", scope="region")["data"] == read("reports", agency=made.county.water.pk)["data"] == []
    whole = read(f"reports/{science}/2020/unit")
    assert (whole["number"], whole["is_current"], whole["note"]) == (2, True, "更正一处数字")
    assert [each["number"] for each in whole["versions"]] == [2, 1]
    first = read(f"reports/{science}/2020/unit/versions/1")
    assert (first["is_current"], first["digest"]) == (False, made.report.digest)
    kept = Client().get(first["files"]["json"].removeprefix(settings.SITE_URL))
    assert kept.content.decode() == made.report.report
    nowhere = (f"reports/{science}/2020/unit/versions/3", f"reports/{made.county.water.pk}/2020/unit")
    assert {refused(each) for each in nowhere} == {(404, "not-found")}


def test_figures_and_findings_are_those_of_what_was_signed(made: World) -> None:
    place = f"reports/{made.county.science.pk}/2020/unit/versions/1"
    cells = {(each["table"], each["row"], each["column"]): each["value"] for each in read(f"{place}/figures")["data"]}
    assert len(cells) > 100
    assert {".".join(cell): value for cell, value in cells.items()} == figures_of(report_signed(made.report))
    findings = read(f"{place}/findings")["data"]
    assert all(set(each) == {"code", "severity", "message", "hint", "citation", "place"} for each in findings)
    ranks = [["error", "warning", "notice"].index(each["severity"]) for each in findings]
    assert all(one <= other for one, other in pairwise(ranks))


def test_the_search_finds_what_the_portal_finds(made: World) -> None:
    found = read("search", q="水库")
    assert (found["total"], found["nearly"]) == (1, False)
    (hit,) = found["data"]
    assert (hit["source"], hit["id"], hit["title"]) == ("item", made.water.pk, WATER)
    assert any(each["sought"] for each in hit["passage"])
    assert {each["value"] for each in read("search", q="桓台县")["counts"]["category"]} >= {"A03", "A10"}
    assert read("search", q="桓台县", category="A10", kind="")["total"] >= 1
    assert read("search")["total"] == 0


def test_what_is_withdrawn_is_gone_in_the_same_moment(made: World) -> None:
    item = publish(made.county, begin(made.county, title="桓台县渔政码头修缮公告"))
    with Writer() as writer:
        writer.catch_up()
    assert read("search", q="渔政码头")["total"] == 1
    tag = Client().get(f"{ROOT}items/{item.pk}")["ETag"]
    services.withdraw(item, note="处罚决定已撤销", by=actor(made.county, "publisher"))
    assert "渔政码头" not in json.dumps([read("search", q="渔政码头"), read("items")], ensure_ascii=False)
    assert Client().get(f"{ROOT}items/{item.pk}", HTTP_IF_NONE_MATCH=tag).status_code == 410


def test_lists_cost_the_same_with_many_as_with_few_and_at_any_place(
    made: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Turns are taken several at a time, and anew each minute: which request asks for them is chance.
    monkeypatch.setattr("gongkai.api.limiting.take", lambda *given: 0)

    def cost(path: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert Client().get(path).status_code == 200
        return len(asked)

    before = {path: cost(f"{ROOT}{path}") for path in ("items", "reports", "agencies", "search?q=桓台县")}
    for number in range(3):
        publish(made.county, begin(made.county, title=f"桓台县通知{number}"))
    assert {path: cost(f"{ROOT}{path}") for path in before} == before
    cursor = read("items", limit=1)["next"]
    assert cost(f"{ROOT}items?limit=1&cursor={cursor}") <= before["items"] + 1


def test_a_page_is_read_along_an_index_however_far_on(made: World) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the plans of PostgreSQL follow what is in the tables")
    publish(made.county, begin(made.county, title="又一条"))
    agency, category = {"agency": made.county.science.pk}, {"category": "A03"}
    for asked in ({}, agency, category, {**agency, **category}):
        cursor = read("items", limit=1, **asked)["next"]
        assert cursor
        with CaptureQueriesContext(connection) as seen:
            read("items", limit=1, cursor=cursor, **asked)
        pages = [each["sql"] for each in seen if "ORDER BY" in each["sql"] and '"shown_on"' in each["sql"]]
        assert len(pages) in (1, 2)
        for sql in pages:
            with connection.cursor() as database:
                database.execute(f"EXPLAIN QUERY PLAN {sql}")
                plan = " ".join(str(row[3]) for row in database.fetchall())
            assert "disclosure_item USING INDEX item_newest" in plan or "USING INDEX item_public" in plan, plan
            assert "TEMP B-TREE" not in plan, plan
