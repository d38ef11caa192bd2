import json
import logging
import sys
from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth import signals
from django.test import Client
from tests.county import county

from gongkai.config import logs
from gongkai.config.variables import VARIABLES, WrongSetting


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


@pytest.fixture
def kept(tmp_path):
    handler = logs.DailyFiles(tmp_path / "logs")
    handler.setFormatter(logs.Plain())
    yield handler, tmp_path / "logs"
    handler.close()


def test_lines_are_kept_by_day_and_sort_open_to_us_alone(kept):
    handler, folder = kept
    day = date(2026, 3, 2)
    for name, on in (("gongkai.requests", day), ("gongkai.security", day), ("gongkai.worker", day)) * 2:
        line = record("甲")
        line.name, line.created = name, datetime(on.year, on.month, on.day, 12).timestamp()
        handler.emit(line)
    line.created += 24 * 3600
    handler.emit(line)
    found = {path.name: path.read_text().count("\n") for path in folder.iterdir()}
    assert found == {
        "access-2026-03-02.log": 2, "security-2026-03-02.log": 2, "site-2026-03-02.log": 2, "site-2026-03-03.log": 1,
    }  # fmt: skip
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700

    (folder / "site-2020-01-01.txt").touch()
    (folder / "other-2020-01-01.log").touch()
    (folder / "site-2020-13-01.log").touch()
    assert logs.remove_old(folder, 184, day + timedelta(184)) == 0
    assert logs.remove_old(folder, 184, day + timedelta(185)) == 3
    assert sorted(path.name for path in folder.glob("*2020*")) == [
        "other-2020-01-01.log", "site-2020-01-01.txt", "site-2020-13-01.log"
    ]  # fmt: skip


def test_a_disk_that_takes_nothing_is_told_once(tmp_path, capsys):
    (tmp_path / "logs").write_text("no folder")
    handler = logs.DailyFiles(tmp_path / "logs")
    handler.setFormatter(logs.Plain())
    handler.emit(record("甲"))
    handler.emit(record("乙"))
    assert capsys.readouterr().err.count("the log is not kept") == 1
    handler.close()


def test_logs_are_kept_six_months_at_least_unless_others_keep_them(tmp_path):
    days = next(each for each in VARIABLES if each.name == "LOG_DAYS")
    year = [date(2025, 1, 1) + timedelta(n) for n in range(365)]
    half_years = [(date(d.year + (d.month > 6), (d.month + 5) % 12 + 1, 1) - d.replace(day=1)).days for d in year]
    assert days.read("184") == max(half_years) == 184
    for written in ("183", "0", "-1", "many"):
        with pytest.raises(WrongSetting):
            days.read(written)
    read = {each.name: each.read(each.default) for each in VARIABLES}
    assert read["LOG_DAYS"] >= 184
    assert logs.folder_of({**read, "DATA": tmp_path}) == tmp_path / "logs"
    assert logs.folder_of({**read, "LOG_FOLDER": tmp_path / "elsewhere"}) == tmp_path / "elsewhere"
    assert logs.folder_of({**read, "LOG_TO": "stderr"}) is None
    assert list(logs.config_of({**read, "LOG_TO": "stderr"})["handlers"]) == ["stderr"]
    assert logs.config_of({**read, "DATA": tmp_path})["root"]["handlers"] == ["stderr", "folder"]
    silent = logs.config_of({**read, "DATA": tmp_path, "LOG_LEVEL": "error"})
    assert silent["handlers"]["stderr"]["level"] == "ERROR"
    assert silent["loggers"]["gongkai.requests"] == silent["loggers"]["gongkai.security"] == {"level": "INFO"}


@pytest.mark.django_db
def test_signing_in_and_failing_to_is_logged_without_names(caplog):
    officer = county("handler").officers["handler"]
    caplog.set_level(logging.INFO, "gongkai.security")
    client = Client()
    client.force_login(officer)
    client.logout()
    signals.user_login_failed.send(sender=None, credentials={"username": "张三"}, request=None)
    said = [each.getMessage() for each in caplog.records if each.name == "gongkai.security"]
    assert said == [f"signed in: officer {officer.pk}", f"signed out: officer {officer.pk}", "a sign-in failed"]
