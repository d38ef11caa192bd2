"""Feeds, the sitemap and robots.txt: what is public, and nothing that is not or is no longer."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET

import pytest
from django.test import Client
from django.utils.timezone import localdate
from tests.casework import actor
from tests.county import County, county
from tests.publishing import WORDS, begin, move_in, publish

from gongkai.disclosure import services
from gongkai.disclosure.models import Item

pytestmark = pytest.mark.django_db
HIDDEN = "尚未审查的内容"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    return county("administrator", "handler", "reviewer", "secrecy_reviewer", "leader", "publisher")


def feeds(made: County) -> list[str]:
    lists = ("", "published/A03/", f"agencies/{made.science.pk}/", f"agencies/{made.science.pk}/published/A03/")
    return [f"/{each}feed.{form}" for each in lists for form in ("atom", "json")]


def read(address: str) -> list[str]:
    """Give the titles of a feed's entries."""
    answer = Client().get(address)
    assert answer.status_code == 200
    if address.endswith("json"):
        return [each["title"] for each in json.loads(answer.content)["items"]]
    return [str(each.findtext("a:title", "", ATOM)) for each in ET.fromstring(answer.content).findall("a:entry", ATOM)]


def test_every_feed_has_what_is_public_and_not_what_is_withdrawn(made: County) -> None:
    item = publish(made, begin(made))
    begin(made, title=HIDDEN)
    assert [read(each) for each in feeds(made)] == [[WORDS["title"]]] * 8
    services.withdraw(item, note="重复", by=actor(made, "publisher"))
    assert [read(each) for each in feeds(made)] == [[]] * 8


def test_what_was_moved_in_is_no_news_until_it_is_published_anew(made: County) -> None:
    item = move_in(made, localdate(), title="移入的")
    assert [read(each) for each in feeds(made)] == [[]] * 8
    item = services.revise(item, by=actor(made), **{**WORDS, "title": "移入后修改的"})
    publish(made, item)
    assert [read(each) for each in feeds(made)] == [["移入后修改的"]] * 8


def test_what_was_moved_in_takes_no_place_of_what_is_news(made: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.portal.feeds.MOST", 1)
    publish(made, begin(made))
    for number in range(2):
        move_in(made, localdate(), title=f"移入的{number}", source=f"旧{number}")
    assert read("/feed.atom") == [WORDS["title"]]


def test_a_feed_has_only_its_agency_and_category(made: County) -> None:
    publish(made, begin(made))
    assert read(f"/agencies/{made.water.pk}/feed.atom") == read("/published/A04/feed.json") == []
    assert [Client().get(each).status_code for each in ("/published/X99/feed.atom", "/feed.rss")] == [404, 404]


def test_an_entry_is_known_by_its_permanent_address_and_updated_with_another_text(made: County, settings) -> None:  # type: ignore[no-untyped-def]
    settings.SITE_URL = "https://gk.example.gov.cn"
    item = publish(made, begin(made))
    publish(made, services.revise(item, by=actor(made), **{**WORDS, "title": "新的\x0b名称"}))
    entry = json.loads(Client().get("/feed.json").content)["items"][0]
    assert (entry["id"], entry["title"]) == (f"https://gk.example.gov.cn/items/{item.pk}/", "新的名称")
    assert entry["date_published"] <= entry["date_modified"]
    atom = ET.fromstring(Client().get("/feed.atom").content)
    assert atom.findtext("a:entry/a:id", "", ATOM) == entry["id"]
    assert atom.findtext("a:entry/a:updated", "", ATOM) == entry["date_modified"]


@pytest.mark.parametrize("address", ["/feed.atom", "/feed.json"])
def test_a_reader_asks_again_and_is_sent_only_what_changed(made: County, address: str) -> None:
    first = Client().get(address)
    assert first["Content-Type"].split(";")[0] in ("application/atom+xml", "application/feed+json")
    assert Client().get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    publish(made, begin(made))
    assert Client().get(address, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_pages_name_their_feeds(made: County) -> None:
    shown = Client().get(f"/agencies/{made.science.pk}/published/A03/").content.decode()
    for form in ("atom", "json"):
        assert f'href="/agencies/{made.science.pk}/published/A03/feed.{form}"' in shown


def test_the_sitemap_leads_to_what_is_public_alone(made: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.portal.crawling.PART", 1)
    items = [publish(made, begin(made)) for _ in range(2)]
    begin(made)
    services.withdraw(items[0], note="重复", by=actor(made, "publisher"))
    index = Client().get("/sitemap.xml").content.decode()
    parts = [item for item in Item.objects.all() if f"/sitemap/items-{item.pk}.xml<" in index]
    assert parts == items[1:]
    later = publish(made, begin(made))  # the draft has left a gap
    again = Client().get("/sitemap.xml").content.decode()
    assert re.findall(r"items-(\d+)", again) == [str(each.pk) for each in (items[1], later)]
    assert f"/items/{items[1].pk}/</loc><lastmod>" in Client().get(f"/sitemap/items-{items[1].pk}.xml").content.decode()
    assert Client().get(f"/sitemap/items-{items[0].pk}.xml").status_code == 404
    assert f"/agencies/{made.science.pk}/reports/<" in Client().get("/sitemap/pages.xml").content.decode()


def test_crawlers_are_kept_from_the_desk(db: None, settings) -> None:  # type: ignore[no-untyped-def]
    settings.SITE_URL = "https://gk.example.gov.cn"
    written = Client().get("/robots.txt").content.decode().splitlines()
    assert {"Disallow: /desk/", "Disallow: /track/", "Disallow: /mine/"} < set(written)
    assert "Sitemap: https://gk.example.gov.cn/sitemap.xml" in written
