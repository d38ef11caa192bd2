"""One challenge in the middle of the fold: what the events so far add up to."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from gongkai.law.calendar import Calendar
from gongkai.law.challenges.events import Event, Procedure
from gongkai.law.citation import Citation, cite, encodes
from gongkai.law.errors import CalendarNotPublished, NotInForce
from gongkai.law.message import Message
from gongkai.law.periods import period_due
from gongkai.law.remedies import RECONSIDERATION_RESULTS, SUIT_RESULTS, Column, RemedySettings
from gongkai.law.steps import Deadline, Step


class State(StrEnum):
    """Where a challenge stands."""

    NOT_OPENED = "not_opened"
    FILED = "filed"
    UNDER_REVIEW = "under_review"
    SUSPENDED = "suspended"
    AWAITING_EFFECT = "awaiting_effect"
    ON_APPEAL = "on_appeal"
    CLOSED = "closed"

    @property
    def label(self) -> Message:
        """Give the Chinese name."""
        return _STATES[self]


_STATES = {
    State.NOT_OPENED: Message("未提起"),
    State.FILED: Message("待受理"),
    State.UNDER_REVIEW: Message("在审"),
    State.SUSPENDED: Message("中止"),
    State.AWAITING_EFFECT: Message("一审已判，尚未生效"),
    State.ON_APPEAL: Message("上诉审理中"),
    State.CLOSED: Message("已审结"),
}


class ComplaintResult(NamedTuple):
    """How a complaint to the superior ended; it counts in no table of the report."""

    code: str
    label: Message
    citation: Citation


# The Regulation gives the superior two things to do, to urge correction and to criticise; the rest is their absence.
COMPLAINT_RESULTS: tuple[ComplaintResult, ...] = (
    ComplaintResult("COMPLAINT_FOUNDED", Message("属实，督促整改"), cite("条例第47条")),
    ComplaintResult("COMPLAINT_CRITICISED", Message("属实，通报批评"), cite("条例第47条")),
    ComplaintResult("COMPLAINT_UNFOUNDED", Message("不属实"), cite("条例第51条")),
    ComplaintResult("COMPLAINT_WITHDRAWN", Message("撤回或者不再处理"), cite("条例第51条")),
)
encodes(f"{__name__}.COMPLAINT_RESULTS", "条例第47条", "条例第51条")

FINAL_RESULTS = MappingProxyType(
    {
        Procedure.RECONSIDERATION: tuple(
            each.code for each in RECONSIDERATION_RESULTS if each.column is not Column.PENDING
        ),
        Procedure.SUIT: tuple(each.code for each in SUIT_RESULTS if each.column is not Column.PENDING),
        Procedure.COMPLAINT: tuple(each.code for each in COMPLAINT_RESULTS),
    }
)
"""With which results each procedure can end."""


@dataclass(frozen=True, slots=True)
class ChallengeRules:
    """What the texts leave open about a challenge, with a default."""

    # [推导] Table IV counts what is newest in effect at the year's end. Where a site counts a judgment from its
    # service, one that is appealed afterwards is counted again when the appeal ends.
    counts_once_in_effect: bool = True

    # [推导] The agency knows only when it was served itself; a party served later may appeal later. Without this,
    # a judgment of the first instance is in effect only when the court has said so.
    effect_presumed: bool = True

    # 凭记忆 (行诉解释): that rulings to dismiss can be appealed, beside judgments. Those not to file can, by their
    # plaintiff (行诉法第51条第2款); others never.
    rulings_appealable: bool = True

    # [推导] No text at hand says from when the days run in which to reply anew that a judgment does not name. Without
    # this they run from its service, though it binds nobody yet.
    redo_from_effect: bool = True

    # A court's own period can be extended, with the consent of a higher one (行诉法第81条、第88条). Without this no
    # such thing is noted here.
    court_may_extend: bool = True


DEFAULT_RULES = ChallengeRules()


class DutyKind(StrEnum):
    """What the agency owes in a challenge."""

    ANSWER = "answer"
    REDO = "redo"
    FEEDBACK = "feedback"

    @property
    def label(self) -> Message:
        """Give the Chinese name."""
        return _DUTIES[self]


_DUTIES = {
    DutyKind.ANSWER: Message("答复举证"),
    DutyKind.REDO: Message("重新答复"),
    DutyKind.FEEDBACK: Message("反馈落实情况"),
}


class Duty(NamedTuple):
    """One thing the agency owes: since when, its last day (None where nothing names one), and when it was done."""

    kind: DutyKind
    since: date
    due: date | None
    provisional: bool = False
    done_on: date | None = None
    lapsed_on: date | None = None
    """When it ended undone: the case was decided without the answer."""
    assumed: bool = False
    """Whether its last day rests on an assumption, since the procedure is not known yet."""
    reference: str = ""

    @property
    def lapsed(self) -> bool:
        """Say whether it ended undone."""
        return self.lapsed_on is not None

    @property
    def is_open(self) -> bool:
        """Say whether it is still to be done."""
        return self.done_on is None and not self.lapsed

    @property
    def is_late(self) -> bool:
        """Say whether its last day, where that is known, was past when it was done or ended undone."""
        ended = self.done_on or self.lapsed_on
        return ended is not None and self.due is not None and not self.assumed and ended > self.due


class Decision(NamedTuple):
    """What the first instance decided, until it is in effect or undone."""

    result: str
    served: date
    redo: bool
    until: date | None


class Case:
    """The running sum of the fold; acts change it, nothing outside the fold sees it change."""

    __slots__ = (
        "accepted_on",
        "appeal",
        "calendar",
        "closed_on",
        "court_until",
        "decision",
        "duties",
        "extended_by",
        "hearing_on",
        "in_effect_since",
        "instance",
        "latest",
        "left_out",
        "opened_on",
        "phase",
        "presumed",
        "procedure",
        "received_on",
        "result",
        "rules",
        "settings",
        "simple",
        "steps",
        "suspended_on",
    )

    def __init__(
        self, procedure: Procedure, calendar: Calendar, rules: ChallengeRules, settings: RemedySettings
    ) -> None:
        self.procedure = procedure
        self.calendar = calendar
        self.rules = rules
        self.settings = settings
        self.phase = State.NOT_OPENED
        self.latest: date | None = None
        self.opened_on: date | None = None
        self.accepted_on: date | None = None
        self.received_on: date | None = None
        self.simple: bool | None = None
        self.instance = 1
        self.suspended_on: date | None = None
        self.left_out = 0
        self.extended_by: int | None = None
        self.court_until: date | None = None
        self.hearing_on: date | None = None
        self.decision: Decision | None = None
        self.appeal: Deadline | None = None
        self.in_effect_since: date | None = None
        self.presumed = False  # in effect because the agency's own time to appeal is over
        self.closed_on: date | None = None
        self.result = ""
        self.duties: list[Duty] = []
        self.steps: list[Step] = []

    def copy(self) -> Case:
        """Give a case of its own that can be changed without changing this one."""
        other = copy(self)
        other.duties = list(self.duties)
        other.steps = list(self.steps)
        return other

    @property
    def state(self) -> State:
        """Say where the case stands: its phase, or that it stands still."""
        return State.SUSPENDED if self.suspended_on is not None else self.phase

    @property
    def is_heard(self) -> bool:
        """Say whether the forum is at work on it, or has it standing still."""
        return self.phase in (State.UNDER_REVIEW, State.ON_APPEAL)

    def open(self, on: date, phase: State) -> None:
        """Let the challenge begin, or go on from filing to review."""
        self.opened_on = self.opened_on or on
        self.phase = phase

    def count(self, code: str, base: date, *, length: int | None = None, left_out: int = 0) -> Deadline | None:
        """Give the last day of a period; None, with the reason as a step, where no text of that day is held here."""
        try:
            return period_due(code, base, calendar=self.calendar, length=length, left_out=left_out)
        except (NotInForce, CalendarNotPublished) as unknown:
            self.steps.append(Step(unknown.message, unknown.citation, base))
            return None

    def owe(
        self,
        kind: DutyKind,
        event: Event,
        deadline: Deadline | None,
        *,
        assumed: bool = False,
        reference: str = "",
    ) -> None:
        """Note something to be done, with the steps that lead to its last day."""
        due = event.until or (deadline.due if deadline else None)
        if event.until is not None:
            self.say(Message("文书写明的截止日期为{until}。", until=event.until), None, event.on)
        elif deadline is not None:
            self.steps.extend(deadline.steps)
        provisional = due is not None and self.calendar.is_provisional(due)
        self.duties.append(Duty(kind, event.on, due, provisional, assumed=assumed, reference=reference))

    def open_duty(self, kind: DutyKind, reference: str = "") -> Duty | None:
        """Give what is still owed of a kind, the oldest first."""
        owed = (each for each in self.duties if each.kind is kind and each.is_open)
        return next((each for each in owed if each.reference == reference), None)

    def replace_duty(self, duty: Duty, other: Duty) -> None:
        """Put another in the place of a duty."""
        self.duties[self.duties.index(duty)] = other

    def say(self, message: Message, citation: Citation | None, on: date | None) -> None:
        """Add a step."""
        self.steps.append(Step(message, citation, on))
