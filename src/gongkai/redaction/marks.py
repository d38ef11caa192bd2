"""What is to be taken out of a document, and on what ground each part is (条例第37条: 对不予公开的内容说明理由)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import NamedTuple

from gongkai.law.citation import Citation, cite, cites
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message, Translate
from gongkai.law.outcomes import OUTCOME_BY_CODE, Group
from gongkai.redaction.boxes import Box


class Kind(Enum):
    """The kinds of things that are searched for."""

    ID_NUMBER = Message("身份证号")
    MOBILE = Message("手机号")
    PHONE = Message("固定电话")
    BANK_CARD = Message("银行卡号")
    EMAIL = Message("电子邮箱")
    ADDRESS = Message("地址")
    PLATE = Message("车牌号")
    WORD = Message("指定的字词")

    @property
    def code(self) -> str:
        """Give the name that stays the same in every language."""
        return self.name.lower()


PATTERNS = tuple(kind for kind in Kind if kind is not Kind.WORD)
"""What is searched for by its form."""


class Mark(NamedTuple):
    """An area of a page to be taken out, and the ground: the code of an outcome (DENY_4), or free words."""

    page: int
    box: Box
    ground: str


class Found(NamedTuple):
    """Something found by search: a box for each line it stands on. A proposal; whether it is marked is decided."""

    page: int
    boxes: tuple[Box, ...]
    kind: Kind
    text: str

    def marks(self, ground: str) -> tuple[Mark, ...]:
        """Give the marks that take it out."""
        return tuple(Mark(self.page, box, ground) for box in self.boxes)


class Ground(NamedTuple):
    """A ground for the letter: as it was given, in words, with its articles, for how many places on which pages."""

    ground: str
    words: str | Message
    citations: tuple[Citation, ...]
    places: int
    pages: tuple[int, ...]

    def text(self, translate: Translate | None = None) -> str:
        """Give the ground, how many places, on which pages and the articles; of no places it is of the whole."""
        said = self.words.text(translate) if isinstance(self.words, Message) else self.words
        if self.places:
            pages = list(self.pages)
            said = Message("{words}：{count}处（第{pages}页）", words=self.words, count=self.places, pages=pages).text(
                translate
            )
        if not self.citations:
            return said
        return f"{said}{Message('，依据：{citations}', citations=list(self.citations)).text(translate)}"


@cites("条例第37条")
def require_grounds(marks: Iterable[Mark]) -> None:
    """Refuse marks without a ground, or with a code that is no ground for withholding."""
    for mark in marks:
        if not mark.ground.strip():
            raise NotAllowed(
                "ground-missing",
                Message("第{page}页的标记没有写明理由。", page=mark.page),
                hint=Message("请写明不予公开的理由：处理结果的代码（如 DENY_4）或者文字。"),
                citation=cite("条例第37条"),
            )
        found = OUTCOME_BY_CODE.get(mark.ground)
        if found is None and mark.ground.isascii() and "_" in mark.ground:
            raise _no_ground(mark)
        if found is not None and found.group is not Group.WITHHELD:
            raise _no_ground(mark)


def _no_ground(mark: Mark) -> NotAllowed:
    codes = [code for code, outcome in OUTCOME_BY_CODE.items() if outcome.group is Group.WITHHELD]
    return NotAllowed(
        "ground-unknown",
        Message("第{page}页标记的理由“{ground}”不是不予公开的理由。", page=mark.page, ground=mark.ground),
        hint=Message("可用的代码有{codes}；也可以直接写文字。", codes=codes),
        citation=cite("条例第37条"),
    )


def grounds_of(marks: Sequence[Mark]) -> tuple[Ground, ...]:
    """Give the list of grounds for the letter, each once, in the order in which it first comes."""
    found = []
    for ground in dict.fromkeys(mark.ground for mark in marks):
        under = [mark for mark in marks if mark.ground == ground]
        found.append(ground_of(ground, len(under), tuple(sorted({mark.page for mark in under}))))
    return tuple(found)


def ground_of(ground: str, places: int, pages: tuple[int, ...]) -> Ground:
    """Give a ground with its words and articles: those of the outcome whose code it is, or the words that it is."""
    outcome = OUTCOME_BY_CODE.get(ground)
    words, citations = (outcome.label, outcome.citations) if outcome else (ground, ())
    return Ground(ground, words, citations, places, pages)
