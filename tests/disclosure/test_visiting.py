"""Links to other sites followed: what is broken, what only turns away programs, and where nobody is led."""

from __future__ import annotations

import socket
import threading
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now
from tests.casework import actor
from tests.county import County, county
from tests.publishing import WORDS, begin, move_in
from tests.scanned import place

from gongkai.config.models import NightlyRun
from gongkai.config.tasks import check_links
from gongkai.disclosure import selectors, services, visiting
from gongkai.disclosure.models import BrokenLink, Item, Scan
from gongkai.disclosure.scan.material import Link
from gongkai.disclosure.services import linked_out, scanning
from gongkai.disclosure.visiting import Visit
from gongkai.law.message import Message
from gongkai.notifications import reaching
from gongkai.notifications.models import Notice

GONE = Visit(Message("对方网站没有这个网页（{status}）", status=404), answered=True)
FINE = Visit(None, answered=True)
SILENT = Visit(Message("对方网站没有回应"), answered=False)
A, B = "https://a.example.com/1", "https://b.example.com/2"
BODY = f'<p>见<a href="{A}">甲</a>、<a href="{B}">乙</a>、<a href="/items/9/">本站</a>、<a href="http://10.0.0.1/">内网</a>。</p>'


# ── One address ──────────────────────────────────────────────────────────────


class Site:
    """A server on this machine: what it was asked, and by path the status and where it leads."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.answers: dict[tuple[str, str] | str, tuple[int, str]] = {}

    def address(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    port = 0


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Any:
    told = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append((self.command, self.path))
            status, location = told.answers.get((self.command, self.path)) or told.answers.get(self.path, (200, ""))
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_HEAD = do_GET  # noqa: N815

        def log_message(self, *said: Any) -> None:
            pass

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.port = made.server_port
    threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True).start()
    really = reaching.is_allowed
    monkeypatch.setattr(reaching, "is_allowed", lambda text, own: text == "127.0.0.1" or really(text, own))
    yield told
    made.shutdown()
    made.server_close()


@pytest.mark.parametrize(
    ("status", "broken"),
    [(200, False), (204, False), (404, True), (410, True), (500, True), (503, True), (403, False), (412, False),
     (521, False)],
)  # fmt: skip
def test_a_status_says_whether_the_public_could_open_it(site: Site, status: int, broken: bool) -> None:
    site.answers["/p"] = (status, "")
    assert (visiting.visit(site.address("/p")).trouble is not None) is broken


def test_who_does_not_know_head_is_asked_by_get(site: Site) -> None:
    site.answers["HEAD", "/p"] = (404, "")
    assert visiting.visit(site.address("/p")) == FINE
    assert site.asked == [("HEAD", "/p"), ("GET", "/p")]


def test_it_goes_where_it_is_led_and_asks_what_an_address_with_characters_means(site: Site) -> None:
    site.answers["/a"] = (302, "/%E6%94%BF%E7%AD%96")
    site.answers["/%E6%94%BF%E7%AD%96"] = (404, "")
    assert visiting.visit(site.address("/a")) == GONE
    assert visiting.visit(site.address("/政策#一")) == GONE
    site.answers["/round"] = (302, "/round")
    assert visiting.visit(site.address("/round")) == FINE  # asks for a cookie first


@pytest.mark.parametrize(
    "elsewhere",
    ["http://127.0.0.2/", "http://10.1.2.3/", "http://169.254.169.254/latest", "http://[::ffff:192.168.0.1]/",
     "http://[64:ff9b::7f00:1]/", "http://[fe80::1]/", "http://[2002:7f00:1::]/"],
)  # fmt: skip
def test_nobody_is_led_into_an_own_network(site: Site, monkeypatch: pytest.MonkeyPatch, elsewhere: str) -> None:
    site.answers["/a"] = (302, elsewhere)
    connected = []
    really = socket.create_connection

    def connect(to: Any, *more: Any) -> Any:
        connected.append(to[0])
        return really(to, *more)

    monkeypatch.setattr(socket, "create_connection", connect)
    assert visiting.visit(site.address("/a")) == Visit(visiting.INSIDE, answered=True)
    assert set(connected) == {"127.0.0.1"}


@pytest.mark.parametrize("elsewhere", ["file:///etc/passwd", "javascript:1", "http://["])
def test_it_is_led_to_nothing_but_addresses_of_the_web(site: Site, elsewhere: str) -> None:
    site.answers["/a"] = (302, elsewhere)
    assert visiting.visit(site.address("/a")).trouble == Message("链接转到浏览器打不开的网址")


def test_a_name_is_connected_to_by_the_address_that_was_looked_at(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    found = iter(["127.0.0.1", "10.0.0.5"])  # the name means another address the next time

    def resolve(host: str, port: int, **more: Any) -> Any:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(found), port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    made = []
    really = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", lambda self, to: (made.append(to[0]), really(self, to)))
    monkeypatch.setattr(socket, "create_connection", _connect)
    site.answers["HEAD", "/p"] = (405, "")
    assert visiting.visit(site.address("/p", "links.example.com")).trouble == visiting.INSIDE
    assert made == ["127.0.0.1"]


def _connect(to: Any, seconds: float) -> socket.socket:
    """Connect without asking what the name means, as `create_connection` does with an address."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.settimeout(seconds)
    made.connect(to)
    return made


def test_what_is_no_host_and_who_is_not_there_are_not_reached(site: Site) -> None:
    assert visiting.visit(f"http://{'x' * 70}.example.com/").trouble is not None
    assert visiting.visit("http://127.0.0.1:1/") == Visit(Message("连不上对方网站"), answered=False)


def test_a_site_where_nobody_answers_is_not_asked_for_all_its_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def visit(address: str) -> Visit:
        asked.append(address)
        return SILENT if "dead" in address else FINE

    monkeypatch.setattr(visiting, "visit", visit)
    made = visiting.visit_all([f"https://{host}.example.com/{n}" for host in ("dead", "b") for n in range(5)])
    assert sum("dead" in each for each in asked) == 2
    assert [each for each, visit in made.items() if visit.trouble] == [
        f"https://dead.example.com/{n}" for n in range(5)
    ]


@pytest.mark.parametrize(
    ("href", "followed"),
    [("https://a.example.com/x", True), ("HTTP://a.example.com", True), ("http://10.0.0.1/", False),
     ("mailto:a@example.com", False), ("/items/1/", False), ("http://localhost/", False), ("https://", False),
     ("https://a。example.com/", False), (None, False), ("http://[", False)],
)  # fmt: skip
def test_only_what_leads_to_another_site_by_its_form_is_followed(settings: Any, href: str, followed: bool) -> None:
    settings.SITE_URL = "https://gk.example.com"
    assert bool(visiting.addresses_of([Link(place(), href, "见"), Link(place(), href, "又")])) is followed
    assert visiting.addresses_of([Link(place(), "https://gk.example.com/x", "")]) == []


# ── A draft ──────────────────────────────────────────────────────────────────


@pytest.fixture
def made(db: None, settings: Any) -> County:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.LINK_CHECKS = 100
    return county()


def answers(monkeypatch: pytest.MonkeyPatch, **visits: Visit) -> list[str]:
    """Let links be followed as is said; give what was asked."""
    asked: list[str] = []

    def visit_all(addresses: Any) -> dict[str, Visit]:
        new = list(addresses)
        asked.extend(new)
        return {each: visits.get(each[8], FINE) for each in new}

    for module in (scanning, linked_out):
        monkeypatch.setattr(module, "visit_all", visit_all)
    return asked


def test_links_of_a_draft_are_followed_once_a_day_and_found_by_whoever_reviews(
    made: County, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any, client: Any
) -> None:
    asked = answers(monkeypatch, b=GONE)
    with django_capture_on_commit_callbacks(execute=True):
        item = begin(made, body=BODY)
    row = Scan.objects.get(text=item.text)
    assert asked == [A, B]
    assert row.links[A] == {"on": localdate().isoformat(), "trouble": None}
    found = [each.finding for each in scanning.shown(row) if each.finding.code == "link-unreached"]
    assert [(each.message.text(), each.excerpt.text, each.place.number) for each in found] == [
        ("对方网站没有这个网页（404）", f"乙 {B}", 1)
    ]
    with django_capture_on_commit_callbacks(execute=True):
        item = services.revise(item, by=actor(made), **{**WORDS, "body": BODY + "<p>又一段。</p>"})
    assert asked == [A, B]
    assert "link-unreached" in [each.finding.code for each in scanning.looked_at(item.text)]
    client.force_login(made.officers["handler"])
    page = client.get(reverse("disclosure:scan", args=[item.pk])).content.decode()
    assert "对方网站没有这个网页（404）" in page
    assert "逐个打开查过" in page


def test_where_the_site_does_not_say_so_nothing_is_asked_and_the_page_says_that(
    made: County, monkeypatch: pytest.MonkeyPatch, settings: Any, django_capture_on_commit_callbacks: Any, client: Any
) -> None:
    settings.LINK_CHECKS = 0
    asked = answers(monkeypatch, b=GONE)
    with django_capture_on_commit_callbacks(execute=True):
        item = begin(made, body=BODY)
    scanning.follow_links(Scan.objects.get().pk)
    run = NightlyRun.objects.create(task="check-links", on=localdate())
    check_links.call(run.pk)
    assert asked == []
    client.force_login(made.officers["handler"])
    assert "没有开启打开检查" in client.get(reverse("disclosure:scan", args=[item.pk])).content.decode()


# ── What is published ────────────────────────────────────────────────────────


def nights(made: int, first: datetime) -> list[datetime]:
    return [first + timedelta(days=number) for number in range(made)]


def linking(made: County, *addresses: str) -> Item:
    body = "".join(f'<p><a href="{each}">见</a></p>' for each in addresses)
    on = localdate() - timedelta(days=400 + Item.objects.count())
    return move_in(made, on, body=body or "<p>无</p>")


def test_what_cannot_be_opened_on_two_nights_is_told_and_counted_until_it_is_mended(
    made: County, monkeypatch: pytest.MonkeyPatch, client: Any
) -> None:
    item, _other = linking(made, A, B), linking(made, A)
    one, two, three, four = nights(4, now())
    answers(monkeypatch, b=GONE)
    assert services.check_links(0, one) == {"asked": 2, "broken": 0, "mended": 0, "told": 0, "last": 0}
    assert services.check_links(0, one)["broken"] == 0  # the same day says nothing more
    agencies, today = [made.science.pk], localdate(two)
    assert not selectors.broken_links(agencies, (today, today)).exists()
    found = services.check_links(0, two)
    assert (found["broken"], found["told"] > 0) == (1, True)
    [row] = selectors.broken_links(agencies, (today, today))
    assert (row.item, row.address, row.first_on, row.broken_on) == (item, B, localdate(one), today)
    assert Notice.objects.filter(kind="item.links").count() == found["told"]
    assert services.check_links(0, three)["told"] == 0
    client.force_login(made.officers["handler"])
    page = client.get(reverse("disclosure:detail", args=[item.pk])).content.decode()
    assert "打不开的链接" in page
    assert B in page
    answers(monkeypatch)
    assert services.check_links(0, four)["mended"] == 1
    day = timedelta(days=1)
    assert selectors.broken_links(agencies, (localdate(four), localdate(four))).count() == 1
    assert not selectors.broken_links(agencies, (localdate(four) + day, localdate(four) + day)).exists()
    assert not selectors.broken_links(agencies, (today - 9 * day, today - day)).exists()
    assert not selectors.broken_links([made.government.pk], (today, today)).exists()


def test_each_night_goes_on_where_the_last_ended_and_begins_again(
    made: County, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.LINK_CHECKS = 2
    items = [linking(made, f"https://a.example.com/{n}", f"https://c.example.com/{n}") for n in range(3)]
    asked = answers(monkeypatch)
    seen = []
    for night in nights(4, now()):
        run = NightlyRun.objects.create(task="check-links", on=localdate(night))
        check_links.call(run.pk)
        run.refresh_from_db()
        seen.append((list(asked), run.result["last"]))
        asked.clear()
    pages = [[f"https://{host}.example.com/{n}" for host in "ac"] for n in range(3)]
    assert seen == [(pages[0], items[0].pk), (pages[1], items[1].pk), (pages[2], 0), (pages[0], items[0].pk)]


def test_a_site_without_a_way_out_breaks_no_links(made: County, monkeypatch: pytest.MonkeyPatch) -> None:
    linking(made, *(f"https://a{n}.example.com/" for n in range(6)))
    answers(monkeypatch, a=SILENT)
    assert services.check_links(0, now()) == {"asked": 6, "no_way_out": 1, "last": 0}
    assert not BrokenLink.objects.exists()


def test_a_link_that_is_shown_no_more_is_broken_no_more(made: County, monkeypatch: pytest.MonkeyPatch) -> None:
    item = linking(made, B)
    answers(monkeypatch, b=GONE)
    one, two, three = nights(3, now())
    services.check_links(0, one)
    services.check_links(0, two)
    services.withdraw(item, note="有误", by=actor(made, "publisher"))
    services.check_links(0, three)
    assert BrokenLink.objects.get().mended_on is not None
