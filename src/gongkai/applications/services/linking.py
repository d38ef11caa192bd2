"""Cases that belong together: one divided into several, several dealt with as one (拆分、并案).

[推导] No text of the State Council says how a divided application is counted. Each number of the register is one case,
and is replied to by itself: what is divided counts as often as it has numbers, and what is dealt with together counts
each. Either way every case has one day of receipt and one end, and the identities hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from gongkai.applications import acts
from gongkai.applications.lifecycle import Stage
from gongkai.applications.models import Application, CaseEvent, Charge, Consultation, Part, Reply
from gongkai.applications.numbering import application_number
from gongkai.applications.services.acting import happen, require_not_ahead, take_up
from gongkai.applications.services.receiving import register_like
from gongkai.applications.services.replying import NewPart, draft
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, note
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message

MOST_PIECES = 20
"""Cases that one application is divided into at most."""


@transaction.atomic
def split(
    application: Application, *, contents: Sequence[str], on: date, by: Actor, seen: int | None = None
) -> Application:
    """Divide an application that asks for several things into several cases (拆分), each with a number of its own.

    The first keeps the number. All of them were received when the application was, and what happened to it happened
    to each: their last days are the same. After the turn of the year it is too late, for the application was reported
    as one that is carried forward.
    """
    held = take_up(application, acts.SPLIT, seen=seen)
    require_not_ahead(on)
    pieces = [each.strip() for each in contents if each.strip()]
    _require_divisible(held, pieces, on)
    events = [(row.event, str(row.said)) for row in CaseEvent.objects.filter(application=held).order_by("order")]
    kept = {name: getattr(held, name) for name in ("extension_days", "extension_reason")}
    numbers = [application_number(held.agency, held.arrived_on.year) for _piece in pieces[1:]]
    for number, piece in zip(numbers, pieces[1:]):
        register_like(held, events, acts.SPLIT, number=number, description=piece, split_from=held, by=by, **kept)
    held.description = pieces[0]
    held.save(update_fields=["description"])
    return happen(held, acts.SPLIT, by=by, numbers=numbers)


@transaction.atomic
def merge(application: Application, *, lead: Application, by: Actor, seen: int | None = None) -> Application:
    """Deal with a case together with another that leads (并案); each keeps its last day and gets its own reply."""
    held = take_up(application, acts.MERGED, seen=seen)
    leading = hold(lead)
    if leading.pk == held.pk or leading.agency_id != held.agency_id:
        raise _refused(
            "merged-with-itself",
            Message("不能与“{number}”并案。", number=leading.number),
            Message("请填写本机关另一件申请的登记号。"),
        )
    if leading.closed_on is not None or leading.stage == Stage.DECIDED:
        raise _refused(
            "lead-is-done",
            Message("“{number}”已经作出答复或者办结，不能再并案。", number=leading.number),
            Message("相同的信息已有答复的，可以照着拟写。"),
        )
    if held.lead_id is not None or leading.lead_id is not None or held.followers.exists():
        raise _refused(
            "merged-already",
            Message("“{number}”或者本案已经与其他案件并案。", number=leading.number),
            Message("请并入同一个主案，或者先取消并案。"),
        )
    note(leading, acts.MERGED, by=by, follower=held.number)
    held.lead = leading
    return happen(held, acts.MERGED, by=by, lead=leading.number)


@transaction.atomic
def separate(application: Application, *, by: Actor, seen: int | None = None) -> Application:
    """Deal with a case by itself again (取消并案)."""
    held = take_up(application, acts.SEPARATED, seen=seen)
    leading = hold(_lead_of(held))
    note(leading, acts.SEPARATED, by=by, follower=held.number)
    held.lead = None
    return happen(held, acts.SEPARATED, by=by)


@transaction.atomic
def draft_like_lead(application: Application, *, by: Actor, seen: int | None = None) -> Reply:
    """Take the reply of the leading case as the draft of one that is dealt with together with it."""
    leading = _lead_of(application)
    reply = Reply.objects.filter(application=leading).first()
    if reply is None:
        raise _refused(
            "lead-has-no-reply",
            Message("主案“{number}”还没有拟写答复。", number=leading.number),
            Message("请先拟写主案的答复。"),
        )
    parts = [
        NewPart(**{name: getattr(part, name) for name in NewPart._fields})
        for part in Part.objects.filter(reply=reply).order_by("order")
    ]
    given = {name: getattr(reply, name) for name in ("facts", "obtaining", "means", "form_reason")}
    return draft(application, parts=parts, by=by, seen=seen, **given)


def _lead_of(application: Application) -> Application:
    if application.lead is None:
        raise _refused("not-merged", Message("这件申请没有与其他案件并案。"), Message("请先并案。"))
    return application.lead


def _require_divisible(held: Application, pieces: Sequence[str], on: date) -> None:
    if not 2 <= len(pieces) <= MOST_PIECES:
        raise _refused(
            "pieces-missing",
            Message("写了{count}件，应拆分为2至{most}件。", count=len(pieces), most=MOST_PIECES),
            Message("请写明每一件的内容，各件之间空一行。"),
        )
    if held.redo_of_id is not None:
        raise _refused(
            "split-of-redo", Message("重新答复的案件不能拆分。"), Message("请在一份答复中分项写明各项的处理结果。")
        )
    if Consultation.objects.filter(application=held).exists() or Charge.objects.filter(application=held).exists():
        raise _refused(
            "split-too-late",
            Message("这件申请已经征求意见或者通知缴费，不能再拆分。"),
            Message("请在一份答复中分项写明各项的处理结果。"),
        )
    # “第一项加第二项之和，等于第三项加第四项之和”
    if held.received_on is not None and held.received_on.year < on.year:
        raise NotAllowed(
            "split-after-the-year",
            Message("这件申请收到于{year}年，已按一件结转，不能再拆分。", year=held.received_on.year),
            hint=Message("请在一份答复中分项写明各项的处理结果。"),
            citation=cite("年报格式2021版第三部分"),
        )


def _refused(code: str, message: Message, hint: Message) -> NotAllowed:
    return NotAllowed(code, message, hint=hint, citation=cite("条例第45条"))
