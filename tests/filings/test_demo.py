"""The report that is compiled for the demonstration bureau is the one it really published, figure by figure."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.casework import actor
from tests.county import county
from tests.signing import again, begun, explained

from gongkai.cli.report.demo import SAMPLE
from gongkai.disclosure import demo_past, services
from gongkai.filings.publishing import demo as publishing
from gongkai.filings.publishing.selectors import address_of, title_of
from gongkai.filings.reporting import report_of
from gongkai.filings.services import begin
from gongkai.filings.signing.selectors import public_of
from gongkai.report.figures import figures
from gongkai.report.reading import read_path


@pytest.mark.django_db
def test_the_year_2020_is_compiled_as_it_was_published():
    made = county("administrator", "publisher", "handler")
    services.set_practice(made.science, {"index_prefix": "HTKJ"}, by=actor(made, "administrator"))
    demo_past.load(made.science, lambda duty: actor(made, duty))
    compiled = report_of(begin(made.science, 2020, by=actor(made)))
    published, _ = read_path(SAMPLE)
    assert figures(compiled) == figures(published)


@pytest.mark.django_db
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
