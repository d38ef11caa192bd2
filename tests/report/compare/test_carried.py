from dataclasses import replace

from tests.report.strategies import balanced_report, with_figure

from gongkai.report.compare import compare
from gongkai.report.compare.carried import carried_over, in_force
from gongkai.report.model import Mark

OLD = balanced_report("2021", year=2023, carried_forward={"natural": 2, "legal": 1})
NEW = balanced_report("2021", year=2024, carried_in={"natural": 1, "legal": 1})


def test_what_was_carried_forward_stands_beside_what_was_carried_in():
    found = {each.column.label: each.by for each in carried_over(OLD, NEW)}
    none = dict.fromkeys(("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"), 0)
    assert found == {"自然人": -1, **none, "总计": -1}
    assert compare(OLD, NEW).breaks == 2


def test_over_a_gap_backwards_or_in_one_year_nothing_is_carried():
    for old, new in ((OLD, replace(NEW, year=2025)), (NEW, OLD), (OLD, OLD)):
        assert (carried_over(old, new), in_force(old, new), compare(old, new).is_next_year) == ((), (), False)


def test_across_editions_applications_are_carried_over_and_documents_in_force_are_not_known():
    old = balanced_report("2019", year=2020, carried_forward={"natural": 1})
    new = balanced_report("2021", year=2021, carried_in={"natural": 1})
    assert [each.by for each in carried_over(old, new)] == [0] * 7
    assert in_force(old, new) == ()


def test_a_blank_is_no_nought():
    blank = with_figure(NEW, "applications", "carried_in", "commercial", Mark.BLANK)
    assert [each.by for each in carried_over(OLD, blank)][:2] == [-1, None]
    no_effect = with_figure(NEW, "proactive", "rules", "repealed", Mark.BLANK)
    assert [(each.expected, each.by) for each in in_force(OLD, no_effect)] == [(None, None), (0, 0)]


def test_documents_in_force_follow_from_last_years_and_those_made_and_repealed():
    old = with_figure(OLD, "proactive", "normative_documents", "effective", 11)
    new = balanced_report(
        "2021",
        year=2024,
        proactive={("normative_documents", id): n for id, n in (("made", 2), ("repealed", 3), ("effective", 9))},
    )
    assert [(each.row.id, each.expected, each.by) for each in in_force(old, new)] == [
        ("rules", 0, 0),
        ("normative_documents", 10, -1),
    ]
