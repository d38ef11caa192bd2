"""Annual reports for officers' systems: how they stand, what was signed as a file, handing up what was signed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop as _
from ninja import Field, Path, Query, Router, Schema, Status

from gongkai.agencies.models import Agency
from gongkai.api.answers import gives, takes
from gongkai.api.cursors import Page, Paging, by_key
from gongkai.api.desk.headers import FILE, ONCE
from gongkai.api.desk.sight import LARGEST_KEY, AgencyOut, Key, filing_in_sight, filings_in_sight
from gongkai.api.scoped import Scoped
from gongkai.api.tokens.recognising import holder_of
from gongkai.filings import rules as filings
from gongkai.filings.exporting import download
from gongkai.filings.models import Filing, Submission, Version
from gongkai.filings.publishing.files import content_of, content_type_of, name_of
from gongkai.filings.submitting import rules, selectors, services
from gongkai.ui.sight import require

router = Router()

Number = Annotated[int, Path(ge=1, le=10_000, description=_("版次。"))]
Form = Annotated[Literal["docx", "pdf", "xlsx", "json"], Path(description=_("格式；json 是签发的内容。"))]


class FilingOut(Schema):
    """An annual report as it is compiled."""

    id: int = Field(description=_("年度报告的编号。"))
    agency: AgencyOut = Field(description=_("哪个机关的。"))
    year: int = Field(description=_("哪个年度的。"))
    scope: str = Field(description=_("unit 本单位，level 本级，region 本行政区域。"))
    stage: str = Field(description=_("compiling、frozen、reviewing、signed、published。"))

    @classmethod
    def of(cls, filing: Filing) -> FilingOut:
        """Give an annual report."""
        return cls(
            id=filing.pk, agency=AgencyOut.of(filing.agency), year=filing.year, scope=filing.scope, stage=filing.stage
        )  # fmt: skip


class VersionOut(Schema):
    """A version of a report that was signed."""

    number: int = Field(description=_("版次。"))
    digest: str = Field(description=_("签发内容（JSON）的 SHA-256。"))
    signed_at: datetime = Field(description=_("签发时间。"))
    published_at: datetime | None = Field(description=_("公布时间；没有公布的为空。"))


class SubmissionOut(Schema):
    """A version that was handed up, with its receipt and what became of it."""

    receipt: str = Field(description=_("回执号。"))
    collector: AgencyOut = Field(description=_("汇总机关。"))
    version: int = Field(description=_("报送的是哪一版。"))
    state: str = Field(description=_("submitted、returned、accepted。"))
    at: datetime = Field(description=_("报送时间。"))
    reason: str = Field(description=_("退回的理由。"))

    @classmethod
    def of(cls, row: Submission) -> SubmissionOut:
        """Give what was handed up."""
        return cls(
            receipt=row.receipt,
            collector=AgencyOut.of(row.collector),
            version=row.version_signed.number,
            state=row.state,
            at=row.at,
            reason=row.reason,
        )


class FilingDetail(Schema):
    """An annual report with what was signed of it and where that was handed up."""

    filing: FilingOut = Field(description=_("年度报告。"))
    versions: list[VersionOut] = Field(description=_("签发的各版，新的在前。"))
    submissions: list[SubmissionOut] = Field(description=_("报送的情况。"))
    collectors: list[AgencyOut] = Field(description=_("列有本机关的填报名单属于哪些机关，可以向其报送。"))


class FilingsAsked(Paging):
    """Which reports are wanted."""

    agency: int | None = Field(None, ge=1, le=LARGEST_KEY, description=_("哪个机关的；不填的，令牌看得到的全部。"))
    year: int | None = Field(None, ge=2008, le=9999, description=_("哪个年度的。"))


@router.get(
    "/desk/filings",
    response=gives(Page[FilingOut], 403),
    auth=Scoped("filings:read"),
    url_name="desk-filings",
    operation_id="listFilings",
    summary=_("本机关和下级机关的年度报告"),
)
def listed(request: HttpRequest, asked: Query[FilingsAsked]) -> Page[FilingOut]:
    """Give the reports in sight, those begun first coming first."""
    rows = filings_in_sight(holder_of(request))
    if asked.agency is not None:
        rows = rows.filter(agency=asked.agency)
    if asked.year is not None:
        rows = rows.filter(year=asked.year)
    found = by_key(rows, asked)
    return Page[FilingOut](data=[FilingOut.of(each) for each in found.rows], next=found.next)


@router.get(
    "/desk/filings/{key}",
    response=gives(FilingDetail, 403, 404),
    auth=Scoped("filings:read"),
    url_name="desk-filing",
    operation_id="getFiling",
    summary=_("一份年度报告：签发的各版、报送情况"),
)
def one(request: HttpRequest, key: Key) -> FilingDetail:
    """Give a report, its signed versions and where they were handed up."""
    filing = filing_in_sight(holder_of(request), key)
    handed = Submission.objects.filter(version_signed__filing=filing).select_related("version_signed", "collector")
    plain = ("number", "digest", "signed_at", "published_at")
    return FilingDetail(
        filing=FilingOut.of(filing),
        versions=[VersionOut(**{name: getattr(each, name) for name in plain}) for each in filing.versions.all()],
        submissions=[SubmissionOut.of(each) for each in handed],
        collectors=[AgencyOut.of(each.collector) for each in selectors.lists_of(filing)],
    )


@router.get(
    "/desk/filings/{key}/versions/{number}/{form}",
    response=gives(None, 403, 404),
    auth=Scoped("filings:read"),
    url_name="desk-filing-file",
    operation_id="downloadFiling",
    summary=_("下载签发的一版"),
    openapi_extra=FILE,
)
def file(
    request: HttpRequest, key: Key, number: Number, form: Form
) -> HttpResponse:  # fmt: skip
    """Give a version as it was signed, as a file; the JSON is what was signed to the byte."""
    filing = filing_in_sight(holder_of(request), key)
    version: Version = get_object_or_404(filing.versions, number=number)
    return download(content_of(version, form), content_type_of(form), name_of(version, form))


class SubmissionIn(Schema):
    """What is handed up, to whom."""

    version: int = Field(ge=1, le=10_000, description=_("报送签发的哪一版；须是最新的一版。"))
    collector: int = Field(ge=1, le=LARGEST_KEY, description=_("汇总机关的编号。"))


@router.post(
    "/desk/filings/{key}/submissions",
    response=takes(SubmissionOut, 403, 404, 409, status=201),
    auth=Scoped("filings:submit"),
    url_name="desk-submit-filing",
    operation_id="submitFiling",
    summary=_("报送年度报告"),
    openapi_extra=ONCE,
)
def submit(request: HttpRequest, key: Key, body: SubmissionIn) -> Status[SubmissionOut]:
    """Hand up the version that was signed last; give the receipt."""
    holder = holder_of(request)
    filing = filing_in_sight(holder, key)
    require(rules.may_submit(holder.officer, filing, holder.on))
    version: Version = get_object_or_404(filing.versions, number=body.version)
    among = Agency.objects.filter(pk__in=selectors.lists_of(filing).values("collector"))
    collector: Agency = get_object_or_404(among, pk=body.collector)
    made = services.submit(version, collector, by=holder.acting(filing.agency, filings.COMPILING))
    return Status(201, SubmissionOut.of(made))
