"""Personal data told by its form: identity numbers, phones, bank cards, e-mail, addresses, number plates.

What is found is a proposal, so that a doubtful number is rather found than passed over; where the number carries a
check digit (identity numbers, bank cards), it decides. A text is searched as it stands, with its lines joined, and
without any spaces: numbers and names are broken by lines and set apart by spaces, and columns of a table must not
run into one number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from unicodedata import normalize

from gongkai.law.identity_number import check_place
from gongkai.redaction.marks import Kind


class Span(NamedTuple):
    """A part of a text: from one character to before another."""

    start: int
    end: int
    kind: Kind


class View(NamedTuple):
    """A text in one way of reading it, and where each of its characters stood."""

    text: str
    at: Sequence[int]


_FOLDED = str.maketrans("‐‑‒–—−﹣﹘", "--------")


def views(chars: Sequence[str]) -> tuple[View, View, View]:
    """Give a text as it stands, with its lines joined, and without spaces.

    Characters of full width, and others that only look different, are read as the plain ones.
    """
    pairs = [(each, at) for at, char in enumerate(chars) for each in normalize("NFKC", char).translate(_FOLDED)]
    joined = [(char, at) for char, at in pairs if char not in "\r\n"]
    squeezed = [(char, at) for char, at in joined if not char.isspace()]
    whole, lines, dense = (
        View("".join(char for char, _ in each), [at for _, at in each]) for each in (pairs, joined, squeezed)
    )
    return whole, lines, dense


def spans(chars: Sequence[str], kinds: Iterable[Kind], words: Iterable[str]) -> list[Span]:
    """Give what is found in a text, whose characters are given one by one, in the order of the text.

    >>> spans("电话 138 0013 8000。", [Kind.MOBILE], [])
    [Span(start=3, end=16, kind=<Kind.MOBILE: Message('手机号')>)]
    """
    standing = views(chars)
    found = {span for kind in kinds for span in _by_form(kind, standing)}
    found |= {span for word in words for span in _by_word(word, standing[2])}
    return sorted(span for span in found if not any(_covers(other, span) for other in found))


def _covers(other: Span, span: Span) -> bool:
    """Tell whether another span makes this one needless: it holds it, and more, or is of a surer kind."""
    if other is span or other == span or (Kind.WORD in (other.kind, span.kind) and other.kind is not span.kind):
        return False
    if other.start > span.start or other.end < span.end:
        return False
    longer = other.end - other.start > span.end - span.start
    return longer or _SUREST.index(other.kind) < _SUREST.index(span.kind)


_SUREST = tuple(Kind)


def _by_form(kind: Kind, standing: tuple[View, View, View]) -> Iterator[Span]:
    form = _FORMS[kind]
    for view in (standing[each] for each in form.views):
        for start, end in form.find(view.text):
            yield Span(view.at[start], view.at[end - 1] + 1, kind)


def _by_word(word: str, dense: View) -> Iterator[Span]:
    pairs = [(each, at) for char, at in zip(dense.text, dense.at) for each in char.lower()]
    text = "".join(char for char, _ in pairs)
    sought = "".join(views(word)[2].text.lower().split())
    start = text.find(sought) if sought else -1
    while start >= 0:
        yield Span(pairs[start][1], pairs[start + len(sought) - 1][1] + 1, Kind.WORD)
        start = text.find(sought, start + 1)


# ── The forms ────────────────────────────────────────────────────────────────

_WHOLE, _JOINED, _DENSE = 0, 1, 2
_GAP = "[ -]{0,2}"

_YEAR, _MONTH, _DAY = r"(?:18|19|20)\d\d", r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
_ID_18 = re.compile(rf"(?<!\d)[1-9]\d{{5}}{_GAP}{_YEAR}{_GAP}{_MONTH}{_GAP}{_DAY}{_GAP}\d{{3}}{_GAP}[\dXx](?!\d)", re.A)
_ID_15 = re.compile(rf"(?<!\d)[1-9]\d{{5}}{_GAP}\d\d{_MONTH}{_DAY}{_GAP}\d{{3}}(?!\d)", re.A)
_MOBILE = re.compile(rf"(?<!\d)(?:(?:\+|00)?86{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?!\d)", re.A)
_PHONE = re.compile(
    r"(?<![\d-])(?:"
    r"\(?0\d{2,3}\)?[ -]{0,2}\d{3,4}[ -]?\d{4}"
    r"|[48]00[ -]?\d{3}[ -]?\d{4}"
    r"|(?:(?<=电话[: ])|(?<=座机[: ])|(?<=传真[: ])|(?<=电话)|(?<=座机)|(?<=传真))[2-8]\d{6,7}"
    r")(?:(?: ?转 ?|-)\d{1,5})?(?!\d)",
    re.A,
)
_CARDS = (
    re.compile(r"(?<!\d)[3-6]\d{13,18}(?!\d)", re.A),
    re.compile(r"(?<!\d)[3-6]\d{3}(?:[ -]\d{4}){3}(?:[ -]?\d{1,3})?(?!\d)", re.A),
)
_EMAIL = re.compile(r"[A-Za-z0-9][\w.+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24}", re.A)
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
    r"[A-HJ-NP-Z][·・•. -]?(?=[A-Z0-9]*\d)[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳](?![A-Za-z0-9])"
)


def _matches(pattern: re.Pattern[str]) -> Callable[[str], Iterator[tuple[int, int]]]:
    return lambda text: (match.span() for match in pattern.finditer(text))


def _id_numbers(text: str) -> Iterator[tuple[int, int]]:
    for match in _ID_18.finditer(text):
        if _id_checks(_digits(match[0])):
            yield match.span()
    yield from _matches(_ID_15)(text)


def _cards(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for form in _CARDS for match in form.finditer(text) if _luhn(match[0]))


def _digits(text: str) -> str:
    return "".join(char for char in text.upper() if char.isalnum())


def _id_checks(number: str) -> bool:
    """Tell whether the last digit of an identity number is the one that GB 11643 gives."""
    return check_place(number[:17]) == number[17]


def _luhn(text: str) -> bool:
    """Tell whether a card number adds up by the formula of ISO/IEC 7812."""
    digits = [int(digit) for digit in reversed(_digits(text))]
    return (sum(digits[::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])) % 10 == 0


_HOUSE = re.compile(
    r"(?:\d{1,5}|[一二三四五六七八九十百]{1,4})(?:[-之]\d{1,5}){0,3}(?:号楼|号院|号|栋|幢|座|单元|室|户|组|弄)", re.A
)
_BEFORE_HOUSE = re.compile(r"[\u4e00-\u9fffA-Za-z0-9()-]{0,40}\Z", re.A)
_ROAD = re.compile(r"路|街|巷|弄|胡同|大道|村|镇|乡|区|县|市|省|苑|园|庄|屯|旗")
_LEAD = re.compile(
    r".*(?:住址|地址|住所地?|户籍地?|家住|现住|住在|居住于|居住在|居住|坐落于|坐落|位于|座落|通讯处|邮寄至|寄往|寄至|送至)(?:[为是在于])?"
    r"|.*(?:住|在|于|至)(?=[\u4e00-\u9fff]{2,8}(?:省|市|区|县|自治|路|街|镇|乡|村))"
)
_ADMINISTRATIVE = re.compile(r"[\u4e00-\u9fff]{2,3}(?:省|市|自治区|特别行政区)")


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    """Find house numbers, and go back from each to where the address begins; houses that follow belong to it."""
    end = 0
    for house in _HOUSE.finditer(text):
        if house.start() < end:
            continue
        before = _BEFORE_HOUSE.search(text, max(end, house.start() - 40), house.start())
        if before is None or _ROAD.search(before[0]) is None:
            continue
        lead = _LEAD.match(before[0])
        start = before.start() + (lead.end() if lead else 0)
        end = house.end()
        while (more := _MORE.match(text, end)) is not None:
            end = more.end()
        if start < house.start():
            yield start, end


_MORE = re.compile(
    r"[\u4e00-\u9fff]{0,8}?(?:\d{1,5}|[一二三四五六七八九十百]{1,4}|[A-Za-z])(?:[-之]\d{1,5}){0,3}"
    r"(?:号楼|号院|号|栋|幢|座|单元|楼|层|室|户|组|门)"
    r"|(?:东|西|南|北)?\d{3,4}(?=$|[^\d年月日.元%万])",
    re.A,
)


class _Form(NamedTuple):
    """How a kind is found in a text, and in which views of it."""

    find: Callable[[str], Iterator[tuple[int, int]]]
    views: tuple[int, ...]


_FORMS: Mapping[Kind, _Form] = {
    Kind.ID_NUMBER: _Form(_id_numbers, (_WHOLE, _JOINED, _DENSE)),
    Kind.MOBILE: _Form(_matches(_MOBILE), (_WHOLE, _JOINED)),
    Kind.PHONE: _Form(_matches(_PHONE), (_WHOLE, _JOINED)),
    Kind.BANK_CARD: _Form(_cards, (_WHOLE, _JOINED)),
    Kind.EMAIL: _Form(_matches(_EMAIL), (_WHOLE, _JOINED)),
    Kind.ADDRESS: _Form(_addresses, (_DENSE,)),
    Kind.PLATE: _Form(_matches(_PLATE), (_WHOLE, _JOINED)),
}
