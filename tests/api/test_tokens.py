"""Tokens at the desk: the secret is shown once, kept nowhere, and no token is worth more than its maker's posts."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings as site
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from tests.api.tokens import Machine, code_of, machine
from tests.casework import actor
from tests.county import PASSWORD, County, county

from gongkai.api import acts
from gongkai.api.models import Token, Webhook
from gongkai.api.tokens import services
from gongkai.journal.models import Entry
from gongkai.journal.verifying import rows_that_differ
from gongkai.notifications.models import Notice

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    return county()


def signed_in(made: County, role: str) -> Client:
    """Give a browser in which an officer has just signed in."""
    client = Client()
    client.force_login(made.officers[role])
    session = client.session
    session["account_authentication_methods_user"] = str(made.officers[role].pk)
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "username": role}]
    session.save()
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


def test_who_makes_a_token_proves_anew_that_it_is_they(made: County, settings: Any) -> None:
    client, address = signed_in(made, "handler"), reverse("tokens:new")
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    asked = client.get(address)["Location"]
    assert asked == f"/account/reauthenticate/?next={quote(address, safe='')}"
    form = {
        "agency": made.science.pk, "name": "综窗系统", "scopes": ["applications:read"], "until_on": str(TODAY),
    }  # fmt: skip
    late = client.post(address, form)
    assert (late.status_code, Token.objects.count()) == (422, 0)
    assert f'href="{escape(asked)}"' in late.content.decode()
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
    assert client.post(asked, {"password": PASSWORD})["Location"] == address
    assert client.get(address).status_code == 200
    assert client.post(address, form).status_code == 200
    assert Token.objects.count() == 1


def test_who_makes_a_webhook_leads_it_elsewhere_or_renews_its_secret_proves_it_too(made: County, settings: Any) -> None:
    client, settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = signed_in(made, "administrator"), 0
    form = {
        "agency": made.science.pk, "name": "市平台", "address": "https://hook.example/in", "kinds": ["item.published"],
        "on": "on",
    }  # fmt: skip
    new = reverse("webhooks:new")
    proof = f"/account/reauthenticate/?next={quote(new, safe='')}"
    assert client.get(new)["Location"] == proof
    late = client.post(new, form)
    assert (late.status_code, Webhook.objects.count()) == (422, 0)
    assert f'href="{escape(proof)}"' in late.content.decode()
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
    assert client.post(new, form).status_code == 200
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    webhook = Webhook.objects.get()
    edit, page = (reverse(f"webhooks:{name}", args=[webhook.pk]) for name in ("edit", "detail"))
    proof = f"/account/reauthenticate/?next={quote(edit, safe='')}"
    assert client.get(edit)["Location"] == proof
    late = client.post(edit, {**form, "address": "https://evil.example/"})
    assert (late.status_code, f'href="{escape(proof)}"' in late.content.decode()) == (422, True)
    asked = client.post(reverse("webhooks:renew", args=[webhook.pk]))["Location"]
    assert asked == f"/account/reauthenticate/?next={quote(page, safe='')}"
    assert "再按一次" in client.get(asked).content.decode()
    same = Webhook.objects.get()
    assert (same.address, same.secret, same.secret_at) == (webhook.address, webhook.secret, webhook.secret_at)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
    shown = client.get(edit).content.decode()
    form["row_version"] = re.search(r'name="row_version" value="([^"]*)"', shown)[1]  # type: ignore[index]
    assert client.post(edit, {**form, "address": "https://other.example/"}).status_code == 302


def test_a_token_of_some_networks_opens_nothing_elsewhere_and_that_is_told(made: County) -> None:
    client = signed_in(made, "handler")
    form = {
        "agency": made.science.pk, "name": "综窗系统", "scopes": ["applications:read"], "until_on": str(TODAY),
    }  # fmt: skip
    for wrong in ("10.1.2.3/16", "hook.example", " ".join(f"10.0.0.{each}" for each in range(21))):
        assert client.post(reverse("tokens:new"), {**form, "networks": wrong}).status_code == 422
    page = client.post(reverse("tokens:new"), {**form, "networks": "203.0.113.7，10.1.0.0/16"}).content.decode()
    [secret] = re.findall(r"gk_[0-9a-f]{8}_[A-Za-z0-9_-]{43}", page)
    token = Token.objects.get()
    assert token.networks == "203.0.113.7/32 10.1.0.0/16"
    assert "10.1.0.0/16" in client.get(reverse("tokens:detail", args=[token.pk])).content.decode()

    def from_(address: str) -> Any:
        return Client(REMOTE_ADDR=address).get(
            "/api/v1/desk/applications", headers={"Authorization": f"Bearer {secret}"}
        )

    assert [from_(each).status_code for each in ("203.0.113.7", "10.1.200.9")] == [200, 200]
    assert not Entry.objects.filter(act=acts.TOKEN_ELSEWHERE.code).exists()
    for _ in range(2):
        assert code_of(from_("203.0.113.8")) == (401, "token-elsewhere")
    entry = Entry.objects.get(act=acts.TOKEN_ELSEWHERE.code)  # once for both
    assert (entry.officer, entry.role, entry.address) == (None, "visitor", "203.0.113.8")
    assert entry.note == {"token": token.prefix}
    told = Notice.objects.filter(kind=services.ELSEWHERE.code)
    assert {each.officer for each in told} == {made.officers["handler"], made.officers["administrator"]}
    for each in range(1, 40):
        from_(f"198.51.100.{each}")
    assert Entry.objects.filter(act=acts.TOKEN_ELSEWHERE.code).count() == services._NOTED_AT_MOST


def test_a_token_from_before_networks_were_kept_is_as_its_entries_say(
    made: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(Token, "journaled", tuple(name for name in Token.journaled if name != "networks"))
        token = machine(made).token
    assert list(rows_that_differ(Token)) == []
    Token.objects.filter(pk=token.pk).update(networks="0.0.0.0/0")
    assert "来源网络" in str(next(rows_that_differ(Token)))


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
