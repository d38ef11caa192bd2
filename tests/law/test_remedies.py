import tomllib
from datetime import date
from pathlib import Path

import pytest

from gongkai.law.citation import cite
from gongkai.law.errors import GongkaiError, NotAllowed
from gongkai.law.remedies import (
    FORUMS,
    RESULT_BY_CODE,
    Agency,
    AgencyKind,
    Column,
    Dispute,
    Reconsidered,
    RemedySettings,
    acting_agency,
    answer_due,
    column_of,
    complaint_to,
    defendants,
    forum,
    redo_due,
    result_of,
    row_of,
    suit_counted_by,
)
from gongkai.report.edition import editions

ON = date(2026, 3, 2)


def cases(name):
    text = (Path(__file__).parent / "cases" / f"{name}.toml").read_text(encoding="utf-8")
    return [pytest.param(case, id=case["name"]) for case in tomllib.loads(text)["case"]]


def agency_of(case):
    return Agency(**{**case["agency"], "kind": AgencyKind[case["agency"]["kind"]]})


@pytest.mark.parametrize("case", cases("forum"))
def test_the_forum_follows_from_the_place_in_the_tree(case):
    if "refused" in case:
        with pytest.raises(GongkaiError) as refusal:
            forum(agency_of(case), on=case.get("on", ON))
        assert refusal.value.code == case["refused"]
        return
    found = forum(agency_of(case), on=case.get("on", ON))
    assert (list(found.agencies), found.step.citation) == (case["forum"], cite(case["cites"]))


def test_every_kind_of_agency_has_a_forum_but_public_enterprises():
    assert set(FORUMS.on(ON).value) == set(AgencyKind) - {AgencyKind.PUBLIC_ENTERPRISE}


def test_a_branch_without_its_seat_registered_still_has_its_usual_forum():
    branch = Agency("某市规划局某区分局", AgencyKind.DISTRICT_BRANCH, government="某市人民政府")
    assert forum(branch, on=ON).agencies == ("某市人民政府",)


def test_the_forum_is_explained_in_a_sentence():
    bureau = Agency("某县司法局", AgencyKind.JUSTICE_DEPARTMENT, government="某县人民政府", superior="某市司法局")
    assert str(forum(bureau, on=ON).step) == (
        "某县司法局属于履行行政复议机构职责的地方司法行政部门，复议机关为某县人民政府、某市司法局。（复议法第28条）"
    )


@pytest.mark.parametrize("case", cases("complaints"))
def test_public_enterprises_are_complained_of_and_agencies_are_not(case):
    if "refused" in case:
        with pytest.raises(NotAllowed) as refusal:
            complaint_to(agency_of(case))
        assert refusal.value.code == case["refused"]
        return
    assert complaint_to(agency_of(case)) == case["complain_to"]


@pytest.mark.parametrize("case", cases("acting_agency"))
def test_the_agency_that_acted_is_who_published_signed_or_kept_silent(case):
    given = {key: case[key] for key in ("received_by", "signed_by", "published_by") if key in case}
    if "refused" in case:
        with pytest.raises(GongkaiError) as refusal:
            acting_agency(Dispute[case["dispute"]], on=case.get("on", ON), **given)
        assert refusal.value.code == case["refused"]
        return
    assert acting_agency(Dispute[case["dispute"]], on=ON, **given) == case["acted"]


@pytest.mark.parametrize("case", cases("suits_counted"))
def test_a_suit_counts_once_at_the_agency_that_acted(case):
    sued = defendants("某县教育局", reconsidered=Reconsidered[case["reconsidered"]], forum="某县人民政府")
    assert (list(sued), suit_counted_by("某县教育局", sued)) == (case["defendants"], case["counted_by"])


def test_a_suit_without_defendants_cannot_be_counted():
    with pytest.raises(NotAllowed) as refusal:
        suit_counted_by("某县教育局", [])
    assert refusal.value.code == "suit-without-defendant"


@pytest.mark.parametrize("case", cases("table_four"))
def test_results_count_in_their_row_and_column(case):
    columns = {code: Column[name] for code, name in case.get("columns", {}).items()}
    column = column_of(case["result"], settings=RemedySettings(columns=columns))
    row = row_of(case["result"], after_reconsideration=case.get("after_reconsideration", False))
    assert (row, column.value) == (case["row"], case["column"])


def test_every_result_has_a_case_of_where_it_counts():
    usual = [case.values[0]["result"] for case in cases("table_four") if "columns" not in case.values[0]]
    assert set(usual) == set(RESULT_BY_CODE)


def test_an_unknown_result_is_named_in_the_error():
    with pytest.raises(ValueError, match="RECON_LOST"):
        result_of("RECON_LOST")


@pytest.mark.parametrize("edition", editions(), ids=lambda each: each.id)
def test_every_edition_has_the_rows_and_columns_that_results_count_in(edition):
    table = edition.table_by_id["remedies"]
    rows = {row_of(code, after_reconsideration=after) for code in RESULT_BY_CODE for after in (False, True)}
    assert rows == {row.id for row in table.rows}
    assert [each.value for each in Column] == [each.id for each in table.blocks[0].columns if not each.total]


def test_the_respondent_prepares_for_the_shorter_period_unless_told():
    received = date(2026, 3, 2)
    assert answer_due(received).due == date(2026, 3, 9)
    assert answer_due(received, simple=False).due == date(2026, 3, 16)
    assert answer_due(received, settings=RemedySettings(assume_simple_procedure=False)).due == date(2026, 3, 16)


def test_a_reply_anew_is_due_in_twenty_working_days_or_as_set():
    anew = redo_due(date(2026, 4, 28))
    assert anew.due == date(2026, 5, 28)
    assert str(anew.steps[0]) == (
        "责令重新答复的判决自2026年4月28日起生效，没有写明期限的，应在20个工作日内答复，至2026年5月28日；"
        "写明的，以其为准。（公开案件解释）"
    )
    assert redo_due(date(2026, 4, 28), settings=RemedySettings(redo_days=3)).due == date(2026, 5, 6)


def test_what_no_text_in_force_says_of_a_reply_anew_is_told_to_be_by_analogy():
    before = redo_due(date(2025, 5, 30)).steps[0]
    assert (before.citation, "参照履行判决的期限" in str(before)) == (None, True)
    assert str(redo_due(date(2025, 6, 1)).steps[0]).endswith("（公开案件解释）")
