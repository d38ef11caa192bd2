from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.county import county
from tests.ui.rows import many
from tests.ui.urls import AGENCIES

from gongkai.agencies.models import Agency
from gongkai.ui.lists import begins, listing
from gongkai.ui.lists.listing import count_to
from gongkai.ui.lists.state import State

pytestmark = pytest.mark.django_db


def walk(rows, state):
    """Go through all pages."""
    found, page = [], 1
    while True:
        shown = AGENCIES.page(rows, State(**{**state, "page": page}))
        found += [row.pk for row in shown.rows]
        if page == shown.pages:
            return found
        page += 1


@pytest.mark.parametrize(
    "sort", [(), ("-name",), ("kind",), ("-kind",), ("established",), ("region", "-kind", "established")]
)
def test_pages_give_every_row_once_and_always_in_the_same_order(sort):
    made = county()
    many(made, 120)
    Agency.objects.filter(name__lt="第00060局").update(established_on=date(2020, 1, 1))
    rows = Agency.objects.select_related("region")
    first = walk(rows, {"size": 25, "sort": sort})
    assert sorted(first) == sorted(Agency.objects.values_list("pk", flat=True))
    assert walk(rows, {"size": 25, "sort": sort}) == first


@pytest.mark.parametrize("sort", ["established", "-established"])
def test_what_is_blank_comes_last_in_either_direction(sort):
    made = county()
    Agency.objects.filter(pk=made.water.pk).update(established_on=date(2020, 1, 1))
    Agency.objects.filter(pk=made.branch.pk).update(established_on=date(2021, 1, 1))
    dates = [row.established_on for row in AGENCIES.page(Agency.objects.all(), State(sort=(sort,))).rows]
    known = [date(2020, 1, 1), date(2021, 1, 1)]
    assert dates == [*(known if sort == "established" else known[::-1]), *[None] * (len(dates) - 2)]


def test_a_page_beyond_the_last_is_the_last_with_a_note():
    county()
    page = AGENCIES.page(Agency.objects.all(), State(page=99))
    assert (page.state.page, page.pages, page.first, page.last) == (1, 1, 1, 6)
    assert page.state.notes == ("没有第99页，显示最后一页。",)


def test_no_rows_are_one_empty_page():
    page = AGENCIES.page(Agency.objects.none(), State())
    assert (page.rows, page.count, page.more, page.pages, page.first, page.last) == ([], 0, False, 1, 0, 0)


@pytest.mark.parametrize(
    ("rows", "counted", "more", "pages"), [(59, 59, False, 3), (60, 60, False, 3), (61, 60, True, 3)]
)
def test_counting_and_paging_end_at_the_bound(monkeypatch, rows, counted, more, pages):
    monkeypatch.setattr(listing, "COUNTED", 60)
    made = county()
    many(made, rows - Agency.objects.count())
    found = AGENCIES.page(Agency.objects.all(), State(size=25, page=3))
    assert (found.count, found.more, found.pages, found.last) == (counted, more, 3, counted)


def test_what_is_read_is_bounded():
    made = county()
    many(made, 40)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        AGENCIES.page(Agency.objects.all(), State(size=25, page=2))
    counting, finding, reading = (each["sql"] for each in asked.captured_queries)
    assert f"LIMIT {listing.COUNTED + 1}" in counting
    assert "ORDER BY" not in counting
    assert "LIMIT 25 OFFSET 25" in finding
    assert "JOIN" not in finding
    assert reading.count(",") > finding.count(",")


def test_a_beginning_is_found_by_its_index_and_no_other_text():
    made = county()
    found = Agency.objects.filter(begins("name", "桓台县科技局"))
    assert set(found) == {made.science, made.branch}
    assert not Agency.objects.filter(begins("name", "科技局")).exists()
    assert not Agency.objects.filter(begins("name", "%")).exists()


@pytest.mark.parametrize(
    ("order", "sort", "shown"),
    [
        (("name",), (), ["established"]),
        (("name",), ("-kind",), ("-kind",)),
        (("-established", "name"), (), ("-established", "name")),
    ],
)
def test_what_fits_a_span_of_days_stands_in_their_order(order, sort, shown):
    listing = replace(AGENCIES, order=order)
    span = {"established": (date(2019, 5, 15), date(2020, 5, 15))}
    assert listing.sorted_by(State(sort=sort, chosen=span)) == shown
    assert listing.sorted_by(State()) == order


def test_counting_stops():
    made = county()
    many(made, 20)
    assert (count_to(Agency.objects.all(), 10), count_to(Agency.objects.all(), 100)) == (11, 26)
