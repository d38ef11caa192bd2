"""Annual reports that were published, each version: what it is, its figures cell by cell, its text, what checks say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gongkai.filings.models import Scope, Version
from gongkai.filings.publishing.selectors import address_of_version, current_versions, file_of, public_versions
from gongkai.filings.signing.selectors import report_signed
from gongkai.opendata.columns import INTEGER, MOMENT, NUMBER, TEXT, TRUTH, Column, Dataset, by_key
from gongkai.report.checks import check
from gongkai.report.edition import Column as Heading
from gongkai.report.edition import Row as Line
from gongkai.report.figures import digits
from gongkai.report.finding import Finding, Severity
from gongkai.report.model import Figure, Report, Table
from gongkai.ui.language import said

_AT_ONCE = 50
"""Versions read at once: each holds a whole report."""


class Signed(NamedTuple):
    """A published version, its report as it was signed, and whether it is the one that is shown now."""

    version: Version
    report: Report
    current: bool


def _versions() -> Iterator[Signed]:
    for some in by_key(public_versions(), _AT_ONCE):
        current = set(current_versions().filter(pk__in=[each.pk for each in some]).values_list("pk", flat=True))
        yield from (Signed(each, report_signed(each), each.pk in current) for each in some)


def _columns() -> tuple[Column, ...]:
    """Give the columns that say which report a row is of."""
    return (
        Column("agency", _("机关编号"), INTEGER, lambda each: each.version.filing.agency_id, "Filing.agency",
               required=True),
        Column("agency_name", _("机关"), TEXT, lambda each: each.version.filing.agency.name, "Agency.name",
               required=True),
        Column("year", _("年度"), INTEGER, lambda each: each.version.filing.year, "Filing.year", required=True),
        Column("scope", _("范围"), TEXT, lambda each: each.version.filing.get_scope_display(), "Filing.scope",
               required=True, values=[each.label for each in Scope],
               about=_("单位是机关自己的；本级、本行政区域是政府汇总的。相加时不要把几种混在一起。")),
        Column("number", _("版次"), INTEGER, lambda each: each.version.number, "Version.number", required=True),
        Column("current", _("现行版本"), TRUTH, lambda each: each.current, "Version", required=True,
               about=_("修改后重新公布的，只有最后一版为真；统计时取它。")),
    )  # fmt: skip


_OF = _columns()
_KEY = ("agency", "year", "scope", "number")
_ARTICLE = "条例第50条"
_WORDS = (_("年度报告"), _("政府信息公开工作年度报告"))

REPORTS = Dataset(
    "reports",
    _("年度报告"),
    _("已公布的政府信息公开工作年度报告，每一版一行；修改前的版本也在。"),
    (
        *_OF,
        Column("title", _("标题"), TEXT, lambda each: each.report.title, "Version.report"),
        Column(
            "edition", _("年报格式"), TEXT, lambda each: each.report.edition.id, "Version.report", required=True,
            about=_("按国务院办公厅哪一年的格式编制；表的行、列随它。"),
        ),
        Column(
            "published_at", _("公布时间"), MOMENT, lambda each: each.version.published_at, "Version.published_at",
            article="条例第49条", required=True,
        ),
        Column("note", _("修改说明"), TEXT, lambda each: each.version.note, "Version.note"),
        Column(
            "sha256", _("SHA-256 校验值"), TEXT, lambda each: each.version.digest, "Version.digest", required=True,
            about=_("报告的 JSON 文件的校验值。"),
        ),
        Column(
            "json", _("报告的 JSON"), TEXT, lambda each: f"{settings.SITE_URL}{file_of(each.version, 'json')}",
            "portal:report-file", required=True, about=_("整份报告，格式见 report 的 JSON Schema。"),
        ),
        Column(
            "url", _("永久网址"), TEXT, lambda each: f"{settings.SITE_URL}{address_of_version(each.version)}",
            "portal:report", required=True,
        ),
    ),
    _versions,
    _KEY,
    article="条例第49条",
    keywords=_WORDS,
)  # fmt: skip


class Cell(NamedTuple):
    """A cell of a table of a report."""

    version: Version
    current: bool
    table: Table
    row: Line
    column: Heading
    figure: Figure


def _cells() -> Iterator[Cell]:
    for version, report, current in _versions():
        for table in report.tables.values():
            for row, column, figure in table.cells():
                if figure is not None:
                    yield Cell(version, current, table, row, column, figure)


def _number(figure: Figure) -> Any:
    """Give a number as JSON and Parquet hold one; `digits` has it exactly."""
    value = figure.value
    return value if value is None or isinstance(value, int) else float(value)


def _unit(each: Cell) -> Any:
    if each.column.kind == "money":
        return each.figure.unit or each.column.unit
    return each.figure.unit or each.column.unit or _("件")


FIGURES = Dataset(
    "report-figures",
    _("年度报告的数字"),
    _("已公布的年度报告三张表的每个格一行。空白不是零：没有填的，数为空，标记写着怎样空着。"),
    (
        *_OF,
        Column("table", _("表代码"), TEXT, lambda each: each.table.spec.id, "Version.report", required=True),
        Column("table_label", _("表"), TEXT, lambda each: each.table.spec.label, "Version.report", required=True),
        Column("row", _("行代码"), TEXT, lambda each: each.row.id, "Version.report", required=True),
        Column(
            "row_label", _("行"), TEXT, lambda each: "".join((*each.row.groups, each.row.label)), "Version.report",
            required=True,
        ),
        Column("column", _("列代码"), TEXT, lambda each: each.column.id, "Version.report", required=True),
        Column(
            "column_label", _("列"), TEXT, lambda each: f"{each.column.group}{each.column.label}", "Version.report",
            required=True,
        ),
        Column("value", _("数"), NUMBER, lambda each: _number(each.figure), "Version.report"),
        Column(
            "digits", _("数（逐位）"), TEXT,
            lambda each: None if each.figure.value is None else digits(each.figure.value), "Version.report",
            about=_("与“数”相同，小数一位不差；金额请取它。"),
        ),
        Column(
            "mark", _("标记"), TEXT, lambda each: each.figure.mark and each.figure.mark.value, "Version.report",
            about=_("格里没有数时写着什么。"),
        ),
        Column("written", _("原文"), TEXT, lambda each: each.figure.written, "Version.report"),
        Column("unit", _("单位"), TEXT, _unit, "Version.report", about=_("件数为件；金额按报告写明的。")),
    ),
    _cells,
    (*_KEY, "table", "row", "column"),
    article=_ARTICLE,
    keywords=_WORDS,
)  # fmt: skip


class Passage(NamedTuple):
    """A paragraph of a report: in which part, the how manieth there, its words."""

    version: Version
    current: bool
    part: str
    heading: str
    place: int
    text: str


def _passages() -> Iterator[Passage]:
    for version, report, current in _versions():
        parts = [
            ("preamble", "", report.preamble),
            *((each.spec.id, each.heading, each.paragraphs) for each in report.parts),
            ("closing", "", report.closing),
        ]
        place = 0
        for part, heading, paragraphs in parts:
            for paragraph in paragraphs:
                place += 1
                yield Passage(version, current, part, heading, place, paragraph.text)


PASSAGES = Dataset(
    "report-texts",
    _("年度报告的文字"),
    _("已公布的年度报告的文字部分，每段一行。"),
    (
        *_OF,
        Column("place", _("段次"), INTEGER, lambda each: each.place, "Version.report", required=True),
        Column("part", _("部分代码"), TEXT, lambda each: each.part, "Version.report", required=True),
        Column("heading", _("部分的标题"), TEXT, lambda each: each.heading, "Version.report"),
        Column("text", _("文字"), TEXT, lambda each: each.text, "Version.report", required=True),
    ),
    _passages,
    (*_KEY, "place"),
    article=_ARTICLE,
    keywords=_WORDS,
)


class Found(NamedTuple):
    """What a check finds in a report."""

    version: Version
    current: bool
    place: int
    finding: Finding


def _findings() -> Iterator[Found]:
    for version, report, current in _versions():
        for place, finding in enumerate(check(report), start=1):
            yield Found(version, current, place, finding)


FINDINGS = Dataset(
    "report-findings",
    _("年度报告的核对结果"),
    _("本系统按年报格式的勾稽关系核对已公布的年度报告，查出的问题每处一行；由程序得出，不是对机关的评价。"),
    (
        *_OF,
        Column("place", _("序号"), INTEGER, lambda each: each.place, "gongkai.report.checks", required=True),
        Column("code", _("问题代码"), TEXT, lambda each: each.finding.code, "gongkai.report.checks", required=True),
        Column(
            "severity", _("轻重"), TEXT, lambda each: said(each.finding.severity.label), "gongkai.report.checks",
            required=True, values=[str(each.label) for each in Severity],
        ),
        Column(
            "message", _("问题"), TEXT, lambda each: said(each.finding.message), "gongkai.report.checks",
            required=True,
        ),
        Column(
            "hint", _("怎样处理"), TEXT, lambda each: each.finding.hint and said(each.finding.hint),
            "gongkai.report.checks",
        ),
        Column("article", _("依据"), TEXT, lambda each: each.finding.citation, "gongkai.report.checks"),
        Column("where", _("位置"), TEXT, lambda each: each.finding.place and str(each.finding.place), "Version.report"),
    ),
    _findings,
    (*_KEY, "place"),
    keywords=_WORDS,
)  # fmt: skip
