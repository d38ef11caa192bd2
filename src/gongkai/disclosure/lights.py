"""How an item stands to its last day, at a glance."""

from __future__ import annotations

from datetime import date
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.disclosure.models import Item
from gongkai.disclosure.stages import CLOSED
from gongkai.law.errors import CalendarNotPublished
from gongkai.ui.days import days_left, overdue_by
from gongkai.ui.working_days import calendar


class Light(Enum):
    """The light of an item; `value` is the class it is drawn with."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    CALM = "calm"
    CLOSED = "closed"


SOON_DAYS = 3
"""Working days before its last day from which something is due soon."""

WORDS = {
    Light.OVERDUE: gettext_lazy("已逾期"),
    Light.TODAY: gettext_lazy("今天到期"),
    Light.SOON: gettext_lazy("即将到期"),
    Light.CALM: gettext_lazy("期限内"),
    Light.CLOSED: gettext_lazy("按期公开"),
}


def light_of(item: Item, today: date) -> Light:
    """Give the light of an item today; what is published as it is, or will not be, has none to come."""
    if item.stage in CLOSED:
        return Light.CLOSED
    return light_on(item.due_on, today)


def light_on(due_on: date, today: date) -> Light:
    """Give the light of what is to be done by a day."""
    if due_on < today:
        return Light.OVERDUE
    if due_on == today:
        return Light.TODAY
    return Light.SOON if due_on <= soon_after(today) else Light.CALM


def soon_after(today: date) -> date:
    """Give the last of the days on which what is due is due soon."""
    return calendar().add_working_days(today, SOON_DAYS)


def light_words(item: Item, light: Light, today: date) -> str:
    """Say the light of an item with the working days it has left, or is overdue by."""
    if light is Light.CLOSED:
        if item.shown_on is None:
            return str(item.get_stage_display())
        return _("逾期公开") if item.late else str(WORDS[light])
    return left_words(item.due_on, light, today)


def left_words(due_on: date, light: Light, today: date) -> str:
    """Say how many working days are left to a day, or since when it is over."""
    if light is Light.TODAY:
        return str(WORDS[light])
    try:
        days = calendar().working_days_between(*sorted((today, due_on)))
    except CalendarNotPublished:
        return str(WORDS[light])
    return overdue_by(days) if light is Light.OVERDUE else days_left(days)
