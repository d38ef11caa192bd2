import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.county import PASSWORD, county

from gongkai.agencies.models import Officer
from gongkai.agencies.services import shut_out
from gongkai.agencies.signin import lockout, services
from gongkai.agencies.signin.models import Failures
from gongkai.journal.actor import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences

LOGIN = "/account/login/"


@pytest.fixture
def made(db, settings):
    settings.LOCKOUT_FAILURES = 3
    settings.LOCKOUT_ADDRESS_FAILURES = 20
    return county()


def sign_in(client, name, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": name, "password": password, **more})


def signed_in(client):
    return "_auth_user_id" in client.session


def acts():
    return list(Entry.objects.filter(act__startswith="signin.").order_by("pk").values_list("act", flat=True))


def test_an_officer_signs_in_and_out_and_both_are_in_the_journal(made, client):
    answer = sign_in(client, "handler")
    assert (answer.status_code, answer["Location"]) == (302, reverse("ui:home"))
    assert signed_in(client)
    client.post("/account/logout/")
    assert not signed_in(client)
    entries = Entry.objects.filter(act__startswith="signin.").order_by("pk")
    assert [(each.act, each.officer, each.object_id, each.address, str(each.chain)) for each in entries] == [
        ("signin.signed_in", made.officers["handler"], made.officers["handler"].pk, "127.0.0.1", "全站"),
        ("signin.signed_out", made.officers["handler"], made.officers["handler"].pk, "127.0.0.1", "全站"),
    ]
    assert entries[0].note["ways"] == ["password"]
    assert list(differences()) == []


def test_a_name_is_taken_in_any_case_and_an_e_mail_address_too(made):
    officer = made.officers["handler"]
    Officer.objects.filter(pk=officer.pk).update(email="handler@example.gov.cn")
    for name in ("HANDLER", "handler@example.gov.cn"):
        client = Client()
        sign_in(client, name)
        assert client.session["_auth_user_id"] == str(officer.pk)


def test_signing_out_takes_a_post(made, client):
    sign_in(client, "handler")
    assert client.get("/account/logout/").status_code == 200
    assert signed_in(client)


def words(answer):
    """What a page says, without what differs by chance."""
    return re.sub(r'nonce="[^"]*"|csrf\w*(-token)?"[^>]*|value="[^"]*"', "", answer.content.decode())


def test_who_is_there_cannot_be_told_from_who_is_not(made):
    shut_out(made.officers["publisher"], by=SYSTEM)
    answers = [
        [sign_in(Client(REMOTE_ADDR=f"10.0.0.{number}"), name, password) for _ in range(5)]
        for number, (name, password) in enumerate(
            [("handler", "wrong"), ("nobody", "wrong"), ("publisher", PASSWORD), ("nobody@example.gov.cn", "wrong")]
        )
    ]
    pages = [[(answer.status_code, words(answer)) for answer in each] for each in answers]
    assert "用户名或密码不对" in pages[0][0][1]
    assert "15分钟后可以再试" in pages[0][3][1]
    assert pages[1:] == [pages[0]] * 3


def test_after_some_failures_the_right_password_is_of_no_use_until_the_time_is_over(made, client):
    for _ in range(3):
        sign_in(client, "handler", "wrong")
    assert "15分钟后可以再试" in sign_in(client, "handler").content.decode()
    assert not signed_in(client)
    Failures.objects.update(locked_until=timezone.now() + timedelta(minutes=4, seconds=30))
    assert "，5分钟后可以再试" in sign_in(client, "handler").content.decode()
    Failures.objects.update(locked_until=timezone.now())
    sign_in(client, "handler")
    assert signed_in(client)
    assert acts() == ["signin.failed"] * 3 + ["signin.locked", "signin.signed_in"]


def test_a_lock_is_of_one_account(made, client):
    for _ in range(4):
        sign_in(client, "handler", "wrong")
    sign_in(client, "leader")
    assert signed_in(client)


def test_who_tries_by_name_and_by_e_mail_and_from_elsewhere_has_no_more_tries(made):
    Officer.objects.filter(username="handler").update(email="handler@example.gov.cn")
    for number, name in enumerate(("handler", "handler@example.gov.cn", "Handler")):
        sign_in(Client(REMOTE_ADDR=f"10.0.0.{number}"), name, "wrong")
    assert "后可以再试" in sign_in(Client(), "handler").content.decode()


def test_a_name_that_is_somebody_s_e_mail_address_gives_no_more_tries_at_them(made):
    Officer.objects.filter(username="leader").update(email="leader@example.gov.cn")
    Officer.objects.filter(username="handler").update(username="leader@example.gov.cn")
    client = Client()
    sign_in(client, "leader@example.gov.cn")
    assert client.session["_auth_user_id"] == str(made.officers["handler"].pk)
    Officer.objects.filter(username="leader@example.gov.cn").update(password="!")
    other = Client()
    sign_in(other, "leader@example.gov.cn")
    assert not signed_in(other)


def test_an_address_is_locked_for_trying_many_names(made, settings):
    settings.LOCKOUT_ADDRESS_FAILURES = 4
    bad, good = Client(REMOTE_ADDR="10.0.0.9"), Client(REMOTE_ADDR="10.0.0.10")
    for number in range(4):
        sign_in(bad, f"nobody{number}", "wrong")
    assert "后可以再试" in sign_in(bad, "handler").content.decode()
    sign_in(good, "handler")
    assert (signed_in(bad), signed_in(good)) == (False, True)


def test_who_chooses_another_address_of_their_network_has_no_more_tries(made, settings):
    settings.LOCKOUT_ADDRESS_FAILURES = 4
    for number in range(4):
        sign_in(Client(REMOTE_ADDR=f"2001:db8:1:2::{number}"), f"nobody{number}", "wrong")
    same, other = Client(REMOTE_ADDR="2001:db8:1:2:ffff::9"), Client(REMOTE_ADDR="2001:db8:1:3::9")
    assert "后可以再试" in sign_in(same, "handler").content.decode()
    sign_in(other, "handler")
    assert signed_in(other)


def test_signing_in_forgets_the_failures_of_the_account_and_not_those_of_the_address(made, client):
    for _ in range(2):
        sign_in(client, "handler", "wrong")
    sign_in(client, "handler")
    assert Failures.objects.get(key=lockout.account_key(made.officers["handler"])).count == 0
    assert Failures.objects.get(key=lockout.address_key("127.0.0.1")).count == 2


def test_failures_long_ago_do_not_count(made, client):
    for _ in range(2):
        sign_in(client, "handler", "wrong")
    Failures.objects.update(since=timezone.now() - timedelta(minutes=15))
    sign_in(client, "handler", "wrong")
    sign_in(client, "handler")
    assert signed_in(client)


def test_an_administrator_lifts_a_lock(made, client):
    for _ in range(3):
        sign_in(client, "handler", "wrong")
    admin = Client()
    admin.force_login(made.officers["administrator"])
    handler = made.officers["handler"]
    page = admin.get(reverse("signin:reset", args=[handler.pk]))
    assert "解除锁定" in page.content.decode()
    assert admin.post(reverse("signin:unlock", args=[handler.pk])).status_code == 302
    sign_in(client, "handler")
    assert signed_in(client)
    lifted = Entry.objects.get(act="signin.unlocked")
    assert (lifted.officer, lifted.object_id) == (made.officers["administrator"], handler.pk)


def test_what_was_typed_is_nowhere_kept(made, client):
    secret = "zhangsan-370321199001011234"
    sign_in(client, secret, "a password of mine")
    sign_in(client, "handler", "a password of mine")
    kept = str(list(Entry.objects.values())) + str(list(Failures.objects.values()))
    assert "signin.failed" in kept
    assert secret not in kept
    assert "a password of mine" not in kept


def test_old_failures_are_cleared(made, client):
    sign_in(client, "handler", "wrong")
    assert lockout.clear_old(timezone.now()) == 0
    assert lockout.clear_old(timezone.now() + timedelta(days=2)) == 2


def test_a_stranger_s_page_cannot_sign_anybody_in_or_out(made):
    client = Client(enforce_csrf_checks=True)
    assert sign_in(client, "handler").status_code == 403
    client.force_login(made.officers["handler"])
    assert client.post("/account/logout/").status_code == 403
    assert signed_in(client)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example", "http://localhost/", "javascript:alert(1)",
        "https:evil.example", "///evil.example", "/\t/evil.example", "evil.example", "http://testserver/",
    ],
)  # fmt: skip
def test_next_leads_to_this_site_alone(made, client, elsewhere):
    answer = client.post(f"{LOGIN}?next={quote(elsewhere)}", {"login": "handler", "password": PASSWORD})
    assert answer["Location"] == reverse("ui:home")


def test_next_leads_where_one_wanted_to_go(made, client):
    here = "/desk/due/overdue/?page=2"
    wanted = client.get(here)["Location"]
    assert "不涉及国家秘密" in client.get(wanted).content.decode()
    assert client.post(wanted, {"login": "handler", "password": PASSWORD})["Location"] == here


def test_a_name_without_end_is_refused_and_not_looked_for(made, client):
    answer = sign_in(client, "a" * 100_000)
    assert (answer.status_code, "254" in answer.content.decode()) == (200, True)


def test_nobody_registers_themselves(made, client):
    for path in ("signup/", "email/", "password/reset/", "3rdparty/", "3rdparty/signup/", "login/code/"):
        assert client.get(f"/account/{path}").status_code == 404


def test_the_page_speaks_english(made, client):
    client.cookies["django_language"] = "en"
    page = client.get(LOGIN).content.decode()
    assert "Sign in" in page
    assert "用户名" not in page


def test_signing_in_again_gives_a_new_session_key(made, client):
    client.get(LOGIN)
    session = client.session
    session["kept"] = "before"
    session.save()
    before = client.session.session_key
    client.cookies["sessionid"] = before
    sign_in(client, "handler")
    assert client.session.session_key != before


def test_an_attempt_taken_back_unlocks_what_it_locked(made, settings):
    settings.LOCKOUT_FAILURES = 1
    officer, at = made.officers["handler"], timezone.now()
    attempt = lockout.begin(officer, "", "10.0.0.1", at=at)
    assert lockout.locked_until(officer, at) == at + timedelta(minutes=15)
    attempt.take_back()
    assert lockout.locked_until(officer, at) is None
    services.lift_lock(officer, by=SYSTEM)
    assert not Entry.objects.filter(act="signin.unlocked").exists()


@pytest.mark.django_db(transaction=True)
def test_attempts_made_at_once_are_no_more_than_attempts_made_one_after_another(settings):
    settings.LOCKOUT_FAILURES = 3
    with transaction.atomic():
        county()

    def attempt(number):
        try:
            page = sign_in(Client(REMOTE_ADDR=f"10.0.0.{number}"), "handler", "wrong").content.decode()
        finally:
            connection.close()
        return "用户名或密码不对" in page

    with ThreadPoolExecutor(8) as pool:
        looked_at = list(pool.map(attempt, range(8)))
    assert sum(looked_at) == 3
    assert sorted(acts()) == ["signin.failed"] * 3 + ["signin.locked"]
