import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from tests.agencies.signin import totp
from tests.county import PASSWORD, county

from gongkai.agencies.models import Duty
from gongkai.agencies.services import appoint, end_post
from gongkai.agencies.signin.models import Secret
from gongkai.config.variables import DUTIES
from gongkai.journal.actor import SYSTEM
from gongkai.journal.models import Entry

LOGIN, CODE, INDEX = "/account/login/", "/account/steps/authenticate/", "/account/steps/"


@pytest.fixture
def made(db, settings):
    settings.MFA_REQUIRED = frozenset({"site", "leader", "business_reviewer"})
    settings.LOCKOUT_FAILURES = 3
    return county()


def with_app(officer):
    """Give an officer an authenticator app; give its secret."""
    secret = generate_totp_secret()
    TOTP.activate(officer, secret)
    RecoveryCodes.activate(officer)
    return secret


def password(client, name):
    return client.post(LOGIN, {"login": name, "password": PASSWORD})


def signed_in(client):
    return "_auth_user_id" in client.session


def acts():
    return list(Entry.objects.filter(act__startswith="signin.").order_by("pk").values_list("act", flat=True))


def test_the_password_alone_is_not_enough_where_there_is_a_second_step(made, client):
    secret = with_app(made.officers["handler"])
    assert password(client, "handler")["Location"] == CODE
    assert not signed_in(client)
    assert client.get("/desk/").status_code == 302
    answer = client.post(CODE, {"code": totp.code(secret)})
    assert answer["Location"] == reverse("ui:home")
    assert signed_in(client)
    assert Entry.objects.get(act="signin.signed_in").note["ways"] == ["password", "totp"]


def test_a_code_is_taken_once(made):
    secret = with_app(made.officers["handler"])
    used = totp.code(secret)
    clients = Client(), Client()
    for client in clients:
        password(client, "handler")
        client.post(CODE, {"code": used})
    assert [signed_in(client) for client in clients] == [True, False]


def test_a_recovery_code_is_taken_once(made):
    with_app(made.officers["handler"])
    used = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    clients = Client(), Client()
    for client in clients:
        password(client, "handler")
        client.post(CODE, {"code": used})
    assert [signed_in(client) for client in clients] == [True, False]


def test_wrong_codes_lock_the_account_whatever_passwords_come_between(made, client):
    secret = with_app(made.officers["handler"])
    for _ in range(3):
        assert password(client, "handler")["Location"] == CODE
        page = client.post(CODE, {"code": totp.wrong(secret)}).content.decode()
        assert "验证码不对" in page
    page = client.post(CODE, {"code": totp.code(secret)}).content.decode()
    assert "15分钟后可以再试" in page
    assert not signed_in(client)
    assert acts() == ["signin.failed"] * 3 + ["signin.locked"]


def test_who_must_have_a_second_step_is_led_to_set_it_up_before_anything_else(made, client):
    assert password(client, "leader")["Location"] == reverse("ui:home")
    for path in ("/desk/", reverse("signin:account"), reverse("signin:sessions")):
        assert client.get(path)["Location"] == INDEX
    posted = client.post(reverse("signin:sessions"), {"session": "others"})
    assert (posted.status_code, posted["Location"]) == (303, INDEX)
    improved = client.get("/desk/", headers={"HX-Request": "true"})
    assert (improved.status_code, improved["HX-Redirect"]) == (200, INDEX)
    assert client.get("/").status_code == 200
    assert "设置身份验证器" in client.get(INDEX).content.decode()

    page = client.get("/account/steps/app/").content.decode()
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
    assert "<svg" in page
    answer = client.post("/account/steps/app/", {"code": totp.code(secret)})
    assert answer["Location"] == "/account/steps/codes/"
    codes = re.findall(r"<code>(\d{8})</code>", client.get("/account/steps/codes/").content.decode())
    assert len(codes) == 10
    again = client.get("/account/steps/codes/").content.decode()
    assert not any(code in again for code in codes)
    assert client.get("/desk/").status_code == 200

    other = Client()
    password(other, "leader")
    other.post(CODE, {"code": codes[3]})
    assert signed_in(other)


@pytest.mark.parametrize(
    ("role", "led"),
    [("site", True), ("leader", True), ("reviewer", True), ("handler", False), ("no_post", False)],
)
def test_who_is_led_follows_from_their_duties(made, client, role, led):
    client.force_login(made.officers[role])
    assert (client.get("/desk/").status_code == 302) == led


def test_a_duty_that_comes_and_goes_is_seen_at_once(made, client):
    officer = made.officers["handler"]
    client.force_login(officer)
    post = appoint(officer, made.science, Duty.LEADER, from_on=localdate(), by=SYSTEM)
    assert client.get("/desk/")["Location"] == INDEX
    post.from_on = localdate().replace(year=2020)
    post.save()
    end_post(post, on=localdate().replace(year=2021), by=SYSTEM)
    assert client.get("/desk/").status_code == 200


def test_who_must_have_a_second_step_cannot_take_the_last_away(made, client):
    for role in ("leader", "handler"):
        officer = made.officers[role]
        secret = with_app(officer)
        own = Client()
        password(own, role)
        own.post(CODE, {"code": totp.code(secret)})
        own.post("/account/steps/app/remove/")
    kept = Authenticator.objects.filter(type="totp").values_list("user__username", flat=True)
    assert list(kept) == ["leader"]
    assert acts().count("signin.step_removed") == 2  # the app, and its recovery codes with it


def test_proof_is_asked_anew_some_time_after_signing_in(made, client, settings):
    secret = with_app(made.officers["handler"])
    password(client, "handler")
    client.post(CODE, {"code": totp.code(secret)})
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    asked = client.get("/account/steps/keys/add/")
    assert asked["Location"].startswith("/account/reauthenticate/")
    wrong = client.post(asked["Location"], {"password": "wrong"})
    assert "密码不对" in wrong.content.decode()
    assert acts()[-1] == "signin.failed"
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
    assert client.post(asked["Location"], {"password": PASSWORD})["Location"] == "/account/steps/keys/add/"
    assert client.get("/account/steps/keys/add/").status_code == 200


def test_secrets_are_sealed_and_go_with_what_they_are_of(made):
    secret = with_app(made.officers["handler"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM signin_secret")
        kept = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT data FROM mfa_authenticator")
        kept_by_allauth = str(cursor.fetchall())
    assert [text[:4] for text in kept] == ["gk1$", "gk1$"]
    assert secret not in str(kept) + kept_by_allauth
    Authenticator.objects.all().delete()
    assert Secret.objects.count() == 0


def test_the_duties_of_the_setting_are_the_duties_there_are():
    assert set(DUTIES) == set(Duty.values)
