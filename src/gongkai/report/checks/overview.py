"""Part one, the overview (总体情况): which of the aspects that the edition names it tells of, and which it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.law.citation import Citation, cite, cites
from gongkai.law.message import Message
from gongkai.report.checks.context import Context
from gongkai.report.checks.wording import part_source
from gongkai.report.edition import Aspect
from gongkai.report.finding import Code, Finding, Severity
from gongkai.report.model import Part, Report

ASPECT_MISSING = Code(
    "overview-aspect-missing",
    Severity.NOTICE,
    Message("总体情况缺少规定的方面"),
    Message("2021年的格式要求总体情况写五个方面：主动公开、依申请公开、政府信息管理、平台建设、监督保障。"),
    Message("请补写缺少的方面。"),
    cite("年报格式2021版第一部分"),
)
CODES = (ASPECT_MISSING,)

_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")


def aspects_told(part: Part) -> list[tuple[Aspect, str]]:
    """Give the aspects that the edition names a part to tell, each with the sentence that does, or without one.

    Of several sentences it is the first that names the aspect, else the first with words that tell of it.
    """
    sentences = [each for paragraph in part.paragraphs for each in _with_heading(_SENTENCE.findall(paragraph.text))]
    told = []
    for aspect in part.spec.aspects:
        found = [each for each in sentences if re.search(aspect.words, each)]
        named = [each for each in found if aspect.name in each]
        told.append((aspect, next(iter(named or found), "")))
    return told


def _with_heading(sentences: Sequence[str]) -> list[str]:
    """Give the sentences of a paragraph, with the heading it begins with as part of the first."""
    if len(sentences) > 1 and _HEADING.match(sentences[0]):
        return ["".join(sentences[:2]).strip(), *(each.strip() for each in sentences[2:])]
    return [each.strip() for each in sentences]


_HEADING = re.compile(r"^\s*[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．][^，,。]{1,20}。$")


@cites("年报格式2021版第一部分")
def overview_aspects(report: Report, context: Context) -> Iterator[Finding]:
    """Find which of the aspects that the edition names part one does not speak of."""
    overview = report.part("overview")
    if overview is None or not overview.text.strip():
        return
    text = overview.text
    missing = [each.name for each in overview.spec.aspects if re.search(each.words, text) is None]
    if missing:
        message = Message("总体情况没有写{missing}。", missing=missing)
        citation: Citation = part_source(report.edition, "overview")
        yield ASPECT_MISSING(message, place=overview.place, citation=citation)
