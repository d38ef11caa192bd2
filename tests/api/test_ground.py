"""What holds for the whole API: one shape of errors, no cookies, turns that are counted, tags, languages."""

import json
from pathlib import Path

import pytest
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils.translation import override
from tests.county import PASSWORD, county

from gongkai.api import callers, cursors, limiting
from gongkai.api.bodies import Reading
from gongkai.api.callers import Caller
from gongkai.api.door import door, require_unchanged
from gongkai.api.errors import Refused, answer, of_status, reshaped
from gongkai.api.handling import handlers
from gongkai.api.scoped import Scoped
from gongkai.api.v1 import api
from gongkai.law.citation import cite
from gongkai.law.errors import CalendarNotPublished, NotAllowed, UnreadableDocument
from gongkai.law.message import Message

ROOT = "/api/v1/"
SHAPE = {"code", "message", "hint", "citation", "where", "details", "request_id"}


def error_of(response):
    """Give what an answer says went wrong, and make sure that it says nothing else."""
    body = json.loads(response.content)
    assert set(body) == {"error"}
    assert set(body["error"]) == SHAPE
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    return body["error"]


@pytest.mark.django_db
def test_what_goes_wrong_anywhere_has_one_shape(client, settings):
    met = {
        "not-found": client.get(f"{ROOT}nowhere"),
        "method-not-allowed": client.delete(ROOT),
        "not-authenticated": client.get(ROOT, HTTP_AUTHORIZATION="Bearer none"),
        "bad-request": client.get(ROOT, HTTP_HOST="elsewhere.example"),
    }
    assert {code: (error_of(each)["code"], each.status_code) for code, each in met.items()} == {
        "not-found": ("not-found", 404),
        "method-not-allowed": ("method-not-allowed", 405),
        "not-authenticated": ("not-authenticated", 401),
        "bad-request": ("bad-request", 400),
    }
    assert met["method-not-allowed"]["Allow"] == "GET"
    assert met["not-authenticated"]["WWW-Authenticate"].startswith("Bearer")
    assert error_of(met["not-found"])["request_id"] == met["not-found"]["X-Request-ID"]


@pytest.mark.parametrize(
    ("raised", "status", "code"),
    [
        (NotAllowed("reasons-not-asked", Message("没有要求。"), citation=cite("条例第35条")), 409, "reasons-not-asked"),
        (CalendarNotPublished("calendar", Message("没有公布。")), 409, "calendar"),
        (UnreadableDocument("unreadable", Message("读不了。")), 422, "unreadable"),
        (Http404("张三"), 404, "not-found"),
    ],
)
def test_what_services_refuse_is_answered_in_that_shape(raised, status, code):
    response = api.on_exception(RequestFactory().get(ROOT), raised)
    found = error_of(response)
    assert (response.status_code, found["code"]) == (status, code)
    assert "张三" not in response.content.decode()
    assert found["citation"] == ("条例第35条" if code == "reasons-not-asked" else None)


def test_a_fault_is_left_to_be_noted_and_then_put_into_the_shape():
    request = RequestFactory().get(ROOT)
    with pytest.raises(OperationalError):
        api.on_exception(request, OperationalError("王某 13812345678"))
    page = HttpResponse("<html>", status=503, headers={"Retry-After": "10"})
    told = reshaped(request, page)
    assert (error_of(told)["code"], told["Retry-After"]) == ("unavailable", "10")
    assert reshaped(request, (kept := HttpResponse("x"))) is kept


def test_it_is_said_in_the_language_asked_for():
    request, refusal = RequestFactory().get(ROOT), of_status(404)
    with override("en"):
        assert error_of(answer(request, refusal))["code"] == "not-found"
    with override("zh-hans"):
        assert error_of(answer(request, refusal))["message"] == "没有这个地址，或者它指的内容不公开。"


@pytest.mark.django_db
def test_the_language_is_that_of_the_header_and_not_of_a_cookie(client):
    client.cookies["django_language"] = "en"
    assert client.get(ROOT)["Content-Language"] == "zh-hans"
    assert client.get(ROOT, HTTP_ACCEPT_LANGUAGE="en-GB,zh;q=0.4")["Content-Language"] == "en"


@pytest.mark.django_db
def test_who_is_signed_in_is_nobody_here_and_no_cookie_is_set(client, monkeypatch):
    made = county("site")
    assert client.login(username=made.officers["site"].username, password=PASSWORD)
    seen = []
    monkeypatch.setattr("gongkai.api.parts.root.settings", type("S", (), {"SITE_URL": "x"}))
    operation = next(each for each in api._get_bound_routers() if "" in each.path_operations).path_operations[""]
    asked = operation.operations[0].view_func
    monkeypatch.setattr(operation.operations[0], "view_func", lambda request: seen.append(request) or asked(request))
    response = client.get(ROOT)
    assert response.status_code == 200
    assert (seen[0].user.is_authenticated, seen[0].COOKIES, "HTTP_COOKIE" in seen[0].META) == (False, {}, False)
    assert not response.cookies
    assert "cookie" not in response["Vary"].lower()
    assert client.get("/desk/").status_code == 200  # whose session goes on


@pytest.mark.django_db
def test_what_is_read_has_a_tag_and_is_not_sent_again(client):
    first = client.get(ROOT)
    assert (first["Cache-Control"], first["ETag"][0]) == ("public, no-cache", '"')
    again = client.get(ROOT, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert client.get(ROOT, HTTP_IF_NONE_MATCH='"another"').status_code == 200
    assert (
        client.get(ROOT, HTTP_IF_NONE_MATCH=f'"another", W/{first["ETag"]}').status_code == 304
    )  # compressed on the way
    assert client.get(ROOT, HTTP_IF_MATCH='"another"').status_code == 200  # which is asked of changes alone
    head = client.head(ROOT)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", first["ETag"])
    assert head["Content-Length"] == str(len(first.content))


def test_a_change_says_which_state_it_is_of():
    def met(**headers):
        with pytest.raises(Refused) as refused:
            require_unchanged(RequestFactory().put(ROOT, **headers), '"now"')
        return refused.value.status

    assert (met(), met(HTTP_IF_MATCH='"before"'), met(HTTP_IF_MATCH="*")) == (428, 412, 412)
    require_unchanged(RequestFactory().put(ROOT, HTTP_IF_MATCH='"older", "now"'), '"now"')


@pytest.mark.django_db
def test_turns_are_counted_for_each_sender_and_for_each_token(client, settings, monkeypatch):
    settings.API_RATE = 10
    monkeypatch.setattr(limiting, "time", lambda: 600.5)
    monkeypatch.setattr("gongkai.ui.limits.time", lambda: 600.5)
    asked = [client.get(ROOT) for _ in range(12)]
    assert [each.status_code for each in asked] == [200] * 10 + [429] * 2
    assert (error_of(asked[-1])["code"], asked[-1]["Retry-After"]) == ("too-many", "60")
    assert client.get(ROOT, REMOTE_ADDR="192.0.2.9").status_code == 200
    callers.recognise_by(lambda request, token: Caller("token:1", 100, token=token) if token == "good" else None)
    told = client.get(ROOT, HTTP_AUTHORIZATION="Bearer good")
    assert (told.status_code, told["Cache-Control"]) == (200, "private, no-cache")
    # Who tries tokens spends the turns of their address, of which there are none.
    assert client.get(ROOT, HTTP_AUTHORIZATION="Bearer guess").status_code == 429
    monkeypatch.setattr(limiting, "time", lambda: 660.5)
    monkeypatch.setattr("gongkai.ui.limits.time", lambda: 660.5)
    assert client.get(ROOT).status_code == 200


@pytest.mark.django_db
def test_turns_that_were_taken_together_are_never_more_than_there_are(settings, monkeypatch):
    monkeypatch.setattr(limiting, "time", lambda: 0)
    monkeypatch.setattr("gongkai.ui.limits.time", lambda: 0)
    caller, passed = Caller("address:192.0.2.1", 100), 0
    for number in range(300):
        if number % 7 == 0:
            limiting._left.clear()  # as in another process, which has spent none
        try:
            limiting.take_turn(caller)
            passed += 1
        except Refused:
            pass
    assert 50 <= passed <= 100


def test_a_scope_is_asked_for():
    request = RequestFactory().get(ROOT)

    def met(caller):
        request.caller = caller
        with pytest.raises(Refused) as refused:
            Scoped("items:write")(request)
        return refused.value.status, refused.value.code

    assert met(Caller("address:1", 10)) == (401, "not-authenticated")
    assert met(Caller("token:1", 10, frozenset({"items:read"}), token=1)) == (403, "scope-missing")
    request.caller = Caller("token:1", 10, frozenset({"items:write"}), token=1)
    assert Scoped("items:write")(request) is request.caller


@pytest.mark.django_db
def test_pages_of_other_sites_read_only_where_the_site_says_so(client, settings):
    theirs = {"HTTP_ORIGIN": "https://data.example"}
    assert "Access-Control-Allow-Origin" not in client.get(ROOT, **theirs)
    assert client.options(ROOT, **theirs).status_code == 405
    settings.API_ORIGINS = frozenset({"https://data.example"})
    told = client.get(ROOT, **theirs)
    assert (told["Access-Control-Allow-Origin"], told["Cross-Origin-Resource-Policy"]) == (
        "https://data.example",
        "cross-origin",
    )
    assert "Access-Control-Allow-Credentials" not in told
    assert "Origin" in told["Vary"]
    before = client.options(ROOT, **theirs)
    assert (before.status_code, before["Access-Control-Allow-Methods"]) == (204, "GET, HEAD")
    assert "Access-Control-Allow-Origin" not in client.get(ROOT, HTTP_ORIGIN="https://other.example")
    assert "Access-Control-Allow-Origin" not in client.post(ROOT, **theirs)
    settings.API_ORIGINS = frozenset({"*"})
    assert client.get(ROOT, **theirs)["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("body", [b"{", b'"\\ud800"', b'"\\u0000"', b"NaN", b"\xff", b"[" * 100_000])
def test_what_no_database_can_keep_is_no_json_of_ours(body):
    request = RequestFactory().post(ROOT, body, content_type="application/json")
    with pytest.raises((ValueError, RecursionError)):
        Reading().parse_body(request)


def test_a_body_of_another_kind_is_refused():
    request = RequestFactory().post(ROOT, {"a": "b"}, content_type="application/x-www-form-urlencoded")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(limiting, "take_turn", lambda caller: None)
        response = door(lambda request: HttpResponse())(request)
    assert (response.status_code, error_of(response)["code"]) == (415, "wrong-content-type")


class Asked(cursors.Paging):
    agency: int | None = None


def test_a_cursor_holds_for_the_list_it_was_given_for():
    given = cursors.after_number(4, Asked(agency=3).filters)
    assert cursors.by_number(given, Asked(agency=3, limit=5).filters) == 4
    for cursor, asked in ((given, Asked(agency=4)), (f"{given}x", Asked(agency=3)), ("x", Asked())):
        with pytest.raises(Refused) as refused:
            cursors.by_number(cursor, asked.filters)
        assert (refused.value.status, refused.value.code) == (422, "cursor-wrong")


def test_every_exception_of_the_list_is_answered():
    request = HttpRequest()
    assert {handler(request, each).status_code for each, handler in _raised()} <= {400, 401, 403, 404, 409, 413, 422}


def _raised():
    from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation, ValidationError

    for each in (PermissionDenied(), RequestDataTooBig(), SuspiciousOperation(), ValidationError({"name": "x"})):
        yield each, handlers()[type(each)]


def test_nothing_of_the_api_reads_a_cookie_or_a_session():
    import gongkai.api

    for path in Path(gongkai.api.__file__).parent.rglob("*.py"):
        words = path.read_text(encoding="utf-8")
        assert "request.session" not in words, path
        assert "set_cookie" not in words, path


def test_a_client_without_anything_is_served(db):
    assert Client().get(ROOT).json()["version"] == "1.0.0"
