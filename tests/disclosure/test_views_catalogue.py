"""The catalogue at the desk: what is seen, and what is done, from the page."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.county import PASSWORD, County, county
from tests.disclosure.test_tables import published
from tests.publishing import begin, enter

from gongkai.disclosure.models import CatalogueEntry, Guide, Placement, Rubric
from gongkai.disclosure.services import cataloguing
from gongkai.journal.actor import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> County:
    return county("handler", "publisher", "supervisor", "administrator")


def desk(role: str) -> Client:
    client = Client()
    assert client.login(username=role, password=PASSWORD)
    return client


def test_a_table_is_tried_and_then_written_once(made: County) -> None:
    client = desk("supervisor")
    at = [
        reverse(f"disclosure:{name}", args=[made.science.pk])
        for name in ("bring-in-entries", "bring-in-entries-confirm")
    ]
    file = SimpleUploadedFile("目录.xlsx", published())
    tried = client.post(at[0], {"area": "义务教育", "file": file})
    assert (tried.status_code, CatalogueEntry.objects.count()) == (200, 0)
    given = {"kept": tried.context["kept"], "area": "义务教育"}
    assert client.post(at[1], given).status_code == 302
    assert list(CatalogueEntry.objects.values_list("area", "number")) == [("义务教育", 1), ("义务教育", 2)]
    assert client.post(at[1], given).status_code == 409
    wrong = client.post(at[0], {"file": SimpleUploadedFile("目录.txt", b"\xff\xfe\x00")})
    assert wrong.status_code == 409


def test_the_page_of_catalogues_counts_what_is_lacking_and_leads_to_it(made: County) -> None:
    enter(made)
    client = desk("supervisor")
    page = client.get(reverse("disclosure:catalogues"))
    assert page.context["totals"] == {"entries": 1, "empty": 1, "overdue": 0}
    lists = [client.get(reverse("disclosure:entries"), {"found": found}) for found in ("empty", "overdue")]
    assert ["科技计划" in each.content.decode() for each in lists] == [True, False]
    assert "有目录无内容1条" in client.get(reverse("disclosure:catalogue", args=[made.science.pk])).content.decode()


def test_lists_ask_the_database_as_often_for_many_entries_as_for_one(made: County) -> None:
    client = desk("publisher")
    addresses = (
        reverse("disclosure:entries"), reverse("disclosure:catalogues"),
        reverse("disclosure:catalogue", args=[made.science.pk]),
        reverse("portal:standard", args=[made.science.pk]) + "?a",
        reverse("portal:catalogue", args=[made.science.pk]) + "?a",
    )  # fmt: skip

    def asked() -> list[int]:
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
        return counts

    counts = []
    for number in (1, 2):
        cataloguing.place(begin(made), enter(made, number=number, matter=f"事项{number}"), by=SYSTEM)
        cataloguing.add_rubric(made.science, category="A03", name=f"栏目{number}", by=SYSTEM)
        asked()  # what is kept until something changes
        counts.append(asked())
    assert counts[0] == counts[1]


def test_an_item_is_placed_and_taken_out_from_its_own_page_and_from_the_entry(made: County) -> None:
    client, entry, item = desk("publisher"), enter(made), begin(made)
    client.post(
        reverse("disclosure:add-rubric", args=[made.science.pk]), {"category": "A03", "name": "通知", "place": 1}
    )
    rubric = Rubric.objects.get()
    at = reverse("disclosure:placements", args=[item.pk])
    for target in (f"rubric-{rubric.pk}", "system"):
        assert client.post(at, {"target": target}).status_code == 302
    assert client.post(at, {"target": "entry-0"}).status_code == 422
    fill = reverse("disclosure:fill-entry", args=[entry.pk])
    assert client.post(fill, {"item": "没有"}).status_code == 422
    assert client.post(fill, {"item": item.index}).status_code == 302
    assert Placement.objects.filter(item=item).count() == 3
    for placement in Placement.objects.all():
        client.post(reverse("disclosure:take-out", args=[placement.pk]))
    assert not Placement.objects.exists()


def test_a_new_guide_begins_with_what_is_known_and_the_next_with_what_was_written(made: County) -> None:
    client = desk("publisher")
    at = reverse("disclosure:guide", args=[made.science.pk])
    form = client.get(at).context["form"]
    assert (form["telephone"].value(), form["office_name"].value()) == ("0533-8210000", "办公室")
    given = {each.name: each.value() or "无" for each in form if each.name != "seen"}
    refused = client.post(at, given)  # the agency has no way of numbering yet
    assert (refused.status_code, Guide.objects.count()) == (409, 0)
    desk("administrator").post(
        reverse("disclosure:practice", args=[made.science.pk]),
        {"reviews": ["secrecy_reviewer"], "index_prefix": "HTKJ", "reassess_months": "12"},
    )
    assert client.post(at, given).status_code == 302
    form = client.get(at).context["form"]
    assert (form["fax"].value(), form["seen"].value()) == ("无", 0)
    again = client.post(at, {**given, "fax": "0533-2", "seen": 0})
    assert again.status_code == 302
    stale = client.post(at, {**given, "fax": "0533-3", "seen": 0})
    assert stale.status_code == 409


def test_everybody_sees_of_an_entry_where_to_whom_and_at_which_level_it_is_public(made: County, client: Client) -> None:
    enter(made, outlets=["website", "notice_board"], reach="group", group="科技企业")
    page = client.get(reverse("portal:standard", args=[made.science.pk])).content.decode()
    for words in ("政府网站、社区/企事业单位/村公示栏（电子屏）", ">科技企业<", ">主动<", ">县级<"):
        assert words in page
