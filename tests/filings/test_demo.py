"""The report that is compiled for the demonstration bureau is the one it really published, figure by figure."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from tests.casework import actor
from tests.county import county
from tests.signing import again, begun, explained

from gongkai.agencies import demo as agencies_demo
from gongkai.agencies.demo import GENERAL_OFFICE
from gongkai.agencies.models import Duty, Post
from gongkai.cli.report.demo import SAMPLE
from gongkai.disclosure import demo_past, services
from gongkai.filings.gating import gate
from gongkai.filings.models import Filing, Submission, Upload
from gongkai.filings.publishing import demo as publishing
from gongkai.filings.publishing.selectors import address_of, title_of
from gongkai.filings.reporting import report_of
from gongkai.filings.rolling import demo as rolling_demo
from gongkai.filings.rolling.adding import rolled_up_then
from gongkai.filings.services import begin, waive, write
from gongkai.filings.signing.selectors import public_of
from gongkai.journal.actor import Actor
from gongkai.journal.models import Entry
from gongkai.report.figures import figures
from gongkai.report.finding import Severity
from gongkai.report.reading import read_path

pytestmark = pytest.mark.django_db


def test_the_year_2020_is_compiled_as_it_was_published():
    made = county("administrator", "publisher", "handler")
    services.set_practice(made.science, {"index_prefix": "HTKJ"}, by=actor(made, "administrator"))
    demo_past.load(made.science, lambda duty: actor(made, duty))
    compiled = report_of(begin(made.science, 2020, by=actor(made)))
    published, _ = read_path(SAMPLE)
    assert figures(compiled) == figures(published)


@pytest.mark.once
def test_a_report_is_brought_to_the_public_by_its_people_and_only_once():
    made = county("handler", "head", "leader")
    filing = explained(made, begun(made))
    for _ in range(2):
        publishing.load(again(filing))
    version = filing.versions.get()
    assert public_of(filing) == version
    assert [each.kind for each in filing.opinions.order_by("pk")] == ["sent", "approved", "signed"]
    assert title_of(version) in Client().get(address_of(filing)).content.decode()
    desk = Client()
    desk.force_login(made.officers["handler"])
    assert f'href="{address_of(filing)}"' in desk.get(f"/desk/filings/{filing.pk}/").content.decode()


@pytest.mark.once
def test_the_county_of_2020_is_whole_and_has_what_the_bureau_really_published(monkeypatch):
    published, _ = read_path(SAMPLE)
    people = agencies_demo._people
    # Of the bureaus nobody is asked for anything here, and to appoint them takes most of the time.
    monkeypatch.setattr(
        agencies_demo, "_people", lambda agency, *rest: agency.name == GENERAL_OFFICE and people(agency, *rest)
    )
    agencies_demo.load("correct horse battery", until=2021)
    rolling_demo.load(published, on=date(2022, 3, 1))
    acts = Entry.objects.count()
    rolling_demo.load(published, on=date(2022, 3, 1))
    assert Entry.objects.count() == acts
    filing = rolling_demo.county(2020)
    rolled = rolled_up_then(filing)
    assert (rolled.missing, [each for each in rolled.findings if each.severity is Severity.ERROR]) == ([], [])
    assert Upload.objects.count() == len(rolled.members) == 13
    [of_science] = [
        each for each in rolled.parts_of(("applications", "new", "total")) if each.listed.name == published.agency
    ]
    assert of_science.number == published.tables["applications"]["new", "total"].value
    assert len(rolled_up_then(Filing.objects.get(agency=filing.agency, year=2021)).missing) == 13


@pytest.mark.once
def test_what_the_bureau_signed_here_is_handed_up_to_the_county_and_not_taken_in_from_outside():
    published, _ = read_path(SAMPLE)
    agencies_demo.load("correct horse battery", until=2021)
    post = Post.objects.get(officer__username="keji.handler", duty=Duty.HANDLER)
    by = Actor(officer=post.officer, post=post)
    filing = begin(post.agency, 2020, by=by)
    write(filing, "problems", "个别栏目更新慢。下一步明确各科室的责任，每季度自查一次。", by=by)
    for each in gate(filing).judged:
        if each.stands_in_the_way:
            waive(filing, each.mark, reason="经核实无误", by=by)
    publishing.load(again(filing))
    rolling_demo.load(published, on=date(2022, 3, 1))
    rolling_demo.load(published, on=date(2022, 3, 1))
    assert not Upload.objects.filter(agency=post.agency).exists()
    assert Submission.objects.get(version_signed__filing=filing).state == Submission.State.ACCEPTED
    assert rolled_up_then(rolling_demo.county(2020)).missing == []
