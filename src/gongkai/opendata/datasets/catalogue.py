"""The standard catalogues (基层政务公开标准目录) of agencies; and what stands in them, in columns, among the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency
from gongkai.disclosure.selectors import public_entries, public_placements
from gongkai.disclosure.tables import outlets_in_words
from gongkai.opendata.columns import DATE, INTEGER, TEXT, Column, Dataset, by_key


def _entries() -> Iterator[Any]:
    for agencies in by_key(Agency.objects.filter(catalogue_entries__isnull=False).distinct()):
        for agency in agencies:
            for some in by_key(public_entries(agency).select_related("agency")):
                yield from some


_GUIDED = "基层公开意见"

ENTRIES = Dataset(
    "catalogue-entries",
    _("基层政务公开标准目录"),
    _("各机关标准目录的条目：公开什么、依据什么、什么时候、由谁、在哪里公开。"),
    (
        Column("entry", _("条目编号"), INTEGER, lambda each: each.pk, "CatalogueEntry.id", required=True),
        Column("agency", _("机关编号"), INTEGER, lambda each: each.agency_id, "CatalogueEntry.agency", required=True),
        Column("agency_name", _("机关"), TEXT, lambda each: each.agency.name, "Agency.name", required=True),
        Column("area", _("领域"), TEXT, lambda each: each.area, "CatalogueEntry.area", article=_GUIDED),
        Column(
            "number", _("序号"), INTEGER, lambda each: each.number, "CatalogueEntry.number", article=_GUIDED,
            required=True,
        ),
        Column(
            "matter", _("一级事项"), TEXT, lambda each: each.matter, "CatalogueEntry.matter", article=_GUIDED,
            required=True,
        ),
        Column("submatter", _("二级事项"), TEXT, lambda each: each.submatter, "CatalogueEntry.submatter"),
        Column("content", _("公开内容（要素）"), TEXT, lambda each: each.content, "CatalogueEntry.content"),
        Column("basis", _("公开依据"), TEXT, lambda each: each.basis, "CatalogueEntry.basis"),
        Column("period", _("公开时限"), TEXT, lambda each: each.period, "CatalogueEntry.period"),
        Column("publisher", _("公开主体"), TEXT, lambda each: each.publisher, "CatalogueEntry.publisher"),
        Column("outlets", _("公开渠道和载体"), TEXT, outlets_in_words, "CatalogueEntry.outlets"),
        Column(
            "reach", _("公开对象"), TEXT, lambda each: each.group or each.get_reach_display(), "CatalogueEntry.reach"
        ),
        Column("way", _("公开方式"), TEXT, lambda each: each.get_way_display(), "CatalogueEntry.way"),
        Column("tier", _("公开层级"), TEXT, lambda each: each.get_tier_display(), "CatalogueEntry.tier"),
        Column(
            "updated_on", _("最近更新"), DATE, lambda each: each.updated_on, "CatalogueEntry.updated_on",
            about=_("条目下最近一次公开的日期；空的是还没有内容。"),
        ),
    ),
    _entries,
    ("entry",),
    article=_GUIDED,
    keywords=(_("标准目录"),),
)  # fmt: skip


def _placements() -> Iterator[Any]:
    for some in by_key(public_placements()):
        yield from some


def _still_placed(rows: Sequence[Mapping[str, Any]]) -> Sequence[bool]:
    keys = [row["placement"] for row in rows]
    there = set(public_placements().filter(pk__in=keys).values_list("pk", flat=True))
    return [key in there for key in keys]


PLACEMENTS = Dataset(
    "placements",
    _("信息归入的目录"),
    _("哪条信息归在哪个标准目录条目、哪个栏目下，或者列入政府信息公开制度；一条信息可以有几行。"),
    (
        Column("placement", _("编号"), INTEGER, lambda each: each.pk, "Placement.id", required=True),
        Column("item", _("信息编号"), INTEGER, lambda each: each.item_id, "Placement.item", required=True),
        Column("entry", _("条目编号"), INTEGER, lambda each: each.entry_id, "Placement.entry"),
        Column("column", _("栏目编号"), INTEGER, lambda each: each.rubric_id, "Placement.rubric"),
        Column(
            "place", _("归入"), TEXT,
            lambda each: _("标准目录") if each.entry_id else _("公开栏目") if each.rubric_id else _("政府信息公开制度"),
            "Placement", required=True, values=(_("标准目录"), _("公开栏目"), _("政府信息公开制度")),
        ),
    ),
    _placements,
    ("placement",),
    article="条例第12条第3款",
    keywords=(_("公开目录"),),
    still_public=_still_placed,
)  # fmt: skip
