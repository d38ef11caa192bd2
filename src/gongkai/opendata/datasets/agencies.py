"""Agencies as the directory and their guides show them; the statutory categories; the columns of agencies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency, Kind, Level, Office
from gongkai.disclosure.selectors import public_rubrics
from gongkai.law.publication import ANNUAL_REPORT, Category
from gongkai.law.publication import CATEGORIES as STATUTORY
from gongkai.opendata.columns import DATE, INTEGER, TEXT, Column, Dataset, by_key
from gongkai.ui.language import said


class Listed(NamedTuple):
    """An agency and its disclosure office, if it has one."""

    agency: Agency
    office: str


def _agencies() -> Iterator[Listed]:
    for some in by_key(Agency.objects.select_related("region", "parent")):
        offices = Office.objects.filter(agency__in=some, discloses=True, closed_on__isnull=True)
        names = dict(offices.values_list("agency", "name"))
        yield from (Listed(each, names.get(each.pk, "")) for each in some)


def page_of(agency: int) -> str:
    """Give the address of the page of an agency."""
    return f"{settings.SITE_URL}{reverse('portal:agency', args=[agency])}"


_GUIDE = "条例第12条第2款"

AGENCIES = Dataset(
    "agencies",
    _("行政机关"),
    _("机关名录，和公开指南要写的工作机构、联系方式；已撤销的也在，写有撤销日期。"),
    (
        Column("agency", _("机关编号"), INTEGER, lambda each: each.agency.pk, "Agency.id", required=True),
        Column("name", _("名称"), TEXT, lambda each: each.agency.name, "Agency.name", required=True),
        Column("short_name", _("简称"), TEXT, lambda each: each.agency.short_name, "Agency.short_name"),
        Column(
            "kind", _("性质"), TEXT, lambda each: each.agency.get_kind_display(), "Agency.kind",
            required=True, values=[each.label for each in Kind],
        ),
        Column("region_code", _("区划代码"), TEXT, lambda each: each.agency.region.code, "Region.code", required=True),
        Column("region", _("行政区划"), TEXT, lambda each: each.agency.region.name, "Region.name", required=True),
        Column(
            "level", _("级别"), TEXT, lambda each: each.agency.region.get_level_display(), "Region.level",
            required=True, values=[each.label for each in Level],
        ),
        Column("parent", _("上级机关编号"), INTEGER, lambda each: each.agency.parent_id, "Agency.parent"),
        Column(
            "credit_code", _("统一社会信用代码"), TEXT, lambda each: each.agency.credit_code, "Agency.credit_code"
        ),
        Column(
            "office", _("政府信息公开工作机构"), TEXT, lambda each: each.office, "Office.name",
            article="条例第4条",
        ),
        Column("address", _("办公地址"), TEXT, lambda each: each.agency.address, "Agency.address", article=_GUIDE),
        Column("hours", _("办公时间"), TEXT, lambda each: each.agency.hours, "Agency.hours", article=_GUIDE),
        Column("phone", _("联系电话"), TEXT, lambda each: each.agency.phone, "Agency.phone", article=_GUIDE),
        Column("fax", _("传真号码"), TEXT, lambda each: each.agency.fax, "Agency.fax", article=_GUIDE),
        Column("email", _("电子邮箱"), TEXT, lambda each: each.agency.email, "Agency.email", article=_GUIDE),
        Column("postcode", _("邮政编码"), TEXT, lambda each: each.agency.postcode, "Agency.postcode"),
        Column("website", _("网址"), TEXT, lambda each: each.agency.website, "Agency.website", article=_GUIDE),
        Column(
            "established_on", _("成立日期"), DATE, lambda each: each.agency.established_on, "Agency.established_on"
        ),
        Column("dissolved_on", _("撤销日期"), DATE, lambda each: each.agency.dissolved_on, "Agency.dissolved_on"),
        Column("url", _("页面"), TEXT, lambda each: page_of(each.agency.pk), "portal:agency", required=True),
    ),
    _agencies,
    ("agency",),
    article="条例第12条",
    keywords=(_("机关名录"), _("联系方式")),
)  # fmt: skip


def _categories() -> Iterator[Category]:
    yield from (*STATUTORY, ANNUAL_REPORT)


CATEGORIES = Dataset(
    "categories",
    _("法定主动公开类别"),
    _("条例列出的应当主动公开的各项，和各机关适用哪些。"),
    (
        Column("category", _("类别代码"), TEXT, lambda each: each.code, "Category.code", required=True),
        Column("label", _("类别"), TEXT, lambda each: said(each.label), "Category.label", required=True),
        Column("article", _("依据"), TEXT, lambda each: each.citation, "Category.citation", required=True),
        Column("binds", _("适用机关"), TEXT, lambda each: said(each.scope.value), "Category.scope", required=True),
    ),
    _categories,
    ("category",),
    article="条例第20条",
    keywords=(_("主动公开"),),
)


class Shown(NamedTuple):
    """A column of an agency, with how many public items it has."""

    rubric: Any
    agency: Agency


def _rubrics() -> Iterator[Shown]:
    for some in by_key(Agency.objects.filter(rubrics__isnull=False).distinct()):
        for agency in some:
            yield from (Shown(rubric, agency) for rubric in public_rubrics(agency))


RUBRICS = Dataset(
    "columns",
    _("公开栏目"),
    _("各机关在法定类别下自设的栏目。"),
    (
        Column("column", _("栏目编号"), INTEGER, lambda each: each.rubric.pk, "Rubric.id", required=True),
        Column("agency", _("机关编号"), INTEGER, lambda each: each.agency.pk, "Rubric.agency", required=True),
        Column("agency_name", _("机关"), TEXT, lambda each: each.agency.name, "Agency.name", required=True),
        Column("category", _("类别代码"), TEXT, lambda each: each.rubric.category, "Rubric.category", required=True),
        Column("name", _("栏目名称"), TEXT, lambda each: each.rubric.name, "Rubric.name", required=True),
        Column("place", _("排序"), INTEGER, lambda each: each.rubric.place, "Rubric.place", required=True),
        Column(
            "items", _("公开的条数"), INTEGER, lambda each: each.rubric.items, "Placement.item", unit=_("条"),
            required=True,
        ),
    ),
    _rubrics,
    ("column",),
    article="条例第12条第3款",
    keywords=(_("公开目录"),),
)  # fmt: skip
