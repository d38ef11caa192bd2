"""Two texts of a report side by side: the figures that differ, cell by cell, and the sentences that do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from gongkai.filings.models import Version
from gongkai.filings.reporting import edition_of, name_of, report_of
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
    # By the edition: what a database keeps as JSON has no order of its own.
    tables = edition_of(filing).tables
    cells = [(spec.id, row.id, each.id) for spec in tables for row in spec.rows for each in spec.columns_of[row.id]]
    pairs = [(cell, before.figures.get(".".join(cell)), later.get(".".join(cell))) for cell in cells]
    figures = [Differing(name_of(filing, cell), was or "", now or "") for cell, was, now in pairs if was != now]
    old, new = report_signed(before), report_of(filing) if after is None else report_signed(after)
    around = (
        (_("标题"), [old.title], [new.title]),
        (_("导语"), [each.text for each in old.preamble], [each.text for each in new.preamble]),
        (_("落款"), [each.text for each in old.closing], [each.text for each in new.closing]),
    )
    parts: list[tuple[str, Sequence[Sentence]]] = [(label, [*sentences(was, now)]) for label, was, now in around]
    parts[2:2] = [(each.label, each.sentences) for each in narrative(old, new)]
    return Compared(figures, [(label, found) for label, found in parts if found])
