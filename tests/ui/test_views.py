from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from tests.county import county

from gongkai.ui import desk
from gongkai.ui.desk import Due, Pile, Standing


@pytest.fixture
def officer(db):
    client = Client()
    client.force_login(county().officers["head"])
    return client


@pytest.fixture
def due(monkeypatch):
    """Put things into the piles of the home page: `due(standing, number)`."""
    monkeypatch.setattr(desk, "_SOURCES", {})
    piles = []
    desk.register_due(lambda officer, on: piles)

    def put(standing, number, **about):
        dues = [
            Due(f"{standing.value}·{n}", f"/x/{n}/", localdate() + timedelta(n), **about) for n in range(1, number + 1)
        ]
        piles.append(Pile.of_list(standing, dues))

    return put


def test_home_asks_to_sign_in():
    answer = Client().get("/desk/")
    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=/desk/")


def test_home_shows_the_four_standings_counts_first(officer, due):
    due(Standing.OVERDUE, 1, agency_name="桓台县科技局", kind="依申请公开")
    due(Standing.OTHERS, 2, waits_for="桓台县水利局")
    page = officer.get("/desk/").content.decode()
    counts = [page.index(f'href="#{standing.value}"') for standing in Standing]
    lists = [page.index(f'id="{standing.value}"') for standing in Standing]
    assert counts == sorted(counts)
    assert lists == sorted(lists)
    assert counts[-1] < lists[0]
    for words in (
        "overdue·1",
        "桓台县科技局",
        "依申请公开",
        "待桓台县水利局办理",
        "今天没有到期的事项。",
        "没有等您办理的事项。",
    ):
        assert words in page
    assert "没有逾期的事项。" not in page
    assert "查看全部" not in page


def test_home_shows_the_first_and_leads_to_the_rest(officer, due):
    due(Standing.MINE, 123)
    page = officer.get("/desk/").content.decode()
    assert "mine·8<" in page
    assert "mine·9<" not in page
    assert '<a href="/desk/due/mine/">查看全部123项</a>' in page
    first = officer.get("/desk/due/mine/").content.decode()
    last = officer.get("/desk/due/mine/?page=3").content.decode()
    assert ("mine·50<" in first, "mine·51<" in first) == (True, False)
    assert ("mine·100<" in last, "mine·101<" in last, "mine·123<" in last) == (False, True, True)
    assert "第101至123项，共123项" in last


def test_a_standing_there_is_none_of_is_not_found(officer, due):
    assert officer.get("/desk/due/nothing/").status_code == 404


def test_home_makes_as_many_queries_however_much_is_due(officer, due):
    officer.get("/desk/")  # the first page of a session writes when it was begun
    made = []
    for number in (0, 1, 3, 300):
        due(Standing.MINE, number)
        with CaptureQueriesContext(connection) as queries:
            officer.get("/desk/")
        made.append(len(queries))
    assert made == [made[0]] * 4


def test_navigation_marks_where_one_is(officer, due, monkeypatch):
    monkeypatch.setattr(desk, "_SECTIONS", {})
    desk.register_section(desk.Section("显示", "display:choose", 1))
    desk.register_section(desk.Section("待办", "ui:home", 2))
    page = officer.get("/desk/due/mine/").content.decode()
    assert page.count('<a href="/desk/" aria-current="true">待办</a>') == 2  # at the side, and in the menu of a phone
    assert '<a href="/display/">显示</a>' in page


def test_top_bar_says_who_is_at_the_desk_in_which_posts(officer, due, monkeypatch):
    monkeypatch.setattr(desk, "_POSTS", [])
    assert "目前没有任职。" in officer.get("/desk/").content.decode()
    desk.register_posts(lambda officer, on: [f"{post}" for post in officer.posts.all()])
    page = officer.get("/desk/").content.decode()
    assert '<span class="me-post">桓台县科技局公开工作机构负责人</span> <span class="me-name">head·某</span>' in page
    assert "目前没有任职。" not in page


def test_pages_hold_no_inline_style_or_script(officer, due):
    due(Standing.MINE, 9)
    for address in ("/", "/desk/", "/desk/due/mine/", "/display/", "/nowhere/"):
        page = officer.get(address).content.decode()
        assert " style=" not in page
        assert "<style" not in page
        assert " onclick=" not in page
        assert page.count("<script") == page.count("<script src=") == 2
