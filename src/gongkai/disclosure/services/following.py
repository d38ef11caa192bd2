"""What remains to be done after publication: the feedback of a consultation, a penalty that must come down."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate, now

from gongkai.disclosure import acts
from gongkai.disclosure.models import FollowUp, Item, Kind
from gongkai.disclosure.models.labels import PENALTIES
from gongkai.disclosure.periods import publication_settings
from gongkai.disclosure.services.acting import happen, take_up
from gongkai.disclosure.stages import Stage
from gongkai.disclosure.telling import tell_take_down
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, record
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.law.publication import feedback_due, withdrawal_due
from gongkai.law.steps import Deadline
from gongkai.ui.working_days import calendar


def due_of(kind: str, since: date) -> Deadline:
    """Give the last day of what remains to be done, by the calendar as it is now."""
    if kind == FollowUp.Kind.FEEDBACK:
        return feedback_due(since, calendar=calendar(), settings=publication_settings())
    return withdrawal_due(since, calendar=calendar())


def ask_for_feedback(item: Item, *, by: Actor) -> None:
    """Ask of a consultation that is shown what became of the comments, until what is shown says so."""
    text = item.shown
    asked = text is not None and text.kind == Kind.CONSULTATION and not text.comments_outcome
    open_one = _open(item, FollowUp.Kind.FEEDBACK)
    if not asked:
        if open_one is not None:
            _done(open_one, by=by)
        return
    assert text is not None
    assert text.comments_until is not None  # no consultation is written without
    if open_one is None:
        _begin(item, FollowUp.Kind.FEEDBACK, text.comments_until, by=by)
    elif open_one.since != text.comments_until:
        held = hold(open_one)
        held.since = text.comments_until
        set_due(held, by=by)


def end_follow_ups(item: Item, *, by: Actor) -> None:
    """End what remains to be done with an item: it was taken down."""
    for each in FollowUp.objects.filter(item=item, done_on__isnull=True):
        _done(each, by=by)


@transaction.atomic
def report_penalty_changed(item: Item, *, changed_on: date, reason: str, by: Actor, seen: int | None = None) -> Item:
    """Note that a penalty that is shown was changed, revoked or held unlawful or invalid: it must come down.

    Who publishes is told. Raises NotAllowed for what is no penalty or is not shown, and for a day to come.
    """
    held = take_up(item, acts.PENALTY_CHANGED, seen=seen)
    if held.shown is None or held.category != PENALTIES:
        raise _refused("no-penalty-shown", Message("只有公开着的行政处罚信息才登记被变更、撤销。"))
    if changed_on > localdate():
        raise _refused("day-to-come", Message("被变更、撤销的日期不能晚于今天。"))
    if _open(held, FollowUp.Kind.TAKE_DOWN) is not None:
        raise _refused("already-reported", Message("已经登记过，请撤下并说明理由。"))
    row = _begin(held, FollowUp.Kind.TAKE_DOWN, changed_on, reason=reason.strip(), by=by)
    tell_take_down(row, at=now())
    return happen(held, acts.PENALTY_CHANGED, by=by, to=Stage(held.stage))


def set_due(held: FollowUp, *, by: Actor) -> bool:
    """Give what is held the last day that it has by the calendar as it is now; say whether that is another."""
    due = due_of(held.kind, held.since)
    moved = (held.due_on, held.provisional) != (due.due, due.provisional)
    held.due_on, held.provisional = due.due, due.provisional
    held.save(update_fields=["since", "due_on", "provisional"])
    record(held, acts.RECOMPUTED, by=by)
    return moved


def _open(item: Item, kind: str) -> FollowUp | None:
    return FollowUp.objects.filter(item=item, kind=kind, done_on__isnull=True).first()


def _begin(item: Item, kind: str, since: date, *, reason: str = "", by: Actor) -> FollowUp:
    due = due_of(kind, since)
    row = FollowUp(item=item, kind=kind, since=since, due_on=due.due, provisional=due.provisional, reason=reason)
    row.save(force_insert=True)
    record(row, acts.FOLLOWED, by=by)
    return row


def _done(row: FollowUp, *, by: Actor) -> None:
    held = hold(row)
    held.done_on = localdate()
    held.save(update_fields=["done_on"])
    record(held, acts.FOLLOWED, by=by)


def _refused(code: str, message: Message) -> NotAllowed:
    return NotAllowed(code, message, citation=cite("行政处罚法第48条第2款"))
