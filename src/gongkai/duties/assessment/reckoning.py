"""An assessment reckoned up: agencies by indicators, totals and ranks, and where most points were lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from gongkai.agencies.models import Agency
from gongkai.duties.assessment.measuring import entries_of
from gongkai.duties.assessment.points import ZERO, Counted, Line, Total, ranks, said, total
from gongkai.duties.models import Assessment, Indicator, NotApplicable, Score
from gongkai.law.message import Message

WORST = 8
"""Losses that are listed first."""


class Cell(NamedTuple):
    """A score as the one view has it: its points in words, and how much of the weight was lost."""

    score: Score | None
    words: str
    tone: str


@dataclass(frozen=True)
class Row:
    """An agency with its scores in the order of the indicators (None where one is not seen), its total, its rank."""

    agency: Agency
    scores: tuple[Score | None, ...]
    total: Total
    rank: int | None

    @property
    def cells(self) -> list[Cell]:
        """Give the scores as they are shown."""
        return [Cell(score, in_words(score), _tone(score)) for score in self.scores]


@dataclass(frozen=True)
class Loss:
    """Points that an agency lost by an indicator, and what share of its weight that is."""

    score: Score
    points: Decimal


@dataclass(frozen=True)
class Sheet:
    """An assessment in one view."""

    indicators: tuple[Indicator, ...]
    rows: tuple[Row, ...]
    worst: tuple[Loss, ...]

    @property
    def waiting(self) -> int:
        """Give how many scores are not given yet."""
        return sum(row.total.waiting for row in self.rows)


def sheet(assessment: Assessment, scores: Any, *, ranked: bool = True) -> Sheet:
    """Give an assessment as one view of the scores that may be seen; ranks where all of them are.

    By two questions, however many agencies there are. The best comes first, and by name where none has a rank.
    """
    indicators = tuple(assessment.indicator_set.indicators.all())
    found: dict[int, dict[int, Score]] = {}
    agencies: dict[int, Agency] = {}
    for score in scores.select_related("agency", "indicator").defer("entries").order_by("agency__lineage"):
        score.assessment = assessment
        agencies[score.agency_id] = score.agency
        found.setdefault(score.agency_id, {})[score.indicator_id] = score
    totals = {key: total_of(assessment, rows.values()) for key, rows in found.items()}
    places = dict(zip(totals, ranks(list(totals.values())))) if ranked else dict.fromkeys(totals)
    rows = [
        Row(agencies[key], tuple(mine.get(each.pk) for each in indicators), totals[key], places[key])
        for key, mine in found.items()
    ]
    rows.sort(key=lambda row: (row.rank is None, row.rank or 0))
    return Sheet(indicators, tuple(rows), worst(score for mine in found.values() for score in mine.values()))


def total_of(assessment: Assessment, scores: Iterable[Score]) -> Total:
    """Give the total of an agency."""
    counted = (Counted(score.indicator.weight, score.final, score.applies) for score in scores)
    return total(counted, spread=assessment.indicator_set.not_applicable == NotApplicable.SPREAD)


def worst(scores: Iterable[Score]) -> tuple[Loss, ...]:
    """Give the largest losses of points, over all agencies."""
    losses = [
        Loss(score, score.indicator.weight - score.final)
        for score in scores
        if score.final is not None and score.final < score.indicator.weight
    ]
    return tuple(sorted(losses, key=lambda loss: (-loss.points, loss.score.pk))[:WORST])


def lines_of(score: Score) -> list[Line]:
    """Explain a score line by line: the points of its lines add up to its points."""
    if score.points is None:
        return []
    indicator = score.indicator
    if indicator.kind == Indicator.Kind.MEASURED:
        parts = [entry.value for entry in entries_of(score)]
        lines = indicator.rule.lines(indicator.weight, score.value or 0, score.of or 0, parts)
    else:
        lines = [Line(Message("评为“{level}”", level=score.level), score.points)]
    if score.changed_to is not None:
        lines.append(Line(Message("答复异议后调整"), score.changed_to - score.points))
    return lines


def recounted(score: Score) -> Decimal:
    """Count a score again from the rows that it kept."""
    parts: Sequence[Line] = lines_of(score)
    return sum((line.points for line in parts), ZERO)


def _tone(score: Score | None) -> str:
    """Give how a cell is marked: half of the weight lost, a fifth of it, or less."""
    if score is None or score.final is None:
        return ""
    lost = score.indicator.weight - score.final
    return "bad" if 2 * lost > score.indicator.weight else "warn" if 5 * lost > score.indicator.weight else ""


def in_words(score: Score | None) -> str:
    """Say the points of a score as a cell has them: blank where nobody gave any yet, a dash where it does not apply."""
    if score is None or (score.applies and score.final is None):
        return ""
    return said(score.final) if score.applies else "—"
