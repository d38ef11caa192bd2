"""What was published, how much of it in time (条例第26条), and how far the standard catalogue is filled."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from django.utils.translation import gettext as _

from gongkai.applications.selectors import Span
from gongkai.dashboards.panel import Chart, Number, Panel, Rate, Row, Table, Text, since_first
from gongkai.dashboards.watched import Watched
from gongkai.disclosure import selectors as disclosure
from gongkai.report.charts import HUES

_ITEMS = "disclosure:list"


def published(watched: Watched) -> Panel:
    """Show what was published in each month of the year, and over the years, with how much of it in time."""
    months, series = [], (_("按期公开"), _("逾期公开"))
    data = []
    found = disclosure.timely_items(watched.keys, watched.span.first, watched.span.last, by="month")
    for month in range(1, 13):
        first = date(watched.year, month, 1)
        if first > watched.today:
            break
        span = Span(first, date(watched.year, month, monthrange(watched.year, month)[1]))
        number = sum(each for (_agency, day), (each, _late) in found.items() if day == first)
        late = sum(each for (_agency, day), (_number, each) in found.items() if day == first)
        months.append(Row(f"{first:%Y-%m}", timely(watched, number, late, span)))
        for words, value in zip(series, (number - late, late)):
            data.append({"year": f"{month:02}", "series": words, "value": value, "order": words != series[0]})
    by_year = disclosure.timely_items(watched.keys, watched.spans.first, watched.spans.last, by="year")
    new = disclosure.new_by_year(watched.keys, watched.spans.first, watched.spans.last)
    years = []
    for year in watched.years:
        span = Span.of_year(year)
        number = sum(each for (_agency, day), (each, _late) in by_year.items() if day.year == year)
        late = sum(each for (_agency, day), (_number, each) in by_year.items() if day.year == year)
        first_shown = sum(each for (_agency, in_year), each in new.items() if in_year == year)
        shown = watched.opens(_ITEMS, [("shown-from", span.first), ("shown-to", span.last)])
        years.append(
            Row(str(year), [Number(first_shown, shown), *timely(watched, number, late, span)], watched.here(year=year))
        )
    heads = (_("有公开期限的"), _("逾期公开"), _("按期公开率"))
    return Panel(
        "published",
        _("主动公开"),
        [
            Table(_("各年公开"), (_("年度"), _("首次公开"), *heads), since_first(years)[::-1]),
            Table(_("%(year)s年各月") % {"year": watched.year}, (_("月份"), *heads), months[::-1], folded=True),
            _catalogue(watched),
        ],
        Chart(_("%(year)s年各月公开的信息") % {"year": watched.year}, "years", data, series, (HUES[0], HUES[2]))
        if any(each["value"] for each in data)
        else None,
        notes=[
            _(
                "公开期限是信息形成或者变更之日起20个工作日，法律、法规另有规定的从其规定（条例第26条）；是否按期以公开时为准。"
                "一条信息在一段时间里公开几次的只计一条，有一次逾期即为逾期。到期还没有公开的不在内，见“应公开未公开”。"
            )
        ],
    )


def timely(
    watched: Watched, number: int, late: int, span: Span, whole: Rate | None = None, *, agency: int | None = None
) -> tuple[Number, Number, Rate]:
    """Give how much was published in a span, how much of it late, and the share that was in time."""

    def opens(how: str) -> str:
        given = [("timely", how), ("timely-from", span.first), ("timely-to", span.last)]
        return watched.opens(_ITEMS, given, agency=agency)

    of, in_time = Number(number, opens("all")), Number(number - late, opens("in-time"))
    return of, Number(late, opens("late")), watched.rate(in_time, of, whole)


def _catalogue(watched: Watched) -> Table:
    counts = disclosure.catalogue_counts(watched.keys, watched.today).values()
    total = {name: sum(each[name] for each in counts) for name in ("entries", "empty", "overdue")}
    entries = Number(total["entries"], watched.opens("disclosure:entries"))
    rows = [Row(_("目录条目"), [entries, Text("")], sums=True)]
    for name, words in (("empty", _("有目录无内容")), ("overdue", _("超期未更新"))):
        number = Number(total[name], watched.opens("disclosure:entries", [("found", name)]))
        rows.append(Row(words, [number, watched.share(number, entries)]))
    return Table(_("今天的标准目录"), (_("标准目录"), _("条目"), _("占全部条目")), rows)
