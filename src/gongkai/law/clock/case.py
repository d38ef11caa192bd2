"""One application in the middle of the fold: what the events so far add up to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from gongkai.law.calendar import Calendar
from gongkai.law.channels import Channel
from gongkai.law.citation import Citation
from gongkai.law.clock.events import Kind, Party
from gongkai.law.deadlines import ONE_DAY, REPLY_DAYS, Period, last_day
from gongkai.law.message import Message
from gongkai.law.steps import Step


class State(StrEnum):
    """Where an application stands."""

    NOT_RECEIVED = "not_received"
    AWAITING_CONFIRMATION = "awaiting_confirmation"
    HANDLING = "handling"
    AWAITING_SUPPLEMENT = "awaiting_supplement"
    CONSULTING = "consulting"
    AWAITING_REASONS = "awaiting_reasons"
    AWAITING_PAYMENT = "awaiting_payment"
    REPLIED = "replied"
    NOT_PROCESSED = "not_processed"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> Message:
        """Give the Chinese name."""
        return _STATES[self]


_STATES = {
    State.NOT_RECEIVED: Message("未收到"),
    State.AWAITING_CONFIRMATION: Message("待确认"),
    State.HANDLING: Message("办理中"),
    State.AWAITING_SUPPLEMENT: Message("补正中"),
    State.CONSULTING: Message("征求意见中"),
    State.AWAITING_REASONS: Message("待说明理由"),
    State.AWAITING_PAYMENT: Message("待缴费"),
    State.REPLIED: Message("已答复"),
    State.NOT_PROCESSED: Message("不再处理"),
    State.WITHDRAWN: Message("已撤回"),
}


@dataclass(frozen=True, slots=True)
class ClockRules:
    """What the texts leave open about the reply period, with a default."""

    # The Regulation says only “所需时间”. Both end days are left out; the other reading counts the day of sending.
    first_consultation_day_counts: bool = False

    # [推导] Article 30 makes asking within seven working days a duty; it does not say what follows from a breach.
    # Even where a late notice is allowed, none is after the reply period: what has ended cannot begin anew.
    supplement_asked_only_in_time: bool = True

    # [推导] Article 33 does not say until when the period can be extended; what has ended cannot be made longer.
    extension_only_before_due: bool = True

    # [推导] Article 35 does not say until when a delay can be set; one set late would hide that the reply is late.
    delay_only_before_due: bool = True

    # [推导] Article 33 knows one extension and does not speak of a period that began anew.
    extension_again_after_restart: bool = False

    # [推导] Article 33 allows the extension until the period ends, and a period that stands still has not ended.
    extension_while_consulting: bool = True

    # [推导] Article 35 does not say that asking for reasons stops the clock; not stopping it is the careful reading.
    reasons_stop_clock: bool = False

    # [二手] 处理费办法第6条 is known from accounts of provincial notices.
    fee_payment_days: int = 20

    # 凭记忆: the same article. The other reading leaves the time until payment out of the old count.
    payment_restarts: bool = True


DEFAULT_RULES = ClockRules()


STANDING_STILL = (State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT)
"""Where the count stands still and begins anew."""


class Pause(NamedTuple):
    """A span of time left out of the count that has not ended yet."""

    why: Kind
    begun: date
    reference: str = ""
    party: Party | None = None


class Case:
    """The running sum of the fold; acts change it, nothing outside the fold sees it change."""

    __slots__ = (
        "arrived",
        "base",
        "calendar",
        "channel",
        "closed_on",
        "counted_until",
        "delayed_until",
        "due",
        "extended",
        "extended_by",
        "fee_due",
        "fee_noticed",
        "late",
        "latest",
        "left_out",
        "ordered",
        "outcome_code",
        "pauses",
        "phase",
        "reasons_raised",
        "received",
        "reply_days",
        "rules",
        "steps",
        "stopped_on",
        "supplement_asked",
        "supplement_until",
    )

    def __init__(self, calendar: Calendar, rules: ClockRules) -> None:
        self.calendar = calendar
        self.rules = rules
        self.phase = State.NOT_RECEIVED
        self.latest: date | None = None
        self.arrived = self.received = self.base = self.due = date.min  # until the count starts
        self.channel: Channel | None = None
        self.reply_days = 0
        self.extended = False
        self.extended_by = 0
        self.delayed_until: date | None = None
        self.left_out: list[Period] = []
        self.pauses: list[Pause] = []
        self.supplement_asked = False
        self.supplement_until: date | None = None
        self.ordered = False  # to reply anew, by reconsideration or judgment
        self.reasons_raised = False  # asked for, or given unasked
        self.stopped_on = date.min
        self.fee_due = date.min
        self.fee_noticed = False
        self.closed_on: date | None = None
        self.counted_until: date | None = None
        self.late = False
        self.outcome_code: str | None = None
        self.steps: list[Step] = []

    @property
    def state(self) -> State:
        """Say where the case stands: its phase, or what it waits for when the count is paused."""
        if self.phase is State.HANDLING and self.pauses and self.delayed_until is None:
            holding = [pause.why for pause in self.pauses if self.holds(pause)]
            if holding:
                return State.CONSULTING if Kind.CONSULTATION_BEGUN in holding else State.AWAITING_REASONS
        return self.phase

    def holds(self, pause: Pause) -> bool:
        """Say whether an open pause leaves time out of the count: not one that began after its end."""
        return self.span(pause, pause.begun).begun <= self.due

    @property
    def is_paused(self) -> bool:
        """Say whether the count stands still for an opinion or for reasons."""
        return self.state in (State.CONSULTING, State.AWAITING_REASONS)

    @property
    def has_period(self) -> bool:
        """Say whether a reply period exists, running or paused."""
        return self.base != date.min

    def is_past_due(self, on: date) -> bool:
        """Say whether the period has ended before a day; it cannot while it is paused."""
        return on > self.due and self.state is State.HANDLING

    def restart(self, on: date) -> None:
        """Begin to count afresh from a day, forgetting what came before."""
        self.phase = State.HANDLING
        self.base = on
        self.reply_days = REPLY_DAYS.on(on).value
        self.extended_by = 0
        self.delayed_until = None
        if self.rules.extension_again_after_restart:
            self.extended = False
        self.recount()

    def stop(self, on: date, phase: State) -> None:
        """Let the count stand still with the last day as computed so far."""
        self.recount(through=on)
        self.phase = phase
        self.stopped_on = on

    def close(self, on: date, phase: State, *, outcome_code: str | None = None) -> None:
        """End the case; where the lapse of a period decides it, with its outcome."""
        self.counted_until = self.stopped_on if self.phase in STANDING_STILL else on
        self.phase = phase
        self.closed_on = on
        self.outcome_code = outcome_code

    def recount(self, *, through: date | None = None) -> None:
        """Compute the last day to reply anew; with `through`, pauses still open last at least to that day."""
        self.due = self.due_through(through)

    def due_through(self, through: date | None) -> date:
        """Give the last day to reply if the pauses still open end on a day; without one they leave nothing out."""
        if self.delayed_until is not None:
            return self.delayed_until
        left_out = self.left_out
        if through is not None and self.pauses:
            left_out = left_out + [self.span(pause, max(through, pause.begun)) for pause in self.pauses]
        return last_day(self.base, self.reply_days + self.extended_by, left_out, self.calendar)

    def span(self, pause: Pause, ended: date) -> Period:
        """Give the days a pause leaves out when it ends on a day."""
        counts_first = self.rules.first_consultation_day_counts and pause.why is Kind.CONSULTATION_BEGUN
        return Period(pause.begun + ONE_DAY if counts_first else pause.begun, ended)

    def pauses_for(self, why: Kind) -> list[Pause]:
        """Give the pauses still open that began with events of a kind."""
        return [pause for pause in self.pauses if pause.why is why]

    def end_pause(self, pause: Pause, ended: date) -> None:
        """Close a pause; what it left out may move the last day to reply."""
        self.pauses.remove(pause)
        self.left_out.append(self.span(pause, ended))

    def say(self, message: Message, citation: Citation | None, on: date | None) -> None:
        """Add a step."""
        self.steps.append(Step(message, citation, on))
