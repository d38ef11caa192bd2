"""A citizen writes without an account, keeps number and code, and sees their own letter and its answer alone."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from tests.casework import actor
from tests.county import County, county
from tests.publishing import begin, publish

from gongkai.disclosure.models import Kind
from gongkai.feedback import services
from gongkai.feedback.models import Letter
from gongkai.portal import writing

pytestmark = pytest.mark.django_db
BODY = "建议把办事指南写得短一些"


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    return county("handler", "head", "administrator", "reviewer", "secrecy_reviewer", "leader", "publisher")


def send(client: Client, made: County, kind: str = "suggestion", **values: Any) -> Any:
    form = {"body": BODY, "sent_key": str(uuid4()), **values}
    return client.post(reverse("portal:write", args=[made.science.pk, kind]), form)


def follow(client: Client, letter: Letter) -> Any:
    return client.post(reverse("portal:letter-track"), {"number": letter.number, "code": letter.code}, follow=True)


def test_a_letter_is_written_followed_and_answered(made: County) -> None:
    client = Client()
    assert send(client, made).url == reverse("portal:letter-receipt")
    letter = Letter.objects.get()
    page = client.get(reverse("portal:letter-receipt")).content.decode()
    assert "法律没有规定来信的答复期限，这是本网站的承诺。" in page
    assert letter.number in page
    assert re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", page)
    letter = services.assign(letter, made.officers["handler"], by=actor(made, "head"))
    letter = services.draft(letter, reply="还没有审核的答复", by=actor(made))
    shown = follow(Client(), letter).content.decode()
    assert BODY in shown
    assert "还没有审核的答复" not in shown
    services.answer(letter, by=actor(made, "head"))
    assert "还没有审核的答复" in follow(Client(), letter).content.decode()


def test_without_number_and_code_nothing_is_seen(made: County, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = Client()
    send(writer, made)
    letter = Letter.objects.get()
    other = Client()
    wrong = other.post(reverse("portal:letter-track"), {"number": letter.number, "code": "AAAA-BBBB-CCCC"})
    assert (wrong.status_code, "登记号或者查询码不对" in wrong.content.decode()) == (422, True)
    for name in ("letter-tracked", "letter-receipt"):
        assert other.get(reverse(f"portal:{name}")).status_code == 302
    follow(other, letter)
    monkeypatch.setattr(writing, "SECONDS", -1)
    assert other.get(reverse("portal:letter-tracked")).status_code == 302
    assert writer.get(reverse("portal:letter-receipt")).status_code == 302


def test_a_draft_that_asks_for_comments_has_a_form_and_any_other_has_none(made: County) -> None:
    today = localdate()
    asked = {"kind": Kind.CONSULTATION, "comments_from": today, "comments_until": today, "comments_to": "窗口"}
    item, other = publish(made, begin(made, **asked)), publish(made, begin(made))
    over = {**asked, "comments_from": today - timedelta(9), "comments_until": today - timedelta(1)}
    ended = publish(made, begin(made, **over))
    pages = [Client().get(reverse("portal:item", args=[each.pk])).content.decode() for each in (item, ended, other)]
    assert ["写意见" in page for page in pages] == [True, False, False]
    client, form = Client(), {"body": BODY, "sent_key": str(uuid4())}
    assert client.post(reverse("portal:comment", args=[item.pk]), form).url == reverse("portal:letter-receipt")
    assert Letter.objects.get().item == item
    assert BODY not in Client().get(reverse("portal:item", args=[item.pk])).content.decode()
    late = client.get(reverse("portal:comment", args=[ended.pk]))
    assert 'name="body"' not in late.content.decode()
    form = {**form, "sent_key": str(uuid4())}
    assert client.post(reverse("portal:comment", args=[ended.pk]), form).status_code == 409
    assert client.get(reverse("portal:comment", args=[other.pk])).status_code == 404
    assert Letter.objects.count() == 1


def test_what_is_sent_twice_is_one_letter(made: County) -> None:
    client, key = Client(), str(uuid4())
    assert [send(client, made, sent_key=key).status_code for _each in range(2)] == [302, 302]
    assert Letter.objects.count() == 1


def test_a_report_says_who_decides_and_none_is_taken_where_nobody_does(made: County) -> None:
    page = Client().get(reverse("portal:write", args=[made.science.pk, "oversight"])).content.decode()
    assert "由桓台县人民政府办公室办理" in page
    send(Client(), made, "oversight")
    assert Letter.objects.get().agency == made.office
    address = reverse("portal:write", args=[made.office.pk, "oversight"])
    page = Client().get(address).content.decode()
    assert "请直接向上一级政府信息公开工作主管部门反映" in page
    assert 'name="body"' not in page
    refused = Client().post(address, {"body": BODY, "sent_key": str(uuid4())})
    assert (refused.status_code, Letter.objects.count()) == (409, 1)
    assert Client().get(reverse("portal:write", args=[made.science.pk, "else"])).status_code == 404
