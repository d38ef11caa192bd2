"""What an annual report tells of the ledgers of duties: 监督保障 as numbers, motions, and part five.

The selectors of each ledger give more, and the rows behind each figure; who writes a report needs no more than this.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from gongkai.duties.assessment.selectors import Appraised, appraised, held_to_account, published
from gongkai.duties.leading.selectors import changed_in
from gongkai.duties.models.motions import MotionKind
from gongkai.duties.models.rectification import Source as ProblemSource
from gongkai.duties.motions.selectors import figures
from gongkai.duties.rectification.selectors import PartFive, for_part_five
from gongkai.duties.rectification.splitting import What, split
from gongkai.duties.training.selectors import counts_by_agency

__all__ = [
    "MotionKind",
    "OfMotions",
    "PartFive",
    "ProblemSource",
    "Supervision",
    "What",
    "for_part_five",
    "of_motions",
    "split",
    "supervision",
]


class Supervision(NamedTuple):
    """What agencies did in a span to supervise disclosure and to secure it (监督保障), as numbers.

    `changes` are those of leadership; `sessions` were held and `attended` by so many, each time counted; `assessments`
    had their result published; `appraised` is what surveys said; so often was somebody `held_to_account`.
    """

    changes: int
    sessions: int
    attended: int
    assessments: int
    appraised: Appraised
    held_to_account: int


def supervision(of: Collection[int], first: date, last: date) -> Supervision:
    """Give what agencies, by their keys, did in a span to supervise disclosure and to secure it."""
    training = counts_by_agency(of, first, last).values()
    return Supervision(
        changed_in(of, first, last),
        sum(each.sessions for each in training),
        sum(each.attended for each in training),
        published(of, first, last).count(),
        appraised(of, first, last),
        held_to_account(of, first, last).count(),
    )


class OfMotions(NamedTuple):
    """How many motions of a kind came in within a span to be answered, and how many of them were, and in public."""

    received: int
    replied: int
    published: int


def of_motions(of: Collection[int], first: date, last: date) -> dict[MotionKind, OfMotions]:
    """Give how agencies answered the motions and proposals of a span, by kind; kinds without any are left out."""
    found: dict[MotionKind, OfMotions] = {}
    for each in figures(of, first, last):
        kind, before = MotionKind(each.kind), found.get(MotionKind(each.kind), OfMotions(0, 0, 0))
        counts = (each.counts[name] + told for name, told in zip(OfMotions._fields, before, strict=True))
        found[kind] = OfMotions(*counts)
    return {kind: each for kind, each in found.items() if each.received}
