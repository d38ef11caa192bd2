"""Pages of the site at a million applications against ten thousand, and how long one takes to be submitted.

The demonstration county is filled up with cases by bulk insert, spread over its agencies and over the days from the
Regulation's first to yesterday. Each has its applicant, its events, which fold to what its row says, and its entries of
the journal; the last six weeks' are under way, the others are replied to. What needs the settings of a site is done in
a process of its own: `python -m bench.cases ROWS` fills, `python -m bench.cases` submits.
"""

from __future__ import annotations

import atexit
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from bench import site
from bench.filling import insert, without_indexes

FEW, MANY = 10_000, 1_000_000
PAGES = {
    "list": "/desk/applications/",
    "last page of the list": "/desk/applications/?page=200",
    "list by number": "/desk/applications/?sort=number",
    "list by receipt, latest first": "/desk/applications/?sort=-received_on",
    "list of what is open": "/desk/applications/?open=1",
    "list of what was not held": "/desk/applications/?outcome=UNABLE_1A",
    "list of a year": "/desk/applications/?received-from=2024-01-01&received-to=2024-12-31",
    "list searched by number": "/desk/applications/?q={number}",
    "home page of the desk": "/desk/",
    "case under way": "/desk/applications/{open}/",
    "case replied to": "/desk/applications/{closed}/",
}
_FIRST_KEY = 1_000_000
_FIRST_DAY = date(2019, 5, 15)
_SHOWN = 24_000
"""Of as many rows at either end, and of a few of each year, what is sealed can be opened: no page shows another."""
_OPEN_FOR = timedelta(42)


def fill(rows: int) -> None:
    """Fill the database of the site with that many cases."""
    import django

    django.setup()
    from django.conf import settings

    from gongkai.law.channels import Channel
    from gongkai.law.clock import Event, Kind, fold

    def times(on: date, closed_on: date | None) -> tuple[Any, ...]:
        events = [Event(Kind.RECEIVED, on, channel=Channel.COUNTER)]
        if closed_on is not None:
            events.append(Event(Kind.REPLIED, closed_on))
        clock = fold(events)
        return on, clock.state.value, clock.due, clock.provisional, clock.running, closed_on, clock.late

    first, last = _FIRST_DAY, date.today() - timedelta(1)
    days = [first + timedelta(each) for each in range((last - first).days + 1)]
    database = sqlite3.connect(settings.DATABASES["default"]["NAME"], isolation_level=None)
    database.execute("PRAGMA synchronous=OFF")
    database.execute("PRAGMA foreign_keys=OFF")
    database.execute("CREATE TEMP TABLE day (n, received_on, state, due_on, provisional, running, closed_on, late)")
    database.executemany(
        "INSERT INTO day VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (n, *map(_plain, times(on, on + timedelta(14) if on + _OPEN_FOR <= last else None)))
            for n, on in enumerate(days)
        ],
    )
    database.execute(
        "CREATE TEMP TABLE agency AS SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM agencies_agency"
    )
    with without_indexes(database, "applications_%", "journal_entry"):
        for table, given, source in _FILLED:
            insert(database, table, given, source, rows=rows, days=len(days))
        _seal(database, rows)
    database.execute("ANALYZE")
    database.close()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else int(value) if isinstance(value, bool) else value


_OURS = "FROM applications_application WHERE id >= 1000000"
_FILLED: Sequence[tuple[str, Mapping[str, str], str]] = (
    (
        "applications_application",
        {
            "id": "1000000 + i",
            "agency_id": "agency.id",
            "number": "substr(received_on, 1, 4) || '-' || (1000000 + i)",
            "channel": "'counter'",
            "arrived_on": "received_on",
            "received_on": "received_on",
            "kind": "CASE WHEN i % 5 THEN 'NATURAL' ELSE 'COMMERCIAL' END",
            "description": "hex(zeroblob(60))",
            "obtaining": "'online'",
            "means": "'either'",
            "code_fingerprint": "lower(hex(randomblob(16)))",
            "stage": "CASE WHEN closed_on IS NULL THEN 'open' ELSE 'closed' END",
            "state": "state",
            "due_on": "due_on",
            "provisional": "provisional",
            "running": "running",
            "closed_on": "closed_on",
            "late": "late",
            "outcome": "CASE WHEN closed_on IS NULL THEN '' WHEN i % 3 THEN 'GRANT' ELSE 'UNABLE_1A' END",
            "version": "1",
        },
        """
        FROM (WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :rows - 1) SELECT i FROM n)
        JOIN day ON day.n = i * :days / :rows JOIN agency ON agency.n = i % (SELECT count(*) FROM agency)
        """,
    ),
    (
        "applications_applicant",
        {
            "id": "id",
            "application_id": "id",
            "kind": "kind",
            "name": "hex(zeroblob(50))",
            "identity_kind": "'resident'",
            "identity": "hex(zeroblob(50))",
            "identity_fingerprint": "'sha256:' || (id / 4)",
            "phone": "hex(zeroblob(50))",
            "address": "hex(zeroblob(60))",
        },
        _OURS,
    ),
    (
        "applications_caseevent",
        {
            "id": "id",
            "application_id": "id",
            "order": "1",
            "kind": "'received'",
            "on": "received_on",
            "channel": "'counter'",
        },
        _OURS,
    ),
    (
        "applications_caseevent",
        {"id": "id + 10000000", "application_id": "id", "order": "2", "kind": "'replied'", "on": "closed_on"},
        f"{_OURS} AND closed_on IS NOT NULL",
    ),
    ("journal_chain", {"id": "1000000", "key": "'bench'"}, ""),
    (
        "journal_entry",
        {
            "chain_id": "1000000",
            "number": "id * 2 + closing",
            "at": "CASE closing WHEN 0 THEN received_on ELSE closed_on END || ' 08:00:00'",
            "act": "CASE closing WHEN 0 THEN 'application.registered' ELSE 'application.served' END",
            "object_type": "'applications.application'",
            "object_id": "id",
            "role": "'system'",
            "article": "'条例第45条'",
            "before": "'{}'",
            "after": "json_object('state', state, 'due_on', due_on, 'closed_on', closed_on, 'number', number)",
            "note": "'{}'",
            "algorithm": "'sha256'",
            "previous": "lower(hex(zeroblob(32)))",
            "hash": "lower(hex(zeroblob(32)))",
        },
        """
        FROM applications_application JOIN (SELECT 0 AS closing UNION SELECT 1)
        WHERE id >= 1000000 AND (closing = 0 OR closed_on IS NOT NULL)
        """,
    ),
)
"""What is inserted: into which table, by column how it is worked out, and from what; all else is blank, 0 or NULL."""


def _seal(database: sqlite3.Connection, rows: int) -> None:
    """Seal what the rows that pages show hold."""
    from gongkai.vault.sealing import Place, seal

    last = _FIRST_KEY + rows
    years = database.execute(
        "SELECT min(id) FROM applications_application WHERE id >= ? GROUP BY substr(received_on, 1, 4)", [_FIRST_KEY]
    )
    begun = [_FIRST_KEY, max(_FIRST_KEY, last - _SHOWN)]
    shown = {key for first in begun for key in range(first, min(last, first + _SHOWN))}
    keys = sorted(shown.union(*(range(first, min(last, first + 200)) for (first,) in years)))
    sealed = {
        "applications_application": ("description", "code"),
        "applications_applicant": ("name", "identity", "phone", "address"),
    }
    for table, columns in sealed.items():
        for column in columns:
            database.executemany(
                f"UPDATE {table} SET {column} = ? WHERE id = ?",
                [(seal(f"桓台县科技计划项目立项名单{key}", Place(table, column, key)), key) for key in keys],
            )


@cache
def filled() -> Mapping[int, tuple[Path, str]]:
    """Give, by the number of cases, the folder of a site that has as many, and the cookie of an officer signed in."""
    folder, cookie = site.county()
    return {rows: (_filled(folder, rows), cookie) for rows in (FEW, MANY)}


def _filled(folder: Path, rows: int) -> Path:
    into = Path(tempfile.mkdtemp(prefix="gongkai-bench-"))
    atexit.register(shutil.rmtree, into, ignore_errors=True)
    shutil.copytree(folder, into, dirs_exist_ok=True)
    subprocess.run([sys.executable, "-m", "bench.cases", str(rows)], env=site.environ_of(into), check=True)
    return into


def pages(medians: site.Medians, rounds: int) -> Mapping[str, tuple[float, float]]:
    """Give how long each page takes with many cases and with few."""
    with ExitStack() as stack:
        shown = {
            rows: (stack.enter_context(site.started(folder)), {"Cookie": cookie})
            for rows, (folder, cookie) in filled().items()
        }

        def show(rows: int, path: str) -> Callable[[], object]:
            server, headers = shown[rows]
            known = {"open": _FIRST_KEY + rows - 1, "closed": _FIRST_KEY, "number": f"{_FIRST_DAY.year}-{_FIRST_KEY}"}
            return lambda: server.ask(path.format(**known), headers)

        return {name: medians(show(MANY, path), show(FEW, path), rounds) for name, path in PAGES.items()}


def submitted() -> tuple[float, float, float]:
    """Give the seconds that submitting takes, that Django's bare inserts of its rows take, and SQLite's own."""
    folder, _cookie = site.county()
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as into:
        shutil.copytree(folder, into, dirs_exist_ok=True)
        command = [sys.executable, "-m", "bench.cases"]
        made = subprocess.run(command, env=site.environ_of(Path(into)), check=True, stdout=subprocess.PIPE)
    ours, django, sqlite = json.loads(made.stdout)
    return ours, django, sqlite


def submit() -> None:
    """Submit applications, and insert rows of the same bytes, in turn; print the median seconds of each.

    The bare rows go into a copy of the database, into the same tables with the same indexes, by an insert each, in one
    transaction that is committed to the disk alike.
    """
    from django.conf import settings

    ours_in = settings.DATABASES["default"]
    settings.DATABASES["bare"] = {**ours_in, "NAME": Path(ours_in["NAME"]).with_name("bare.sqlite3")}

    import django

    django.setup()
    from django.db import connections, models, transaction

    from gongkai.agencies.models import Agency, Kind
    from gongkai.applications.services import NewApplicant, register
    from gongkai.journal.actor import Actor
    from gongkai.law.channels import Channel

    applicant = NewApplicant("NATURAL", "王小明", "11010519491231002X", phone="13812345678", address="桓台县某街1号")
    agency = Agency.objects.filter(kind=Kind.DEPARTMENT).earliest("pk")

    def ours() -> None:
        register(
            agency,
            channel=Channel.INTERNET,
            arrived_on=date.today() - timedelta(1),
            applicants=[applicant],
            description="桓台县2025年科技计划项目立项名单" * 10,
            by=Actor(role="applicant"),
        )

    ours()
    database = sqlite3.connect(ours_in["NAME"], isolation_level=None)
    left = [row for table, number in _LEFT.items() for row in _newest(database, table, number)]
    with sqlite3.connect(settings.DATABASES["bare"]["NAME"]) as copy:
        database.backup(copy)
    keys = count(10_000_000, 10)

    def anew() -> Iterator[tuple[str, dict[str, Any]]]:
        first = next(keys)
        for place, (table, row) in enumerate(left):
            new = {"id": first + place, "number": first + place, "application_id": first, "object_id": first}
            yield table, {name: new.get(name, value) for name, value in row.items()}

    def kind(value: Any) -> models.Field[Any, Any]:
        return models.BigIntegerField(null=True) if isinstance(value, int) else models.TextField(null=True)

    def model(table: str, row: Mapping[str, Any]) -> type[models.Model]:
        meta = type("Meta", (), {"managed": False, "db_table": table, "app_label": "bench"})
        fields = {name: kind(value) for name, value in row.items() if name != "id"}
        key = models.BigIntegerField(primary_key=True)
        return type(table, (models.Model,), {"__module__": __name__, "Meta": meta, "id": key, **fields})

    bare = {table: model(table, row) for table, row in dict(left).items()}

    def by_django() -> None:
        with transaction.atomic("bare"):
            for table, row in anew():
                bare[table](**row).save(force_insert=True, using="bare")

    def by_sqlite() -> None:
        with transaction.atomic("bare"):
            raw = connections["bare"].connection
            for table, row in anew():
                names, places = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
                raw.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", list(row.values()))

    works = (ours, by_django, by_sqlite)
    took = [[_seconds(work) for work in works] for _ in range(_SUBMITTED)]
    print(json.dumps([median(each) for each in zip(*took[_SUBMITTED // 10 :])]))


_SUBMITTED = 300
_LEFT = {
    "applications_application": 1,
    "applications_applicant": 1,
    "applications_caseevent": 1,
    "journal_entry": 3,
}
"""What one submission leaves: how many rows of which table."""


def _newest(database: sqlite3.Connection, table: str, number: int) -> list[tuple[str, dict[str, Any]]]:
    # Of the table's columns the ones it works out itself are not told.
    names = [name for (name,) in database.execute("SELECT name FROM pragma_table_info(?)", [table])]
    columns = ", ".join(f'"{name}"' for name in names)
    found = database.execute(f"SELECT {columns} FROM {table} ORDER BY id DESC LIMIT ?", [number])
    return [(table, dict(zip(names, row))) for row in found]


def _seconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


if __name__ == "__main__":
    fill(int(sys.argv[1])) if sys.argv[1:] else submit()
