"""Tokens at the desk: the secret is shown once, kept nowhere, and no token is worth more than its maker's posts."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as site
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.api.tokens import Machine, machine
from tests.casework import actor
from tests.county import County, county

from gongkai.api import acts
from gongkai.api.models import Token, Webhook
from gongkai.api.tokens import services
from gongkai.journal.models import Entry
from gongkai.notifications.models import Notice

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    return county()


def signed_in(made: County, role: str) -> Client:
    client = Client()
    client.force_login(made.officers[role])
    return client


def test_a_secret_is_shown_once_and_kept_nowhere(made: County) -> None:
    client = signed_in(made, "handler")
    page = client.get(reverse("tokens:new"))
    assert "applications:register" in page.content.decode()
    form = {
        "agency": made.science.pk, "name": "综窗系统登记申请", "scopes": ["applications:register", "applications:read"],
        "until_on": str(TODAY + timedelta(30)),
    }  # fmt: skip
    answer = client.post(reverse("tokens:new"), form)
    [secret] = re.findall(r"gk_[0-9a-f]{8}_[A-Za-z0-9_-]{43}", answer.content.decode())
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    token = Token.objects.get()
    assert Machine(token, secret).get("/desk/applications").status_code == 200
    shown = "".join(
        client.get(reverse(name, args=args)).content.decode()
        for name, args in (("tokens:list", ()), ("tokens:detail", (token.pk,)))
    )
    assert token.prefix in shown
    assert secret not in shown
    ending = secret.removeprefix(f"{token.prefix}_")
    rows = str([list(Token.objects.values()), list(Entry.objects.values()), list(Notice.objects.values())])
    assert ending not in rows
    entry = Entry.objects.get(act=acts.TOKEN_MADE.code)
    assert (entry.officer, entry.chain.agency) == (made.officers["handler"], made.science)
    told = Notice.objects.get(kind=services.MADE.code)
    assert told.officer == made.officers["administrator"]
    client.post(reverse("tokens:revoke", args=[token.pk]))
    assert Machine(token, secret).get("/desk/applications").status_code == 401
    assert Entry.objects.get(act=acts.TOKEN_REVOKED.code).officer == made.officers["handler"]


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"scopes": []}, "scopes"),
        ({"scopes": ["applications:register", "everything"]}, "scopes"),
        ({"scopes": ["items:write"]}, "scopes"),  # a reviewer writes nothing
        ({"until_on": TODAY - timedelta(1)}, "until_on"),
        ({"until_on": TODAY + timedelta(site.TOKEN_DAYS + 1)}, "until_on"),
        ({"name": " "}, "name"),
    ],
)
def test_a_token_is_not_made_beyond_its_maker_or_the_site(made: County, changed: dict[str, Any], wrong: str) -> None:
    values = {
        "name": "系统",
        "scopes": ["applications:read"],
        "until_on": TODAY + timedelta(site.TOKEN_DAYS),
        **changed,
    }
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        services.make(made.science, at=timezone.now(), by=actor(made, "reviewer"), **values)
    assert set(refused.value.message_dict) == {wrong}
    beside = {**values, "name": "系统", "scopes": ["applications:read"], "until_on": TODAY}
    with pytest.raises(ValidationError), transaction.atomic():
        services.make(made.water, at=timezone.now(), by=actor(made, "reviewer"), **beside)


def test_who_administers_sees_and_revokes_and_who_is_beside_does_not(made: County) -> None:
    token = machine(made).token
    for role, status in (("beside", 404), ("publisher", 404), ("administrator", 302)):
        client = signed_in(made, role)
        assert client.post(reverse("tokens:revoke", args=[token.pk])).status_code == status
        assert (token.name in client.get(reverse("tokens:list")).content.decode()) == (status == 302)
    assert Token.objects.get(pk=token.pk).revoked_at is not None


def test_a_webhook_is_set_up_changed_and_given_a_new_secret_at_the_desk(made: County) -> None:
    client = signed_in(made, "administrator")
    form = {
        "agency": made.science.pk, "name": "市平台", "address": "https://hook.example/in", "kinds": ["item.published"],
        "on": "on",
    }  # fmt: skip
    first = client.post(reverse("webhooks:new"), form)
    [secret] = re.findall(r"<code>([A-Za-z0-9_-]{43})</code>", first.content.decode())
    webhook = Webhook.objects.get()
    assert webhook.secret == secret
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM api_webhook")
        assert secret not in str(cursor.fetchall())
    second = client.post(reverse("webhooks:renew", args=[webhook.pk])).content.decode()
    assert secret not in second
    assert "no-store" in first["Cache-Control"]
    changed = {**form, "address": "http://hook.example/in"}
    assert client.post(reverse("webhooks:edit", args=[webhook.pk]), changed).status_code == 422
    version = re.search(
        r'name="row_version" value="([^"]*)"', client.get(reverse("webhooks:edit", args=[webhook.pk])).content.decode()
    )
    changed = {**form, "kinds": ["item.withdrawn"], **({"row_version": version[1]} if version else {})}
    assert client.post(reverse("webhooks:edit", args=[webhook.pk]), changed).status_code == 302
    webhook.refresh_from_db()
    assert webhook.kinds == ["item.withdrawn"]
    assert "信息撤下" in client.get(reverse("webhooks:detail", args=[webhook.pk])).content.decode()
