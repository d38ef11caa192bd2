import errno
import html
import sqlite3

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from gongkai.config import troubles
from gongkai.config.database import Trouble, may_have_been_saved, trouble_of


def of_sqlite(name):
    cause = sqlite3.OperationalError("words")
    cause.sqlite_errorname = name
    return caused(OperationalError, cause)


def of_postgresql(kind):
    return caused(OperationalError, kind("words"))


def caused(kind, cause):
    try:
        raise kind("words") from cause
    except kind as error:
        return error


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (of_sqlite("SQLITE_BUSY"), Trouble.BUSY),
        (of_sqlite("SQLITE_BUSY_SNAPSHOT"), Trouble.BUSY),
        (of_sqlite("SQLITE_LOCKED"), Trouble.BUSY),
        (of_sqlite("SQLITE_FULL"), Trouble.FULL),
        (of_sqlite("SQLITE_IOERR_WRITE"), Trouble.AWAY),
        (of_sqlite("SQLITE_CANTOPEN"), Trouble.AWAY),
        (of_sqlite("SQLITE_ERROR"), None),  # no such table: a defect
        (of_postgresql(psycopg.errors.LockNotAvailable), Trouble.BUSY),
        (of_postgresql(psycopg.errors.DeadlockDetected), Trouble.BUSY),
        (of_postgresql(psycopg.errors.SerializationFailure), Trouble.BUSY),
        (of_postgresql(psycopg.errors.DiskFull), Trouble.FULL),
        (of_postgresql(psycopg.errors.TooManyConnections), Trouble.AWAY),
        (of_postgresql(psycopg.errors.AdminShutdown), Trouble.AWAY),
        (of_postgresql(psycopg.errors.ReadOnlySqlTransaction), Trouble.AWAY),
        (of_postgresql(psycopg.OperationalError), Trouble.AWAY),  # the connection itself
        (of_postgresql(psycopg.errors.UndefinedTable), None),
        (caused(InterfaceError, psycopg.InterfaceError("closed")), Trouble.AWAY),
        (caused(IntegrityError, psycopg.errors.UniqueViolation("words")), None),
        (OSError(errno.ENOSPC, "full"), Trouble.FULL),
        (OSError(errno.EACCES, "no"), None),
        (ValueError(), None),
        (None, None),
    ],
)
def test_what_is_the_matter(error, trouble):
    assert trouble_of(error) is trouble


def answered(view, request):
    """Give what whoever asked is given: what a view answers, or what is answered for it."""
    try:
        return troubles.Troubles(view)(request)
    except Exception as error:
        return troubles.Troubles(view).process_exception(request, error)


def failing(error):
    def view(request):
        raise error

    return view


def post(**typed):
    request = RequestFactory().post("/desk/agencies/1/", typed)
    request.request_id = "abcdef0123456789"
    return request


def test_what_was_typed_is_given_back_and_can_be_sent_again():
    answer = answered(
        failing(of_sqlite("SQLITE_BUSY")), post(name="<b>甲</b>", region_code="370321", names=["一", "二"])
    )
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 503
    assert '<form class="form" method="post" action="/desk/agencies/1/">' in page
    assert "<b>甲</b>" not in answer.content.decode()
    for name, value in (("name", "<b>甲</b>"), ("region_code", "370321"), ("names", "一"), ("names", "二")):
        assert f'name="{name}" rows="1" readonly>\n{value}</textarea>' in page
    assert 'name="csrfmiddlewaretoken" value="' in page


@pytest.mark.parametrize("name", ["password", "oldpassword", "new_password1", "code", "otp"])
def test_what_is_secret_is_not_shown_again(name):
    page = answered(failing(of_sqlite("SQLITE_BUSY")), post(**{name: "open sesame"})).content.decode()
    assert "open sesame" not in page
    assert f'name="{name}" autocomplete="off"' in page


def test_a_refusal_of_the_database_that_is_a_defect_says_so_and_gives_back_too():
    answer = answered(failing(IntegrityError("Key (name)=(张三) exists")), post(name="甲"))
    page = answer.content.decode()
    assert (answer.status_code, "甲</textarea>" in page, "张三" in page) == (500, True, False)


def test_who_only_reads_is_told_to_come_again():
    answer = answered(failing(of_sqlite("SQLITE_FULL")), RequestFactory().get("/"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "服务器的磁盘已满" in answer.content.decode()


@pytest.mark.parametrize(("error", "method"), [(ValueError(), "post"), (DatabaseError(), "get")])
def test_what_is_no_trouble_of_the_database_is_left_to_others(error, method):
    assert answered(failing(error), getattr(RequestFactory(), method)("/")) is None


def lost_while(step):
    """Give an error of a connection lost in a step of Django's, as its traceback tells."""
    source = f"def {step}(error):\n    raise error\n"
    space = {}
    exec(compile(source, "django/db/backends/base/base.py", "exec"), space)
    try:
        space[step](of_postgresql(psycopg.OperationalError))
    except OperationalError as error:
        return error


@pytest.mark.parametrize(("step", "unsure"), [("_commit", True), ("_savepoint", False)])
def test_only_what_was_lost_while_committing_may_have_been_saved(monkeypatch, step, unsure):
    monkeypatch.setattr("gongkai.config.database.connection", type("Away", (), {"vendor": "postgresql"}))
    error = lost_while(step)
    assert may_have_been_saved(error) is unsure
    page = answered(failing(error), post(name="甲")).content.decode()
    assert ("<h1>不能确定是否已经保存</h1>" in page, "<h1>没有保存</h1>" in page) == (unsure, not unsure)


def test_what_fails_after_the_view_has_answered_does_not_say_that_nothing_was_saved():
    request = post(name="甲")
    troubles.Troubles(lambda request: HttpResponse())(request)
    try:
        raise of_sqlite("SQLITE_BUSY")
    except OperationalError:
        page = troubles.server_error(request).content.decode()
    assert "<h1>不能确定是否已经保存</h1>" in page


def test_a_defect_of_ours_says_nothing_of_itself():
    try:
        raise ValueError("370321199001011234")
    except ValueError:
        answer = troubles.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "370321" not in answer.content.decode()
    assert "ValueError" not in answer.content.decode()
