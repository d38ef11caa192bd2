"""How long replies take by the clock of the law, what is extended, consulted on and late, what is charged."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from gongkai.applications import pace
from gongkai.applications.selectors import Figure, Span, fees
from gongkai.dashboards.panel import Chart, Number, Panel, Row, Table, Text, since_first
from gongkai.dashboards.shares import MIDDLE, NINE_TENTHS, quantile
from gongkai.dashboards.watched import Watched
from gongkai.report.charts import HUES

_REPLIED = ("state", "replied")


def speed(watched: Watched) -> Panel:
    """Show how long replies took."""
    passed = pace.days_passed(watched.keys, watched.spans)
    rows = []
    for year in watched.years:
        span, days = Span.of_year(year), watched.days_in(year)
        course = watched.course_in(year)
        replied = Number(course.replied, watched.counted(Figure.DONE, span, _REPLIED))
        done = Number(course.done, watched.counted(Figure.DONE, span))

        def of(number: int, *given: tuple[str, Any], span: Span = span) -> Number:
            return Number(number, watched.counted(Figure.DONE, span, *given))

        rows.append(
            Row(
                str(year),
                [
                    replied,
                    middle(days, MIDDLE),
                    middle(days, NINE_TENTHS),
                    middle(passed.get(year, Counter()), MIDDLE),
                    middle(passed.get(year, Counter()), NINE_TENTHS),
                    watched.rate(of(course.late, _REPLIED, ("late", 1)), replied),
                    watched.rate(of(course.extended, ("extended", 1)), done),
                    watched.rate(of(course.consulted, ("consulted", 1)), done),
                ],
                watched.here(year=year),
            )
        )
    headings = (
        _("年度"), _("答复"), _("中位数（工作日）"), _("九成以内（工作日）"), _("中位数（自然日）"),
        _("九成以内（自然日）"), _("逾期答复率"), _("延期率"), _("征求意见率"),
    )  # fmt: skip
    days = watched.days_in(watched.year)
    buckets = [
        (str(pace.took_words(*each)), sum(number for day, number in days.items() if _within(day, *each)), each)
        for each in pace.TOOK
    ]
    took = [
        Row(words, [Number(number, watched.counted(Figure.DONE, watched.span, ("took", f"{first}-{last or ''}")))])
        for words, number, (first, last) in buckets
    ]
    lead = ""
    if sum(days.values()) >= settings.RATE_LEAST:
        lead = _("%(year)s年的答复，一半在%(middle)s个工作日以内，九成在%(most)s个工作日以内。") % {
            "year": watched.year, "middle": quantile(days, MIDDLE), "most": quantile(days, NINE_TENTHS),
        }  # fmt: skip
    return Panel(
        "speed",
        _("答复用时"),
        [
            Table(_("答复用时，各年"), headings, since_first(rows)[::-1]),
            Table(_("答复用时，%(year)s年") % {"year": watched.year}, (_("用时"), _("件数")), took, folded=True),
        ],
        Chart(
            _("%(year)s年的答复，按用时") % {"year": watched.year},
            "columns",
            [{"label": _short(*each), "series": "", "value": number} for _words, number, each in buckets],
            ("",),
            HUES[:1],
        )
        if sum(days.values())
        else None,
        lead,
        [
            _(
                "工作日按条例的期限计算：补正后重新起算（条例第30条），缴费后重新起算（处理费办法第6条），"
                "征求第三方和其他机关意见所需时间不计（条例第33条第3款）；"
                "自然日从收到申请之日数到答复之日，什么都不扣。"
            ),
            _(
                "撤回的和不再处理的没有答复，不计入用时；延期率、征求意见率占全部办结。"
                "逾期答复率只算已经答复的，到期还没有答复的见“逾期未答复”。"
            ),
        ],
    )


def middle(days: Counter[int], share: Any) -> Number | Text:
    """Give the days within which so many replies came; of a few nothing is said."""
    if sum(days.values()) < settings.RATE_LEAST:
        return Text("")
    return Number(quantile(days, share))


def _within(day: int, first: int, last: int | None) -> bool:
    return day >= first and (last is None or day <= last)


def _short(first: int, last: int | None) -> str:
    return f"{first}–{last}" if last is not None else f"≥{first}"


def charged(watched: Watched) -> Panel | None:
    """Show the processing fees of the year and of the one before; nothing where there never were any."""
    rows = []
    for year in (watched.year, watched.year - 1):
        span = Span.of_year(year)
        found = fees([agency.pk for agency in watched.agencies], span)
        paid = watched.applications(("paid-from", span.first), ("paid-to", span.last))
        back = watched.applications(("refunded-from", span.first), ("refunded-to", span.last))
        cells = [Number(found.payments, paid), Number(found.collected, paid), Number(found.refunded, back)]
        rows.append(Row(str(year), cells))
    if not any(cell.value for row in rows for cell in row.cells if isinstance(cell, Number)):
        return None
    headings = (_("年度"), _("缴费（件）"), _("收取（元）"), _("退付（元）"))
    return Panel("fees", _("信息处理费"), [Table(_("信息处理费"), headings, rows)])
