"""What every act on a challenge shares: hold it, ask the law, add the event, keep what the law makes of the events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.utils.timezone import localdate

from gongkai.journal.actor import Actor
from gongkai.journal.acts import Act
from gongkai.journal.services import hold, record
from gongkai.law.challenges import Event, article_of
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.remedies.acts import ACT_OF
from gongkai.remedies.models import Challenge, ChallengeEvent
from gongkai.remedies.timing import Standing, events_of, standing_after, take_over

_TELLING = 2
"""Characters from which a name tells who somebody is."""


def require_unnamed(text: str, names: Iterable[str]) -> None:
    """Refuse a text that others read in clear and that names somebody, whatever spaces are within the name."""
    words = "".join(text.split())
    if any(len(bare) >= _TELLING and bare in words for bare in ("".join(name.split()) for name in names)):
        raise NotAllowed(
            "party-is-named",
            Message("要写的文字里有当事人的姓名或者名称。"),
            hint=Message("这些文字会给其他人看，请写事情，不写当事人。"),
            citation=cite("个保法第6条"),
        )


def take_up(challenge: Challenge, seen: int | None) -> Challenge:
    """Give the challenge as it is now, held. `seen` is the version that whoever acts was shown, None for what was not.

    Raises NotAllowed when it has changed since.
    """
    held = hold(challenge)
    if seen is not None and held.version != seen:
        raise NotAllowed(
            "changed-meanwhile",
            Message("这件在您打开之后已经有人办理过，现在是“{state}”。", state=str(held.get_state_display())),
            hint=Message("请看过办理过程，再决定怎样办理；您填写的内容还在。"),
            citation=cite("条例第51条"),
        )
    return held


def happen(held: Challenge, event: Event, *, by: Actor, said: str = "", **note: Any) -> Challenge:
    """Let an event happen to a challenge that was taken up, and record it; NotAllowed where the law refuses it."""
    if event.on > localdate():
        raise NotAllowed(
            "day-ahead",
            Message("{on}还没有到，今天是{today}。", on=event.on, today=localdate()),
            hint=Message("请核对日期；听证、开庭以收到通知之日登记，开庭日期另填。"),
            citation=cite("条例第51条"),
        )
    before = events_of(held)
    settle(held, [*before, event], settled=len(before))
    add_event(held, event, by=by, said=said, order=len(before) + 1)
    return keep(held, _act_of(held, event), by=by, **note)


def add_event(held: Challenge, event: Event, *, by: Actor, said: str = "", order: int = 1) -> ChallengeEvent:
    """Add the row of an event."""
    row = ChallengeEvent(
        challenge=held, order=order, kind=event.kind.value, on=event.on, accepted=event.accepted, simple=event.simple,
        until=event.until, days=event.days, result=event.result, redo=event.redo,
        ending=event.ending.value if event.ending else "", side=event.side.value if event.side else "",
        reference=event.reference, said=said.strip(),
    )  # fmt: skip
    row.save(force_insert=True)
    record(row, _act_of(held, event), by=by)
    return row


def _act_of(held: Challenge, event: Event) -> Act:
    """Give the act that the journal keeps of an event, under the article by which it is done in this procedure."""
    return ACT_OF[event.kind].under(str(article_of(event.kind, held.procedure)))


def settle(held: Challenge, events: Sequence[Event], *, settled: int = 0) -> Standing:
    """Take over what the law makes of the events."""
    standing = standing_after(held.procedure, events, settled=settled, today=localdate())
    take_over(held, standing, events[0].on)
    return standing


def keep(held: Challenge, act: Act, *, by: Actor, **note: Any) -> Challenge:
    """Save a challenge after an act, checked, and record it."""
    held.version += 1
    kept = [name for name in (*Challenge.journaled, *Challenge.journaled_personal) if name not in ("agency", "number")]
    held.clean_fields(exclude=[field.name for field in held._meta.fields if field.name not in kept])
    held.save(update_fields=kept)
    record(held, act, by=by, **note)
    return held


def made(row: models.Model, act: Act, *, by: Actor, leave_out: tuple[str, ...] = ()) -> Any:
    """Save a new row, checked, and record it."""
    row.full_clean(exclude=leave_out)
    row.save(force_insert=True)
    record(row, act, by=by)
    return row
