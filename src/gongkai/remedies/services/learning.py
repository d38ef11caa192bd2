"""What was learned from a challenge that ended in a correction."""

from __future__ import annotations

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, record
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.law.remedies import Column
from gongkai.remedies import acts
from gongkai.remedies.models import Challenge, Lesson
from gongkai.remedies.services.acting import made, require_unnamed, take_up


@transaction.atomic
def learn(
    challenge: Challenge,
    *,
    fault: str,
    what: str,
    change: str,
    reading: bool = False,
    by: Actor,
    seen: int | None = None,
) -> Lesson:
    """Say what went wrong and what changes, of a challenge that ended in a correction; said again, it takes its place.

    Raises NotAllowed where nothing was corrected, and where the words name a party: lessons are read by others.
    """
    held = take_up(challenge, seen)
    if held.column != Column.OVERTURNED.value:
        raise NotAllowed(
            "nothing-corrected",
            Message("这件没有以纠正结案，不用总结教训。"),
            hint=Message("结果纠正的才总结。"),
            citation=cite("条例第51条"),
        )
    require_unnamed(f"{what}\n{change}", [party.name for party in held.parties.all()])
    given = {"fault": fault, "what": what.strip(), "change": change.strip(), "reading": reading}
    given |= {"learned_on": localdate(), "officer": by.officer}
    there = Lesson.objects.filter(challenge=held).first()
    if there is None:
        lesson: Lesson = made(Lesson(challenge=held, **given), acts.LEARNED, by=by, leave_out=("challenge",))
        return lesson
    row: Lesson = hold(there)
    for name, value in given.items():
        setattr(row, name, value)
    row.version += 1
    row.clean_fields(exclude=["challenge"])
    row.save(update_fields=[*given, "version"])
    record(row, acts.LEARNED, by=by)
    return row
