"""Looking through a file: what it says page by page, and what it hides, worked out in a process with limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.attachments.models import State
from gongkai.attachments.storing import open_place
from gongkai.disclosure.scan.finding import Place
from gongkai.disclosure.scan.material import Hiding, Looked, Passage, Picture
from gongkai.disclosure.scan.reading import passages_of
from gongkai.law.errors import GongkaiError
from gongkai.law.message import Message

if TYPE_CHECKING:
    from gongkai.attachments.models import Attachment

LONGEST = 400_000
"""Characters of a file that are scanned."""
_PICTURES = ("png", "jpg", "tiff")
_TEXTS = ("txt", "csv")
_KNOWN = ("pdf", "docx", "xlsx", "pptx", "odt", "ods", "doc", "xls")


def look_through(file: Attachment) -> tuple[tuple[Passage, ...], Looked]:
    """Give what a file says, what it hides, and what keeps it from being looked through whole."""
    if file.state in (State.INFECTED, State.UNSCANNABLE):
        return (), Looked(file.pk, trouble=Message("附件没有通过查毒，没有扫描"))
    if file.kind in _PICTURES:
        return (), Looked(file.pk, (Hiding("no_text", None, ""),))
    if file.kind not in (*_KNOWN, *_TEXTS):
        return (), Looked(file.pk, trouble=Message("这种格式的附件不能扫描"))
    try:
        with open_place(file.file.place, file.file.secret) as content:
            data = content.read()
        return _text(file.pk, data) if file.kind in _TEXTS else _document(file.pk, data)
    except GongkaiError as error:
        return (), Looked(file.pk, trouble=error.message)


def _text(key: int, data: bytes) -> tuple[tuple[Passage, ...], Looked]:
    text = _decoded(data)
    passages = tuple(
        passage for line in text[:LONGEST].splitlines() for passage in passages_of(line, Place("file", None, key))
    )
    return passages, Looked(key, trouble=_cut(len(text)))


def _decoded(data: bytes) -> str:
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")


def _document(key: int, data: bytes) -> tuple[tuple[Passage, ...], Looked]:
    from gongkai.redaction import desk

    document = desk.prepare(data)
    pages = desk.texts(document, most=LONGEST)
    passages = tuple(
        passage
        for number, page in enumerate(pages, start=1)
        for passage in passages_of(page, Place("file", number, key))
    )
    hidden = tuple(Hiding(each.kind.code, each.page, each.detail) for each in document.hidden)
    pictures = tuple(
        Picture(Place("file", each.page, key), each.words, each.can_have_words) for each in document.pictures
    )
    trouble = _cut(sum(map(len, pages)), len(pages) < len(document.sizes))
    return passages, Looked(key, hidden, trouble, pictures)


def _cut(length: int, more: bool = False) -> Message | None:
    return Message("附件太长，后面的部分没有扫描") if more or length > LONGEST else None
