"""The first screen, and the list, lead to the report in hand."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from tests.casework import actor
from tests.county import County, county

from gongkai.agencies.models import Duty, Post
from gongkai.agencies.services import add_member
from gongkai.filings.in_hand import reports_in_hand, year_in_hand
from gongkai.filings.models import Filing, Scope
from gongkai.filings.services import begin
from gongkai.filings.submitting.dues import dues
from gongkai.journal.actor import SYSTEM

pytestmark = pytest.mark.django_db
JANUARY, APRIL = date(2026, 1, 5), date(2026, 4, 1)


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    found = county("handler", "head", "supervisor")
    Post(officer=found.officers["supervisor"], agency=found.office, duty=Duty.OFFICE_HEAD, from_on="2020-01-01").save()
    add_member(found.office, found.science, year=2025, by=SYSTEM)
    return found


def test_last_years_report_is_in_hand_until_governments_have_published():
    days = [date(2026, 1, 1), date(2026, 3, 31), APRIL, date(2026, 12, 31)]
    assert [year_in_hand(each) for each in days] == [2025, 2025, 2026, 2026]


def test_it_is_begun_or_opened_with_one_click(made, monkeypatch):
    head, client = made.officers["head"], Client()
    client.force_login(head)
    [new] = reports_in_hand(head, JANUARY)
    assert new.url == f"/desk/filings/new/?agency={made.science.pk}&year=2025&scope=unit"
    form = client.get(new.url)
    assert (form.status_code, form.context["form"].initial["year"]) == (200, "2025")
    assert new.url in [each.url for pile in dues(head, JANUARY) for each in pile.take(9)]
    filing = begin(made.science, 2025, by=actor(made))
    address = f"/desk/filings/{filing.pk}/"
    assert [each.url for each in reports_in_hand(head, JANUARY)] == [address]
    assert "year=2026" in reports_in_hand(head, APRIL)[0].url
    for view, page in (("gongkai.ui.views", "/desk/"), ("gongkai.filings.views", "/desk/filings/")):
        monkeypatch.setattr(f"{view}.localdate", lambda: JANUARY)
        assert re.search(f'<a class="button[^"]*" href="{address}">', client.get(page).content.decode())


def test_the_office_of_a_government_is_led_to_that_of_the_region_too(made):
    office = made.officers["supervisor"]
    assert [each.url.partition("scope=")[2] for each in reports_in_hand(office, JANUARY)] == ["region", "unit"]
    assert [each.url.partition("scope=")[2] for each in reports_in_hand(office, APRIL)] == ["unit"]  # no list of 2026
    filing = Filing.objects.create(agency=made.government, year=2025, scope=Scope.REGION)
    assert f"/desk/filings/{filing.pk}/" in [each.url for each in reports_in_hand(office, JANUARY)]
