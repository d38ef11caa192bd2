"""The database and its models, the way back, and what Django itself finds wrong with the site.

That step by step the same comes about as at once is seen where the data of the first release are brought here
(`test_first_release`), on either database.
"""

import shutil
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


@pytest.mark.once
def test_the_journal_and_all_that_stands_on_it_is_taken_back(manage, apart, prepared):
    shutil.copytree(prepared, apart["GONGKAI_DATA"])
    assert [each for each in layout(apart) if "journal_entry" in each]
    done = manage("migrate", "journal", "zero", "--no-input")
    assert done.returncode == 0, done.stdout
    assert not [each for each in layout(apart) if "journal_entry" in each]


@pytest.mark.once
def test_django_finds_nothing_wrong_with_the_site(manage):
    done = manage("check", "--fail-level", "WARNING", GONGKAI_SITE_URL="http://127.0.0.1:8000")
    assert done.returncode == 0, done.stdout
