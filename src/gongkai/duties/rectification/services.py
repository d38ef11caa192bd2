"""What is done with problems of the ledger of rectification, each act in one transaction with its entries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency, Office, Officer
from gongkai.agencies.rules import duties_in
from gongkai.attachments.services import NewFile, attach_all
from gongkai.duties.models.rectification import Conclusion, Outcome, Problem, Progress
from gongkai.duties.rectification import acts
from gongkai.duties.rectification.lifecycle import COURSE
from gongkai.journal.actor import Actor
from gongkai.journal.acts import Act
from gongkai.journal.services import hold, record
from gongkai.law.message import Message


@transaction.atomic
def propose(
    agency: Agency,
    source: str,
    key: str,
    text: str,
    *,
    by: Actor,
    reference: str = "",
    url: str = "",
    measure: str = "",
    on: date | None = None,
) -> Problem:
    """Put a problem in the ledger of an agency, once for what its source knows it by; give the one that is there.

    Other contexts call this: of a finding, a recommendation, a lesson. `reference` says where it was found, `url` is
    the path of the page that shows it, `measure` what was said there to be done about it.
    """
    hold(agency)  # of two that propose the same, the second finds it
    there: Problem | None = Problem.objects.filter(agency=agency, source=source, key=key).first() if key else None
    if there is not None:
        return there
    if url and (not url.startswith("/") or url.startswith("//")):
        raise ValueError(f"no path on this site: {url}")
    problem = Problem(
        agency=agency, source=source, key=key, text=text.strip(), reference=reference, url=url,
        measure=measure.strip(), raised_on=on or localdate(),
    )  # fmt: skip
    _no_future(raised_on=problem.raised_on)
    problem.full_clean()
    problem.save(force_insert=True)
    record(problem, acts.RAISED, by=by)
    return problem


def report_key(year: int, text: str) -> str:
    """Give what the report on a year knows a problem by: the same words are the same problem."""
    return f"{year}:{sha256(text.encode()).hexdigest()[:16]}"


@transaction.atomic
def raise_problem(
    agency: Agency, *, source: str, text: str, raised_on: date, reference: str = "", by: Actor
) -> Problem:
    """Put a problem in the ledger by hand (列入台账)."""
    return propose(agency, source, "", text, by=by, reference=reference, on=raised_on)


@transaction.atomic
def amend(
    problem: Problem,
    *,
    source: str,
    text: str,
    reference: str,
    raised_on: date,
    by: Actor,
    seen: int | None = None,
) -> Problem:
    """Put right how a problem is worded and where it was found (更正)."""
    held = COURSE.take_up(problem, acts.AMENDED, seen)
    _no_future(raised_on=raised_on)
    if held.key and source != held.source:
        raise ValidationError({"source": _("这个问题是从来源转来的，来源不能改。")})
    held.source, held.text, held.reference, held.raised_on = source, text.strip(), reference.strip(), raised_on
    return COURSE.happen(held, acts.AMENDED, ["source", "text", "reference", "raised_on"], by=by)


@transaction.atomic
def plan(
    problem: Problem,
    *,
    measure: str,
    officer: Officer,
    due_on: date,
    office: Office | None = None,
    by: Actor,
    seen: int | None = None,
) -> Problem:
    """Say what is to be done about a problem, who answers for it, until when (制定整改措施); also anew."""
    held = COURSE.take_up(problem, acts.PLANNED, seen)
    wrong: dict[str, str] = {}
    if not measure.strip():
        wrong["measure"] = _("请写明整改措施。")
    if not duties_in(officer, held.agency, localdate()):
        wrong["officer"] = _("责任人应当是责任单位的工作人员。")
    if office is not None and (office.agency_id != held.agency_id or office.closed_on is not None):
        wrong["office"] = _("责任科室应当是责任单位的科室。")
    if due_on < held.raised_on:
        wrong["due_on"] = _("完成时限在列入日期以前。")
    if wrong:
        raise ValidationError(wrong)
    held.measure, held.officer, held.office, held.due_on = measure.strip(), officer, office, due_on
    return COURSE.happen(held, acts.PLANNED, ["measure", "officer", "office", "due_on"], by=by)


@transaction.atomic
def report_progress(
    problem: Problem, *, text: str, on: date, attached: Iterable[NewFile] = (), by: Actor, seen: int | None = None
) -> Progress:
    """Note what was done about a problem on a day, with what shows it (整改进展)."""
    held = COURSE.take_up(problem, acts.REPORTED, seen)
    _no_future(on=on)
    row = Progress(problem=held, on=on, text=text.strip(), officer=by.officer)
    row.full_clean()
    row.save(force_insert=True)
    record(row, acts.REPORTED, by=by)
    attach_all(row, attached, by=by)
    COURSE.happen(held, acts.REPORTED, [], by=by)
    return row


@transaction.atomic
def conclude(
    problem: Problem, *, outcome: str, reason: str = "", by: Actor, seen: int | None = None, on: date | None = None
) -> Problem:
    """Say that work on a problem has ended, and with which outcome (提请核验); of one not finished, why."""
    held = COURSE.take_up(problem, acts.CONCLUDED, seen)
    if outcome == Outcome.UNFINISHED and not reason.strip():
        raise ValidationError({"reason": _("没有完成的，请写明原因。")})
    row = Conclusion(
        problem=held, outcome=outcome, reason=reason.strip(), concluded_on=on or localdate(), concluded_by=by.officer
    )
    row.full_clean()
    row.save(force_insert=True)
    record(row, acts.CONCLUDED, by=by)
    return COURSE.happen(held, acts.CONCLUDED, [], by=by)


@transaction.atomic
def verify(problem: Problem, *, by: Actor, seen: int | None = None, on: date | None = None) -> Problem:
    """Confirm the outcome (核验通过，销号): by another than who answers for the problem, and than who said so."""
    held = COURSE.take_up(problem, acts.VERIFIED, seen)
    row = _standing(held)
    _require_another(held, row, by)
    row.verified_on, row.verified_by = on or localdate(), by.officer
    _keep(row, acts.VERIFIED, ["verified_on", "verified_by"], by)
    held.outcome, held.closed_on = row.outcome, row.verified_on
    return COURSE.happen(held, acts.VERIFIED, ["outcome", "closed_on"], by=by)


@transaction.atomic
def send_back(problem: Problem, *, remarks: str, by: Actor, seen: int | None = None) -> Problem:
    """Send a problem back to be worked on (退回整改): by who could have verified it."""
    held = COURSE.take_up(problem, acts.RETURNED, seen)
    row = _standing(held)
    _require_another(held, row, by)
    row.returned_on = localdate()
    _keep(row, acts.RETURNED, ["returned_on"], by)
    return COURSE.happen(held, acts.RETURNED, [], by=by, comment=remarks)


@transaction.atomic
def reopen(problem: Problem, *, remarks: str, by: Actor, seen: int | None = None) -> Problem:
    """Work on a problem again that was closed (重新整改)."""
    held = COURSE.take_up(problem, acts.REOPENED, seen)
    row = _standing(held)
    row.reopened_on = localdate()
    _keep(row, acts.REOPENED, ["reopened_on"], by)
    held.outcome, held.closed_on = "", None
    return COURSE.happen(held, acts.REOPENED, ["outcome", "closed_on"], by=by, reason=remarks)


@transaction.atomic
def drop(problem: Problem, *, remarks: str, by: Actor, seen: int | None = None) -> Problem:
    """Leave out what is no problem, or stands in the ledger already (不列入)."""
    held = COURSE.take_up(problem, acts.DROPPED, seen)
    return COURSE.happen(held, acts.DROPPED, [], by=by, reason=remarks)


def _standing(problem: Problem) -> Conclusion:
    row: Conclusion = hold(Conclusion.objects.get(problem=problem, returned_on__isnull=True, reopened_on__isnull=True))
    return row


def _require_another(problem: Problem, row: Conclusion, by: Actor) -> None:
    if by.officer is None or by.officer.pk in (problem.officer_id, row.concluded_by_id):
        raise COURSE.refused(
            "own-work",
            Message("这个问题由您负责整改或者由您提请核验，不能由您核验。"),
            Message("请由另一位核验。"),
        )


def _keep(row: Conclusion, act: Act, changed: list[str], by: Actor) -> None:
    row.save(update_fields=changed)
    record(row, act, by=by)


def _no_future(**days: Any) -> None:
    late = {name: _("日期在今天以后。") for name, on in days.items() if on > localdate()}
    if late:
        raise ValidationError(late)
