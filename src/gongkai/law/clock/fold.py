"""The fold itself, and what a reader gets from it: the clock of one application."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongkai.law import calendar as calendars
from gongkai.law.calendar import Calendar
from gongkai.law.citation import cite, cites
from gongkai.law.clock.acts import ACTS, apply, refusal
from gongkai.law.clock.case import DEFAULT_RULES, STANDING_STILL, Case, ClockRules, Pause, State
from gongkai.law.clock.events import Event, Kind, Party
from gongkai.law.dated import Dated
from gongkai.law.deadlines import (
    CO_AUTHOR_OPINION_DAYS,
    CONSULTATION,
    ONE_DAY,
    THIRD_PARTY_OPINION_DAYS,
    Period,
    days_counted,
    provisional_step,
)
from gongkai.law.message import Message, Translate
from gongkai.law.steps import NextAct, Step


@dataclass(frozen=True, slots=True)
class Clock:
    """Where an application stands after its events, and how that came about."""

    state: State
    received: date | None
    """The day of receipt (收到申请之日); None before receipt is confirmed."""
    counted_from: date | None
    """The day the count began, itself not counted: of receipt, of the supplement, of the payment; None before."""
    left_out: tuple[Period, ...]
    """The spans that consultation and the like have left out of the count so far, with today one still open, too."""
    stopped_on: date | None
    """Since when the count stands still for a supplement or a payment, after which it begins anew; None otherwise."""
    due: date | None
    """The last day to reply (答复期限届满之日); None before receipt is confirmed."""
    provisional: bool
    """Whether that day lies in a year whose holidays are not announced (暂定)."""
    running: bool
    """Whether days are being counted: not while a supplement, a payment or an opinion is awaited."""
    days_left: int | None
    """Working days after today up to and including the last day, negative when they are past; None without
    today and when closed. While a supplement or payment is awaited, what was left when the count stopped."""
    overdue: bool
    """Whether the last day is past with no reply today (逾期未答复), on days off too; False without today.
    A case that waits, for a supplement or an opinion, is not; one closed has `late`."""
    closed_on: date | None
    late: bool
    """Whether the reply came after the last day (逾期答复)."""
    outcome_code: str | None
    """The outcome where the lapse of a period decides it: OTHER_1, OTHER_2."""
    steps: tuple[Step, ...]
    _case: Case = field(repr=False, compare=False)

    @property
    def days_counted(self) -> int | None:
        """Give the working days that counted until the end (答复所用工作日); None without a count or an end.

        They run from the day the count last began. Left out is what leaves the last day as much later.
        """
        case = self._case
        if case.counted_until is None or not case.has_period:
            return None
        still_open = [case.span(pause, case.counted_until) for pause in case.pauses]
        left_out = [period for period in (*case.left_out, *still_open) if period.begun <= case.due]
        return days_counted(case.base, case.counted_until, left_out, case.calendar)

    @property
    def extended_by(self) -> int:
        """Give by how many working days the period that runs was made longer (延长); one that began anew was not."""
        return self._case.extended_by

    @property
    def delayed_until(self) -> date | None:
        """Give the day named for the reply, by a delay (延迟答复) or by an order; None where the days are counted."""
        return self._case.delayed_until

    def lawful_next(self, today: date) -> tuple[NextAct[Kind], ...]:
        """Say of every act whether it is lawful today: until when, or why not."""
        return tuple(self.next_act(kind, today) for kind in Kind)

    def next_act(self, kind: Kind, today: date) -> NextAct[Kind]:
        """Say of one act whether it is lawful today."""
        return _next(self._case, kind, today)


@cites("条例第30条", "条例第31条", "条例第33条第2款", "条例第33条第3款", "条例第35条", "处理费办法第6条")
def fold(
    events: Iterable[Event],
    *,
    calendar: Calendar | None = None,
    rules: ClockRules = DEFAULT_RULES,
    today: date | None = None,
    settled: int = 0,
) -> Clock:
    """Give the clock of an application after these events, in the order given.

    Without a calendar the national one is taken. Raises NotAllowed at the first event that the
    statute or the order of things forbids. The first `settled` of them are not judged again: what was
    lawful when it was done stays so, whatever holiday notice has come since.

    >>> asked, supplemented = date(2026, 3, 11), date(2026, 3, 16)
    >>> fold([
    ...     Event(Kind.RECEIVED, date(2026, 3, 2)),
    ...     Event(Kind.SUPPLEMENT_ASKED, asked),
    ...     Event(Kind.SUPPLEMENTED, supplemented),
    ... ]).due
    datetime.date(2026, 4, 14)
    """
    case = Case(calendar or calendars.CHINA, rules)
    for place, event in enumerate(events):
        refused = None if place < settled else refusal(case, event)
        if refused is not None:
            raise refused
        apply(case, event)
    return _clock(case, today)


def _clock(case: Case, today: date | None) -> Clock:
    state = case.state
    if case.is_paused:
        _foresee(case, today)
    due = case.due if case.has_period else None
    provisional = due is not None and case.calendar.is_provisional(due)
    if provisional and case.closed_on is None:
        case.steps.append(provisional_step(case.due))
    return Clock(
        state,
        case.received if case.has_period else None,
        case.base if case.has_period else None,
        (*case.left_out, *_open_spans(case, today)),
        case.stopped_on if case.phase in STANDING_STILL and case.has_period else None,
        due,
        provisional,
        state is State.HANDLING,
        _days_left(case, today),
        today is not None and case.is_past_due(today),
        case.closed_on,
        case.late,
        case.outcome_code,
        tuple(case.steps),
        case,
    )


def _open_spans(case: Case, today: date | None) -> list[Period]:
    """Give what pauses still open have left out of the count up to today."""
    if today is None or not case.is_paused:
        return []
    return [case.span(pause, today) for pause in case.pauses if case.holds(pause) and pause.begun <= today]


def _foresee(case: Case, today: date | None) -> None:
    """Say what a pause still open does to the last day; with today, compute the earliest it can be."""
    case.recount(through=today)
    if today is None:
        message = Message("{state}，尚未结束；结束后答复期限将自{due}顺延。", state=case.state.label, due=case.due)
    else:
        message = Message(
            "{state}，截至{today}尚未结束；答复期限最早为{due}，将随所需时间继续顺延。",
            state=case.state.label,
            today=today,
            due=case.due,
        )
    case.say(message, CONSULTATION if case.state is State.CONSULTING else cite("条例第35条"), today)
    if today is not None:
        for pause in case.pauses:
            _warn_of_silence(case, pause, today)


# Other agencies (条例第11条) have no period of their own; where nobody is named, both others may be meant.
_OPINION_DAYS: dict[Party | None, tuple[Message, Dated[int]]] = {
    Party.THIRD_PARTY: (Party.THIRD_PARTY.label, THIRD_PARTY_OPINION_DAYS),
    Party.CO_AUTHOR: (Party.CO_AUTHOR.label, CO_AUTHOR_OPINION_DAYS),
    None: (Message("第三方或者共同制作机关"), THIRD_PARTY_OPINION_DAYS),
}


# [推导] “所需时间” ends with the opinion or with the time for it, which runs from a receipt the clock does not know.
def _warn_of_silence(case: Case, pause: Pause, today: date) -> None:
    """Say that the time for an opinion may be over, when a consultation has been open for longer than it."""
    if pause.why is not Kind.CONSULTATION_BEGUN or pause.party not in _OPINION_DAYS or not case.holds(pause):
        return
    party, opinion_days = _OPINION_DAYS[pause.party]
    allowed = opinion_days.on(pause.begun)
    if case.calendar.working_days_between(pause.begun, today) <= allowed.value:
        return
    message = Message(
        "{begun}开始的征求意见至{today}已超过{days}个工作日，{party}提出意见的期限（自其收到征求意见书起算）可能已经届满；"
        "期限届满，所需时间即告结束，请核对收到之日并登记征求意见结束。",
        begun=pause.begun,
        today=today,
        days=allowed.value,
        party=party,
    )
    case.say(message, allowed.citation, today)


def _days_left(case: Case, today: date | None) -> int | None:
    if today is None or case.closed_on is not None or not case.has_period:
        return None
    stands_still = case.phase in STANDING_STILL
    return case.calendar.working_days_between(case.stopped_on if stands_still else today, case.due)


def _next(case: Case, kind: Kind, today: date) -> NextAct[Kind]:
    event = _sample(case, kind, today)
    refused = refusal(case, event)
    return NextAct(kind, None if refused else ACTS[kind].until(case, event), refused)


def _sample(case: Case, kind: Kind, today: date) -> Event:
    """Give an event of a kind that is lawful today if any is: the shortest extension, the next day for a delay."""
    if kind is Kind.EXTENDED:
        return Event(kind, today, days=1)
    if kind is Kind.DELAY_SET:
        due = case.due_through(today) if case.has_period else today
        return Event(kind, today, until=max(today, due) + ONE_DAY)
    if kind is Kind.CONSULTATION_ENDED:
        begun = case.pauses_for(Kind.CONSULTATION_BEGUN)
        return Event(kind, today, reference=begun[0].reference if begun else "")
    return Event(kind, today)


def clock_as_dict(clock: Clock, translate: Translate | None = None) -> dict[str, Any]:
    """Give the clock as plain values for JSON: dates in ISO form, steps as words with their citation."""
    return {
        "due": clock.due.isoformat() if clock.due else None,
        "provisional": clock.provisional,
        "state": clock.state.value,
        "running": clock.running,
        "overdue": clock.overdue,
        "late": clock.late,
        "days_left": clock.days_left,
        "steps": [
            {
                "on": step.on.isoformat() if step.on else None,
                "text": step.message.text(translate),
                "citation": str(step.citation) if step.citation else None,
            }
            for step in clock.steps
        ],
    }
