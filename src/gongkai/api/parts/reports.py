"""Annual reports (政府信息公开年报): those that were published, each version as it was signed; figures and findings.

Findings are what the checks of the law find in the published report itself: everybody can find the same with
`gongkai report check`. What was thought of them before it was signed is not public and not here.
"""

from __future__ import annotations

from typing import Any, Literal

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Field, Path, Query, Router, Schema

from gongkai.api.answers import gives
from gongkai.api.cursors import Page, Paging, newest_first
from gongkai.api.parts.naming import LARGEST, AgencyName, agency_asked, agency_name, moment
from gongkai.filings.models import Scope, Version
from gongkai.filings.publishing import files
from gongkai.filings.publishing.selectors import (
    address_of,
    address_of_version,
    current_versions,
    file_of,
    title_of,
    versions_of,
)
from gongkai.filings.signing.selectors import report_signed
from gongkai.report.checks import check
from gongkai.report.figures import digits, number_of
from gongkai.ui.language import said

router = Router()

FIRST, LAST = 2008, 9999
"""The years that there can be a report on (条例 has been in force since 2008)."""


class AskedReports(Paging):
    """What a list of reports is asked by."""

    agency: int | None = Field(None, ge=1, le=LARGEST, description=_("只要这个机关的。"))
    year: int | None = Field(None, ge=FIRST, le=LAST, description=_("只要这一年度的。"))
    scope: Literal["", "unit", "level", "region"] = Field(
        "", description=_("只要这种范围的：unit 单位、level 本级汇总、region 本行政区域汇总。")
    )


class ReportPlace(Schema):
    """Which version of a report is asked for."""

    agency: int = Field(ge=1, le=LARGEST, description=_("机关的编号。"))
    year: int = Field(ge=FIRST, le=LAST, description=_("年度。"))
    scope: Literal["unit", "level", "region"] = Field(
        description=_("范围：unit 单位、level 本级汇总、region 本行政区域汇总。")
    )


class ReportNumbered(ReportPlace):
    """Which version of which report."""

    number: int = Field(ge=1, le=32767, description=_("版次。"))


class ReportLine(Schema):
    """A report as lists have it, by the version that is shown now."""

    title: str = Field(description=_("标题。"))
    agency: AgencyName = Field(description=_("机关。"))
    year: int = Field(description=_("年度。"))
    scope: str = Field(description=_("范围：unit 单位、level 本级汇总、region 本行政区域汇总。"))
    number: int = Field(description=_("版次。公布后修改过的，版次大于1。"))
    published_at: str = Field(description=_("这一版公布的时刻。"))
    url: str = Field(description=_("门户上的永久网址，总是最新的一版。"))


class ReportVersion(Schema):
    """A version of a report that was published."""

    number: int = Field(description=_("版次。"))
    published_at: str = Field(description=_("公布的时刻。"))
    note: str = Field(description=_("与前一版相比修改了什么；第一版为空。"))
    url: str = Field(description=_("门户上这一版的永久网址。"))


class Report(ReportLine):
    """A version of a report with where it is had, and the other versions."""

    signed_at: str = Field(description=_("签发的时刻。"))
    note: str = Field(description=_("与前一版相比修改了什么；第一版为空。"))
    digest: str = Field(description=_("签发的报告的 SHA-256，十六进制。"))
    version_url: str = Field(description=_("门户上这一版的永久网址。"))
    is_current: bool = Field(description=_("是不是现在公开的一版。"))
    files: dict[str, str] = Field(
        description=_("各种格式（docx、pdf、xlsx、json）的文件的网址。签发的就是 JSON，校验值是它的。")
    )
    versions: list[ReportVersion] = Field(description=_("公布过的各版，新的在前。"))


class ReportCell(Schema):
    """A cell of a table of a report."""

    table: str = Field(description=_("表：proactive 表二、applications 表三、remedies 表四。"))
    row: str = Field(description=_("行的代码。"))
    column: str = Field(description=_("列的代码。"))
    row_label: str = Field(description=_("行的名称，与格式的用语相同。"))
    column_label: str = Field(description=_("列的名称，与格式的用语相同。"))
    value: str | None = Field(description=_("数字，写成文字以免失去精度；空白的为 null，不是0。"))


class ReportFigures(Schema):
    """The figures of a version."""

    edition: str = Field(description=_("格式是哪一版。"), examples=["2021"])
    data: list[ReportCell] = Field(description=_("三张表的各格，按格式的次序。"))


class ReportFinding(Schema):
    """What a check finds in a published report."""

    code: str = Field(description=_("检查的代码，意思永远不变。"), examples=["applications-balance"])
    severity: str = Field(description=_("轻重：error 错误、warning 警告、notice 提示。"))
    message: str = Field(description=_("发现了什么。"))
    hint: str | None = Field(description=_("怎么办。"))
    citation: str | None = Field(description=_("依据的条款。"))
    place: str = Field(description=_("在报告的哪里；不在一处的为空。"))


class ReportFindings(Schema):
    """What the checks find in a version, the gravest first."""

    data: list[ReportFinding] = Field(description=_("发现的问题，重的在前；没有的为空。"))


@router.get(
    "reports",
    response=gives(Page[ReportLine], 404),
    url_name="reports",
    operation_id="reports",
    summary=_("年度报告"),
    description=_("已经公布的年度报告，各为现在公开的一版，后公布的在前。"),
)
def reports(request: HttpRequest, asked: Query[AskedReports]) -> dict[str, Any]:
    """List the reports that are public, what was published last first."""
    rows = current_versions(agency_asked(asked.agency))
    if asked.year is not None:
        rows = rows.filter(filing__year=asked.year)
    if asked.scope:
        rows = rows.filter(filing__scope=asked.scope)
    part = newest_first(rows, "published_at", asked)
    return {"data": [ReportLine(**_line(each)) for each in part.rows], "next": part.next}


@router.get(
    "reports/{agency}/{year}/{scope}",
    response=gives(Report, 404),
    url_name="report",
    operation_id="report",
    summary=_("一份年度报告"),
    description=_("现在公开的一版，和公布过的各版。"),
)
def report(request: HttpRequest, place: Path[ReportPlace]) -> Report:
    """Give a report by the version that is shown now."""
    return _report(*_found(place, None))


@router.get(
    "reports/{agency}/{year}/{scope}/versions/{number}",
    response=gives(Report, 404),
    url_name="report-version",
    operation_id="reportVersion",
    summary=_("年度报告的一版"),
)
def version(request: HttpRequest, place: Path[ReportNumbered]) -> Report:
    """Give a version that was published, also when a newer one is shown."""
    return _report(*_found(place, place.number))


@router.get(
    "reports/{agency}/{year}/{scope}/versions/{number}/figures",
    response=gives(ReportFigures, 404),
    url_name="report-figures",
    operation_id="reportFigures",
    summary=_("一版年度报告的数字"),
)
def figures(request: HttpRequest, place: Path[ReportNumbered]) -> ReportFigures:
    """Give the figures of a version as it was signed."""
    signed = report_signed(_found(place, place.number)[1])
    cells = []
    for spec in signed.edition.tables:
        table = signed.table(spec.id)
        for row, column, figure in table.cells() if table else ():
            number = number_of(figure)
            cells.append(
                ReportCell(
                    table=spec.id,
                    row=row.id,
                    column=column.id,
                    row_label=row.label,
                    column_label=column.label,
                    value=None if number is None else digits(number),
                )
            )
    return ReportFigures(edition=signed.edition.id, data=cells)


@router.get(
    "reports/{agency}/{year}/{scope}/versions/{number}/findings",
    response=gives(ReportFindings, 404),
    url_name="report-findings",
    operation_id="reportFindings",
    summary=_("检查一版年度报告"),
    description=_("用 gongkai report check 检查公布的这一版，勾稽关系等有什么问题；结果与自己检查的相同。"),
)
def findings(request: HttpRequest, place: Path[ReportNumbered]) -> ReportFindings:
    """Check a version as it was published."""
    found = check(report_signed(_found(place, place.number)[1]))
    return ReportFindings(
        data=[
            ReportFinding(
                code=each.code,
                severity=each.severity.name.lower(),
                message=said(each.message),
                hint=said(each.hint) if each.hint else None,
                citation=str(each.citation) if each.citation else None,
                place=said(each.place) if each.place else "",
            )
            for each in found
        ]
    )


def _found(place: ReportPlace, number: int | None) -> tuple[list[Version], Version]:
    """Give the published versions of a report and the one asked for, the newest without a number; or Http404."""
    versions = versions_of(place.agency, place.year, Scope(place.scope))
    wanted = next((each for each in versions if number in (None, each.number)), None)
    if wanted is None:
        raise Http404
    return versions, wanted


def _line(version: Version) -> dict[str, Any]:
    filing = version.filing
    assert version.published_at is not None
    return {
        "title": title_of(version),
        "agency": agency_name(filing.agency),
        "year": filing.year,
        "scope": filing.scope,
        "number": version.number,
        "published_at": moment(version.published_at),
        "url": settings.SITE_URL + address_of(filing),
    }


def _report(versions: list[Version], version: Version) -> Report:
    return Report(
        **_line(version),
        signed_at=moment(version.signed_at),
        note=version.note,
        digest=version.digest,
        version_url=settings.SITE_URL + address_of_version(version),
        is_current=version == versions[0],
        files={form: settings.SITE_URL + file_of(version, form) for form in files.GIVEN_OUT},
        versions=[
            ReportVersion(
                number=each.number,
                published_at=moment(each.published_at),
                note=each.note,
                url=settings.SITE_URL + address_of_version(each),
            )
            for each in versions
            if each.published_at is not None
        ],
    )
