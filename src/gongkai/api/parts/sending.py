"""What applicants send and what they get for it: the application, a supplement, reasons, the receipt."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from gongkai.agencies.models import Agency
from gongkai.api.parts.naming import AgencyName, agency_name, on_portal
from gongkai.applications.models import Application as Row
from gongkai.applications.models import Identity, Means, Obtaining
from gongkai.applications.models.case import LONGEST_DESCRIPTION
from gongkai.applications.services import WISHES
from gongkai.portal.forms import ApplyForm


class NewApplication(Schema):
    """An application, with what 条例第29条第2款 asks for: who applies, for what, in what form."""

    kind: str = Field(description=_("申请人类型。"), examples=["NATURAL"])
    name: str = Field(max_length=100, description=_("姓名或者名称。"), examples=["王小明"])
    identity_kind: str = Field(
        Identity.RESIDENT.value, description=_("身份证明的种类。"), json_schema_extra={"enum": list(Identity.values)}
    )
    identity: str = Field(max_length=40, description=_("证件号码。加密保存。"), examples=["11010519491231002X"])
    representative: str = Field("", max_length=100, description=_("法定代表人或者经办人；申请人是单位的填写。"))
    phone: str = Field(
        "", max_length=40, description=_("联系电话。电话、电子邮箱、通信地址至少填一种。"), examples=["13812345678"]
    )
    email: str = Field("", max_length=100, description=_("电子邮箱。"))
    address: str = Field("", max_length=200, description=_("通信地址。"))
    postcode: str = Field("", max_length=6, description=_("邮政编码。"))
    description: str = Field(
        max_length=LONGEST_DESCRIPTION,
        description=_("所需信息的名称、文号或者便于查找的其他特征。一份申请写一件事。"),
        examples=["桓台县2025年科技计划项目立项名单"],
    )
    obtaining: str = Field(
        Obtaining.ONLINE.value, description=_("怎样获取。"), json_schema_extra={"enum": list(Obtaining.values)}
    )
    means: str = Field(
        Means.ELECTRONIC.value, description=_("载体形式。"), json_schema_extra={"enum": list(Means.values)}
    )
    needs_help: bool = Field(False, description=_("有阅读困难或者视听障碍，需要帮助。"))


class Supplement(Schema):
    """What an applicant adds when asked to (补正)."""

    description: str = Field(
        max_length=LONGEST_DESCRIPTION, description=_("补正后的描述。"), examples=["2025年省级科技计划项目立项名单"]
    )


class Reasons(Schema):
    """The reasons an applicant gives when asked for them (条例第35条)."""

    reasons: str = Field(max_length=2000, description=_("申请的理由。"), examples=["用于核对本单位的项目。"])


class Receipt(Schema):
    """The receipt of an application: with its number and code it is followed."""

    number: str = Field(description=_("登记号。"), examples=["2026-00001"])
    code: str = Field(
        description=_("查询码。请妥善保存：有它和登记号的人，就能看到这件申请。"), examples=["AB2C-DEF3-GHJ4"]
    )
    agency: AgencyName = Field(description=_("受理机关。"))
    arrived_on: date = Field(description=_("到达日期。"))
    received_on: date | None = Field(
        description=_(
            "收到申请之日，从次日起算答复期限。通过网络提交的以双方确认之日为准（条例第31条），确认之前为 null。"
        )
    )
    due_on: date | None = Field(description=_("答复期限届满之日；还没有起算的为 null。"))
    track_url: str = Field(description=_("在门户上查询进度的网址；查询码要自己填写。"))


def receipt_of(application: Row) -> Receipt:
    """Give the receipt of an application."""
    return Receipt(
        number=application.number,
        code=application.code,
        agency=agency_name(application.agency),
        arrived_on=application.arrived_on,
        received_on=application.received_on,
        due_on=application.due_on,
        track_url=on_portal("track"),
    )


def is_same(application: Row, agency: Agency, form: ApplyForm) -> bool:
    """Say whether an application is the one that a form asks for: to whom, by whom, for what, in what form.

    Who sends a key that was used gets its receipt only with all that was sent with it: a key that was guessed is of no
    use to anybody.
    """
    wanted: dict[str, Any] = {"agency_id": agency.pk, "description": form.cleaned_data["description"].strip()}
    wanted |= {name: form.cleaned_data[name] for name in WISHES}
    person = application.applicants.order_by("order").first()
    asked = form.applicant()
    asked = asked._replace(identity=asked.identity.strip().upper())
    return (
        all(getattr(application, name) == value for name, value in wanted.items())
        and person is not None
        and all(getattr(person, name) == value for name, value in asked._asdict().items())
    )
