"""Pages of a list at a million rows against ten thousand: the first and the last, sorted, filtered, searched.

The rows are entries of the journal, which every site has most of. Each size has a database of its own.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

FEW, MANY = 10_000, 1_000_000
PAGES = {
    "first": "",
    "last": "?page=200",
    "sorted": "?sort=number",
    "filtered": "?act=bench.even",
    "searched": "?q=bench",
}
_ENTRIES = """
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s)
    INSERT INTO journal_entry (chain_id, number, at, act, object_type, object_id, role, article, before, after, note,
        address, request_id, algorithm, previous, hash)
    SELECT 1, i, datetime('2026-01-01', '+' || i || ' seconds'),
        CASE i %% 2 WHEN 0 THEN 'bench.even' ELSE 'bench.odd' END, 'agencies.agency', i, 'system', '',
        '{}', '{}', '{}', '', '', 'sha256', '', ''
    FROM n
"""


def prepared() -> Mapping[int, Mapping[str, Callable[[], Any]]]:
    """Give, by the number of rows and the name of the page, what shows it."""
    folder = Path(tempfile.mkdtemp(prefix="gongkai-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["GONGKAI_DATA"] = str(folder)
    os.environ.pop("GONGKAI_DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.config.settings"

    import django
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.db import connections

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    for rows in (FEW, MANY):
        settings.DATABASES[str(rows)] = {**settings.DATABASES["default"], "NAME": folder / f"{rows}.sqlite3"}
    django.setup()
    # Migrations of others look at the default database, whichever they were called for.
    call_command("migrate", verbosity=0)
    get_user_model().objects.create(username="bench", name="bench")
    connections["default"].close()
    for rows in (FEW, MANY):
        shutil.copy(settings.DATABASES["default"]["NAME"], settings.DATABASES[str(rows)]["NAME"])
        with connections[str(rows)].cursor() as cursor:
            cursor.execute("INSERT INTO journal_chain (id, key, length, head) VALUES (1, 'site', 0, '')")
            cursor.execute(_ENTRIES, [rows])
            cursor.execute("ANALYZE")
    return {rows: {name: _page(rows, query) for name, query in PAGES.items()} for rows in (FEW, MANY)}


def _page(rows: int, query: str) -> Callable[[], Any]:
    from django.contrib.auth import get_user_model
    from django.test import RequestFactory

    from gongkai.journal.models import Entry
    from gongkai.ui.lists import Choice, Column, List, Search, respond

    listing = List(
        "bench",
        "bench",
        columns=(
            Column("number", "number", sort=("pk",), link=lambda entry: f"/{entry.pk}/"),
            Column("at", "at"),
            Column("act", "act"),
            Column("object", "object", value="object_type"),
            Column("officer", "officer"),
        ),
        filters=(
            Choice("act", "act", choices=(("bench.even", "even"), ("bench.odd", "odd"))),
            Search("q", "q", fields=("act",)),
        ),
        order=("-number",),
    )

    officer = get_user_model().objects.get(username="bench")

    def show() -> Any:
        request = RequestFactory().get(f"/desk/{query}")
        request.user = officer
        response = respond(request, listing, Entry.objects.using(str(rows)).select_related("officer"))
        assert response.status_code == 200
        return response

    return show
