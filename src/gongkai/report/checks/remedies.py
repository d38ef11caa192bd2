"""Table IV as a whole: suits after reconsideration (复议后起诉) rest on reconsiderations, of this year or the last."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.law.citation import cite, cites
from gongkai.law.message import Message
from gongkai.report.checks.context import Context
from gongkai.report.checks.continuity import last_year
from gongkai.report.checks.wording import table_source
from gongkai.report.figures import digits, number_of
from gongkai.report.finding import Code, Finding, Place, Severity
from gongkai.report.model import Number, Report, Table

SUITS_WITHOUT_REVIEWS = Code(
    "suits-without-reviews",
    Severity.WARNING,
    Message("有复议后起诉，没有行政复议"),
    Message("复议后起诉以先经复议为前提，表四却没有行政复议。复议可能在上一年度或更早，故作警告。"),
    Message("请核对表四：直接起诉的案件应填“未经复议直接起诉”。"),
    cite("年报格式2021版第四部分"),
)
CODES = (SUITS_WITHOUT_REVIEWS,)


@cites("年报格式2019版第四部分", "年报格式2021版第四部分")
def suits_without_reviews(report: Report, context: Context) -> Iterator[Finding]:
    """Find suits after reconsideration where neither this year nor the last had any reconsideration."""
    table = report.table("remedies")
    if table is None or not _most(table, "suit_after_reconsideration") or _most(table, "reconsideration"):
        return
    previous = last_year(report, context)
    before = None if previous is None else previous.table("remedies")
    if before is not None and _most(before, "reconsideration"):
        return
    suits = table.get("suit_after_reconsideration", "total")
    number = _most(table, "suit_after_reconsideration")
    message = (
        Message("表四“复议后起诉”为{suits}件，“行政复议”为0件。", suits=number)
        if before is None
        else Message("表四“复议后起诉”为{suits}件，“行政复议”为0件，上一年度也没有行政复议。", suits=number)
    )
    place: Place | None = None if suits is None else suits.place
    yield SUITS_WITHOUT_REVIEWS(
        message,
        place=place,
        citation=table_source(report.edition, "remedies"),
        basis=(("remedies.suit_after_reconsideration.total", digits(number)), ("remedies.reconsideration.total", "0")),
    )


def _most(table: Table, row: str) -> Number:
    """Give the number of cases of a row: its total, or the sum of the results where that is more."""
    results = [number_of(table.get(row, column)) or 0 for column in ("upheld", "overturned", "other", "pending")]
    return max(number_of(table.get(row, "total")) or 0, sum(results))
