"""How what is to be done by a day stands to it, at a glance: the light of a row, and its words."""

from __future__ import annotations

from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from gongkai.law.errors import CalendarNotPublished
from gongkai.ui.days import days_left, overdue_by
from gongkai.ui.working_days import calendar

SOON_DAYS = 10
"""Working days before a last day from which it is near: these periods run for months."""


def soon_after(today: date) -> date:
    """Give the last of the days that are near."""
    return calendar().add_working_days(today, SOON_DAYS)


def light_to(due_on: date, today: date) -> SafeString:
    """Draw how near a last day is, with the working days left."""
    if due_on == today:
        return drawn("today", _("今天到期"))
    overdue = due_on < today
    light = "overdue" if overdue else "soon" if due_on <= soon_after(today) else "calm"
    try:
        days = calendar().working_days_between(*sorted((today, due_on)))
    except CalendarNotPublished:
        return drawn(light, _("已逾期") if overdue else _("期限内"))
    return drawn(light, overdue_by(days) if overdue else days_left(days))


def drawn(light: str, words: str) -> SafeString:
    """Draw a light with its words."""
    return format_html('<span class="left left-{}">{}</span>', light, words)
