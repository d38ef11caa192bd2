"""The measured scores of an assessment: taken now, held against those that are kept, and what would change."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from gongkai.agencies.models import Agency
from gongkai.duties.assessment.measures import MEASURE_BY_CODE, Entry, Measured, Span
from gongkai.duties.models import Assessment, Indicator, Score


@dataclass(frozen=True)
class Taken:
    """What a score comes to when it is measured: the fields of its row."""

    applies: bool
    value: int
    of: int
    entries: tuple[Entry, ...]
    points: Decimal | None

    @property
    def fields(self) -> dict[str, Any]:
        """Give them by name."""
        entries = [list(each) for each in self.entries]
        return {
            "applies": self.applies,
            "value": self.value,
            "of": self.of,
            "entries": entries,
            "digest": digest_of(entries),
            "points": self.points,
        }


def digest_of(entries: Any) -> str:
    """Give the digest of entries, by which the journal knows them."""
    return sha256(json.dumps(entries, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def entries_of(score: Score) -> list[Entry]:
    """Give the rows that a score counted."""
    return [Entry(*row) for row in score.entries]


def take(
    agencies: Sequence[Agency], indicators: Iterable[Indicator], first: date, last: date, on: date
) -> dict[tuple[int, int], Taken]:
    """Measure some agencies by some indicators, by agency and indicator: each measure is asked once for all."""
    span = Span(first, last, on)
    found: dict[tuple[int, int], Taken] = {}
    asked: dict[str, Mapping[int, Measured]] = {}
    for indicator in indicators:
        if indicator.kind != Indicator.Kind.MEASURED:
            continue
        if indicator.measure not in asked:
            asked[indicator.measure] = MEASURE_BY_CODE[indicator.measure].of(agencies, span)
        for agency in agencies:
            found[agency.pk, indicator.pk] = _taken(indicator, asked[indicator.measure][agency.pk])
    return found


def _taken(indicator: Indicator, measured: Measured) -> Taken:
    applies = measured.of > 0
    points = indicator.rule.points(indicator.weight, measured.value, measured.of) if applies else None
    return Taken(applies, measured.value, measured.of, measured.entries, points)


@dataclass(frozen=True)
class Difference:
    """A score that would come out otherwise now: the row, what is measured, which entries came and which went."""

    score: Score
    taken: Taken
    came: tuple[Entry, ...]
    went: tuple[Entry, ...]


def differences(assessment: Assessment, on: date) -> list[Difference]:
    """Measure an assessment anew, and give what differs from what is kept."""
    rows = list(
        Score.objects.filter(assessment=assessment, indicator__kind=Indicator.Kind.MEASURED)
        .select_related("agency", "indicator", "assessment__agency")
        .order_by("agency__lineage", "indicator__place")
    )
    agencies = list({row.agency_id: row.agency for row in rows}.values())
    indicators = list({row.indicator_id: row.indicator for row in rows}.values())
    taken = take(agencies, indicators, assessment.first, assessment.last, on)
    found = []
    for row in rows:
        new = taken[row.agency_id, row.indicator_id]
        if (row.digest, row.of, row.points) != (new.fields["digest"], new.of, new.points):
            before, after = dict.fromkeys(entries_of(row)), dict.fromkeys(new.entries)
            came = tuple(each for each in after if each not in before)
            found.append(Difference(row, new, came, tuple(each for each in before if each not in after)))
    return found
