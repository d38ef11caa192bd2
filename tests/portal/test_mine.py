"""Applicants who sign in see all their own applications, nobody else's, and never the desk."""

from uuid import uuid4

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse
from tests.agencies.signin.provider import provided
from tests.agencies.signin.test_single_sign_on import came
from tests.casework import COMPANY, WANG, WANTED, apply
from tests.county import county

from gongkai.agencies.models import Officer
from gongkai.agencies.signin import applicants
from gongkai.applications.models import Application
from gongkai.applications.selectors import of_subject
from gongkai.journal.verifying import differences
from gongkai.portal import applying

START = "/account/sso/applicants/"
MINE = "/mine/"


@pytest.fixture
def made(db):
    made = county("handler")
    yield made
    assert list(differences()) == []


@pytest.fixture
def provider(settings):
    with provided() as provider:
        settings.SOCIALACCOUNT_PROVIDERS = provider.settings("政务服务账号", "applicants")
        yield provider


def signed_in(provider, sub, **claims):
    """Give the browser of an applicant who signed in."""
    return came(provider, sub, start=START, **claims)


def applied(made, client, who=WANG):
    """Give what comes of the form, sent in a browser."""
    form = {**who._asdict(), "description": WANTED, "obtaining": "online", "means": "electronic"}
    form |= {"sent_key": str(uuid4()), "send": "1"}
    assert client.post(reverse("portal:apply", args=[made.science.pk]), form).status_code == 302
    return Application.objects.latest("pk")


def test_who_signs_in_sees_all_their_own_and_follows_each(made, provider):
    mine = signed_in(provider, "u-1")
    assert mine.answer["Location"] == MINE
    cases = [applied(made, mine), applied(made, mine, COMPANY)]
    nameless, other = apply(made), applied(made, signed_in(provider, "u-2"))
    again = signed_in(provider, "u-1")
    page = again.get(MINE).content.decode()
    assert [each.number in page for each in (*cases, nameless, other)] == [True, True, False, False]
    followed = again.get(reverse("portal:mine-one", args=[cases[1].pk]), follow=True)
    assert followed.redirect_chain == [(reverse("portal:tracked"), 302)]
    assert cases[1].number in followed.content.decode()


def test_nobody_follows_what_is_not_theirs(made, provider):
    other, nameless = applied(made, signed_in(provider, "u-2")), apply(made)
    mine = signed_in(provider, "u-1")
    for each in (other, nameless):
        assert mine.get(reverse("portal:mine-one", args=[each.pk])).status_code == 404
    assert mine.get(reverse("portal:tracked")).status_code == 302
    assert Client().get(reverse("portal:mine-one", args=[other.pk]))["Location"] == MINE
    assert other.number not in Client().get(MINE).content.decode()


def test_an_applicant_is_no_officer_and_never_comes_to_the_desk(made, provider):
    client = signed_in(provider, "u-1", preferred_username="handler", email="handler@example.gov.cn")
    assert "_auth_user_id" not in client.session
    assert (SocialAccount.objects.count(), Officer.objects.count()) == (0, 1)
    assert client.session["applicant"][0] == f"{provider.address} u-1"
    for desk in ("ui:home", "applications:list", "agencies:list", "signin:account"):
        assert client.get(reverse(desk)).headers["Location"].startswith("/account/login/")
    assert "政务服务账号" not in Client().get("/account/login/").content.decode()


def test_an_officer_s_session_is_not_made_or_linked_by_it(made, provider):
    client = Client()
    client.force_login(made.officers["handler"])
    came(provider, "u-1", client, start=f"{START}?process=connect")
    assert client.answer["Location"] == MINE
    assert SocialAccount.objects.count() == 0
    assert client.session["_auth_user_id"] == str(made.officers["handler"].pk)


def test_the_same_name_at_another_provider_is_somebody_else(made, provider):
    case = applied(made, signed_in(provider, "u-1"))
    assert case.subject == f"{provider.address} u-1"
    assert list(of_subject(f"{provider.address} u-1")) == [case]
    assert list(of_subject("https://elsewhere.example u-1")) == list(of_subject("")) == []


def test_who_it_is_stands_sealed_in_the_row(made, provider):
    case = applied(made, signed_in(provider, "u-secret"))
    raw = Application.objects.filter(pk=case.pk).extra(select={"raw": "subject"}).values_list("raw", flat=True)[0]
    assert "u-secret" not in str(raw)


def test_the_session_ends_after_a_while_and_when_that_is_asked(made, provider, settings, monkeypatch):
    client = signed_in(provider, "u-1")
    case = applied(made, client)
    client.get(reverse("portal:mine-one", args=[case.pk]))
    assert case.number in client.get(MINE).content.decode()
    assert client.post(reverse("portal:leave")).status_code == 302
    assert case.number not in client.get(MINE).content.decode()
    assert client.get(reverse("portal:tracked")).status_code == 302
    client = signed_in(provider, "u-1")
    assert case.number in client.get(MINE).content.decode()
    later = applicants.time() + settings.SESSION_IDLE_SECONDS
    monkeypatch.setattr(applicants, "time", lambda: later)
    assert case.number not in client.get(MINE).content.decode()


def test_whoever_comes_to_the_device_later_is_shown_no_receipt(made, provider, monkeypatch):
    client = signed_in(provider, "u-1")
    receipt = reverse("portal:receipt")
    code = applied(made, client).code
    assert code in client.get(receipt).content.decode()
    client.post(reverse("portal:leave"))
    assert client.get(receipt)["Location"] == reverse("portal:track")
    applied(made, client)
    later = applying.time() + applying.SECONDS
    monkeypatch.setattr(applying, "time", lambda: later)
    assert client.get(receipt)["Location"] == reverse("portal:track")


def test_what_the_provider_does_not_sign_alike_is_not_believed(made, provider):
    provider.userinfo = {"sub": "u-2"}
    page = signed_in(provider, "u-1").get(MINE).content.decode()
    assert "不能用" in page
    assert "用政务服务账号登录" in page
    provider.fails = True
    assert signed_in(provider, "u-1").answer["Location"] == MINE


def test_it_is_off_unless_it_is_set_up(made, client):
    assert client.get(MINE).status_code == client.get(START).status_code == 404
    assert "我的申请" not in client.get(reverse("portal:track")).content.decode()
