"""Items (主动公开信息): what is public now, each as the document that channels carry, with its versions and files.

What was withdrawn is gone from the list, and answered for itself with 410: when and why, and nothing else of it.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop as _
from ninja import Field, Path, Query, Router, Schema

from gongkai.api.answers import gives
from gongkai.api.cursors import Page, Paging, newest_first
from gongkai.api.errors import Refused
from gongkai.api.parts.naming import (
    LARGEST,
    AgencyName,
    CategoryName,
    Keyed,
    agency_asked,
    agency_name,
    category_asked,
    category_name,
    moment,
    on_portal,
)
from gongkai.disclosure import selectors
from gongkai.disclosure.channels.document import compose
from gongkai.disclosure.models import Item as Row
from gongkai.disclosure.models import Rubric
from gongkai.law.message import Message

router = Router()


class AskedItems(Paging):
    """What a list of items is asked by."""

    agency: int | None = Field(None, ge=1, le=LARGEST, description=_("只要这个机关的。"))
    category: str = Field("", max_length=20, description=_("只要这个公开类别的。"), examples=["A03"])
    column: int | None = Field(None, ge=1, le=LARGEST, description=_("只要放进这个栏目的。"))
    published_from: date | None = Field(None, description=_("只要这一天及以后首次公开的。"))
    published_until: date | None = Field(None, description=_("只要这一天及以前首次公开的。"))


class ItemLine(Schema):
    """An item as lists have it: the four fields of the catalogue (条例第12条), whose it is, where it is."""

    id: int = Field(description=_("信息的编号，不变。"))
    index: str = Field(description=_("索引号，不变。"))
    title: str = Field(description=_("名称。"))
    summary: str = Field(description=_("内容概述。"))
    produced_on: date = Field(description=_("生成日期。"))
    document_number: str = Field(description=_("发文字号，没有的为空。"))
    agency: AgencyName = Field(description=_("公开机关。"))
    category: CategoryName = Field(description=_("公开类别。"))
    published_on: date = Field(description=_("首次公开日期。"))
    url: str = Field(description=_("门户上的永久网址。"))


class ItemAgency(Schema):
    """An agency as the document of an item names it."""

    name: str = Field(description=_("名称。"))
    credit_code: str = Field(description=_("统一社会信用代码，没有登记的为空。"))
    region: str = Field(description=_("行政区划代码。"))


class RelatedItem(Schema):
    """What an item explains, amends, repeals or goes with."""

    relation: str = Field(description=_("什么关系。"))
    id: int = Field(description=_("那一条信息的编号。"))
    index: str = Field(description=_("那一条信息的索引号。"))
    title: str = Field(description=_("那一条信息的名称。"))
    url: str = Field(description=_("那一条信息的网址。"))


class ItemFile(Schema):
    """A file of an item."""

    name: str = Field(description=_("文件名。"))
    format: str = Field(description=_("格式，按内容认定。"))
    size: int = Field(description=_("字节数。"))
    sha256: str = Field(description=_("SHA-256，十六进制。"))
    url: str = Field(description=_("下载的网址。"))


class Item(Schema):
    """An item that is public, as the document that channels carry (`urn:gongkai:item:1`)."""

    format: Literal["gongkai-item/1"] = Field(description=_("格式名和版本，与公开渠道的相同。"))
    state: Literal["published"] = Field(description=_("公开中。已经撤下的，回答是 410。"))
    id: int = Field(description=_("信息的编号，不变。"))
    index: str = Field(description=_("索引号，不变。"))
    url: str = Field(description=_("门户上的永久网址。"))
    changed_at: str | None = Field(description=_("公开的内容最近一次变动的时刻。"))
    agency: ItemAgency = Field(description=_("公开机关。"))
    published_on: date = Field(description=_("首次公开日期。"))
    note: str = Field(description=_("公开的修改说明。"))
    category: CategoryName = Field(description=_("公开类别。"))
    title: str = Field(description=_("名称。"))
    summary: str = Field(description=_("内容概述。"))
    issuers: str = Field(description=_("发文机关，几个的用顿号隔开。"))
    document_number: str = Field(description=_("发文字号，没有的为空。"))
    subject: str = Field(description=_("主题分类。"))
    keywords: str = Field(description=_("关键词。"))
    kind: str = Field(
        description=_("文件性质：rule 规章、normative 行政规范性文件、interpretation 政策解读、consultation 征求意见。")
    )
    aspect: str = Field(
        description=_("五公开：decision 决策、execution 执行、management 管理、service 服务、results 结果。")
    )
    registration: str = Field(description=_("登记号或者备案号。"))
    headnote: str = Field(description=_("题注，规章和规范性文件才有。"))
    validity: str = Field(
        description=_("有效性：pending 尚未施行、in_force 现行有效、amended 已修改、repealed 已废止、lapsed 已失效。")
    )
    produced_on: date | None = Field(description=_("生成日期。"))
    made_on: date | None = Field(description=_("成文日期。"))
    promulgated_on: date | None = Field(description=_("公布日期。"))
    effective_on: date | None = Field(description=_("施行日期。"))
    valid_until: date | None = Field(description=_("有效期至。"))
    repealed_on: date | None = Field(description=_("废止日期。"))
    comments_from: date | None = Field(description=_("征求意见自。"))
    comments_until: date | None = Field(description=_("征求意见至。"))
    comments_to: str = Field(description=_("意见提交方式。"))
    comments_outcome: str = Field(description=_("意见采纳情况。"))
    body: str = Field(description=_("正文，清理过的 HTML 片段：没有脚本、样式和外来的图片。"))
    digest: str = Field(description=_("公开的这一稿的摘要值，审查的就是它。"))
    related: list[RelatedItem] = Field(description=_("它解读、修改、废止的和与它相关的信息，只有公开中的。"))
    files: list[ItemFile] = Field(description=_("附件，按次序。含个人信息的和没有查过毒的不在其中。"))


class ItemVersion(Schema):
    """That a text of an item was shown: from when to when, and why it no longer is (本页修改记录)."""

    number: int = Field(description=_("第几稿，从1起。"))
    since: str = Field(description=_("自何时公开。"))
    until: str | None = Field(description=_("公开到何时；现在公开的为 null。"))
    note: str = Field(description=_("修改说明。"))
    correction: bool = Field(description=_("是不是更正。"))
    changes: str | None = Field(description=_("与前一稿对照的网址；前一稿不能再看的为 null。"))


class ItemVersions(Schema):
    """The texts of an item that were shown, the newest first."""

    data: list[ItemVersion] = Field(description=_("各稿，新的在前。"))


@router.get(
    "items",
    response=gives(Page[ItemLine], 404),
    url_name="items",
    operation_id="items",
    summary=_("公开的信息"),
    description=_("按首次公开日期倒序。要按词语、有效性等查找的，用搜索。"),
)
def items(request: HttpRequest, asked: Query[AskedItems]) -> dict[str, Any]:
    """List what is public, the newest first."""
    agency, category = agency_asked(asked.agency), category_asked(asked.category)
    rows = selectors.public_items(agency, category.code if category else "")
    if asked.column is not None:
        rubric = get_object_or_404(Rubric.objects.select_related("agency"), pk=asked.column, closed_on__isnull=True)
        rows = selectors.public_in(rubric)
        rows = rows.filter(agency=agency) if agency else rows
        rows = rows.filter(category=category.code) if category else rows
    if asked.published_from is not None:
        rows = rows.filter(shown_on__gte=asked.published_from)
    if asked.published_until is not None:
        rows = rows.filter(shown_on__lte=asked.published_until)
    part = newest_first(rows, "shown_on", asked)
    return {"data": [line_of(each) for each in part.rows], "next": part.next}


def line_of(item: Row) -> ItemLine:
    """Give an item that is public as lists have it."""
    assert item.shown is not None
    assert item.shown_on is not None
    return ItemLine(
        id=item.pk,
        index=item.index,
        title=item.shown.title,
        summary=item.shown.summary,
        produced_on=item.shown.produced_on,
        document_number=item.shown.document_number,
        agency=agency_name(item.agency),
        category=category_name(item.category),
        published_on=item.shown_on,
        url=on_portal("item", key=item.pk),
    )


@router.get(
    "items/{key}",
    response=gives(Item, 404, 410),
    url_name="item",
    operation_id="item",
    summary=_("一条信息"),
    description=_("正文、附件的网址、有效性和相关的信息，与公开渠道的文档相同。"),
)
def item(request: HttpRequest, of: Path[Keyed]) -> dict[str, Any]:
    """Give an item that is public now."""
    try:
        found = compose(of.key)
    except Row.DoesNotExist:
        raise Http404 from None
    if found.text is None:
        raise _withdrawn(found.values)
    return found.values


@router.get(
    "items/{key}/versions",
    response=gives(ItemVersions, 404, 410),
    url_name="item-versions",
    operation_id="itemVersions",
    summary=_("一条信息的修改记录"),
)
def versions(request: HttpRequest, of: Path[Keyed]) -> dict[str, Any]:
    """Give when which text of an item was shown, and what may be told of the changes."""
    found = get_object_or_404(Row.objects.select_related("agency", "shown"), pk=of.key, shown_on__isnull=False)
    if found.shown is None:
        raise _withdrawn(compose(of.key).values)
    shown = selectors.history_of(found)
    return {
        "data": [
            ItemVersion(
                number=len(shown) - place,
                since=moment(each.since),
                until=moment(each.until) if each.until else None,
                note=each.note,
                correction=each.correction,
                changes=on_portal("change", key=of.key, showing=each.pk) if each.before is not None else None,
            )
            for place, each in enumerate(shown)
        ]
    }


def _withdrawn(values: dict[str, Any]) -> Refused:
    """Give what is said of an item that was public: when and why it was withdrawn."""
    told = {"withdrawn_on": values["withdrawn_on"], "note": values["note"]}
    return Refused(410, "item-withdrawn", Message("这条信息已经撤下。"), details=told)
