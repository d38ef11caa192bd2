"""What of an agency's applications is under way, told before the agency is dissolved (`agencies.unfinished`)."""

from __future__ import annotations

from gongkai.agencies.models import Agency
from gongkai.applications.models import Application, Rectification
from gongkai.applications.rules import OPEN
from gongkai.law.message import Message


def applications_of(agency: Agency) -> Message | None:
    """Say how many applications are under way."""
    number = Application.objects.under_way().filter(agency=agency).count()
    return Message("公开申请{number}件", number=number) if number else None


def rectifications_of(agency: Agency) -> Message | None:
    """Say how many requests to rectify a record are open."""
    number = Rectification.objects.filter(OPEN, agency=agency).count()
    return Message("更正申请{number}件", number=number) if number else None
