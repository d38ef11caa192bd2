"""A session that somebody else knew of is another one as soon as it may do more; and codes cannot be told apart."""

from uuid import uuid4

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.agencies.signin import totp
from tests.agencies.signin.test_second_step import CODE, password, signed_in, with_app
from tests.casework import actor, apply
from tests.county import county
from tests.portal.test_applying import form as written

from gongkai.agencies.signin import sessions
from gongkai.applications.selectors import by_code


def planted(client: Client) -> str:
    """Give the key of a session that was there before, known to whoever planted it."""
    session = client.session
    session["kept"] = "before"
    session.save()
    client.cookies["sessionid"] = str(session.session_key)
    return str(session.session_key)


@pytest.mark.django_db
def test_the_second_step_gives_a_new_session_key(client):
    secret = with_app(county("handler").officers["handler"])
    before = planted(client)
    password(client, "handler")
    between = client.session.session_key
    client.post(CODE, {"code": totp.code(secret)})
    assert signed_in(client)
    assert len({before, client.session.session_key}) == 2
    assert client.session.session_key != between
    known = Client()
    known.cookies["sessionid"] = before
    assert known.get("/desk/").status_code == 302


@pytest.mark.django_db
def test_who_shows_number_and_code_has_a_new_session_key(client):
    application = apply(county("handler"))
    before = planted(client)
    answer = client.post(reverse("portal:track"), {"number": application.number, "code": application.code})
    assert answer.status_code == 302
    assert client.session.session_key != before
    known = Client()
    known.cookies["sessionid"] = before
    assert known.get(reverse("portal:tracked")).status_code == 302


@pytest.mark.django_db
def test_who_sends_something_in_has_a_new_session_key_and_another_is_shown_no_code():
    made = county("handler")
    letter = {"body": "建议把办事指南写得短一些", "sent_key": str(uuid4())}
    for form, values, receipt in (
        (reverse("portal:apply", args=[made.science.pk]), {**written(), "send": "1"}, "portal:receipt"),
        (reverse("portal:write", args=[made.science.pk, "suggestion"]), letter, "portal:letter-receipt"),
    ):
        client, known = Client(), Client()
        known.cookies["sessionid"] = planted(client)
        assert client.post(form, values).url == reverse(receipt)
        assert client.get(reverse(receipt)).status_code == 200
        assert known.get(reverse(receipt)).status_code == 302


@pytest.mark.django_db
def test_a_session_under_another_key_stays_among_those_of_its_officer(client):
    made = county("handler")
    application = apply(made)
    password(client, "handler")
    before = client.session.session_key
    assert UserSession.objects.get(user=made.officers["handler"]).session_key == before
    client.post(reverse("portal:track"), {"number": application.number, "code": application.code})
    assert client.session.session_key != before
    assert sessions.end(made.officers["handler"], by=actor(made)) == 1
    assert client.get("/desk/").status_code == 302


@pytest.mark.django_db
def test_an_unknown_number_costs_what_a_wrong_code_does():
    application = apply(county("handler"))
    asked = []
    for number, code in (("2026-9999", application.code), (application.number, "WRONGWRONG")):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert by_code(number, code) is None
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert by_code(application.number, application.code) == application
