"""Service of a reply (送达) and the day that counts as the reply (答复之日).

Whether a reply is late is decided by this day, not by the date on the seal: what is handed over
counts when signed for, what is posted counts when the postal enterprise takes it. Not here: the
confirmation of receipt of an application (`gongkai.law.channels`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from gongkai.law.citation import Citation, cite, cites, encodes
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.law.steps import Step


class Moment(StrEnum):
    """The days a reply passes through on its way to the applicant."""

    SENT = "sent"
    ARRIVED = "arrived"
    SIGNED = "signed"

    @property
    def label(self) -> Message:
        """Give the Chinese name of the day."""
        return _MOMENTS[self]


_MOMENTS = {
    Moment.SENT: Message("发出之日"),
    Moment.ARRIVED: Message("到达之日"),
    Moment.SIGNED: Message("签收之日"),
}


class Manner(StrEnum):
    """How a reply is served (送达方式)."""

    DIRECT = "direct"
    ENTRUSTED = "entrusted"
    POST = "post"
    COURIER = "courier"
    ELECTRONIC = "electronic"

    @property
    def label(self) -> Message:
        """Give the Chinese name."""
        return MANNERS[self].label


class MannerRule(NamedTuple):
    """What counts as the reply for one manner of service, and the sentence, still without its day, that a step says."""

    label: Message
    moment: Moment | None
    """None where it is a setting (电子送达)."""
    counts: Message
    citation: Citation | None
    lawful: bool = True


MANNERS: dict[Manner, MannerRule] = {
    Manner.DIRECT: MannerRule(
        Message("直接送达"), Moment.SIGNED, Message("{on}答复直接送达，签收之日为答复之日。"), cite("送达解释")
    ),
    Manner.ENTRUSTED: MannerRule(
        Message("委托送达"), Moment.SIGNED, Message("{on}答复委托送达，签收之日为答复之日。"), cite("送达解释")
    ),
    Manner.POST: MannerRule(
        Message("邮寄送达"), Moment.SENT, Message("{on}答复交邮政企业寄送，交邮之日为答复之日。"), cite("送达解释")
    ),
    Manner.COURIER: MannerRule(
        Message("快递企业寄送"),
        Moment.SENT,
        Message("{on}答复交快递企业寄送，不构成邮寄送达。"),
        cite("送达解释"),
        lawful=False,
    ),
    # No rule of the State Council office was found: which moment counts is a setting.
    Manner.ELECTRONIC: MannerRule(Message("电子送达"), None, Message("{on}答复以电子方式送达，该日为答复之日。"), None),
}
encodes("gongkai.law.delivery.MANNERS", "送达解释")


@dataclass(frozen=True, slots=True)
class DeliveryRules:
    """What is not written about service, with a default."""

    # [推导] By analogy with 民诉法第90条, arrival in the recipient's system; the earlier reading is the day of
    # sending. Arrival is the later of the two, so an agency that keeps to it is in time under both.
    electronic: Moment = Moment.ARRIVED


DEFAULT_DELIVERY_RULES = DeliveryRules()


class Reply(NamedTuple):
    """The day that counts as the reply, and the step that says why."""

    on: date
    step: Step


def manner_refusal(manner: Manner) -> NotAllowed | None:
    """Say why a reply may not be served in this manner, or None when it may."""
    rule = MANNERS[manner]
    if rule.lawful:
        return None
    return NotAllowed(
        "not-postal-enterprise",
        Message("{manner}不能作为邮寄送达：答复应当通过邮政企业寄送。", manner=rule.label),
        hint=Message("请改交邮政企业寄送，或者采用其他送达方式。"),
        citation=rule.citation,
    )


def reply_step(manner: Manner, on: date) -> Step:
    """Give the step that says which day counted as the reply in this manner."""
    rule = MANNERS[manner]
    return Step(Message(rule.counts.template, on=on), rule.citation, on)


@cites("送达解释")
def reply(
    manner: Manner,
    *,
    sent: date | None = None,
    arrived: date | None = None,
    signed: date | None = None,
    rules: DeliveryRules = DEFAULT_DELIVERY_RULES,
) -> Reply | None:
    """Give the day that counts as the reply (答复之日), None while it has not come.

    Handed over in person or by another agency: the day it is signed for. Posted: the day the postal
    enterprise takes it; another courier does not count.

    >>> reply(Manner.POST, sent=date(2026, 3, 30), signed=date(2026, 4, 2)).on
    datetime.date(2026, 3, 30)
    >>> reply(Manner.DIRECT, sent=date(2026, 3, 30)) is None
    True
    """
    if refusal := manner_refusal(manner):
        raise refusal
    moment = MANNERS[manner].moment or rules.electronic
    on = {Moment.SENT: sent, Moment.ARRIVED: arrived, Moment.SIGNED: signed}[moment]
    return None if on is None else Reply(on, reply_step(manner, on))
