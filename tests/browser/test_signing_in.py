"""Signing in as people do it: by a link, with a code, with a passkey; under the policy that pages are sent with."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone
from playwright.sync_api import expect
from tests.agencies.signin import totp
from tests.agencies.signin.provider import provided
from tests.county import PASSWORD

from gongkai.agencies.signin import services
from gongkai.journal.actor import SYSTEM

NEW = "Guang-Kai-2024"


@pytest.fixture
def quiet(page):
    """Give a page that has nothing to complain of: no script refused, none failed."""
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert said == []


@pytest.fixture
def authenticator(page):
    """Give the browser a security key that says yes to everything; give the way to take it out."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def with_password(page, name, password=PASSWORD):
    page.goto("/account/login/")
    page.get_by_label("用户名或电子邮箱").fill(name)
    page.get_by_label("密码", exact=False).first.fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


def test_from_an_invitation_to_the_desk_in_two_steps(made, quiet, settings):
    settings.MFA_REQUIRED = frozenset({"leader"})
    _, code = services.invite(made.science, name="王五", duties=["leader"], at=timezone.now(), by=SYSTEM)
    quiet.goto(f"/account/invitation/#{code}")
    expect(quiet.get_by_label("邀请码")).to_have_value(code)
    assert code not in quiet.url
    quiet.get_by_role("button", name="继续").click()
    quiet.get_by_label("用户名").fill("wangwu")
    quiet.locator("input[name=password1]").fill(NEW)
    quiet.locator("input[name=password2]").fill(NEW)
    quiet.get_by_role("button", name="完成").click()

    with_password(quiet, "wangwu", NEW)
    quiet.get_by_role("link", name="设置身份验证器").click()
    expect(quiet.locator(".qr svg")).to_be_visible()
    secret = quiet.locator("main code").inner_text().replace(" ", "")
    quiet.get_by_label("验证码").fill(totp.code(secret))
    quiet.get_by_role("button", name="设置", exact=True).click()
    expect(quiet.locator(".codes li")).to_have_count(10)
    quiet.get_by_role("link", name="进入工作台").click()
    expect(quiet).to_have_url("/desk/")

    quiet.context.clear_cookies()
    with_password(quiet, "wangwu", NEW)
    quiet.get_by_label("验证码").fill(totp.code(secret, ahead=1))
    quiet.get_by_role("button", name="登录", exact=True).click()
    expect(quiet).to_have_url("/desk/")


def test_a_passkey_is_added_and_signs_in_alone(made, quiet, authenticator):
    with_password(quiet, "handler")
    expect(quiet).to_have_url("/desk/")
    quiet.goto("/account/steps/keys/add/")
    quiet.get_by_label("可以不输密码直接登录").check()
    sent = []
    quiet.on("request", lambda request: sent.append(request.post_data) if request.method == "POST" else None)
    quiet.get_by_role("button", name="添加").click()
    expect(quiet.locator(".codes li")).to_have_count(10)
    assert ["clientDataJSON" in each for each in sent] == [True]  # nothing is sent before the browser has the key
    assert Authenticator.objects.filter(user=made.officers["handler"], type="webauthn").count() == 1

    quiet.context.clear_cookies()
    quiet.goto("/account/login/")
    quiet.get_by_role("button", name="用通行密钥登录").click()
    expect(quiet).to_have_url("/desk/")

    quiet.context.clear_cookies()
    with_password(quiet, "handler")
    quiet.get_by_role("button", name="用通行密钥").click()
    expect(quiet).to_have_url("/desk/")


def test_without_scripts_a_passkey_says_what_it_needs(made, new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/account/login/")
    page.get_by_role("button", name="用通行密钥登录").click()
    expect(page.locator("#messages")).to_contain_text("要用到浏览器的脚本")


def test_the_single_sign_on_leads_away_and_back(made, quiet, settings, base_url):
    """The policy lets forms lead to this site alone, redirects and all: a page stands between that and the provider."""
    with provided() as provider:
        settings.SOCIALACCOUNT_PROVIDERS = provider.settings("县统一认证")
        provider.claims = {"sub": "u-1", "preferred_username": "handler"}
        seen = []
        quiet.on("request", lambda request: seen.append(request.url) if request.is_navigation_request() else None)
        quiet.goto("/account/login/")
        quiet.get_by_role("button", name="用县统一认证登录").click()
        expect(quiet).to_have_url("/desk/")
    assert any(url.startswith(f"{provider.address}/authorize?") for url in seen)
    assert not provider.address.startswith(base_url)
