"""What a document says of itself: title, number, day, who issued it. Guessed, and offered to be looked at."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import NamedTuple

from gongkai.law.document_number import normalised

_BLOCK = re.compile(r"<(p|h[2-4])(?:\s+class=\"align-(center|right)\")?[^>]*>(.*?)</\1>", re.DOTALL)
_LEADING = re.compile(rf"\s*{_BLOCK.pattern}", re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,20}\s*[〔\[［(（【]\s*[0-9０-９]{4}\s*[〕\]］)）】]\s*第?\s*[0-9０-９]+\s*号")
_DAY = re.compile(r"[（(]?\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*[）)]?")
_DIGITS = "〇一二三四五六七八九"
_DAY_IN_WORDS = re.compile(
    r"([〇零○二一三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_ISSUER = re.compile(r"[\u4e00-\u9fff（）、\s]{4,40}(?:局|府|委|会|厅|院|办|室|部|处|所|中心|集团|公司|馆|校)")
_HEAD = re.compile(r".*(?:文件|公报|通报|专报|简报)$|.*(?:〔|第\d+期)")
_CLOSE = "。；：，、"
_FIRST, _LAST = 15, 20
"""How many blocks from the beginning, and from the end, what is sought stands among."""


class Guess(NamedTuple):
    """What was found, each as it would be typed; empty where nothing was."""

    title: str = ""
    document_number: str = ""
    issuers: str = ""
    made_on: date | None = None


def guess(html: str) -> Guess:
    """Guess from a body that was cleaned."""
    blocks = [(found[2] or "", found[1], _plain(found[3])) for found in _BLOCK.finditer(html)]
    blocks = [each for each in blocks if each[2]]
    number = next((found for _, _, words in blocks[:_FIRST] if (found := _NUMBER.search(words))), None)
    made_on, issuers = _signed([words for _, _, words in blocks[-_LAST:]])
    return Guess(_title(blocks[:_FIRST]), normalised(number[0]) if number else "", issuers, made_on)


def without_head(html: str, found: Guess) -> str:
    """Give a body without the red head, number and title it begins with: the page says them above the body.

    >>> without_head("<p>某局文件</p><p>关于</p><p>甲的通知</p><p>各单位：</p>", Guess("关于甲的通知"))
    '<p>各单位：</p>'
    >>> without_head("<p>各单位：</p><p>关于甲的通知</p>", Guess("关于甲的通知"))
    '<p>各单位：</p><p>关于甲的通知</p>'
    """
    title, at = "".join(found.title.split()), 0
    while title and (block := _LEADING.match(html, at)):
        words = "".join(_plain(block[3]).split())
        if "<img" in block[0]:
            break
        if words and title.startswith(words):
            title = title[len(words) :]
        elif words and not _HEAD.fullmatch(words) and normalised(words) != found.document_number:
            break
        at = block.end()
    if not found.title or title:
        return html
    number = _LEADING.match(html, at)
    if number and found.document_number and normalised(_plain(number[3])) == found.document_number:
        at = number.end()
    return html[at:]


def _plain(html: str) -> str:
    return " ".join(unescape(_MARKUP.sub("", html)).split())


def _title(blocks: list[tuple[str, str, str]]) -> str:
    """Give the first line in the middle with those that go on with it, or the first that sounds like a title."""
    lines: list[str] = []
    for side, tag, words in blocks:
        is_title = (side == "center" or tag == "h2") and not _NUMBER.search(words) and not _HEAD.fullmatch(words)
        if is_title and not _DAY.fullmatch(words):
            lines.append(words)
            if tag == "h2":
                break
        elif lines:
            break
    if not lines:
        about = re.compile(r"^[^。；]{0,60}关于.{2,120}的[\u4e00-\u9fff]{2,6}$")
        lines = [words for _, _, words in blocks if about.match(words)][:1]
    return re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "", "".join(lines))[:200]


def _signed(blocks: list[str]) -> tuple[date | None, str]:
    for at in range(len(blocks) - 1, -1, -1):
        day = _day(blocks[at])
        if day is not None:
            before = blocks[at - 1] if at else ""
            named = _ISSUER.fullmatch(before) is not None and not before.endswith(tuple(_CLOSE))
            return day, "、".join(before.split()) if named else ""
    return None, ""


def _day(words: str) -> date | None:
    """Read a line that is a day and nothing else, in figures or in words.

    >>> _day("2026年3月2日"), _day("二〇二六年三月十二日"), _day("2026年3月2日起施行")
    (datetime.date(2026, 3, 2), datetime.date(2026, 3, 12), None)
    """
    try:
        if found := _DAY.fullmatch(words):
            return date(*map(int, found.groups()))
        if found := _DAY_IN_WORDS.fullmatch(words):
            year = int("".join(str(_DIGITS.index(each.replace("零", "〇").replace("○", "〇"))) for each in found[1]))
            return date(year, _small(found[2]), _small(found[3]))
    except ValueError:
        pass
    return None


def _small(words: str) -> int:
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return _DIGITS.index(words)
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0)
