"""Two texts of a report side by side: the figures that differ, cell by cell, and the sentences that do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from gongkai.filings.models import Version
from gongkai.filings.reporting import name_of, report_of
from gongkai.filings.signing.selectors import figures_now, report_signed
from gongkai.report.compare.sentences import Sentence, narrative, sentences


class Differing(NamedTuple):
    """A figure that is another in the later one: what it is called, and both numbers, empty where there is none."""

    words: str
    before: str
    after: str


class Compared(NamedTuple):
    """What differs: figures, and by part the sentences."""

    figures: Sequence[Differing]
    parts: Sequence[tuple[str, Sequence[Sentence]]]


def compared(before: Version, after: Version | None) -> Compared:
    """Give what differs between a version and a later one, or else the report as it is compiled now."""
    filing = before.filing
    later = figures_now(filing) if after is None else after.figures
    figures = [
        Differing(name_of(filing, (table, row, column)), before.figures.get(name) or "", later.get(name) or "")
        for name in {**before.figures, **later}
        if before.figures.get(name) != later.get(name)
        for table, row, column in [name.split(".")]
    ]
    old, new = report_signed(before), report_of(filing) if after is None else report_signed(after)
    around = (
        (_("标题"), [old.title], [new.title]),
        (_("导语"), [each.text for each in old.preamble], [each.text for each in new.preamble]),
        (_("落款"), [each.text for each in old.closing], [each.text for each in new.closing]),
    )
    parts = [(label, list(sentences(was, now))) for label, was, now in around]
    parts[2:2] = [(each.label, each.sentences) for each in narrative(old, new)]
    return Compared(figures, [(label, found) for label, found in parts if found])
