"""Every task of the background may be killed in the middle and run again: nothing is lost and nothing doubled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from tests.attacks.background import ASKED, BEGINNINGS, MODULES, tasks
from tests.environment import empty_database, of_the_machine

SAID = {
    # What was being sent when its worker was killed may have gone out or not: not sent again, and said so.
    "notifications.deliver": ("letters", "notifications.Delivery.state=failed", "notifications.Delivery.state=sent"),
    # A night that was killed after its backup was made makes another; which are too many goes by their number.
    "config.back_up": ("config.Backup", "journal.Entry", "recorded backup.made"),
}
"""What may differ once a task was killed, because that is told to whoever runs the site, or does no harm."""
TWICE = {"config.back_up": SAID["config.back_up"]}


ON_POSTGRESQL = {
    "api.webhooks.send", "archives.erase", "attachments.scan", "disclosure.carry_out_plans", "disclosure.channels.send",
    "notifications.deliver",
}  # fmt: skip
"""What is tried there too: tasks that lock what they change, and change it in several transactions."""


@pytest.fixture(scope="module")
def killed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Give what came of each task, on the database that the tests run on."""
    address = os.environ.get("GONGKAI_DATABASE_URL")
    if not address:
        return _tried(request.getfixturevalue("prepared"), set(tasks()), of_the_machine())
    with empty_database(address) as made:
        folder = tmp_path_factory.mktemp("empty")
        return _tried(folder, ON_POSTGRESQL, {**of_the_machine(), "GONGKAI_DATABASE_URL": made})


def _tried(prepared: Path, names: set[str], environ: dict[str, str]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.attacks.background", prepared, *sorted(names)],
        env=environ, capture_output=True, encoding="utf-8", cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    found = {each["task"]: each for each in map(json.loads, done.stdout.splitlines())}
    assert set(found) == names
    return found


def test_every_task_is_in_a_module_that_is_looked_at():
    root = Path(import_module("gongkai").__path__[0])
    having = {
        ".".join(path.relative_to(root).parts[:-1])
        for path in root.rglob("tasks.py")
        if "@task" in path.read_text(encoding="utf-8")
    }
    assert having == set(MODULES)
    assert {*ASKED, *BEGINNINGS} <= set(tasks())


def test_killed_before_a_write_and_run_again_each_has_done_what_it_does(killed):
    left = {
        (name, before): {what: both for what, both in found.items() if what not in SAID.get(name, ())}
        for name, each in killed.items()
        for before, found in each["killed"].items()
    }
    assert {where: found for where, found in left.items() if found} == {}
    assert {name for name, each in killed.items() if not each["killed"]} == set()  # each finds something to write


def test_no_letter_is_sent_twice_and_one_that_may_be_lost_is_told(killed):
    for found in killed["notifications.deliver"]["killed"].values():
        sent, again = found.get("letters", [0, 0])
        assert again <= sent
        whole, failed = found.get("notifications.Delivery.state=failed", [0, 0])
        assert failed - whole >= sent - again


def test_run_again_it_does_nothing_more(killed):
    left = {
        name: {what: both for what, both in each["twice"].items() if what not in TWICE.get(name, ())}
        for name, each in killed.items()
    }
    assert {name: found for name, found in left.items() if found} == {}
