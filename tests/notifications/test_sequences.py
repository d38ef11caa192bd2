"""Random turns of what leaves the site: told once, sent once, given up in sight, whatever servers and workers do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from tests.casework import actor
from tests.county import County, county
from tests.sequences import Playing, play

from gongkai.agencies.services import edit_officer
from gongkai.journal.actor import SYSTEM
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.notifications import channels, delivering, services
from gongkai.notifications.channels import Letter, Undelivered
from gongkai.notifications.kinds import Kind
from gongkai.notifications.models import Delivery, Notice, State

pytestmark = pytest.mark.django_db
PLAIN = Kind("test.sequences", "试着通知")
ANSWERS = ("taken", "taken", "later", "never", "silent", "broken")
WHO = ("handler", "head")


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    made = county("administrator", *WHO)
    for name in WHO:
        edit_officer(made.officers[name], {"email": f"{name}@huantai.example"}, by=SYSTEM)
        made.officers[name].refresh_from_db()
    services.choose(made.officers["head"], {}, gathered=True, language="zh-hans", by=SYSTEM)
    return made


class Killed(BaseException):
    """The worker is killed while it sends."""


class Notices(Playing):
    def __init__(self) -> None:
        super().__init__()
        self.told = set[tuple[str, int]]()
        self.sent = Counter[int]()
        self.allowed = Counter[int]()
        self.stuck = set[int]()

    @rule(who=st.sampled_from(WHO), key=st.integers(0, 9))
    def tell(self, who: str, key: int) -> None:
        number = services.notify(
            PLAIN, [self.made.officers[who]], Message("有事。"), key=str(key), url="/desk/", at=timezone.now()
        )
        assert number == ((who, key) not in self.told)
        self.told.add((who, key))
        for row in Delivery.objects.filter(notice__key=str(key), notice__officer=self.made.officers[who]):
            self.allowed[row.pk] = max(1, self.allowed[row.pk])

    @rule(answer=st.sampled_from((*ANSWERS, "killed")), later=st.sampled_from((0, 1, 60, 3000)))
    def deliver(self, answer: str, later: int) -> None:
        """Let some minutes pass, and the worker send what is due to a server that answers so."""
        Delivery.objects.update(due_at=F("due_at") - timedelta(minutes=later))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(channels, "send", self.sending(answer))
            with suppress(Killed):
                self.outcomes["done"] += delivering.deliver_due()

    def sending(self, answer: str) -> Callable[[str, str, Letter], None]:
        def send(channel: str, address: str, letter: Letter) -> None:
            under_way = Delivery.objects.filter(state=State.SENDING).exclude(pk__in=self.stuck)
            assert under_way, "what is sent is marked before"
            self.outcomes["refused"] += answer != "taken"
            if answer in ("later", "never"):
                raise Undelivered(Message("没有收下。"), again=answer == "later")
            if answer == "silent":
                raise Undelivered(Message("连不上。"), again=True, unreachable=True)
            if answer == "broken":
                raise RuntimeError("a defect")
            own = list(under_way.filter(notice__officer__email=address).values_list("pk", flat=True))
            self.sent.update(own)
            if answer == "killed":
                self.stuck.update(own)
                raise Killed

        return send

    @rule(act=st.sampled_from(("again", "leave")), which=st.integers(0, 5))
    def decide(self, act: str, which: int) -> None:
        rows = list(Delivery.objects.order_by("state", "pk"))
        if not rows:
            return
        row, by = rows[which % len(rows)], actor(self.made, "administrator")
        key, failed = row.pk, row.state == State.FAILED
        do: dict[str, Callable[[], Any]] = {
            "again": lambda: services.send_again(row, at=timezone.now(), by=by),
            "leave": lambda: services.leave_unsent(row, by=by),
        }
        try:
            do[act]()
        except NotAllowed:
            failed = not failed
            act = ""
        assert failed
        if not act:
            return
        self.allowed[key] += act == "again"
        self.stuck.discard(key)

    @invariant()
    def each_is_told_once_and_sent_no_more_often_than_somebody_wanted(self) -> None:
        assert Notice.objects.filter(kind=PLAIN.code).count() == len(self.told)
        for key, number in self.sent.items():
            assert number <= self.allowed[key]

    @invariant()
    def what_is_not_sent_waits_or_says_why(self) -> None:
        for row in Delivery.objects.all():
            assert row.tries <= len(delivering.AFTER) + 1
            assert row.state != State.SENT or (row.trouble is None and self.sent[row.pk])
            assert row.state != State.FAILED or row.why
            assert row.state != State.WAITING or row.tries <= len(delivering.AFTER)


def test_whatever_servers_do_each_is_told_once_and_given_up_in_sight(made: County, settings: Any) -> None:
    settings.EMAIL_HOST = "127.0.0.1"
    play(Notices, made, steps=50)
