from time import time
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from tests.county import PASSWORD, county

from gongkai.agencies.services import let_in, shut_out
from gongkai.agencies.signin.sessions import clear_ended
from gongkai.config.sessions import BEGAN, SEEN
from gongkai.journal.actor import SYSTEM
from gongkai.journal.models import Entry

LIST = "/account/sessions/"
BROWSERS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1 Safari/604.1",
)


@pytest.fixture
def made(db):
    return county()


def signed_in(name, number=0):
    client = Client(REMOTE_ADDR=f"10.0.0.{number}", headers={"user-agent": BROWSERS[number]})
    client.post("/account/login/", {"login": name, "password": PASSWORD})
    assert is_in(client)
    return client


def is_in(client):
    return client.get(reverse("ui:home")).status_code == 200


def test_one_sees_where_one_is_signed_in_and_nobody_else_s(made):
    mine = [signed_in("handler", number) for number in range(3)]
    signed_in("leader", 0)
    page = mine[0].get(LIST).content.decode()
    assert [name in page for name in ("Chrome · Windows", "Firefox · Linux", "Safari · iOS")] == [True] * 3
    assert page.count('name="session"') == 4
    assert page.count("现在这个") == 1


def test_one_ends_a_session_of_one_s_own(made):
    here, there = signed_in("handler", 0), signed_in("handler", 1)
    other = UserSession.objects.get(ip="10.0.0.1")
    assert here.post(LIST, {"session": other.pk}).status_code == 302
    assert (is_in(here), is_in(there)) == (True, False)
    entry = Entry.objects.get(act="signin.sessions_ended")
    assert (entry.officer, entry.note) == (made.officers["handler"], {"count": 1})


def test_one_does_not_end_a_session_of_somebody_else(made):
    mine, theirs = signed_in("handler", 0), signed_in("leader", 1)
    mine.post(LIST, {"session": UserSession.objects.get(ip="10.0.0.1").pk})
    assert is_in(theirs)


def test_one_ends_all_the_others(made):
    here, *there = [signed_in("handler", number) for number in range(3)]
    here.post(LIST, {"session": "others"})
    assert [is_in(client) for client in (here, *there)] == [True, False, False]


def test_ending_the_session_one_is_in_signs_out(made):
    here = signed_in("handler")
    answer = here.post(LIST, {"session": UserSession.objects.get().pk})
    assert answer["Location"] == "/account/login/"
    assert not is_in(here)
    assert Entry.objects.filter(act="signin.signed_out").count() == 1


def test_who_is_shut_out_is_out_at_once_and_not_back_in_when_let_in(made):
    client = signed_in("handler")
    shut_out(made.officers["handler"], by=SYSTEM)
    assert not is_in(client)
    let_in(made.officers["handler"], by=SYSTEM)
    assert not is_in(client)


def pretend(client, **seconds):
    """Have a session believe that it began, or saw something, some seconds ago."""
    session = client.session
    for name, ago in seconds.items():
        session[{"began": BEGAN, "seen": SEEN}[name]] = int(time()) - ago
    session.save()


@pytest.mark.parametrize(
    ("ago", "still"),
    [
        ({"seen": 30 * 60 - 30}, True),
        ({"seen": 30 * 60}, False),
        ({"began": 12 * 3600 - 30, "seen": 0}, True),
        ({"began": 12 * 3600, "seen": 0}, False),
    ],
)
def test_a_session_ends_when_nothing_is_done_and_in_any_case_after_some_hours(made, ago, still):
    client = signed_in("handler")
    pretend(client, **ago)
    answer = client.get("/desk/due/overdue/")
    assert (answer.status_code == 200) == still
    if not still:
        assert answer["Location"] == "/account/login/?next=/desk/due/overdue/"
        assert "登录已过期" in client.get(answer["Location"]).content.decode()
        assert Entry.objects.filter(act="signin.signed_out").count() == 1
        assert UserSession.objects.purge_and_list(made.officers["handler"]) == []


def test_sessions_that_ended_go_from_the_list_at_night(made):
    clients = [signed_in("handler", number) for number in range(2)]
    assert clear_ended() == 0
    clients[0].session.delete()
    assert clear_ended() == 1
    assert [each.ip for each in UserSession.objects.all()] == ["10.0.0.1"]


def test_the_cookie_goes_with_the_browser(made):
    client = Client()
    client.post("/account/login/", {"login": "handler", "password": PASSWORD})
    cookie = client.cookies["sessionid"]
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == ("", True, "Lax")


def sign_in_page(client, address):
    response = client.get(address)
    return parse_qs(urlsplit(address).query)["next"], response.content.decode()


def test_after_a_button_pressed_too_late_one_is_led_back_to_its_page(made):
    office = made.science.offices.get()
    act = reverse("agencies:name-office", args=[office.pk])
    page = reverse("agencies:detail", args=[made.science.pk])
    client = Client()
    pressed = client.post(act, headers={"Referer": f"http://testserver{page}?a=1#offices"})
    back, said = sign_in_page(client, pressed["Location"])
    assert back == [f"{page}?a=1"]
    assert "刚才这一步没有办成。" in said
    edit = reverse("agencies:edit", args=[made.science.pk])  # what is typed is kept, and stands there
    assert sign_in_page(client, client.post(edit, headers={"Referer": page})["Location"])[0] == [edit]


@pytest.mark.parametrize(
    "elsewhere",
    ["", "https://elsewhere.example/desk/", "//elsewhere.example/desk/", "/\\elsewhere.example/desk/", "javascript:1",
     "http://testserver@elsewhere.example/desk/", "http://testserver.elsewhere.example/desk/"],
)  # fmt: skip
def test_a_page_of_another_site_is_no_page_to_be_led_back_to(made, elsewhere):
    act = reverse("agencies:name-office", args=[made.science.offices.get().pk])
    asked = Client().post(act, headers={"Referer": elsewhere})["Location"]
    assert (urlsplit(asked).path, parse_qs(urlsplit(asked).query)["next"]) == ("/account/login/", [act])
