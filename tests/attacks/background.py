"""Every task of the background, with what it is given in the county of the tests; and what a run of it leaves.

As a script, `python -m tests.attacks.background PREPARED [TASK…]`, it kills each task in the middle for real, on a site
of its own: a child of its own runs the task and ends at once, as if it was killed, before one of its writes to the
database or one of its moves of a file. Another child then runs the task again. A line of JSON for each task tells what
came of it. Where `GONGKAI_DATABASE_URL` leads to an empty database of PostgreSQL, the site has that one.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

MODULES = (
    "api.webhooks", "archives", "config", "applications", "attachments", "disclosure", "disclosure.channels",
    "filings.publishing", "notifications", "opendata", "search",
)  # fmt: skip
KILLS = int(os.environ.get("KILLS", "1"))
"""How often a task is killed, at most: before its last write, and evenly before that."""
_WRITES = ("INSERT", "UPDATE", "DELETE")
_MOVES = ("replace", "rename", "link", "unlink")
_KILLED = 9
_LATER = 30
"""Minutes after which a task that was killed is run again: longer than anything is taken for being under way."""
_noon = datetime.now(UTC).replace(hour=4, minute=0, second=0, microsecond=0)


FILED, WITH_FIGURES = "桓台县2026年科技计划项目名单", 2031
"""The item that has a file and a link, and the year of a report with figures."""


def tasks() -> dict[str, Any]:
    """Give all tasks there are, by module and name."""
    from django_tasks.base import Task

    found = {}
    for module in MODULES:
        for name, each in vars(import_module(f"gongkai.{module}.tasks")).items():
            if isinstance(each, Task) and each.func.__module__ == f"gongkai.{module}.tasks":
                found[f"{module}.{name}"] = each
    return found


def _first(label: str) -> int:
    from django.apps import apps

    row = apps.get_model(label)._default_manager.order_by("pk").first()
    assert row is not None, label
    return int(row.pk)


ASKED: dict[str, Callable[[], tuple[Any, ...]]] = {
    "archives.erase": lambda: (_first("archives.Erasure"),),
    "archives.pack": lambda: (_first("archives.Export"),),
    "applications.prepare": lambda: (_first("applications.Redaction"),),
    "applications.search": lambda: (_first("applications.Redaction"),),
    "applications.make": lambda: (_first("applications.Redaction"), None, None),
    "attachments.scan": lambda: (_first("attachments.Attachment"),),
    "disclosure.scan_files": lambda: (_of_filed("scan"),),
    "disclosure.follow_links": lambda: (_of_filed("scan"),),
    "filings.publishing.draw": lambda: (_with_figures(),),
    "search.read_file": lambda: ("items", _of_filed("item"), _of_filed("attachment")),
}
"""What a task is given; those of the night the run that they are of, others nothing."""


def _of_filed(what: str) -> int:
    """Give the item that has a file and a link, or its scan, or its file."""
    from gongkai.disclosure.models import Scan

    scan = Scan.objects.select_related("text").get(text__title=FILED, text__number=2)
    return {"scan": scan.pk, "item": scan.text.item_id, "attachment": scan.text.files[0]}[what]


def _with_figures() -> int:
    from gongkai.filings.models import Version

    return int(Version.objects.order_by("pk").get(filing__year=WITH_FIGURES).pk)


def _set(label: str, **values: Any) -> None:
    from django.apps import apps

    assert apps.get_model(label)._default_manager.update(**values), label


def _sought() -> None:
    from django.apps import apps

    for row in apps.get_model("applications.Redaction")._default_manager.all():
        row.state, row.sought = "searching", ["预算"]
        row.save(update_fields=["state", "sought"])


def _unlooked() -> None:
    _set("attachments.Attachment", state="clean")
    _set("disclosure.Scan", files={}, of_files=[])


def _taken_back() -> None:
    from django.db import transaction
    from django.utils import timezone

    from gongkai.opendata import issuing, standing

    issuing.make(timezone.localdate())
    with transaction.atomic():
        standing.taken_back()


def _unprepared() -> None:
    _set("attachments.Attachment", state="clean")
    _set("applications.Redaction", state="preparing")


BEGINNINGS: dict[str, Callable[[], None]] = {
    "archives.erase": lambda: _set("archives.Erasure", stage="approved"),
    "applications.prepare": _unprepared,
    "applications.search": _sought,
    "applications.make": lambda: _set("applications.Redaction", state="making"),
    "attachments.scan": lambda: _set("attachments.Attachment", state="waiting"),
    "disclosure.carry_out_plans": lambda: _set("disclosure.Plan", at=_clock(-1)),
    "disclosure.channels.tell": lambda: _set("disclosure.Sending", state="failed"),
    "disclosure.follow_links": lambda: _set("disclosure.Scan", links={}),
    "disclosure.scan_files": _unlooked,
    "notifications.deliver": lambda: _set("notifications.Delivery", state="waiting", due_at=_clock(-1)),
    "opendata.renew": _taken_back,
    "search.read_file": lambda: _set("attachments.Attachment", state="clean"),
}
"""What is made of the county so that a task finds something to do."""


def given_to(name: str) -> tuple[Any, ...]:
    """Give what a task is given."""
    from django.utils import timezone

    from gongkai.config.models import NightlyRun

    if name in ASKED:
        return ASKED[name]()
    if name.startswith("config."):
        return (NightlyRun.objects.get_or_create(task=name, on=timezone.localdate())[0].pk,)
    return ()


def standing() -> dict[str, int]:
    """Give how many rows there are of everything by its states, how often each act was recorded, what went out."""
    from django.apps import apps
    from django.conf import settings

    from gongkai.journal.models import Entry
    from gongkai.journal.verifying import verify

    found: Counter[str] = Counter()
    models = [model for model in apps.get_models() if model.__module__.startswith("gongkai.")]
    for model, count in zip(models, _rows_of(models), strict=True):
        found[model._meta.label] = count
        stated = [field.name for field in model._meta.local_concrete_fields if field.choices]
        for row in model._default_manager.order_by().values(*stated) if stated and count else ():
            found.update(f"{model._meta.label}.{name}={value}" for name, value in row.items())
    found.update(f"recorded {act}" for act in Entry.objects.values_list("act", flat=True))
    mail = Path(str(getattr(settings, "EMAIL_FILE_PATH", None) or "/nowhere"))
    verified = verify(10)
    found["differences of the journal"] = len(list(verified.differences)) + verified.more
    found["letters"] = sum(each.read_text("utf-8").count("\nSubject: ") for each in mail.glob("*"))
    return dict(found)


def _rows_of(models: list[Any]) -> tuple[int, ...]:
    """Give how many rows there are of each model, asked at once: most have none."""
    from django.db import connection

    asked = (f"(SELECT count(*) FROM {connection.ops.quote_name(each._meta.db_table)})" for each in models)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(asked)}")
        return tuple(cursor.fetchone())


def _clock(minutes: float) -> datetime:
    """Give the time that far from noon of today: all that is done here is done about then, at whatever hour it runs."""
    return _noon + timedelta(minutes=minutes)


def _set_clock(minutes: float) -> None:
    from django.utils import timezone

    timezone.now = lambda: _clock(minutes)


def _killed_before(number: int) -> list[int]:
    """Have this process end at once before a write or a move of that number; give a list that counts them."""
    from django.db import connection

    counted = [0]

    def one() -> None:
        counted[0] += 1
        if counted[0] == number:
            os._exit(_KILLED)

    def written(execute: Any, sql: Any, parameters: Any, many: bool, context: Any) -> Any:
        if str(sql).lstrip().upper().startswith(_WRITES):
            one()
        return execute(sql, parameters, many, context)

    def moved(move: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*arguments: Any, **more: Any) -> Any:
            one()
            return move(*arguments, **more)

        return counting

    connection.execute_wrappers.append(written)
    for name in _MOVES:
        setattr(os, name, moved(getattr(os, name)))
    return counted


def _in_a_child(act: Callable[[], Any]) -> Any:
    """Give what an act gives in a process of its own, None where that was killed; raise what it fails by."""
    from django.db import connections

    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            done = json.dumps(act())
            connections.close_all()
        except BaseException:
            done = json.dumps({"failed": traceback.format_exc()})
        with os.fdopen(writing, "w") as out:
            out.write(done)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        said = told.read()
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) == _KILLED:
        return None
    found = json.loads(said)
    if isinstance(found, dict) and "failed" in found:
        raise RuntimeError(found["failed"])
    return found


def _made() -> None:
    from django.db import transaction
    from django.utils import timezone
    from tests.attacks.places import together
    from tests.casework import actor
    from tests.county import county
    from tests.filings.signed import sign
    from tests.publishing import begin, publish

    from gongkai.config.models import Backup
    from gongkai.disclosure import services
    from gongkai.law.message import Message
    from gongkai.notifications.kinds import Kind
    from gongkai.notifications.services import notify

    with transaction.atomic():
        made = county()
        for role in ("handler", "head", "leader"):
            officer = made.officers[role]
            officer.email = f"{role}@huantai.example"
            officer.save(update_fields=["email"])
            notify(Kind("test.told", "测试"), [officer], Message("测试"), key="told", url="/desk/", at=timezone.now())
        together(made)
        for _ in range(2):
            item = publish(made, begin(made))
            services.plan_withdrawal(item, at=_clock(3000), note="公示期满", by=actor(made, "publisher"))
        publish(made, _filed(made))
        figures = {f"applications__{row}__total": "3" for row in ("new", "carried_in", "total", "carried_forward")}
        sign(made.science, WITH_FIGURES, made.officers["leader"], **figures)
        # A backup that was tried this week: the trial, which another process makes, is not what is tried here.
        Backup.objects.create(name="before", digest="0", made_at=timezone.now(), bytes=1, tried_at=timezone.now())


def _filed(made: Any) -> Any:
    """Give an item that has a file and a link, both yet to be looked at."""
    import openpyxl
    from tests.casework import actor
    from tests.publishing import WORDS, begin

    from gongkai.attachments.services import attach
    from gongkai.attachments.storing import Draft
    from gongkai.disclosure import services

    # Within the own network: nobody is asked, and that is what is found.
    words = {**WORDS, "title": FILED, "body": '<p><a href="http://127.0.0.1/">一个内部的网址</a></p>'}
    item, content = begin(made, **words), BytesIO()
    openpyxl.Workbook().save(content)
    with Draft() as draft:
        draft.write(content.getvalue())
        attach(item, draft, "附件1.xlsx", by=actor(made))
    return services.revise(item, by=actor(made), **words)


def _load() -> None:
    """Have here all that a child would else load, and work out, anew."""
    from django.db import connections
    from django.urls import reverse

    reverse("ui:home")
    standing()
    connections.close_all()
    gc.freeze()


def _tried(name: str, put_back: Callable[[], None]) -> dict[str, Any]:
    """Kill a task at several places; tell how many writes it has, and what differs once it was run again."""
    from django.db import connections

    task = tasks()[name]

    def run(number: int = 0, after: int = 0) -> int:
        _set_clock(after)
        given = given_to(name)
        counted = _killed_before(number)
        task.func(*given)
        return counted[0]

    def begin() -> None:
        put_back()
        _in_a_child(lambda: BEGINNINGS.get(name, lambda: None)())

    def left(after: int = 0) -> tuple[int, dict[str, int]]:
        writes = run(after=after)
        connections.close_all()  # what is not committed is not there
        return writes, standing()

    def differing() -> dict[str, list[int]]:
        _, found = _in_a_child(lambda: left(_LATER))
        both = {each: [wholly.get(each, 0), found.get(each, 0)] for each in sorted({*wholly, *found})}
        return {each: pair for each, pair in both.items() if pair[0] != pair[1]}

    begin()
    writes, wholly = _in_a_child(left)
    twice, killed = differing(), {}
    for number in sorted({1 + (writes - 1) * each // KILLS for each in range(1, KILLS + 1)}) if writes else ():
        begin()
        assert _in_a_child(lambda: run(number)) is None, f"{name} was not killed at {number}"  # noqa: B023
        killed[number] = differing()
    return {"task": name, "writes": writes, "killed": killed, "twice": twice}


def _copied(address: str, database: str | None, to: str) -> None:
    """Copy a database of PostgreSQL in place of another, which is gone where there is none to be copied."""
    import psycopg

    with psycopg.connect(urlsplit(address)._replace(path="/postgres").geturl(), autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {to} WITH (FORCE)")
        if database:
            server.execute(f"CREATE DATABASE {to} TEMPLATE {database} STRATEGY FILE_COPY")


def main(prepared: Path) -> None:
    """Try every task, on a site that begins as a copy of one that is prepared."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test.utils import setup_test_environment
    from tests.attachments.samples import daemon

    from gongkai.config import preparing

    setup_test_environment()
    shutil.copytree(prepared, settings.DATA, dirs_exist_ok=True, ignore=shutil.ignore_patterns("static*"))
    beside = Path(f"{settings.DATA}-outside")
    address = os.environ.get("GONGKAI_DATABASE_URL")
    database = connection.settings_dict["NAME"]
    if address:
        _in_a_child(preparing.migrate)
    settings.EMAIL_HOST, settings.EMAIL_BACKEND = "localhost", "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = settings.DATA / "letters"
    settings.BACKUP_FOLDER, settings.LINK_CHECKS = settings.DATA / "backups", 1
    _set_clock(-60)
    _in_a_child(_made)
    shutil.copytree(settings.DATA, beside)
    if address:
        _copied(address, database, f"{database}_made")
    _load()

    def put_back() -> None:
        shutil.rmtree(settings.DATA)
        shutil.copytree(beside, settings.DATA)
        if address:
            _copied(address, f"{database}_made", database)

    with daemon() as scanner:
        settings.CLAMD = scanner.address
        try:
            for name in sys.argv[2:] or sorted(tasks()):
                print(json.dumps(_tried(name, put_back)), flush=True)
        finally:
            shutil.rmtree(beside)
            if address:
                _copied(address, None, f"{database}_made")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
