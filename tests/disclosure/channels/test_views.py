"""The pages of channels, their feed, what is counted and what is exported."""

from __future__ import annotations

import json
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now
from jsonschema import Draft202012Validator
from tests.casework import actor
from tests.county import County, county
from tests.publishing import WORDS, approve, begin, publish

from gongkai.agencies.models import Agency
from gongkai.attachments.services import attach
from gongkai.attachments.storing import Draft
from gongkai.disclosure import services as items
from gongkai.disclosure.channels import exporting, folder, services
from gongkai.disclosure.channels.counting import counted
from gongkai.disclosure.channels.document import compose
from gongkai.disclosure.channels.feed import channel_of_key, read
from gongkai.disclosure.channels.schema import json_schema
from gongkai.disclosure.channels.sending import send_due
from gongkai.disclosure.models import Channel, Item, Sending, Sent
from gongkai.law.errors import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    return county("handler", "reviewer", "secrecy_reviewer", "leader", "publisher", "administrator", "beside")


@pytest.fixture
def client(made: County) -> Client:
    found = Client()
    found.force_login(made.officers["administrator"])
    return found


def set_up(made: County, kind: str, **values: Any) -> tuple[Channel, str]:
    given = {"name": "融公开", **values}
    return services.set_up(made.science, kind, given, at=now(), by=actor(made, "administrator"))


def withdraw(made: County, item: Item) -> Item:
    return items.withdraw(item, note="内容有误", by=actor(made, "publisher"))


def soon() -> Any:
    return now() + timedelta(seconds=11)


def test_a_document_is_as_its_schema_says(made: County) -> None:
    validator = Draft202012Validator(json_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
    Draft202012Validator.check_schema(json_schema())
    item = begin(made)
    with pytest.raises(Item.DoesNotExist):
        compose(item.pk)
    with Draft() as draft:
        draft.write("申报指南".encode())
        attach(item, draft, "申报指南.txt", by=actor(made))
    item = publish(made, items.revise(item, by=actor(made), **WORDS))
    shown = compose(item.pk)
    assert list(validator.iter_errors(shown.values)) == []
    exported = dict(folder.contents(shown))
    written = json.loads(b"".join(exported["item.json"]))
    assert list(validator.iter_errors(written)) == []
    assert list(exported) == ["files/1.txt", "item.html", "item.json"]
    gone = compose(withdraw(made, item).pk).values
    assert list(validator.iter_errors(gone)) == []
    assert list(validator.iter_errors({**gone, "title": WORDS["title"]})) != []


def test_a_feed_gives_what_changed_since_and_each_item_as_it_is_now(made: County) -> None:
    _channel, key = set_up(made, "feed")
    channel = channel_of_key(key)
    assert channel is not None
    assert (channel_of_key(""), channel_of_key(key[:-1])) == (None, None)
    approve(made, begin(made))
    first, second = publish(made, begin(made)), publish(made, begin(made))
    assert read(channel, 0, at=now())["documents"] == []  # another act may still be under way
    assert send_due() == 0
    found = read(channel, 0, at=soon())
    assert [(each["id"], each["state"]) for each in found["documents"]] == [
        (first.pk, "published"), (second.pk, "published"),
    ]  # fmt: skip
    withdraw(made, first)
    after = read(channel, found["next"], at=soon())
    assert [(each["id"], each["state"]) for each in after["documents"]] == [(first.pk, "withdrawn")]
    whole = read(channel, 0, at=soon())
    assert [(each["id"], each["state"]) for each in whole["documents"]] == [
        (second.pk, "published"), (first.pk, "withdrawn"),
    ]  # fmt: skip
    assert set(Sending.objects.values_list("state", flat=True)) == {Sent.SENT}
    assert (read(channel, whole["next"], at=soon())["documents"], whole["more"]) == ([], False)


def test_a_feed_comes_in_parts_and_its_reader_misses_none(made: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.disclosure.channels.feed.MOST", 1)
    channel, _key = set_up(made, "feed")
    wanted, place, found = [publish(made, begin(made)).pk for _each in range(3)], 0, []
    while (part := read(channel, place, at=soon()))["documents"]:
        found += [each["id"] for each in part["documents"]]
        place = part["next"]
    assert found == wanted


def test_a_feed_is_opened_by_its_key_alone(made: County, client: Client) -> None:
    channel, key = set_up(made, "feed")
    publish(made, begin(made))
    Sending.objects.update(made_at=now() - timedelta(seconds=20))
    address = reverse("channels:feed")
    answer = Client().get(address, {"key": key})
    assert (answer.status_code, len(answer.json()["documents"])) == (200, 1)
    assert "no-store" in answer["Cache-Control"]
    for query in ({}, {"key": "x"}, {"key": key, "after": "-1"}, {"key": key, "after": "９"}):
        assert Client().get(address, query).status_code == 404
    shown = client.post(reverse("channels:renew", args=[channel.pk])).content.decode()
    assert Client().get(address, {"key": key}).status_code == 404
    assert key not in shown
    assert f"{address}?key=" in shown


def test_setting_up_shows_the_secret_once(made: County, client: Client) -> None:
    sent = {"agency": made.science.pk, "name": "i桓台", "address": "https://i.example/", "on": "on"}
    answer = client.post(reverse("channels:new", args=["webhook"]), sent)
    channel = Channel.objects.get()
    assert channel.secret in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    page = client.get(reverse("channels:detail", args=[channel.pk])).content.decode()
    assert channel.secret not in page
    wrong = client.post(reverse("channels:new", args=["webhook"]), {**sent, "address": "http://i.example/"})
    assert (wrong.status_code, Channel.objects.count()) == (422, 1)
    assert "应为 https 开头的网址" in wrong.content.decode()


@pytest.fixture
def written(settings: Any, tmp_path: Path) -> Path:
    """Give where channels that are folders write."""
    settings.CHANNEL_FOLDERS = tmp_path
    return tmp_path


def test_the_log_shows_what_went_out_and_nothing_of_it(made: County, client: Client, written: Path) -> None:
    channel, _secret = set_up(made, "folder", folder="rong")
    item = publish(made, begin(made))
    send_due()
    address = reverse("channels:detail", args=[channel.pk])
    page = client.get(address).content.decode()
    assert item.index in page
    assert "已发" in page
    assert "现将有关事项通知如下" not in page
    shown = client.get(reverse("disclosure:detail", args=[item.pk])).content.decode()
    assert address in shown
    Sending.objects.update(state=Sent.FAILED)
    assert "1条没有发成" in client.get(reverse("channels:list")).content.decode()


@pytest.mark.parametrize(("role", "may"), [("administrator", True), ("publisher", True), ("handler", False)])
def test_who_publishes_sends_again_and_settles(made: County, written: Path, role: str, may: bool) -> None:
    channel, _secret = set_up(made, "folder", folder="rong")
    publish(made, begin(made))
    Sending.objects.update(state=Sent.FAILED)
    row = Sending.objects.get()
    browser, address = Client(), reverse("channels:detail", args=[channel.pk])
    browser.force_login(made.officers[role])
    for act, values in (("again", {}), ("settle", {"reason": "已电话告知", "entered": "1"})):
        chosen = {"do": "preview", "act": act, "row": row.pk, **values}
        shown = browser.post(address, chosen)
        if may:
            seen = str(shown.context["plan"].seen)
            done = browser.post(address, {**chosen, "do": "apply", "rows": row.pk, "seen": seen})
            assert done.status_code == 303
            row = Sending.objects.latest("pk")
        else:
            assert shown.status_code == 403
    assert row.state == (Sent.SETTLED if may else Sent.FAILED)


def test_counted_is_what_went_out_in_a_span_by_channel_and_agency(made: County, written: Path) -> None:
    set_up(made, "folder", folder="rong")
    set_up(made, "webhook", name="发不出去的", address="https://127.0.0.1:1/")
    first = publish(made, begin(made))
    publish(made, begin(made))
    send_due()
    arrived = Sending.objects.get(item=first, state=Sent.SENT)
    services.send_again(arrived, at=now(), by=actor(made, "publisher"))
    send_due()
    withdraw(made, first)
    send_due()
    today = localdate()
    assert counted(Agency.objects.all(), today, today) == [("融公开", "桓台县科技局", 2, 1)]
    assert counted(Agency.objects.filter(pk=made.water.pk), today, today) == []
    assert counted(Agency.objects.all(), today - timedelta(9), today - timedelta(1)) == []


def test_a_span_of_days_is_exported_as_it_is_public_now(made: County, client: Client) -> None:
    draft = begin(made, title="草稿")
    shown, gone = publish(made, begin(made)), publish(made, begin(made))
    withdraw(made, gone)
    today = localdate().isoformat()
    query = {"agency": made.science.pk, "since": today, "until": today}
    answer = client.get(reverse("channels:export"), query)
    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as packed:  # type: ignore[attr-defined]
        assert packed.namelist() == [
            f"item-{shown.pk}/item.html", f"item-{shown.pk}/item.json", f"item-{gone.pk}/item.json",
        ]  # fmt: skip
        everything = b"".join(packed.read(each) for each in packed.namelist()).decode()
    assert draft.text.title not in everything
    none = client.get(reverse("channels:export"), {**query, "since": "2020-01-01", "until": "2020-01-31"})
    assert none.status_code == 409
    assert "这段日期里没有公开或者撤下的信息" in none.content.decode()


def test_no_more_is_exported_than_one_file_should_hold(made: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "MOST", 1)
    keys = [publish(made, begin(made)).pk for _each in range(2)]
    with pytest.raises(NotAllowed, match="超过1条"):
        exporting.packed(exporting.changed([made.science], localdate(), localdate()))
    assert len(keys) == 2
