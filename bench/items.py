"""Pages of what is published, and of the desk where it is written, at a million items against ten thousand.

The demonstration county is filled up with items by bulk insert, spread over its agencies, the categories and the days
from the Regulation's first to yesterday; each has its text, its showing and its issuer, and of a hundred one is a
draft and one a normative document. `BENCH_ITEMS` says how many the many are, a million by default. Public pages are
asked for in a way in which they are not kept, so that each is drawn. Filling needs the settings of a site, and is done
in a process of its own: `python -m bench.items ROWS`.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from bench import site
from bench.filling import insert, without_indexes

FEW, MANY = 10_000, int(os.environ.get("BENCH_ITEMS", "1000000"))
_FIRST_KEY = 1_000_000
_FIRST_DAY = date(2019, 5, 15)
PUBLIC = {
    "item": "/items/{shown}/?drawn",
    "published list": "/published/?page=1&drawn",
    "page 330 of the published list": "/published/?page=330&drawn",
    "a category": "/published/A03/?page=1&drawn",
    "page 8 of a category": "/published/A03/?page=8&drawn",
    "published list of an agency": "/agencies/{agency}/published/?page=1&drawn",
    "page 22 of the published list of an agency": "/agencies/{agency}/published/?page=22&drawn",
    "home page of the portal": "/?drawn",
    "feed": "/feed.atom?drawn",
    "feed of an agency": "/agencies/{agency}/feed.json?drawn",
}
"""Pages that everybody sees, each drawn when it is asked for, and each full with few items as with many."""
DESK = {
    "list at the desk": "/desk/items/",
    "last page of the list at the desk": "/desk/items/?page=200",
    "list by index": "/desk/items/?sort=index",
    "list by publication, latest first": "/desk/items/?sort=-shown_on",
    "list of a category": "/desk/items/?category=A03",
    "list of drafts": "/desk/items/?stage=draft",
    "list of a year": "/desk/items/?shown-from=2024-01-01&shown-to=2024-12-31",
    "list of normative documents": "/desk/items/?kind=normative",
    "item at the desk": "/desk/items/{shown}/",
    "home page of the desk": "/desk/",
}
"""Pages of the officer signed in."""
_BODY = "'<p>' || replace(hex(zeroblob(20)), '0', '政府信息公开。') || '</p>'"
_OURS = "FROM disclosure_item WHERE id >= 1000000"
_FILLED: Sequence[tuple[str, Mapping[str, str], str]] = (
    (
        "disclosure_item",
        {
            "id": "1000000 + i",
            "agency_id": "agency.id",
            "index": "'BENCH/' || strftime('%Y', day.on_day) || '-' || (1000000 + i)",
            "category": "category.code",
            "due_on": "date(day.on_day, '+28 days')",
            "stage": "CASE WHEN i % 100 THEN 'settled' ELSE 'draft' END",
            "text_id": "1000000 + i",
            "shown_id": "CASE WHEN i % 100 THEN 1000000 + i END",
            "kind": "CASE i % 100 WHEN 1 THEN 'normative' ELSE '' END",
            "validity": "CASE i % 100 WHEN 1 THEN 'in_force' ELSE '' END",
            "shown_on": "CASE WHEN i % 100 THEN day.on_day END",
            "version": "1",
        },
        """
        FROM (WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :rows - 1) SELECT i FROM n)
        JOIN day ON day.n = i * :days / :rows
        JOIN agency ON agency.n = i % (SELECT count(*) FROM agency)
        JOIN category ON category.n = i / 7 % (SELECT count(*) FROM category)
        """,
    ),
    (
        "disclosure_text",
        {
            "id": "id",
            "item_id": "id",
            "number": "1",
            "category": "category",
            "matter": "'regular'",
            "formed_on": "date(due_on, '-28 days')",
            "title": "'关于2026年科技计划项目申报的通知第' || id || '号'",
            "summary": "'申报的条件、程序和时间'",
            "body": _BODY,
            "issuers": "'桓台县科技局'",
            "document_number": "'桓科示例发〔2026〕' || id || '号'",
            "made_on": "date(due_on, '-28 days')",
            "produced_on": "date(due_on, '-28 days')",
            "effective_on": "CASE validity WHEN '' THEN NULL ELSE date(due_on, '-28 days') END",
            "validity": "validity",
            "subject": "'科技、教育\\科技'",
            "nature": "'proactive'",
            "kind": "kind",
            "files": "'[]'",
            "digest": "hex(zeroblob(32))",
            "at": "date(due_on, '-28 days') || ' 08:00:00'",
        },
        _OURS,
    ),
    (
        "disclosure_issuer",
        {"id": "id", "text_id": "id", "order": "1", "name": "'桓台县科技局'", "agency_id": "agency_id"},
        _OURS,
    ),
    (
        "disclosure_showing",
        {
            "id": "id",
            "item_id": "id",
            "text_id": "id",
            "since": "shown_on || ' 08:00:00'",
            "due_on": "due_on",
        },
        f"{_OURS} AND shown_on IS NOT NULL",
    ),
)
"""What is inserted: into which table, by column how it is worked out, and from what; all else is blank, 0 or NULL."""


class Took(NamedTuple):
    """The seconds that a page took, and of the same page elsewhere."""

    ours: float
    theirs: float

    @property
    def ratio(self) -> float:
        """Give how many times as long it took."""
        return self.ours / self.theirs


def fill(rows: int) -> None:
    """Fill the database of the site with that many items."""
    import django

    django.setup()
    from django.conf import settings

    from gongkai.law.publication import CATEGORIES

    first, last = _FIRST_DAY, date.today() - timedelta(1)
    days = [(n, str(first + timedelta(n))) for n in range((last - first).days + 1)]
    database = sqlite3.connect(settings.DATABASES["default"]["NAME"], isolation_level=None)
    database.execute("PRAGMA synchronous=OFF")
    database.execute("PRAGMA foreign_keys=OFF")
    database.execute("CREATE TEMP TABLE day (n INTEGER PRIMARY KEY, on_day)")
    database.executemany("INSERT INTO day VALUES (?, ?)", days)
    database.execute("CREATE TEMP TABLE category (n INTEGER PRIMARY KEY, code)")
    database.executemany("INSERT INTO category VALUES (?, ?)", enumerate(each.code for each in CATEGORIES))
    database.execute(
        "CREATE TEMP TABLE agency AS SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM agencies_agency"
    )
    with without_indexes(database, "disclosure_%"):
        for table, given, source in _FILLED:
            insert(database, table, given, source, rows=rows, days=len(days))
    database.execute("ANALYZE")
    database.close()


@cache
def filled(rows: int) -> Path:
    """Give the folder of a site that has so many items."""
    folder, _cookie = site.county()
    into = Path(tempfile.mkdtemp(prefix="gongkai-bench-"))
    atexit.register(shutil.rmtree, into, ignore_errors=True)
    shutil.copytree(folder, into, dirs_exist_ok=True)
    subprocess.run([sys.executable, "-m", "bench.items", str(rows)], env=site.environ_of(into), check=True)
    return into


def _known(rows: int) -> dict[str, int]:
    """Give what addresses name: the item in the middle, and the bureau of science, which the county has third."""
    return {"shown": _FIRST_KEY + rows // 2 + 1, "agency": 3}


def pages(medians: site.Medians, rounds: int) -> Mapping[str, Took]:
    """Give how long each page takes with many items and with few."""
    _folder, cookie = site.county()
    with ExitStack() as stack:
        servers = {rows: stack.enter_context(site.started(filled(rows))) for rows in (FEW, MANY)}

        def show(rows: int, path: str, headers: Mapping[str, str]) -> Callable[[], object]:
            return lambda: servers[rows].ask(path.format(**_known(rows)), headers)

        took = {}
        for headers, some in (({}, PUBLIC), ({"Cookie": cookie}, DESK)):
            for name, path in some.items():
                took[name] = Took(*medians(show(MANY, path, headers), show(FEW, path, headers), rounds))
        return took


def against_bare(rows: int, medians: site.Medians, rounds: int) -> Mapping[str, Took]:
    """Give how long the item page and the published list take as visitors meet them, and a bare view of their bytes."""
    folder = filled(rows)
    known, took = _known(rows), {}
    with site.started(folder) as ours:
        for name, path in (("item", "/items/{shown}/"), ("published list", "/published/")):
            address = path.format(**known)
            content = ours.ask(address)
            with site.bare_site(folder, content) as theirs:
                took[name] = Took(*medians(partial(ours.ask, address), partial(theirs.ask, "/"), rounds))
    return took


if __name__ == "__main__":
    fill(int(sys.argv[1]))
