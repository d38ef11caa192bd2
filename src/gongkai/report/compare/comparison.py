"""The whole comparison of two reports, ready to be shown in any form."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from gongkai.report.compare import changes, sentences
from gongkai.report.compare.carried import Carried, InForce, carried_over, in_force, is_next_year
from gongkai.report.compare.changes import Change
from gongkai.report.compare.sentences import PartChanged
from gongkai.report.model import Report


@dataclass(frozen=True)
class Comparison:
    """Two reports and what is different: about them, cell by cell, sentence by sentence, and what goes on.

    `cells` holds every cell, those alike too.
    """

    old: Report
    new: Report
    about: tuple[Change, ...]
    cells: tuple[Change, ...]
    narrative: tuple[PartChanged, ...]
    carried: tuple[Carried, ...]
    in_force: tuple[InForce, ...]

    @property
    def figures(self) -> tuple[Change, ...]:
        """Give the cells that differ, with the rows and tables only one report has."""
        left_out = (changes.Kind.SAME, changes.Kind.NOT_COMPARABLE)
        return tuple(change for change in self.cells if change.kind not in left_out)

    @property
    def not_comparable(self) -> tuple[Change, ...]:
        """Give the cells and rows that the two editions count differently."""
        return tuple(change for change in self.cells if change.kind is changes.Kind.NOT_COMPARABLE)

    @property
    def is_next_year(self) -> bool:
        """Tell whether the new report is on the year after the old one's, so that what is carried over can be seen."""
        return is_next_year(self.old, self.new)

    @property
    def breaks(self) -> int:
        """Count what does not go on from one year to the next."""
        differences = [each.by for each in self.carried] + [each.by for each in self.in_force]
        return sum(bool(by) for by in differences)

    @property
    def became(self) -> Counter[sentences.Kind]:
        """Count what became of the sentences that changed."""
        return Counter(each.kind for part in self.narrative for each in part.sentences)


def compare(old: Report, new: Report) -> Comparison:
    """Compare two reports in everything."""
    return Comparison(
        old,
        new,
        about=tuple(changes.about(old, new)),
        cells=tuple(changes.cells(old, new)),
        narrative=sentences.narrative(old, new),
        carried=carried_over(old, new),
        in_force=in_force(old, new),
    )
