"""The six parts of a report among the lines of a document: headings, narrative, closing.

A heading is a line with a numeral and a label of the edition, or a variant or misspelling of it.
Sub-headings in brackets (（一）…) belong to the narrative. What a page prints before the title and
after the signature is not part of the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from gongkai.report.edition import Edition, PartSpec
from gongkai.report.finding import Place
from gongkai.report.model import Paragraph, Part
from gongkai.report.recognise.labels import core, fold, likeness
from gongkai.report.recognise.masthead import agency_in, is_date_line

_HEADING = re.compile(
    r"\s*(?:第(?P<ordinal>[一二三四五六七八九十])部分[、.．,，:：\s]*"
    r"|(?P<numeral>[一二三四五六七八九十]|[1-9])\s*[、.．,，:：\s]\s*)(?P<label>\S.*)",
    re.DOTALL,
)
_BRACKETED = re.compile(r"^\s*[(（]([一二三四五六])[)）]")
_YEAR = re.compile(r"^20\d\d年度?")
_LONGEST_HEADING = 40
_ALIKE_WITH_NUMERAL = 0.7
_FOOTER = re.compile(
    r"标识码|备案号|备案序号|ICP备|公网安备|版权所有|打印本页|关闭窗口|关闭本页|扫一扫|分享到|上一篇|下一篇|主办单位|承办单位|网站地图"
    r"|联系我们|收藏|相关链接|友情链接|责任编辑|浏览次数|技术支持|^附件[:：]|^打印$|^关闭$|^返回顶部$"
)
_ARABIC = dict(zip("123456789", "一二三四五六七八九"))


class Line(NamedTuple):
    """A line of the document outside the tables, or the mark that a table of the report stands here."""

    text: str
    place: Place | None = None
    table: str = ""


class Heading(NamedTuple):
    """A line read as a part's heading, and the text that runs on behind it in the same line."""

    spec: PartSpec
    numeral: str
    label: str
    rest: str


class Narrative(NamedTuple):
    """The parts in the order of the document, the lines before the first, the signature behind the last."""

    parts: tuple[Part, ...]
    before: tuple[Line, ...]
    closing: tuple[Paragraph, ...]


def read_heading(text: str, edition: Edition) -> Heading | None:
    """Give the part whose heading a line is, or None."""
    return _remembered(text, edition) if len(text) <= _LONGEST_HEADING else _read_heading(text, edition)


def _read_heading(text: str, edition: Edition) -> Heading | None:
    match = _HEADING.match(text)
    if match is None:
        return _bare_heading(text, edition)
    numeral = match["ordinal"] or _ARABIC.get(match["numeral"], match["numeral"])
    label = match["label"].strip().rstrip("、")
    known = _known(edition)
    exact = known.get(core(_YEAR.sub("", label))) if len(label) <= _LONGEST_HEADING else None
    if exact is not None:
        return Heading(exact, numeral, label, "")
    running = _running_on(label, known)
    if running is not None:
        return Heading(running[0], numeral, *running[1:])
    if len(label) > _LONGEST_HEADING or label.endswith(("。", "；")):
        return None
    spec = next((each for each in edition.parts if each.numeral == numeral), None)
    if spec is not None and likeness(core(label), core(spec.label)) >= _ALIKE_WITH_NUMERAL:
        return Heading(spec, numeral, label, "")
    return None


_remembered = lru_cache(maxsize=16384)(_read_heading)
"""Short lines, as of headings and of a site's navigation, are the same on page after page."""


def _bare_heading(text: str, edition: Edition) -> Heading | None:
    """Give the part of a heading without a numeral: only its official label will do."""
    written = text.strip()
    spec = _official(edition).get(fold(written)) if len(written) <= _LONGEST_HEADING else None
    return Heading(spec, "", written, "") if spec else None


@cache
def _official(edition: Edition) -> Mapping[str, PartSpec]:
    return {fold(part.label): part for part in edition.parts}


@cache
def _known(edition: Edition) -> Mapping[str, PartSpec]:
    return {core(label): part for part in edition.parts for label in (part.label, *part.variants)}


def _running_on(label: str, known: Mapping[str, PartSpec]) -> tuple[PartSpec, str, str] | None:
    """Give the part when a heading and its text stand in one line, as 一、总体情况。2020年……"""
    for length in range(4, min(len(label), _LONGEST_HEADING)):
        spec = known.get(core(label[:length]))
        if spec is not None and label[length] in "。：: 　" and core(label[length:]):
            return spec, label[:length], label[length:].lstrip("。：: 　")
    return None


def read_parts(lines: Sequence[Line], edition: Edition, agency: str = "") -> Narrative:
    """Give the parts that the lines of a document make up; `agency`, when known, tells its signature."""
    headings = _headings(lines, edition) or _headings(
        [line._replace(text=_unbracketed(line)) for line in lines], edition
    )
    headings = _without_contents_list(headings, lines)
    ends = [index for index, _ in headings[1:]] + [len(lines)]
    parts = []
    closing: tuple[Paragraph, ...] = ()
    for (start, heading), end in zip(headings, ends):
        paragraphs = [Paragraph(line.text, line.place) for line in lines[start + 1 : end] if not line.table]
        if heading.rest:
            paragraphs.insert(0, Paragraph(heading.rest, lines[start].place))
        if end == len(lines):
            paragraphs, closing = _without_closing(paragraphs, agency)
        parts.append(Part(heading.spec, heading.numeral, heading.label, tuple(paragraphs), lines[start].place))
    first = headings[0][0] if headings else len(lines)
    return Narrative(tuple(parts), tuple(lines[:first]), closing)


def _headings(lines: Sequence[Line], edition: Edition) -> list[tuple[int, Heading]]:
    return [
        (index, heading)
        for index, line in enumerate(lines)
        if not line.table and (heading := read_heading(line.text, edition)) is not None
    ]


def _unbracketed(line: Line) -> str:
    """Give a line with 、 for the brackets around its numeral, as where all parts are numbered （一）."""
    return _BRACKETED.sub(r"\1、", line.text)


def _without_contents_list(headings: list[tuple[int, Heading]], lines: Sequence[Line]) -> list[tuple[int, Heading]]:
    """Leave out headings with nothing under them where the same part comes again: a list of contents."""
    ids = [heading.spec.id for _, heading in headings]
    if len(ids) == len(set(ids)):
        return headings
    kept = []
    for position, (index, heading) in enumerate(headings):
        end = headings[position + 1][0] if position + 1 < len(headings) else len(lines)
        empty = end == index + 1 and not heading.rest
        if not (empty and ids.count(heading.spec.id) > 1):
            kept.append((index, heading))
    return kept


def _without_closing(paragraphs: Sequence[Paragraph], agency: str) -> tuple[list[Paragraph], tuple[Paragraph, ...]]:
    """Part the last part's text from the signature behind it, and leave out what the page prints below."""
    texts = [paragraph.text for paragraph in paragraphs]
    end = next((index for index, text in enumerate(texts) if _FOOTER.search(text)), len(texts))
    is_date = [is_date_line(text) for text in texts[:end]]
    dated = next((index for index in range(end) if is_date[index] or _signed(texts[index])), None)
    if dated is not None:
        end = dated + 1
    start = end
    while start and (is_date[start - 1] or agency_in(texts[start - 1]) or texts[start - 1] == agency):
        start -= 1
    return list(paragraphs[:start]), tuple(paragraphs[start:end])


def _signed(text: str) -> bool:
    """Tell whether a line is agency and date together."""
    return len(text) <= _LONGEST_HEADING and text.strip().endswith("日") and bool(agency_in(text))


def preamble(before: Iterable[Line], title: str) -> tuple[Paragraph, ...]:
    """Give the report's own lines before part one: those behind the title, if the title, or its end, is among them."""
    lines = list(before)
    folded = fold(title)
    own: list[Paragraph] = []
    for line in reversed(lines if folded else ()):
        if _ends_title(folded, line.text):
            return tuple(reversed(own))
        if not line.table:
            own.append(Paragraph(line.text, line.place))
    return ()


def _ends_title(folded: str, text: str) -> bool:
    line = fold(text)
    return folded in line or (line.endswith(("报告", "年报")) and folded.endswith(line))
