"""The arithmetic of assessments: points, their lines, totals and ranks."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.duties.assessment.points import Counted, Linear, PerOccurrence, Rule, ranks, rounded, said, total

WEIGHTS = st.decimals(0, 100, places=2)
SHARES = st.decimals(0, 100, places=2)
LINEAR = st.tuples(SHARES, SHARES).filter(lambda pair: pair[0] != pair[1]).map(lambda pair: Linear(*pair))
OCCURRENCE = st.builds(PerOccurrence, st.decimals(0, 20, places=2), WEIGHTS)
PARTS = st.lists(st.integers(0, 40), max_size=20)


def measured(rule: Rule, parts: list[int]) -> tuple[int, int]:
    """Give what some rows come to: of a share, each says of one whether it counts."""
    if isinstance(rule, Linear):
        return sum(part > 20 for part in parts), max(1, len(parts))
    return sum(parts), len(parts) + 1


@given(LINEAR | OCCURRENCE, WEIGHTS, PARTS)
def test_points_lie_between_nothing_and_the_weight_and_are_the_sum_of_their_lines(
    rule: Rule, weight: Decimal, parts: list[int]
) -> None:
    value, of = measured(rule, parts)
    points = rule.points(weight, value, of)
    assert 0 <= points <= weight
    assert points == points.quantize(Decimal("0.01"))
    assert sum(line.points for line in rule.lines(weight, value, of, parts)) == points


@given(LINEAR, WEIGHTS, st.integers(1, 500), st.data())
def test_a_share_nearer_to_the_full_one_never_has_less(
    rule: Linear, weight: Decimal, of: int, data: st.DataObject
) -> None:
    values = sorted(data.draw(st.tuples(st.integers(0, of), st.integers(0, of))))
    worse, better = values if rule.full_at > rule.none_at else reversed(values)
    assert rule.points(weight, worse, of) <= rule.points(weight, better, of)


@pytest.mark.parametrize(
    ("value", "of", "points"),
    [(40, 40, "10"), (38, 40, "10"), (28, 30, "9.52"), (3, 5, "0"), (31, 40, "5"), (0, 7, "0")],
)
def test_points_of_a_share_by_hand(value: int, of: int, points: str) -> None:
    assert Linear(Decimal(95), Decimal(60)).points(Decimal(10), value, of) == Decimal(points)


def test_a_share_may_be_the_better_the_lower_it_is() -> None:
    rule = Linear(Decimal(0), Decimal(10))
    assert [rule.points(Decimal(5), value, 100) for value in (0, 5, 10, 50)] == [5, Decimal("2.5"), 0, 0]


def test_each_occurrence_has_its_line_and_the_floor_one_more() -> None:
    rule = PerOccurrence(Decimal("1.5"), Decimal(2))
    assert rule.points(Decimal(5), 1, 9) == Decimal("3.5")
    lines = rule.lines(Decimal(5), 3, 9, [1, 2])
    assert [(line.points, line.part) for line in lines] == [
        (5, None),
        (Decimal("-1.5"), 0),
        (-3, 1),
        (Decimal("1.5"), None),
    ]
    assert str(lines[-1].words) == "扣到2分为止"


ROWS = st.lists(
    st.tuples(st.decimals("0.01", 100, places=2), st.integers(0, 100), st.booleans()).map(
        lambda row: Counted(row[0], rounded(Fraction(row[0]) * row[1] / 100) if row[2] else None, row[2])
    ),
    max_size=12,
)


@given(ROWS, st.booleans())
def test_a_total_is_the_sum_of_its_lines_and_never_more_than_the_full_score(rows: list[Counted], spread: bool) -> None:
    found = total(rows, spread=spread)
    assert found.points == sum(row.points or 0 for row in rows) + found.spread
    assert 0 <= found.points <= found.full
    applying = sum((row.weight for row in rows if row.applies), Decimal(0))
    assert found.full == (sum(row.weight for row in rows) if spread and applying else applying)
    assert found.spread >= 0


def test_what_does_not_apply_is_spread_or_left_out_and_a_blank_waits() -> None:
    rows = [
        Counted(Decimal(60), Decimal(45)),
        Counted(Decimal(20), Decimal(20)),
        Counted(Decimal(20), None, applies=False),
    ]
    assert total(rows, spread=True)[:3] == (Decimal("81.25"), 100, Decimal("16.25"))
    assert total(rows, spread=False)[:3] == (65, 80, 0)
    assert total(rows, spread=True).share == total(rows, spread=False).share == Fraction(13, 16)
    waiting = total([*rows, Counted(Decimal(10), None)], spread=True)
    assert (waiting.waiting, waiting.share) == (1, None)
    nothing = total([Counted(Decimal(10), None, applies=False)], spread=True)
    assert (nothing.full, nothing.share) == (0, None)


def test_those_alike_share_a_rank_and_the_next_is_as_many_further_on() -> None:
    totals = [total([Counted(Decimal(10), Decimal(got))], spread=True) for got in (8, 9, 9, 3)]
    assert ranks([*totals, total([Counted(Decimal(10), None)], spread=True)]) == [3, 1, 1, 4, None]


def test_half_a_hundredth_is_rounded_up() -> None:
    assert [said(rounded(Fraction(n, 1000))) for n in (5, 4, 1005, -5)] == ["0.01", "0", "1.01", "-0.01"]
