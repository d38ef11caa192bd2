"""How an application stands, as its applicant is told by the API: the same as the portal's page says."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from gongkai.api.headers import LONGEST
from gongkai.api.parts.naming import LARGEST, AgencyName, agency_name
from gongkai.applications.models import Application
from gongkai.applications.notices.gathering import letter_of, letters_served
from gongkai.applications.notices.pdf import write_pdf
from gongkai.applications.standing import Standing
from gongkai.ui.language import said


class Pairing(Schema):
    """Which application is asked for; its query code comes beside it."""

    number: str = Field(max_length=40, description=_("回执上的登记号。"), examples=["2026-00001"])


class PairingLetter(Pairing):
    """Which letter of which application."""

    key: str = Field(max_length=60, description=_("文书的名字，见进度里的 letters。"), examples=["receipt"])


class PairingFile(Pairing):
    """Which file of which application."""

    file: int = Field(ge=1, le=LARGEST, description=_("文件的编号，见进度里的 handed_in 和 given。"))


class Pair(Schema):
    """The number of an application and its query code."""

    number: str = Field(max_length=40, description=_("回执上的登记号。"), examples=["2026-00001"])
    code: str = Field(max_length=LONGEST, description=_("回执上的查询码。"), examples=["AB2C-DEF3-GHJ4"])


class CaseStep(Schema):
    """A step of how the last day was computed."""

    message: str = Field(description=_("这一步说了什么。"))
    citation: str | None = Field(description=_("依据的条款。"))


class CaseReply(Schema):
    """The reply to an application."""

    number: str = Field(description=_("文号。"))
    decided_on: date = Field(description=_("作出日期。"))
    manner: str | None = Field(description=_("送达方式；还没有送达的为 null。"))
    tracking: str = Field(description=_("邮寄的单号，没有的为空。"))


class CaseLetter(Schema):
    """A letter that was sent to the applicant."""

    key: str = Field(description=_("文书的名字，用来取 PDF。"))
    name: str = Field(description=_("文书的名称。"))


class CaseFile(Schema):
    """A file of the applicant's own, or one that went with the reply."""

    id: int = Field(description=_("文件的编号，用来取文件。"))
    name: str = Field(description=_("文件名。"))
    size: int = Field(description=_("字节数。"))


class CaseFee(Schema):
    """The processing fee that is to be paid (信息处理费)."""

    amount: str = Field(description=_("金额，元。"))
    due_on: date = Field(description=_("缴费期限；逾期未缴纳的，不再处理这件申请。"))
    how: str = Field(description=_("缴纳方式。"))


class Following(Schema):
    """How an application stands."""

    number: str = Field(description=_("登记号。"))
    agency: AgencyName = Field(description=_("受理机关。"))
    state: str = Field(description=_("状态的代码。"), examples=["awaiting_confirmation"])
    state_name: str = Field(description=_("状态的名称。"))
    description: str = Field(description=_("所需信息。"))
    arrived_on: date = Field(description=_("到达日期。"))
    received_on: date | None = Field(description=_("收到申请之日；还没有确认的为 null。"))
    due_on: date | None = Field(description=_("答复期限届满之日；还没有起算的为 null。"))
    provisional: bool = Field(description=_("期限是不是暂定：该年放假通知还没有公布。"))
    closed_on: date | None = Field(description=_("办结日期；没有办结的为 null。"))
    steps: list[CaseStep] = Field(description=_("期限是怎样算出来的。"))
    reply: CaseReply | None = Field(description=_("答复；没有作出的为 null。"))
    fee: CaseFee | None = Field(description=_("现在应当缴纳的信息处理费。"))
    letters: list[CaseLetter] = Field(description=_("送达的文书。"))
    given: list[CaseFile] = Field(description=_("随答复提供的文件。"))
    handed_in: list[CaseFile] = Field(description=_("申请人交的文件。"))
    may_supplement: bool = Field(description=_("现在应当补正。"))
    may_give_reasons: bool = Field(description=_("现在应当说明理由。"))
    may_withdraw: bool = Field(description=_("现在可以撤回。"))


def following(standing: Standing) -> Following:
    """Tell how an application stands."""
    case, clock, reply, delivery = standing.application, standing.clock, standing.reply, standing.delivery
    return Following(
        number=case.number,
        agency=agency_name(case.agency),
        state=case.state,
        state_name=str(case.get_state_display()),
        description=case.description,
        arrived_on=case.arrived_on,
        received_on=clock.received,
        due_on=clock.due,
        provisional=clock.provisional,
        closed_on=case.closed_on,
        steps=[
            CaseStep(message=said(each.message), citation=str(each.citation) if each.citation else None)
            for each in clock.steps
        ],
        reply=reply
        and CaseReply(
            number=reply.number,
            decided_on=reply.decided_on,
            manner=str(delivery.get_manner_display()) if delivery else None,
            tracking=delivery.tracking if delivery else "",
        ),
        fee=CaseFee(amount=str(standing.charge.amount), due_on=standing.charge.due_on, how=standing.payment)
        if standing.charge
        else None,
        letters=[CaseLetter(key=each.key, name=str(each.kind.label)) for each in standing.letters],
        given=[_file(each) for each in standing.given],
        handed_in=[_file(each) for each in standing.handed_in],
        may_supplement=standing.may_supplement,
        may_give_reasons=standing.may_give_reasons,
        may_withdraw=standing.may_withdraw,
    )


def _file(attachment: object) -> CaseFile:
    return CaseFile.model_validate({"id": attachment.pk, "name": attachment.name, "size": attachment.size})  # type: ignore[attr-defined]


def letter_as_pdf(application: Application, key: str) -> HttpResponse:
    """Give a letter that was sent to the applicant, sealed where it was; Http404 where there is none of that name."""
    offer = next((each for each in letters_served(application) if each.key == key), None)
    if offer is None:
        raise Http404
    seal = getattr(offer.issued, "seal", None)
    return HttpResponse(
        seal.content if seal is not None else write_pdf(letter_of(application, offer)[0]),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{application.number}-{offer.key}.pdf"'},
    )
