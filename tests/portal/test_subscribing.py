"""Subscribing by e-mail: confirmed before anything is sent, ended in one click, and the address nowhere to be read."""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils.timezone import localdate, now
from django_tasks_db.models import DBTaskResult
from tests.casework import actor
from tests.county import County, county
from tests.publishing import WORDS, begin, move_in, publish

from gongkai.config.models import NightlyRun
from gongkai.config.tasks import tell_subscribers
from gongkai.disclosure import services
from gongkai.journal.models import Entry
from gongkai.law.message import Message
from gongkai.notifications import channels
from gongkai.notifications.channels import Undelivered
from gongkai.portal import subscribing
from gongkai.portal.models import Subscription

pytestmark = pytest.mark.django_db
ADDRESS = "zhang.san@example.cn"


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    return county("administrator", "handler", "reviewer", "secrecy_reviewer", "leader", "publisher")


@pytest.fixture(autouse=True)
def sending(settings: Any) -> None:
    settings.EMAIL_HOST, settings.SITE_URL = "mail.example.cn", "https://gk.example.gov.cn"


def ask(**values: Any) -> str:
    """Ask for a subscription on the page, and give the code of the letter."""
    answer = Client().post("/subscribe/", {"address": ADDRESS, **values})
    assert answer.status_code == 200
    found = re.search(r"subscribe/confirm/#(\w+)", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def confirmed(**values: Any) -> Subscription:
    """Give a subscription that was confirmed a while ago."""
    assert Client().post("/subscribe/confirm/", {"code": ask(**values)}).status_code == 200
    mail.outbox.clear()
    Subscription.objects.update(told_at=now() - timedelta(hours=1))
    return Subscription.objects.get(code_hash="")


def confirm_for(address: str) -> None:
    """Confirm a subscription of somebody."""
    assert Client().post("/subscribe/confirm/", {"code": ask(address=address)}).status_code == 200
    mail.outbox.clear()
    Subscription.objects.update(told_at=now() - timedelta(hours=1))


def test_nothing_is_sent_before_it_is_confirmed(made: County) -> None:
    code = ask()
    mail.outbox.clear()
    publish(made, begin(made))
    assert subscribing.tell_subscribers(now()).sent == 0
    assert Client().post("/subscribe/confirm/", {"code": "x"}).status_code == 422
    assert Client().post("/subscribe/confirm/", {"code": code}).status_code == 200
    assert Client().post("/subscribe/confirm/", {"code": code}).status_code == 422
    assert Subscription.objects.get().code_hash == ""
    assert mail.outbox == []


def test_who_names_an_address_that_is_not_theirs_writes_nothing_to_it(made: County) -> None:
    bait = "您中奖了\n请到 https://evil.example 领取"
    code = ask(query=bait)
    letter = mail.outbox[-1]
    assert "evil" not in f"{letter.subject}{letter.body}"
    assert "中奖" not in letter.body
    assert "含有填写的搜索词" in letter.body
    assert "中奖" in Client().post("/subscribe/confirm/", {"code": code}).content.decode()


def test_a_mailbox_gets_few_letters_by_whatever_name(made: County) -> None:
    for number in range(subscribing.LETTERS_A_DAY + 3):
        Client().post("/subscribe/", {"address": f"Li.Si+{number}@example.cn"})
    assert len(mail.outbox) == subscribing.LETTERS_A_DAY


def test_what_is_not_confirmed_in_time_is_forgotten(made: County) -> None:
    code, later = ask(), now() + timedelta(days=2, minutes=1)
    assert subscribing.confirm(code, at=later) is None
    assert subscribing.sweep(now()) == 0
    assert subscribing.sweep(later) == 1


def test_a_letter_names_what_is_new_and_public_once(made: County) -> None:
    confirmed()
    item = publish(made, begin(made))
    gone = publish(made, begin(made, title="撤下的"))
    services.withdraw(gone, note="重复", by=actor(made, "publisher"))
    begin(made, title="未审查的")
    assert subscribing.tell_subscribers(now()).sent == 1
    letter = mail.outbox[0]
    assert letter.to == [ADDRESS]
    assert WORDS["title"] in letter.body
    assert f"https://gk.example.gov.cn/items/{item.pk}/" in letter.body
    assert "撤下的" not in letter.body
    assert "未审查的" not in letter.body
    assert subscribing.tell_subscribers(now()).sent == 0


@pytest.mark.parametrize(
    ("wanted", "sent"),
    [
        ({"category": "A03"}, 1),
        ({"category": "A04"}, 0),
        ({"agency": "science"}, 1),
        ({"agency": "water"}, 0),
        ({"agency": "government"}, 1),
    ],
)
def test_a_letter_is_of_what_was_asked_for(made: County, wanted: dict[str, str], sent: int) -> None:
    confirmed(**{name: getattr(made, value).pk if name == "agency" else value for name, value in wanted.items()})
    publish(made, begin(made))
    assert subscribing.tell_subscribers(now()).sent == sent


def test_a_task_sees_to_some_and_leaves_the_others_to_the_next(made: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscribing, "AT_ONCE", 2)
    for number in range(3):
        confirm_for(f"reader{number}@example.cn")
    publish(made, begin(made))
    run = NightlyRun.objects.create(task="tell-subscribers", on=localdate())
    tell_subscribers.call(run.pk)
    run.refresh_from_db()
    assert (len(mail.outbox), run.ended_at) == (2, None)
    (left,) = DBTaskResult.objects.ready().filter(task_path=tell_subscribers.module_path)
    tell_subscribers.call(*left.args_kwargs["args"])
    run.refresh_from_db()
    assert run.result == {"told": 3}
    assert sorted(letter.to[0] for letter in mail.outbox) == [f"reader{number}@example.cn" for number in range(3)]


def test_what_was_moved_in_is_in_no_letter_until_it_is_published_anew(made: County) -> None:
    confirmed()
    Subscription.objects.update(told_at=now() - timedelta(days=9))
    item = move_in(made, localdate() - timedelta(1))
    assert subscribing.tell_subscribers(now()).sent == 0
    publish(made, services.revise(item, by=actor(made), **{**WORDS, "title": "修改后的"}))
    assert subscribing.tell_subscribers(now()).sent == 1


def test_words_are_looked_for_by_the_search_that_is_registered(made: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscribing, "_MATCHERS", [])
    assert 'name="query"' not in Client().get("/subscribe/").content.decode()
    asked = []

    def matcher(words: str, keys: Any) -> list[int]:
        asked.append(words)
        return list(keys)[:1]

    subscribing.register_matcher(matcher)
    confirmed(query="科技计划")
    items = [publish(made, begin(made, title=f"第{number}号")) for number in (1, 2)]
    assert subscribing.tell_subscribers(now()).sent == 1
    assert asked == ["科技计划"]
    assert [each.shown.title in mail.outbox[0].body for each in items] == [True, False]


def test_one_click_ends_it_and_keeps_nothing(made: County) -> None:
    confirmed()
    publish(made, begin(made))
    subscribing.tell_subscribers(now())
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    leave = headers["List-Unsubscribe"].strip("<>").removeprefix("https://gk.example.gov.cn")
    client = Client(enforce_csrf_checks=True)
    assert client.get(leave).status_code == 200
    assert Subscription.objects.count() == 1
    for _ in range(2):
        assert client.post(leave, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert Subscription.objects.count() == 0
    assert client.post("/subscribe/end/1:forged/").status_code == 404


def test_one_alike_takes_the_place_of_the_other(made: County) -> None:
    confirmed(category="A03")
    confirmed(category="A03")
    assert Subscription.objects.count() == 1


def test_an_address_is_sent_few_letters_and_nobody_is_told(made: County) -> None:
    answers = {Client().post("/subscribe/", {"address": ADDRESS}).content.split(b"<main")[1] for _ in range(5)}
    assert len(answers) == 1
    assert len(mail.outbox) == subscribing.LETTERS_A_DAY


def test_what_was_not_sent_is_in_the_next_letter_and_a_dead_address_is_forgotten(
    made: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed()
    publish(made, begin(made))
    with monkeypatch.context() as patch:
        patch.setattr(channels, "send", _fails(again=True))
        assert subscribing.tell_subscribers(now()).sent == 0
    assert subscribing.tell_subscribers(now()).sent == 1
    publish(made, begin(made))
    monkeypatch.setattr(channels, "send", _fails(again=False))
    for left in (1, 1, 1, 1, 0):
        assert subscribing.tell_subscribers(now()).sent == 0
        assert Subscription.objects.count() == left


def _fails(*, again: bool) -> Any:
    def send(*_: Any) -> None:
        raise Undelivered(Message("不行"), again=again)

    return send


def test_an_address_stands_in_no_log_no_url_no_journal_and_no_table(
    made: County, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG, logger="gongkai")
    entries = Entry.objects.count()
    with monkeypatch.context() as patch:
        patch.setattr(channels, "send", _fails(again=False))
        Client().post("/subscribe/", {"address": ADDRESS})
    confirmed()
    publish(made, begin(made))
    subscribing.tell_subscribers(now())
    assert "/subscribe/confirm/" in caplog.text
    assert ADDRESS not in caplog.text
    assert ADDRESS not in str(mail.outbox[0].body) + str(mail.outbox[0].extra_headers)
    assert Entry.objects.count() > entries
    assert not Entry.objects.filter(act__contains="subscri").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM portal_subscription")
        assert ADDRESS not in str(cursor.fetchall())


def test_an_item_offers_to_subscribe_to_what_its_agency_publishes_of_its_kind(made: County) -> None:
    item = publish(made, begin(made))
    page = Client().get(f"/items/{item.pk}/").content.decode()
    assert f'<a href="/subscribe/?agency={made.science.pk}&amp;category={item.category}">' in page


def test_where_no_e_mail_is_sent_nobody_subscribes(made: County, settings: Any) -> None:
    assert "/subscribe/?" in Client().get(f"/agencies/{made.science.pk}/?x").content.decode()
    settings.EMAIL_HOST = ""
    assert "/subscribe/" not in Client().get(f"/agencies/{made.science.pk}/?x").content.decode()
    assert Client().get("/subscribe/").status_code == 404
