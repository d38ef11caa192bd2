"""What is done with letters, each act in one transaction with its entry in the journal."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from gongkai.agencies.codes import new_code
from gongkai.agencies.counting import next_of
from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.rules import duties_in, has_duty
from gongkai.disclosure.consulting import answered_by, open_consultation
from gongkai.feedback import acts
from gongkai.feedback.lifecycle import COURSE
from gongkai.feedback.models import Kind, Letter, LetterSeries
from gongkai.feedback.routing import decides_on
from gongkai.feedback.rules import HANDLING
from gongkai.journal.actor import Actor
from gongkai.journal.services import record
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.ui.working_days import calendar

_TELLING = 2
"""Characters from which a name tells who somebody is."""


@transaction.atomic
def write(about: Agency, kind: str, *, on: date, sent_key: UUID, by: Actor, **said: Any) -> Letter:
    """Take in a letter about an agency (来信); one that is sent twice is taken in once.

    It has its number, its query code and its last day at once. Raises NotAllowed where who decides is not on this site.
    """
    there: Letter | None = Letter.objects.filter(sent_key=sent_key).first()
    if there is not None:
        return there
    agency = decides_on(kind, about, on)
    if agency is None:
        raise NotAllowed(
            "nobody-decides",
            Message("“{agency}”的上级主管部门不在本网站，不能在这里反映。", agency=about.name),
            hint=Message("请直接向上一级政府信息公开工作主管部门反映。"),
            citation=cite("条例第47条"),
        )
    due_on = calendar().add_working_days(on, settings.LETTER_DAYS)
    return _take_in(about, agency, kind, on, sent_key, by, due_on=due_on, **said)


@transaction.atomic
def comment(item: int, *, on: date, sent_key: UUID, by: Actor, **said: Any) -> Letter:
    """Take in a comment on a draft, by the key of its item, for as long as that asks for comments (征求意见).

    Its last day is that by which what became of the comments is published. Raises NotAllowed outside the period.
    """
    there: Letter | None = Letter.objects.filter(sent_key=sent_key).first()
    if there is not None:
        return there
    draft = open_consultation(item, on)
    if draft is None:
        raise NotAllowed(
            "not-asking-for-comments",
            Message("现在不是征求意见的时间，不能提交意见。"),
            hint=Message("请看公开页面上写明的征求意见时间；其他意见可以写到意见箱。"),
            citation=cite("网站指引"),
        )
    agency, due_on = draft.agency, answered_by(draft)
    return _take_in(agency, agency, Kind.COMMENT, on, sent_key, by, due_on=due_on, item=draft, **said)


def _take_in(about: Agency, agency: Agency, kind: str, on: date, sent_key: UUID, by: Actor, **values: Any) -> Letter:
    letter = Letter(
        about=about, agency=agency, kind=kind, received_on=on, code=new_code(), sent_key=sent_key,
        number=f"{on.year}-X{next_of(LetterSeries, agency=agency, year=on.year):04d}", **values,
    )  # fmt: skip
    letter.full_clean(exclude=["about", "agency", "item", "sent_key"], validate_unique=False)
    letter.save(force_insert=True)
    record(letter, acts.WRITTEN, by=by)
    return letter


@transaction.atomic
def assign(letter: Letter, handler: Officer, *, by: Actor, seen: int | None = None) -> Letter:
    """Register a letter, and say who deals with it (登记、分办)."""
    held = COURSE.take_up(letter, acts.ASSIGNED, seen)
    require_fit(held, handler, localdate())
    held.handler = handler
    return COURSE.happen(held, acts.ASSIGNED, ["handler"], by=by)


def require_fit(letter: Letter, handler: Officer, on: date) -> None:
    """Refuse that somebody deals with a letter who has no such duty there, or a post in the agency it reports."""
    own = letter.kind == Kind.OVERSIGHT and duties_in(handler, letter.about, on)
    if own or not has_duty(handler, letter.agency, on, HANDLING):
        raise COURSE.refused(
            "handler-not-fit",
            Message("“{officer}”不能办理这件来信。", officer=handler.name),
            Message("请选办理机关里有经办职责、不在所涉机关任职的人。"),
        )


@transaction.atomic
def draft(letter: Letter, *, reply: str, by: Actor, seen: int | None = None) -> Letter:
    """Write the answer, and put it before who reviews it (拟写答复)."""
    held = COURSE.take_up(letter, acts.DRAFTED, seen)
    if not reply.strip():
        raise COURSE.refused("reply-empty", Message("没有写答复。"), Message("请写明处理的结果。"))
    held.reply, held.drafted_by = reply.strip(), by.officer
    return COURSE.happen(held, acts.DRAFTED, ["reply", "drafted_by"], by=by)


@transaction.atomic
def send_back(letter: Letter, *, remarks: str, by: Actor, seen: int | None = None) -> Letter:
    """Send an answer back to be written anew (退回修改)."""
    held = COURSE.take_up(letter, acts.RETURNED, seen)
    return COURSE.happen(held, acts.RETURNED, [], by=by, remarks=remarks)


@transaction.atomic
def answer(letter: Letter, *, by: Actor, seen: int | None = None) -> Letter:
    """Pass an answer (审核同意): from now on who wrote sees it. Nobody passes an answer of their own."""
    held = COURSE.take_up(letter, acts.ANSWERED, seen)
    if by.officer is None or by.officer.pk == held.drafted_by_id:
        raise COURSE.refused("own-work", Message("这份答复是您拟写的，不能由您审核。"), Message("请由另一位审核。"))
    held.answered_on = localdate()
    return COURSE.happen(held, acts.ANSWERED, ["answered_on"], by=by)


@transaction.atomic
def show(letter: Letter, *, title: str, body: str, reply: str, by: Actor, seen: int | None = None) -> Letter:
    """Show a letter and its answer, in words that do not say whose it was (公开来信和答复).

    Raises NotAllowed where the writer did not agree, and where their name, telephone or e-mail stands in what is to be
    shown.
    """
    held = COURSE.take_up(letter, acts.SHOWN, seen)
    if not held.agrees:
        why = Message("来信人没有同意公开。")
        raise NotAllowed("writer-did-not-agree", why, hint=Message("不能公开。"), citation=cite("条例第15条"))
    words = "\n".join((title, body, reply))
    if any(len(each) >= _TELLING and each in words for each in (held.name, held.phone, held.email)):
        raise NotAllowed(
            "writer-is-named",
            Message("要公开的文字里有来信人的称呼或者联系方式。"),
            hint=Message("请删去能看出是谁写的内容。"),
            citation=cite("条例第15条"),
        )
    held.shown_title, held.shown_body, held.shown_reply = title.strip(), body.strip(), reply.strip()
    held.shown_on = held.shown_on or localdate()
    return COURSE.happen(held, acts.SHOWN, ["shown_title", "shown_body", "shown_reply", "shown_on"], by=by)


@transaction.atomic
def hide(letter: Letter, *, reason: str, by: Actor, seen: int | None = None) -> Letter:
    """Take down what is shown of a letter (撤下)."""
    held = COURSE.take_up(letter, acts.HIDDEN, seen)
    if held.shown_on is None:
        raise COURSE.refused("not-shown", Message("这件来信没有公开，不用撤下。"), Message("请刷新页面。"))
    held.shown_on = None
    return COURSE.happen(held, acts.HIDDEN, ["shown_on"], by=by, reason=reason)
