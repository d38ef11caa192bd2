"""The words of a comparison that its pages, workbooks and the terminal have in common."""

from __future__ import annotations

from collections import Counter
from functools import reduce

from gongkai.law.message import Message
from gongkai.report.compare.changes import Change
from gongkai.report.compare.comparison import Comparison
from gongkai.report.compare.sentences import Kind, PartChanged
from gongkai.report.model import Report


def title(made: Comparison) -> Message:
    """Give the title of a comparison: whose reports, for which years."""
    old, new = made.old, made.new
    if old.agency == new.agency:
        return Message("{agency}{old}、{new}年报比较", agency=new.agency, old=year_of(old), new=year_of(new))
    return Message(
        "{old_agency}{old}与{new_agency}{new}年报比较",
        old_agency=old.agency,
        old=year_of(old),
        new_agency=new.agency,
        new=year_of(new),
    )


def year_of(report: Report) -> Message:
    """Say for which year a report is."""
    return Message("年度不明") if report.year is None else Message("{year}年度", year=report.year)


def outcome(made: Comparison) -> Message:
    """Say in a sentence what a comparison found."""
    figures, sentences = len(made.figures), sum(len(part.sentences) for part in made.narrative)
    if not (figures or sentences or made.about or made.breaks):
        return Message("没有不同。")
    if made.breaks:
        return Message(
            "数字{figures}处不同，文字{sentences}句不同；结转或现行有效有{breaks}处接不上。",
            figures=figures,
            sentences=sentences,
            breaks=made.breaks,
        )
    return Message("数字{figures}处不同，文字{sentences}句不同。", figures=figures, sentences=sentences)


def became(part: PartChanged) -> Message:
    """Say how many sentences of a part stand in both, and what became of the others."""
    counts = Counter(each.kind for each in part.sentences)
    told = [Message("相同{count}句", count=part.alike)]
    told += [Message("{kind}{count}句", kind=kind.label, count=counts[kind]) for kind in Kind if counts[kind]]
    return reduce(lambda one, other: Message("{one}，{other}", one=one, other=other), told)


def not_listed(count: int) -> Message:
    """Say how many sentences of a part changed and are not listed."""
    return Message("另有{count}句改动没有列出。", count=count)


def row_of(change: Change) -> str:
    """Give the row of a change with the group it stands in: 3.其他 alone says little."""
    return "　".join(filter(None, (change.group, change.row)))
