"""How points follow from what was measured, and totals and ranks from points: pure arithmetic, each step told.

All is reckoned in exact fractions. One rounding is made, when the points of an indicator come out: to a hundredth of a
point, half up. A total is the sum of its lines and is not rounded again. Not here: what is measured (`measures`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NamedTuple

from gongkai.law.message import Message

HUNDREDTH = Decimal("0.01")
ZERO = Decimal(0)


class Line(NamedTuple):
    """A line of the explanation: what it says, and how many points it gives or takes.

    `part` tells which of the entries that were counted it is about, where it is about one.
    """

    words: Message
    points: Decimal
    part: int | None = None


@dataclass(frozen=True)
class Linear:
    """Points by a share in per cent: all at one, none at another, in between in proportion; either may be higher."""

    full_at: Decimal
    none_at: Decimal

    def points(self, weight: Decimal, value: int, of: int) -> Decimal:
        """Give the points for a share, `value` of `of`."""
        share = Fraction(100 * value, of)
        full, none = Fraction(self.full_at), Fraction(self.none_at)
        reached = (share - none) / (full - none)
        return rounded(Fraction(weight) * max(Fraction(0), min(Fraction(1), reached)))

    def lines(self, weight: Decimal, value: int, of: int, parts: Sequence[int]) -> list[Line]:
        """Give the points line by line."""
        got = self.points(weight, value, of)
        share = rounded(Fraction(100 * value, of))
        told = {"share": said(share), "value": value, "of": of, "full": said(self.full_at), "none": said(self.none_at)}
        if got == weight:
            words = Message("{value}/{of}，即{share}%，达到{full}%，不扣分", **told)
        elif got == ZERO:
            words = Message("{value}/{of}，即{share}%，没有超过{none}%，不得分", **told)
        else:
            words = Message("{value}/{of}，即{share}%，在{none}%和{full}%之间，按比例得分", **told)
        return [_weight(weight), Line(words, got - weight)]


@dataclass(frozen=True)
class PerOccurrence:
    """Points by how often something occurred: so much is taken for each, and no more once the floor is reached."""

    each: Decimal
    floor: Decimal

    def points(self, weight: Decimal, value: int, of: int) -> Decimal:
        """Give the points for a number of occurrences."""
        return max(min(self.floor, weight), weight - self.each * value)

    def lines(self, weight: Decimal, value: int, of: int, parts: Sequence[int]) -> list[Line]:
        """Give the points line by line: one for each entry, by how often it occurred in it."""
        lines = [_weight(weight)]
        for part, times in enumerate(parts):
            words = Message("{times}处，每处扣{each}分", times=times, each=said(self.each))
            lines.append(Line(words, -self.each * times, part))
        below = self.points(weight, value, of) - sum((line.points for line in lines), ZERO)
        if below:
            lines.append(Line(Message("扣到{floor}分为止", floor=said(min(self.floor, weight))), below))
        return lines


Rule = Linear | PerOccurrence


def _weight(weight: Decimal) -> Line:
    return Line(Message("满分{weight}分", weight=said(weight)), weight)


class Counted(NamedTuple):
    """The line of an agency in a total: what the indicator weighs, and its points.

    Without points it is not scored yet, unless it does not apply: then nobody could have any.
    """

    weight: Decimal
    points: Decimal | None
    applies: bool = True


class Total(NamedTuple):
    """What an agency comes to: `points` of `full`, with what was spread among them, and how much is not scored yet."""

    points: Decimal
    full: Decimal
    spread: Decimal
    waiting: int

    @property
    def share(self) -> Fraction | None:
        """Give the share of the points, by which agencies are ranked; of nothing there is none, nor before the end."""
        return None if self.waiting or not self.full else Fraction(self.points) / Fraction(self.full)


def total(lines: Iterable[Counted], *, spread: bool) -> Total:
    """Give the total of some lines.

    What weighs on indicators that do not apply is spread over the others in proportion, so that all come to the same
    full score; or it is left out, and the full score is smaller. A blank is not a zero: it waits.
    """
    rows = list(lines)
    applying = [row for row in rows if row.applies]
    got = sum((row.points for row in applying if row.points is not None), ZERO)
    whole = sum((row.weight for row in rows), ZERO)
    full = sum((row.weight for row in applying), ZERO)
    waiting = sum(row.points is None for row in applying)
    if not spread or full in (whole, ZERO):
        return Total(got, full, ZERO, waiting)
    more = rounded(Fraction(got) * Fraction(whole) / Fraction(full)) - got
    return Total(got + more, whole, more, waiting)


def ranks(totals: Sequence[Total]) -> list[int | None]:
    """Give the rank of each: alike have the same, and the next is as many further on; who has no share has none."""
    shares = [each.share for each in totals]
    return [
        None if share is None else 1 + sum(other is not None and other > share for other in shares) for share in shares
    ]


def rounded(value: Fraction) -> Decimal:
    """Round to a hundredth, half up (away from zero)."""
    hundredths = (abs(value.numerator) * 200 + value.denominator) // (2 * value.denominator)
    return Decimal(hundredths if value >= 0 else -hundredths) * HUNDREDTH


def said(points: Decimal) -> str:
    """Give points as people write them, without zeros at the end."""
    return format(points.quantize(HUNDREDTH, ROUND_HALF_UP).normalize(), "f")
