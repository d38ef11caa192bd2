import tomllib
from pathlib import Path

import pytest

from gongkai.law.applicants import (
    APPLICANT_KINDS,
    COUNTED_IN_TABLE_THREE,
    CaseKind,
    CountingSettings,
    applicant_kind,
    counted_kinds,
    lawyer_kind,
)
from gongkai.law.errors import NotAllowed
from gongkai.report.edition import editions


def cases(name):
    text = (Path(__file__).parent / "cases" / f"{name}.toml").read_text(encoding="utf-8")
    return [pytest.param(case, id=case["name"]) for case in tomllib.loads(text)["case"]]


@pytest.mark.parametrize("case", cases("applicants"))
def test_applicants_count_in_the_columns_of_their_kind(case):
    settings = CountingSettings(joint_counts_once=case.get("joint_counts_once", True))
    if "lawyer_for_firm" in case:
        found = (lawyer_kind(for_firm=case["lawyer_for_firm"], settings=settings),)
    else:
        found = counted_kinds(case["applicants"], lead=case.get("lead", 0), settings=settings)
    assert [kind.code for kind in found] == case["kinds"]


def test_an_application_without_an_applicant_cannot_be_counted():
    with pytest.raises(NotAllowed) as refusal:
        counted_kinds([])
    assert refusal.value.code == "applicant-missing"


def test_an_unknown_kind_is_named_in_the_error():
    with pytest.raises(ValueError, match="PRESS"):
        applicant_kind("PRESS")


@pytest.mark.parametrize("case", cases("applicants_counted"))
def test_only_applications_count_in_table_three(case):
    assert COUNTED_IN_TABLE_THREE[CaseKind[case["case"]]] is case["counted"]


def test_every_kind_of_case_is_either_counted_or_not():
    assert set(COUNTED_IN_TABLE_THREE) == set(CaseKind)


@pytest.mark.parametrize("edition", editions(), ids=lambda each: each.id)
def test_every_edition_has_a_column_for_each_kind_and_no_other(edition):
    (block,) = edition.table_by_id["applications"].blocks
    columns = [(each.applicant, each.label, each.group) for each in block.columns if not each.total]
    assert columns == [(kind.code, str(kind.label), str(kind.group or "")) for kind in APPLICANT_KINDS]
