"""What people are told of agencies' acts and of signing in, by the acts themselves."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.county import PASSWORD, county

from gongkai.agencies.services import appoint, dissolve_agency, edit_agency, end_post
from gongkai.agencies.signin import services as signin
from gongkai.agencies.signin.models import UsedPassword
from gongkai.journal.actor import SYSTEM, Actor
from gongkai.notifications.models import Notice
from gongkai.notifications.of_agencies import tell_of_endings

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(datetime(2026, 3, 2, 12))
CHROME = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36"


@pytest.fixture
def made():
    return county()


@pytest.fixture
def by(made):
    return Actor(officer=made.officers["administrator"])


def said():
    """Give who was told what, as kinds and sentences."""
    found = Notice.objects.order_by("pk").select_related("officer")
    return [(each.officer.username, each.kind, str(each)) for each in found]


def test_who_is_given_a_post_or_loses_it_is_told(made, by):
    post = appoint(made.officers["no_post"], made.science, "handler", from_on=date(2026, 3, 2), by=by)
    end_post(post, on=date(2026, 6, 30), by=by)
    appoint(
        made.officers["no_post"], made.science, "publisher",
        from_on=date(2026, 3, 2), until_on=date(2026, 12, 31), by=by,
    )  # fmt: skip
    assert said() == [
        ("no_post", "post.begun", "您自2026年3月2日起任桓台县科技局经办人。"),
        ("no_post", "post.ended", "您任桓台县科技局经办人，到2026年6月30日为止。"),
        ("no_post", "post.begun", "您自2026年3月2日起任桓台县科技局发布人，至2026年12月31日。"),
    ]
    notice = Notice.objects.first()
    assert (notice.agency, notice.url) == (
        made.science,
        reverse("agencies:officer", args=[made.officers["no_post"].pk]),
    )


def test_with_an_agency_its_posts_end_and_who_held_them_is_told(made, by):
    dissolve_agency(made.branch, on=date(2026, 3, 2), by=by)
    assert said() == [("below", "post.ended", "您任桓台县科技局马桥分局管理员，到2026年3月2日为止。")]


def test_of_ones_own_acts_and_of_others_nobody_is_told(made):
    own = Actor(officer=made.officers["site"])
    appoint(made.officers["site"], made.science, "handler", from_on=date(2026, 3, 2), by=own)
    edit_agency(made.science, {"phone": "0533-1"}, by=own)
    assert said() == []


def test_who_invited_is_told_when_it_is_accepted(made, by):
    invitation, _ = signin.invite(made.science, name="王五", duties=["handler"], at=NOW, by=by)
    signin.accept(invitation, username="wangwu", password=PASSWORD, on=NOW.date(), at=NOW, by=SYSTEM)
    assert said() == [("administrator", "invitation.used", "王五接受了邀请，已在桓台县科技局任职。")]


def test_whose_password_is_taken_away_is_told_that_and_when_it_is_set_anew(made, by):
    invitation, _ = signin.reset(made.officers["handler"], forget_second_step=False, at=NOW, by=by)
    signin.accept_reset(invitation, password="Guang-Kai-2024", at=NOW, by=SYSTEM)
    assert said() == [
        ("handler", "account.password_taken", "管理员作废了您的密码。请向管理员要重设密码的链接。"),
        ("handler", "account.changed", "您的账号修改了密码。不是您本人的，请马上告诉管理员。"),
    ]


def sign_in(client, password=PASSWORD, *, agent=CHROME, address="10.1.2.3"):
    client.post(reverse("account_logout"))
    return client.post(
        reverse("account_login"),
        {"login": "handler", "password": password},
        headers={"user-agent": agent},
        REMOTE_ADDR=address,
    )


@pytest.fixture
def _no_limit(settings):
    settings.LOCKOUT_FAILURES = 3


@pytest.mark.usefixtures("_no_limit")
def test_a_locked_account_is_told_once_a_day(made, client):
    for _ in range(2):
        for _ in range(3):
            sign_in(client, "wrong")
        signin.lift_lock(made.officers["handler"], by=SYSTEM)
    sign_in(client, "wrong", address="10.9.9.9")
    assert said() == [("handler", "account.locked", "连续登录失败，您的账号锁定了15分钟。不是您本人的，请告诉管理员。")]


@pytest.mark.usefixtures("_no_limit")
def test_of_an_account_that_there_is_not_nobody_is_told(made, client):
    for _ in range(3):
        client.post(reverse("account_login"), {"login": "nobody", "password": "wrong"})
    assert said() == []


def test_signing_in_from_where_one_never_was_is_told(made, client):
    newer = CHROME.replace("120", "131")
    assert sign_in(client).url == reverse("ui:home")  # the first of all
    sign_in(client, agent=newer)
    sign_in(client, address="10.1.2.77")
    assert said() == []
    sign_in(client, agent="Mozilla/5.0 (Linux; Android 14) Chrome/131.0 Mobile Safari/537.36", address="10.1.2.3")
    sign_in(client, address="10.8.8.8")
    sign_in(client, address="10.8.8.9")
    assert said() == [
        (
            "handler",
            "account.new_device",
            f"您的账号在没有登录过的地方登录：{browser}，来源地址 {address}。不是您本人的，请结束那个会话并修改密码。",
        )
        for browser, address in (("Chrome · Android", "10.1.2.3"), ("Chrome · Windows", "10.8.8.8"))
    ]


def test_a_post_about_to_end_is_told_once_to_who_holds_it_and_to_who_administers(made):
    post = made.officers["handler"].posts.get()
    post.until_on = date(2026, 4, 1)
    post.save()
    assert tell_of_endings(NOW - timedelta(1)) == 0
    assert tell_of_endings(NOW) == 2
    assert tell_of_endings(NOW + timedelta(1)) == 0
    assert said() == [
        ("handler", "post.expiring", "您任桓台县科技局经办人，2026年4月1日到期。"),
        ("administrator", "post.expiring", "handler·某任桓台县科技局经办人，2026年4月1日到期。"),
    ]
    post.until_on = date(2026, 4, 20)
    post.save()
    assert tell_of_endings(NOW + timedelta(30)) == 2


def test_a_password_about_to_expire_is_told_once(made, settings):
    settings.PASSWORD_DAYS = 90
    UsedPassword.objects.update(set_at=NOW)
    of_two = UsedPassword.objects.filter(officer__in=[made.officers["handler"], made.officers["head"]])
    of_two.update(set_at=NOW - timedelta(84))
    UsedPassword.objects.create(officer=made.officers["head"], password="x", set_at=NOW - timedelta(20))
    assert (tell_of_endings(NOW), tell_of_endings(NOW + timedelta(1))) == (1, 0)
    assert said() == [("handler", "account.password_expiring", "您的密码2026年3月8日到期，请在此之前更换。")]
    settings.PASSWORD_DAYS = 0
    Notice.objects.all().delete()
    assert tell_of_endings(NOW) == 0
