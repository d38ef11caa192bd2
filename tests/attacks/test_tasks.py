"""Every task of the background may be run twice: what a killed worker had begun the next one does again, to no harm."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.utils import timezone
from django_tasks.base import Task
from tests.attacks.places import together
from tests.county import County, county

from gongkai.applications.models import Redaction
from gongkai.archives.models import Erasure, Export
from gongkai.attachments.models import Attachment
from gongkai.config.models import NightlyRun
from gongkai.disclosure.models import Text
from gongkai.filings.models import Version
from gongkai.journal.models import Entry

MODULES = (
    "api.webhooks", "archives", "config", "applications", "attachments", "disclosure", "disclosure.channels",
    "filings.publishing", "notifications", "opendata", "search",
)  # fmt: skip


def tasks() -> dict[str, Task]:
    """Give all tasks there are, by module and name."""
    found = {}
    for module in MODULES:
        for name, each in vars(import_module(f"gongkai.{module}.tasks")).items():
            if isinstance(each, Task) and each.func.__module__ == f"gongkai.{module}.tasks":
                found[f"{module}.{name}"] = each
    return found


def first(model: Any) -> int:
    row = model.objects.order_by("pk").first()
    assert row is not None
    return int(row.pk)


ASKED: dict[str, Any] = {
    "archives.erase": lambda: (first(Erasure),),
    "archives.pack": lambda: (first(Export),),
    "applications.prepare": lambda: (first(Redaction),),
    "applications.search": lambda: (first(Redaction),),
    "applications.make": lambda: (first(Redaction), None, None),
    "attachments.scan": lambda: (first(Attachment),),
    "disclosure.scan_files": lambda: (first(Text),),
    "disclosure.follow_links": lambda: (first(Text),),
    "filings.publishing.draw": lambda: (first(Version),),
    "search.read_file": lambda: ("items", first(Text), first(Attachment)),
}
"""What a task is given; those of the night the run that they are of, others nothing."""


def standing() -> dict[str, Any]:
    """Give how many rows there are of everything, and how much was recorded."""
    ours = [each for each in apps.get_models() if each.__module__.startswith("gongkai.")]
    return {each._meta.label: each._default_manager.count() for each in ours} | {"recorded": Entry.objects.count()}


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    """Give a county that all tests here find as it is, with something of everything."""
    made = county()
    together(made)
    return made


def test_every_task_is_in_a_module_that_is_looked_at():
    root = Path(import_module("gongkai").__path__[0])
    having = {
        ".".join(path.relative_to(root).parts[:-1])
        for path in root.rglob("tasks.py")
        if "@task" in path.read_text(encoding="utf-8")
    }
    assert having == set(MODULES)
    assert set(ASKED) <= set(tasks())


@pytest.mark.parametrize("name", sorted(tasks()))
@pytest.mark.django_db
def test_run_again_it_does_nothing_more(made, name, settings, tmp_path):
    settings.SEARCH_INDEX = tmp_path / "index"
    task, given = tasks()[name], ASKED.get(name)
    with transaction.atomic():
        if given is None and name.startswith("config."):
            run = NightlyRun.objects.create(task=name, on=timezone.localdate())
            arguments: tuple[Any, ...] = (run.pk,)
        else:
            arguments = given() if given else ()
        task.func(*arguments)
        after = standing()
        task.func(*arguments)
        assert standing() == after
        transaction.set_rollback(True)
