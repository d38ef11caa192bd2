"""Days and moments in words, in the language of the page."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongkai.law.message import chinese_date
from gongkai.ui.language import language


def day_in_words(on: date) -> str:
    """Give a day: 2026年3月2日, 2 March 2026."""
    return chinese_date(on) if language() == "zh" else date_format(on, "j F Y")


def moment_in_words(at: datetime) -> str:
    """Give a moment to the minute, where the site is."""
    here = localtime(at)
    return f"{day_in_words(here.date())} {here:%H:%M}"


def overdue_by(days: int) -> str:
    """Say by how many working days something is past its date; only days off have passed where it is by none."""
    return ngettext("逾期%(days)d个工作日", "逾期%(days)d个工作日", days) % {"days": days} if days else _("已逾期")


def days_left(days: int) -> str:
    """Say how many working days are left."""
    return ngettext("还有%(days)d个工作日", "还有%(days)d个工作日", days) % {"days": days}
