"""Where each figure comes from: who entered it on what source, who corrected it why, which figures a total adds up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from tests.casework import actor, apply, set_word
from tests.county import County, county

from gongkai.disclosure.services import enter_figures
from gongkai.filings import services
from gongkai.filings.changes import may_have_changed
from gongkai.filings.computing import Source
from gongkai.filings.provenance.tracing import trace

pytestmark = pytest.mark.django_db
LICENCES = ("licences", "decisions")
NEW = ("applications", "new", "natural")


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    return county("handler", "administrator")


def test_a_figure_says_who_entered_it_on_what_source_and_who_corrected_it(made):
    by = actor(made)
    for value in (3, 4):
        enter_figures(made.science, 2025, {LICENCES: Decimal(value)}, source="审批平台台账", reason="年度汇总", by=by)
    filing = services.begin(made.science, 2025, by=by)
    services.correct(filing, ("proactive", *LICENCES), Decimal(5), reason="漏统一件", by=by)
    found = trace(filing, ("proactive", *LICENCES))
    assert (found.number, found.computed, found.source) == (5, 4, Source.ENTERED)
    assert [(each.value, each.source, each.officer) for each in found.entered] == [
        (4, "审批平台台账", by.officer),
        (3, "审批平台台账", by.officer),
    ]
    assert [(each.number, each.reason) for each in found.corrections] == [(5, "漏统一件")]
    client = Client()
    client.force_login(made.officers["handler"])
    page = client.get(f"/desk/filings/{filing.pk}/cells/proactive.licences.decisions/").content.decode()
    for words in ("审批平台台账", "漏统一件", "计算得出"):
        assert words in page
    assert client.get(f"/desk/filings/{filing.pk}/cells/proactive.licences.no/").status_code == 404


def test_a_total_names_the_figures_it_adds_up(made):
    set_word(made)
    apply(made, on=date(2026, 3, 2))
    filing = services.begin(made.science, 2026, by=actor(made))
    (parts,) = trace(filing, ("applications", "new", "total")).sums
    assert parts[0] == (NEW, 1)
    assert sum(number for _cell, number in parts) == 1
    assert len(trace(filing, ("applications", "total", "total")).sums) == 2
    assert trace(filing, NEW).sums == []


def test_figures_are_computed_anew_only_where_something_they_count_was_done(made, monkeypatch):
    set_word(made)
    filing = services.begin(made.science, 2025, by=actor(made))
    services.write(filing, "closing", "示例", by=actor(made))
    on = date(2026, 11, 5)
    monkeypatch.setattr("gongkai.filings.services.figures_now", lambda *args, **values: pytest.fail("computed"))
    assert services.changed_since(filing, on=on) == []
    monkeypatch.undo()
    apply(made, on=date(2025, 3, 3))
    assert may_have_changed(filing, on)
    assert next(each.cell for each in services.changed_since(filing, on=on)) == NEW
