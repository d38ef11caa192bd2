"""The report that is compiled for the demonstration bureau is the one it really published, figure by figure."""

from __future__ import annotations

import pytest
from tests.casework import actor
from tests.county import county

from gongkai.cli.report.demo import SAMPLE
from gongkai.disclosure import demo_past, services
from gongkai.filings.reporting import report_of
from gongkai.filings.services import begin
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
