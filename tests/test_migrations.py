"""The database from nothing and back, and what Django itself finds wrong with the site."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.layout import layout

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


@pytest.mark.once
def test_models_and_migrations_agree(manage):
    done = manage("makemigrations", "--check", "--dry-run")
    assert (done.returncode, done.stdout) == (0, "No changes detected\n")


@pytest.mark.once  # that those since the first release do on PostgreSQL is seen where its data are brought here
def test_one_by_one_they_make_what_a_first_start_makes_at_once_and_take_the_journal_back(manage, apart, prepared):
    done = manage("migrate", "--no-input")
    assert done.returncode == 0, done.stdout
    assert layout(apart) == layout({"GONGKAI_DATA": str(prepared)}) != []
    done = manage("migrate", "journal", "zero", "--no-input")
    assert done.returncode == 0, done.stdout
    assert not [each for each in layout(apart) if "journal_entry" in each]


@pytest.mark.once
def test_django_finds_nothing_wrong_with_the_site(manage):
    done = manage("check", "--fail-level", "WARNING", GONGKAI_SITE_URL="http://127.0.0.1:8000")
    assert done.returncode == 0, done.stdout
