"""What is done with motions and proposals, each act in one transaction with its entries in the journal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.rules import has_duty
from gongkai.disclosure.selectors import public_items
from gongkai.duties.models.motions import TELLING, CoHandling, Grade, Motion, MotionReply, Role, Satisfaction
from gongkai.duties.motions import acts, periods
from gongkai.duties.motions.lifecycle import COURSE, Stage
from gongkai.duties.motions.rules import HANDLING
from gongkai.journal.actor import Actor
from gongkai.journal.acts import Act
from gongkai.journal.services import hold, record
from gongkai.law.message import Message

REGISTERED = (
    "kind", "session", "number", "title", "proposers", "nameable", "role", "leader", "received_on", "hard",
)  # fmt: skip
"""What is known of a motion when it comes in, and may be put right until it is answered."""


@transaction.atomic
def register(agency: Agency, values: Mapping[str, Any], *, by: Actor, due_on: date | None = None) -> Motion:
    """Take a motion or proposal into the ledger of an agency (登记); its last day is the customary one unless given."""
    motion = Motion(agency=agency, **{name: values[name] for name in REGISTERED if name in values})
    motion.due_on = due_on or periods.reply_due(motion.received_on, hard=motion.hard)
    _fit(motion)
    motion.full_clean()
    motion.save(force_insert=True)
    record(motion, acts.REGISTERED, by=by)
    return motion


@transaction.atomic
def amend(
    motion: Motion, values: Mapping[str, Any], *, by: Actor, due_on: date | None = None, seen: int | None = None
) -> Motion:
    """Put right what was registered (更正登记); what is not given stays as it is."""
    held = COURSE.take_up(motion, acts.AMENDED, seen)
    for name in REGISTERED:
        setattr(held, name, values.get(name, getattr(held, name)))
    if due_on is not None:
        held.due_on = due_on
    _fit(held)
    held.validate_constraints()
    return COURSE.happen(held, acts.AMENDED, [*REGISTERED, "due_on"], by=by)


def _fit(motion: Motion) -> None:
    """Raise ValidationError for what does not go together."""
    wrong: dict[str, str] = {}
    if motion.received_on > localdate():
        wrong["received_on"] = _("收到日期在今天以后。")
    if motion.due_on < motion.received_on:
        wrong["due_on"] = _("办理期限在收到日期以前。")
    if motion.role == Role.JOINT and not motion.leader:
        wrong["leader"] = _("本单位会办的，请填主办单位。")
    if wrong:
        raise ValidationError(wrong)


@transaction.atomic
def assign(motion: Motion, handler: Officer, *, by: Actor, seen: int | None = None) -> Motion:
    """Say who deals with it (分办)."""
    held = COURSE.take_up(motion, acts.ASSIGNED, seen)
    if not has_duty(handler, held.agency, localdate(), HANDLING):
        raise COURSE.refused(
            "handler-not-fit",
            Message("“{officer}”不能办理这一件。", officer=handler.name),
            Message("请选本单位里有经办职责的人。"),
        )
    held.handler = handler
    return COURSE.happen(held, acts.ASSIGNED, ["handler"], by=by)


@transaction.atomic
def ask_co_handlers(
    motion: Motion, agencies: Iterable[Agency], *, outside: Iterable[str] = (), by: Actor, seen: int | None = None
) -> Motion:
    """Ask others to deal with it too (请会办): agencies of this site, and others by their names; each once."""
    held = COURSE.take_up(motion, acts.CO_ASKED, seen)
    if held.role == Role.JOINT:
        raise COURSE.refused(
            "led-elsewhere", Message("本单位是会办单位，不再请别的单位会办。"), Message("请告诉主办单位。")
        )
    on = localdate()
    asked: list[dict[str, Any]] = [{"agency": each} for each in agencies if each.pk != held.agency_id]
    asked += [{"outside": name} for name in dict.fromkeys(each.strip() for each in outside) if name]
    made = []
    for whom in asked:
        if not CoHandling.objects.filter(motion=held, **whom).exists():
            row = CoHandling(motion=held, asked_on=on, due_on=periods.opinion_due(on), **whom)
            row.full_clean(exclude=["motion", "agency"])
            row.save(force_insert=True)
            record(row, acts.CO_ASKED, by=by)
            made.append(row)
    if not made:
        raise COURSE.refused("nobody-new-asked", Message("没有新请的会办单位。"), Message("请选还没有请过的单位。"))
    return COURSE.happen(held, acts.CO_ASKED, [], by=by, agencies="、".join(map(str, made)))


@transaction.atomic
def give_opinion(asked: CoHandling, *, opinion: str, by: Actor, seen: int | None = None) -> CoHandling:
    """Say as who helps what one thinks of it (会办意见); until the reply is signed it may be said anew."""
    motion = COURSE.take_up(asked.motion, acts.OPINED, seen)
    held = hold(asked)
    held.opinion, held.opined_on = opinion.strip(), localdate()
    if not held.opinion:
        raise ValidationError({"opinion": _("请写明会办意见。")})
    held.clean_fields(exclude=["motion", "agency"])
    held.save(update_fields=["opinion", "opined_on"])
    record(held, acts.OPINED, by=by)
    COURSE.happen(motion, acts.OPINED, [], by=by, agency=str(held))
    return held


@transaction.atomic
def prolong(motion: Motion, *, remarks: str, by: Actor, seen: int | None = None) -> Motion:
    """Give more time to what touches much and is hard to deal with (延长办理期限): the later last day, once."""
    held = COURSE.take_up(motion, acts.PROLONGED, seen)
    until = periods.reply_due(held.received_on, hard=True)
    if held.round > 1 or held.due_on >= until:
        raise COURSE.refused(
            "not-prolonged",
            Message("办理期限已经是{due}，不能再延长。", due=held.due_on),
            Message("交办单位另定了期限的，请用“更正登记”。"),
        )
    held.hard, held.due_on = True, until
    return COURSE.happen(held, acts.PROLONGED, ["hard", "due_on"], by=by, reason=remarks)


@transaction.atomic
def draft(motion: Motion, *, text: str, grade: str = "", by: Actor, seen: int | None = None) -> Motion:
    """Write the reply of this round, and put it before who reviews it (拟写答复)."""
    held = COURSE.take_up(motion, acts.DRAFTED, seen)
    if held.answers and grade not in Grade.values:
        raise ValidationError({"grade": _("请选解决程度。")})
    if not text.strip():
        raise ValidationError({"text": _("请写明答复内容。")})
    row = MotionReply.objects.filter(motion=held, round=held.round).first()
    row = MotionReply(motion=held, round=held.round) if row is None else hold(row)
    row.text, row.grade = text.strip(), grade if held.answers else ""
    row.drafted_by, row.reviewed_by = by.officer, None
    row.full_clean(exclude=["motion", "drafted_by"])
    row.save()
    record(row, acts.DRAFTED, by=by)
    return COURSE.happen(held, acts.DRAFTED, [], by=by)


@transaction.atomic
def send_back(motion: Motion, *, remarks: str, by: Actor, seen: int | None = None) -> Motion:
    """Send a reply back to be written anew (退回修改)."""
    held = COURSE.take_up(motion, acts.RETURNED, seen)
    return COURSE.happen(held, acts.RETURNED, [], by=by, comment=remarks)


@transaction.atomic
def review(motion: Motion, *, by: Actor, seen: int | None = None) -> Motion:
    """Pass a reply on to be signed (审核同意): by another than who wrote it."""
    held = COURSE.take_up(motion, acts.PASSED, seen)
    row = _reply_of_another(held, by)
    row.reviewed_by = by.officer
    _keep(row, acts.PASSED, ["reviewed_by"], by)
    return COURSE.happen(held, acts.PASSED, [], by=by)


@transaction.atomic
def sign(motion: Motion, *, letter_number: str, on: date | None = None, by: Actor, seen: int | None = None) -> Motion:
    """Sign the reply (签发), and note number and day of its letter; from now on it may be published.

    An opinion to who leads it is the end of it.
    """
    held = COURSE.take_up(motion, acts.SIGNED, seen)
    row = _reply_of_another(held, by)
    on = on or localdate()
    row.signed_by, row.letter_number, row.replied_on = by.officer, letter_number.strip(), on
    changed = _reply_with(held, row, on)
    _keep(row, acts.SIGNED, ["signed_by", "letter_number", "replied_on"], by)
    return COURSE.happen(held, acts.SIGNED, changed, by=by, leads_to=None if held.answers else Stage.CLOSED)


def _reply_with(held: Motion, row: MotionReply, on: date) -> list[str]:
    """Let a motion be answered by a reply of a day, and name the fields that this changes."""
    if not held.received_on <= on <= localdate():
        raise ValidationError({"on": _("答复日期应当在收到之日和今天之间。")})
    if held.replied_on is None:
        held.replied_on, held.late = on, on > held.due_on
    held.grade, held.satisfaction, held.rated_on = row.grade, "", None
    if held.answers and held.item_id is None and not held.unpublished_reason:
        held.publish_by = periods.publish_by(on)
    return ["replied_on", "late", "grade", "satisfaction", "rated_on", "publish_by"]


@transaction.atomic
def take_over(motion: Motion, *, on: date, letter_number: str, grade: str, by: Actor) -> Motion:
    """Note the reply that was given before this ledger was kept (移入以前的答复): nobody passes it any more."""
    held = COURSE.take_up(motion, acts.TAKEN_OVER, None)
    if held.answers and grade not in Grade.values:
        raise ValidationError({"grade": _("请选解决程度。")})
    row = MotionReply(motion=held, round=held.round, grade=grade if held.answers else "")
    row.letter_number, row.replied_on = letter_number.strip(), on
    row.full_clean(exclude=["drafted_by"])
    row.save(force_insert=True)
    record(row, acts.TAKEN_OVER, by=by)
    changed = _reply_with(held, row, on)
    return COURSE.happen(held, acts.TAKEN_OVER, changed, by=by, leads_to=None if held.answers else Stage.CLOSED)


@transaction.atomic
def rate(
    motion: Motion,
    *,
    satisfaction: str,
    on: date | None = None,
    remarks: str = "",
    by: Actor,
    seen: int | None = None,
) -> Motion:
    """Note what whoever put it forward says of the reply (满意度); who is not content has it dealt with again."""
    held = COURSE.take_up(motion, acts.RATED, seen)
    row = hold(MotionReply.objects.get(motion=held, round=held.round))
    on = on or localdate()
    if not row.replied_on <= on <= localdate():
        raise ValidationError({"on": _("反馈日期应当在答复之日和今天之间。")})
    row.satisfaction, row.rated_on, row.remarks = satisfaction, on, remarks.strip()
    _keep(row, acts.RATED, ["satisfaction", "rated_on", "remarks"], by)
    held.satisfaction, held.rated_on = satisfaction, on
    changed, leads_to = ["satisfaction", "rated_on"], None
    if satisfaction == Satisfaction.NOT:
        held.round, held.due_on = held.round + 1, periods.again_due(on)
        changed, leads_to = [*changed, "round", "due_on"], Stage.HANDLING
    return COURSE.happen(held, acts.RATED, changed, by=by, leads_to=leads_to)


@transaction.atomic
def hand_back(motion: Motion, *, remarks: str, by: Actor, seen: int | None = None) -> Motion:
    """Give it back to who handed it over (退回交办单位): not for this agency, withdrawn, merged. It counts no more."""
    held = COURSE.take_up(motion, acts.HANDED_BACK, seen)
    if held.round > 1:
        raise COURSE.refused(
            "answered-before", Message("已经答复过，不能退回。"), Message("请再次办理，并且再次答复。")
        )
    return COURSE.happen(held, acts.HANDED_BACK, [], by=by, reason=remarks)


@transaction.atomic
def publish(motion: Motion, *, index: str, by: Actor, seen: int | None = None) -> Motion:
    """Say which published item is the reply (公开答复), by its index.

    Raises NotAllowed where that is not public, and where it names whoever may not be named.
    """
    held = COURSE.take_up(motion, acts.PUBLISHED, seen)
    item = public_items(held.agency).filter(index=index.strip()).first()
    if item is None:
        raise COURSE.refused(
            "reply-not-public",
            Message("本单位没有索引号为“{index}”的公开信息。", index=index.strip()),
            Message("请先在“主动公开”里公开答复，再填它的索引号。"),
        )
    words = re.sub(r"<[^>]*>|&nbsp;|\s", "", f"{item.shown.title}\n{item.shown.body}")  # as it is read
    if not held.nameable and any(len(name) >= TELLING and name in words for name in held.names):
        raise COURSE.refused(
            "proposer-is-named",
            Message("公开的答复里有提出人的姓名，而登记的是不公开姓名。"),
            Message("请改正公开的文本；提出人同意公开姓名的，更正登记。"),
        )
    held.item, held.unpublished_reason = item, ""
    return COURSE.happen(held, acts.PUBLISHED, ["item", "unpublished_reason"], by=by)


@transaction.atomic
def leave_unpublished(motion: Motion, *, remarks: str, by: Actor, seen: int | None = None) -> Motion:
    """Say why a reply is not published (答复不公开)."""
    held = COURSE.take_up(motion, acts.WITHHELD, seen)
    held.item, held.unpublished_reason = None, remarks.strip()
    return COURSE.happen(held, acts.WITHHELD, ["item", "unpublished_reason"], by=by)


def _reply_of_another(motion: Motion, by: Actor) -> MotionReply:
    """Hold the reply of this round, which nobody passes or signs who wrote it."""
    row: MotionReply = hold(MotionReply.objects.get(motion=motion, round=motion.round))
    if by.officer is None or by.officer.pk == row.drafted_by_id:
        raise COURSE.refused(
            "own-work", Message("这份答复是您拟写的，不能由您审核、签发。"), Message("请由另一位办理。")
        )
    return row


def _keep(row: MotionReply, act: Act, changed: list[str], by: Actor) -> None:
    row.clean_fields(exclude=[field.name for field in row._meta.fields if field.name not in changed])
    row.save(update_fields=changed)
    record(row, act, by=by)
