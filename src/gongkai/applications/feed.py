"""An officer's last days as a calendar (iCalendar, RFC 5545): the number of each case and its light, and nothing else.

Calendars are kept by others (telephones, mail services), and so hold nobody's name and nothing of what is asked for.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gongkai.applications import rules
from gongkai.applications.lights import WORDS, light_of
from gongkai.applications.models import Application, Practice
from gongkai.ui.working_days import calendar

MOST = 500
"""Cases a calendar shows, the most urgent first."""


def calendar_of(officer: Any, at: datetime) -> bytes:
    """Give the last days of the cases that an officer handles, where they still may see them."""
    from icalendar import Calendar, Event

    today = localdate(at)
    rows = (
        Application.objects.under_way()
        .filter(handler=officer, running=True, due_on__isnull=False)
        .filter(agency__in=rules.agencies_in_sight(officer, today))
        .select_related("agency__practice")
        .order_by("awaited_on", "pk")
    )
    found = Calendar()
    found.add("prodid", "-//gongkai//deadlines//")
    found.add("version", "2.0")
    found.add("x-wr-calname", _("答复期限"))
    found.add("refresh-interval;value=duration", "PT6H")
    for row in rows[:MOST]:
        practice = getattr(row.agency, "practice", None) or Practice()
        light = light_of(row, today, calendar().add_working_days(today, practice.due_soon_days))
        assert row.due_on is not None  # it was asked for
        event = Event()
        event.add("uid", f"application-{row.pk}@gongkai")
        event.add("dtstamp", at)
        event.add("dtstart", row.due_on)
        event.add("dtend", row.due_on + timedelta(1))
        words = f"{row.number} {WORDS[light]}"
        event.add("summary", _("%(words)s（暂定）") % {"words": words} if row.provisional else words)
        event.add("status", "TENTATIVE" if row.provisional else "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        found.add_component(event)
    return bytes(found.to_ical())
