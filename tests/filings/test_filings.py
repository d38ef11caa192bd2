"""A filing from its begin to its frozen figures: corrections, text, waivers, and what changed since."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tests.casework import GRANTED, actor, apply, refused, reply, set_word
from tests.county import County, county

from gongkai.duties.rectification.services import propose
from gongkai.filings import services
from gongkai.filings.changes import changed
from gongkai.filings.gating import gate
from gongkai.filings.models import Filing
from gongkai.filings.reporting import numbers, report_of
from gongkai.filings.resting import mark_of_words
from gongkai.journal.models import Entry
from gongkai.report.finding import Severity
from gongkai.report.readers.json import read_json
from gongkai.report.writers.json import write_json

pytestmark = pytest.mark.django_db

NEW = ("applications", "new", "natural")
TOTAL = ("applications", "new", "total")


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    return county()


@pytest.fixture
def filing(made) -> Filing:  # type: ignore[no-untyped-def]
    set_word(made)
    reply(made, apply(made), GRANTED, on=date(2026, 3, 16))
    return services.begin(made.science, 2026, by=actor(made))


def test_it_is_begun_once_with_its_figures(made, filing):
    assert services.begin(made.science, 2026, by=actor(made)) == filing
    assert numbers(filing)[NEW] == numbers(filing)[TOTAL] == 1
    assert numbers(filing)["applications", "granted", "total"] == 1
    assert numbers(filing)["proactive", "licences", "decisions"] is None  # a blank is not a zero
    assert refused(services.begin, made.science, 2018, by=actor(made)) == "no-edition-for-year"
    assert refused(services.begin, made.science, 2099, by=actor(made)) == "no-edition-for-year"


def test_computed_again_it_is_the_same_to_the_byte(made, filing):
    before = (filing.figures, write_json(report_of(filing)))
    again = services.compute_again(filing, by=actor(made))
    assert (again.figures, write_json(report_of(again))) == before


def test_what_changed_is_told_with_the_act_that_caused_it(made, filing):
    second = apply(made, on=date(2026, 4, 1))
    found = {each.cell: each for each in changed(filing, services.figures_now(filing, on=date(2026, 12, 31)))}
    assert (found[NEW].before, found[NEW].after) == (1, 2)
    causes = [(each.object_type, each.object_id) for each in found[NEW].causes]
    assert causes == [("applications.application", second.pk)]
    assert set(found) == {
        ("applications", row, column) for row in ("new", "carried_forward") for column in ("natural", "total")
    }
    reply(made, second, GRANTED, on=date(2026, 4, 10))
    found = {each.cell: each for each in changed(filing, services.figures_now(filing, on=date(2026, 12, 31)))}
    assert ("applications", "carried_forward", "total") not in found
    assert {each.object_id for each in found["applications", "granted", "total"].causes} == {second.pk}


def test_a_correction_needs_a_reason_moves_the_totals_and_leaves_the_ledger(made, filing):
    by = actor(made)
    assert refused(services.correct, filing, NEW, Decimal(3), reason=" ", by=by) == "reason-missing"
    assert refused(services.correct, filing, TOTAL, Decimal(3), reason="漏登", by=by) == "cell-not-corrected"
    assert refused(services.correct, filing, NEW, Decimal("1.5"), reason="漏登", by=by) == "number-not-of-column"
    correction = services.correct(filing, NEW, Decimal(3), reason="纸质件两件漏登", by=by)
    filing.refresh_from_db()
    assert (
        refused(services.correct, filing, NEW, Decimal(4), reason="漏登", by=by, seen=0) == "filing-changed-meanwhile"
    )
    assert numbers(filing)[NEW] == numbers(filing)[TOTAL] == 3
    assert [each.finding.code for each in gate(filing).judged if each.finding.severity is Severity.ERROR]
    again = services.compute_again(filing, by=by)
    assert numbers(again)[NEW] == 3
    back = services.take_back_correction(correction, by=by)
    assert numbers(back)[NEW] == 1


def test_numbers_in_the_text_are_those_of_the_tables(made, filing):
    by = actor(made)
    assert refused_plainly(services.write, filing, "overview", "收到{申请数}件", by=by) == "field-unknown"
    services.write(filing, "overview", "本年新收申请{新收申请}件。", by=by)
    assert report_of(filing).part("overview").text == "本年新收申请1件。"
    apply(made, on=date(2026, 4, 1))
    again = services.compute_again(filing, by=by)
    assert report_of(again).part("overview").text == "本年新收申请2件。"
    services.write(again, "overview", "行政许可{新收申请}件。", by=by)
    assert read_json(write_json(report_of(again)).decode()).report == report_of(again)


def test_a_warning_is_waived_with_a_reason_and_stays_so_when_computed_again(made, filing):
    by = actor(made)
    services.write(filing, "overview", "今年新收申请5件。", by=by)
    judged = gate(filing)
    warning = next(each for each in judged.judged if each.finding.severity is Severity.WARNING)
    error = next((each for each in judged.judged if each.finding.severity is Severity.ERROR), None)
    services.waive(filing, warning.mark, reason="与上年口径不同", by=by)
    now = next(each for each in gate(filing).judged if each.mark == warning.mark)
    assert not now.stands_in_the_way
    assert now.waiver.reason == "与上年口径不同"
    services.compute_again(filing, by=by)
    assert next(each for each in gate(filing).judged if each.mark == warning.mark).waiver
    assert refused(services.waive, filing, "0" * 64, reason="没有", by=by) == "nothing-to-waive"
    if error is not None:
        assert refused(services.waive, filing, error.mark, reason="没有", by=by) == "nothing-to-waive"


def test_a_waiver_of_before_is_known_by_what_its_warning_said(made, filing):
    services.write(filing, "overview", "今年新收申请5件。", by=actor(made))
    warning = next(each for each in gate(filing).judged if each.finding.severity is Severity.WARNING)
    waiver = services.waive(filing, warning.mark, reason="与上年口径不同", by=actor(made))
    filing.waivers.update(mark=mark_of_words(warning.finding))
    [now] = [each for each in gate(filing).judged if each.mark == warning.mark]
    assert (now.waiver, gate(filing).lapsed) == (waiver, [])
    services.waive(filing, warning.mark, reason="口径说明", by=actor(made))
    assert list(filing.waivers.standing().values_list("mark", flat=True)) == [warning.mark]


def test_frozen_figures_stay_and_late_entries_are_told(made, filing):
    head = actor(made, "head")
    frozen = services.freeze(filing, by=head)
    report = report_of(frozen)
    late = apply(made, on=date(2026, 4, 1))
    propose(made.science, "report", "", "公开不够及时", by=head, on=date(2026, 4, 1))
    assert refused(services.compute_again, frozen, by=head) == "filing-not-in-this-stage"
    assert numbers(frozen)[NEW] == 1
    assert report_of(frozen) == report
    found = changed(frozen, services.figures_now(frozen, on=date(2026, 12, 31)))
    assert {entry.object_id for each in found for entry in each.causes} == {late.pk}
    opened = services.reopen(frozen, reason="补登一件", by=head)
    again = services.compute_again(opened, by=head)
    assert numbers(again)[NEW] == 2
    assert report_of(again).part("problems").text == "存在的主要问题：一是公开不够及时。"


def test_every_act_is_in_the_journal(made, filing):
    by = actor(made)
    services.correct(filing, NEW, Decimal(3), reason="漏登", by=by)
    acts = list(Entry.objects.filter(object_type__startswith="filings.").order_by("pk").values_list("act", flat=True))
    assert acts == ["filing.begun", "filing.computed", "filing.corrected", "filing.corrected"]


def refused_plainly(act, *args, **values):  # type: ignore[no-untyped-def]
    """Give the code of a refusal that rests on no article."""
    from gongkai.law.errors import NotAllowed

    with pytest.raises(NotAllowed) as caught:
        act(*args, **values)
    return caught.value.code
