"""A page of HTML, as an old site or Word has kept it, as a body: its words and structure, pictures as data."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Any

from gongkai.disclosure.content import DEEPEST, deepest
from gongkai.disclosure.documents.word import cleaned_but_pictures
from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message

_NAMES = {"h1": "h2", "h2": "h3", "h3": "h4", "h5": "h4", "h6": "h4", "b": "strong", "i": "em", "strike": "s"}
_GONE = ("style", "script", "noscript", "template", "title", "xml", "del", "object", "iframe", "form", "nav")
_UNWRAPPED = ("span", "font", "ins", "center", "section", "article", "main")
_BLOCKS = {"p", "div", "table", "ul", "ol", "h2", "h3", "h4", "blockquote", "figure", "pre", "hr"}
_HIDDEN = re.compile(r"display:\s*none|mso-hide:\s*all|visibility:\s*hidden|mso-element:\s*comment", re.IGNORECASE)
_LINK = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_SIDE = re.compile(r"text-align:\s*(center|right)", re.IGNORECASE)

Picture = Callable[[str], str]
"""Gives a picture as data by its address in the page; nothing for one that is not there."""


def decoded(content: bytes) -> str:
    """Give the text of a file: UTF-8, or GB 18030 as older sites have it."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableDocument(
        "text-unreadable",
        Message("文件的编码读不出来。"),
        hint=Message("请用记事本打开，另存为UTF-8再试。"),
    )


def plain(text: str) -> str:
    """Give plain text as HTML: a paragraph for each of its lines."""
    return "".join(f"<p>{escape(line.strip())}</p>" for line in text.splitlines() if line.strip())


def page(html: str, picture: Picture) -> str:
    """Give a page as a body that was cleaned but for its pictures, which stand in it as data."""
    from lxml import html as reader

    if not html.strip():
        return ""
    tree: Any = reader.document_fromstring(re.sub(r"<!\[(?:if[^\]]*|endif)\]>|^\s*<\?xml[^>]*>", "", html))
    body = tree.body if tree.body is not None else tree
    for each in list(body.iter()):
        if not isinstance(each.tag, str) or each.tag in _GONE or _HIDDEN.search(each.get("style") or ""):
            _drop(each)
    for each in list(body.iter()):
        if each is not body:
            _plainer(each, picture)
    written = escape(body.text or "") + "".join(reader.tostring(each, encoding="unicode") for each in body)
    if deepest(written) > 10 * DEEPEST:
        raise UnreadableDocument(
            "nested-too-deep",
            Message("正文的HTML套了太多层。"),
            hint=Message("请用浏览器打开，把正文复制到Word里，再导入Word文档。"),
        )
    return cleaned_but_pictures(written)


def _plainer(each: Any, picture: Picture) -> None:
    side = _SIDE.search(each.get("style") or "")
    place = side[1].lower() if side else (each.get("align") or "").lower()
    if place in ("center", "right"):
        each.set("class", f"align-{place}")
    each.tag = _NAMES.get(each.tag, each.tag)
    if each.tag == "img":
        each.set("src", picture(each.get("src") or ""))
    elif each.tag == "div" and not any(child.tag in _BLOCKS for child in each):
        each.tag = "p"
    elif each.tag in _UNWRAPPED or ":" in each.tag or (each.tag == "a" and not _LINK.match(each.get("href") or "")):
        each.drop_tag()


def _drop(element: Any) -> None:
    if element.getparent() is not None:
        element.drop_tree()
