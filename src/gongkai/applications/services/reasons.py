"""Keeping the reasons that replies give: added with the day the law has been in force, ended with the day it is not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Agency
from gongkai.applications import acts
from gongkai.applications.models import Reason
from gongkai.applications.services.acting import changed, made
from gongkai.journal.actor import Actor


@transaction.atomic
def add_reason(agency: Agency, values: Mapping[str, Any], *, by: Actor) -> Reason:
    """Add a reason (登记常用理由), for an agency and those below it."""
    row: Reason = made(Reason(agency=agency, **values), acts.REASON_ADDED, by=by)
    return row


@transaction.atomic
def end_reason(reason: Reason, *, on: date, by: Actor) -> Reason:
    """Let a reason hold no longer than to a day (停用常用理由): replies that gave it keep it."""
    row: Reason = changed(reason, acts.REASON_ENDED, by=by, ends_on=on)
    return row
