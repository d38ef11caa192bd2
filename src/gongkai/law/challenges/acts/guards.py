"""What several acts need: a challenge that the forum has before it, a day that comes after another."""

from __future__ import annotations

from gongkai.law.challenges.case import Case
from gongkai.law.challenges.events import Event
from gongkai.law.citation import Citation
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


def not_heard(case: Case, event: Event, citation: Citation) -> NotAllowed | None:
    """Say that the forum has not accepted the challenge, or is done with it; None while it has it before it."""
    if case.is_heard:
        return None
    kind = event.kind.label_in(case.procedure)
    return NotAllowed(
        "not-under-review",
        Message("案件现为“{state}”，不能“{kind}”。", state=case.state.label, kind=kind),
        hint=Message("请先登记受理、立案，或者收到副本。"),
        citation=citation,
    )


def until_refusal(event: Event, citation: Citation) -> NotAllowed | None:
    """Say that the day a document names lies before the day it came, or None when it does not."""
    if event.until is None or event.until >= event.on:
        return None
    return NotAllowed(
        "until-before",
        Message("写明的日期{until}早于{on}。", until=event.until, on=event.on),
        hint=Message("请核对日期。"),
        citation=citation,
    )


def until_missing(event: Event, citation: Citation) -> NotAllowed | None:
    """Say that a document must name a day, or None when it does."""
    if event.until is not None:
        return None
    return NotAllowed(
        "until-missing",
        Message("没有写明日期。"),
        hint=Message("请按通知或者文书填写日期。"),
        citation=citation,
    )
