"""Compiled figures against a plain recount, for random years of random cases."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import count as counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.county import County, county

from gongkai.applications.lifecycle import Stage
from gongkai.applications.models import Application
from gongkai.applications.table_three import Figure as Counted
from gongkai.applications.table_three import Span, condition, figures_of
from gongkai.filings.computing import compute
from gongkai.filings.reporting import kept
from gongkai.law.applicants import KIND_BY_CODE
from gongkai.law.outcomes import OUTCOMES
from gongkai.law.remedies import Column
from gongkai.remedies.models import Before, Challenge, Matter, Role
from gongkai.report.checks import Context
from gongkai.report.checks.identities import identities
from gongkai.report.edition import edition_for
from gongkai.report.model import Figure, Report, Table

pytestmark = pytest.mark.django_db

_DAYS = st.dates(date(2018, 6, 1), date(2024, 6, 30))
_CASES = st.lists(
    st.tuples(
        _DAYS,
        st.none() | st.integers(0, 500),
        st.sampled_from(sorted(KIND_BY_CODE)),
        st.sampled_from([each.code for each in OUTCOMES]),
        st.booleans(),
    ),
    max_size=12,
)
_CHALLENGES = st.lists(
    st.tuples(
        _DAYS,
        st.none() | st.integers(0, 500),
        st.sampled_from(["reconsideration", "suit", "complaint"]),
        st.sampled_from(list(Before)),
        st.sampled_from([Column.UPHELD, Column.OVERTURNED, Column.OTHER]),
        st.sampled_from(list(Role)),
    ),
    max_size=12,
)
_NUMBERS = counter(1)


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    return county()


def of_case(made: County, received: date, took: int | None, kind: str, outcome: str, redo: bool) -> Application:
    closed = None if took is None else received + timedelta(took)
    first = Application.objects.filter(redo_of__isnull=True).first() if redo else None
    return Application.objects.create(
        agency=made.science, number=f"T{next(_NUMBERS)}", channel="counter", arrived_on=received, received_on=received,
        kind=kind, closed_on=closed, outcome=outcome if closed else "", stage=Stage.CLOSED if closed else Stage.OPEN,
        redo_of=first,
    )  # fmt: skip


def of_challenge(
    made: County, noticed: date, took: int | None, procedure: str, before: Before, column: Column, role: Role
) -> Challenge:
    closed = None if took is None else noticed + timedelta(took)
    suit = procedure == "suit"  # only suits have joint defendants, and what was reconsidered before
    role, before = (role, before) if suit else (Role.PRINCIPAL, Before.NONE)
    return Challenge.objects.create(
        agency=made.science, number=f"C{next(_NUMBERS)}", procedure=procedure, role=role, matter=Matter.UNPUBLISHED,
        omission="某项目的批复", acted_on=noticed, forum="桓台县人民政府", before=before, noticed_on=noticed,
        closed_on=closed, result="RECON_MAINTAINED" if closed else "", column=column.value if closed else "",
        state="closed" if closed else "under_review",
    )  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases=_CASES, challenges=_CHALLENGES, year=st.integers(2019, 2023))
def test_a_compiled_report_is_a_plain_recount_and_adds_up(made, cases, challenges, year):
    """容易写错之15、之17：总计由各格算出；共同被告案件不重复计。"""
    with transaction.atomic():
        applications = [of_case(made, *each) for each in cases]
        rows = [of_challenge(made, *each) for each in challenges]
        edition = edition_for(year)
        found = compute([made.science.pk], [made.science], edition, year, on=date(2024, 12, 31))
        again = compute([made.science.pk], [made.science], edition, year, on=date(2024, 12, 31))
        figures_agree(applications, Span.of_year(year))
        transaction.set_rollback(True)
    assert kept(found) == kept(again)
    recounted = recount(applications, year)
    spec = edition.table_by_id["applications"]
    for row in spec.rows:
        for column in spec.columns_of[row.id]:
            kinds = [column.applicant] if column.applicant else sorted(KIND_BY_CODE)
            words = [row.id] if row.id in recounted else ["done"] if row.total else row.outcomes
            expected = sum(recounted[word][kind] for word in words if word in recounted for kind in kinds)
            assert found["applications", row.id, column.id].number == expected, (row.id, column.id)
    for (row, column), expected in recount_of(rows, year).items():
        assert found["remedies", row, column].number == expected, (row, column)
    assert not list(identities(report_of(edition, year, found), Context()))


def recount(applications: list[Application], year: int) -> dict[str, Counter[str]]:
    """Count table III as one would by hand: by what is counted, by kind of applicant."""
    found: dict[str, Counter[str]] = {name: Counter() for name in ("new", "carried_in", "carried_forward", "done")}
    for each in applications:
        if each.redo_of_id is not None:
            continue
        came, went = each.received_on.year, each.closed_on.year if each.closed_on else 9999
        if came == year:
            found["new"][each.kind] += 1
        if came < year <= went:
            found["carried_in"][each.kind] += 1
        if came <= year < went:
            found["carried_forward"][each.kind] += 1
        if went == year:
            found["done"][each.kind] += 1
            found.setdefault(each.outcome, Counter())[each.kind] += 1
    return found


def recount_of(rows: list[Challenge], year: int) -> Counter[tuple[str, str]]:
    """Count table IV as one would by hand."""
    found = Counter(
        {
            (group, column): 0
            for group in ("reconsideration", "direct_suit", "suit_after_reconsideration")
            for column in ("upheld", "overturned", "other", "pending", "total")
        }
    )
    for each in rows:
        ended = each.closed_on.year if each.closed_on else 9999
        if each.role != Role.PRINCIPAL or each.procedure == "complaint" or each.noticed_on.year > year or ended < year:
            continue
        group = "reconsideration"
        if each.procedure == "suit":
            group = "direct_suit" if each.before == Before.NONE else "suit_after_reconsideration"
        found[group, each.column if ended == year else "pending"] += 1
        found[group, "total"] += 1
    return found


def figures_agree(applications: list[Application], span: Span) -> None:
    """What is told of one row by its fields is what the database counts."""
    counted = {
        figure: set(Application.objects.filter(condition(figure, span)).values_list("pk", flat=True))
        for figure in Counted
    }
    for each in applications:
        row = {name: getattr(each, name) for name in ("received_on", "closed_on", "redo_of")}
        assert figures_of(row, span) == {figure for figure, keys in counted.items() if each.pk in keys}


def report_of(edition, year, found) -> Report:  # type: ignore[no-untyped-def]
    tables = {
        spec.id: Table(
            spec,
            spec.rows,
            {
                (row.id, column.id): Figure(found[spec.id, row.id, column.id].number, None)
                for row in spec.rows
                for column in spec.columns_of[row.id]
            },
        )
        for spec in edition.tables
        if spec.id != "proactive"
    }
    return Report(edition, "桓台县科技局", year, tables=tables)
