"""What numbers allow to be said: shares with what is not known of them, the middle of many, where a year is heading.

Pure functions. Small numbers say little: a share of few is not computed, and no two are told apart whose intervals
could both hold the truth. [推导] No text says how agencies are compared; these are the usual means, chosen so that
nobody is praised or blamed for chance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, sqrt
from typing import NamedTuple

_Z = 1.959964
"""Of the normal distribution: 95 in a hundred intervals hold the true share."""

MIDDLE, NINE_TENTHS = Fraction(1, 2), Fraction(9, 10)


class Interval(NamedTuple):
    """From the smallest share to the largest that what was seen allows."""

    low: float
    high: float


def interval(part: int, of: int) -> Interval:
    """Give the interval of a share by Wilson's method, which holds for few and for shares near 0 and 1, too.

    >>> [round(end, 3) for end in interval(3, 20)], [round(end, 3) for end in interval(0, 10)]
    ([0.052, 0.36], [0.0, 0.278])
    """
    share, weight = part / of, _Z * _Z / of
    centre = share + weight / 2
    spread = _Z * sqrt(share * (1 - share) / of + weight / (4 * of))
    return Interval(max(0.0, (centre - spread) / (1 + weight)), min(1.0, (centre + spread) / (1 + weight)))


def quantile(counts: Mapping[int, int], share: Fraction) -> int | None:
    """Give the value that so large a share of all does not exceed: of values with how often each occurs.

    It is a value that occurred: of nine replies the median is the fifth, of ten the fifth as well.

    >>> quantile({3: 5, 8: 4, 20: 1}, MIDDLE), quantile({3: 5, 8: 4, 20: 1}, NINE_TENTHS), quantile({}, MIDDLE)
    (3, 8, None)
    """
    wanted = ceil(share * sum(counts.values()))
    for value in sorted(counts):
        wanted -= counts[value]
        if wanted <= 0:
            return value
    return None


class Past(NamedTuple):
    """A past year: how many there were by this day of it, and in the whole of it."""

    year: int
    by_this_day: int
    whole: int

    @property
    def share(self) -> float:
        """Give the share of the year that had come by this day."""
        return self.by_this_day / self.whole


class Forecast(NamedTuple):
    """Where a year is heading: between which numbers, most likely where, and by which past years."""

    low: int
    likely: int
    high: int
    by: tuple[Past, ...]


YEARS_NEEDED = 2
"""Past years without which nothing is forecast: one alone gives no range."""


def forecast(so_far: int, past: Sequence[Past], least: int) -> Forecast | None:
    """Give how many there will be at the year's end, if it goes on as past years did; None where that is not known.

    What there is by now is divided by the share that past years had by the same day: that of all of them together for
    the likely number, the largest and the smallest of a single year for the range. A year with fewer than `least`, or
    none by this day, is no guide; nor is one that has fewer now.

    >>> forecast(60, [Past(2024, 40, 80), Past(2025, 60, 100)], 10)[:3]
    (100, 108, 120)
    """
    guides = tuple(each for each in past if each.whole >= least and each.by_this_day)
    if so_far < least or len(guides) < YEARS_NEEDED:
        return None
    together = sum(each.by_this_day for each in guides) / sum(each.whole for each in guides)
    shares = [each.share for each in guides]
    return Forecast(round(so_far / max(shares)), round(so_far / together), round(so_far / min(shares)), guides)
