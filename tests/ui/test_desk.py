from datetime import date, timedelta

import pytest

from gongkai.ui import desk
from gongkai.ui.desk import Due, Pile, Section, Standing, standing_of

ON = date(2024, 9, 30)  # a Monday; seven days off follow, and 12 October, a Saturday, was worked


@pytest.fixture(autouse=True)
def nothing_registered(monkeypatch):
    monkeypatch.setattr(desk, "_SECTIONS", {})
    monkeypatch.setattr(desk, "_SOURCES", {})
    monkeypatch.setattr(desk, "_POSTS", [])


def test_sections_are_those_one_may_see_in_their_order():
    first, second, hidden = (
        Section("甲", "ui:home", 1),
        Section("乙", "portal:home", 2, may=lambda officer, on: officer == "王" and on == ON),
        Section("丙", "display:choose", 0, may=lambda officer, on: False),
    )
    for section in (hidden, second, first):
        desk.register_section(section)
    assert desk.sections("王", ON) == [first, second]
    assert desk.sections("李", ON) == [first]


def test_a_section_holds_what_lies_beside_the_address_it_opens():
    section = Section("甲", "ui:home", 1, also=("display:choose",))
    held = [section.holds(path) for path in ("/desk/due/mine/", "/display/", "/account/")]
    assert held == [len("/desk/"), len("/display/"), 0]


@pytest.mark.parametrize(
    ("due_on", "mine", "standing"),
    [
        (date(2024, 9, 29), False, Standing.OVERDUE),
        (date(2024, 9, 30), True, Standing.TODAY),
        (date(2024, 10, 1), True, Standing.MINE),
        (date(2024, 10, 1), False, Standing.OTHERS),
        (None, True, Standing.MINE),
        (None, False, Standing.OTHERS),
    ],
)
def test_a_thing_stands_in_one_pile(due_on, mine, standing):
    assert standing_of(due_on, ON, mine=mine) is standing


@pytest.mark.parametrize(
    ("due_on", "left"),
    [
        (date(2024, 10, 12), 5),  # 8 to 12 October, the Saturday among them
        (date(2024, 10, 5), 0),
        (date(2024, 9, 30), 0),
        (date(2024, 9, 27), -2),  # Sunday 29 September was worked, and Monday
        (None, None),
    ],
)
def test_working_days_left_are_those_of_the_calendar(due_on, left):
    assert Due("甲", "/", due_on).left(ON) == left


def test_a_date_in_a_year_not_announced_is_provisional():
    assert Due("甲", "/", date(2060, 1, 5)).provisional
    assert not Due("甲", "/", date(2024, 10, 12)).provisional
    assert not Due("甲", "/").provisional


def test_piles_of_several_sources_are_merged_by_date_and_read_no_further_than_asked():
    asked = []

    def many(officer, on):
        def take(most):
            asked.append(most)
            return [Due(f"甲{n}", "/", ON + timedelta(2 * n + 1)) for n in range(most)]

        yield Pile(Standing.MINE, lambda: 1_000_000, take)

    def few(officer, on):
        yield Pile.of_list(Standing.MINE, [Due("丙", "/"), Due("乙", "/", ON + timedelta(2))])
        yield Pile.of_list(Standing.OVERDUE, [Due("丁", "/", ON - timedelta(1))])

    desk.register_due(many)
    desk.register_due(few)
    overdue, today, mine, others = desk.due("王", ON)
    assert [(piles.standing, piles.count) for piles in (overdue, today, mine, others)] == [
        (Standing.OVERDUE, 1),
        (Standing.TODAY, 0),
        (Standing.MINE, 1_000_002),
        (Standing.OTHERS, 0),
    ]
    assert [due.what for due in mine.take(0, 3)] == ["甲0", "乙", "甲1"]
    assert [due.what for due in mine.take(3, 5)] == ["甲2", "甲3"]
    assert asked == [3, 5]


def test_of_what_is_late_the_home_page_shows_some_of_each_source():
    def old(officer, on):
        yield Pile.of_list(Standing.OVERDUE, [Due(f"档{n}", "/", ON - timedelta(100 - n)) for n in range(9)])
        yield Pile.of_list(Standing.MINE, [Due(f"办{n}", "/", ON + timedelta(n)) for n in range(9)])

    def new(officer, on):
        yield Pile.of_list(
            Standing.OVERDUE, [Due("答复一", "/", ON - timedelta(2)), Due("答复二", "/", ON - timedelta(1))]
        )
        yield Pile.of_list(Standing.MINE, [Due("答复三", "/", ON + timedelta(30))])

    desk.register_due(old)
    desk.register_due(new)
    overdue, _today, mine, _others = desk.due("王", ON)
    assert [due.what for due in overdue.first(4)] == ["档0", "档1", "答复一", "答复二"]
    assert [due.what for due in overdue.take(0, 4)] == ["档0", "档1", "档2", "档3"]  # the whole list is by date
    assert [due.what for due in mine.first(4)] == ["办0", "办1", "办2", "办3"]


def test_what_has_no_date_comes_last():
    desk.register_due(lambda officer, on: [Pile.of_list(Standing.MINE, [Due("乙", "/"), Due("甲", "/", ON)])])
    assert [due.what for due in desk.due("王", ON)[2].take(0, 9)] == ["甲", "乙"]


def test_a_source_registered_again_counts_once():
    def source(officer, on):
        yield Pile.of_list(Standing.MINE, [Due("甲", "/")])

    desk.register_due(source)
    desk.register_due(source)
    assert desk.due("王", ON)[2].count == 1
