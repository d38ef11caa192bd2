"""A session as a file for a calendar (iCalendar, RFC 5545), to keep one's day free."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.timezone import get_current_timezone

from gongkai.duties.models import TrainingSession
from gongkai.duties.models.training import State


def invitation_of(session: TrainingSession, at: datetime, url: str) -> bytes:
    """Give the file: of a session without an hour a whole day, of one that was called off that it is."""
    from icalendar import Calendar, Event

    found = Calendar()
    found.add("prodid", "-//gongkai//training//")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    event = Event()
    event.add("uid", f"training-{session.pk}@gongkai")
    event.add("dtstamp", at)
    if session.begins_at is None:
        event.add("dtstart", session.on)
        event.add("dtend", session.on + timedelta(1))
    else:
        begins = datetime.combine(session.on, session.begins_at, get_current_timezone())
        event.add("dtstart", begins)
        event.add("dtend", begins + timedelta(hours=float(session.hours)))
    event.add("summary", session.subject)
    event.add("location", session.venue)
    event.add("description", "\n".join(filter(None, (session.host, session.about))))
    event.add("url", url)
    event.add("status", "CANCELLED" if session.state == State.CANCELLED else "CONFIRMED")
    found.add_component(event)
    return bytes(found.to_ical())
