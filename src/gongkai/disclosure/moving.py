"""Items moved in from where they were public before: a table of them, with their bodies and files in its folder.

Documents are read before the transaction, which then takes no longer than rows do. To try is to do it and take it back,
but that no file is attached: those are only looked at.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.exchange.columns import Column, Done, Table, Text, chosen, read_day
from gongkai.agencies.exchange.importing import Outcome, bring_in
from gongkai.agencies.exchange.reading import read_table
from gongkai.agencies.exchange.tables import Named
from gongkai.attachments.kinds import kind_of
from gongkai.attachments.services import NewFile
from gongkai.attachments.storing import Draft
from gongkai.disclosure.documents import page
from gongkai.disclosure.documents.reading import KINDS, MOST, left_out_in_words, read_document
from gongkai.disclosure.models import Kind, Origin, labels
from gongkai.disclosure.services import Voucher, take_over
from gongkai.journal.actor import Actor
from gongkai.law.errors import GongkaiError, UnreadableDocument
from gongkai.law.message import Message, Translate
from gongkai.ui.language import said

_PICTURES = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}
_WITHIN = re.compile(r'<img\b[^>]*?src="data:[^"]*"[^>]*>')
_PAGES = (".html", ".htm")
_TABLES = (".xlsx", ".csv")


def _day(name: str, heading: str, about: Text = "", *, required: bool = False) -> Column:
    return Column(name, heading, required, read_day, about)


class Moving(Table):
    """Items that were public before, each under the key it has had; one of these for each import."""

    name = "moving"
    title = _("移入信息")
    columns = (
        Column("source", "原编号", required=True, about=_("在原来网站或者台账里的编号；同一机关不能重复")),
        Column("agency", "公开机关", required=True, about=_("名称或统一社会信用代码")),
        Column("index", "索引号", about=_("原来的索引号；不填的，按本站的规则编")),
        chosen("category", "公开类别", labels.CATEGORY_CHOICES, required=True),
        Column("title", "名称", required=True),
        Column("subject", "主题分类", required=True),
        _day("shown_on", "公开日期", _("当初在原来网站公开的日期"), required=True),
        _day("formed_on", "形成或者变更之日", _("公开期限自这一天起算；不填的，取成文日期，没有的取公开日期")),
        _day("made_on", "成文日期"),
        chosen("kind", "文件性质", Kind.choices, about=_("规章、行政规范性文件要填：年报表二按它计数")),
        _day("promulgated_on", "公布日期", _("规章的公布日期")),
        Column("issuers", "发文机关", about=_("不填的，是公开机关；联合发文的用顿号隔开")),
        Column("document_number", "发文字号"),
        Column("summary", "内容概述", about=_("不填的，取正文的开头")),
        Column("keywords", "关键词"),
        _day("effective_on", "施行日期"),
        _day("valid_until", "有效期至"),
        _day("repealed_on", "废止日期"),
        chosen("validity", "有效性", labels.WRITTEN_VALIDITIES),
        Column("body", "正文文件", about=_("表格所在文件夹里的路径；HTML、TXT、DOCX、DOC、WPS读入正文，PDF等作为附件")),
        Column("files", "附件", about=_("表格所在文件夹里的路径，几个的用分号隔开")),
    )  # fmt: skip

    def __init__(self, folder: Path, voucher: Voucher, *, write: bool) -> None:
        self._folder = folder.resolve()
        self._voucher, self._write = voucher, write
        self._agencies = Named("agency")
        self._seen: set[tuple[int, str]] = set()
        self._bodies: dict[str, str | ValidationError] = {}
        self.notes: list[tuple[str, str]] = []
        """What was left out of documents, by their path."""
        self.named: set[Path] = set()
        """The files that the table names."""

    def read_bodies(self, paths: Iterator[str]) -> None:
        """Read the documents that become bodies."""
        for path in paths:
            if path not in self._bodies:
                try:
                    self._bodies[path] = self._body(path)
                except ValidationError as error:
                    self._bodies[path] = error
                except GongkaiError as error:
                    self._bodies[path] = ValidationError(_words(error))

    def do(self, values: Mapping[str, Any], *, by: Actor, on: date) -> Done:
        """Take an item over, unless that was done before."""
        given = {name: value for name, value in values.items() if value not in ("", None)}
        agency, source = self._agencies.find(given.pop("agency")), given.pop("source")
        if (agency.pk, source) in self._seen:
            raise ValidationError({"source": say("这个原编号在表里出现了两次。")})
        self._seen.add((agency.pk, source))
        what = f"{agency.called} {given['title']}"
        body, paths = given.pop("body", ""), given.pop("files", "")
        attached = [self._file("files", each) for each in re.split(r"[;；\n]", paths) if each.strip()]
        if body and not _is_read(body):
            attached.insert(0, self._file("body", body))
        if Origin.objects.filter(agency=agency, source=source).exists():
            return Done(what)
        given["matter"] = labels.matter_of(given["category"])
        given["formed_on"] = given.get("formed_on") or given.get("made_on") or given["shown_on"]
        given["produced_on"] = given["formed_on"]
        given["body"] = self._read(body) if body and _is_read(body) else ""
        if not given["body"] and not attached:
            raise ValidationError({"body": say("正文文件和附件至少要有一种。")})
        with ExitStack() as drafts:
            files = [self._received(each, drafts) for each in attached] if self._write else []
            if not self._write and attached and not given["body"]:
                given["body"] = f"<p>{attached[0].name}</p>"  # tried without its files, which are looked at
            item = take_over(agency, source=source, voucher=self._voucher, files=files, by=by, **given)
        return Done(what, added=True, made=item)

    def _read(self, path: str) -> str:
        body = self._bodies[path]
        if isinstance(body, ValidationError):
            raise ValidationError({"body": body.messages})
        return body if self._write else _WITHIN.sub("", body)

    def _body(self, written: str) -> str:
        path = self._path(written)
        content = path.read_bytes()
        ending = path.suffix.lower()
        if ending in _PAGES:
            return page.page(page.decoded(content), lambda address: self._picture(path, address))
        if ending == ".txt":
            return page.plain(page.decoded(content))
        reading = read_document(content, ending[1:])
        self.notes += [(written, each) for each in left_out_in_words(reading.left_out)]
        return reading.html

    def _picture(self, beside: Path, address: str) -> str:
        """Give a picture that lies in the folder as data; of any other the page does without, and that is told."""
        kind = _PICTURES.get(Path(address).suffix.lower())
        try:
            if kind is None or "://" in address:
                raise ValidationError("")
            path = self._path(str((beside.parent / unquote(address)).relative_to(self._folder)))
        except (ValidationError, ValueError):
            words = say("图片“%(address)s”不在文件夹里，没有带入。") % {"address": address[:100]}
            self.notes.append((beside.name, words))
            return ""
        return f"data:image/{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"

    def _file(self, column: str, written: str) -> Path:
        """Give a file that is to be attached, once it was looked at."""
        try:
            path = self._path(written.strip())
            with path.open("rb") as content:
                kind_of(content, path.name, taken=settings.UPLOAD_KINDS, macros=settings.UPLOAD_MACROS)
        except ValidationError as error:
            raise ValidationError({column: error.messages}) from None
        except GongkaiError as error:
            raise ValidationError({column: f"{written.strip()} {_words(error)}"}) from None
        return path

    def _path(self, written: str) -> Path:
        """Give a file of the folder; nothing outside it, by whatever way it is named."""
        path = (self._folder / written.replace("\\", "/")).resolve()
        if not path.is_relative_to(self._folder) or not path.is_file():
            raise ValidationError(say("文件夹里没有“%(path)s”这个文件。") % {"path": written[:200]})
        if path.stat().st_size > (MOST if _is_read(written) else settings.UPLOAD_MOST):
            raise ValidationError(say("“%(path)s”太大。") % {"path": written[:200]})
        self.named.add(path)
        return path

    def _received(self, path: Path, drafts: ExitStack) -> NewFile:
        draft = drafts.enter_context(Draft())
        with path.open("rb") as content:
            while piece := content.read(2**20):
                draft.write(piece)
        return NewFile(path.name, draft)


def move_in(
    content: bytes,
    folder: Path,
    voucher: Voucher,
    *,
    by: Actor,
    on: date,
    write: bool,
    translate: Translate | None = None,
) -> tuple[Outcome, Moving]:
    """Try, or take over, the items of a table: all of them or none. Those taken over before stay as they are.

    Raises UnreadableDocument for a file that is no such table.
    """
    table = Moving(folder, voucher, write=write)
    lines = read_table(content, table.headings(), table.required(), most=table.most_rows)
    written = (line.cells.get("正文文件", "") for line in lines)
    table.read_bodies(path for path in written if path and _is_read(path))
    return bring_in(content, table, by=by, on=on, write=write, translate=translate), table


def table_in(path: Path) -> Path:
    """Give the table of a folder, which must be the only one; a table itself is given back."""
    if not path.is_dir():
        return path
    found = sorted(each for each in path.iterdir() if each.suffix.lower() in _TABLES and not each.name.startswith("~$"))
    if len(found) == 1:
        return found[0]
    raise UnreadableDocument(
        "table-of-folder",
        Message("文件夹里应当有一个表格（XLSX或者CSV），现在有{number}个。", number=len(found)),
        hint=Message("请只留一个，或者直接写出表格的路径；空表用 --template 生成。"),
    )


def _is_read(path: str) -> bool:
    """Say whether a file becomes a body; any other is attached."""
    ending = Path(path.strip()).suffix.lower()
    return ending in (*_PAGES, ".txt") or ending[1:] in KINDS


def _words(error: GongkaiError) -> str:
    return said(error.message) + (said(error.hint) if error.hint else "")
