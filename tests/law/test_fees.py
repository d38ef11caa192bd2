import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed, NotInForce
from gongkai.law.fees import (
    Bracket,
    FeeLine,
    FeeSettings,
    OldFee,
    Schedule,
    Standard,
    charge,
    fee_by_pages,
    fee_by_pieces,
    fee_for_piece,
    may_charge,
    nth_in_month,
    refuse_old_fee,
)

ON = date(2026, 3, 2)


def cases(name):
    text = (Path(__file__).parent / "cases" / f"{name}.toml").read_text(encoding="utf-8")
    return [pytest.param(case, id=case["name"]) for case in tomllib.loads(text)["case"]]


@pytest.mark.parametrize("case", cases("fees_by_piece"))
def test_pieces_cost_what_the_schedule_says(case):
    fee = fee_by_pieces(case["pieces"], on=ON, already=case.get("already", 0))
    assert fee.total == Decimal(case["total"])


@pytest.mark.parametrize("case", cases("fees_by_page"))
def test_pages_cost_what_the_schedule_says(case):
    assert fee_by_pages(case["pages"], on=ON).total == Decimal(case["total"])


@pytest.mark.parametrize("case", cases("fees_one_standard"))
def test_an_application_is_charged_by_one_standard_or_refused(case):
    chosen = {key: case[key] for key in ("nth", "pages") if key in case}
    if "refused" not in case:
        assert charge(on=ON, **chosen).total == Decimal(case["total"])
        return
    with pytest.raises(NotAllowed) as refusal:
        charge(on=ON, **chosen)
    assert refusal.value.code == case["refused"]


@pytest.mark.parametrize("case", cases("fees_month"))
def test_pieces_are_numbered_within_their_calendar_month(case):
    assert nth_in_month(case["received"], case["earlier"]) == case["nth"]


@pytest.mark.parametrize("case", cases("fees_may_charge"))
def test_a_standard_fits_the_outcome_or_not(case):
    assert may_charge(Standard[case["standard"]], case["outcome"]) is case["allowed"]


@pytest.mark.parametrize("case", cases("fees_old"))
def test_fees_for_search_copies_and_postage_are_refused(case):
    refusal = refuse_old_fee(OldFee[case["fee"]], on=ON)
    assert (refusal.code, refusal.citation) == ("fee-not-lawful", cite(case["cites"]))
    assert str(OldFee[case["fee"]].value) in str(refusal)


def test_the_breakdown_shows_each_bracket():
    fee = fee_by_pieces(45, on=ON)
    assert fee.lines == (
        FeeLine(1, 10, 10, Decimal(0), Decimal(0)),
        FeeLine(11, 30, 20, Decimal(100), Decimal(2000)),
        FeeLine(31, 40, 10, Decimal(200), Decimal(2000)),
        FeeLine(41, 45, 5, Decimal(300), Decimal(1500)),
    )
    assert [str(step) for step in fee.steps] == [
        "第1件至第10件：10件×0元＝0元。（处理费办法第4条）",
        "第11件至第30件：20件×100元＝2000元。（处理费办法第4条）",
        "第31件至第40件：10件×200元＝2000元。（处理费办法第4条）",
        "第41件至第45件：5件×300元＝1500元。（处理费办法第4条）",
        "按件计收信息处理费，合计5500元。（处理费办法第4条）",
    ]


def test_a_single_piece_is_named_by_its_place_in_the_month():
    assert [str(step) for step in fee_for_piece(35, on=ON).steps] == [
        "第35件：1件×200元＝200元。（处理费办法第4条）",
        "按件计收信息处理费，合计200元。（处理费办法第4条）",
    ]


def test_pages_are_broken_down_like_pieces():
    assert [str(step) for step in fee_by_pages(250, on=ON).steps] == [
        "第1页至第30页：30页×0元＝0元。（处理费办法第5条）",
        "第31页至第100页：70页×10元＝700元。（处理费办法第5条）",
        "第101页至第200页：100页×20元＝2000元。（处理费办法第5条）",
        "第201页至第250页：50页×40元＝2000元。（处理费办法第5条）",
        "按量计收信息处理费，合计4700元。（处理费办法第5条）",
    ]


def test_the_prices_of_pages_are_a_setting():
    settings = FeeSettings(by_page=Schedule((Bracket(1, None, Decimal("0.5")),)))
    assert fee_by_pages(3, on=ON, settings=settings).total == Decimal("1.5")
    assert charge(on=ON, pages=3, settings=settings) == fee_by_pages(3, on=ON, settings=settings)


@pytest.mark.parametrize("count", [0, -3])
def test_counts_below_one_are_refused(count):
    for refused in (fee_by_pieces, fee_for_piece, fee_by_pages):
        with pytest.raises(NotAllowed) as refusal:
            refused(count, on=ON)
        assert refusal.value.code == "fee-count"


def test_a_negative_number_of_earlier_pieces_is_refused():
    with pytest.raises(NotAllowed):
        fee_by_pieces(1, on=ON, already=-1)


def test_more_pieces_than_anybody_files_are_refused_as_a_slip():
    settings = FeeSettings(most_pieces=40)
    assert fee_by_pieces(40, on=ON, settings=settings).total == Decimal(4000)
    with pytest.raises(NotAllowed):
        fee_by_pieces(41, on=ON, settings=settings)


@pytest.mark.parametrize("fee", [fee_by_pieces, fee_by_pages])
def test_there_was_no_fee_before_2021(fee):
    with pytest.raises(NotInForce):
        fee(45, on=date(2020, 12, 31))
    assert fee(45, on=date(2021, 1, 1)).total > 0


@given(st.integers(1, 300))
def test_the_fee_of_a_month_is_the_sum_of_its_pieces(count):
    assert fee_by_pieces(count, on=ON).total == sum(fee_for_piece(nth, on=ON).total for nth in range(1, count + 1))


@given(st.integers(1, 200), st.integers(1, 200))
def test_charging_a_month_in_two_parts_comes_to_the_same(first, second):
    apart = fee_by_pieces(first, on=ON).total + fee_by_pieces(second, on=ON, already=first).total
    assert apart == fee_by_pieces(first + second, on=ON).total


@given(st.integers(1, 100_000))
def test_lines_cover_every_page_once_and_add_up(pages):
    fee = fee_by_pages(pages, on=ON)
    assert sum(line.number for line in fee.lines) == pages
    assert [line.first for line in fee.lines] == [1, *(line.last + 1 for line in fee.lines[:-1])]
    assert fee.total == sum(line.number * line.unit for line in fee.lines)
