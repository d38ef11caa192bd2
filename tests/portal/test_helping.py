"""What readers say of an item: counted once a day for a device, shown at the desk, and nothing kept of who said it."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from tests.casework import actor
from tests.county import County, county
from tests.publishing import begin, publish

from gongkai.disclosure import services
from gongkai.disclosure.models import Item, Opinion

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    return county("administrator", "handler", "reviewer", "secrecy_reviewer", "leader", "publisher")


def say(item: Item, helped: str, device: str = "a", **headers: str) -> int:
    answer = Client().post(f"/items/{item.pk}/helpful/", {"helped": helped}, headers={"user-agent": device, **headers})
    assert not answer.cookies
    return answer.status_code


def counted(item: Item) -> tuple[int, int]:
    row = Opinion.objects.get(item=item)
    return row.helped, row.unhelped


def test_each_device_is_counted_once_for_each_item(made: County) -> None:
    item, other = publish(made, begin(made)), publish(made, begin(made))
    assert [say(item, "yes"), say(item, "yes"), say(item, "no"), say(item, "no", "b"), say(other, "yes")] == [200] * 5
    assert (counted(item), counted(other)) == ((1, 1), (1, 0))


def test_what_is_no_answer_or_comes_from_another_site_is_not_counted(made: County) -> None:
    item = publish(made, begin(made))
    assert say(item, "perhaps") == 422
    assert say(item, "yes", **{"sec-fetch-site": "cross-site"}) == 403
    assert say(item, "yes", **{"sec-fetch-site": "same-origin"}) == 200
    assert counted(item) == (1, 0)


def test_of_what_is_not_public_nothing_is_counted(made: County) -> None:
    hidden, gone = begin(made), publish(made, begin(made))
    services.withdraw(gone, note="重复", by=actor(made, "publisher"))
    assert [say(each, "yes") for each in (hidden, gone)] == [404, 404]
    assert not Opinion.objects.exists()


def test_a_page_asks_and_the_desk_shows_what_was_said(made: County) -> None:
    item = publish(made, begin(made))
    assert f'action="/items/{item.pk}/helpful/"' in Client().get(f"/items/{item.pk}/").content.decode()
    client = Client()
    client.force_login(made.officers["handler"])
    assert "读者认为有帮助吗" not in client.get(f"/desk/items/{item.pk}/").content.decode()
    say(item, "no")
    assert "读者认为有帮助吗" in client.get(f"/desk/items/{item.pk}/").content.decode()


def test_nothing_of_who_said_it_is_kept(made: County, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    many = cache.get_many
    monkeypatch.setattr(cache, "get_many", lambda keys: asked.extend(keys) or many(keys))
    say(publish(made, begin(made)), "yes", "Mozilla of Zhang San")
    assert asked
    assert not [each for each in asked if "Zhang" in each or "127.0.0.1" in each]
