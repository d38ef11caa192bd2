"""What can happen to an application, as far as the reply period is concerned."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from gongkai.law.channels import Channel
from gongkai.law.citation import encodes
from gongkai.law.delivery import Manner
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


class Kind(StrEnum):
    """What happened. The values are the names used on the command line and in JSON."""

    RECEIVED = "received"
    CONFIRMED = "confirmed"
    SUPPLEMENT_ASKED = "supplement_asked"
    SUPPLEMENTED = "supplemented"
    SUPPLEMENT_LAPSED = "supplement_lapsed"
    CONSULTATION_BEGUN = "consultation_begun"
    CONSULTATION_ENDED = "consultation_ended"
    EXTENDED = "extended"
    REASONS_ASKED = "reasons_asked"
    REASONS_GIVEN = "reasons_given"
    DELAY_SET = "delay_set"
    FEE_NOTICED = "fee_noticed"
    FEE_NOTICE_RECEIVED = "fee_notice_received"
    FEE_PAID = "fee_paid"
    FEE_LAPSED = "fee_lapsed"
    REPLIED = "replied"
    WITHDRAWN = "withdrawn"
    ORDERED = "ordered"

    @property
    def label(self) -> Message:
        """Give the Chinese name."""
        return _KINDS[self]


_KINDS = {
    Kind.RECEIVED: Message("收到申请"),
    Kind.CONFIRMED: Message("与申请人确认收到"),
    Kind.SUPPLEMENT_ASKED: Message("告知补正"),
    Kind.SUPPLEMENTED: Message("收到补正"),
    Kind.SUPPLEMENT_LAPSED: Message("逾期不补正"),
    Kind.CONSULTATION_BEGUN: Message("开始征求意见"),
    Kind.CONSULTATION_ENDED: Message("征求意见结束"),
    Kind.EXTENDED: Message("延长答复期限"),
    Kind.REASONS_ASKED: Message("要求说明理由"),
    Kind.REASONS_GIVEN: Message("收到理由说明"),
    Kind.DELAY_SET: Message("确定延迟答复的期限"),
    Kind.FEE_NOTICED: Message("通知缴纳信息处理费"),
    Kind.FEE_NOTICE_RECEIVED: Message("申请人收到收费通知"),
    Kind.FEE_PAID: Message("缴纳信息处理费"),
    Kind.FEE_LAPSED: Message("逾期不缴费"),
    Kind.REPLIED: Message("答复"),
    Kind.WITHDRAWN: Message("撤回申请"),
    Kind.ORDERED: Message("责令重新答复"),
}

TAKES_DAYS = frozenset({Kind.SUPPLEMENT_ASKED, Kind.EXTENDED, Kind.DELAY_SET})
OPENING = frozenset({Kind.RECEIVED, Kind.ORDERED})
"""What opens a case."""
LONGEST_DAYS = 1000
"""No period an agency sets is longer, in working days: a larger number is a slip of the pen."""


class Silence(StrEnum):
    """What follows when somebody consulted does not answer in time."""

    AGENCY_DECIDES = "agency_decides"
    CONSENT = "consent"


class Party(StrEnum):
    """Whose opinion is asked (征求意见的对象)."""

    THIRD_PARTY = "third_party"
    CO_AUTHOR = "co_author"
    OTHER_AGENCY = "other_agency"

    @property
    def label(self) -> Message:
        """Give the Chinese name."""
        return _PARTIES[self][0]

    @property
    def silence(self) -> Silence | None:
        """Say what silence means: the opposite for a third party and for a co-author."""
        return _PARTIES[self][1]


_PARTIES: dict[Party, tuple[Message, Silence | None]] = {
    # “第三方逾期未提出意见的，由行政机关依照本条例的规定决定是否公开”
    Party.THIRD_PARTY: (Message("第三方"), Silence.AGENCY_DECIDES),
    # “逾期未提出意见的视为同意公开”
    Party.CO_AUTHOR: (Message("共同制作机关"), Silence.CONSENT),
    Party.OTHER_AGENCY: (Message("其他机关"), None),
}
encodes("gongkai.law.clock.events.Party", "条例第32条", "条例第34条", "条例第11条")


class Event(NamedTuple):
    """One thing that happened, on one day.

    `until` is the last day of a period the agency set: for a supplement, or the day named for a
    delayed reply; of an order to reply anew, the day it names. For a fee notice that the applicant
    received later than it was sent it is the last day to pay
    (`gongkai.law.deadlines.fee_payment_due` of the day of receipt); without it the notice
    counts as received on the day it was given. For the end of a consultation whose opinion came
    after the time for it, or never, it is the last day of that time: what the consultation needed
    ends there. A delay without `until` is written as on the command line: `on` is then the day named
    itself (or the day from which `days` working days are counted), not the day of the act.
    """

    kind: Kind
    on: date
    days: int | None = None
    until: date | None = None
    channel: Channel | None = None
    manner: Manner | None = None
    party: Party | None = None
    reference: str = ""
    """Tells consultations apart that run side by side."""

    @property
    def happened_on(self) -> date | None:
        """The day of the act; None for a delay of which only the day named is known."""
        return None if self.kind is Kind.DELAY_SET and self.until is None else self.on


def event_from(name: str, on: date, days: int | None = None) -> Event:
    """Give an event as written on the command line (NAME=DATE[:DAYS]) or in a line of JSON.

    >>> event_from("extended", date(2026, 4, 20), 10) == Event(Kind.EXTENDED, date(2026, 4, 20), days=10)
    True
    """
    if name not in _NAMES:
        raise NotAllowed(
            "unknown-event",
            Message("没有名为“{name}”的事件。", name=name),
            hint=Message("可用的名称：{names}。", names=list(_NAMES)),
        )
    kind = _NAMES[name]
    if days is not None and kind not in TAKES_DAYS:
        raise NotAllowed(
            "days-not-taken",
            Message("“{kind}”不带天数。", kind=kind.label),
            hint=Message("请删去冒号和其后的天数。"),
        )
    return Event(kind, on, days)


_NAMES = {kind.value: kind for kind in Kind if kind is not Kind.ORDERED}  # what is written begins with receipt
