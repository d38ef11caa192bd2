"""Receipt channels (申请提交渠道) and the day that counts as receipt (收到申请之日).

Article 31 of the Regulation fixes the day by channel. For an ordinary letter, the internet and fax
it is the day of confirmation with the applicant, not the day a system or a mailbox took it in.
Where the applicant cannot be reached, the case is registered and waits: the confirmation is then
the day contact is made again. Not here: what follows from receipt (`gongkai.law.clock`).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from gongkai.law.citation import Citation, cite, cites, encodes
from gongkai.law.dated import Dated
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.law.steps import Step


class Channel(StrEnum):
    """How an application comes in (提交渠道)."""

    COUNTER = "counter"
    SIGNED_MAIL = "signed_mail"
    ORDINARY_LETTER = "ordinary_letter"
    INTERNET = "internet"
    FAX = "fax"
    ORAL = "oral"

    @property
    def label(self) -> Message:
        """Give the Chinese name."""
        return CHANNELS[self].label

    @property
    def needs_confirmation(self) -> bool:
        """Say whether receipt is the day of confirmation with the applicant (确认之日)."""
        return CHANNELS[self].needs_confirmation


class ChannelRule(NamedTuple):
    """What Article 31 says of one channel: and the sentence, still without its day, that a step says."""

    label: Message
    needs_confirmation: bool
    counts: Message
    citation: Citation


CHANNELS: dict[Channel, ChannelRule] = {
    # “以提交之日为收到申请之日”
    Channel.COUNTER: ChannelRule(
        Message("当面提交"), False, Message("{on}当面提交申请，提交之日为收到申请之日。"), cite("条例第31条第1项")
    ),
    # “以行政机关签收之日为收到申请之日”
    Channel.SIGNED_MAIL: ChannelRule(
        Message("邮寄（签收）"),
        False,
        Message("{on}行政机关签收邮寄的申请，签收之日为收到申请之日。"),
        cite("条例第31条第2项"),
    ),
    # “确认之日为收到申请之日”
    Channel.ORDINARY_LETTER: ChannelRule(
        Message("平常信函（无需签收）"),
        True,
        Message("{on}与申请人确认，确认之日为收到申请之日。"),
        cite("条例第31条第2项"),
    ),
    # “以双方确认之日为收到申请之日”
    Channel.INTERNET: ChannelRule(
        Message("互联网"), True, Message("{on}双方确认，确认之日为收到申请之日。"), cite("条例第31条第3项")
    ),
    Channel.FAX: ChannelRule(
        Message("传真"), True, Message("{on}双方确认，确认之日为收到申请之日。"), cite("条例第31条第3项")
    ),
    # [推导] 第31条 does not name the oral application of 第29条; the office fills it in with the applicant present,
    # so it is like one handed in, on the same day.
    Channel.ORAL: ChannelRule(
        Message("口头代填"), False, Message("{on}工作机构代为填写口头申请，当日为收到申请之日。"), cite("条例第29条")
    ),
}
CHANNELS_SINCE = Dated((date(2019, 5, 15), CHANNELS, "条例第31条"))
encodes("gongkai.law.channels.CHANNELS", "条例第29条", "条例第31条第1项", "条例第31条第2项", "条例第31条第3项")


class Receipt(NamedTuple):
    """The day of receipt, None while confirmation is awaited, and the step that says why."""

    on: date | None
    step: Step


@cites("条例第31条")
def receipt(channel: Channel, *, arrived: date, confirmed: date | None = None) -> Receipt:
    """Give the day an application counts as received (收到申请之日).

    Raises NotInForce for what arrived before the Regulation was revised: the text before it named no channels.

    >>> receipt(Channel.SIGNED_MAIL, arrived=date(2026, 3, 2)).on
    datetime.date(2026, 3, 2)
    >>> receipt(Channel.INTERNET, arrived=date(2026, 3, 2)).on is None
    True
    >>> receipt(Channel.INTERNET, arrived=date(2026, 3, 2), confirmed=date(2026, 3, 4)).on
    datetime.date(2026, 3, 4)
    """
    rule = CHANNELS_SINCE.on(arrived).value[channel]
    if not rule.needs_confirmation:
        if confirmed is not None:
            raise confirmation_not_needed(rule)
        return Receipt(arrived, Step(Message(rule.counts.template, on=arrived), rule.citation, arrived))
    if confirmed is None:
        message = Message("{on}申请到达（{channel}），待与申请人确认后起算。", on=arrived, channel=rule.label)
        return Receipt(None, Step(message, rule.citation, arrived))
    if confirmed < arrived:
        raise NotAllowed(
            "confirmed-before-arrival",
            Message("确认日期{confirmed}早于申请到达之日{arrived}。", confirmed=confirmed, arrived=arrived),
            hint=Message("请核对日期。"),
            citation=rule.citation,
        )
    return Receipt(confirmed, Step(Message(rule.counts.template, on=confirmed), rule.citation, confirmed))


def confirmation_not_needed(rule: ChannelRule) -> NotAllowed:
    """Give the refusal of a confirmation where the day of receipt is already fixed."""
    return NotAllowed(
        "confirmation-not-needed",
        Message("以“{channel}”方式提交的申请不以确认之日为收到申请之日。", channel=rule.label),
        hint=Message("请删去确认，或者更正提交渠道。"),
        citation=rule.citation,
    )
