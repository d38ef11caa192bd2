"""How often what stands under an entry of the catalogue is renewed (更新周期), read from the words of its period.

公开时限 is written in words: “信息形成或者变更之日起20个工作日内”, “每季度”, “实时公开”. Only what says how often
can be held against a calendar; the rest is due as any information is, twenty working days after it was formed
(条例第26条), and is clocked item by item.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class Interval(models.TextChoices):
    """How often something new is to be there."""

    ON_CHANGE = "on_change", _("有变动时")
    MONTHLY = "monthly", _("每月")
    QUARTERLY = "quarterly", _("每季度")
    HALF_YEARLY = "half_yearly", _("每半年")
    YEARLY = "yearly", _("每年")


_MONTHS = {Interval.MONTHLY: 1, Interval.QUARTERLY: 3, Interval.HALF_YEARLY: 6, Interval.YEARLY: 12}
_WORDS = (
    (Interval.HALF_YEARLY, re.compile("半年")),
    (Interval.QUARTERLY, re.compile("[每按]个?季|季度")),
    (Interval.MONTHLY, re.compile("[每按]个?月|月度")),
    (Interval.YEARLY, re.compile("[每按]年|年度")),
)
"""In this order: “每季度”, “每半年” and “每年每月” say the shorter interval along with a longer word."""


def read_interval(period: str) -> Interval:
    """Give how often, as the words of a period say it.

    >>> [read_interval(each).value for each in ("每季度末公布", "按月公开", "形成之日起20个工作日内", "每年3月底前")]
    ['quarterly', 'monthly', 'on_change', 'yearly']
    """
    return next((interval for interval, words in _WORDS if words.search(period)), Interval.ON_CHANGE)


def next_due(last: date, interval: str) -> date | None:
    """Give the last day for something new after a day on which there was; None where there is no interval.

    [推导] No text says from when an interval counts. It is counted from the last update, to the same day of the month.

    >>> next_due(date(2026, 1, 31), "monthly"), next_due(date(2026, 1, 31), "on_change")
    (datetime.date(2026, 2, 28), None)
    """
    months = _MONTHS.get(Interval(interval))
    if months is None:
        return None
    year, month = divmod(last.year * 12 + last.month - 1 + months, 12)
    return date(year, month + 1, min(last.day, monthrange(year, month + 1)[1]))
