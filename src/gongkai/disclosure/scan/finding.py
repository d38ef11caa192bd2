"""Findings of the scan: of what kind, where, in an excerpt that shows no personal data, what is said of it."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from gongkai.law.citation import Citation
from gongkai.law.message import Message, Translate


class Severity(IntEnum):
    """How grave a finding is; greater is graver."""

    NOTICE = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> Message:
        """Give the word shown to people."""
        return _LABELS[self]


_LABELS = {Severity.NOTICE: Message("提示"), Severity.WARNING: Message("警告"), Severity.ERROR: Message("错误")}

PARTS = {
    "title": Message("名称"),
    "summary": Message("内容概述"),
    "issuers": Message("发文机关"),
    "facts": Message("登记的要素"),
    "body": Message("正文"),
    "file": Message("附件"),
}
"""The parts of a text, in their order."""
_ORDER = tuple(PARTS)


class Place(NamedTuple):
    """Where something stands: the part, of the body the paragraph, of a file its key and the page, from 1."""

    part: str
    number: int | None = None
    file: int = 0

    @property
    def order(self) -> tuple[int, int, int]:
        """Give the order of places."""
        return (_ORDER.index(self.part), self.file, self.number or 0)

    def text(self, translate: Translate | None = None) -> str:
        """Give the place as people say it, but for the name of the file, which the key stands for."""
        if self.number is None:
            return PARTS[self.part].text(translate)
        if self.part == "file":
            return Message("附件第{number}页", number=self.number).text(translate)
        return Message("{part}第{number}段", part=PARTS[self.part], number=self.number).text(translate)


class Excerpt(NamedTuple):
    """The words that were found, with those around them; personal data are masked."""

    words: str
    before: str = ""
    after: str = ""

    @property
    def text(self) -> str:
        """Give it as one."""
        return f"{self.before}{self.words}{self.after}"


class Finding(NamedTuple):
    """One thing found: its code, where, in which words, and what is said of it."""

    code: str
    place: Place
    excerpt: Excerpt
    message: Message


class Sort(NamedTuple):
    """A kind of finding: its stable code, how grave, what is found, what to do about it, on what ground.

    Calling it makes a finding of that kind; with a message of its own where there is more to say than the title.
    """

    code: str
    severity: Severity
    title: Message
    hint: Message
    citation: Citation | None = None

    def __call__(self, place: Place, excerpt: Excerpt | str, message: Message | None = None) -> Finding:
        """Make a finding of this kind."""
        told = Excerpt(excerpt) if isinstance(excerpt, str) else excerpt
        return Finding(self.code, place, told, message or self.title)
