"""Review, signature, publication, amendment: the only place where versions are made and the chain goes on.

What is sent for review stands still: figures and text are changed in no stage after it (`lifecycle`). Each that passes
it passes the report with the digest that was sent. So what is signed is what all have passed, and what is published is
what was signed, to the byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency
from gongkai.filings import rules
from gongkai.filings.gating import Gate, gate
from gongkai.filings.lifecycle import COURSE
from gongkai.filings.models import Filing, Opinion, SigningPractice, Version
from gongkai.filings.models.signing import STEPS, practice_of
from gongkai.filings.signing import acts
from gongkai.filings.signing.selectors import (
    authors_of,
    figures_now,
    is_whole,
    newest_of,
    number_next,
    passes_of,
    public_of,
    sent_last,
)
from gongkai.filings.signing.telling import tell_returned, tell_whose_turn
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, record
from gongkai.law.message import Message
from gongkai.report.writers.json import write_json


@transaction.atomic
def send_for_review(filing: Filing, *, remarks: str = "", by: Actor, seen: int | None = None) -> Filing:
    """Send a report for review (送审), its figures frozen: from here on it is passed as it is, or returned.

    Raises NotAllowed while an error or a warning that nobody explained stands in the way, and before the year is over.
    """
    held = COURSE.take_up(filing, acts.SENT, seen)
    by = _in_post(held, rules.COMPILING, by)
    _require_year_over(held, localdate())
    found = gate(held)
    _require_open(found)
    held.steps_left = list(practice_of(held.agency).steps)
    _opine(held, Opinion.Kind.SENT, digest_of(found), remarks, by=by)
    COURSE.happen(held, acts.SENT, ["steps_left"], by=by)
    tell_whose_turn(held, by=by)
    return held


@transaction.atomic
def approve(filing: Filing, *, remarks: str = "", by: Actor, seen: int | None = None) -> Filing:
    """Pass a report in one's turn (审核同意). Raises NotAllowed where what is left is to sign it."""
    held = COURSE.take_up(filing, acts.APPROVED, seen)
    if len(held.steps_left) < 2:
        raise COURSE.refused("to-be-signed", Message("审核都已同意，只剩签发。"), Message("请由签发人签发。"))
    by = _pass(held, Opinion.Kind.APPROVED, gate(held), remarks, by=by)
    COURSE.happen(held, acts.APPROVED, ["steps_left"], by=by)
    tell_whose_turn(held, by=by)
    return held


@transaction.atomic
def return_(filing: Filing, *, reason: str, by: Actor, seen: int | None = None) -> Filing:
    """Send a report back to be compiled (退回), with the reason; who sent it takes it back so, too."""
    held = COURSE.take_up(filing, acts.RETURNED, seen)
    by = _in_post(held, {*held.steps_left[:1], *rules.COMPILING}, by)
    _require_reason(reason)
    sent = sent_last(held)
    held.steps_left = []
    _opine(held, Opinion.Kind.RETURNED, digest_of(gate(held)), reason, by=by)
    COURSE.happen(held, acts.RETURNED, ["steps_left"], by=by)
    if sent is not None:
        tell_returned(held, sent.officer, reason, by=by)
    return held


@transaction.atomic
def sign(filing: Filing, *, remarks: str = "", by: Actor, seen: int | None = None) -> Version:
    """Sign a report that all before have passed (签发): it becomes a version, with the checks it was signed with.

    Raises NotAllowed while others have still to pass it, and where the checks of just what is signed find what stands
    in the way.
    """
    held = COURSE.take_up(filing, acts.SIGNED, seen)
    if len(held.steps_left) != 1:
        waiting = "、".join(str(STEPS[each]) for each in held.steps_left[:-1])
        raise COURSE.refused(
            "not-passed-yet", Message("还没有经过“{steps}”。", steps=waiting), Message("都同意以后才能签发。")
        )
    found = gate(held)
    _require_open(found)
    number = number_next(held)
    by = _pass(held, Opinion.Kind.SIGNED, found, remarks, by=by)
    content = write_json(found.report)
    version = Version(
        filing=held,
        number=number,
        report=content.decode(),
        digest=sha256(content).hexdigest(),
        figures=figures_now(held),
        checks=list(_checks(found)),
        note=_note(held),
        officer=by.officer,
        signed_at=now(),
    )
    version.full_clean(exclude=["filing", "officer", "figures", "checks"])
    version.save(force_insert=True)
    record(version, acts.SIGNED, by=by)
    COURSE.happen(held, acts.SIGNED, ["steps_left"], by=by)
    tell_whose_turn(held, by=by)
    return version


@transaction.atomic
def publish(filing: Filing, *, by: Actor, seen: int | None = None) -> Version:
    """Publish what was signed last (公布), as it was signed. Raises NotAllowed where it does not bear its digest."""
    held = COURSE.take_up(filing, acts.PUBLISHED, seen)
    by = _in_post(held, rules.PUBLISHING, by)
    version = hold(newest_of(held))
    signed = held.opinions.filter(kind=Opinion.Kind.SIGNED, number=version.number).order_by("pk").last()
    if not is_whole(version) or signed is None or signed.digest != version.digest:
        raise COURSE.refused(
            "version-damaged",
            Message("第{number}版的内容与签发时的校验值不符，不能公布。", number=version.number),
            Message("请管理员查明数据库里的这一版是怎样改动的；修改以后重新送审、签发。"),
        )
    version.published_at = now()
    version.save(update_fields=["published_at"])
    record(version, acts.PUBLISHED, by=by)
    COURSE.happen(held, acts.PUBLISHED, [], by=by)
    return version


@transaction.atomic
def amend(filing: Filing, *, reason: str, by: Actor, seen: int | None = None) -> Filing:
    """Have a report that was signed amended (修改), for a reason: it is compiled again, and passes everybody anew.

    What is public stays so until the next version is published, whose note gives the reason.
    """
    held = COURSE.take_up(filing, acts.AMENDED, seen)
    by = _in_post(held, rules.HEADING, by)
    _require_reason(reason)
    _opine(held, Opinion.Kind.AMENDED, newest_of(held).digest, reason, by=by)
    return COURSE.happen(held, acts.AMENDED, [], by=by)


@transaction.atomic
def set_practice(agency: Agency, values: Mapping[str, Any], *, by: Actor) -> SigningPractice:
    """Say who passes and signs the reports of an agency. One that is under review goes on as it was sent."""
    steps = [str(each) for each in STEPS if each in values["steps"]]
    if not steps or len(steps) < len(values["steps"]):
        raise ValidationError({"steps": _("请至少选一个环节，每个环节只选一次。")})
    there = SigningPractice.objects.filter(agency=agency).first()
    practice = SigningPractice(agency=agency) if there is None else hold(there)
    practice.steps, practice.apart = steps, values["apart"]
    practice.full_clean(validate_unique=there is None)
    practice.save()
    record(practice, acts.PRACTICE_SET, by=by)
    return practice


def digest_of(found: Gate) -> str:
    """Give the SHA-256 of a report as it would be signed now, in hexadecimal."""
    return sha256(write_json(found.report)).hexdigest()


def _pass(held: Filing, kind: Opinion.Kind, found: Gate, remarks: str, *, by: Actor) -> Actor:
    """Let whose turn it is pass the report, if it is what was sent and they had no part in making it."""
    by = _in_post(held, held.steps_left[:1], by)
    digest, sent = digest_of(found), sent_last(held)
    if sent is None or sent.digest != digest:
        raise COURSE.refused(
            "changed-since-sent",
            Message("报告与送审时的不同。"),
            Message("请退回，看过改动以后重新送审。"),
        )
    if by.officer.pk in {sent.officer_id, *authors_of(held)}:
        raise COURSE.refused(
            "own-work",
            Message("这份报告有您编写、填报、更正、说明或者送审的内容，不能由您审核、签发。"),
            Message("请由另一位有这项职责的人办理。"),
        )
    if practice_of(held.agency).apart and by.officer.pk in {each.officer_id for each in passes_of(held)}:
        raise COURSE.refused(
            "passed-already",
            Message("这一稿您已经在另一个环节审核过。"),
            Message("本机关规定各环节由不同的人办理，请由另一位有这项职责的人办理。"),
        )
    _opine(held, kind, digest, remarks, by=by)
    held.steps_left = held.steps_left[1:]
    return by


def _in_post(held: Filing, duties: Iterable[str], by: Actor) -> Actor:
    """Give who acts in the post that lets them, however they came here. Raises NotAllowed where none does."""
    wanted = list(duties)
    found = [post for post in rules.posts_on(by.officer, held, localdate()) if post.duty in wanted]
    if not found:
        raise COURSE.refused("not-your-turn", Message("这一步不由您办理。"), Message("请由本机关有这项职责的人办理。"))
    return by if by.post in found else replace(by, post=found[0])


def _require_year_over(held: Filing, on: date) -> None:
    """Refuse a report on a year that goes on: “上一年度政府信息公开工作年度报告”."""
    if held.year >= on.year:
        raise COURSE.refused(
            "year-not-over",
            Message("{year}年还没有过完，不能送审。", year=held.year),
            Message("年度报告报告的是上一年度；可在次年1月1日以后送审。"),
        )


def _require_open(found: Gate) -> None:
    number = sum(each.stands_in_the_way for each in found.judged)
    if number:
        raise COURSE.refused(
            "gate-closed",
            Message("检查还有{count}处要处理。", count=number),
            Message("错误要改正，警告要改正或者说明为什么保留。"),
        )


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise COURSE.refused("reason-missing", Message("没有写理由。"), Message("请写明要改什么、为什么。"))


def _opine(held: Filing, kind: Opinion.Kind, digest: str, remarks: str, *, by: Actor) -> None:
    row = Opinion(
        filing=held, number=number_next(held), kind=kind, duty=by.post.duty, officer=by.officer,
        stands_for=by.post.stands_for, at=now(), digest=digest, remarks=remarks.strip(),
    )  # fmt: skip
    row.full_clean(exclude=["filing", "officer", "stands_for"])
    row.save(force_insert=True)
    record(row, _OPINED[kind], by=by)


_OPINED = {
    Opinion.Kind.SENT: acts.SENT,
    Opinion.Kind.APPROVED: acts.APPROVED,
    Opinion.Kind.SIGNED: acts.SIGNED,
    Opinion.Kind.RETURNED: acts.RETURNED,
    Opinion.Kind.AMENDED: acts.AMENDED,
}


def _checks(found: Gate) -> Iterable[dict[str, Any]]:
    """Give what the checks found as a version keeps it, with what was said of each warning."""
    for each in found.judged:
        waiver = each.waiver
        yield {
            "code": each.finding.code,
            "severity": each.finding.severity.name.lower(),
            "place": each.finding.place.text() if each.finding.place else "",
            "message": each.finding.message.text(),
            "reason": waiver.reason if waiver else "",
            "officer": str(waiver.officer) if waiver else "",
            "at": waiver.at.isoformat() if waiver else "",
        }


def _note(held: Filing) -> str:
    """Give why what is public was amended: the reasons since; of what is not public yet, nothing."""
    public = public_of(held)
    if public is None:
        return ""
    since = held.opinions.filter(kind=Opinion.Kind.AMENDED, number__gt=public.number).order_by("pk")
    return "\n".join(each.remarks for each in since)
