"""Charts with their tables that several pages have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from gongkai.report import charts
from gongkai.report.atlas.pages import Cell, Grid, Pages, Panel, number, percent, text
from gongkai.report.atlas.words import VERDICTS
from gongkai.report.checks import CODES as CHECKED
from gongkai.report.finding import Code
from gongkai.report.reading import CODES as READ

KNOWN: Mapping[str, Code] = {code.code: code for code in (*READ, *CHECKED)}
"""Every kind of finding that reading and checking make, by code."""

YEARS_SHOWN = 12
"""Years of a chart: the latest; the table has them all."""


def charted(years: Sequence[int]) -> list[int]:
    """Give the years that a chart shows."""
    return sorted(years)[-YEARS_SHOWN:]


def year_cell(pages: Pages, year: int | None) -> Cell:
    """Give the cell that names a year, or says that it is not known."""
    return text(pages.say("no_year") if year is None else str(year))


def years_grid(pages: Pages, years: Mapping[int | None, Counter[str]]) -> Grid:
    """Give reports by year and verdict, with their sum: the counts of the manifest."""
    rows = []
    for year in sorted(years, key=lambda year: (year is None, year)):
        rows.append([year_cell(pages, year), *_verdicts(years[year])])
    if len(rows) != 1:
        rows.append([text(pages.say("all_years")), *_verdicts(sum(years.values(), Counter()))])
    return Grid([pages.say(each) for each in ("year", "total", "ok", "errors", "not_read", "share_ok")], rows)


def _verdicts(counts: Counter[str]) -> list[Cell]:
    return [
        number(counts.total()),
        *(number(counts[verdict]) for verdict in VERDICTS),
        percent(counts["ok"], counts.total()),
    ]


def verdict_panel(pages: Pages, years: Mapping[int | None, Counter[str]], title: str, shape: str) -> Panel | None:
    """Give reports by year and verdict as a chart; None where no report has a year."""
    shown = charted([year for year in years if year is not None])
    if not shown:
        return None
    ok, wrong = pages.say("ok"), pages.say("errors")
    series = ((ok, charts.GOOD, "ok"), (wrong, charts.BAD, "errors"))
    data = [
        {"year": str(year), "series": label, "value": years[year][verdict], "order": order}
        for year in shown
        for order, (label, _, verdict) in enumerate(series)
    ]
    hues = [hue for _, hue, _ in series]
    svg = charts.by_year(data, [ok, wrong], hues)
    legend = [(hue, label) for label, hue, _ in series]
    return Panel(pages.say(title), svg, years_grid(pages, years), legend, shape=shape)
