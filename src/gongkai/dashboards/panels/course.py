"""How applications come and go: by week, by outcome, year beside year, and where this year is heading."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from gongkai.applications.models.labels import words as outcome_words
from gongkai.applications.selectors import Figure, Span, count
from gongkai.dashboards.panel import Chart, Number, Panel, Row, Table, Text, since_first
from gongkai.dashboards.shares import YEARS_NEEDED, Past, forecast
from gongkai.dashboards.watched import Watched
from gongkai.law.outcomes import OUTCOMES, Group
from gongkai.report.charts import HUES

_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


def weeks(watched: Watched) -> Panel:
    """Show how many applications came in and how many ended in each week of the year, so far."""
    came, ended = watched.by_day
    series = (_("收到"), _("办结"))
    data: list[dict[str, Any]] = []
    rows = []
    for week in _weeks(watched):
        days = [week.first + _DAY * place for place in range((week.last - week.first).days + 1)]
        label = f"{week.first:%m-%d}"
        numbers = [sum(counts[day] for day in days) for counts in (came, ended)]
        data += [{"year": label, "series": words, "value": number} for words, number in zip(series, numbers)]
        cells = [
            Number(number, watched.counted(figure, week)) for number, figure in zip(numbers, (Figure.NEW, Figure.DONE))
        ]
        rows.append(Row(f"{week.first} – {week.last:%m-%d}", cells))
    lead = _("%(year)s年收到%(new)s件，办结%(done)s件。") % {
        "year": watched.year, "new": watched.new_in(watched.year), "done": watched.course_in(watched.year).done,
    }  # fmt: skip
    return Panel(
        "weeks",
        _("每周收到和办结"),
        [Table(_("每周收到和办结"), (_("周"), *series), rows[::-1], folded=True)],
        Chart(_("每周收到和办结的申请"), "weeks", data, series, (HUES[0], HUES[3])),
        lead,
        [_("周从星期一到星期日，在1月1日和12月31日截断；收到和办结按年报表三的口径。")],
    )


def _weeks(watched: Watched) -> Iterator[Span]:
    first, last = watched.span.first, min(watched.span.last, watched.today)
    while first <= last:
        ends = min(first + _WEEK - _DAY * (first.weekday() + 1), watched.span.last)
        yield Span(first, ends)
        first = ends + _DAY


def outcomes(watched: Watched) -> Panel:
    """Show what became of the applications that ended in the year, by the groups of table III."""
    done = count(watched.keys, watched.span).done
    by_code: dict[str, int] = {}
    for (code, _kind), number in done.items():
        by_code[code] = by_code.get(code, 0) + number
    whole = Number(sum(by_code.values()), watched.counted(Figure.DONE, watched.span))
    rows, data = [], []
    for place, group in enumerate(Group):
        codes = [each.code for each in OUTCOMES if each.group is group]
        number = sum(by_code.get(code, 0) for code in codes)
        words = str(outcome_words(group.value))
        address = watched.counted(Figure.DONE, watched.span, *(("outcome", code) for code in codes))
        rows.append(Row(words, [Number(number, address), watched.share(Number(number, address), whole)]))
        data.append({"label": words, "series": words, "value": number, "order": place})
    rows.append(Row(_("办结总计"), [whole, Text("")], sums=True))
    labels = [str(each["label"]) for each in data]
    return Panel(
        "outcomes",
        _("处理结果"),
        [Table(_("处理结果"), (_("处理结果"), _("件数"), _("占办结")), rows)],
        Chart(_("办结的申请，按处理结果"), "bars", data, labels, (HUES[0],) * len(labels)) if whole.value else None,
    )


def years(watched: Watched) -> Panel:
    """Show the applications of several years beside each other."""
    series = (_("收到"), _("办结"))
    rows, data = [], []
    for year in watched.years:
        span, course = Span.of_year(year), watched.course_in(year)
        new = Number(watched.new_in(year), watched.counted(Figure.NEW, span))
        done = Number(course.done, watched.counted(Figure.DONE, span))
        rows.append(Row(str(year), [new, done], watched.here(year=year)))
        data += [{"label": str(year), "series": words, "value": each.value} for words, each in zip(series, (new, done))]
    rows = since_first(rows)
    data = data[-len(series) * len(rows) :]
    return Panel(
        "years",
        _("几年对照"),
        [Table(_("几年对照"), (_("年度"), *series), rows[::-1])],
        Chart(_("各年收到和办结的申请"), "columns", data, series, (HUES[0], HUES[3])),
    )


def year_end(watched: Watched) -> Panel | None:
    """Show where the year that is running is heading, where past years allow to say so."""
    if watched.year != watched.today.year:
        return None
    rows, leads = [], []
    for figure, words, counts in zip((Figure.NEW, Figure.DONE), (_("收到"), _("办结")), watched.by_day):
        past = [_past(counts, year, watched.today) for year in watched.years[:-1]]
        so_far = sum(number for day, number in counts.items() if day.year == watched.year and day <= watched.today)
        found = forecast(so_far, past, settings.RATE_LEAST)
        up_to = Span(watched.span.first, watched.today)
        cells = [Number(so_far, watched.counted(figure, up_to))]
        if found is None:
            rows.append(Row(words, [*cells, Text(_("不预计")), Text("")]))
            continue
        between = f"{found.low}–{found.high}" if found.low != found.high else str(found.low)
        rows.append(Row(words, [*cells, Number(found.likely), Text(between)]))
        leads.append(
            _("%(words)s：今天为止%(now)s件，年底约%(likely)s件（%(between)s）。")
            % {"words": words, "now": so_far, "likely": found.likely, "between": between}
        )
    how = _("预计 = 今年到今天的件数 ÷ 往年到同一天的件数占全年的比例；区间取往年比例的最大和最小。")
    need = _("今年到今天不足%(least)s件，或者全年有%(least)s件以上的往年不足%(years)s年的，不预计。") % {
        "least": settings.RATE_LEAST, "years": YEARS_NEEDED,
    }  # fmt: skip
    guides = [
        Row(
            str(year),
            [
                cell
                for figure, counts in zip((Figure.NEW, Figure.DONE), watched.by_day)
                for cell in _guide(watched, figure, _past(counts, year, watched.today))
            ],
        )
        for year in watched.years[:-1]
    ]
    headings = (
        _("年度"), _("收到：到同一天"), _("全年"), _("比例"), _("办结：到同一天"), _("全年"), _("比例"),
    )  # fmt: skip
    return Panel(
        "year-end",
        _("年底预计"),
        [
            Table(_("年底预计"), ("", _("今年到今天"), _("年底约"), _("区间")), rows),
            Table(_("往年到同一天"), headings, since_first(guides)[::-1], folded=True),
        ],
        lead=" ".join(leads) or _("件数或者往年的数据不够，不作预计。"),
        notes=[how, need],
    )


def _same_day(year: int, today: date) -> date:
    """Give the same day of another year; 29 February is the 28th of a year without one."""
    try:
        return today.replace(year=year)
    except ValueError:
        return today.replace(year=year, day=28)


def _past(counts: Any, year: int, today: date) -> Past:
    until = _same_day(year, today)
    in_year = {day: number for day, number in counts.items() if day.year == year}
    return Past(year, sum(number for day, number in in_year.items() if day <= until), sum(in_year.values()))


def _guide(watched: Watched, figure: Figure, past: Past) -> list[Any]:
    year = Span.of_year(past.year)
    by_this_day = Span(year.first, _same_day(past.year, watched.today))
    part = Number(past.by_this_day, watched.counted(figure, by_this_day))
    whole = Number(past.whole, watched.counted(figure, year))
    return [part, whole, watched.share(part, whole)]
