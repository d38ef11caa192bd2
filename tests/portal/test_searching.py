"""The search as everybody asks it: results, filters, feeds and suggestions; an answer whatever is asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as site
from django.test import Client
from django.urls import reverse
from lxml import etree
from tests.casework import actor
from tests.county import County, county
from tests.publishing import begin, publish

from gongkai.disclosure import services
from gongkai.disclosure.models import Item
from gongkai.portal import subscribing
from gongkai.search.outbox import note
from gongkai.search.writing import Writer

pytestmark = pytest.mark.django_db

PLAN, WATER = "桓台县2026年科技计划项目申报通知", "桓台县水库除险加固<公示>"


@pytest.fixture(scope="module")
def made(kept: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    before, site.SEARCH_INDEX = site.SEARCH_INDEX, tmp_path_factory.mktemp("index")
    made = county()
    publish(made, begin(made))
    publish(made, begin(made, title=WATER, category="A10", body="<p>水库名单</p>", document_number=""))
    with Writer() as writer:
        writer.catch_up()
    yield made
    site.SEARCH_INDEX = before


def page(**asked: Any) -> str:
    answer = Client().get(reverse("portal:search"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_results_are_shown_with_what_was_sought_marked_and_escaped(made: County) -> None:
    found = page(q="水库公示")
    assert "<mark>水库</mark>除险加固&lt;<mark>公示</mark>&gt;" in found
    assert reverse("portal:item", args=[Item.objects.get(shown__title=WATER).pk]) in found
    assert PLAN not in found
    assert len(found) < 60_000


def test_the_page_narrows_by_counted_values_and_lets_go_of_them(made: County) -> None:
    found = page(q="桓台县")
    assert "?q=%E6%A1%93%E5%8F%B0%E5%8E%BF&amp;category=A10" in found
    narrowed = page(q="桓台县", category="A10")
    assert WATER.partition("<")[0][-4:] in narrowed
    assert PLAN not in narrowed
    assert "不限" in narrowed


def test_where_nothing_is_found_the_page_helps(made: County) -> None:
    found = page(q="渔政码头")
    assert "没有找到" in found
    assert reverse("portal:applying") in found
    corrected = page(q="科技计划项木")
    assert "您要找的是不是" in corrected
    assert "?q=%E7%A7%91%E6%8A%80%E8%AE%A1%E5%88%92%E9%A1%B9%E7%9B%AE" in corrected


@pytest.mark.parametrize("words", ["科" * 10_000, "<script>alert(1)</script>", "AND OR ((", "🈳️", "“”！", "\x00"])
def test_whatever_is_asked_is_answered_and_escaped(made: County, words: str) -> None:
    assert "<script>alert" not in page(q=words, agency=words, page=words, sort=words)
    for name, arguments in (("portal:suggest", []), ("portal:search-feed", ["atom"])):
        assert Client().get(reverse(name, args=arguments), {"q": words}).status_code == 200


def test_numbers_are_about_while_the_index_is_far_behind(made: County, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "大约" not in page(q="桓台县")
    monkeypatch.setattr("gongkai.search.outbox.MOST", 1)
    note("item", list(Item.objects.values_list("pk", flat=True)))
    assert "数目是大约的" in page(q="桓台县")


def test_a_question_is_followed_as_a_feed(made: County) -> None:
    address = reverse("portal:search-feed", args=["atom"])
    feed = etree.fromstring(Client().get(address, {"q": "水库"}).content)
    assert feed.xpath("//*[local-name()='entry']/*[local-name()='title']/text()") == [WATER]
    entries = json.loads(Client().get(reverse("portal:search-feed", args=["json"]), {"q": "桓台县"}).content)["items"]
    assert [each["title"] for each in entries] == [WATER, PLAN]
    assert Client().get(reverse("portal:search-feed", args=["rss"])).status_code == 404


def test_words_of_a_subscription_are_looked_for_by_the_search(made: County) -> None:
    keys = list(Item.objects.public().values_list("pk", flat=True))
    water = Item.objects.get(shown__title=WATER).pk
    assert subscribing.takes_words()
    assert subscribing._MATCHERS[-1]("水库", keys) == [water]


def test_titles_are_suggested_while_one_types(made: County) -> None:
    answer = Client().get(reverse("portal:suggest"), {"q": "水库除"})
    assert answer.json() == {"titles": [WATER]}


def test_what_is_withdrawn_is_nowhere_from_the_moment_on(made: County) -> None:
    services.withdraw(Item.objects.get(shown__title=WATER), note="有误", by=actor(made, "publisher"))
    assert "除险加固" not in page(q="水库")
    assert Client().get(reverse("portal:suggest"), {"q": "水库"}).json() == {"titles": []}
    assert b"<entry>" not in Client().get(reverse("portal:search-feed", args=["atom"]), {"q": "水库"}).content
