"""What is found in a report by the rules of its place: warnings, each with the document that asks for it."""

from __future__ import annotations

from gongkai.duties.selectors import What, split
from gongkai.filings.findings import LOCAL_LENGTH, LOCAL_POINT, LOCAL_PROBLEMS
from gongkai.filings.local_rules.selectors import binding
from gongkai.filings.models import Asks, Filing, LocalRule
from gongkai.law.message import Message
from gongkai.report.finding import Finding
from gongkai.report.model import Report

SEPARATOR = "、"
"""What stands between the words of a rule."""


def locally(filing: Filing, report: Report) -> list[Finding]:
    """Give what a report does not do that a rule of its place asks; of a part without text nothing is asked here."""
    rules = binding(filing.agency).filter(from_year__lte=filing.year)
    return [finding for rule in rules if (finding := _broken(rule, report)) is not None]


def _broken(rule: LocalRule, report: Report) -> Finding | None:
    part = report.part(rule.part)
    text = "" if part is None else "".join(part.text.split())
    if part is None or not text:
        return None
    said = {"part": part.spec.numeral, "source": rule.source, "asked": rule.number}
    if rule.asks == Asks.POINT:
        if any(word in text for word in rule.words.split(SEPARATOR) if word):
            return None
        return LOCAL_POINT(Message("第{part}部分没有写到{point}（{source}）。", **said, point=rule.point))
    number, asked = len(text), rule.number or 0
    if rule.asks == Asks.PROBLEMS:
        number = sum(each.what is What.PROBLEM for each in split(part.text))
    if rule.asks == Asks.LONGEST:
        told = Message("第{part}部分有{number}字，要求不超过{asked}字（{source}）。", **said, number=number)
        return LOCAL_LENGTH(told) if number > asked else None
    if number >= asked:
        return None
    if rule.asks == Asks.SHORTEST:
        return LOCAL_LENGTH(
            Message("第{part}部分有{number}字，要求不少于{asked}字（{source}）。", **said, number=number)
        )
    told = Message("第{part}部分写了{number}条问题，要求不少于{asked}条（{source}）。", **said, number=number)
    return LOCAL_PROBLEMS(told)
