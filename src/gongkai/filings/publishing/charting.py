"""Charts of a published version: a few rows of its tables as bars, each with the numbers it shows beside it.

What is drawn is the same for as long as the version is. The library that draws takes two seconds to begin, so charts
are drawn by the worker when the version is published, or else when it is first shown, and kept in the cache under its
digest. Where they cannot be drawn the numbers remain.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from threading import Lock
from typing import Any, NamedTuple

from django.core.cache import cache

from gongkai.filings.models import Version
from gongkai.filings.signing import acts
from gongkai.filings.signing.selectors import report_signed
from gongkai.journal.hearing import hear
from gongkai.law.outcomes import OUTCOME_BY_CODE, Group
from gongkai.report.model import Number, Report, Table
from gongkai.ui.background import later

_LOG = logging.getLogger("gongkai.filings")
_ONE_AT_A_TIME = Lock()

TRIED_AGAIN = 600
"""Seconds until charts that could not all be drawn are drawn again: anybody may ask for the page in the meantime."""

HUES = ("#33708f", "#d29a4a", "#7fb0c4", "#a9b0b8")
"""Of `report.charts`, which is not loaded for them."""

FLOW = (("new", "本年新收"), ("carried_in", "上年结转"), ("total", "本年办结"), ("carried_forward", "结转下年度"))
REMEDIES = (
    ("reconsideration", "行政复议"),
    ("direct_suit", "未经复议直接起诉"),
    ("suit_after_reconsideration", "复议后起诉"),
)


class Chart(NamedTuple):
    """A chart: what it shows, its series, and by label a number of each series. The words are the report's, Chinese."""

    code: str
    title: str
    series: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Number]]]

    @property
    def legend(self) -> list[tuple[str, str]]:
        """Give the hue of each series, where there is more than one."""
        return list(zip(HUES, self.series)) if len(self.series) > 1 else []


class Drawn(NamedTuple):
    """A chart and its drawing, which is empty where it cannot be drawn."""

    chart: Chart
    svg: str


def charts_of(report: Report) -> list[Chart]:
    """Give the charts of a report: those whose figures it has all, and not all of them zero."""
    found = (_flow(report), _outcomes(report), _applicants(report), _remedies(report))
    return [
        Chart(code, title, series, [(label, [each for each in numbers if each is not None]) for label, numbers in rows])
        for code, title, series, rows in found
        if all(each is not None for _, numbers in rows for each in numbers)
        and any(each for _, numbers in rows for each in numbers)
    ]


_Unsure = tuple[str, str, Sequence[str], list[tuple[str, list[Number | None]]]]


def _flow(report: Report) -> _Unsure:
    table = report.tables.get("applications")
    rows = [(label, [_number(table, row, "total")]) for row, label in FLOW]
    return "flow", "申请的收到和办理", ["件数"], rows


def _outcomes(report: Report) -> _Unsure:
    table = report.tables.get("applications")
    of_group: dict[Group, list[Number | None]] = {group: [] for group in Group}
    for row in table.rows if table else ():
        if row.outcomes:
            of_group[OUTCOME_BY_CODE[row.outcomes[0]].group].append(_number(table, row.id, "total"))
    rows = [(str(group.value), [_sum(numbers)]) for group, numbers in of_group.items() if numbers]
    return "outcomes", "申请的办理结果", ["件数"], rows


def _applicants(report: Report) -> _Unsure:
    table = report.tables.get("applications")
    columns = [each for each in table.spec.columns_of["new"] if not each.total] if table else []
    rows = [(each.label, [_number(table, "new", each.id)]) for each in columns]
    return "applicants", "新收申请的申请人", ["件数"], rows


def _remedies(report: Report) -> _Unsure:
    table = report.tables.get("remedies")
    columns = [each for each in table.spec.columns_of[REMEDIES[0][0]] if not each.total] if table else []
    rows = [(label, [_number(table, row, each.id) for each in columns]) for row, label in REMEDIES]
    return "remedies", "行政复议、行政诉讼的结果", [each.label for each in columns], rows


def _number(table: Table | None, row: str, column: str) -> Number | None:
    figure = table.get(row, column) if table else None
    return None if figure is None else figure.value


def _sum(numbers: Sequence[Number | None]) -> Number | None:
    known = [each for each in numbers if each is not None]
    return sum(known) if len(known) == len(numbers) else None


def drawn(version: Version) -> list[Drawn]:
    """Give the charts of a version as they were drawn, or drawn now."""
    charts = charts_of(report_signed(version))
    key = f"filings:charts:1:{version.digest}"
    kept: dict[str, str] | None = cache.get(key)
    if kept is None and charts:
        with _ONE_AT_A_TIME:
            kept = cache.get(key)  # who waited here finds what was drawn meanwhile
            if kept is None:
                kept = dict(_draw(charts))
                cache.set(key, kept, None if len(kept) == len(charts) else TRIED_AGAIN)
    return [Drawn(each, (kept or {}).get(each.code, "")) for each in charts]


def _draw(charts: Sequence[Chart]) -> Iterator[tuple[str, str]]:
    try:
        from gongkai.report import charts as library

        library.prepare()
        for each in charts:
            yield each.code, library.labelled(library.bars(_data(each), each.series, HUES), each.title)
    except Exception:  # whatever it is, the page is whole without the picture
        _LOG.exception("the charts of a report were not drawn")


def _data(chart: Chart) -> list[dict[str, Any]]:
    return [
        {"label": label, "series": series, "value": int(number), "order": order}
        for label, numbers in chart.rows
        for order, (series, number) in enumerate(zip(chart.series, numbers, strict=True))
    ]


def listen() -> None:
    """Hear of what is published."""
    hear(acts.PUBLISHED, _published)


def _published(row: Any, entry: Any) -> None:
    from gongkai.filings.publishing.tasks import draw

    if isinstance(row, Version):  # and not its filing
        later(draw, row.pk)
