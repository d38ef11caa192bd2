"""Reviewing: a text put before its reviewers, passed by each in turn, returned, or referred to who decides."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.timezone import now

from gongkai.disclosure import acts
from gongkai.disclosure.checklist import require_answers
from gongkai.disclosure.models import Item, Review, Text
from gongkai.disclosure.models.practice import practice_of
from gongkai.disclosure.services.acting import be_newest, happen, require_unchanged, take_up, text_of
from gongkai.disclosure.stages import Stage
from gongkai.journal.actor import Actor
from gongkai.journal.services import record
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


@transaction.atomic
def submit(item: Item, *, by: Actor, seen: int | None = None) -> Item:
    """Put the newest text before its reviewers (送审)."""
    held = take_up(item, acts.SUBMITTED, seen=seen)
    require_unchanged(held, text_of(held))
    return happen(held, acts.SUBMITTED, by=by)


def reviews_of(text: Text) -> list[Review]:
    """Give the reviews that are of a text as it is."""
    return list(Review.objects.filter(text=text, digest=text.digest).select_related("officer"))


def steps_left(item: Item) -> list[str]:
    """Give the duties that still have to pass the newest text, in order."""
    text = text_of(item)
    passed = {each.duty for each in reviews_of(text) if each.passed}
    return [duty for duty in practice_of(item.agency).reviews if duty not in passed]


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
    left = steps_left(held)
    if not left or duty != left[0]:
        raise NotAllowed(
            "not-your-turn",
            Message("还没有轮到这个环节。"),
            hint=Message("请按审查的先后办理。"),
            citation=cite("条例第17条"),
        )
    _require_other_eyes(text, by)
    require_answers(duty, practice_of(held.agency).reviews, answers)
    _review(text, duty, passed=True, answers=answers, remarks=remarks, by=by)
    return happen(held, acts.PASSED, by=by, to=Stage.REVIEWING if left[1:] else Stage.APPROVED)


@transaction.atomic
def send_back(item: Item, duty: str, *, remarks: str, by: Actor, seen: int | None = None) -> Item:
    """Send a text back to who wrote it, with the reasons (退回修改): it is reviewed anew."""
    held = take_up(item, acts.RETURNED, seen=seen)
    _require_remarks(remarks)
    _review(text_of(held), duty, passed=False, answers={}, remarks=remarks, by=by)
    return happen(held, acts.RETURNED, by=by)


# “行政机关不能确定政府信息是否可以公开的，应当……报有关主管部门或者保密行政管理部门确定。”
@transaction.atomic
def refer(item: Item, duty: str, *, to: str, remarks: str, by: Actor, seen: int | None = None) -> Item:
    """Refer a text about which one is not sure to the department in charge or that for secrecy (报请确定)."""
    held = take_up(item, acts.REFERRED, seen=seen)
    _require_remarks(remarks)
    return happen(held, acts.REFERRED, by=by, duty=duty, referred_to=to, remarks=remarks)


@transaction.atomic
def determine(item: Item, *, may_be_public: bool, reply: str, by: Actor, seen: int | None = None) -> Item:
    """Note what was determined: the review goes on, or the item ends unpublished.

    One that is shown goes on being shown as it is, and can be withdrawn.
    """
    held = take_up(item, acts.DETERMINED, seen=seen)
    _require_remarks(reply)
    to = Stage.REVIEWING if may_be_public else Stage.ENDED
    if to == Stage.ENDED and held.shown is not None:
        be_newest(held, held.shown)
        to = Stage.SETTLED
    return happen(held, acts.DETERMINED, by=by, to=to, reply=reply)


def _require_other_eyes(text: Text, by: Actor) -> None:
    """Four eyes: who wrote a text does not pass it. One may review in several duties, as in small agencies."""
    if by.officer is not None and by.officer.pk == text.author_id:
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
    row = Review(
        text=text, digest=text.digest, duty=duty, officer=by.officer, at=now(), passed=passed,
        answers={code: True for code, affirmed in answers.items() if affirmed}, remarks=remarks.strip(),
    )  # fmt: skip
    row.full_clean(exclude=["text"])
    row.save(force_insert=True)
    record(row, acts.PASSED if passed else acts.RETURNED, by=by)
