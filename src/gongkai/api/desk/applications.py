"""Applications for officers' systems: registering what came in, how cases stand, who applied, for a reason."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema, Status
from pydantic import AfterValidator
from pydantic_core import PydanticKnownError

from gongkai.agencies.reading import look_at
from gongkai.api.answers import gives, takes
from gongkai.api.cursors import Page, Paging, by_key
from gongkai.api.desk.forms import FieldOut, fields_of
from gongkai.api.desk.headers import ONCE
from gongkai.api.desk.sight import (
    LARGEST_KEY,
    AgencyOut,
    Key,
    agency_in_sight,
    case_in_sight,
    cases_in_sight,
    has_scope,
)
from gongkai.api.scoped import Scoped
from gongkai.api.tokens.recognising import Holder, holder_of
from gongkai.applications import rules, selectors, services
from gongkai.applications.deeds import DEEDS, Deed
from gongkai.applications.lifecycle import Stage
from gongkai.applications.models import Applicant, Application, Identity, Means, Obtaining
from gongkai.applications.models.case import LONGEST_DESCRIPTION
from gongkai.applications.timing import clock_of
from gongkai.law.applicants import KIND_BY_CODE
from gongkai.law.channels import Channel
from gongkai.ui.language import said
from gongkai.ui.sight import require

router = Router()

DECIDING = frozenset({"pass", "send-back", "extend", "decide"})
"""The acts by which a reply is passed, an extension consented to, a decision made: of a scope of their own."""


def scope_of(deed: Deed) -> str:
    """Give the scope that an act on a case is in."""
    return "applications:decide" if deed.name in DECIDING else "applications:act"


def _of_the_format(code: str) -> str:
    """Give the code of a kind of applicant as it is; raise PydanticKnownError for one there is not."""
    if code not in KIND_BY_CODE:
        raise PydanticKnownError("literal_error", {"expected": ", ".join(KIND_BY_CODE)})
    return code


class ApplicantIn(Schema):
    """Who applies (条例第29条第2款第1项)."""

    kind: Annotated[str, AfterValidator(_of_the_format)] = Field(
        description=_("申请人类型，如 NATURAL、COMMERCIAL。"),
        examples=["NATURAL"],
        json_schema_extra={"enum": list(KIND_BY_CODE)},
    )
    name: str = Field(min_length=1, max_length=100, description=_("姓名或者名称。"), examples=["王小明"])
    identity_kind: Identity = Field(Identity.RESIDENT, description=_("身份证明的种类。"))
    identity: str = Field(min_length=1, max_length=40, description=_("证件号码。"), examples=["11010519491231002X"])
    representative: str = Field("", max_length=100, description=_("法定代表人或者经办人。"))
    phone: str = Field(
        "", max_length=40, description=_("电话、电子邮箱、通信地址至少填一种。"), examples=["13812345678"]
    )
    email: str = Field("", max_length=100, description=_("电子邮箱。"))
    address: str = Field("", max_length=200, description=_("通信地址。"))
    postcode: str = Field("", pattern=r"^(\d{6})?$", description=_("邮政编码。"))


class RegisterIn(Schema):
    """An application that came in, as it is registered."""

    agency: int | None = Field(None, ge=1, le=LARGEST_KEY, description=_("受理机关的编号；不填的，是令牌所属的机关。"))
    channel: Channel = Field(description=_("提交渠道。"))
    arrived_on: date = Field(description=_("提交、签收或者到达的日期。"), examples=["2026-03-02"])
    applicants: list[ApplicantIn] = Field(min_length=1, max_length=50, description=_("申请人；联名的，牵头的在前。"))
    description: str = Field(min_length=1, max_length=LONGEST_DESCRIPTION, description=_("所需信息的描述。"))
    written_by: str = Field("", max_length=60, description=_("口头提出的，由谁代填。"))
    obtaining: Obtaining = Field(Obtaining.POST, description=_("获取方式。"))
    means: Means = Field(Means.PAPER, description=_("载体形式。"))
    needs_help: bool = Field(False, description=_("有阅读困难或者视听障碍，需要帮助（条例第43条）。"))


class Named(Schema):
    """Another case, by its number."""

    id: int = Field(description=_("申请的编号。"))
    number: str = Field(description=_("登记号。"))


class Registered(Schema):
    """What came of registering: the number and the query code for the applicant's receipt."""

    id: int = Field(description=_("申请的编号，办理时用在网址里。"))
    number: str = Field(description=_("登记号。"))
    code: str = Field(description=_("查询码，只交给申请人；以后不再给出。"))
    received_on: date | None = Field(description=_("收到申请之日；要与申请人确认的渠道，确认前为空（条例第31条）。"))
    due_on: date | None = Field(description=_("答复期限。"))
    alike: list[Named] = Field(description=_("同一申请人近半年内容相同、相近的申请，请核对是不是重复提交。"))


class CaseOut(Schema):
    """A case: how it stands. Who applied and for what is not in it."""

    id: int = Field(description=_("申请的编号。"))
    number: str = Field(description=_("登记号。"))
    agency: AgencyOut = Field(description=_("受理机关。"))
    channel: str = Field(description=_("提交渠道。"))
    kind: str = Field(description=_("申请人类型。"))
    arrived_on: date = Field(description=_("到达日期。"))
    received_on: date | None = Field(description=_("收到申请之日；确认前为空。"))
    stage: str = Field(description=_("环节：open、reviewing、approved、decided、closed、archived。"))
    state: str = Field(description=_("期限的状态。"))
    due_on: date | None = Field(description=_("答复期限。"))
    provisional: bool = Field(description=_("期限跨入放假安排还没有公布的年份，暂定。"))
    running: bool = Field(description=_("期限现在在计算。"))
    closed_on: date | None = Field(description=_("办结日期。"))
    late: bool = Field(description=_("逾期答复。"))
    outcome: str = Field(description=_("处理结果的代码；没有办结的为空。"))
    office: str = Field(description=_("承办科室。"))
    handler: str = Field(description=_("经办人。"))
    version: int = Field(description=_("每办理一次加一；办理时在 If-Match 里给出。"))

    @classmethod
    def of(cls, case: Application, **more: Any) -> Any:
        """Give a case."""
        plain = (
            "number", "channel", "kind", "arrived_on", "received_on", "stage", "state", "due_on", "provisional",
            "running", "closed_on", "late", "outcome", "version",
        )  # fmt: skip
        return cls(
            id=case.pk,
            agency=AgencyOut.of(case.agency),
            office=str(case.office or ""),
            handler=str(case.handler or ""),
            **{name: getattr(case, name) for name in plain},
            **more,
        )


class ActOut(Schema):
    """Something that may be done with a case, or why it cannot be done now."""

    name: str = Field(description=_("事项的名称，办理时用在网址里。"))
    label: str = Field(description=_("事项，供人看。"))
    note: str = Field(description=_("办理时要知道的。"))
    scope: str = Field(description=_("令牌要有的权限。"))
    allowed: bool = Field(description=_("现在能不能办。"))
    refusal: str | None = Field(description=_("现在不能办的理由和依据。"))
    fields: list[FieldOut] = Field(description=_("办理时要填的；现在不能办的为空。"))


class CaseDetail(CaseOut):
    """A case with what may be done with it."""

    acts: list[ActOut] = Field(description=_("令牌的权限之内可以办的事项。"))


class CasesAsked(Paging):
    """Which cases are wanted."""

    agency: int | None = Field(None, ge=1, le=LARGEST_KEY, description=_("哪个机关的；不填的，令牌看得到的全部。"))
    stage: Stage | None = Field(None, description=_("处于哪个环节。"))
    closed: bool | None = Field(None, description=_("是否办结。"))
    due_until: date | None = Field(None, description=_("答复期限到这一天为止的，没有办结的。"))


@router.post(
    "/desk/applications",
    response=takes(Registered, 403, 404, 409, status=201),
    auth=Scoped("applications:register"),
    url_name="desk-applications",
    operation_id="registerApplication",
    summary=_("登记收到的申请"),
    openapi_extra=ONCE,
)
def register(request: HttpRequest, body: RegisterIn) -> Status[Registered]:
    """Register an application that came to an agency by whatever channel. Send an Idempotency-Key along."""
    holder = holder_of(request)
    agency = agency_in_sight(holder, body.agency)
    require(rules.may_register(holder.officer, agency, holder.on))
    lead = body.applicants[0]
    alike = selectors.alike_lately(agency, lead.identity, body.description, holder.on)
    made = services.register(
        agency,
        channel=body.channel,
        arrived_on=body.arrived_on,
        applicants=[services.NewApplicant(**each.dict()) for each in body.applicants],
        description=body.description,
        written_by=body.written_by,
        by=holder.acting(agency, rules.HANDLING),
        **{name: getattr(body, name) for name in services.WISHES},
    )
    holder.footing.application = made
    told = Registered(
        id=made.pk,
        number=made.number,
        code=made.code,
        received_on=made.received_on,
        due_on=made.due_on,
        alike=[Named(id=each.pk, number=each.number) for each in alike],
    )
    return Status(201, told)


@router.get(
    "/desk/applications",
    response=gives(Page[CaseOut], 403),
    auth=Scoped("applications:read"),
    url_name="desk-applications",
    operation_id="listCases",
    summary=_("本机关和下级机关的申请"),
)
def cases(request: HttpRequest, asked: Query[CasesAsked]) -> Page[CaseOut]:
    """Give the cases in sight, those registered first coming first."""
    rows = cases_in_sight(holder_of(request))
    if asked.agency is not None:
        rows = rows.filter(agency=asked.agency)
    if asked.stage is not None:
        rows = rows.filter(stage=asked.stage)
    if asked.closed is not None:
        rows = rows.filter(closed_on__isnull=not asked.closed)
    if asked.due_until is not None:
        rows = rows.filter(closed_on__isnull=True, due_on__lte=asked.due_until)
    found = by_key(rows, asked)
    return Page[CaseOut](data=[CaseOut.of(each) for each in found.rows], next=found.next)


@router.get(
    "/desk/applications/{key}",
    response=gives(CaseDetail, 403, 404),
    auth=Scoped("applications:read"),
    url_name="desk-application",
    operation_id="getCase",
    summary=_("一件申请和可以办的事项"),
)
def case(request: HttpRequest, response: HttpResponse, key: Key) -> CaseDetail:
    """Give a case, its version as ETag, and what may be done with it now."""
    return detail(request, response, case_in_sight(holder_of(request), key))


def tag_of(row: Any) -> str:
    """Give the tag of a row that has versions."""
    return f'"v{row.version}"'


def detail(request: HttpRequest, response: HttpResponse, application: Application) -> CaseDetail:
    """Give a case with its acts; the answer says which version it is, and is kept nowhere."""
    response["ETag"] = tag_of(application)
    holder_of(request).footing.application = application
    if request.method == "GET":
        response["Cache-Control"] = "no-store"  # what can be done changes with the day, and without an act
    found: CaseDetail = CaseDetail.of(application, acts=acts_of(request, application))
    return found


def acts_of(request: HttpRequest, application: Application) -> list[ActOut]:
    """Give the acts that the token's maker may do and its scopes cover, and of each whether it can be done now."""
    holder = holder_of(request)
    if not has_scope(request, "applications:act", "applications:decide"):
        return []
    clock = clock_of(application, holder.on)
    return [
        _act(holder, application, deed, deed.refusal(application, clock, holder.on))
        for deed in DEEDS
        if has_scope(request, scope_of(deed)) and deed.may(holder.officer, application, holder.on)
    ]


def _act(holder: Holder, application: Application, deed: Deed, refused: Any) -> ActOut:
    form = None if refused else deed.form(application=application, officer=holder.officer)
    return ActOut(
        name=deed.name,
        label=str(deed.words),
        note=str(deed.note),
        scope=scope_of(deed),
        allowed=refused is None,
        refusal=said(refused) if refused else None,
        fields=fields_of(form) if form else [],
    )


class ReasonIn(Schema):
    """Why personal data is looked at."""

    reason: str = Field(
        min_length=1, max_length=100, pattern=r"\S", description=_("查看的事由，记入留痕。"), examples=["寄送答复书"]
    )


class ApplicantOut(ApplicantIn):
    """Who applies, in clear."""


class PersonalOut(Schema):
    """Who applied, and for what."""

    applicants: list[ApplicantOut] = Field(description=_("申请人；联名的，牵头的在前。"))
    description: str = Field(description=_("所需信息的描述。"))


@router.post(
    "/desk/applications/{key}/personal",
    response=takes(PersonalOut, 403, 404),
    auth=Scoped("applications:personal"),
    url_name="desk-application-personal",
    operation_id="readApplicants",
    summary=_("查看申请人的信息和申请内容"),
)
def personal(request: HttpRequest, response: HttpResponse, key: Key, body: ReasonIn) -> PersonalOut:
    """Give who applied and for what, once it is recorded who looks at it, by which token, and why."""
    holder = holder_of(request)
    application = case_in_sight(holder, key)
    require(rules.may_read_personal(holder.officer, application, holder.on))
    people = list(Applicant.objects.filter(application=application))
    rows = [(application, ("description",)), *((person, Applicant.journaled_personal) for person in people)]
    look_at(rows, body.reason.strip(), by=holder.acting(application.agency, rules.HANDLING))
    response["Cache-Control"] = "no-store"
    return PersonalOut(
        applicants=[
            ApplicantOut.model_construct(**{name: getattr(each, name) for name in ApplicantIn.model_fields})
            for each in people
        ],
        description=application.description,
    )
