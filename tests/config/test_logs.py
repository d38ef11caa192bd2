import json
import logging
import sys

import pytest

from gongkai.config import logs


def record(message, *args, raised=None, **extra):
    made = logging.LogRecord("gongkai.test", logging.WARNING, __file__, 1, message, args, raised)
    made.__dict__.update(extra)
    return made


def raised(error, cause=None):
    try:
        raise error from cause
    except type(error):
        return sys.exc_info()


@pytest.fixture
def number():
    token = logs.request_id.set("abcdef0123456789")
    yield "abcdef0123456789"
    logs.request_id.reset(token)


def test_a_line_for_people_names_the_request(number):
    line = logs.Plain().format(record("甲 %s", 1))
    assert line.endswith("WARNING gongkai.test: 甲 1 [abcdef0123456789]")


def test_a_line_for_machines_is_an_object(number):
    line = json.loads(
        logs.Json().format(record("%s", "甲", method="GET", path="/desk/", status=200, ms=3, name_="张三"))
    )
    assert line.pop("at")
    assert line == {
        "level": "warning",
        "logger": "gongkai.test",
        "message": "甲",
        "method": "GET",
        "path": "/desk/",
        "status": 200,
        "ms": 3,
        "request_id": number,
    }


@pytest.mark.parametrize("form", [logs.Plain, logs.Json])
def test_the_words_of_an_exception_are_not_logged(form):
    cause = raised(ValueError("身份证 370321199001011234"))[1]
    line = form().format(record("failed", raised=raised(KeyError("张三"), cause)))
    assert "张三" not in line
    assert "370321" not in line
    assert "ValueError" in line
    assert "KeyError" in line
    assert "test_logs.py" in line


FORGING = "\n", "\r", "\x0b", "\x1b[2K", "\x85", "\u2028", "\u202e"
"""What breaks a line somewhere, moves the cursor of a terminal, or turns words around."""


@pytest.mark.parametrize("sign", FORGING, ids=ascii)
@pytest.mark.parametrize("form", [logs.Plain, logs.Json])
def test_nobody_forges_a_line(form, sign):
    line = form().format(record("GET /%s", f"张{sign}2026-01-01 ERROR gongkai: forged"))
    assert (line.isprintable(), "张" in line) == (True, True)
    if form is logs.Json:
        assert json.loads(line)["message"] == f"GET /张{sign}2026-01-01 ERROR gongkai: forged"


@pytest.mark.django_db
def test_a_request_is_logged_without_its_query(client, caplog):
    caplog.set_level(logging.INFO, "gongkai.requests")
    client.get("/desk/?name=张三")
    (line,) = [each for each in caplog.records if each.name == "gongkai.requests"]
    assert line.getMessage().startswith("GET /desk/ 302 ")
    assert "张三" not in logs.Plain().format(line)
