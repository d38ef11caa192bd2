"""What was challenged, and how much of what ended was corrected (纠正率)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from gongkai.applications.selectors import Span
from gongkai.dashboards.panel import Chart, Number, Panel, Rate, Row, Table, since_first
from gongkai.dashboards.watched import Watched
from gongkai.law.remedies import Column
from gongkai.remedies import selectors as remedies
from gongkai.report.charts import HUES


def challenges(watched: Watched) -> Panel:
    """Show table IV of the year, and the rate of correction over the years."""
    found = remedies.corrections(watched.keys, watched.spans)
    series = (_("纠正"), _("其他"))
    rows, data = [], []
    for year in watched.years:
        ended = sum(number for (_agency, each), (number, _over) in found.items() if each == year)
        overturned = sum(number for (_agency, each), (_ended, number) in found.items() if each == year)
        rows.append(Row(str(year), [*correction(watched, ended, overturned, year)], watched.here(year=year)))
        for words, number in zip(series, (overturned, ended - overturned)):
            data.append({"year": str(year), "series": words, "value": number, "order": words != series[0]})
    rows = since_first(rows)
    data = data[-len(series) * len(rows) :]
    any_ended = any(each["value"] for each in data)
    return Panel(
        "challenges",
        _("复议诉讼"),
        [
            Table(_("纠正率"), (_("年度"), _("审结"), _("结果纠正"), _("纠正率")), rows[::-1]),
            _table_four(watched),
        ],
        Chart(_("审结的复议、诉讼，按结果"), "years", data, series, (HUES[2], HUES[1])) if any_ended else None,
        notes=[
            _(
                "纠正率 = 当年审结的复议、诉讼中结果纠正的件数 ÷ 当年审结的件数；撤销、变更、确认违法、确认无效、"
                "责令履行都是结果纠正。复议机关作共同被告的由作出行为的机关计，投诉举报不计。"
            )
        ],
    )


def correction(
    watched: Watched, ended: int, overturned: int, year: int, whole: Rate | None = None, *, agency: int | None = None
) -> tuple[Number, Number, Rate]:
    """Give how many challenges ended in a year, how many in a correction, and the rate, each with its rows."""
    span = Span.of_year(year)
    given: list[tuple[str, Any]] = [("counted", 1), ("closed-from", span.first), ("closed-to", span.last)]
    over = [*given, ("column", Column.OVERTURNED.value)]
    of = Number(ended, watched.opens("remedies:list", given, agency=agency))
    part = Number(overturned, watched.opens("remedies:list", over, agency=agency))
    return of, part, watched.rate(part, of, whole)


def _table_four(watched: Watched) -> Table:
    table = remedies.count(watched.keys, watched.span)
    names = {
        remedies.Group.RECONSIDERATION: _("行政复议"),
        remedies.Group.DIRECT: _("未经复议直接起诉"),
        remedies.Group.AFTER: _("复议后起诉"),
    }
    columns = {
        Column.UPHELD: _("结果维持"), Column.OVERTURNED: _("结果纠正"), Column.OTHER: _("其他结果"),
        Column.PENDING: _("尚未审结"),
    }  # fmt: skip

    def opens(group: remedies.Group, column: str) -> str:
        named = [("cell-row", group.value), ("cell-column", column)]
        span = [("cell-from", watched.span.first), ("cell-to", watched.span.last)]
        return watched.opens("remedies:list", [*named, *span])

    rows = [
        Row(
            words,
            [
                *(Number(table.cells[group, column], opens(group, column.value)) for column in columns),
                Number(table.totals[group], opens(group, "total")),
            ],
        )
        for group, words in names.items()
    ]
    caption = _("%(year)s年表四") % {"year": watched.year}
    return Table(caption, ("", *columns.values(), _("总计")), rows, folded=True)
