"""The gate: what the checks of `gongkai.report` find in a filing's report, and what of it stands in the way.

An error cannot be true as it stands and is in the way until it is put right. A warning is in the way until somebody has
said why it may stay (`Waiver`); that holds for the cells it is about, as they stood then (`resting`).

Not here: how alike the text is to other agencies', which is shown while it is written (`writing.others`). What others
publish meanwhile closes nobody's gate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gongkai.duties.selectors import ProblemSource
from gongkai.filings.before import before
from gongkai.filings.findings import FIELD_WITHOUT_NUMBER, PART_FIVE_UNREAD
from gongkai.filings.local_rules.checking import locally
from gongkai.filings.models import Filing, Waiver
from gongkai.filings.narrative import names_in, passages_of, values_of
from gongkai.filings.reporting import numbers, report_of
from gongkai.filings.resting import mark_of, mark_of_words
from gongkai.filings.rolling.adding import rolled_up_then
from gongkai.filings.wording.facts import problems_of
from gongkai.law.message import Message
from gongkai.report.checks import check
from gongkai.report.finding import Finding, Severity
from gongkai.report.model import Report


class Judged(NamedTuple):
    """A finding, what tells it from others, and why it may stay, if somebody has said so."""

    finding: Finding
    mark: str
    waiver: Waiver | None

    @property
    def stands_in_the_way(self) -> bool:
        """Say whether the report cannot go on with it."""
        if self.finding.severity is Severity.WARNING:
            return self.waiver is None
        return self.finding.severity is Severity.ERROR


@dataclass(frozen=True)
class Gate:
    """What was found in the report of a filing, the gravest first; waivers of what is found no more have lapsed."""

    report: Report
    judged: Sequence[Judged]
    lapsed: Sequence[Waiver]

    @property
    def is_open(self) -> bool:
        """Say whether nothing stands in the way."""
        return not any(each.stands_in_the_way for each in self.judged)


def gate(filing: Filing) -> Gate:
    """Check the report of a filing as it stands, beside that of the year before, wherever that was had from."""
    report = report_of(filing)
    last = before(filing)
    found: tuple[Finding, ...] = (
        *_without_number(filing),
        *_unread(filing),
        *locally(filing, report),
        *_of_members(filing),
        *check(report, previous=last.report if last else None),
    )
    waivers = {each.mark: each for each in filing.waivers.standing().select_related("officer")}
    judged = [_judged(each, last.named(each) if last else each, waivers) for each in found]
    holding = {each.waiver.pk for each in judged if each.waiver}
    return Gate(report, judged, [each for each in waivers.values() if each.pk not in holding])


def _judged(finding: Finding, told: Finding, waivers: Mapping[str, Waiver]) -> Judged:
    mark = mark_of(finding)
    return Judged(told, mark, waivers.get(mark) or waivers.get(mark_of_words(told)))


def _without_number(filing: Filing) -> list[Finding]:
    """Find the fields that say nothing, in the text as it was written: what a fact says in braces is no field."""
    values = values_of(filing, numbers(filing))
    names = dict.fromkeys(name for text in passages_of(filing).values() for name in names_in(text))
    lacking = [name for name in names if name not in values]
    return [FIELD_WITHOUT_NUMBER(Message("文字里的“{name}”还没有数字。", name=name)) for name in lacking]


def _unread(filing: Filing) -> list[Finding]:
    """Find that part five stands as drafted, with problems that others found: nobody has read it yet."""
    if filing.problems is not None or any(each.part == "problems" for each in filing.passages.all()):
        return []
    found = [each for rows in problems_of(filing) for each in rows.filter(source__in=_FOUND_BY_OTHERS)]
    told = Message("第五部分的草稿写了别处发现的问题{number}个。", number=len(found))
    return [PART_FIVE_UNREAD(told, basis=tuple((f"problem.{each.pk}", each.text) for each in found))] if found else []


_FOUND_BY_OTHERS = (ProblemSource.SUPERVISION, ProblemSource.REMEDY)


def _of_members(filing: Filing) -> list[Finding]:
    """Give what was found in the reports of members where the figures are theirs, as they were added up."""
    return rolled_up_then(filing).findings if filing.is_rolled_up else []
