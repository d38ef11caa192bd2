"""Others are told of what happened, signed, at least once, and of nothing personal; who is told in vain is left."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.api.test_desk import PERSONAL
from tests.casework import actor, apply
from tests.county import County, county
from tests.filings.signed import sign
from tests.publishing import approve, begin, publish

from gongkai.agencies.services import add_member
from gongkai.api import acts
from gongkai.api.models import Event, Notification, Webhook
from gongkai.api.webhooks import services, tasks
from gongkai.api.webhooks.kinds import KINDS
from gongkai.api.webhooks.sending import send_due
from gongkai.applications import services as applications
from gongkai.applications.models import Application
from gongkai.disclosure import services as items
from gongkai.filings.submitting.services import submit
from gongkai.journal.actor import SYSTEM
from gongkai.journal.models import Entry
from gongkai.law.errors import NotAllowed
from gongkai.notifications import posting, reaching
from gongkai.notifications.models import Notice

pytestmark = pytest.mark.django_db

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "connect-systems.md"


class Receiver(ThreadingHTTPServer):
    """A system that is told: what it was asked, and how it answers."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[dict[str, str], bytes]] = []
        self.status, self.location = 200, ""

    @property
    def address(self) -> str:
        """Give where it is."""
        return f"http://127.0.0.1:{self.server_port}/hook"


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        self.server.asked.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.server.status)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *said: Any) -> None:
        pass


@pytest.fixture(scope="module")
def listening() -> Iterator[Receiver]:
    with Receiver() as made:
        threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True).start()
        yield made
        made.shutdown()


@pytest.fixture
def told(listening: Receiver, settings: Any) -> Receiver:
    settings.WEBHOOK_NETWORKS = (ip_network("127.0.0.0/8"),)
    listening.asked, listening.status, listening.location = [], 200, ""
    return listening


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    return county()


def hook(made: County, address: str, **values: Any) -> tuple[Webhook, str]:
    given = {
        "name": "市平台", "address": address, "kinds": [each.code for each in KINDS], "below": False, "on": True,
        **values,
    }  # fmt: skip
    agency = given.pop("agency", made.science)
    return services.set_up(agency, given, at=timezone.now(), by=actor(made, "administrator"))


def sendings() -> list[tuple[str, int, int | None]]:
    return list(Notification.objects.order_by("pk").values_list("state", "tries", "answer"))


def of_the_guide(language: str, name: str) -> Any:
    """Give a function as the guide shows it."""
    found: dict[str, Any] = {}
    exec(re.findall(rf"```{language}\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)[0], found)
    return found[name]


def later() -> None:
    """Let the time pass for which what failed waits."""
    Notification.objects.filter(state="waiting").update(due_at=timezone.now())


def test_what_happens_is_told_signed_and_without_a_word_of_the_case(made: County, told: Receiver) -> None:
    _webhook, secret = hook(made, told.address)
    case = apply(made, by=actor(made))
    applications.withdraw(case, on=timezone.localdate(), by=actor(made))
    assert send_due() == 3
    bodies = [json.loads(body) for _headers, body in told.asked]
    assert [(body["kind"], body["act"]) for body in bodies] == [
        ("application.registered", "application.registered"),
        ("application.changed", "application.withdrawn"),
        ("application.closed", "application.withdrawn"),
    ]
    one = bodies[0]
    assert set(one) == {"format", "id", "kind", "act", "at", "agency", "object"}
    assert one["object"] == {"type": "application", "id": case.pk, "number": case.number}
    everything = "".join(f"{headers}{body.decode()}" for headers, body in told.asked)
    assert not [words for words in (*PERSONAL, case.code, secret) if words in everything]
    for headers, body in told.asked:
        stamp = headers["X-Gongkai-Timestamp"]
        signed = hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
        assert headers["X-Gongkai-Signature"] == f"sha256={signed}"
        assert posting.signature("another", int(stamp), body) != headers["X-Gongkai-Signature"]
    keys = [headers["Idempotency-Key"] for headers, _body in told.asked]
    assert len(set(keys)) == len(keys)
    genuine = of_the_guide("python", "genuine")
    headers, body = told.asked[0]
    assert genuine(secret, headers, body)
    assert not genuine(secret, headers, body + b" ")
    assert not genuine(secret, {**headers, "X-Gongkai-Timestamp": "1772000000"}, body)
    assert send_due() == 0


def test_items_and_below_are_told_where_that_is_wanted_and_beside_never(made: County, told: Receiver) -> None:
    hook(made, told.address, kinds=["item.published", "item.withdrawn"])
    hook(made, told.address, agency=made.government, below=True, kinds=["item.published"], name="县平台")
    hook(made, told.address, agency=made.government, below=False, kinds=["item.published"], name="只听县政府")
    hook(made, told.address, agency=made.water, below=True, kinds=["item.published"], name="水利")
    hook(made, told.address, kinds=["item.published"], on=False, name="停用的")
    approve(made, begin(made, title="还没有公开的一稿"))
    assert not Event.objects.exists()
    item = publish(made, begin(made))
    items.withdraw(item, note="内容有误", by=actor(made, "publisher"))
    rows = Notification.objects.order_by("pk").values_list("webhook__name", "event__kind", "event__number")
    assert sorted(rows) == sorted([
        ("市平台", "item.published", item.index), ("县平台", "item.published", item.index),
        ("市平台", "item.withdrawn", item.index),
    ])  # fmt: skip
    assert DBTaskResult.objects.filter(task_path=tasks.send.module_path).exists()


def test_parts_of_a_split_and_reports_are_told_too(made: County, told: Receiver) -> None:
    kinds = ["application.registered", "application.changed", "submission.submitted"]
    hook(made, told.address, kinds=kinds)
    case = apply(made)
    Notification.objects.all().delete()
    applications.split(case, contents=["立项名单", "验收名单"], on=timezone.localdate(), by=actor(made))
    version = sign(made.science, 2025, made.officers["head"])
    add_member(made.office, made.science, year=2025, by=SYSTEM)
    receipt = submit(version, made.office, by=actor(made)).receipt
    events = Notification.objects.order_by("pk").values_list("event__kind", "event__number")
    assert sorted(events) == sorted([
        ("application.registered", Application.objects.latest("pk").number), ("application.changed", case.number),
        ("submission.submitted", receipt),
    ])  # fmt: skip


def test_what_was_never_done_is_not_told(made: County, told: Receiver) -> None:
    hook(made, told.address)
    with transaction.atomic():
        apply(made)
        assert Notification.objects.exists()
        transaction.set_rollback(True)
    assert not Notification.objects.exists()
    assert not Event.objects.exists()


def test_who_does_not_answer_is_asked_again_and_others_meanwhile(
    made: County, told: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reaching, "SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        hook(made, f"http://127.0.0.1:{silent.getsockname()[1]}/", kinds=["application.registered"], name="不应答")
        hook(made, told.address, kinds=["application.registered"])
        apply(made)
        apply(made)
        assert send_due() == 2  # the other is told all, and of the silent one only one was tried
    assert sorted(sendings()) == [("sent", 1, 200), ("sent", 1, 200), ("waiting", 0, None), ("waiting", 1, None)]
    tried = Notification.objects.get(state="waiting", tries=1)
    assert tried.due_at > timezone.now()
    assert tried.why == "连不上接口（TimeoutError）。"
    Webhook.objects.filter(name="不应答").update(address=told.address)
    later()
    assert send_due() == 2
    assert Webhook.objects.get(name="不应答").failures == 0


def test_what_a_receiver_refuses_is_given_up_and_sent_again_by_hand(made: County, told: Receiver) -> None:
    hook(made, told.address, kinds=["application.registered"])
    apply(made)
    told.status, told.location = 302, f"{told.address}/elsewhere"
    assert send_due() == 0
    assert sendings() == [("failed", 1, 302)]
    assert len(told.asked) == 1  # it is led nowhere else
    told.status, told.location = 200, ""
    row = Notification.objects.get()
    services.send_again(row, at=timezone.now(), by=actor(made, "administrator"))
    assert send_due() == 1
    keys = {headers["Idempotency-Key"] for headers, _body in told.asked}
    assert keys == {str(row.key)}
    assert Entry.objects.filter(act=acts.SENT_AGAIN.code).count() == 1


def test_into_the_own_network_nobody_is_told(made: County, told: Receiver, settings: Any) -> None:
    settings.WEBHOOK_NETWORKS = ()
    hook(made, told.address, kinds=["application.registered"])
    apply(made)
    assert send_due() == 0
    assert "在内部网络里" in Notification.objects.get().why
    assert told.asked == []
    for bad in ("http://hook.example/", "https://a:b@hook.example/", "file:///etc/passwd", "x", ""):
        with pytest.raises(ValidationError) as wrong, transaction.atomic():
            hook(made, bad, name="另一个")
        assert set(wrong.value.message_dict) >= {"address"}


def test_so_many_failures_turn_it_off_and_are_told(made: County, told: Receiver, settings: Any) -> None:
    settings.WEBHOOK_FAILURES = 3
    webhook, _secret = hook(made, told.address, kinds=["application.registered"])
    told.status = 503
    apply(made)
    apply(made)
    for _each in range(3):
        send_due()
        later()
    webhook.refresh_from_db()
    assert (webhook.on, webhook.stopped_at is None) == (False, False)
    assert Entry.objects.get(act=acts.WEBHOOK_STOPPED.code).role == "system"
    notice = Notice.objects.get(kind=services.STOPPED.code)
    assert notice.officer == made.officers["administrator"]
    asked = len(told.asked)
    send_due()
    assert len(told.asked) == asked
    assert {state for state, *_rest in sendings()} == {"settled"}
    apply(made)
    assert Notification.objects.count() == 2  # of what happens meanwhile nothing is written down
    row = Notification.objects.earliest("pk")
    with pytest.raises(NotAllowed, match="已停用"):
        services.send_again(row, at=timezone.now(), by=actor(made, "administrator"))
    services.edit(webhook, {"on": True}, by=actor(made, "administrator"))
    told.status = 200
    services.send_again(row, at=timezone.now(), by=actor(made, "administrator"))
    assert send_due() == 1


def test_a_killed_worker_leaves_nothing_untold_and_what_is_old_is_forgotten(made: County, told: Receiver) -> None:
    hook(made, told.address, kinds=["application.registered"])
    apply(made)
    Notification.objects.update(state="sending", due_at=timezone.now() - timedelta(minutes=6))
    tasks.look()
    assert send_due() == 1
    assert services.sweep() == 0
    Notification.objects.update(made_at=timezone.now() - timedelta(days=services.KEPT_DAYS + 1))
    Event.objects.update(at=timezone.now() - timedelta(days=services.KEPT_DAYS + 1))
    assert services.sweep() == 1
    assert not Event.objects.exists()
