"""What holds for all tests: time for generated input, the database they run on, and one apart for those that ask.

The tests that touch a database run on SQLite as they are, and on PostgreSQL by
`python -m tools.postgres pytest --database`, as `make test` does, but for those that are marked `once`.
"""

from __future__ import annotations

import fcntl
import gc
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker
from tests.environment import empty_database, of_the_machine

from gongkai.config.room import with_room

# The machine may be busy with other work.
settings.register_profile("gongkai", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gongkai")

WITHOUT_DATABASE = {
    Path(__file__).with_name(name) for name in ("cli", "law", "redaction", "report", "typesetting", "untrusted")
}
"""Folders of tests that touch no database, as what they test knows none: they are not loaded to find those that do."""
ON_DATABASE = frozenset({"db", "transactional_db", "live_server", "apart", "killed"})
"""Fixtures by which a test touches a database; what is built on one of them counts as it."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", action="store_true", help="run only the tests that touch a database")
    parser.addoption("--pictures", metavar="FOLDER", help="keep a picture of every page that is looked at")
    parser.addoption("--examples", action="store_true", help="write the examples of the API anew, to be reviewed")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "once: asks nothing that one database answers otherwise than another")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    return (config.getoption("--database") and collection_path in WITHOUT_DATABASE) or None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    wrong = [item.nodeid for item in items if WITHOUT_DATABASE & set(item.path.parents) and touches_database(item)]
    if wrong:
        raise pytest.UsageError(f"These touch a database, and stand where none is looked for: {', '.join(wrong)}")
    if config.getoption("--database"):
        others = [item for item in items if not touches_database(item)]
        items[:] = [item for item in items if touches_database(item)]
        config.hook.pytest_deselected(items=others)


def pytest_collection_finish() -> None:
    """Have what is there before the first test, to the last, not looked through for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> object:
    """Run a test, with all it asks for, where there is room on the stack."""
    runner = item.config.pluginmanager.getplugin("runner")
    return _called(runner.pytest_runtest_protocol, item, nextitem)


def _called(call: Callable[..., object], *given: object) -> object:
    return call(*given)


with_room(_called, 1 << 16)  # half a megabyte, of which tests and the pages they ask for have as much again


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in a line each what kept tests from running, and how many."""
    skipped = [report.longrepr for report in terminalreporter.stats.get("skipped", ())]
    reasons = Counter(reason.removeprefix("Skipped: ") for _, _, reason in skipped)
    for reason, count in reasons.items():
        terminalreporter.write_line(f"{count} left out: {reason}")


ABOUT_PAGES = (
    "*/test_views*.py", "*_pages.py", "*/test_forms.py", "*/dashboards/*", "*/ui/lists/test_responding.py",
    "*/portal/test_feeds.py", "*/portal/test_files.py", "*/portal/test_helping.py", "*/portal/test_mine.py",
    "*/portal/test_sections.py",
)  # fmt: skip
"""Modules about what pages say. What their pages ask, `test_roles` asks either database, page by page."""


ASKED_BY_OTHERS = (
    "agencies/signin/test_sessions.py", "api/test_ground.py", "applications/test_intake.py",
    "applications/test_letters.py", "applications/test_signals.py", "applications/test_vectors.py",
    "applications/test_weighing.py", "config/test_metrics.py", "config/test_notices.py", "config/test_sessions.py",
    "disclosure/test_comparing.py", "disclosure/test_pictures.py", "duties/test_from_remedies.py",
    "filings/test_as_items.py", "filings/test_charting.py", "filings/test_corpus.py", "filings/test_demo.py",
    "filings/test_gate.py", "opendata/test_guide.py", "portal/test_applying.py", "portal/test_documents.py",
    "search/test_finding.py",
)  # fmt: skip
"""Modules whose statements are nearly all those of other modules too, as they were held against one another."""


def touches_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("once") or any(item.path.match(each) for each in (*ABOUT_PAGES, *ASKED_BY_OTHERS)):
        return False
    fixtures = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not ON_DATABASE.isdisjoint(fixtures)


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    """Have the database of the tests made from the models, which takes a tenth of the time that migrations do.

    That these make the same is tested (`test_first_release`).
    """
    return False


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Let the tests that commit empty the database after themselves, which the journal's protection forbids.

    It counts as having been through all migrations.
    """
    from django.conf import settings
    from django.contrib.contenttypes.management import create_contenttypes
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder
    from django.db.models.signals import post_migrate

    from gongkai.journal.protection import lifted

    settings.MIGRATION_MODULES = {}
    with django_db_blocker.unblock():
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for app, name in MigrationLoader(None).disk_migrations:
            recorder.record_applied(app, name)

    # Who empties the database makes Django's permissions and types anew, which takes most of the time. Nothing here
    # asks for permissions, and the types are left where they are.
    assert post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
    assert post_migrate.disconnect(create_contenttypes)

    operations: Any = type(connection.ops)
    flush = operations.execute_sql_flush

    def sql_flush(self: Any, style: Any, tables: list[str], **options: Any) -> list[str]:
        filled = _filled([table for table in tables if table != ContentType._meta.db_table])
        return [f"DELETE FROM {self.quote_name(table)};" for table in filled]

    def execute_sql_flush(self: Any, statements: list[str]) -> None:
        with lifted(self.connection):
            flush(self, statements)

    # Of the class, for there is a second connection in this thread once a browser's event loop runs in it.
    operations.sql_flush = sql_flush
    operations.execute_sql_flush = execute_sql_flush


def _filled(tables: Sequence[str]) -> list[str]:
    """Give the tables that have rows: a test fills few, and to empty all of them takes PostgreSQL half a second."""
    from django.db import connection

    asked = [f"EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})" for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(asked)}")
        return [table for table, filled in zip(tables, cursor.fetchone(), strict=True) if filled]


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let a module make rows once for all its tests; they are gone after it.

    What a test does to them is undone after it, as with any `db`. A test that commits cannot stand in such a module.
    """
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


PREPARE = """
import django
django.setup()
from gongkai.config import preparing
preparing.migrate()
preparing.collect_static()
"""


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Give the data folder of a site on SQLite as it is after its first start: a site of a test begins as a copy.

    The first process of the tests that asks for it makes it, and the others wait.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    folder, part = shared / "prepared", shared / "prepared.part"
    earnest = {"DJANGO_SETTINGS_MODULE": "gongkai.config.settings", "GONGKAI_DATA": str(part)}
    with (shared / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            subprocess.run([sys.executable, "-c", PREPARE], env={**of_the_machine(), **earnest}, check=True)
            part.rename(folder)
    return folder


@pytest.fixture
def apart(tmp_path: Path) -> Iterator[Mapping[str, str]]:
    """Give the environment for processes of a site apart: its own data folder, its own database with nothing in it.

    The database is of the kind the tests run on; the settings are those of a site in earnest, not those of the tests.
    """
    earnest = {"DJANGO_SETTINGS_MODULE": "gongkai.config.settings", "GONGKAI_DATA": str(tmp_path / "site")}
    environ = {**of_the_machine(), **earnest, "PYTHONIOENCODING": "utf-8"}
    address = os.environ.get("GONGKAI_DATABASE_URL")
    if not address:
        yield environ
        return
    with empty_database(address) as made:
        yield {**environ, "GONGKAI_DATABASE_URL": made}
