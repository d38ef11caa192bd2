"""Documents opened in a process of its own, within limits; what was left out in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from gongkai.disclosure.documents.word import Reading
from gongkai.untrusted.worker import Limits, Worker, kept

KINDS = frozenset({"docx", "doc", "wps", "odt"})
MOST = 30 * 2**20
"""Bytes of a document."""
LIMITS = Limits(seconds=60, memory=2**31)


def read_document(content: bytes, kind: str) -> Reading:
    """Give a document as HTML, and what was left out of it. Raises UnreadableDocument."""
    reading: Reading = _worker().ask(content, kind)
    return reading


def left_out_in_words(left_out: Mapping[str, int]) -> list[str]:
    """Say what did not come along, so that nobody looks for it, and what did although it was not settled."""
    told = {
        "inserted": _("文档里有%(number)d处没有定稿的插入，已经按接受处理；请核对。"),
        "deleted": _("文档里有%(number)d处没有定稿的删除，删除的文字没有带入。"),
        "comments": _("有%(number)d条批注，没有带入。"),
        "hidden": _("有%(number)d处隐藏文字，没有带入。"),
        "objects": _("有%(number)d个嵌入的对象（如表格、公式、图形），没有带入，请核对。"),
        "headers": _("页眉和页脚没有带入。"),
        "pictures": _("有%(number)d张图片不是PNG或者JPEG，没有带入。"),
    }
    return [words % {"number": left_out[name]} for name, words in told.items() if left_out.get(name)]


def _worker() -> Worker:
    return kept("gongkai.disclosure.documents.word:read", LIMITS)
