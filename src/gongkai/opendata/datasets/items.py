"""What agencies publish: each item with what its page says, its text, its files; and what was withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.disclosure.content import as_paragraphs, cleaned, with_addresses
from gongkai.disclosure.models import Item, Kind, Showing
from gongkai.disclosure.models.labels import Validity
from gongkai.disclosure.models.text import Aspect
from gongkai.disclosure.selectors import (
    public_files_of_all,
    public_items,
    told_of_now,
    validity_of,
    withdrawn_items,
)
from gongkai.opendata.columns import DATE, INTEGER, MOMENT, TEXT, Column, Dataset, by_key
from gongkai.search.words import text_of

_WORDS = dict(Validity.choices)


class Published(NamedTuple):
    """A public item, since when its text is shown, and whether it is in force."""

    item: Item
    text: Any
    since: datetime | None
    validity: Any


def _items() -> Iterator[Published]:
    on = localdate()
    for some in by_key(public_items().defer("shown__body")):
        showings = Showing.objects.filter(item__in=some, until__isnull=True)
        since = dict(showings.values_list("item", "since"))
        for item in some:
            validity = validity_of(item, on)
            yield Published(item, item.shown, since.get(item.pk), _WORDS[validity] if validity else "")


def _only(*names: str) -> Any:
    """Give what is public with nothing of its text but what is named."""
    rows = public_items().select_related(None).select_related("shown")
    return rows.only("pk", *(f"shown__{name}" for name in names))


def address_of(key: int) -> str:
    """Give the permanent address of an item."""
    return f"{settings.SITE_URL}{reverse('portal:item', args=[key])}"


def _still_shown(rows: Sequence[Mapping[str, Any]]) -> Sequence[bool]:
    """Say of some rows which are of what may be told of now: of items, and of texts of them by their numbers."""
    told = told_of_now({row["item"] for row in rows})
    return [row["item"] in told and row["version"] in told[row["item"]] for row in rows]


_DIRECTORY = "条例第12条第3款"
_KEY = Column(
    "item", _("信息编号"), INTEGER, lambda each: each.item.pk, "Item.id", required=True,
    about=_("网站上这条信息网址里的编号，不变。"),
)  # fmt: skip
_VERSION = Column(
    "version", _("稿次"), INTEGER, lambda each: each.text.number, "Text.number", required=True,
    about=_("公开的是第几稿；文字改过的，稿次变大。"),
)  # fmt: skip

ITEMS = Dataset(
    "items",
    _("主动公开的信息"),
    _("正在公开的每条信息，著录项与它的页面相同；正文在“信息的正文”里。"),
    (
        _KEY,
        _VERSION,
        Column(
            "index", _("索引号"), TEXT, lambda each: each.item.index, "Item.index", article=_DIRECTORY, required=True
        ),
        Column("agency", _("机关编号"), INTEGER, lambda each: each.item.agency_id, "Item.agency", required=True),
        Column("agency_name", _("公开机关"), TEXT, lambda each: each.item.agency.name, "Agency.name", required=True),
        Column("category", _("类别代码"), TEXT, lambda each: each.item.category, "Item.category", required=True),
        Column(
            "category_name", _("公开类别"), TEXT, lambda each: each.item.get_category_display(), "Item.category",
            article="条例第20条", required=True,
        ),
        Column(
            "title", _("名称"), TEXT, lambda each: each.text.title, "Text.title", article=_DIRECTORY, required=True
        ),
        Column(
            "summary", _("内容概述"), TEXT, lambda each: each.text.summary, "Text.summary", article=_DIRECTORY,
            required=True,
        ),
        Column("issuers", _("发文机关"), TEXT, lambda each: each.text.issuers, "Text.issuers"),
        Column(
            "document_number", _("发文字号"), TEXT, lambda each: each.text.document_number, "Text.document_number"
        ),
        Column("subject", _("主题分类"), TEXT, lambda each: each.text.subject, "Text.subject"),
        Column("keywords", _("关键词"), TEXT, lambda each: each.text.keywords, "Text.keywords"),
        Column(
            "kind", _("文件性质"), TEXT, lambda each: each.text.get_kind_display(), "Text.kind",
            values=[each.label for each in Kind],
        ),
        Column(
            "aspect", _("五公开"), TEXT, lambda each: each.text.get_aspect_display() if each.text.aspect else "",
            "Text.aspect", values=[each.label for each in Aspect if each],
        ),
        Column(
            "validity", _("有效性"), TEXT, lambda each: each.validity, "Item.validity",
            values=[each.label for each in Validity if each], about=_("生成数据那天是否有效；空的是不适用。"),
        ),
        Column("registration", _("登记号或者备案号"), TEXT, lambda each: each.text.registration, "Text.registration"),
        Column("made_on", _("成文日期"), DATE, lambda each: each.text.made_on, "Text.made_on"),
        Column(
            "produced_on", _("生成日期"), DATE, lambda each: each.text.produced_on, "Text.produced_on",
            article=_DIRECTORY, required=True,
        ),
        Column("promulgated_on", _("公布日期"), DATE, lambda each: each.text.promulgated_on, "Text.promulgated_on"),
        Column("effective_on", _("施行日期"), DATE, lambda each: each.text.effective_on, "Text.effective_on"),
        Column("valid_until", _("有效期至"), DATE, lambda each: each.text.valid_until, "Text.valid_until"),
        Column("repealed_on", _("废止日期"), DATE, lambda each: each.text.repealed_on, "Text.repealed_on"),
        Column("comments_from", _("征求意见自"), DATE, lambda each: each.text.comments_from, "Text.comments_from"),
        Column("comments_until", _("征求意见至"), DATE, lambda each: each.text.comments_until, "Text.comments_until"),
        Column(
            "comments_outcome", _("意见采纳情况"), TEXT, lambda each: each.text.comments_outcome,
            "Text.comments_outcome",
        ),
        Column(
            "shown_on", _("首次公开日期"), DATE, lambda each: each.item.shown_on, "Item.shown_on",
            article="条例第26条", required=True,
        ),
        Column(
            "shown_at", _("本稿公开时间"), MOMENT, lambda each: each.since, "Showing.since",
            about=_("这一稿自什么时候公开；改过的，比首次公开晚。"),
        ),
        Column("url", _("永久网址"), TEXT, lambda each: address_of(each.item.pk), "portal:item", required=True),
    ),
    _items,
    ("item",),
    article="条例第19条",
    keywords=(_("主动公开"), _("政府信息公开目录")),
    still_public=_still_shown,
)  # fmt: skip


class Body(NamedTuple):
    """A public item and its text as its page shows it."""

    item: Item
    text: Any
    html: str


def _bodies() -> Iterator[Body]:
    for some in by_key(_only("number", "body"), 100):
        for item in some:
            assert item.shown is not None  # it is public
            if item.shown.body:
                yield Body(item, item.shown, _html(item.pk, item.shown.body))


def _html(item: int, body: str) -> str:
    def address(key: int) -> str:
        return f"{settings.SITE_URL}{reverse('portal:item-file', args=[item, key])}"

    return with_addresses(cleaned(as_paragraphs(body)), address)


TEXTS = Dataset(
    "item-texts",
    _("信息的正文"),
    _("正在公开的每条信息的正文。正文长的，一格超过三万字，电子表格装不下：请用程序读取。"),
    (
        _KEY,
        _VERSION,
        Column("text", _("正文"), TEXT, lambda each: text_of(each.html), "Text.body", about=_("不带格式的文字。")),
        Column(
            "html", _("正文（HTML）"), TEXT, lambda each: each.html, "Text.body", required=True,
            about=_("与页面上的相同，已去掉一切脚本。"),
        ),
    ),
    _bodies,
    ("item",),
    article="条例第19条",
    keywords=(_("主动公开"),),
    still_public=_still_shown,
)  # fmt: skip


class File(NamedTuple):
    """A file of a public item that everybody may have."""

    item: Item
    text: Any
    file: Any


def _files() -> Iterator[File]:
    for some in by_key(_only("number", "files")):
        files = public_files_of_all(some)
        for item in some:
            yield from (File(item, item.shown, each) for each in files.get(item.pk, ()))


def _file_url(each: File) -> str:
    return f"{settings.SITE_URL}{reverse('portal:item-file', args=[each.item.pk, each.file.pk])}"


FILES = Dataset(
    "item-files",
    _("信息的附件"),
    _("正在公开的附件：名称、大小、校验值和下载网址；附件本身请按网址下载。"),
    (
        _KEY,
        _VERSION,
        Column("file", _("附件编号"), INTEGER, lambda each: each.file.pk, "Attachment.id", required=True),
        Column("name", _("文件名"), TEXT, lambda each: each.file.name, "Attachment.name", required=True),
        Column("format", _("格式"), TEXT, lambda each: each.file.kind, "Attachment.kind", required=True),
        Column(
            "size", _("大小"), INTEGER, lambda each: each.file.size, "Attachment.size", unit=_("字节"), required=True
        ),
        Column("sha256", _("SHA-256 校验值"), TEXT, lambda each: each.file.sha256, "Attachment.sha256", required=True),
        Column("url", _("下载网址"), TEXT, _file_url, "portal:item-file", required=True),
    ),
    _files,
    ("item", "file"),
    article="条例第19条",
    keywords=(_("主动公开"),),
    still_public=_still_shown,
)  # fmt: skip


def _withdrawn() -> Iterator[Item]:
    for some in by_key(withdrawn_items().select_related("agency")):
        yield from some


WITHDRAWALS = Dataset(
    "withdrawals",
    _("已撤下的信息"),
    _("公开过又撤下的：索引号、撤下日期和说明，与原网址上写的相同。转载过的，请据此撤下。"),
    (
        Column("item", _("信息编号"), INTEGER, lambda each: each.pk, "Item.id", required=True),
        Column("index", _("索引号"), TEXT, lambda each: each.index, "Item.index", required=True),
        Column("agency", _("机关编号"), INTEGER, lambda each: each.agency_id, "Item.agency", required=True),
        Column("agency_name", _("公开机关"), TEXT, lambda each: each.agency.name, "Agency.name", required=True),
        Column(
            "withdrawn_on", _("撤下日期"), DATE, lambda each: each.withdrawn_on, "Item.withdrawn_on", required=True
        ),
        Column("note", _("撤下说明"), TEXT, lambda each: each.withdrawal_note, "Item.withdrawal_note"),
        Column("url", _("永久网址"), TEXT, lambda each: address_of(each.pk), "portal:item", required=True),
    ),
    _withdrawn,
    ("item",),
    keywords=(_("撤下"),),
)  # fmt: skip
