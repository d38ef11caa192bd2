"""What a database is made of, to hold one against another: in which order its columns stand says nothing."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from tools.postgres import programs


def layout(environ: Mapping[str, str]) -> list[str]:
    """Give the tables, indexes and triggers of the site of an environment, as the parts of their definitions."""
    address = environ.get("GONGKAI_DATABASE_URL")
    return _of_postgresql(address) if address else _of_sqlite(Path(environ["GONGKAI_DATA"]) / "gongkai.sqlite3")


def _of_sqlite(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        definitions = [sql for (sql,) in database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")]
    return sorted(" ".join(sorted(each.removesuffix(")").split(", "))) for each in definitions)


def _of_postgresql(address: str) -> list[str]:
    folder = programs()
    assert folder is not None
    command = [folder / "pg_dump", "--schema-only", "--no-owner", address]
    dumped = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    lines = (line for line in dumped.splitlines(keepends=True) if not line.startswith(("--", "\\")))
    statements = [each.strip() for each in "".join(lines).split(";\n") if "SCHEMA public" not in each]
    return sorted("\n".join(sorted(line.removesuffix(",") for line in each.splitlines())) for each in statements)
