"""What stands against erasing a case: it runs, is not filed, its period is not over, or something of it is pending."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from gongkai.applications.lifecycle import Stage
from gongkai.applications.models import Application
from gongkai.archives import acts
from gongkai.archives.kinds import Kind
from gongkai.archives.models import ErasedCase, Erasure, Hold, Period
from gongkai.archives.periods import Keeping, keeping, kept_until
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold as held_row
from gongkai.journal.services import record
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.remedies.models import Advice, Challenge

KEEPING = cite("档案法第21条")
_UNREGISTERED = Message("本机关没有登记这一类的保管期限，默认期限不能作为销毁的依据。")


def refused(code: str, message: Message, hint: Message) -> NotAllowed:
    """Give what is refused, with the provision."""
    return NotAllowed(f"archive-{code}", message, hint=hint, citation=KEEPING)


@transaction.atomic
def set_period(agency: Any, kind: Kind, *, years: int | None, source: str, by: Actor) -> Period:
    """Register how long an agency keeps a kind (登记保管期限), from its own table; None is for ever."""
    row = Period(agency=agency, kind=kind.code, years=years, source=source.strip(), set_on=localdate())
    row.full_clean(exclude=["agency"])
    if years is not None and not 1 <= years <= 100:
        raise refused("period-wrong", Message("保管年数应为1至100。"), Message("永久保管的，不填年数。"))
    row.save(force_insert=True)
    record(row, acts.PERIOD_SET, by=by)
    return row


@transaction.atomic
def hold(kind: Kind, case: Any, *, reason: str, by: Actor) -> Hold:
    """Keep a case from being erased for now (暂缓销毁), for a reason. One hold at a time."""
    locked: Any = kind.model._default_manager.select_for_update().get(pk=case.pk)
    if locked.erased_on is not None:
        raise refused("erased", Message("这件案卷的个人信息已经销毁。"), Message("无需再暂缓。"))
    if open_hold(kind, case) is not None:
        raise refused("held", Message("这件案卷已经暂缓销毁。"), Message("理由变了的，先解除，再重新暂缓。"))
    row = Hold(
        agency=case.agency, kind=kind.code, object_id=case.pk, number=str(case), reason=reason.strip(),
        from_on=localdate(),
    )  # fmt: skip
    row.full_clean(exclude=["agency"])
    row.save(force_insert=True)
    record(row, acts.HELD, by=by)
    return row


@transaction.atomic
def release(row: Hold, *, reason: str, by: Actor) -> Hold:
    """Lift a hold (解除暂缓销毁)."""
    held: Hold = held_row(row)
    if held.until_on is not None:
        raise refused("not-held", Message("已经解除过了。"), Message("请刷新页面。"))
    held.until_on, held.lifted_because = localdate(), reason.strip()
    held.save(update_fields=["until_on", "lifted_because"])
    record(held, acts.RELEASED, by=by)
    return held


def open_hold(kind: Kind, case: Any) -> Hold | None:
    """Give the hold on a case, if there is one."""
    row: Hold | None = Hold.objects.filter(kind=kind.code, object_id=case.pk, until_on__isnull=True).first()
    return row


def against_erasing(kind: Kind, case: Any, on: date, *, within: Erasure | None = None) -> Iterator[Message]:
    """Go through what stands against erasing a case on a day; `within` is the list that it stands in."""
    if not kind.is_case:
        yield Message("本机关公开的信息和年度报告不销毁。")
        return
    ended = getattr(case, kind.ended)
    if case.erased_on is not None:
        yield Message("个人信息已经销毁。")
        return
    if ended is None:
        yield Message("还没有办结。")
        return
    if kind.code == "applications" and case.stage != Stage.ARCHIVED:
        yield Message("还没有归档。")
    kept = keeping(case.agency, kind.code)
    if not kept.registered:
        yield _UNREGISTERED
    elif kept.years is None:
        yield Message("永久保管，不销毁。")
    elif (last := kept_until(ended, kept.years)) >= on:
        yield Message("保管期限到{last}，还没有满。", last=last)
    if (row := open_hold(kind, case)) is not None:
        yield Message("已暂缓销毁：{reason}", reason=row.reason)
    yield from _pending(kind, case)
    listed = ErasedCase.objects.filter(
        kind=kind.code, object_id=case.pk, erasure__stage__in=[Erasure.Stage.PROPOSED, Erasure.Stage.APPROVED]
    )
    if other := listed.exclude(erasure=within).select_related("erasure").first():
        yield Message("已列入销毁清册{number}。", number=other.erasure.number)


def against_each(kind: Kind, cases: Sequence[Any], on: date, kept: Keeping) -> dict[int, list[Message]]:
    """Give what stands against each of some cases past their period; asked of each only where something may."""
    keys = [case.pk for case in cases]
    suspect = set(Hold.objects.filter(kind=kind.code, object_id__in=keys).values_list("object_id", flat=True))
    suspect |= set(ErasedCase.objects.filter(kind=kind.code, object_id__in=keys).values_list("object_id", flat=True))
    if kind.code == "applications":
        suspect |= {case.pk for case in cases if case.stage != Stage.ARCHIVED}
        about = Challenge.objects.filter(Q(application__in=keys) | Q(redone_as__in=keys))
        suspect |= {key for pair in about.values_list("application", "redone_as") for key in pair}
        suspect |= set(Application.objects.filter(redo_of__in=keys).values_list("redo_of", flat=True))
    elif kind.code == "challenges":
        suspect |= {case.pk for case in cases if _runs_by_itself(case)}
        suspect |= set(Challenge.objects.filter(after__in=keys).values_list("after", flat=True))
        suspect |= set(Advice.objects.filter(challenge__in=keys).values_list("challenge", flat=True))
    common = [] if kept.registered else [_UNREGISTERED]
    return {case.pk: list(against_erasing(kind, case, on)) if case.pk in suspect else common for case in cases}


def _pending(kind: Kind, case: Any) -> Iterator[Message]:
    """Go through what is pending about a case: nothing of it is erased while it may still be proof."""
    if kind.code == "applications":
        about = Q(application=case.pk) | Q(redone_as=case.pk)
        for challenge in Challenge.objects.filter(about).order_by("pk"):
            if _runs(challenge):
                yield Message("复议诉讼{number}还没有了结。", number=challenge.number)
            elif challenge.erased_on is None:
                yield Message("所涉复议诉讼{number}的案卷还在保管，里面有这件申请的材料。", number=challenge.number)
        for redo in Application.objects.filter(redo_of=case.pk, closed_on__isnull=True).order_by("pk"):
            yield Message("重新答复的{number}还没有办结。", number=redo.number)
    elif kind.code == "challenges":
        if _runs(case):
            yield Message("本机关还有要办的事。")
        for later in Challenge.objects.filter(after=case.pk).order_by("pk"):
            if _runs(later):
                yield Message("其后的复议诉讼{number}还没有了结。", number=later.number)


def _runs(challenge: Challenge) -> bool:
    unanswered = Advice.objects.filter(challenge=challenge.pk, replied_on__isnull=True, due_on__isnull=False)
    return _runs_by_itself(challenge) or unanswered.exists()


def _runs_by_itself(challenge: Challenge) -> bool:
    return challenge.closed_on is None or bool(challenge.duty)
