"""What goes with a reply: records taken in whole or to be given in part, and taken out again while it is drafted."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from gongkai.applications import acts
from gongkai.applications.models import Application, Redaction, ReplyAttachment
from gongkai.applications.services.acting import changed, happen, made, take_up
from gongkai.applications.services.redacting import begin
from gongkai.applications.services.replying import reply_of
from gongkai.attachments import services as attachments
from gongkai.attachments.models import Attachment
from gongkai.attachments.selectors import attachments_of
from gongkai.attachments.storing import Draft
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, record_removal
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message

Treatment = ReplyAttachment.Treatment


@transaction.atomic
def enclose(
    application: Application, draft: Draft, name: str, *, title: str, in_part: bool, by: Actor, seen: int | None = None
) -> ReplyAttachment:
    """Add a record to what goes with the reply: as it is, or to be given in part (条例第36条第2项、第37条).

    Raises FileRefused for a file that is not what it is named, or of a kind that is not taken.
    """
    held = take_up(application, acts.ENCLOSED, seen=seen)
    reply = reply_of(held)
    last = ReplyAttachment.objects.filter(reply=reply).aggregate(last=Max("order"))["last"] or 0
    row = ReplyAttachment(reply=reply, order=last + 1, title=title.strip(), treatment=Treatment.WHOLE)
    enclosure: ReplyAttachment = made(row, acts.ENCLOSED, by=by, leave_out=("reply",))
    file = attachments.attach(enclosure, draft, name, personal=True, by=by)
    enclosure = _in_part(enclosure, file, by=by) if in_part else changed(enclosure, acts.ENCLOSED, by=by, file=file)
    happen(held, acts.ENCLOSED, by=by)
    return enclosure


@transaction.atomic
def withhold(enclosure: ReplyAttachment, *, ground: str, by: Actor, seen: int | None = None) -> ReplyAttachment:
    """Give nothing of a record, on a ground (不予公开); its file and the work on it stay, and so do the others."""
    held = take_up(enclosure.reply.application, acts.WITHHELD, seen=seen)
    current = hold(enclosure)
    values = {"treatment": Treatment.WITHHELD, "file": None, "grounds": [[ground, 0, []]]}
    current = changed(current, acts.WITHHELD, by=by, **values)
    happen(held, acts.WITHHELD, by=by)
    return current


@transaction.atomic
def give_in_part(enclosure: ReplyAttachment, *, by: Actor, seen: int | None = None) -> ReplyAttachment:
    """Let a record that was to be given whole, or withheld, be given in part: what was handed in is the original."""
    held = take_up(enclosure.reply.application, acts.REDACTION_BEGUN, seen=seen)
    current = hold(enclosure)
    if current.treatment == Treatment.REDACTED:
        raise NotAllowed(
            "redaction-begun",
            Message("这份信息已经在区分处理。"),
            hint=Message("请打开它接着办理。"),
            citation=cite("条例第37条"),
        )
    current = _in_part(current, attachments_of(current)[0], by=by)
    happen(held, acts.REDACTION_BEGUN, by=by)
    return current


@transaction.atomic
def unenclose(enclosure: ReplyAttachment, *, by: Actor, seen: int | None = None) -> Application:
    """Take a record out of what goes with the reply, with the work on it and its files; the others stay as they are."""
    held = take_up(enclosure.reply.application, acts.UNENCLOSED, seen=seen)
    current = hold(enclosure)
    for work in Redaction.objects.filter(enclosure=current):
        record_removal(hold(work), acts.UNENCLOSED, by=by)
        work.delete()
    record_removal(current, acts.UNENCLOSED, by=by)
    files = list(attachments_of(current))
    current.delete()
    for file in files:
        attachments.remove(file, by=by)
    return happen(held, acts.UNENCLOSED, by=by)


def _in_part(enclosure: ReplyAttachment, original: Attachment, *, by: Actor) -> ReplyAttachment:
    enclosure = changed(enclosure, acts.REDACTION_BEGUN, by=by, file=None, grounds=[], treatment=Treatment.REDACTED)
    if not Redaction.objects.filter(enclosure=enclosure).exists():
        begin(enclosure, original, by=by)
    return enclosure
