"""What stands beside a part of the report while it is written: what is wrong, what is left out, whom it repeats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from gongkai.filings.local_rules.checking import locally
from gongkai.filings.models import Filing
from gongkai.filings.narrative import names_in, offered, passages_of, values_of
from gongkai.filings.reporting import numbers, report_of, text_of
from gongkai.filings.writing.others import Other, most_alike
from gongkai.report.checks.context import Context
from gongkai.report.checks.narrative import text_against_tables
from gongkai.report.checks.overview import aspects_told
from gongkai.report.checks.years import text_year
from gongkai.report.finding import Finding
from gongkai.report.model import Report


class Piece(NamedTuple):
    """A run of the text, and whether it nearly stands in another."""

    words: str
    alike: bool


@dataclass(frozen=True)
class Beside:
    """What is told of the text of a part as it was saved, with its numbers filled in."""

    paragraphs: Sequence[Sequence[Piece]]
    length: int
    lacking: Sequence[str]
    """The fields in it that say nothing."""
    findings: Sequence[Finding]
    aspects: Sequence[tuple[str, str, bool]]
    """The aspects that the edition asks for, each with the sentence that tells it, if any, and whether it names it."""
    others: Sequence[Other]
    offered: Sequence[tuple[str, str]]


def beside(filing: Filing, part: str, officer: Any, on: date) -> Beside:
    """Give what is told of a part of a filing to the officer who writes it."""
    report = report_of(filing)
    text = text_of(report, part)
    values = values_of(filing, numbers(filing))
    others = most_alike(filing, part, text, officer, on)
    alike = {sentence for each in others for sentence in each.alike.sentences}
    alone = _alone(report, part)
    spec = alone.part(part)
    return Beside(
        paragraphs=[_pieces(line, alike) for line in text.splitlines()],
        length=len("".join(text.split())),
        lacking=[name for name in names_in(passages_of(filing).get(part, "")) if name not in values],
        findings=[
            *text_against_tables(alone, Context()),
            *text_year(alone, Context()),
            *locally(filing, alone),
        ],
        aspects=[(aspect.name, sentence, aspect.name in sentence) for aspect, sentence in aspects_told(spec)]
        if spec
        else [],
        others=others,
        offered=offered(values),
    )


def _alone(report: Report, part: str) -> Report:
    """Give a report with the text of one part alone: what is found in it is of that part."""
    return replace(
        report,
        preamble=report.preamble if part == "preamble" else (),
        parts=tuple(each if each.spec.id == part else replace(each, paragraphs=()) for each in report.parts),
        closing=report.closing if part == "closing" else (),
    )


def _pieces(line: str, alike: set[str]) -> list[Piece]:
    """Take a paragraph apart at the sentences that nearly stand in another text."""
    pieces: list[Piece] = []
    rest = line
    while rest:
        found = [(rest.find(each), each) for each in alike if each in rest]
        if not found:
            return [*pieces, Piece(rest, alike=False)]
        at, sentence = min(found)
        pieces += [Piece(rest[:at], alike=False)] if at else []
        pieces.append(Piece(sentence, alike=True))
        rest = rest[at + len(sentence) :]
    return pieces
