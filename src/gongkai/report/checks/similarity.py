"""Narrative that repeats last year's report or another agency's almost word for word (内容雷同).

What must differ, or always does, is taken out first: figures, years and the agencies' names. Then the
share of the text that stands in the other, in short runs of characters, is taken part by part. Short
texts are not compared, for what everybody must say is said alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from gongkai.law.citation import cite, cites
from gongkai.law.message import Message
from gongkai.report.checks.context import Context, Limits
from gongkai.report.finding import Code, Finding, Severity
from gongkai.report.model import Part, Report

REPEATS_LAST_YEAR = Code(
    "repeats-last-year",
    Severity.WARNING,
    Message("文字与上一年度年报雷同"),
    Message(
        "除去数字、年份和机关名称，正文几乎逐字重复上一年度年报。2021年的格式点名不得内容雷同、敷衍塞责；"
        "有些情况确实年年相同，故作警告。"
    ),
    Message("请按本年度的实际情况改写。"),
    cite("年报格式2021版"),
)
REPEATS_ANOTHER = Code(
    "repeats-another-agency",
    Severity.WARNING,
    Message("文字与另一机关的年报雷同"),
    Message("除去数字、年份和机关名称，正文几乎逐字重复另一机关的年报。上级提供统一文字时也会如此，故作警告。"),
    Message("请按本机关的实际情况改写。"),
    cite("年报格式2021版"),
)
CODES = (REPEATS_LAST_YEAR, REPEATS_ANOTHER)

_LEFT_OUT = re.compile(r"[^一-鿿]+|[〇零一二两三四五六七八九十百千万]+")
_LONGEST = 20_000
"""How many characters of a part are compared, many times what any report has; it bounds time and memory."""
_DISTRICT = re.compile(r"^.{1,8}?[省市区县旗州盟]")


_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")


class Likeness(NamedTuple):
    """How much of a text stands in another, and which of its sentences nearly do, as they are written."""

    share: float
    sentences: tuple[str, ...]


def likeness(
    text: str,
    agency: str,
    other: str,
    other_agency: str,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> Likeness | None:
    """Give how much a text repeats another, by the measure of the checks; None for one that is too short to compare.

    >>> likeness("组织学习条例。", "某局", "组织学习条例。", "某局") is None
    True
    """
    run = limits.alike_run
    mine, theirs = _bare(text, agency), _runs(_bare(other, other_agency), run)
    if len(mine) < limits.alike_least:
        return None
    alike = []
    for sentence in _SENTENCE.findall(text):
        bare = _bare(sentence, agency)
        if len(bare) >= _SHORTEST and _shared(bare, theirs, run) >= limits.alike_share * (len(bare) - run + 1):
            alike.append(sentence.strip())
    return Likeness(_shared(mine, theirs, run) / (len(mine) - run + 1), tuple(alike))


def _shared(mine: str, theirs: frozenset[str], run: int) -> int:
    """Count the runs of a text that stand in another."""
    return sum(mine[at : at + run] in theirs for at in range(len(mine) - run + 1))


_SHORTEST = 12
"""Characters of a sentence that is compared: what is shorter everybody says alike."""


class _Alike(NamedTuple):
    """The parts that repeat another report, by how much each, and over the whole narrative."""

    parts: tuple[tuple[Part, float], ...]
    whole: float


@cites("年报格式2021版")
def repeats_last_year(report: Report, context: Context) -> Iterator[Finding]:
    """Find parts whose narrative is nearly that of the report given as last year's."""
    if context.previous is None or context.previous == report:
        return
    alike = _alike(report, context.previous, context.limits)
    for part, share in alike.parts:
        message = Message(
            "第{part}部分的文字有{share}%与上一年度年报相同（全部正文{whole}%）。",
            part=part.spec.numeral,
            share=round(share * 100),
            whole=round(alike.whole * 100),
        )
        basis = (part.spec.id, f"{round(share * 100)}%")
        yield REPEATS_LAST_YEAR(message, place=part.place, citation=report.edition.citation, basis=(basis,))


@cites("年报格式2021版")
def repeats_another_agency(report: Report, context: Context) -> Iterator[Finding]:
    """Find parts whose narrative is nearly that of the other agency's report it repeats the most."""
    others = [other for other in context.others if other.agency != report.agency]
    if not others:
        return
    found = [(_alike(report, other, context.limits), other) for other in others]
    alike, other = max(found, key=lambda each: (len(each[0].parts), each[0].whole))
    for part, share in alike.parts:
        message = Message(
            "第{part}部分的文字有{share}%与“{agency}”的年报相同（全部正文{whole}%）。",
            part=part.spec.numeral,
            share=round(share * 100),
            whole=round(alike.whole * 100),
            agency=other.agency,
        )
        basis = ((part.spec.id, f"{round(share * 100)}%"), ("agency", other.agency))
        yield REPEATS_ANOTHER(message, place=part.place, citation=report.edition.citation, basis=basis)


def _alike(report: Report, other: Report, limits: Limits) -> _Alike:
    found = []
    shared_runs = all_runs = 0
    for part in report.parts:
        counterpart = other.part(part.spec.id)
        mine = _bare(part.text, report.agency)
        runs = max(len(mine) - limits.alike_run + 1, 0)
        shared = 0
        if counterpart is not None and runs:
            theirs = _runs(_bare(counterpart.text, other.agency), limits.alike_run)
            shared = _shared(mine, theirs, limits.alike_run)
        shared_runs, all_runs = shared_runs + shared, all_runs + runs
        if len(mine) >= limits.alike_least and shared >= limits.alike_share * runs:
            found.append((part, shared / runs))
    return _Alike(tuple(found), shared_runs / all_runs if all_runs else 0.0)


@lru_cache(maxsize=512)
def _bare(text: str, agency: str) -> str:
    """Give the Chinese characters of a text without numerals and without the agency's name, whole or in short."""
    names = {agency, _DISTRICT.sub("", agency)} - {""}
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return _LEFT_OUT.sub("", text)[:_LONGEST]


@lru_cache(maxsize=512)
def _runs(text: str, length: int) -> frozenset[str]:
    return frozenset(text[at : at + length] for at in range(len(text) - length + 1))
