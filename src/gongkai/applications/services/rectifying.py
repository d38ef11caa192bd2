"""Requests to rectify a record (更正申请): registered, and ended by what 条例第41条 provides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Agency
from gongkai.applications import acts
from gongkai.applications.models import Rectification
from gongkai.applications.numbering import rectification_number
from gongkai.applications.services.acting import changed, made, require_not_ahead
from gongkai.applications.services.receiving import (
    NewApplicant,
    require_agency_in_being,
    require_contact,
    require_identity,
)
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.law.periods import period_due
from gongkai.ui.working_days import calendar


def warning_day(received_on: date) -> date:
    """Give the day from which an agency may be sued for not acting, by the calendar as it is now (行诉法第47条)."""
    return period_due("T_PERFORM", received_on, calendar=calendar()).due


@transaction.atomic
def register_rectification(
    agency: Agency, applicant: NewApplicant, *, received_on: date, record: str, wrong: str, evidence: str, by: Actor
) -> Rectification:
    """Register a request to rectify a record, with the evidence that it is wrong; it is no application."""
    require_not_ahead(received_on)
    require_agency_in_being(agency, received_on)
    require_contact(applicant)
    said: Mapping[str, str] = {"record": record.strip(), "wrong": wrong.strip(), "evidence": evidence.strip()}
    # “有证据证明行政机关提供的与其自身相关的政府信息记录不准确的”
    if not all(said.values()):
        raise _refused(
            "rectification-without-evidence",
            Message("更正申请应当写明要求更正的记录、不准确之处和证据。"),
            Message("请补全；没有证据的，请告知申请人提供。"),
        )
    row = Rectification(
        agency=agency,
        number=rectification_number(agency, received_on.year),
        received_on=received_on,
        warned_on=warning_day(received_on),
        handler=by.officer,
        **said,
        **applicant._asdict(),
    )
    require_identity(row)
    return made(row, acts.RECTIFICATION_REGISTERED, by=by)


@transaction.atomic
def close_rectification(
    rectification: Rectification, *, outcome: str, told: str, on: date, by: Actor, seen: int | None = None
) -> Rectification:
    """End a request: rectified and told so, refused with the reason, or sent where it belongs (条例第41条)."""
    held = hold(rectification)
    require_not_ahead(on)
    if held.closed_on is not None or (seen is not None and seen != held.version):
        raise _refused(
            "rectification-closed-already",
            Message("这件更正申请已经办结或者已经有人办理过。"),
            Message("请看过办理经过，再决定怎样办理。"),
        )
    if on < held.received_on:
        raise _refused(
            "rectification-closed-early",
            Message("更正申请于{received}收到，不能在{on}办结。", received=held.received_on, on=on),
            Message("请核对日期。"),
        )
    if not told.strip() and outcome != Rectification.Outcome.WITHDRAWN:
        raise _refused(
            "rectification-untold",
            Message("没有写明告知申请人的内容。"),
            Message("请写明更正了什么、为什么不更正，或者有权机关的名称。"),
        )
    values: dict[str, Any] = {"outcome": outcome, "told": told.strip(), "closed_on": on, "version": held.version + 1}
    return changed(held, acts.RECTIFICATION_CLOSED, by=by, **values)


def _refused(code: str, message: Message, hint: Message) -> NotAllowed:
    return NotAllowed(code, message, hint=hint, citation=cite("条例第41条"))
