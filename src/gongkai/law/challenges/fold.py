"""The fold itself, and what a reader gets from it: where one challenge stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from gongkai.law import calendar as calendars
from gongkai.law.calendar import Calendar
from gongkai.law.challenges.acts import apply, kinds_in, refusal
from gongkai.law.challenges.acts.after import oldest
from gongkai.law.challenges.acts.deciding import let_lapse, may_appeal_itself
from gongkai.law.challenges.acts.review import court_extension
from gongkai.law.challenges.case import (
    DEFAULT_RULES,
    FINAL_RESULTS,
    Case,
    ChallengeRules,
    Duty,
    DutyKind,
    State,
)
from gongkai.law.challenges.events import Ending, Event, Kind, Procedure, Side
from gongkai.law.citation import cites
from gongkai.law.message import Message
from gongkai.law.remedies import DEFAULTS, RemedySettings
from gongkai.law.steps import Deadline, NextAct, Step


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a challenge stands after its events, and how that came about."""

    procedure: Procedure
    state: State
    instance: int
    """1, or 2 on appeal and after it."""
    opened_on: date | None
    accepted_on: date | None
    """When the forum of the instance running accepted it; None while that is not known."""
    received_on: date | None
    """When the copy of the instance running was received."""
    simple: bool | None
    """Whether the procedure is the simple one; None while that is not known."""
    hearing_on: date | None
    """The day of a hearing still to come."""
    duties: tuple[Duty, ...]
    """What the agency owes and owed: answers, a reply anew, feedback."""
    decide_due: date | None
    """The forum's own last day to decide; None where it stands still without today, or is not known, or is over."""
    appeal_until: date | None
    """The agency's last day to appeal, while the judgment is not in effect."""
    in_effect_since: date | None
    """Since when the decision is in effect."""
    closed_on: date | None
    """The day on which table IV counts it as ended."""
    result: str
    """The code of its result; while there is none, of how it is pending; empty for a complaint under way."""
    provisional: bool
    """Whether a last day still ahead lies in a year whose holidays are not announced (暂定)."""
    steps: tuple[Step, ...]
    _case: Case = field(repr=False, compare=False)

    @property
    def is_closed(self) -> bool:
        """Say whether table IV counts it as ended."""
        return self.closed_on is not None

    @property
    def answer(self) -> Duty | None:
        """Give the newest duty to answer and produce evidence (答复举证)."""
        return self._newest(DutyKind.ANSWER)

    @property
    def answered_late(self) -> bool:
        """Say whether any duty to answer was met late, or not before it was decided: of either instance."""
        return any(each.is_late for each in self.duties if each.kind is DutyKind.ANSWER)

    @property
    def redo(self) -> Duty | None:
        """Give the duty to reply anew (重新答复), once what orders it is in effect."""
        return self._newest(DutyKind.REDO)

    @property
    def feedback(self) -> tuple[Duty, ...]:
        """Give the duties to report on opinions and advice."""
        return tuple(each for each in self.duties if each.kind is DutyKind.FEEDBACK)

    @property
    def open_duties(self) -> tuple[Duty, ...]:
        """Give what is still to be done, what is due first in front."""
        owed = (each for each in self.duties if each.is_open)
        return tuple(sorted(owed, key=lambda each: (each.due or date.max, each.since)))

    def lawful_next(self, today: date) -> tuple[NextAct[Kind], ...]:
        """Say of every act of this procedure whether it is lawful today: until when, or why not."""
        return tuple(self.next_act(kind, today) for kind in kinds_in(self.procedure))

    def next_act(self, kind: Kind, today: date) -> NextAct[Kind]:
        """Say of one act whether it is lawful today."""
        case = self._case.copy()
        let_lapse(case, today)
        event = _sample(case, kind, today)
        refused = refusal(case, event)
        return NextAct(kind, None if refused else _until(case, event), refused)

    def _newest(self, kind: DutyKind) -> Duty | None:
        return next((each for each in reversed(self.duties) if each.kind is kind), None)


@cites(
    "条例第51条", "复议法第48条", "复议法第62条", "行诉法第67条第1款", "行诉法第81条", "行诉法第85条", "行诉法第88条"
)
def fold(
    procedure: Procedure,
    events: Iterable[Event],
    *,
    today: date | None = None,
    calendar: Calendar | None = None,
    rules: ChallengeRules = DEFAULT_RULES,
    settings: RemedySettings = DEFAULTS,
    settled: int = 0,
) -> Standing:
    """Give where a challenge stands after these events, in the order given.

    Raises NotAllowed at the first event that the statute or the order of things forbids; the first
    `settled` of them are not judged again. With today, a judgment that can be appealed no more is in
    effect, and a standstill lasts to today.

    >>> fold(Procedure.RECONSIDERATION, [
    ...     Event(Kind.COPY_RECEIVED, date(2026, 9, 30), accepted=date(2026, 9, 29), simple=False),
    ... ]).answer.due
    datetime.date(2026, 10, 20)
    """
    case = Case(procedure, calendar or calendars.CHINA, rules, settings)
    for place, event in enumerate(events):
        let_lapse(case, event.on)
        refused = None if place < settled else refusal(case, event)
        if refused is not None:
            raise refused
        apply(case, event)
    if today is not None:
        let_lapse(case, today)
    return _standing(case, today)


def _standing(case: Case, today: date | None) -> Standing:
    steps = list(case.steps)
    decide = _decide_due(case, today, steps)
    appeal = case.appeal if case.phase is State.AWAITING_EFFECT and may_appeal_itself(case) else None
    open_provisional = any(each.provisional for each in case.duties if each.is_open)
    provisional = open_provisional or any(each.provisional for each in (decide, appeal) if each is not None)
    return Standing(
        case.procedure,
        case.state,
        case.instance,
        case.opened_on,
        case.accepted_on,
        case.received_on,
        case.simple,
        case.hearing_on,
        tuple(case.duties),
        decide.due if decide else None,
        appeal.due if appeal else None,
        case.in_effect_since,
        case.closed_on,
        case.result or _pending(case),
        provisional,
        tuple(steps),
        case,
    )


def _decide_due(case: Case, today: date | None, steps: list[Step]) -> Deadline | None:
    """Give the forum's own last day to decide, and say how it comes about."""
    if not case.is_heard or case.accepted_on is None or case.procedure is Procedure.COMPLAINT:
        return None
    left_out = case.left_out
    if case.suspended_on is not None:
        if today is None:
            return None
        left_out += max(0, (today - case.suspended_on).days)
    counting = case.copy()
    counting.steps = []
    deadline = counting.count(_decide_code(case), case.accepted_on, left_out=left_out)
    if deadline is not None:
        counting.steps.extend(deadline.steps)
    if deadline is not None and case.extended_by is not None:
        deadline = counting.count("T_RECON_EXTEND", deadline.due, length=case.extended_by)
        counting.steps.extend(deadline.steps if deadline else ())
    steps.extend(counting.steps)
    if case.court_until is None:
        return deadline
    step = Step(Message("法院审理期限延长至{until}。", until=case.court_until), court_extension(case), case.court_until)
    steps.append(step)
    return Deadline(case.court_until, case.calendar.is_provisional(case.court_until), (step,))


# The forum's procedure is not assumed to be the shorter one, as for our own answer: that would blame it wrongly.
def _decide_code(case: Case) -> str:
    if case.procedure is Procedure.RECONSIDERATION:
        return "T_RECON_DECIDE_SIMPLE" if case.simple else "T_RECON_DECIDE"
    if case.phase is State.ON_APPEAL:
        return "T_SUIT_SECOND"
    return "T_SUIT_FIRST_SIMPLE" if case.simple else "T_SUIT_FIRST"


def _pending(case: Case) -> str:
    """Give the code of a challenge that has no result yet; none for a complaint, which table IV does not count."""
    if case.phase is State.NOT_OPENED or case.procedure is Procedure.COMPLAINT:
        return ""
    prefix = "RECON" if case.procedure is Procedure.RECONSIDERATION else "SUIT"
    if case.suspended_on is not None:
        return f"{prefix}_SUSPENDED"
    return "SUIT_APPEALED" if case.phase is State.ON_APPEAL else f"{prefix}_PENDING"


def _until(case: Case, event: Event) -> date | None:
    """Give the last day of an act that has one."""
    if event.kind is Kind.ANSWERED:
        duty = case.open_duty(DutyKind.ANSWER)
    elif event.kind in (Kind.REDONE, Kind.FEEDBACK_GIVEN):
        duty = oldest(case, event.kind)
    else:
        appeal = case.appeal if event.kind is Kind.APPEALED else None
        return appeal.due if appeal and event.side is Side.OURS else None
    return duty.due if duty else None


def _sample(case: Case, kind: Kind, today: date) -> Event:
    """Give an event of a kind that is lawful today if any is."""
    if kind is Kind.PROCEDURE_SET:
        return Event(kind, today, simple=False)
    if kind is Kind.HEARING_NOTICED:
        return Event(kind, today, until=today)
    if kind is Kind.EXTENDED:
        return Event(kind, today, days=1, until=today)
    if kind is Kind.DECIDED:
        return _sample_decision(case, today)
    if kind is Kind.APPEALED:
        late = case.appeal is not None and today > case.appeal.due
        return Event(kind, today, side=Side.OTHERS if late or not may_appeal_itself(case) else Side.OURS)
    if kind in (Kind.OPINION_RECEIVED, Kind.ADVICE_RECEIVED):
        return Event(kind, today, reference=f"#{len(case.duties)}")
    if kind is Kind.FEEDBACK_GIVEN:
        owed = oldest(case, kind)
        return Event(kind, today, reference=owed.reference if owed else "")
    return Event(kind, today)


def _sample_decision(case: Case, today: date) -> Event:
    if case.phase is State.ON_APPEAL:
        return Event(Kind.DECIDED, today, ending=Ending.UPHELD)
    possible = FINAL_RESULTS[case.procedure]
    events = (Event(Kind.DECIDED, today, result=code) for code in possible)
    lawful = (event for event in events if refusal(case, event) is None)
    return next(lawful, Event(Kind.DECIDED, today, result=possible[0]))
