"""Table IV: it counts each challenge once, where the law counts it, and each figure opens what it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.casework import actor
from tests.county import County, county
from tests.remedies.challenging import WANG, challenge, decide, replied

from gongkai.law.challenges import FINAL_RESULTS, Ending, Event, Kind, Procedure, Side, counted
from gongkai.law.errors import NotAllowed
from gongkai.law.remedies import Column
from gongkai.remedies import services
from gongkai.remedies.models import Before, Challenge, Matter, Role
from gongkai.remedies.table_four import COLUMNS, Group, Span, cell_of, challenges, count
from gongkai.remedies.timing import events_of
from gongkai.ui.working_days import calendar

pytestmark = pytest.mark.django_db
YEARS = (2024, 2025)


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    return county(
        "supervisor", "handler", "head", "administrator", "beside", "reviewer", "secrecy_reviewer", "legal_reviewer"
    )


def happenings(random: Random) -> Iterator[tuple[Procedure, str, list[Event]]]:
    """Give challenges as they may go, each with what became of it before; none is appealed after its time."""
    while True:
        procedure = random.choice(list(Procedure))
        before = random.choice(list(Before)) if procedure is Procedure.SUIT else Before.NONE
        day = date(2024, 1, 2) + timedelta(random.randrange(640))
        events = [Event(Kind.COPY_RECEIVED, day, simple=False)]
        if random.random() < 0.7:
            day += timedelta(random.randrange(1, 90))
            possible = [code for code in FINAL_RESULTS[procedure] if not code.endswith(("NOT_ACCEPTED", "NOT_FILED"))]
            events.append(Event(Kind.DECIDED, day, result=random.choice(possible)))
            if procedure is Procedure.SUIT and random.random() < 0.4:
                day += timedelta(random.randrange(1, 9))
                events.append(Event(Kind.APPEALED, day, side=Side.OURS))
                day += timedelta(random.randrange(1, 90))
                events.append(Event(Kind.DECIDED, day, ending=random.choice([Ending.UPHELD, Ending.WITHDRAWN])))
        yield procedure, before, events


def played(made: County, random: Random, number: int) -> list[Challenge]:
    """Let some challenges go so, as far as the law allows."""
    found = []
    for procedure, before, events in happenings(random):
        joint = before == Before.UPHELD and random.random() < 0.5
        given = {
            "procedure": procedure, "before": before, "role": Role.JOINT if joint else Role.PRINCIPAL,
            "matter": Matter.UNPUBLISHED, "omission": "某批复", "acted_on": date(2024, 1, 1), "parties": [WANG],
            "forum": "某机关", "by": actor(made),
        }  # fmt: skip
        held = services.register(random.choice([made.science, made.water]), opening=events[0], **given)
        for event in events[1:]:
            try:
                if event.kind is Kind.APPEALED:
                    services.appeal(held, on=event.on, side=Side.OURS, by=actor(made))
                else:
                    held = services.note_event(held, event, by=actor(made))
            except NotAllowed:
                break
        found.append(Challenge.objects.get(pk=held.pk))
        if len(found) == number:
            return found
    raise AssertionError


def recounted(rows: list[Challenge], year: int) -> Counter[tuple[str, Column]]:
    """Count as one counts by hand: each by what the law says of its events."""
    cells: Counter[tuple[str, Column]] = Counter()
    for row in rows:
        if row.role == Role.JOINT:
            continue
        cell = counted(
            Procedure(row.procedure), events_of(row), since=date(year, 1, 1), through=date(year, 12, 31),
            after_reconsideration=row.before != Before.NONE, calendar=calendar(),
        )  # fmt: skip
        if cell is not None:
            cells[cell.row, cell.column] += 1
    return cells


@pytest.mark.parametrize("seed", [1, 2])
def test_the_table_is_what_one_counts_by_hand(made: County, seed: int) -> None:
    rows = played(made, Random(seed), 40)
    for agencies in ([made.science], [made.science, made.water]):
        keys = {each.pk for each in agencies}
        for year in YEARS:
            table = count(agencies, Span.of_year(year))
            by_hand = recounted([row for row in rows if row.agency_id in keys], year)
            assert {
                (group.value, column): number for (group, column), number in table.cells.items() if number
            } == by_hand
            cells = [cell_of(vars(row), Span.of_year(year)) for row in rows if row.agency_id in keys]
            assert Counter(cell for cell in cells if cell is not None) == by_hand
            for group in Group:
                assert table.totals[group] == sum(table.cells[group, column] for column in COLUMNS)  # H4
                for column in (*COLUMNS, None):
                    opened = challenges(agencies, Span.of_year(year), group, column)
                    number = table.totals[group] if column is None else table.cells[group, column]
                    assert opened.count() == number
    assert any(row.role == Role.JOINT for row in rows)
    assert sum(recounted(rows, YEARS[0]).values()) > 8


def test_it_asks_the_database_once(made: County) -> None:
    challenge(made)
    with CaptureQueriesContext(connection) as queries:
        count([made.science], Span.of_year(2026))
    assert len(queries) == 1


def test_what_is_pending_at_the_years_end_is_counted_again_by_its_result(made: County) -> None:
    held = challenge(made, on=date(2025, 12, 20))
    decide(made, held, "RECON_REVOKED", date(2026, 2, 10))
    last, this = (count([made.science], Span.of_year(year)) for year in (2025, 2026))
    assert last.cells[Group.RECONSIDERATION, Column.PENDING] == 1
    assert this.cells[Group.RECONSIDERATION, Column.OVERTURNED] == 1
    assert (last.totals[Group.RECONSIDERATION], this.totals[Group.RECONSIDERATION]) == (1, 1)


def test_a_matter_reconsidered_and_sued_counts_in_both_and_at_the_forum_in_none(made: County) -> None:
    application = replied(made)
    first = decide(made, challenge(made, application), "RECON_MAINTAINED", date(2026, 5, 8))
    given = {"procedure": "suit", "forum": "桓台县人民法院", "on": date(2026, 5, 29)}
    challenge(made, application, after=first, **given)
    at_forum = {"matter": Matter.REPLY, "application": application, "role": Role.JOINT, "before": Before.UPHELD}
    opening = Event(Kind.COPY_RECEIVED, date(2026, 5, 29))
    services.register(
        made.government, procedure="suit", forum="桓台县人民法院", opening=opening, parties=[WANG], by=actor(made),
        **at_forum,
    )  # fmt: skip
    table = count([made.science, made.government], Span.of_year(2026))
    assert table.totals == {Group.RECONSIDERATION: 1, Group.DIRECT: 0, Group.AFTER: 1}
    assert count([made.government], Span.of_year(2026)).totals[Group.AFTER] == 0


def test_each_figure_opens_the_list_of_its_challenges(made: County) -> None:
    shown, other = challenge(made), challenge(made, procedure="suit", forum="法院")
    client = Client()
    client.force_login(made.officers["supervisor"])
    page = client.get(reverse("remedies:figures"), {"first": "2026-01-01", "last": "2026-12-31"}).content.decode()
    address = reverse("remedies:list")
    query = "cell-row=reconsideration&cell-column=pending&cell-from=2026-01-01&cell-to=2026-12-31"
    assert f"{address}?{query}".replace("&", "&amp;") in page
    rows = client.get(f"{address}?{query}").content.decode()
    assert (shown.number in rows, other.number in rows) == (True, False)
    assert client.get(f"{address}?cell-row=nothing&cell-column=x").status_code == 200
    assert client.get(reverse("remedies:figures"), {"first": "x"}).status_code == 422
    beside = Client()
    beside.force_login(made.officers["beside"])
    assert shown.number not in beside.get(f"{address}?{query}").content.decode()
