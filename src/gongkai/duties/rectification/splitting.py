"""The problems and measures that part five of an annual report (存在的主要问题及改进情况) tells, taken apart.

A pure function from text to parts. What it makes of a text is a proposal: somebody confirms each part, and nothing of
the text is lost on the way. It knows nothing of ledgers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

_DIGITS = "一二三四五六七八九十"
_MARK = re.compile(
    rf"(?:^|(?<=[。；;：:！，,]))\s*(?:[{_DIGITS}]{{1,3}}是|第[{_DIGITS}]{{1,3}}[，,、]|其[{_DIGITS}][，,、]"
    rf"|[（(](?:[{_DIGITS}]{{1,3}}|\d{{1,2}})[）)]|[{_DIGITS}]{{1,3}}[、.．]|\d{{1,2}}[.．、](?!\d)|[①-⑳])\s*"
)
"""What begins an item of an enumeration: 一是, 第一，, （一）, 1., ①."""

_LACKS = re.compile(
    r"有待|不够|不足|不高|不强|不到位|不及时|不规范|不完善|不健全|不全面|不深入|不平衡|不熟悉|不丰富|不多|不紧密"
    r"|欠缺|缺乏|薄弱|滞后|单一|偏少|较少|偏低|较低|差距|短板|仍需|还需|尚需|需进一步|还存在|仍存在|存在.{0,40}问题"
)
"""What says that something is wrong."""
_TURN = re.compile(
    r"^(?:下一步|下步|下一年度?|今后|接下来|针对|为此|对此|改进(?:措施|情况|做法)|整改(?:措施|情况)|努力方向)"
)
"""What turns from problems to measures."""
_INTENDS = re.compile(r"将|进一步|加强|继续|完善|不断|着力|加大")
_MEASURES_OF_ONE = re.compile(r"(?:改进|整改)(?:措施|情况|做法)[：:]")
_TITLE = re.compile(r"存在的?(?:主要)?(?:问题|不足)(?:及|和|与|以及)(?:下一步)?改进(?:情况|措施|方向)")
_HEADS_PROBLEMS = re.compile(r"(?:存在的?)?(?:主要)?(?:问题|不足|困难)(?:和不足)?")
_HEADS_MEASURES = re.compile(r"(?:下一步)?(?:改进|整改|工作)(?:情况|措施|打算|计划|方向|思路)|努力方向")
_TELLS_OF = re.compile(r"问题|不足|困难|差距")
_AMONG = re.compile(r"[，,、；;]|以及|和(?=[^，,、；;]{0,100}?(?:有待|不))")
"""What stands between problems that are told side by side."""
_FAULTS = ("问题", "不足", "情况")


class What(StrEnum):
    """What a part of the text is taken for."""

    PROBLEM = "problem"
    MEASURE = "measure"
    OTHER = "other"


class Part(NamedTuple):
    """A part of the text, without its number and its full stop."""

    text: str
    what: What


def split(text: str) -> tuple[Part, ...]:
    """Take a text apart into what it says is wrong, what it says will be done, and the rest, in its order.

    >>> for part in split("公开不够及时。下一步：一是加强培训；二是明确责任。"): print(part.what, part.text)
    problem 公开不够及时
    measure 加强培训
    measure 明确责任
    """
    reader = _Reader()
    return tuple(part for line in text.splitlines() for part in reader.line(re.sub(r"\s+", "", line)))


class _Reader:
    """Goes through the lines, and knows whether they are telling problems or measures."""

    def __init__(self) -> None:
        self._telling: What | None = None

    def line(self, line: str) -> Iterator[Part]:
        """Go through the parts of a line: what comes before its first item, then each item."""
        marks = list(_MARK.finditer(line))
        yield from self._sentences(line[: marks[0].start()] if marks else line)
        ends = [mark.start() for mark in marks[1:]] + [len(line)]
        for mark, end in zip(marks, ends):
            yield from self._item(line[mark.end() : end])

    def _item(self, text: str) -> Iterator[Part]:
        """Go through an item: one part, unless it turns to what will be done."""
        sentences = _sentences_of(text)
        if sentences and self._heads(sentences[0]):
            yield from self._sentences("".join(sentences[1:]))
            return
        if found := _MEASURES_OF_ONE.search(text):
            before, after = text[: found.start()], text[found.end() :]
            yield from _part(before, What.PROBLEM)
            yield from _part(after, What.MEASURE)
            return
        turned = next((at for at, each in enumerate(sentences) if at and _TURN.search(each)), len(sentences))
        if self._telling is None:
            self._telling = What.PROBLEM if _LACKS.search(text) else What.MEASURE
        yield from _part("".join(sentences[:turned]), self._telling)
        yield from self._sentences("".join(sentences[turned:]))

    def _sentences(self, text: str) -> Iterator[Part]:
        """Go through what is no item of an enumeration, sentence by sentence."""
        for sentence in _sentences_of(text):
            if self._heads(sentence):
                continue
            what = self._what(sentence)
            if what is not What.OTHER:
                self._telling = what
            if sentence.endswith(("：", ":")):  # it leads to the items after it
                continue
            if what is What.PROBLEM:
                for each in _problems_of(sentence):
                    yield from _part(each, what)
            else:
                yield from _part(sentence, what)

    def _what(self, sentence: str) -> What:
        if _TURN.search(sentence):
            return What.MEASURE
        if _LACKS.search(sentence):
            return What.PROBLEM
        if self._telling is What.MEASURE or _INTENDS.search(sentence):
            return What.MEASURE
        return What.OTHER

    def _heads(self, text: str) -> bool:
        """Say whether a text is a heading, and take note of what it heads."""
        bare = text.strip("。；;：:，, ")
        if not bare or _TITLE.fullmatch(bare):
            return True
        for pattern, what in ((_HEADS_PROBLEMS, What.PROBLEM), (_HEADS_MEASURES, What.MEASURE)):
            if pattern.fullmatch(bare):
                self._telling = what
                return True
        return False


def _sentences_of(text: str) -> list[str]:
    return [each for each in re.split(r"(?<=[。！])|(?<=[：:])(?=$)", text) if each]


def _problems_of(sentence: str) -> list[str]:
    """Give the problems that one sentence tells side by side, or the sentence where it tells but one."""
    whole = sentence.strip("。；;！")
    bare = _without_lead(whole)
    told = _told(bare)
    if told is None and bare == whole:
        return [whole]
    parts = _AMONG.split(told or bare)
    return parts if all(_LACKS.search(each) for each in parts) else [bare]


# By positions, not by expressions: these would go through a long text once for each of its characters.
def _without_lead(text: str) -> str:
    """Give a text without what leads in to problems before its first colon (主要问题：)."""
    at = min((place for place in map(text.find, "：:") if place >= 0), default=-1)
    return text[at + 1 :] if at >= 0 and _TELLS_OF.search(text, 0, at) else text


def _told(text: str) -> str | None:
    """Give what stands between 存在 and 等问题, where a text ends so."""
    at = text.find("存在")
    if at < 0 or not text.endswith(_FAULTS):
        return None
    what = text[at + 2 : -2]
    return what.rstrip("的等") or what[:1] or None


def _part(text: str, what: What) -> Iterator[Part]:
    bare = text.strip("。；;，,！ ")
    if bare:
        yield Part(bare, what)
