"""Letters that leave the site: to a real SMTP server on this machine, tried again, given up, never sent twice."""

import socket
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from typing import ClassVar

import pytest
from aiosmtpd.controller import Controller
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django_tasks_db.models import DBTaskResult

from gongkai.agencies.models import Officer
from gongkai.journal.actor import SYSTEM
from gongkai.law.message import Message
from gongkai.notifications import channels, delivering, tasks
from gongkai.notifications.channels import Letter, Undelivered
from gongkai.notifications.delivering import AFTER, deliver_due, letter_of
from gongkai.notifications.kinds import EMAIL, SMS, Kind
from gongkai.notifications.models import Delivery, Notice, State
from gongkai.notifications.services import choose, notify, send_again

pytestmark = pytest.mark.django_db
POST = Kind("test.post", gettext_lazy("任职"))
INVITED = Kind("test.invited", "邀请")


class Letterbox:
    """Takes letters in, and answers what it is told to."""

    def __init__(self):
        self.letters, self.answers, self.senders = [], [], []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
            self.senders.append(envelope.mail_from)
        return answer

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address.startswith("gone"):
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.fixture(scope="module")
def server():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(Letterbox(), hostname="127.0.0.1", port=port)
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def box(server, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.hostname, server.port
    settings.EMAIL_USE_TLS, settings.DEFAULT_FROM_EMAIL = False, "gk@huantai.example"
    settings.SITE_URL = "https://gk.huantai.example"
    server.handler.__init__()
    return server.handler


@pytest.fixture
def handler():
    return officer("handler")


@pytest.fixture
def head():
    return officer("head")


def officer(name, **values):
    return Officer.objects.create(username=name, name=name, email=f"{name}@huantai.example", **values)


def told(who, key="a", kind=POST):
    text = Message("您自2026年3月2日起任桓台县科技局经办人。")
    notify(kind, [who], text, key=key, url="/desk/agencies/", at=timezone.now())
    return Notice.objects.get(key=key, officer=who)


def test_a_letter_says_that_something_waits_and_where_and_no_more(handler, box):
    notice = told(handler)
    assert deliver_due() == 1
    [letter] = box.letters
    assert (letter["To"], letter["From"], box.senders) == (
        "handler@huantai.example",
        "gk@huantai.example",
        ["gk@huantai.example"],
    )
    assert letter["Subject"].strip() == "【政府信息公开工作台】新通知：任职"
    assert letter["Message-ID"] == f"<notice-{Delivery.objects.get().pk}@gk.huantai.example>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().split() == [
        "您有一条新通知：任职",
        "请登录查看：",
        f"https://gk.huantai.example/desk/notices/{notice.pk}/",
        "这封邮件由系统发出，请勿回复。怎样接收通知，在这里改：",
        "https://gk.huantai.example/desk/notices/preferences/",
    ]
    assert Delivery.objects.get().state == State.SENT


def test_line_breaks_make_no_header_of_a_letter_and_no_second_receiver(handler, box):
    sent = Letter("notice-1", "甲\r\nBcc: other@example.org\n乙", "", "", "", "", timezone.localdate())
    channels.send(EMAIL, handler.email, sent)
    [letter] = box.letters
    assert (letter["Subject"].strip(), letter["Bcc"]) == ("甲 Bcc: other@example.org 乙", None)
    with pytest.raises(Undelivered) as refused:
        channels.send(EMAIL, f"{handler.email}\r\nBcc: other@example.org", sent)
    assert (str(refused.value), refused.value.again, len(box.letters)) == ("收件地址不能用。", False, 1)
    with pytest.raises(Undelivered):
        channels.send(EMAIL, handler.email, replace(sent, headers={"List-Id": "甲\nBcc: other@example.org"}))


def test_what_was_sent_is_not_sent_again(handler, box):
    told(handler)
    told(handler)
    assert (deliver_due(), deliver_due()) == (1, 0)
    assert len(box.letters) == 1


def test_of_two_workers_one_sends(handler, box):
    told(handler)
    key = Delivery.objects.get().pk
    assert len(delivering._take([key], timezone.now())) == 1
    assert delivering._take([key], timezone.now()) == []
    assert deliver_due() == 0
    assert box.letters == []


def test_what_a_killed_worker_was_sending_is_not_sent_again_and_said_so(handler, box):
    told(handler)
    delivering._take([Delivery.objects.get().pk], timezone.now() - timedelta(minutes=16))
    assert deliver_due() == 0
    found = Delivery.objects.get()
    assert (found.state, found.why) == (State.FAILED, "发送的当口后台任务中断，不知道发出去没有，没有再发。")


def test_a_letter_is_in_the_language_the_officer_chose(handler, box):
    choose(handler, {}, gathered=False, language="en", by=SYSTEM)
    told(handler)
    deliver_due()
    assert box.letters[0]["Subject"].endswith("new notice: Post")


def wait(minutes=0):
    Delivery.objects.filter(state=State.WAITING).update(due_at=timezone.now() - timedelta(minutes=minutes))


def test_what_fails_is_tried_again_later_and_later_and_then_given_up(handler, box):
    told(handler)
    box.answers = ["451 come again"] * (len(AFTER) + 1)
    waits = []
    for _ in AFTER:
        before = timezone.now()
        assert deliver_due() == 0
        found = Delivery.objects.get()
        assert (found.state, found.why) == (State.WAITING, "邮件服务器没有收下（451）。")
        waits.append(round((found.due_at - before).total_seconds() / 60))
        assert deliver_due() == 0  # not before its time
        wait()
    assert waits == [1, 5, 30, 120, 480, 960]
    deliver_due()
    found = Delivery.objects.get()
    assert (found.state, found.tries) == (State.FAILED, len(AFTER) + 1)
    send_again(found, at=timezone.now(), by=SYSTEM)
    assert deliver_due() == 1
    assert len(box.letters) == 1


def test_what_was_put_off_goes_when_the_server_is_back(handler, box):
    told(handler)
    box.answers = ["451 come again"]
    deliver_due()
    wait()
    assert deliver_due() == 1
    assert (Delivery.objects.get().state, Delivery.objects.get().why) == (State.SENT, "")


def test_an_address_that_there_is_not_is_given_up_at_once(handler, box):
    Officer.objects.filter(pk=handler.pk).update(email="gone@huantai.example")
    told(Officer.objects.get(pk=handler.pk))
    deliver_due()
    found = Delivery.objects.get()
    assert (found.state, found.tries, found.why) == (State.FAILED, 1, "收件地址被拒收（550）。")


def test_one_that_fails_keeps_no_other_from_going(handler, box):
    told(officer("gone"))
    told(handler)
    assert deliver_due() == 1
    assert box.letters[0]["To"] == "handler@huantai.example"


def test_a_server_that_is_not_there_is_asked_once_at_a_time(handler, box, settings):
    settings.EMAIL_PORT = 1
    for key in "abc":
        told(handler, key)
    assert deliver_due() == 0
    assert sorted(Delivery.objects.values_list("tries", flat=True)) == [0, 0, 1]
    assert Delivery.objects.get(tries=1).why == "连不上邮件服务器（ConnectionRefusedError）。"


def test_who_was_shut_out_meanwhile_is_written_to_no_more(handler, box):
    told(handler)
    Officer.objects.filter(pk=handler.pk).update(is_active=False)
    deliver_due()
    assert Delivery.objects.get().why == "没有登记收件地址，或者账号已停用。"
    assert box.letters == []


def test_what_is_gathered_goes_in_one_letter_for_each(handler, head, box):
    for each in (handler, head):
        choose(each, {}, gathered=True, language="zh-hans", by=SYSTEM)
    told(handler, "a")
    told(handler, "b")
    told(handler, "c", INVITED)
    told(head, "a")
    assert deliver_due() == 0  # the morning is yet to come
    wait()
    assert deliver_due() == 2
    letters = {letter["To"]: letter for letter in box.letters}
    assert letters["handler@huantai.example"]["Subject"].strip() == "【政府信息公开工作台】有3条通知"
    assert letters["handler@huantai.example"].get_content().split()[:6] == [
        "您有这些新通知：", "-", "任职", "×", "2", "-",
    ]  # fmt: skip
    assert "https://gk.huantai.example/desk/notices/?unread=1" in letters["handler@huantai.example"].get_content()
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.SENT}


def test_the_clock_has_sent_what_is_due_and_puts_it_into_the_queue_once(handler, box):
    assert not tasks.look()
    told(handler)
    DBTaskResult.objects.all().delete()
    assert tasks.look()
    assert not tasks.look()
    assert DBTaskResult.objects.get().task_path == "gongkai.notifications.tasks.deliver"


class Gateway:
    """An SMS gateway of one's own."""

    sent: ClassVar = []

    def send(self, mobile, letter):
        if mobile.endswith("9"):
            raise KeyError(mobile)
        self.sent.append((mobile, letter.short))


@pytest.fixture
def gateway(settings):
    settings.SMS = f"{__name__}.Gateway"
    channels.gateway.cache_clear()
    yield Gateway.sent
    Gateway.sent.clear()
    channels.gateway.cache_clear()


def test_an_sms_goes_through_the_gateway_of_the_site(head, gateway):
    sms = Kind("test.sms", "急事", channels=(SMS,))
    told(officer("handler", mobile="13800000000"), kind=sms)
    told(head, kind=sms)  # who gave no number is sent nothing
    assert deliver_due() == 1
    assert gateway == [("13800000000", "【政府信息公开工作台】新通知：急事。请登录查看。")]


def test_a_gateway_that_fails_says_so_without_the_number(gateway):
    told(officer("handler", mobile="13800000009"), kind=Kind("test.sms", "急事", channels=(SMS,)))
    assert deliver_due() == 0
    found = Delivery.objects.get()
    assert (found.state, found.why) == (State.WAITING, "发送时出错（KeyError），详见日志。")


def test_a_gateway_that_cannot_be_loaded_stops_the_start(settings):
    settings.SMS = "there.is.None"
    channels.gateway.cache_clear()
    with pytest.raises(Exception, match="GONGKAI_SMS"):
        channels.gateway()
    channels.gateway.cache_clear()


def test_a_letter_names_a_kind_that_there_is_no_more_by_its_code(handler, box):
    notice = told(handler)
    Notice.objects.update(kind="test.gone")
    with transaction.atomic():
        taken = delivering._take([notice.deliveries.get(channel=EMAIL).pk], timezone.now())
    assert letter_of(handler, taken).subject.endswith("新通知：test.gone")
    assert letter_of(handler, taken).on == timezone.localdate(datetime.now(tz=timezone.get_current_timezone()))
