"""A run that is forked off is what a fresh Python would be: its own environment, words, input, output and end."""

import os
import shutil
import signal

import pytest
from tests.config.served import Site
from tests.forked import run

SAY = """
import os, sys
from django.conf import settings
print(os.environ["SAID"], sys.argv[1:], sys.stdin.read(), os.getcwd(), __name__, settings.configured)
print("也", file=sys.stderr)
"""


def test_it_has_what_it_was_given_and_nothing_of_those_before(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for said in ("甲", "乙"):
        done = run("-c", SAY, "one", "two", env={"SAID": said}, stdin="丙")
        assert (done.returncode, done.stderr) == (0, "也\n")
        assert done.stdout == f"{said} ['one', 'two'] 丙 {tmp_path} __main__ False\n"
    assert "KeyError: 'SAID'" in run("-c", SAY, env={}).stderr


def test_a_site_that_is_loaded_is_in_each_run_as_it_was_loaded(prepared, tmp_path):
    site = Site(shutil.copytree(prepared, tmp_path / "data"), loaded=True)
    script = (
        "from django.apps import apps; assert apps.ready\n"
        "from django.conf import settings; print(settings.DATA)\n"
        "from django.db import connection; assert connection.connection is None\n"
        "assert not hasattr(settings, 'LEFT'); settings.LEFT = True"
    )
    for _ in range(2):
        done = run("-c", script, env=site.environ, loaded=True)
        assert (done.returncode, done.stdout, done.stderr) == (0, f"{site.folder}\n", "")


def test_a_module_is_run_as_the_program():
    done = run("-m", "gongkai.cli", "--version", env=os.environ)
    assert (done.returncode, done.stderr, done.stdout.startswith("gongkai")) == (0, "", True)
    assert run("-m", "gongkai.cli", "no-such", env=os.environ).returncode == 2


@pytest.mark.parametrize(
    ("script", "code", "said"),
    [
        ("import sys; sys.exit(3)", 3, ""),
        ("import sys; sys.exit('so')", 1, "so\n"),
        ("import os; os.kill(os.getpid(), 9)", -signal.SIGKILL, ""),
    ],
)
def test_how_it_ends_is_told(script, code, said):
    done = run("-c", script, env={})
    assert (done.returncode, done.stderr) == (code, said)


def test_one_that_fails_says_where_and_one_that_takes_too_long_is_ended():
    failed = run("-c", "1/0", env={})
    assert (failed.returncode, "ZeroDivisionError" in failed.stderr) == (1, True)
    assert run("-c", "import time; time.sleep(60)", env={}, timeout=1).returncode == -signal.SIGALRM
