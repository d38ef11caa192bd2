"""The database from nothing and back, and what Django itself finds wrong with the site."""

import subprocess
import sys
from pathlib import Path

import pytest

MANAGE = Path(__file__).parent.parent / "manage.py"


@pytest.fixture
def manage(apart):
    """Give Django's commands on a site apart; what they print, with errors, is in `stdout`."""

    def run(*arguments, **more):
        return subprocess.run(
            [sys.executable, "-W", "error", MANAGE, *arguments],
            env={**apart, **more},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )

    return run


def test_models_and_migrations_agree(manage):
    done = manage("makemigrations", "--check", "--dry-run")
    assert (done.returncode, done.stdout) == (0, "No changes detected\n")


def test_migrations_make_the_database_from_nothing_and_the_journal_back_and_anew(manage):
    for arguments in (["migrate"], ["migrate", "--check"], ["migrate", "journal", "zero"], ["migrate"]):
        done = manage(*arguments, "--no-input")
        assert done.returncode == 0, done.stdout


def test_django_finds_nothing_wrong_with_the_site(manage):
    done = manage("check", "--fail-level", "WARNING", GONGKAI_SITE_URL="http://127.0.0.1:8000")
    assert done.returncode == 0, done.stdout
