import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.agencies.signin.provider import Provider, provided
from tests.county import county

from gongkai.agencies.models import Officer
from gongkai.agencies.services import shut_out
from gongkai.agencies.signin import services
from gongkai.config.settings import _oidc
from gongkai.config.variables import WrongSetting
from gongkai.journal.actor import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences

START = "/account/sso/sso/"


@pytest.fixture
def made(db):
    return county()


@pytest.fixture
def provider(settings):
    with provided() as provider:
        settings.SOCIALACCOUNT_PROVIDERS = provider.settings("县统一认证")
        yield provider


def sent_to(page):
    """Give where a page leads by itself, and by its link."""
    said = page.content.decode()
    by_itself, by_link = re.search(r'content="0; url=([^"]*)"', said)[1], re.search(r'<p>.*<a href="([^"]*)"', said)[1]
    assert by_itself == by_link
    return html.unescape(by_link)


def came(provider, sub, client=None, start=START, **claims):
    """Have somebody come by the provider, who says of them what is given."""
    client = client or Client()
    provider.claims = {"sub": sub, **claims}
    client.answer = client.get(provider.authorize(sent_to(client.post(start))))
    return client


def who(client):
    key = client.session.get("_auth_user_id")
    return None if key is None else Officer.objects.get(pk=key).username


def said(client):
    return client.get("/account/login/").content.decode()


def test_the_sign_in_page_offers_it_when_it_is_set_up(made, provider):
    assert "用县统一认证登录" in said(Client())


def test_without_the_setting_there_is_none(made, client):
    assert "统一认证" not in said(client)
    assert client.get(START).status_code == 404


def test_an_officer_is_found_by_the_claim_and_from_then_on_by_the_provider_s_name_for_them(made, provider):
    first = came(provider, "u-1", preferred_username="Handler", name="张三", phone_number="13800000000")
    assert who(first) == "handler"
    assert first.answer["Location"] == reverse("ui:home")
    assert who(came(provider, "u-1", preferred_username="leader")) == "handler"
    acts = list(Entry.objects.filter(act__startswith="signin.").order_by("pk").values_list("act", flat=True))
    assert acts == ["signin.identity_linked", "signin.signed_in", "signin.signed_in"]
    assert Entry.objects.filter(act="signin.signed_in")[0].note["ways"] == ["socialaccount"]
    assert list(differences()) == []


def test_what_the_provider_tells_is_not_kept(made, provider):
    for _ in range(2):
        came(provider, "u-1", preferred_username="handler", name="张三", phone_number="13800000000")
    account = SocialAccount.objects.get()
    assert (account.uid, account.extra_data) == ("u-1", {})
    assert SocialToken.objects.count() == 0


def test_nobody_is_made_an_officer_by_it(made, provider):
    before = Officer.objects.count()
    client = came(provider, "u-9", preferred_username="stranger")
    assert who(client) is None
    assert "由管理员邀请开通" in said(client)
    assert Officer.objects.count() == before


def test_who_was_invited_comes_in_by_it(made, provider):
    invitation, code = services.invite(made.science, name="王五", duties=["handler"], at=timezone.now(), by=SYSTEM)
    client = Client()
    client.post("/account/invitation/", {"code": code})
    assert "不设密码，用县统一认证登录" in client.get("/account/invitation/accept/").content.decode()
    came(provider, "u-5", client, preferred_username="wangwu")
    assert who(client) == "wangwu"
    officer = Officer.objects.get(username="wangwu")
    assert (officer.has_usable_password(), officer.posts.count()) == (False, 1)
    invitation.refresh_from_db()
    assert invitation.officer == officer
    assert client.get("/account/password/set/").status_code == 200
    assert list(differences()) == []


def test_another_person_with_the_same_claim_is_turned_away(made, provider):
    came(provider, "u-1", preferred_username="handler")
    client = came(provider, "u-2", preferred_username="handler")
    assert who(client) is None
    assert "另一个人" in said(client)


def test_who_is_shut_out_is_turned_away(made, provider):
    came(provider, "u-1", preferred_username="handler")
    for name in ("handler", "leader"):
        shut_out(made.officers[name], by=SYSTEM)
    for sub, name in (("u-1", "handler"), ("u-2", "leader")):
        client = came(provider, sub, preferred_username=name)
        assert who(client) is None
        assert "没有可以登录的账号" in said(client)


def test_the_claim_may_be_a_verified_e_mail_address(made, provider, settings):
    settings.OIDC_CLAIM = "email"
    Officer.objects.filter(username="handler").update(email="handler@example.gov.cn")
    for verified, name in ((False, None), ("true", None), (True, "handler")):
        client = came(provider, "u-1", email="handler@example.gov.cn", email_verified=verified)
        assert who(client) == name


def test_an_e_mail_address_that_two_have_names_nobody(made, provider, settings):
    settings.OIDC_CLAIM = "email"
    Officer.objects.filter(username__in=["handler", "leader"]).update(email="office@example.gov.cn")
    assert who(came(provider, "u-1", email="office@example.gov.cn", email_verified=True)) is None


def test_an_e_mail_address_is_nothing_when_the_claim_is_another(made, provider):
    Officer.objects.filter(username="handler").update(email="handler@example.gov.cn")
    assert who(came(provider, "u-1", email="handler@example.gov.cn", email_verified=True)) is None


def test_userinfo_of_somebody_else_is_refused(made, provider):
    provider.userinfo = {"sub": "u-2", "preferred_username": "site"}
    assert who(came(provider, "u-1", preferred_username="handler")) is None


def test_the_second_step_comes_after_it(made, provider):
    TOTP.activate(made.officers["handler"], generate_totp_secret())
    client = came(provider, "u-1", preferred_username="handler")
    assert client.answer["Location"] == "/account/steps/authenticate/"
    assert who(client) is None


def test_an_officer_signed_in_does_not_link_somebody_else(made, provider):
    client = Client()
    client.force_login(made.officers["leader"])
    came(provider, "u-9", client, start=f"{START}?process=connect", preferred_username="stranger")
    assert SocialAccount.objects.count() == 0


def test_an_answer_nobody_asked_for_is_refused(made, provider):
    provider.claims = {"sub": "u-1", "preferred_username": "handler"}
    asker, other = Client(), Client()
    back = provider.authorize(sent_to(asker.post(START)))
    other.get(back)
    assert who(other) is None
    assert "没有成功" in said(other)


def test_a_provider_that_fails_leads_back_to_the_sign_in_page(made, provider):
    provider.fails = True
    client = came(provider, "u-1", preferred_username="handler")
    assert client.answer["Location"] == "/account/login/"
    assert "没有成功" in said(client)


def test_a_provider_that_is_away_leads_back_to_the_sign_in_page(made, provider, settings):
    settings.SOCIALACCOUNT_PROVIDERS = Provider(address="http://127.0.0.1:1").settings("县统一认证")
    client = Client()
    assert client.post(START)["Location"] == "/account/login/"
    assert "连不上" in said(client)


def test_who_cancels_at_the_provider_is_told_so(made, provider):
    client = Client()
    state = parse_qs(urlsplit(sent_to(client.post(START))).query)["state"][0]
    back = client.get(f"{START}callback/", {"error": "access_denied", "state": state}, follow=True)
    assert (back.status_code, "取消了登录" in back.content.decode()) == (200, True)


def test_a_server_without_a_number_for_us_stops_the_start():
    with pytest.raises(WrongSetting):
        _oidc("sso", "OIDC", {"OIDC_SERVER": "https://sso.example.gov.cn", "OIDC_CLIENT_ID": ""})
