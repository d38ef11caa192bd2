import html
import re
from datetime import timedelta
from functools import partial

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from tests.county import PASSWORD, county

from gongkai.agencies.models import Officer, Post
from gongkai.agencies.services import appoint, dissolve_agency, shut_out
from gongkai.agencies.signin import services
from gongkai.agencies.signin.models import Invitation
from gongkai.journal.actor import SYSTEM, Actor
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences
from gongkai.law.errors import NotAllowed

GIVE, ACCEPT, LIST = "/account/invitation/", "/account/invitation/accept/", "/account/invitations/"
NEW = "Guang-Kai-2024"


@pytest.fixture
def made(db):
    return county()


def as_role(made, role):
    client = Client()
    client.force_login(made.officers[role])
    return client


def invited(made, **values):
    """Invite somebody into the science bureau; give the link that is shown."""
    client = as_role(made, "administrator")
    typed = {"name": "王五", "duties": ["handler", "publisher"], "email": "w5@example.gov.cn", **values}
    page = client.post(reverse("signin:invite", args=[made.science.pk]), typed)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    return link_in(page)


def link_in(page):
    return html.unescape(re.search(r'value="(http[^"]+)"', page.content.decode())[1])


def given(code):
    client = Client()
    client.post(GIVE, {"code": code})
    return client


def accepted(client, username="wangwu", password=NEW):
    return client.post(ACCEPT, {"username": username, "password1": password, "password2": password})


def test_who_is_invited_comes_in_with_their_posts(made):
    link = invited(made)
    client = Client()
    assert client.post(GIVE, {"code": link}).headers["Location"] == ACCEPT
    page = client.get(ACCEPT).content.decode()
    assert [word in page for word in ("王五", "桓台县科技局", "经办人", "发布人")] == [True] * 4
    assert accepted(client)["Location"] == "/account/login/"
    officer = Officer.objects.get(username="wangwu")
    assert (officer.name, officer.email, officer.must_change_password) == ("王五", "w5@example.gov.cn", False)
    posts = Post.objects.filter(officer=officer).values_list("agency", "duty", "from_on", "until_on")
    assert set(posts) == {
        (made.science.pk, "handler", localdate(), None),
        (made.science.pk, "publisher", localdate(), None),
    }
    client.post("/account/login/", {"login": "wangwu", "password": NEW})
    assert client.get("/desk/").status_code == 200
    invitation = Invitation.objects.get()
    entries = Entry.objects.filter(object_type="signin.invitation").order_by("pk")
    assert [(each.act, each.officer, each.chain.agency) for each in entries] == [
        ("invitation.made", made.officers["administrator"], made.science),
        ("invitation.used", officer, made.science),
    ]
    assert entries[0].post.duty == "administrator"
    assert (invitation.officer, invitation.is_open(timezone.now())) == (officer, False)
    assert list(differences()) == []


def test_the_code_is_kept_nowhere_and_is_in_no_address(made):
    link = invited(made)
    address, code = link.split("#")
    assert address == f"http://testserver{GIVE}"
    assert len(code) == 32
    client = Client()
    answer = client.post(GIVE, {"code": code})
    assert code not in answer["Location"]
    accepted(client)
    rows = [str(list(model.objects.values())) for model in (Invitation, Entry)]
    assert not any(code in row for row in rows)
    assert code not in str(dict(client.session))


def test_codes_are_not_tried_without_end(made):
    statuses = {Client().post(GIVE, {"code": str(number)}).status_code for number in range(61)}
    assert statuses == {422, 429}
    assert Client(REMOTE_ADDR="10.0.0.9").post(GIVE, {"code": "x"}).status_code == 422


def test_a_link_opens_once(made):
    code = invited(made)
    first, second = given(code), given(code)
    accepted(first)
    assert accepted(second, "zhaoliu")["Location"] == GIVE
    assert not Officer.objects.filter(username="zhaoliu").exists()
    assert "没有这个邀请" in Client().post(GIVE, {"code": code}).content.decode()


def test_a_link_expires(made, settings):
    settings.INVITATION_DAYS = 7
    code = invited(made)
    client = given(code)
    Invitation.objects.update(expires_at=timezone.now())
    assert accepted(client)["Location"] == GIVE
    assert Client().post(GIVE, {"code": code}).status_code == 422


def test_an_invitation_is_withdrawn(made):
    code = invited(made)
    client, admin = given(code), as_role(made, "administrator")
    assert "前有效" in admin.get(LIST).content.decode()
    assert withdrawn(admin).status_code == 303
    page = admin.get(LIST).content.decode()
    assert ("已收回" in page, "前有效" in page) == (True, False)
    assert accepted(client)["Location"] == GIVE
    assert list(differences()) == []
    assert withdrawn(admin).status_code == 409


def withdrawn(client):
    """Withdraw all invitations in sight, having seen which."""
    chosen = {"act": "withdraw", "rows": ",".join(str(key) for key in Invitation.objects.values_list("pk", flat=True))}
    preview = client.post(LIST, {"do": "preview", **chosen})
    seen = re.search(r'name="seen" value="([^"]*)"', preview.content.decode())
    return client.post(LIST, {"do": "apply", "seen": seen[1] if seen else "", **chosen})


def without_their_post(made):
    Post.objects.filter(officer=made.officers["administrator"]).update(until_on=localdate() - timedelta(1))


def shut(made):
    shut_out(made.officers["administrator"], by=SYSTEM)


@pytest.mark.parametrize("gone", [without_their_post, shut])
@pytest.mark.parametrize("into", ["an agency", "an account"])
def test_a_link_closes_with_the_right_of_who_made_it(made, gone, into):
    code = invited(made) if into == "an agency" else link_in(reset(made, "administrator", "handler"))
    early = given(code)
    gone(made)
    assert accepted(early)["Location"] == GIVE
    assert Client().post(GIVE, {"code": code}).status_code == 422
    invitation = Invitation.objects.get()
    take = partial(services.accept, username="wangwu", on=localdate()) if into == "an agency" else services.accept_reset
    with pytest.raises(NotAllowed):
        take(invitation, password=NEW, at=timezone.now(), by=SYSTEM)
    page = as_role(made, "site").get(LIST).content.decode()
    assert ("已无权邀请" in page, "前有效" in page) == (True, False)


def test_a_link_to_an_account_closes_when_it_comes_to_be_of_somebody_above(made):
    code = link_in(reset(made, "administrator", "handler"))
    appoint(made.officers["handler"], made.office, "supervisor", from_on=localdate(), by=SYSTEM)
    assert Client().post(GIVE, {"code": code}).status_code == 422


@pytest.mark.parametrize("role", ["site", "county_administrator"])
def test_the_list_asks_the_same_of_the_database_at_any_length(made, role):
    asked = []
    for more in (1, 2, 30):
        for number in range(more):
            by = Actor(officer=made.officers["administrator" if number % 2 else "county_administrator"])
            services.invite(made.science, name=f"王{number}", duties=["handler"], at=timezone.now(), by=by)
            if number % 3 == 0:
                services.reset(made.officers["handler"], forget_second_step=False, at=timezone.now(), by=by)
        client = as_role(made, role)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] == asked[2]


def test_who_took_the_list_out_is_in_the_journal(made):
    invited(made)
    client = as_role(made, "administrator")
    assert b"".join(client.post(LIST, {"do": "export"}).streaming_content).startswith(b"PK")
    assert Entry.objects.filter(act="list.exported", officer=made.officers["administrator"]).count() == 1


@pytest.mark.parametrize(
    ("username", "password", "said"),
    [("HANDLER", NEW, "已有人使用"), ("wangwu", "short", "四类"), ("wang wu", NEW, "用户名"), ("", NEW, "必填")],
)
def test_what_is_typed_wrong_is_said_and_the_link_stays_good(made, username, password, said):
    client = given(invited(made))
    page = accepted(client, username, password)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert accepted(client)["Location"] == "/account/login/"


def test_somebody_s_e_mail_address_is_no_name(made):
    Officer.objects.filter(username="leader").update(email="leader@example.gov.cn")
    assert "已有人使用" in accepted(given(invited(made)), "Leader@example.gov.cn").content.decode()


def test_an_agency_that_is_no_more_takes_nobody_in(made):
    client = given(services.invite(made.science, name="王五", duties=["handler"], at=timezone.now(), by=SYSTEM)[1])
    for agency in (made.branch, made.science):
        dissolve_agency(agency, on=localdate() - timedelta(days=1), by=SYSTEM)
    page = accepted(client)
    assert page.status_code == 409
    assert "已于" in page.content.decode()
    assert not Officer.objects.filter(username="wangwu").exists()


def test_no_supervisor_is_invited_but_into_a_general_office(made):
    admin = as_role(made, "administrator")
    page = admin.post(reverse("signin:invite", args=[made.science.pk]), {"name": "王五", "duties": ["supervisor"]})
    assert page.status_code == 422
    above = as_role(made, "county_administrator")
    page = above.post(reverse("signin:invite", args=[made.office.pk]), {"name": "王五", "duties": ["supervisor"]})
    assert page.status_code == 200


@pytest.mark.parametrize(
    ("role", "status"),
    [("administrator", 200), ("county_administrator", 200), ("site", 200), ("leader", 403), ("beside", 404)],
)
def test_who_may_invite(made, role, status):
    assert as_role(made, role).get(reverse("signin:invite", args=[made.science.pk])).status_code == status


def test_the_list_leads_to_inviting_somebody(made):
    into_the_only_one, any_of_several = reverse("signin:invite", args=[made.branch.pk]), reverse("agencies:list")
    for role, leads_to in (("below", into_the_only_one), ("administrator", any_of_several)):
        page = as_role(made, role).get(LIST).content.decode()
        assert f'<a class="button" href="{leads_to}">' in page
        assert page.count("没有邀请。") == 2  # once to be seen, once to be heard when it changes


def test_one_sees_the_invitations_of_one_s_own_agencies(made):
    invited(made)
    assert "王五" in as_role(made, "county_administrator").get(LIST).content.decode()
    assert "王五" not in as_role(made, "beside").get(LIST).content.decode()
    assert withdrawn(as_role(made, "beside")).status_code == 409
    assert Invitation.objects.get().withdrawn_at is None


def reset(made, role, other, **typed):
    return as_role(made, role).post(reverse("signin:reset", args=[made.officers[other].pk]), typed)


def test_a_password_is_set_anew_by_a_link(made):
    handler = made.officers["handler"]
    there = Client()
    there.post("/account/login/", {"login": "handler", "password": PASSWORD})
    assert there.get("/desk/").status_code == 200
    link = link_in(reset(made, "administrator", "handler"))
    handler.refresh_from_db()
    assert not handler.has_usable_password()
    assert there.get("/desk/").status_code == 302
    client = given(link)
    assert "用户名是 handler" in client.get(ACCEPT).content.decode()
    again = client.post(ACCEPT, {"password1": PASSWORD, "password2": PASSWORD}).content.decode()
    assert "用过" in again
    assert client.post(ACCEPT, {"password1": NEW, "password2": NEW})["Location"] == "/account/login/"
    handler.refresh_from_db()
    assert handler.check_password(NEW)
    assert list(differences()) == []


def test_setting_anew_keeps_the_second_step_unless_it_is_to_go(made):
    handler = made.officers["handler"]
    TOTP.activate(handler, generate_totp_secret())
    reset(made, "administrator", "handler")
    assert Authenticator.objects.count() == 1
    reset(made, "administrator", "handler", forget_second_step="on")
    assert Authenticator.objects.count() == 0


def test_a_new_link_closes_the_one_before(made):
    first, second = (link_in(reset(made, "administrator", "handler")) for _ in range(2))
    assert Client().post(GIVE, {"code": first}).status_code == 422
    assert Client().post(GIVE, {"code": second}).status_code == 302


def test_nobody_sets_the_password_of_who_is_shut_out(made):
    shut_out(made.officers["handler"], by=SYSTEM)
    with pytest.raises(NotAllowed):
        services.reset(made.officers["handler"], forget_second_step=False, at=timezone.now(), by=SYSTEM)


@pytest.mark.parametrize(
    ("role", "other", "status"),
    [
        ("administrator", "handler", 200),
        ("site", "handler", 200),
        ("county_administrator", "administrator", 200),
        ("administrator", "administrator", 403),  # one changes one's own
        ("administrator", "county_administrator", 404),
        ("administrator", "site", 404),
        ("county_administrator", "site", 404),
        ("leader", "handler", 403),
        ("beside", "handler", 404),
    ],
)
def test_who_may_set_whose_password_anew(made, role, other, status):
    page = as_role(made, role).get(reverse("signin:reset", args=[made.officers[other].pk]))
    assert page.status_code == status


def test_what_stands_before_the_code_is_left_away(made):
    link = invited(made)
    assert Client().post(GIVE, {"code": f"  {link}\n"}).status_code == 302


def test_an_officer_signed_in_here_is_signed_out_before_an_invitation_is_taken(made):
    code = invited(made)
    client = as_role(made, "leader")
    client.post(GIVE, {"code": code})
    accepted(client)
    assert Post.objects.filter(officer__username="wangwu").count() == 2
    assert "_auth_user_id" not in client.session


def test_what_was_typed_when_the_session_had_ended_is_given_back_and_goes_with_the_invitation(made):
    at = reverse("signin:invite", args=[made.science.pk])
    client = as_role(made, "administrator")
    client.get(at)
    del client.cookies["sessionid"]
    typed = {"name": "王五", "duties": ["handler"]}
    assert client.post(at, typed).status_code == 302
    client.force_login(made.officers["administrator"])
    assert 'value="王五"' in client.get(at).content.decode()
    assert client.post(at, typed).status_code == 200
    assert Invitation.objects.count() == 1
    assert 'value="王五"' not in client.get(at).content.decode()


def test_the_link_is_sent_where_the_site_sends_e_mail(made, settings, mailoutbox, monkeypatch):
    invited(made)
    assert mailoutbox == []
    settings.EMAIL_HOST = "mail.example"
    link = invited(made)
    assert (mailoutbox[0].to, link in mailoutbox[0].body) == (["w5@example.gov.cn"], True)
    monkeypatch.setattr("gongkai.agencies.signin.mailing.send_mail", fail_to_connect)
    client = as_role(made, "administrator")
    typed = {"name": "赵六", "duties": ["handler"], "email": "z6@example.gov.cn"}
    page = client.post(reverse("signin:invite", args=[made.science.pk]), typed)
    assert "没有能发到 z6@example.gov.cn" in page.content.decode()


def fail_to_connect(*_):
    raise OSError
