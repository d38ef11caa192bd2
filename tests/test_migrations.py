"""The database from nothing and back, and what Django itself finds wrong with the site."""

import sqlite3
import subprocess
import sys
from contextlib import closing
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


def tables(folder):
    """Give what stands in the database of a site on SQLite, by name, with its definition."""
    with closing(sqlite3.connect(Path(folder) / "gongkai.sqlite3")) as database:
        return dict(database.execute("SELECT name, sql FROM sqlite_master"))


def test_migrations_make_the_database_from_nothing_and_take_the_journal_back(manage, apart, request):
    for arguments in (["migrate"], ["migrate", "--check"]):
        done = manage(*arguments, "--no-input")
        assert done.returncode == 0, done.stdout
    if "GONGKAI_DATABASE_URL" not in apart:
        # A first start makes them together (`gongkai.config.creating`), and the same.
        assert tables(request.getfixturevalue("prepared")) == tables(apart["GONGKAI_DATA"]) != {}
    done = manage("migrate", "journal", "zero", "--no-input")
    assert done.returncode == 0, done.stdout
    if "GONGKAI_DATABASE_URL" not in apart:
        assert not [name for name in tables(apart["GONGKAI_DATA"]) if name.startswith("journal_")]


def test_django_finds_nothing_wrong_with_the_site(manage):
    done = manage("check", "--fail-level", "WARNING", GONGKAI_SITE_URL="http://127.0.0.1:8000")
    assert done.returncode == 0, done.stdout
