"""Bureaus beside each other, with care: nobody is ranked by what chance alone may have made.

A share of few is not computed. Of the others each has its interval, and is called higher or lower than the whole only
where its interval does not hold the share of the whole. Those surely higher come first: the order is that of the lower
ends of the intervals.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from gongkai.applications import pace
from gongkai.applications.lights import Light
from gongkai.applications.selectors import Figure
from gongkai.dashboards.panel import Chart, Number, Panel, Rate, Row, Table
from gongkai.dashboards.panels.answering import middle
from gongkai.dashboards.panels.challenged import correction
from gongkai.dashboards.panels.publishing import timely
from gongkai.dashboards.shares import MIDDLE
from gongkai.dashboards.watched import Watched
from gongkai.disclosure import selectors as disclosure
from gongkai.remedies import selectors as remedies
from gongkai.report.charts import HUES

_DRAWN = 24
"""Agencies that a chart shows; the tables have all."""


def volumes(watched: Watched) -> Panel | None:
    """Show how many applications each agency had in the year and how they stand today, those with most first."""
    if len(watched.agencies) < 2:
        return None
    now = pace.standing(watched.keys, watched.today)
    entries = disclosure.catalogue_counts(watched.keys, watched.today)
    unpublished = disclosure.overdue_by_agency(watched.keys, watched.today)
    rows, data = [], []
    ordered = sorted(watched.agencies, key=lambda each: (-watched.new[each.pk, watched.year], each.lineage))
    for agency in ordered:
        key = agency.pk
        new = watched.new[key, watched.year]
        lights: Any = now.get(key, {})
        lacks = entries.get(key, {"empty": 0, "overdue": 0})
        numbers = [
            Number(new, watched.counted(Figure.NEW, watched.span, agency=key)),
            Number(watched.courses.get((key, watched.year), pace.Course()).done,
                   watched.counted(Figure.DONE, watched.span, agency=key)),
            Number(sum(lights.values()), watched.applications(("open", 1), agency=key)),
            Number(lights.get(Light.OVERDUE, 0), watched.applications(("light", "overdue"), agency=key)),
            Number(unpublished.get(key, 0), watched.unpublished(agency=key)),
            Number(lacks["empty"], watched.opens("disclosure:entries", [("found", "empty")], agency=key)),
            Number(lacks["overdue"], watched.opens("disclosure:entries", [("found", "overdue")], agency=key)),
        ]  # fmt: skip
        if any(each.value for each in numbers):
            rows.append(Row(agency.called, numbers, watched.here(agency=key)))
        if new:
            data.append({"label": agency.called, "series": "", "value": new})
    headings = (
        _("机关"), _("收到"), _("办结"), _("未办结"), _("逾期未答复"), _("应公开未公开"), _("有目录无内容"),
        _("超期未更新"),
    )  # fmt: skip
    return Panel(
        "volumes",
        _("各机关的工作"),
        [Table(_("各机关的工作"), headings, rows)],
        Chart(_("%(year)s年各机关收到的申请") % {"year": watched.year}, "bars", data[:_DRAWN], ("",), HUES[:1])
        if data
        else None,
        _("按收到的申请由多到少；各机关只计本机关。点机关名称，看它自己的监测。"),
    )


def compared(watched: Watched) -> Panel | None:
    """Compare the shares of agencies in the year: late, extended, corrected, in time."""
    if len(watched.agencies) < 2:
        return None
    year = watched.year
    published = disclosure.timely_items(watched.keys, watched.span.first, watched.span.last, by="year")
    ended = remedies.corrections(watched.keys, watched.span)
    whole = _Whole(watched, published, ended)
    rows = []
    for agency in watched.agencies:
        key = agency.pk
        course = watched.courses.get((key, year), pace.Course())
        replied = Number(course.replied, watched.counted(Figure.DONE, watched.span, ("state", "replied"), agency=key))
        late = watched.rate(
            Number(course.late, watched.counted(
                Figure.DONE, watched.span, ("state", "replied"), ("late", 1), agency=key
            )),
            replied, whole.late,
        )  # fmt: skip
        extended = watched.rate(
            Number(course.extended, watched.counted(Figure.DONE, watched.span, ("extended", 1), agency=key)),
            Number(course.done, watched.counted(Figure.DONE, watched.span, agency=key)), whole.extended,
        )  # fmt: skip
        shown, overdue = published.get((key, watched.span.first), (0, 0))
        in_time = timely(watched, shown, overdue, watched.span, whole.in_time, agency=key)[2]
        over = correction(watched, *ended.get((key, year), (0, 0)), year, whole.corrected, agency=key)[2]
        if any(rate.of.value for rate in (late, extended, in_time, over)):
            days = middle(watched.days.get((key, year), Counter()), MIDDLE)
            row = Row(agency.called, [late, days, extended, in_time, over], watched.here(agency=key))
            rows.append((late, row))
    rows.sort(key=lambda each: _place(each[0]))
    drawn = [(row.words, late) for late, row in rows if late.interval is not None][:_DRAWN]
    total = Row(
        _("全部"),
        [whole.late, middle(watched.days_in(year), MIDDLE), whole.extended, whole.in_time, whole.corrected],
        sums=True,
    )
    headings = (_("机关"), _("逾期答复率"), _("用时中位数（工作日）"), _("延期率"), _("按期公开率"), _("纠正率"))
    return Panel(
        "compared",
        _("机关对照"),
        [Table(_("机关对照，%(year)s年") % {"year": year}, headings, [*(row for _late, row in rows), total])],
        Chart(
            _("%(year)s年逾期答复率和它的95%%区间") % {"year": year},
            "ranges",
            [
                {"label": words, "value": late.share, "low": late.interval.low, "high": late.interval.high}
                for words, late in drawn
                if late.interval is not None
            ],
            ("",),
            HUES[2:3],
            share=True,
        )
        if drawn
        else None,
        _("不排名次：只有区间不包含总体比率的，才标“高于总体”或者“低于总体”；没有标的，看不出差别。"),
        [
            _(
                "区间是按威尔逊法算的95%%置信区间：件数越少，区间越宽。先列确实高的，按区间的下限由高到低；"
                "分母不足%(least)s件的不计算比率，只列件数。"
            )
            % {"least": whole.late.least}
        ],
    )


def _place(rate: Rate) -> tuple[int, float]:
    """Give the place of a share: those surely higher first; those of too few after them, by how many there were."""
    return (1, -int(rate.of.value or 0)) if rate.interval is None else (0, -rate.interval.low)


class _Whole:
    """The shares of all agencies together, which each is compared with."""

    def __init__(self, watched: Watched, published: Any, ended: Any) -> None:
        course, span = watched.course_in(watched.year), watched.span
        replied = Number(course.replied, watched.counted(Figure.DONE, span, ("state", "replied")))
        done = Number(course.done, watched.counted(Figure.DONE, span))
        late = Number(course.late, watched.counted(Figure.DONE, span, ("state", "replied"), ("late", 1)))
        self.late: Rate = watched.rate(late, replied)
        extended = Number(course.extended, watched.counted(Figure.DONE, span, ("extended", 1)))
        self.extended: Rate = watched.rate(extended, done)
        shown = sum(number for number, _late in published.values())
        overdue = sum(number for _number, number in published.values())
        self.in_time: Rate = timely(watched, shown, overdue, span)[2]
        of = sum(number for number, _over in ended.values())
        over = sum(number for _of, number in ended.values())
        self.corrected: Rate = correction(watched, of, over, watched.year)[2]
