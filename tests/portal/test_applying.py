"""A citizen applies, keeps number and code, and sees their own application; nobody sees another's."""

import re
from datetime import date, timedelta
from uuid import uuid4

import cv2
import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from tests.casework import WANG, WANTED, actor, apply
from tests.county import county

from gongkai.agencies.codes import ALPHABET, as_written, new_code
from gongkai.applications import services
from gongkai.applications.models import Application
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences
from gongkai.law.channels import Channel
from gongkai.law.fees import Standard
from gongkai.portal import tracking
from gongkai.ui.templatetags.ui import day


@pytest.fixture
def made(db):
    made = county()
    yield made
    assert list(differences()) == []


def form(**values):
    return {
        **WANG._asdict(), "description": WANTED, "obtaining": "online", "means": "electronic",
        "sent_key": str(uuid4()), **values,
    }  # fmt: skip


def sent(client, made, **values):
    return client.post(reverse("portal:apply", args=[made.science.pk]), form(**values))


def shown(client, application, code=None):
    """Ask with a number and a code, and give the page it comes to."""
    asked = {"number": application.number, "code": application.code if code is None else code}
    return client.post(reverse("portal:track"), asked, follow=True)


def test_what_was_written_is_shown_to_check_before_it_is_sent(made, client):
    page = sent(client, made, check="1").content.decode()
    assert "<title>核对申请" in page
    assert WANTED in page
    assert "自然人" in page
    assert Application.objects.count() == 0


def test_what_is_promised_before_an_application_has_its_article(made, client):
    page = client.get(reverse("portal:apply", args=[made.science.pk])).content.decode()
    assert "书写有困难的，桓台县科技局提供帮助（条例第29条第1款、第43条）" in page
    assert "有的应当先申请行政复议" in client.get(reverse("portal:applying")).content.decode()


def test_an_application_comes_to_a_receipt_with_number_and_code(made, client):
    answer = sent(client, made, send="1")
    case = Application.objects.get()
    assert answer["Location"] == reverse("portal:receipt")
    page = client.get(answer["Location"])
    assert case.number in page.content.decode()
    assert case.code in page.content.decode()
    assert f"<dd>{WANTED}</dd>" in page.content.decode()
    assert "您提交的附件" not in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert (case.channel, case.state, case.received_on) == ("internet", "awaiting_confirmation", None)
    assert (case.kind, Entry.objects.filter(role="applicant").exists()) == ("NATURAL", True)
    assert case.code not in Client().get(reverse("portal:receipt"), follow=True).content.decode()


def scanned(page):
    """Read the QR code of a page as a telephone does: its path painted, and the picture read."""
    width = int(re.search(r'viewBox="0 0 (\d+) \d+" class="segno"', page)[1])
    cells = np.full((width, width), 255, np.uint8)
    x = y = 0
    for stroke, first, second in re.findall(r"([Mmh])([-.\d]+)(?: ([-.\d]+))?", re.search(r'd="(M4 [^"]+)"', page)[1]):
        if stroke == "h":
            cells[y, x : x + int(first)] = 0
            x += int(first)
        else:
            x = int(first) + (0 if stroke == "M" else x)
            y = int(float(second)) + (0 if stroke == "M" else y)
    return cv2.QRCodeDetector().detectAndDecode(cells.repeat(8, 0).repeat(8, 1))[0]


def test_the_code_on_a_receipt_leads_to_where_one_asks_and_says_nothing_else(made, client, settings):
    sent(client, made, send="1")
    case = Application.objects.get()
    address = scanned(client.get(reverse("portal:receipt")).content.decode())
    assert address == f"{settings.SITE_URL}/track/?number={case.number}"
    asked = Client().get(address.removeprefix(settings.SITE_URL)).content.decode()
    assert f'value="{case.number}"' in asked
    assert case.code not in asked


def test_a_form_sent_twice_makes_one_application(made, client):
    key = str(uuid4())
    for _ in range(2):
        assert sent(client, made, send="1", sent_key=key).status_code == 302
    assert Application.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"identity": "110105194912310020"}, "公民身份号码"),
        ({"phone": "", "address": ""}, "联系方式"),
        ({"description": "字" * 20_001}, "20000"),
        ({"kind": "KING"}, "KING"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(made, client, wrong, said):
    answer = sent(client, made, send="1", **wrong)
    page = answer.content.decode()
    assert answer.status_code in (409, 422)
    assert said in page
    assert WANG.name in page
    assert Application.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "status", "said"),
    [
        ({"phone": "", "address": ""}, 409, "没有联系方式"),
        ({"identity": "110105194912310020"}, 422, '<a href="#id_identity">'),
    ],
)
def test_who_cannot_be_taken_in_is_told_before_files_are_chosen(made, client, wrong, status, said):
    assert 'name="attached"' in sent(client, made, check="1").content.decode()
    answer = sent(client, made, check="1", **wrong)
    assert answer.status_code == status
    assert said in (page := answer.content.decode())
    assert 'name="attached"' not in page
    assert "<title>有误：向桓台县科技局申请政府信息" in page  # what is read aloud first


def test_what_is_changed_once_more_is_not_lost(made, client):
    page = sent(client, made, change="1").content.decode()
    assert WANTED in page
    assert WANG.name in page


def test_words_in_any_script_come_through(made, client):
    for text in ("<script>alert(1)</script>", "😀\u202e右到左", "' OR 1=1 --"):
        sent(client, made, send="1", description=text)
        assert Application.objects.latest("pk").description == text
    page = sent(client, made, check="1", description="<script>alert(1)</script>").content.decode()
    assert "<script>alert(1)" not in page


def test_whoever_has_number_and_code_sees_how_it_stands_and_why(made, client):
    page = shown(client, apply(made)).content.decode()
    assert "2026年3月30日" in page
    assert "条例第33条第2款" in page
    assert WANG.name not in page
    assert WANG.identity not in page


@pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code} "])
def test_a_code_is_taken_as_people_type_it(made, client, typed):
    case = apply(made)
    assert case.number in shown(client, case, typed(case.code)).content.decode()


def test_nothing_that_is_asked_for_here_is_kept_by_the_browser(client, db):
    page = client.get(reverse("portal:track")).content.decode()
    assert page.count('name="number"') == page.count('name="code"') == 1
    assert "form_number" not in page
    assert "data-keeps" not in page


def test_of_a_number_or_a_code_alone_nothing_is_told(made, client):
    mine, other = apply(made), apply(made)
    for code in (other.code, new_code(), "", "x"):
        page = shown(client, mine, code)
        assert page.status_code == 422
        assert WANTED not in page.content.decode()
    assert client.get(reverse("portal:tracked")).status_code == 302


def test_codes_are_tried_a_few_times_and_then_no_more(made, client):
    case = apply(made)
    statuses = [shown(client, case, new_code()).status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]
    assert shown(client, case).status_code == 429


def test_a_session_forgets_after_a_while(made, client, monkeypatch):
    shown(client, apply(made))
    assert client.get(reverse("portal:tracked")).status_code == 200
    later = tracking.time() + tracking.SECONDS
    monkeypatch.setattr(tracking, "time", lambda: later)
    assert client.get(reverse("portal:tracked")).status_code == 302


def test_what_was_written_too_long_is_not_lost(made, client, monkeypatch):
    """Who writes for longer than a session remembers shows number and code again, and goes on with their text."""
    today = localdate()
    case = apply(made, on=today - timedelta(7))
    services.ask_supplement(case, on=today, by=actor(made))
    shown(client, case)
    text = "第一行\n<第二行>"
    later = tracking.time() + tracking.SECONDS
    monkeypatch.setattr(tracking, "time", lambda: later)
    answer = client.post(reverse("portal:supplement"), {"description": text})
    assert (answer.status_code, answer.context["form"]["supplement"].value()) == (403, text)
    assert "您写的内容都还在" in answer.content.decode()
    assert f'action="{reverse("portal:track")}"' in answer.content.decode()
    asked = {"number": case.number, "code": "AAAA-AAAA-AAAA", "supplement": text}
    wrong = client.post(reverse("portal:track"), asked)
    assert (wrong.status_code, wrong.context["form"]["supplement"].value()) == (422, text)
    page = client.post(reverse("portal:track"), asked | {"code": case.code})
    assert page.context["form"]["description"].value() == text
    case.refresh_from_db()
    assert case.state == "awaiting_supplement"
    client.post(reverse("portal:supplement"), {"description": text})
    case.refresh_from_db()
    assert case.state == "handling"
    monkeypatch.setattr(tracking, "time", lambda: later + tracking.SECONDS)
    assert client.post(reverse("portal:reasons"), {"reasons": text}).context["form"]["reasons"].value() == text
    assert client.post(reverse("portal:reasons"), {"reasons": ""}).status_code == 302


def test_a_supplement_is_given_online_and_restarts_the_count(made, client):
    today = localdate()
    case = apply(made, on=today - timedelta(7))
    shown(client, case)
    early = client.post(reverse("portal:supplement"), {"description": "补充"})
    assert early.status_code == 409
    services.ask_supplement(case, on=today, by=actor(made))
    client.post(reverse("portal:supplement"), {"description": "桓台县2025年立项名单"})
    case.refresh_from_db()
    assert (case.state, case.description) == ("handling", "桓台县2025年立项名单")


def test_who_is_to_supplement_is_told_what_and_until_when_and_no_last_day_that_does_not_count(made, client):
    """While a supplement is awaited nothing counts, and then all does anew: the old last day is none (条例第30条)."""
    today = localdate()
    case = apply(made, on=today - timedelta(7))
    due = day(case.due_on)
    assert f'<p class="due-day">{due}' in shown(client, case).content.decode()
    services.ask_supplement(case, on=today, matters="请写明<年度>。", until=today + timedelta(15), by=actor(made))
    page = client.get(reverse("portal:tracked")).content.decode()
    assert "请写明&lt;年度&gt;。" in page
    assert f"<dd>{day(today + timedelta(15))}</dd>" in page
    assert '<p class="due-day">停止计算</p>' in page
    assert f'<p class="due-day">{due}' not in page
    done = client.post(reverse("portal:supplement"), {"description": "2025年"}, follow=True).content.decode()
    assert "补正已经收到。" in done
    assert "请写明&lt;年度&gt;。" not in done


def test_whoever_waits_for_an_overdue_reply_is_told_what_they_may_do(made, client):
    page = shown(client, apply(made, on=date(2026, 3, 2))).content.decode()
    assert "答复期限已过，机关还没有答复。" in page
    assert "条例第51条、复议法第23条" in page
    in_time = shown(client, apply(made, on=localdate())).content.decode()
    assert "答复期限已过" not in in_time


def test_reasons_are_given_online_and_seen_at_the_desk(made, client):
    today = localdate()
    case = apply(made, on=today - timedelta(7))
    shown(client, case)
    assert client.post(reverse("portal:reasons"), {"reasons": "研究需要"}).status_code == 409
    services.ask_reasons(case, on=today, by=actor(made))
    assert client.post(reverse("portal:reasons"), {"reasons": " "}).status_code == 422
    client.post(reverse("portal:reasons"), {"reasons": "研究需要<b>"})
    case.refresh_from_db()
    assert case.state == "handling"
    officer = Client()
    officer.force_login(made.officers["handler"])
    page = officer.get(reverse("applications:detail", args=[case.pk])).content.decode()
    assert "研究需要&lt;b&gt;" in page


def test_who_is_to_pay_sees_how_much_until_when_and_where(made, client):
    case = apply(made, on=localdate() - timedelta(7))
    services.set_practice(made.science, {"fee_payment": "县财政局非税账户"}, by=actor(made, "administrator"))
    services.notice_fee(case, standard=Standard.BY_PIECE, quantity=12, on=localdate(), by=actor(made))
    page = shown(client, case).content.decode()
    assert "100.00元" in page
    assert "县财政局非税账户" in page


def test_an_application_is_taken_back_when_that_is_meant(made, client):
    case = apply(made, on=date(2026, 3, 2), channel=Channel.COUNTER)
    shown(client, case)
    asked = client.post(reverse("portal:withdraw"))
    assert (asked.status_code, "确定要撤回吗" in asked.content.decode()) == (200, True)
    client.post(reverse("portal:withdraw"), {"sure": "1"})
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("withdrawn", "OTHER_3")
    assert client.post(reverse("portal:withdraw"), {"sure": "1"}).status_code == 409


def test_codes_cannot_be_guessed_and_are_read_without_mistakes():
    drawn = {new_code() for _ in range(2000)}
    assert len(drawn) == 2000
    assert {each for code in drawn for each in code} == {*ALPHABET, "-"}
    assert all(as_written(code) == code for code in drawn)
