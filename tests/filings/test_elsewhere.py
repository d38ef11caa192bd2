"""A year whose cases were not kept here: its report begun from one that was read, or filled in by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from tests.casework import actor, apply, refused, set_word
from tests.county import County, county
from tests.filings.test_outside import SCIENCE, take_in

from gongkai.filings import services
from gongkai.filings.changes import changed
from gongkai.filings.computing import Source
from gongkai.filings.models import Filing, Origin, Upload
from gongkai.filings.outside import beginning
from gongkai.filings.outside.services import confirm, end
from gongkai.filings.reporting import computed, report_of
from gongkai.report.figures import figures
from gongkai.report.model import Paragraph

pytestmark = pytest.mark.django_db

NEW, TOTAL = ("applications", "new", "natural"), ("applications", "new", "total")


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    made = county()
    set_word(made)
    apply(made, on=date(2020, 3, 2))  # a case that is kept here by chance does not change what was read
    return made


@pytest.fixture
def upload(made) -> Upload:  # type: ignore[no-untyped-def]
    part = SCIENCE.parts[0]
    paragraphs = (Paragraph("总体情况{新收申请}件。"), *part.paragraphs)
    report = replace(SCIENCE, parts=(replace(part, paragraphs=paragraphs), *SCIENCE.parts[1:]))
    return confirm(take_in(made, report, agency=made.science, by=actor(made)), by=actor(made))


def test_it_begins_with_the_figures_and_the_text_that_were_read(made, upload):
    filing = beginning.begin_from(upload, by=actor(made))
    assert (filing.origin, filing.read_from) == (Origin.READ, upload)
    again = report_of(Filing.objects.get())
    assert figures(again) == figures(SCIENCE)
    assert {each.source for each in computed(filing).values()} == {Source.READ}
    assert again.part("overview").text.startswith("总体情况｛新收申请｝件。\n")
    assert again.part("problems").text == SCIENCE.part("problems").text
    assert changed(filing, services.figures_now(filing, on=date(2026, 1, 1))) == []
    assert figures(report_of(services.compute_again(filing, by=actor(made)))) == figures(SCIENCE)
    services.correct(filing, NEW, Decimal(9), reason="原报告笔误", by=actor(made))
    assert report_of(Filing.objects.get()).part("problems").text == SCIENCE.part("problems").text
    assert refused(beginning.enter, filing, {NEW: Decimal(1)}, by=actor(made)) == "not-entered-by-hand"


def test_it_is_begun_once_and_only_of_what_counts_and_fits(made, upload):
    by = actor(made)
    waiting = take_in(made, SCIENCE, agency=made.science, by=by)
    assert refused(beginning.begin_from, waiting, by=by) == "not-confirmed"
    Upload.objects.filter(pk=upload.pk).update(scope="region")
    assert refused(beginning.begin_from, upload, by=by) == "not-like-the-format"
    Upload.objects.filter(pk=upload.pk).update(scope="unit", year=2025)
    assert refused(beginning.begin_from, upload, by=by) == "not-like-the-format"
    Upload.objects.filter(pk=upload.pk).update(year=2020)
    beginning.begin_from(upload, by=by)
    assert refused(beginning.begin_from, upload, by=by) == "begun-already"
    end(upload, reason="传错了", by=by)
    assert refused(beginning.begin_from, upload, by=by) == "not-confirmed"


def test_its_page_says_where_the_figures_come_from(made, upload):
    client = Client()
    client.force_login(made.officers["handler"])
    address = f"/desk/filings/outside/{upload.pk}/begin/"
    assert address in client.get(f"/desk/filings/outside/{upload.pk}/").content.decode()
    assert "每张表注明“读入”" in client.get(address).content.decode()
    answer = client.post(address, {"seen": upload.version})
    page = client.get(answer["Location"]).content.decode()
    assert "取自<a" in page
    assert f"/desk/filings/outside/{upload.pk}/#table-applications" in page
    assert "重新计算</a>" not in page
    assert client.get(f"{answer['Location']}do/compute/").status_code == 404
    client.force_login(made.officers["supervisor"])
    assert client.get(address).status_code == 403


def test_it_is_filled_in_by_hand_and_adds_itself_up(made):
    by = actor(made)
    filing = services.begin(made.science, 2020, by=by, origin=Origin.ENTERED)
    assert {each.number for each in computed(filing).values()} == {None}
    cells = [cell for cell in computed(filing) if cell[:2] == NEW[:2] and cell != TOTAL]
    services_done = beginning.enter(filing, {cell: Decimal(2) for cell in cells}, by=by)
    found = computed(services_done)
    assert (found[NEW].number, found[NEW].source) == (2, Source.ENTERED)
    assert found[TOTAL].number == 2 * len(cells)
    assert found["applications", "carried_in", "total"].number is None  # a blank is not a zero
    assert refused(beginning.enter, filing, {TOTAL: Decimal(2)}, by=by) == "number-not-of-column"
    assert refused(beginning.enter, filing, {NEW: Decimal("1.5")}, by=by) == "number-not-of-column"
    assert refused(beginning.enter, filing, {NEW: Decimal(-1)}, by=by) == "number-not-of-column"
    assert refused(beginning.enter, filing, {NEW: Decimal(1)}, by=by, seen=0) == "filing-changed-meanwhile"
    services.freeze(filing, by=actor(made, "head"))
    assert refused(beginning.enter, filing, {NEW: Decimal(1)}, by=by) == "filing-not-in-this-stage"


def test_a_table_is_filled_in_on_its_page(made):
    client = Client()
    client.force_login(made.officers["handler"])
    asked = {"agency": made.science.pk, "year": 2020, "origin": "entered"}
    detail = client.post("/desk/filings/new/", asked)["Location"]
    page = client.get(f"{detail}enter/applications/").content.decode()
    assert 'name="new.natural"' in page
    assert 'name="new.total"' not in page
    seen = Filing.objects.get().version
    assert client.post(f"{detail}enter/applications/", {"seen": seen, "new.natural": "-3"}).status_code == 422
    assert client.post(f"{detail}enter/applications/", {"seen": seen, "new.natural": "3"}).status_code == 302
    assert computed(Filing.objects.get())[NEW].number == 3
    assert "数字由人填报" in client.get(detail).content.decode()
    counted = services.begin(made.science, 2025, by=actor(made))
    assert client.get(f"/desk/filings/{counted.pk}/enter/applications/").status_code == 404
