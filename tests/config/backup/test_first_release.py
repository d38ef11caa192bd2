"""From the data of the first release to this version, on the database that the tests run on."""

import json

import pytest
from tests import forked
from tests.config.backup.first_release import COMPUTE, ENTRIES, FIGURES, backup_of
from tests.environment import empty_database
from tests.layout import layout


@pytest.fixture
def gongkai(apart):
    """Give the command on a site apart."""

    def run(*words):
        return forked.run("-m", "gongkai.cli", *words, env=apart, timeout=600)

    return run


@pytest.fixture
def new(apart, request):
    """Give what the database of a new site is made of."""
    address = apart.get("GONGKAI_DATABASE_URL")
    if address is None:
        return layout({"GONGKAI_DATA": str(request.getfixturevalue("prepared"))})
    with empty_database(address) as made:
        environ = {**apart, "GONGKAI_DATABASE_URL": made}
        assert forked.run("-m", "gongkai.cli", "migrate", env=environ).returncode == 0
        return layout(environ)


def test_it_is_brought_to_this_version_with_journal_and_figures_as_they_were(gongkai, apart, tmp_path, new):
    backup, keys = backup_of("postgresql" if "GONGKAI_DATABASE_URL" in apart else "sqlite")
    done = gongkai("restore", backup, "--keys", keys)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"留痕完整（共{ENTRIES}条）。" in done.stdout
    assert gongkai("migrate").stdout == "已经是这一版，没有要做的。\n"
    assert layout(apart) == new != []
    assert gongkai("journal", "verify").stdout == f"留痕完整，数据与留痕一致（共{ENTRIES + 1}条）。\n"
    script = f"import django; django.setup()\n{COMPUTE}"
    found = forked.run("-c", script, env=apart)
    assert json.loads(found.stdout) == FIGURES
    # What this version makes of it is backed up, put back in its place, and the same again.
    there = tmp_path / "there"
    done = gongkai("backup", str(there), "--verify")
    assert (done.returncode, done.stderr) == (0, "")
    (made,) = there.glob("gongkai-*")
    done = gongkai("restore", str(made), "--replace")
    assert (done.returncode, done.stderr) == (0, "")
    assert "原来的数据留在" in done.stdout
    assert gongkai("journal", "verify").returncode == 0
