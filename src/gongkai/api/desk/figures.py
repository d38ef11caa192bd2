"""Figures for officers' systems: each cell of a year as counted now, and table II entered where no item tells."""

from __future__ import annotations

import re
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Field, Router, Schema

from gongkai.api.answers import gives, takes
from gongkai.api.desk.headers import ON_A_VERSION
from gongkai.api.desk.sight import AgencyOut, Key, Year, agency_in_sight
from gongkai.api.door import require_unchanged
from gongkai.api.errors import place, wrong
from gongkai.api.scoped import Scoped
from gongkai.api.tokens.recognising import Holder, holder_of
from gongkai.disclosure import rules, services
from gongkai.disclosure.services.entering import newest_of
from gongkai.filings.computing import compute
from gongkai.law.message import Message
from gongkai.report.edition import Edition, edition_for
from gongkai.ui.language import said
from gongkai.ui.sight import require

router = Router()

_NUMBER = re.compile(r"-?\d{1,13}(\.\d{1,4})?", re.ASCII)


class FigureOut(Schema):
    """A figure: where it stands, what it is, where it comes from. A blank is no zero."""

    table: str = Field(description=_("哪张表。"))
    row: str = Field(description=_("哪一行。"))
    column: str = Field(description=_("哪一列。"))
    number: str | None = Field(description=_("数字，按原样写，如“12”“3.5”；空白不是零。"))
    source: str = Field(description=_("counted 为按办理记录计得，entered 为填报。"))
    missing: list[str] = Field(description=_("缺哪些机关的数字。"))


class FiguresOut(Schema):
    """The figures of an agency's year, as they stand now."""

    agency: AgencyOut = Field(description=_("哪个机关的。"))
    year: int = Field(description=_("哪个年度的。"))
    edition: str = Field(description=_("年度报告格式的版本。"))
    figures: list[FigureOut] = Field(description=_("各表的每一格。"))


class FiguresIn(Schema):
    """Figures of table II that no item tells."""

    source: str = Field(min_length=1, max_length=200, description=_("数据来源，如“省行政审批平台2025年台账”。"))
    reason: str = Field(min_length=1, max_length=300, description=_("为什么填这些数；更正的，写明为什么更正。"))
    figures: dict[str, str | int | None] = Field(
        min_length=1, max_length=200,
        description=_("按“行.列”，如 licences.decisions；null 为改回空白。行、列的名称见读取的结果。"),
    )  # fmt: skip


@router.get(
    "/desk/agencies/{key}/figures/{year}",
    response=gives(FiguresOut, 403, 404),
    auth=Scoped("figures:read"),
    url_name="desk-figures",
    operation_id="getFigures",
    summary=_("一年的数字，按现在的办理记录计算"),
)
def figures(request: HttpRequest, response: HttpResponse, key: Key, year: Year) -> FiguresOut:
    """Give every figure of tables II, III and IV of an agency's year; the ETag is of what was entered by hand."""
    return _figures(holder_of(request), response, key, year, reads=True)


@router.put(
    "/desk/agencies/{key}/figures/{year}",
    response=takes(FiguresOut, 403, 404, 409, 412, 428),
    auth=Scoped("figures:write"),
    url_name="desk-figures",
    operation_id="enterFigures",
    summary=_("填报表二的数字"),
    openapi_extra=ON_A_VERSION,
)
def enter(request: HttpRequest, response: HttpResponse, key: Key, year: Year, body: FiguresIn) -> FiguresOut:
    """Enter figures of table II, each with its source; those not named stay, and what is corrected is kept."""
    holder = holder_of(request)
    agency = agency_in_sight(holder, key)
    require(rules.may_write(holder.officer, agency, holder.on))
    _edition(holder, year)
    newest = newest_of(agency, year)
    require_unchanged(request, _tag(newest))
    services.enter_figures(
        agency, year, _read(body.figures), source=body.source, reason=body.reason, seen=newest,
        by=holder.acting(agency, rules.WRITING),
    )  # fmt: skip
    return _figures(holder, response, key, year)


def _read(given: dict[str, str | int | None]) -> dict[tuple[str, str], Decimal | None]:
    """Give figures by their places; Refused (422) names each that is none."""
    found: dict[tuple[str, str], Decimal | None] = {}
    bad = []
    for name, written in given.items():
        row, dot, column = name.partition(".")
        if not dot or not (written is None or _NUMBER.fullmatch(str(written))):
            bad.append(place("body", f"figures.{name}", "figure", said(Message("应为“行.列”和一个数字。"))))
            continue
        found[row, column] = None if written is None else Decimal(written)
    if bad:
        raise wrong(bad)
    return found


def _edition(holder: Holder, year: int) -> Edition:
    """Give the edition that a year is reported in; 404 before the first and for a year to come."""
    edition = edition_for(year) if year <= holder.on.year else None
    if edition is None:
        raise Http404
    return edition


def _tag(newest: int) -> str:
    return f'"e{newest}"'


def _figures(holder: Holder, response: HttpResponse, key: int, year: int, *, reads: bool = False) -> FiguresOut:
    agency, edition = agency_in_sight(holder, key), _edition(holder, year)
    response["ETag"] = _tag(newest_of(agency, year))
    if reads:
        response["Cache-Control"] = "no-store"  # what is counted changes with every case
    found = compute([agency], [agency], edition, year, on=holder.on)
    return FiguresOut(
        agency=AgencyOut.of(agency),
        year=year,
        edition=edition.id,
        figures=[
            FigureOut(
                table=table,
                row=row,
                column=column,
                number=None if each.number is None else str(each.number),
                source=each.source,
                missing=[agency.name for agency in each.missing],
            )
            for (table, row, column), each in found.items()
        ],
    )
