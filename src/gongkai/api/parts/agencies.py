"""Agencies (行政机关): their tree, and of each what its disclosure guide must say (条例第12条)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext_noop as _
from ninja import Field, Path, Query, Router, Schema

from gongkai.agencies.models import Agency as Row
from gongkai.agencies.models import Kind
from gongkai.api.answers import gives
from gongkai.api.cursors import Page, Paging, by_key
from gongkai.api.parts.naming import LARGEST, AgencyName, Keyed, agency_asked, agency_name, on_portal
from gongkai.portal.directory import guide

router = Router()


class AskedAgencies(Paging):
    """What a list of agencies is asked by."""

    parent: int | None = Field(None, ge=1, le=LARGEST, description=_("只要这个机关的直接下级。"))
    below: int | None = Field(None, ge=1, le=LARGEST, description=_("只要这个机关和它以下各级的。"))


class AgencyLine(Schema):
    """An agency as lists have it: a tree can be built of the keys of those above."""

    id: int = Field(description=_("机关的编号，不变。"))
    name: str = Field(description=_("名称。"))
    short_name: str = Field(description=_("简称，没有的为空。"))
    kind: str = Field(description=_("性质。"), examples=[Kind.DEPARTMENT.value])
    credit_code: str | None = Field(description=_("统一社会信用代码。"))
    region: str = Field(description=_("行政区划代码。"), examples=["370321"])
    parent: int | None = Field(description=_("上级机关的编号；没有的为 null。"))
    above: list[int] = Field(description=_("从最上级到直接上级各机关的编号。"))
    url: str = Field(description=_("门户上的网址。"))


class Succession(Schema):
    """That an agency came after another."""

    agency: AgencyName = Field(description=_("原机关，或者承接的机关。"))
    form: str = Field(description=_("方式：renamed 更名、merged 合并、divided 分立、transferred 职权划转。"))
    on: date = Field(description=_("日期。"))


class Agency(AgencyLine):
    """An agency with what its guide must say of it."""

    office: str | None = Field(description=_("政府信息公开工作机构；没有指定的为 null。"))
    address: str = Field(description=_("办公地址。"))
    hours: str = Field(description=_("办公时间。"))
    phone: str = Field(description=_("联系电话。"))
    fax: str = Field(description=_("传真号码。"))
    email: str = Field(description=_("电子邮箱。"))
    postcode: str = Field(description=_("邮政编码。"))
    website: str = Field(description=_("网址。"))
    dissolved_on: date | None = Field(description=_("撤销日期；没有撤销的为 null。"))
    takes_applications: bool = Field(description=_("现在能不能向它申请。"))
    children: list[AgencyName] = Field(description=_("直接下级机关。"))
    came_after: list[Succession] = Field(description=_("承接自哪些机关。"))
    followed_by: list[Succession] = Field(description=_("由哪些机关承接。"))


@router.get(
    "agencies",
    response=gives(Page[AgencyLine], 404),
    url_name="agencies",
    operation_id="agencies",
    summary=_("机关"),
    description=_("现有的机关，按编号。用 parent 一级一级地展开，或者用 below 取一棵子树。"),
)
def agencies(request: HttpRequest, asked: Query[AskedAgencies]) -> dict[str, Any]:
    """List the agencies in being."""
    rows = Row.objects.in_being(localdate()).select_related("region")
    if asked.parent is not None:
        rows = rows.filter(parent=agency_asked(asked.parent))
    if asked.below is not None:
        rows = rows.below(agency_asked(asked.below))
    part = by_key(rows, asked)
    return {"data": [AgencyLine(**_line(each)) for each in part.rows], "next": part.next}


@router.get(
    "agencies/{key}",
    response=gives(Agency, 404),
    url_name="agency",
    operation_id="agency",
    summary=_("一个机关"),
    description=_("联系方式、上下级和沿革。已经撤销的也有，可以看到由谁承接。"),
)
def agency(request: HttpRequest, of: Path[Keyed]) -> Agency:
    """Give an agency, also one that was dissolved."""
    on = localdate()
    try:
        found = guide(of.key, on)
    except Row.DoesNotExist:
        raise Http404 from None
    row = found.agency
    contact = ("address", "hours", "phone", "fax", "email", "postcode", "website", "dissolved_on")
    return Agency(
        **_line(row),
        **{name: getattr(row, name) for name in contact},
        office=found.office.name if found.office else None,
        takes_applications=row.is_in_being(on),
        children=[agency_name(each) for each in found.below],
        came_after=[
            Succession(agency=agency_name(each.predecessor), form=each.form, on=each.on) for each in found.before
        ],
        followed_by=[
            Succession(agency=agency_name(each.successor), form=each.form, on=each.on) for each in found.after
        ],
    )


def _line(row: Row) -> dict[str, Any]:
    above = [int(each) for each in row.lineage.strip("/").split("/")][:-1]
    plain = ("name", "short_name", "kind", "credit_code")
    return {
        **{name: getattr(row, name) for name in plain},
        "id": row.pk,
        "region": row.region.code,
        "parent": row.parent_id,
        "above": above,
        "url": on_portal("agency", key=row.pk),
    }
