"""Reviewing: a text put before its reviewers, passed by each in turn, returned, or referred to who decides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from gongkai.agencies.models import Duty
from gongkai.disclosure import acts
from gongkai.disclosure.checklist import EVERY, require_answers
from gongkai.disclosure.content import images_in
from gongkai.disclosure.elsewhere import require_kept_here
from gongkai.disclosure.models import Item, Nature, Referral, Review, Text
from gongkai.disclosure.models.practice import practice_of
from gongkai.disclosure.requirements import require_described
from gongkai.disclosure.services.acting import (
    ask_again,
    be_newest,
    end_referral,
    files_now,
    happen,
    require_unchanged,
    take_up,
    text_of,
)
from gongkai.disclosure.services.scanning import require_decided, scan_text
from gongkai.disclosure.services.writing import rewrite
from gongkai.disclosure.stages import Stage
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, record
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


@transaction.atomic
def submit(item: Item, *, by: Actor, seen: int | None = None) -> Item:
    """Put the newest text before its reviewers (送审), scanned once more.

    Where files were added or taken away since it was saved, it is written anew with them.
    Raises NotAllowed while nobody has decided on an error that the scan found, and for what is published elsewhere.
    """
    held = take_up(item, acts.SUBMITTED, seen=seen)
    require_kept_here(held, text_of(held))
    if _has_other_files(held, text_of(held)):
        rewrite(held, by=by)
    require_unchanged(held, text_of(held))
    require_described(text_of(held))
    scan_text(text_of(held))
    found = require_decided(held, text_of(held))
    note: dict[str, Any] = {"findings": found} if found else {}
    return happen(held, acts.SUBMITTED, by=by, **note)


def _has_other_files(held: Item, text: Text) -> bool:
    """Say whether files came or went since a text was saved; of the pictures in its body none may be gone."""
    there = [file.key for file in files_now(held, text.body)]
    return there != list(text.files) and {image.key for image in images_in(text.body)} <= set(there)


def passes_of(text: Text) -> list[Review]:
    """Give the reviews that passed a text as it is, since it was last sent back."""
    reviews = [each for each in text.reviews.all() if each.digest == text.digest]
    returned = [number for number, each in enumerate(reviews, start=1) if not each.passed]
    return reviews[returned[-1] if returned else 0 :]


def steps_left(item: Item) -> list[str]:
    """Give the duties that still have to pass the newest text, in order.

    Where the agency changed its steps meanwhile, and nobody affirmed what one that fell away would have, that falls to
    the first of those it has.
    """
    reviews, passes = practice_of(item.agency).reviews, passes_of(text_of(item))
    passed = {each.duty for each in passes}
    left = [duty for duty in reviews if duty not in passed]
    if not left and not {code for each in passes for code in each.answers} >= EVERY:
        return list(reviews[:1])
    return left


def go_on(item: Item, *, by: Actor) -> None:
    """Let an item that is under review, or was passed, go on by the steps that its agency has now."""
    held = hold(item)
    to = Stage.REVIEWING if steps_left(held) else Stage.APPROVED
    if to != held.stage:
        happen(held, acts.REVIEWS_CHANGED, by=by, to=to)


@transaction.atomic
def pass_on(
    item: Item,
    duty: str,
    *,
    answers: Mapping[str, bool],
    remarks: str = "",
    by: Actor,
    seen: int | None = None,
) -> Item:
    """Pass a text in one's duty (审查同意), in its turn; with the last review it may be published.

    Raises NotAllowed for a duty whose turn it is not, for who wrote the text, and while what the review asks is not
    affirmed.
    """
    held = take_up(item, acts.PASSED, seen=seen)
    text = text_of(held)
    require_unchanged(held, text)
    _require_turn(held, duty)
    practice = practice_of(held.agency)
    _require_other_eyes(held, by)
    if practice.reviewers_apart and by.officer and by.officer.pk in {each.officer_id for each in passes_of(text)}:
        raise NotAllowed(
            "reviewed-already",
            Message("这一稿您已经在另一个环节审查过。"),
            hint=Message("本机关规定各环节由不同的人审查，请由另一位有这项职责的人审查。"),
            citation=cite("条例第17条"),
        )
    require_decided(held, text)
    require_answers(duty, practice.reviews, answers)
    _review(text, duty, passed=True, answers=answers, remarks=remarks, by=by)
    return happen(held, acts.PASSED, by=by, to=Stage.REVIEWING if steps_left(held) else Stage.APPROVED)


@transaction.atomic
def send_back(item: Item, duty: str, *, remarks: str, by: Actor, seen: int | None = None) -> Item:
    """Send a text back to who wrote it, with the reasons (退回修改): it is reviewed anew.

    So does who has its turn, and once all have passed it who would publish it.
    """
    held = take_up(item, acts.RETURNED, seen=seen)
    _require_turn(held, duty)
    _require_remarks(remarks)
    _review(text_of(held), duty, passed=False, answers={}, remarks=remarks, by=by)
    return happen(held, acts.RETURNED, by=by)


# “行政机关不能确定政府信息是否可以公开的，应当……报有关主管部门或者保密行政管理部门确定。”
@transaction.atomic
def refer(
    item: Item,
    duty: str,
    *,
    to: str,
    remarks: str,
    asked_on: date | None = None,
    reply_due: date | None = None,
    by: Actor,
    seen: int | None = None,
) -> Item:
    """Refer a text about which one is not sure to the department in charge or that for secrecy (报请确定).

    `asked_on` is today unless said otherwise, `reply_due` when the reply is expected, if that is known.
    """
    held = take_up(item, acts.REFERRED, seen=seen)
    _require_turn(held, duty)
    _require_remarks(remarks)
    asked_on = asked_on or localdate()
    if asked_on > localdate() or (reply_due is not None and reply_due < asked_on):
        raise NotAllowed(
            "referral-days",
            Message("报请日期不能晚于今天，也不能晚于预计答复的日期。"),
            citation=cite("条例第17条第3款"),
        )
    row = Referral(
        item=held, text=text_of(held), duty=duty, to=to.strip(), reason=remarks.strip(), asked_on=asked_on,
        reply_due=reply_due, officer=by.officer,
    )  # fmt: skip
    row.full_clean(exclude=["item", "text"])
    row.save(force_insert=True)
    record(row, acts.REFERRED, by=by)
    return happen(held, acts.REFERRED, by=by, duty=duty, referred_to=to, remarks=remarks)


@transaction.atomic
def determine(
    item: Item,
    *,
    may_be_public: bool,
    reply: str,
    ground: str = "",
    ground_reason: str = "",
    by: Actor,
    seen: int | None = None,
) -> Item:
    """Note what was determined: the review goes on, or the item is kept, and looked at again (条例第18条).

    What may not be public is withheld from then on (不予公开): whoever notes it says on which ground of 条例第14条 to
    第16条, and why; the text with them is written anew. Raises ValidationError without. One that is shown goes on being
    shown as it is, and can be withdrawn.
    """
    held = take_up(item, acts.DETERMINED, seen=seen)
    _require_remarks(reply)
    if may_be_public and (ground or ground_reason.strip()):
        raise ValidationError({"ground" if ground else "ground_reason": _("确定可以公开的，不填不公开的依据和理由。")})
    end_referral(held, acts.DETERMINED, by=by, may_be_public=may_be_public, reply=reply.strip())
    to = Stage.REVIEWING if may_be_public else Stage.KEPT
    if to == Stage.KEPT and held.shown is not None:
        be_newest(held, held.shown)
        to = Stage.SETTLED
    elif to == Stage.KEPT:
        rewrite(held, by=by, nature=Nature.WITHHELD, ground=ground, ground_reason=ground_reason.strip())
        ask_again(held, by=by)
    return happen(held, acts.DETERMINED, by=by, to=to, reply=reply)


def turn_of(item: Item) -> str:
    """Give the duty whose turn it is with a text under review, or passed; none in any other stage."""
    if item.stage == Stage.APPROVED:
        return str(Duty.PUBLISHER)
    left = steps_left(item) if item.stage == Stage.REVIEWING else []
    return left[0] if left else ""


def _require_turn(held: Item, duty: str) -> None:
    if duty != turn_of(held):
        raise NotAllowed(
            "not-your-turn",
            Message("还没有轮到这个环节。"),
            hint=Message("请按审查的先后办理。"),
            citation=cite("条例第17条"),
        )


def _require_other_eyes(held: Item, by: Actor) -> None:
    """Four eyes: who wrote a text, or one that it was made from and nobody published, does not pass it.

    One may review in several duties, as in small agencies, unless the agency says otherwise.
    """
    since = 0 if held.shown is None else held.shown.number
    if by.officer is not None and Text.objects.filter(item=held, number__gt=since, author=by.officer).exists():
        raise NotAllowed(
            "own-work",
            Message("这一稿是您拟写的，不能由您审查。"),
            hint=Message("请由另一位有这项职责的人审查。"),
            citation=cite("条例第17条"),
        )


def _require_remarks(remarks: str) -> None:
    if not remarks.strip():
        raise NotAllowed(
            "remarks-missing",
            Message("没有写明理由。"),
            hint=Message("请写明要改什么，或者为什么拿不准。"),
            citation=cite("条例第17条"),
        )


def _review(text: Text, duty: str, *, passed: bool, answers: Mapping[str, bool], remarks: str, by: Actor) -> None:
    stands_for = by.post.stands_for if by.post is not None and by.post.duty == duty else None
    row = Review(
        text=text, digest=text.digest, duty=duty, officer=by.officer, stands_for=stands_for, at=now(), passed=passed,
        answers={code: True for code, affirmed in answers.items() if affirmed}, remarks=remarks.strip(),
    )  # fmt: skip
    row.full_clean(exclude=["text"])
    row.save(force_insert=True)
    record(row, acts.PASSED if passed else acts.RETURNED, by=by)
