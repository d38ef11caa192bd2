from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from tests.county import PASSWORD, county

from gongkai.agencies.models import Officer
from gongkai.agencies.services import edit_officer
from gongkai.agencies.signin.models import UsedPassword
from gongkai.agencies.signin.passwords import Kinds, Length, NotAgain
from gongkai.journal.actor import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences

CHANGE = "/account/password/change/"
NEW = "Guang-Kai-2024"


@pytest.fixture
def made(db):
    return county()


def refused(password, officer=None):
    try:
        validate_password(password, officer)
    except ValidationError as wrong:
        return {each.code for each in wrong.error_list}
    return set()


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("Xk7-pq2", {"password_too_short"}),
        ("xk7pq2mnbtrw", {"password_too_few_kinds"}),
        ("Xk7pq2mnbtrw", set()),
        ("政府xk7信息公开工作处", set()),
        ("zhangsan1990!", {"password_too_similar"}),
        ("1q2w3e4r5t", {"password_too_few_kinds", "password_too_common"}),
    ],
)
def test_rules_of_passwords(password, why):
    assert refused(password, Officer(username="zhangsan1990", name="张三")) == why


def test_the_rules_are_said_as_all_else_is():
    with override("zh-hans"):
        said = password_validators_help_texts()
    assert said[:4] == [
        "密码至少10个字符。",
        "密码须含小写字母、大写字母、数字、其他字符四类中的至少3类。",
        "密码不能与账号、姓名、电子邮箱相近。",
        "密码不能是常见的密码。",
    ]
    assert "你" not in "".join(said)


def test_of_one_that_is_too_short_the_rule_is_said():
    with pytest.raises(ValidationError) as refused:
        Length(12).validate("Xk7-pq2")
    assert refused.value.messages == ["密码至少12个字符。"]


@pytest.mark.parametrize(("password", "kinds"), [("aA1-", 4), ("aA1", 3), ("a1", 2), ("甲", 1), ("a甲", 2)])
def test_kinds_of_characters(password, kinds):
    Kinds(kinds).validate(password)
    with pytest.raises(ValidationError):
        Kinds(kinds + 1).validate(password)


def change(client, new, old=PASSWORD, again=None):
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": again or new})


def test_an_officer_changes_their_password(made, client):
    handler = made.officers["handler"]
    client.force_login(handler)
    assert change(client, NEW)["Location"] == reverse("signin:account")
    handler.refresh_from_db()
    assert handler.check_password(NEW)
    entry = Entry.objects.get(act="signin.password_changed")
    assert (entry.officer, entry.before, entry.after) == (handler, {}, {})
    assert NEW not in str(list(Entry.objects.values()))
    assert list(differences()) == []


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("wrong", NEW, NEW, "请输入现在的密码"),
        (PASSWORD, NEW, "another", "两次输入的密码不一样"),
        (PASSWORD, "short", "short", "四类"),
        (PASSWORD, PASSWORD, PASSWORD, "用过"),
    ],
)
def test_a_change_that_is_refused(made, client, old, new, again, said):
    handler = made.officers["handler"]
    client.force_login(handler)
    page = change(client, new, old, again).content.decode()
    assert said in page
    handler.refresh_from_db()
    assert handler.check_password(PASSWORD)


def test_none_of_the_last_few_may_come_again(made):
    handler = made.officers["handler"]
    rule = NotAgain(3)
    typed = [f"Guang-Kai-{number}" for number in range(4)]
    for each in typed:
        handler.set_password(each)
        handler.save()
        UsedPassword.objects.filter(officer=handler).exclude(pk__in=UsedPassword.objects.order_by("-pk")[:3]).delete()
    for each in typed[1:]:
        with pytest.raises(ValidationError):
            rule.validate(each, handler)
    rule.validate(typed[0], handler)
    NotAgain(0).validate(typed[3], handler)


def test_hashes_no_longer_asked_about_are_dropped(made, settings):
    handler = made.officers["handler"]
    for number in range(9):
        handler.set_password(f"Guang-Kai-{number}")
        handler.save()
    assert UsedPassword.objects.filter(officer=handler).count() == 5


def test_who_must_change_their_password_does_nothing_else_before(made, client):
    handler = made.officers["handler"]
    edit_officer(handler, {"must_change_password": True}, by=SYSTEM)
    client.force_login(handler)
    for path in ("/desk/", "/account/", "/account/steps/", "/account/sessions/"):
        assert client.get(path)["Location"] == CHANGE
    assert client.get("/").status_code == 200
    assert client.get(CHANGE).status_code == 200
    change(client, NEW)
    assert client.get("/desk/").status_code == 200
    assert list(differences()) == []


def test_a_password_that_has_grown_old_must_be_changed(made, client, settings):
    settings.PASSWORD_DAYS = 90
    handler = made.officers["handler"]
    client.force_login(handler)
    UsedPassword.objects.update(set_at=timezone.now() - timedelta(days=89, hours=23))
    assert client.get("/desk/").status_code == 200
    UsedPassword.objects.update(set_at=timezone.now() - timedelta(days=90))
    assert client.get("/desk/")["Location"] == CHANGE
    settings.PASSWORD_DAYS = 0
    assert client.get("/desk/").status_code == 200
    settings.PASSWORD_DAYS = 90
    change(client, NEW)
    assert client.get("/desk/").status_code == 200


def test_changing_the_password_ends_the_other_sessions(made):
    here, there = Client(), Client()
    for client in (here, there):
        client.post("/account/login/", {"login": "handler", "password": PASSWORD})
    change(here, NEW)
    assert (here.get("/desk/").status_code, there.get("/desk/").status_code) == (200, 302)
