from datetime import date
from urllib.parse import parse_qs

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.county import county
from tests.ui.urls import AGENCIES

from gongkai.agencies.models import Agency, Kind, Region
from gongkai.ui.lists import Choice, Column, List
from gongkai.ui.lists.filters import EARLIEST, LATEST
from gongkai.ui.lists.state import NOTES, SIZES, State, read, read_text, write

SORTABLE = [column.name for column in AGENCIES.columns if column.sort]
NAMES = [*(name for each in AGENCIES.filters for name in each.names), "sort", "show", "size", "page"]

anything = st.text(st.characters(), max_size=30)
written = st.one_of(
    anything,
    st.sampled_from(
        ["1", "0", "-1", "２", "²", "9" * 30, "department", "-name", "name,-name", "2024-02-30", "\0", "%"]
    ),
)
questions = st.dictionaries(st.one_of(st.sampled_from(NAMES), anything), st.lists(written, max_size=4), max_size=8)

columns = st.lists(st.sampled_from(SORTABLE), unique=True, max_size=3)
sorts = columns.flatmap(lambda names: st.tuples(*(st.sampled_from([name, f"-{name}"]) for name in names)))
days = st.one_of(st.none(), st.dates(EARLIEST, LATEST))


def plain(**values):
    return State(**values)


@pytest.mark.parametrize(
    ("query", "state"),
    [
        ("", plain()),
        ("q=+水利++局 ", plain(chosen={"q": "水利 局"})),
        ("kind=township&kind=department", plain(chosen={"kind": ("department", "township")})),
        ("level=county", plain(chosen={"level": ("county",)})),
        ("established-from=2020-01-01", plain(chosen={"established": (date(2020, 1, 1), None)})),
        ("established-to=2020-01-01", plain(chosen={"established": (None, date(2020, 1, 1))})),
        ("dissolved=0", plain(chosen={"dissolved": False})),
        ("sort=-kind,name", plain(sort=("-kind", "name"))),
        ("sort=-kind&sort=&sort=name", plain(sort=("-kind", "name"))),
        ("sort=name", plain()),
        ("show=phone,number", plain(show=("name", "phone", "number"))),
        ("show=name", plain(show=("name",))),
        ("show=established&show=phone&show=region&show=kind&show=name", plain()),
        ("size=100&page=3", plain(size=100, page=3)),
        ("view=all", plain()),
    ],
)
def test_a_query_string_says_what_is_shown(query, state):
    found = read_text(AGENCIES, query)
    assert (found, found.notes) == (state, ())


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("kind=nonsense", "“性质”没有“nonsense”，未采用。"),
        ("level=county&level=township", "“级别”只能选一个，未采用。"),
        ("established-from=2024-02-30", "“成立”里的“2024-02-30”不是能用的日期，未采用；日期应如2026-03-02。"),
        ("established-from=20240101", "“成立”里的“20240101”不是能用的日期，未采用；日期应如2026-03-02。"),
        ("established-from=9999-12-31", "“成立”里的“9999-12-31”不是能用的日期，未采用；日期应如2026-03-02。"),
        ("established-from=2024-01-02&established-to=2024-01-01", "“成立”的起始日期在截止日期之后，未采用。"),
        ("dissolved=maybe", "“已撤销”没有“maybe”，未采用。"),
        ("sort=phone", "不能按“phone”排序，未采用。"),
        ("sort=name;drop", "不能按“name;drop”排序，未采用。"),
        ("sort=kind,region,established,number", "最多按3列排序，其余未采用。"),
        ("show=secret", "没有“secret”这一列，未采用。"),
        ("size=7", "每页不能是7行，未采用。"),
        ("size=much", "每页不能是much行，未采用。"),
        ("page=-1", "“-1”不是页码，显示第1页。"),
        ("page=" + "9" * 40, "“" + "9" * 20 + "…”不是页码，显示第1页。"),
        ("utm_source=x", "这个列表没有“utm_source”这个条件，未采用。"),
    ],
)
def test_what_cannot_be_used_is_passed_over_with_a_note(query, note):
    found = read_text(AGENCIES, query)
    assert found.notes == (note,)
    assert "established" not in found.chosen
    assert "dissolved" not in found.chosen


def test_a_bad_value_does_not_take_the_good_ones_with_it():
    found = read_text(AGENCIES, "kind=department&kind=nonsense&q=水&sort=-kind,nonsense")
    assert found == State(chosen={"kind": ("department",), "q": "水"}, sort=("-kind",))
    assert len(found.notes) == 2


def test_notes_are_bounded():
    found = read_text(AGENCIES, "&".join(f"n{number}=1" for number in range(50)))
    assert len(found.notes) == NOTES + 1
    assert found.notes[-1] == f"还有{50 - NOTES}处未采用。"


def test_what_is_shown_anyhow_is_not_written():
    assert write(AGENCIES, read_text(AGENCIES, "q=&sort=name&page=1&size=50&show=kind,region,phone,established")) == ""


def test_a_view_keeps_no_page():
    assert write(AGENCIES, State(chosen={"q": "水"}, page=4), paged=False) == "q=%E6%B0%B4"


def test_a_list_that_does_not_go_together_is_refused():
    name = Column("name", "名称", sort=("name",))
    for wrong in (
        {"columns": ()},
        {"columns": (name, name)},
        {"columns": (name,), "order": ("kind",)},
        {"columns": (name,), "filters": (Choice("page", "页", choices=()),)},
        {"columns": (name,), "filters": (Choice("kind", "性质", choices=()), Choice("kind", "性质", choices=()))},
    ):
        with pytest.raises(ValueError, match="does not go together"):
            List("wrong", "错", **wrong)


class Properties(TestCase):
    @classmethod
    def setUpTestData(cls):
        county()

    @given(questions)
    def test_no_query_string_is_too_strange(self, asked):
        found = read(AGENCIES, asked)
        again = read_text(AGENCIES, write(AGENCIES, found))
        assert (again, again.notes) == (found, ())
        page = AGENCIES.page(Agency.objects.select_related("region"), found)
        assert page.state.page == 1 or page.rows

    @given(st.binary(max_size=60))
    def test_no_bytes_are_too_strange(self, sent):
        asked = dict(QueryDict(sent).lists())
        found = read(AGENCIES, asked)
        assert read_text(AGENCIES, write(AGENCIES, found)) == found

    @given(
        q=st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=40),
        kinds=st.lists(st.sampled_from(Kind.values), unique=True, min_size=1),
        first=days,
        last=days,
        dissolved=st.booleans(),
        sort=sorts,
        size=st.sampled_from(SIZES),
        page=st.integers(1, 10_000),
        show=st.sets(st.sampled_from([column.name for column in AGENCIES.columns])),
    )
    def test_what_is_written_is_read_again(self, q, kinds, first, last, dissolved, sort, size, page, show):
        if first and last and first > last:
            first, last = last, first
        chosen = {
            "q": q,
            "kind": tuple(kind for kind in Kind.values if kind in kinds),
            "region": Region.objects.first(),
            "dissolved": dissolved,
        }
        if first or last:
            chosen["established"] = (first, last)
        shown = tuple(column.name for column in AGENCIES.columns if column.name in show | {"name"})
        usual = ("name", "kind", "region", "phone", "established")
        state = State(
            chosen=chosen,
            sort=() if sort == ("name",) else sort,
            show=() if shown == usual else shown,
            size=size,
            page=page,
        )
        found = read_text(AGENCIES, write(AGENCIES, state))
        assert (found, found.notes) == (state, ())
        assert write(AGENCIES, found) == write(AGENCIES, state)
        assert set(parse_qs(write(AGENCIES, state))) <= set(NAMES)
