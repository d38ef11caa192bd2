import tomllib
from datetime import date
from pathlib import Path

import pytest

from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed, NotInForce
from gongkai.law.outcomes import (
    OUTCOMES,
    OutcomeSettings,
    Situation,
    Suit,
    main_outcome,
    outcome,
    outcome_of,
    reconsideration_for_silence,
    reconsideration_required,
    suit_over,
)
from gongkai.report.edition import Edition, editions

CODES = [
    *("GRANT_ALREADY", "GRANT", "PARTIAL"),
    *("DENY_1", "DENY_2", "DENY_3", "DENY_4", "DENY_5", "DENY_6", "DENY_7", "DENY_8"),
    *("UNABLE_1A", "UNABLE_1B", "UNABLE_2", "UNABLE_3"),
    *("NOPROC_1", "NOPROC_2", "NOPROC_3", "NOPROC_4", "NOPROC_5"),
    *("OTHER_1", "OTHER_2", "OTHER_3"),
]


def cases(name):
    text = (Path(__file__).parent / "cases" / f"{name}.toml").read_text(encoding="utf-8")
    return [pytest.param(case, id=case["name"]) for case in tomllib.loads(text)["case"]]


def settings_of(case, *names):
    return OutcomeSettings(**{name: case[name] for name in names if name in case})


def test_codes_are_the_taxonomy_and_stand_in_the_order_of_the_report():
    assert [each.code for each in OUTCOMES] == CODES


def test_an_unknown_code_is_named_in_the_error():
    with pytest.raises(ValueError, match="DENY_9"):
        outcome("DENY_9")


@pytest.mark.parametrize("case", cases("outcomes_main"))
def test_an_application_counts_under_one_outcome(case):
    settings = settings_of(case, "granted_with_others_is_partial")
    assert main_outcome(case["parts"], settings=settings) == outcome(case["outcome"])


def test_an_application_without_an_outcome_cannot_be_counted():
    with pytest.raises(NotAllowed) as refusal:
        main_outcome([])
    assert refusal.value.code == "outcome-missing"


@pytest.mark.parametrize("case", cases("outcomes_reconsideration"))
def test_reconsideration_comes_first_where_the_statute_says_so(case):
    found = reconsideration_required(
        case["outcome"],
        on=case["on"],
        grounds=case.get("grounds", ()),
        settings=settings_of(case, "partial_follows_its_grounds"),
    )
    because = [cite(text) for text in case["because"]]
    assert (found.required, [step.citation for step in found.steps]) == (case["required"], because)


def test_reconsideration_comes_first_for_exactly_the_seven_grounds_of_articles_14_to_16():
    whole = [each.code for each in OUTCOMES if each.code != "PARTIAL"]
    first = [code for code in whole if reconsideration_required(code, on=date(2026, 3, 2)).required]
    assert first == ["DENY_1", "DENY_2", "DENY_3", "DENY_4", "DENY_5", "DENY_6", "DENY_7"]


def test_partial_disclosure_without_its_grounds_is_not_answered():
    with pytest.raises(NotAllowed) as refusal:
        reconsideration_required("PARTIAL", on=date(2026, 3, 2))
    assert str(refusal.value) == (
        "没有写明部分公开中未公开部分的理由，不能确定是否须先申请行政复议。"
        "请写明未公开部分各属哪一种处理结果。依据：条例第37条。"
    )


def test_reconsideration_before_the_regulation_was_revised_is_not_answered():
    with pytest.raises(NotInForce):
        reconsideration_required("DENY_1", on=date(2019, 5, 14))


def test_the_reason_for_reconsideration_first_and_the_duty_to_tell_of_it_read_as_sentences():
    assert [str(step) for step in reconsideration_required("DENY_4", on=date(2026, 3, 2)).steps] == [
        "以“保护第三方合法权益”为由不予公开，应当先申请行政复议，对复议决定不服的再提起行政诉讼。"
        "（复议法第23条第1款第4项）",
        "作出不予公开的决定时，应当告知申请人先申请行政复议。（复议法第23条第2款）",
    ]


def test_silence_is_left_open_from_2024_and_was_free_before():
    assert reconsideration_for_silence(on=date(2026, 3, 2)).required is None
    assert reconsideration_for_silence(on=date(2023, 12, 31)).required is False


@pytest.mark.parametrize("case", cases("outcomes_suit"))
def test_suits_are_received_as_the_interpretation_says(case):
    assert suit_over(case["outcome"], on=date(2026, 3, 2)) is Suit[case["suit"]]


def test_suits_before_the_interpretation_are_not_answered():
    with pytest.raises(NotInForce):
        suit_over("GRANT", on=date(2025, 5, 31))


def test_suits_follow_the_local_reading_where_one_is_set():
    settings = OutcomeSettings(suit={"UNABLE_2": Suit.OPEN})
    assert suit_over("UNABLE_2", on=date(2026, 3, 2), settings=settings) is Suit.OPEN


@pytest.mark.parametrize("situation", Situation, ids=lambda each: each.name)
def test_endings_without_a_row_count_as_the_rest_unless_set_otherwise(situation):
    assert outcome_of(situation) == outcome("OTHER_3")
    settings = OutcomeSettings(situations={situation: "UNABLE_1A"})
    assert outcome_of(situation, settings=settings) == outcome("UNABLE_1A")


def rows_of_results(edition: Edition):
    return [row for row in edition.table_by_id["applications"].rows if row.outcomes]


@pytest.mark.parametrize("edition", editions(), ids=lambda each: each.id)
def test_every_edition_counts_every_outcome_in_exactly_one_row(edition):
    assert sorted(code for row in rows_of_results(edition) for code in row.outcomes) == sorted(CODES)


@pytest.mark.parametrize("case", cases("table_three_rows"))
def test_outcomes_count_in_the_row_of_their_edition(case):
    (edition,) = [each for each in editions() if each.id == case["edition"]]
    row_by_code = {code: row.id for row in rows_of_results(edition) for code in row.outcomes}
    assert [row_by_code[code] for code in case["outcomes"]] == case["rows"]


@pytest.mark.parametrize("case", cases("outcomes"))
def test_every_outcome_is_what_the_table_says(case):
    found = outcome(case["outcome"])
    (edition,) = [each for each in editions() if each.id == "2021"]
    row_by_code = {code: row.label for row in rows_of_results(edition) for code in row.outcomes}
    assert {
        "articles": [str(each) for each in found.citations],
        "row": row_by_code[found.code],
        "reconsideration": found.reconsideration.name,
        "suit": found.suit.name,
    } == {key: case[key] for key in ("articles", "row", "reconsideration", "suit")}


def test_every_outcome_has_its_case():
    assert [param.values[0]["outcome"] for param in cases("outcomes")] == CODES


@pytest.mark.parametrize("edition", editions(), ids=lambda each: each.id)
def test_outcomes_withheld_bear_the_label_of_their_row(edition):
    labels = {code: row.label for row in rows_of_results(edition) for code in row.outcomes if len(row.outcomes) == 1}
    ours = {each.code: f"{each.code[-1]}.{each.label}" for each in OUTCOMES if each.code.startswith(("DENY", "NOPROC"))}
    assert ours == {code: labels[code] for code in ours}


@pytest.mark.parametrize("edition", editions(), ids=lambda each: each.id)
def test_outcomes_stand_in_the_group_of_their_row(edition):
    for row in rows_of_results(edition):
        heading = row.groups[-1] if len(row.groups) > 1 else row.label
        for code in row.outcomes:
            assert str(outcome(code).group.value) in heading
