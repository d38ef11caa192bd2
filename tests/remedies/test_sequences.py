"""Random acts on challenges, lawful and not: what holds of every challenge and of table IV, whatever officers do."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import chain
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.casework import GRANTED, actor, apply, reply, set_word
from tests.county import County, county
from tests.remedies.challenging import WANG, challenge

from gongkai.applications.models import Application
from gongkai.journal.models import Entry
from gongkai.journal.verifying import chains_that_differ, journaled_models, rows_that_differ
from gongkai.law.challenges import FINAL_RESULTS, OPENING, Ending, Event, Kind, Procedure, Side, counted, fold
from gongkai.law.errors import GongkaiError
from gongkai.law.remedies import Column
from gongkai.remedies import services
from gongkai.remedies.models import Advice, Challenge
from gongkai.remedies.table_four import Group, Span, challenges, count
from gongkai.remedies.timing import events_of
from gongkai.remedies.verifying import challenges_that_differ

pytestmark = pytest.mark.django_db
FIRST = date(2024, 3, 1)
YEARS = range(2024, 2027)
SEQUENCES = int(os.environ.get("SEQUENCES", "4"))
"""How many are played; `make property` plays thousands."""

_OF_THEIR_OWN = {
    Kind.ANSWERED, Kind.APPEALED, Kind.REDONE, Kind.OPINION_RECEIVED, Kind.ADVICE_RECEIVED, Kind.FEEDBACK_GIVEN,
}  # fmt: skip
KINDS = {kind.value for kind in Kind}
NOTED = [kind for kind in Kind if kind not in _OF_THEIR_OWN]
Act = Callable[[County, Challenge, Event], Any]


def note(made: County, held: Challenge, event: Event) -> Any:
    return services.note_event(held, event, by=actor(made))


def answer_advice(made: County, held: Challenge, event: Event) -> Any:
    advice = Advice.objects.filter(challenge=held).order_by("pk").last()
    return advice and services.answer_advice(advice, reply="已改正", on=event.on, by=actor(made))


ACTS: dict[str, Act] = {
    **{kind.value: note for kind in NOTED},
    "draft": lambda made, held, event: services.draft_answer(held, answer="答复合法", by=actor(made)),
    "hand_in": lambda made, held, event: services.hand_in(held, on=event.on, by=actor(made)),
    "appeal": lambda made, held, event: services.appeal(
        held, on=event.on, side=event.side or Side.OTHERS, by=actor(made)
    ),
    "opinion": lambda made, held, event: services.receive_advice(
        held, kind="opinion", number="1", content="改进", on=event.on, by=actor(made)
    ),
    "feedback": answer_advice,
    "open_redo": lambda made, held, event: services.open_redo(held, by=actor(made)),
    "redone": lambda made, held, event: services.note_redone(held, on=event.on, by=actor(made)),
    "join": lambda made, held, event: services.add_party(held, WANG, by=actor(made)),
    "correct": lambda made, held, event: services.correct(held, {"case_number": "1号"}, by=actor(made)),
}
OFTEN = ["draft", "hand_in", *["decided"] * 5, "appeal", "appeal", "in_effect"]
"""Often drawn, so that challenges come to their end."""


@st.composite
def doings(draw: st.DrawFn) -> tuple[str, int, int, int, dict[str, Any]]:
    """Draw an act, on which challenge, how many days later, how far beside its day, and what is said with it."""
    says = {
        "simple": draw(st.sampled_from([None, True, False])),
        "days": draw(st.sampled_from([None, 0, 10, 30, 31])),
        "result": draw(st.integers(0, 30)),
        "redo": draw(st.booleans()),
        "ending": draw(st.sampled_from([None, None, None, None, *Ending])),
        "side": draw(st.sampled_from([None, *Side])),
        "until": draw(st.sampled_from([None, -3, 0, 20])),
    }
    return (
        draw(st.sampled_from([*ACTS, *OFTEN])),
        draw(st.integers(0, 9)),
        draw(st.integers(0, 20)),
        draw(st.sampled_from([*[0] * 12, -40, 2000])),
        says,
    )


COMING_IN = st.tuples(st.sampled_from(Procedure), st.sampled_from(sorted(OPENING)), st.booleans(), st.integers(0, 30))


@pytest.fixture
def made(db: None) -> County:
    return county("handler", "head", "administrator", "reviewer", "secrecy_reviewer", "legal_reviewer")


def test_whatever_officers_do_table_four_adds_up(made: County) -> None:
    set_word(made)
    application = reply(made, apply(made, on=date(2024, 1, 15)), GRANTED, on=date(2024, 2, 5))
    outcomes: Counter[str] = Counter()

    @settings(max_examples=SEQUENCES, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @given(st.lists(COMING_IN, min_size=1, max_size=3), st.lists(doings(), min_size=10, max_size=25))
    def play(coming_in: list[Any], doing: list[Any]) -> None:
        with transaction.atomic():
            outcomes.update(played(made, application, coming_in, doing))
            check(made)
            transaction.set_rollback(True)

    play()
    assert outcomes["done"]
    assert outcomes["refused"]
    if SEQUENCES >= 100:  # of few, all may be of the kind that comes to no end
        assert outcomes["closed"] > SEQUENCES // 4


def played(made: County, application: Application, coming_in: list[Any], doing: list[Any]) -> Iterator[str]:
    """Play a sequence; tell of each act whether it was done or refused, and of each challenge that came to its end."""
    on, keys = FIRST, []
    for procedure, kind, of_case, later in coming_in:
        opening = Event(Kind(kind), on)
        held = challenge(
            made, application if of_case else None, procedure=procedure, opening=opening, forum="某机关",
            acted_on=date(2024, 2, 5),
        )  # fmt: skip
        keys.append(held.pk)
        on += timedelta(later)
    for name, which, later, aside, says in doing:
        on += timedelta(later)
        held = Challenge.objects.get(pk=keys[which % len(keys)])
        day = on + timedelta(aside)
        until = None if says["until"] is None else day + timedelta(says["until"])
        possible = ("", *FINAL_RESULTS[Procedure(held.procedure)])
        said = {**says, "until": until, "result": possible[says["result"] % len(possible)]}
        kind = Kind(name) if name in KINDS else Kind.HEARD
        entries = Entry.objects.count()
        error = refusal_of(ACTS[name], made, held, Event(kind, day, **said))
        yield "done" if error is None else "refused"
        if error is not None:
            assert error.hint is not None, error.code
            assert error.citation is not None, error.code
            assert Entry.objects.count() == entries, name
    yield from ("closed" for _each in Challenge.objects.filter(closed_on__isnull=False))


def refusal_of(act: Act, made: County, held: Challenge, event: Event) -> GongkaiError | None:
    try:
        act(made, held, event)
    except GongkaiError as error:
        return error
    return None


def check(made: County) -> None:
    models = [model for model in journaled_models() if model._meta.app_label == "remedies"]
    assert [*chains_that_differ(), *chain.from_iterable(map(rows_that_differ, models))] == []
    assert list(challenges_that_differ()) == []
    for held in Challenge.objects.all():
        assert bool(held.closed_on) == bool(held.result)
        assert bool(held.column) == (held.closed_on is not None and held.procedure != Procedure.COMPLAINT)
        assert held.column != Column.PENDING.value
        assert held.closed_on is None or held.closed_on >= held.noticed_on
        assert held.due_on is None or held.duty
    final: Counter[int] = Counter()
    for year in YEARS:
        span = Span.of_year(year)
        table = count([made.science], span)
        for group in Group:
            opened = {each: list(challenges([made.science], span, group, each)) for each in Column}
            assert {each: len(rows) for each, rows in opened.items()} == {
                each: table.cells[group, each] for each in Column
            }
            assert table.totals[group] == sum(table.cells[group, each] for each in Column)
            final.update(row.pk for each, rows in opened.items() if each is not Column.PENDING for row in rows)
        assert of_law(span) == {place: number for place, number in table.cells.items() if number}
    assert set(final.values()) <= {1}


def of_law(span: Span) -> dict[tuple[Group, Column], int]:
    """Give the cells as the law counts each challenge by itself."""
    found: Counter[tuple[Group, Column]] = Counter()
    for held in Challenge.objects.all():
        procedure, events = Procedure(held.procedure), events_of(held)
        cell = counted(procedure, known_in_the_end(procedure, events), since=span.first, through=span.last)
        if cell is not None:
            found[Group(cell.row), cell.column] += 1
    return dict(found)


def known_in_the_end(procedure: Procedure, events: list[Event]) -> list[Event]:
    """Give events with appeals on the day to which they reach back: what was taken to be in effect never was."""
    known = list(events)
    for place, event in enumerate(events):
        if event.kind is Kind.APPEALED:
            before = fold(procedure, events[:place], today=event.on, settled=place)
            decided = next(each for each in reversed(events[:place]) if each.kind is Kind.DECIDED)
            known[place] = event._replace(on=decided.on) if before.is_closed else event
    return known
