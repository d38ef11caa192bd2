"""Nothing unpublished leaves, nothing published is lost, what is withdrawn is withdrawn everywhere."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils.timezone import localdate, now
from django_tasks_db.models import DBTaskResult
from tests.casework import actor, refused
from tests.county import County, county
from tests.pictures import png
from tests.publishing import FORMED, WORDS, approve, begin, publish

from gongkai.attachments.models import State
from gongkai.attachments.services import attach
from gongkai.attachments.storing import Draft
from gongkai.disclosure import services as items
from gongkai.disclosure.channels import alarms, folder, sending, services, tasks
from gongkai.disclosure.channels.sending import send_due
from gongkai.disclosure.models import Channel, Item, Relation, Sending, Sent
from gongkai.journal.actor import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.services import hold, record
from gongkai.notifications import posting, reaching
from gongkai.notifications.models import Notice

pytestmark = pytest.mark.django_db

SOME = ("handler", "reviewer", "secrecy_reviewer", "leader", "publisher", "administrator", "beside")


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    return county(*SOME)


@pytest.fixture
def to(made: County, settings: Any, tmp_path: Path) -> Path:
    """Give where the channel 融公开 of the bureau writes."""
    settings.CHANNEL_FOLDERS = tmp_path
    channel(made)
    return tmp_path / "rong"


def channel(made: County, **values: Any) -> Channel:
    given = {"name": "融公开", "folder": "rong", "categories": [], "below": False, "on": True, **values}
    kind = "webhook" if "address" in given else "folder" if given["folder"] else "feed"
    by = actor(made, "administrator")
    found, _secret = services.set_up(given.pop("agency", made.science), kind, given, at=now(), by=by)
    return found


@pytest.fixture
def posted(made: County, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """Have the channel i桓台 of the bureau, and give what is posted to it: keys and documents."""
    found: list[tuple[str, dict[str, Any]]] = []
    channel(made, name="i桓台", address="https://i.example/hook", folder="")

    def post(url: str, body: bytes, *, secret: str, key: str) -> int:
        assert (url, len(secret)) == ("https://i.example/hook", 43)
        found.append((key, json.loads(body)))
        return 200

    monkeypatch.setattr(posting, "post", post)
    return found


def states() -> list[str]:
    return [str(each.state) for each in Sending.objects.order_by("pk")]


def document(there: Path, item: Item) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((there / f"item-{item.pk}" / "item.json").read_text("utf-8"))
    return found


def withdraw(made: County, item: Item) -> Item:
    return items.withdraw(item, note="内容有误", by=actor(made, "publisher"))


def later(minutes: int) -> None:
    """Let time pass for what waits and what is under way."""
    for row in Sending.objects.filter(state__in=[Sent.WAITING, Sent.SENDING]):
        gone = timedelta(minutes=minutes)
        Sending.objects.filter(pk=row.pk).update(due_at=row.due_at - gone, made_at=row.made_at - gone)


def test_what_is_published_goes_out_and_what_is_withdrawn_is_withdrawn(made: County, to: Path) -> None:
    draft, approved = begin(made, title="草稿"), approve(made, begin(made, title="待公开的一稿"))
    item = publish(made, begin(made))
    assert send_due() == 1
    assert [each.name for each in to.iterdir() if each.name[0] != "."] == [f"item-{item.pk}"]
    told = document(to, item)
    assert (told["state"], told["title"], told["index"]) == ("published", item.shown.title, item.index)
    page = (to / f"item-{item.pk}" / "item.html").read_text("utf-8")
    assert all(words in page for words in (item.shown.title, WORDS["issuers"], WORDS["body"]))
    withdraw(made, item)
    assert send_due() == 1
    assert [each.name for each in (to / f"item-{item.pk}").iterdir()] == ["item.json"]
    gone = document(to, item)
    assert (gone["state"], gone["note"]) == ("withdrawn", "内容有误")
    assert "title" not in gone
    assert gone["changed_at"] > told["changed_at"]
    everything = "".join(each.read_text("utf-8") for each in to.rglob("*") if each.is_file())
    for other in (draft, approved):
        assert other.text.title not in everything
        assert other.index not in everything


def test_what_is_sent_is_what_is_public_then(made: County, to: Path) -> None:
    item = publish(made, begin(made))
    items.revise(item, by=actor(made), **{**WORDS, "title": "还没有审查的名称"})
    send_due()
    assert document(to, item)["title"] == WORDS["title"]
    item = publish(made, Item.objects.get(pk=item.pk))
    withdraw(made, item)
    assert states() == ["sent", "replaced", "waiting"]
    send_due()
    assert document(to, item)["state"] == "withdrawn"
    assert not (to / f"item-{item.pk}" / "item.html").exists()


def test_one_withdrawn_before_it_was_sent_never_goes_out(made: County, posted: list[Any]) -> None:
    item = publish(made, begin(made))
    Sending.objects.update(state=Sent.SENDING)  # a worker has just taken it, and dies
    withdraw(made, item)
    assert send_due() == 0  # one after another: it may still be under way
    later(6)
    send_due()
    assert [told["state"] for _key, told in posted] == ["withdrawn"]
    assert states() == ["replaced", "sent"]


class Killed(BaseException):
    """What no code catches: the process ends."""


@pytest.mark.parametrize("arrived", [True, False])
def test_what_a_killed_worker_was_sending_is_sent_again_under_its_key(
    made: County, posted: list[Any], monkeypatch: pytest.MonkeyPatch, arrived: bool
) -> None:
    item = publish(made, begin(made))
    post = posting.post

    def dies(*args: Any, **values: Any) -> int:
        if arrived:
            post(*args, **values)
        raise Killed

    with monkeypatch.context() as killing:
        killing.setattr(posting, "post", dies)
        with pytest.raises(Killed):
            send_due()
    assert (states(), send_due()) == (["sending"], 0)
    later(6)
    assert send_due() == 1
    row = Sending.objects.get()
    assert (row.state, row.tries, row.answer, row.gave, row.text) == ("sent", 2, 200, "published", item.shown)
    assert [key for key, _told in posted] == [str(row.key)] * (2 if arrived else 1)


def test_an_act_that_comes_to_nothing_sends_nothing(made: County, posted: list[Any]) -> None:
    from django.db import transaction

    with transaction.atomic():
        publish(made, begin(made))
        assert states() == ["waiting"]
        transaction.set_rollback(True)
    assert (states(), send_due()) == ([], 0)


def test_what_a_killed_worker_left_beside_a_folder_is_gone_with_the_next(made: County, to: Path) -> None:
    item = publish(made, begin(made))
    send_due()
    shutil.copytree(to / f"item-{item.pk}", to / f".item-{item.pk}.old")
    shutil.copytree(to / f"item-{item.pk}", to / f".item-{item.pk}.new")
    withdraw(made, item)
    send_due()
    assert sorted(each.name for each in to.iterdir()) == [".lock", f"item-{item.pk}"]


def test_while_another_writes_in_a_folder_nobody_does(made: County, to: Path) -> None:
    item = publish(made, begin(made))
    to.mkdir()
    with folder._alone(to):
        assert send_due() == 0
    assert not (to / f"item-{item.pk}").exists()
    later(2)
    assert send_due() == 1


def test_what_fails_is_tried_again_for_a_day_and_a_withdrawal_that_fails_is_an_alarm(
    made: County, posted: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    item = publish(made, begin(made))
    send_due()
    monkeypatch.setattr(posting, "post", lambda *args, **values: 503)
    withdraw(made, item)
    send_due()
    row = Sending.objects.get(change="withdrawn")
    assert (row.state, row.answer, row.why) == ("waiting", 503, "接口答复 503。")
    assert alarms.tell(now()) == 0
    later(61)
    tasks.look()
    assert [each.task_path for each in DBTaskResult.objects.ready()].count(tasks.tell.module_path) == 1
    assert (alarms.tell(now()), alarms.tell(now()), alarms.is_due(now())) == (1, 0, False)
    told = {each.officer.username for each in Notice.objects.filter(kind="channel.still_there")}
    assert told == {"publisher", "administrator"}
    on = now().date()
    assert [(pile.standing.value, pile.count()) for pile in alarms.dues(made.officers["publisher"], on)] == [
        ("overdue", 1), ("mine", 0),
    ]  # fmt: skip
    assert list(alarms.dues(made.officers["beside"], on)) != []
    assert [pile.count() for pile in alarms.dues(made.officers["beside"], on)] == [0, 0]
    for _try in range(8):
        later(961)
        send_due()
    row.refresh_from_db()
    assert (row.state, row.tries) == ("failed", 7)

    again = services.send_again(row, at=now(), by=actor(made, "publisher"))
    assert (again.change, again.key != row.key) == ("withdrawn", True)
    assert refused(services.send_again, row, at=now(), by=actor(made, "publisher")) == "sending-under-way"
    services.settle(again, reason="已电话通知对方撤下", by=actor(made, "publisher"))
    assert refused(services.settle, again, reason="同上", by=actor(made, "publisher")) == "sending-not-open"
    assert not alarms.still_there(now()).exists()
    assert Entry.objects.get(act="channel.sending_settled").note["reason"] == "已电话通知对方撤下"


def test_what_a_receiver_refuses_for_good_is_given_up_at_once(
    made: County, posted: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(made, begin(made))
    monkeypatch.setattr(posting, "post", lambda *args, **values: 400)
    send_due()
    assert (states(), alarms.tell(now())) == (["failed"], 1)


def test_one_that_cannot_be_reached_is_asked_once_and_keeps_no_other_waiting(
    made: County, posted: list[Any], to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def post(*args: Any, **values: Any) -> int:
        asked.append(values["key"])
        raise reaching.Unreachable("TimeoutError")

    monkeypatch.setattr(posting, "post", post)
    first, second = publish(made, begin(made)), publish(made, begin(made))
    assert (send_due(), len(asked)) == (2, 1)
    assert {each.name for each in to.glob("item-*")} == {f"item-{first.pk}", f"item-{second.pk}"}


def test_a_defect_keeps_no_other_waiting(made: County, to: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(row: Sending) -> Any:
        raise ZeroDivisionError

    publish(made, begin(made))
    monkeypatch.setitem(sending.SENDERS, "folder", breaks)  # type: ignore[arg-type]
    assert send_due() == 0
    assert Sending.objects.get().why.startswith("发送时出错（ZeroDivisionError）")


def test_a_channel_takes_its_categories_and_lets_go_of_what_leaves_them(made: County, posted: list[Any]) -> None:
    taking = Channel.objects.get()
    services.edit(taking, {"categories": ["A03"]}, by=actor(made, "administrator"))
    publish(made, begin(made, category="A01"))
    item = publish(made, begin(made, category="A03"))
    send_due()
    items.revise(item, by=actor(made), **{**WORDS, "category": "A01"})
    publish(made, Item.objects.get(pk=item.pk))
    send_due()
    assert [(told["id"], told["state"]) for _key, told in posted] == [(item.pk, "published"), (item.pk, "withdrawn")]
    assert states() == ["sent", "sent"]


def test_what_is_repealed_is_sent_once_more_and_says_so(made: County, posted: list[Any]) -> None:
    old = publish(made, begin(made, category="A01", kind="normative", effective_on=FORMED, title="旧办法"))
    hidden = begin(made, title="还没有公开的解读")
    links = [(Relation.REPEALS, old), (Relation.RELATED, hidden)]
    new = publish(made, begin(made, title="废止旧办法的决定", effective_on=localdate(), links=links))
    send_due()
    told = {document["id"]: document for _key, document in posted}
    assert told[old.pk]["validity"] == "repealed"
    assert [(each["relation"], each["id"]) for each in told[new.pk]["related"]] == [("repeals", old.pk)]
    assert "还没有公开的解读" not in str(posted)


def test_a_channel_that_is_off_is_told_of_withdrawals_alone(made: County, posted: list[Any]) -> None:
    item, other = publish(made, begin(made)), publish(made, begin(made))
    send_due()
    waiting = publish(made, begin(made))
    services.edit(Channel.objects.get(), {"on": False}, by=actor(made, "administrator"))
    publish(made, begin(made))
    withdraw(made, item)
    send_due()
    assert [(told["id"], told["state"]) for _key, told in posted] == [
        (item.pk, "published"), (other.pk, "published"), (item.pk, "withdrawn"),
    ]  # fmt: skip
    assert states() == ["sent", "sent", "settled", "sent"]
    assert Sending.objects.get(item=waiting).why == "渠道已停用，公开中的信息不再发。"
    assert refused(services.fill, Channel.objects.get(), at=now(), by=actor(made, "administrator")) == "channel-off"


def test_a_channel_of_the_county_carries_what_lies_below_it_where_it_says_so(made: County) -> None:
    channel(made, agency=made.government, name="县里的", folder="county", below=True)
    channel(made, agency=made.government, name="只发县政府的", folder="own")
    channel(made, agency=made.water, name="水利局的", folder="water", below=True)
    item = publish(made, begin(made))
    assert [row.channel.name for row in Sending.objects.all()] == ["县里的"]
    assert Channel.objects.get(name="县里的").takes(item)


def test_what_is_public_already_is_sent_when_asked(made: County, posted: list[Any]) -> None:
    services.edit(Channel.objects.get(), {"on": False}, by=actor(made, "administrator"))
    shown, gone = publish(made, begin(made)), publish(made, begin(made))
    begin(made)
    withdraw(made, gone)
    found = services.edit(Channel.objects.get(), {"on": True}, by=actor(made, "administrator"))
    assert services.fill(found, at=now(), by=actor(made, "administrator")) == 1
    send_due()
    assert [(told["id"], told["state"]) for _key, told in posted] == [(shown.pk, "published")]


def test_what_was_public_before_a_channel_is_not_sent_because_it_changes_of_itself(made: County, to: Path) -> None:
    Channel.objects.update(on=False)
    old = publish(made, begin(made, category="A01", kind="normative", effective_on=FORMED, title="旧办法"))
    Channel.objects.update(on=True)
    links = [(Relation.REPEALS, old)]
    new = publish(made, begin(made, title="废止旧办法的决定", effective_on=localdate(), links=links))
    old.refresh_from_db()
    assert (old.validity, [row.item for row in Sending.objects.all()]) == ("repealed", [new])


def test_files_go_along_once_they_may_be_given_out(made: County, to: Path, settings: Any) -> None:
    item, by = begin(made), actor(made)
    for name, personal in (("申报指南.txt", False), ("身份证.txt", True)):
        with Draft() as draft:
            draft.write(name.encode())
            attach(item, draft, name, personal=personal, by=by)
    item = items.revise(item, by=by, **WORDS)
    item = publish(made, item)
    settings.CLAMD = "unix:///nowhere"
    assert send_due() == 1
    assert document(to, item)["files"] == []
    from gongkai.attachments.acts import SCANNED
    from gongkai.attachments.models import Attachment

    for attachment in Attachment.objects.all():
        held = hold(attachment)
        held.state = State.CLEAN
        held.save(update_fields=["state"])
        record(held, SCANNED, by=SYSTEM)
    assert send_due() == 1
    [file] = document(to, item)["files"]
    assert (file["name"], file["path"]) == ("申报指南.txt", "files/1.txt")
    assert (to / f"item-{item.pk}" / "files" / "1.txt").read_text("utf-8") == "申报指南.txt"


def test_pictures_of_a_body_lie_beside_it(made: County, to: Path) -> None:
    item, by = begin(made), actor(made)
    with Draft() as draft:
        draft.write(png())
        attached = attach(item, draft, "位置图.png", by=by)
    body = f'<p><img src="attachment:{attached.pk}" alt="位置图"></p>'
    item = publish(made, items.revise(item, by=by, **{**WORDS, "body": body}))
    send_due()
    page = (to / f"item-{item.pk}" / "item.html").read_text("utf-8")
    assert 'src="files/1.png"' in page
    assert document(to, item)["files"][0]["url"] in document(to, item)["body"]
    for each in (page, str(document(to, item))):
        assert "attachment:" not in each
        assert "/desk/" not in each


def test_the_secret_is_sealed_and_shown_once(made: County, posted: list[Any]) -> None:
    found, first = services.set_up(
        made.science, "webhook", {"name": "另一个", "address": "https://o.example/"}, at=now(), by=actor(made)
    )
    assert Channel.objects.get(pk=found.pk).secret == first
    assert "secret" not in Channel.journaled
    second = services.renew_secret(found, at=now(), by=actor(made))
    assert (Channel.objects.get(pk=found.pk).secret, first != second) == (second, True)
    assert first not in str(list(Entry.objects.values_list("before", "after", "note")))
    row = Channel.objects.filter(pk=found.pk).values_list("secret", flat=True).get()
    assert second not in str(row)


@pytest.mark.parametrize("address", ["http://i.example/", "ftp://i.example/", "https://me:pass@i.example/", "https://"])
def test_an_address_must_be_encrypted_and_name_nobody(made: County, address: str) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="https"):
        channel(made, address=address, folder="")


def test_into_the_own_network_nothing_is_sent(made: County) -> None:
    channel(made, address="https://127.0.0.1:1/", folder="")
    publish(made, begin(made))
    send_due()
    row = Sending.objects.get()
    assert (row.state, row.why) == ("failed", "接口的地址 127.0.0.1 在内部网络里，没有许可。")


def test_a_change_of_the_folder_that_cannot_be_written_is_tried_again(made: County, to: Path) -> None:
    to.write_text("在路上的一个文件")
    publish(made, begin(made))
    assert (send_due(), states()) == (0, ["waiting"])
    assert "写不进导出文件夹" in Sending.objects.get().why
