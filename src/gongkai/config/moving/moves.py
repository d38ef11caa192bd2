"""The procedure of moving: look at both databases, copy in one transaction, compare, commit, verify the journal."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db.migrations.loader import MigrationLoader

from gongkai.config.moving import source, target
from gongkai.config.moving.refusals import CannotMove
from gongkai.config.moving.source import Source
from gongkai.config.moving.tables import Digest, Table, tables
from gongkai.config.moving.target import Target
from gongkai.law.message import Message

AT_ONCE = 5000
"""Rows in memory, and in one COPY."""

Told = Callable[[Message], None]


@dataclass(frozen=True)
class Moved:
    """What was moved: of how many tables how many rows, how many of them entries of the journal in how many chains."""

    tables: int
    rows: int
    entries: int
    chains: int


def move(file: Path, address: str, wait: int, told: Told) -> Moved:
    """Move all rows of a SQLite file into the empty database of an address; the site does not run meanwhile.

    Raises CannotMove with nothing moved: in the target there may be the tables, and no row.
    """
    known = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    every = tables()
    with source.opened(file) as old:
        _require_version(old.migrations(), known)
        old.require_only(every)
        with target.opened(address, wait) as new:
            new.require_empty(every)
            there = new.migrations()
            if there - known:
                raise CannotMove(
                    "move-target-version",
                    Message("目标数据库的表是另一版的（有 {step}）。", step=_named(there - known)),
                    hint=Message("请为本系统新建一个空的数据库。"),
                )
            if there != known:
                told(Message("在目标数据库里建表。"))
                _run(address, "migrate")
                new.require_empty(every)
            with new.transaction():
                moved = _copy(old, new, every, told)
                old.require_unchanged()
            new.analyze()
    return moved


def verify(address: str) -> None:
    """Verify the journal where everything is now, as the site will there; raises CannotMove where it is not whole."""
    _run(address, "journal", "verify")


def _require_version(there: set[tuple[str, str]], known: set[tuple[str, str]]) -> None:
    if there - known:
        raise CannotMove(
            "move-source-newer",
            Message("原数据库是更新的版本写的（有 {step}）。", step=_named(there - known)),
            hint=Message("请先把程序升级到那一版。"),
        )
    if known - there:
        raise CannotMove(
            "move-source-older",
            Message("原数据库还没有升级到这一版（缺 {step}）。", step=_named(known - there)),
            hint=Message("请先运行 gongkai migrate。"),
        )


def _named(steps: set[tuple[str, str]]) -> str:
    return ".".join(min(steps))


def _copy(old: Source, new: Target, every: list[Table], told: Told) -> Moved:
    """Copy every table, then read all of it back and compare, within the transaction of the target."""
    new.lock(every)
    new.require_empty(every)
    new.begin(every)
    digests = dict[str, Digest]()
    for table in every:
        digest = digests[table.name] = Digest(table)
        for portion in old.rows(table, AT_ONCE):
            for row in portion:
                digest.add(row)
            new.put(table, portion)
        new.set_number(table, old.last_number(table))
    new.check_all()
    told(Message("已写入{count}行，正在逐表核对。", count=sum(digest.rows for digest in digests.values())))
    for table in every:
        _require_same(table, digests[table.name], new.digest(table, AT_ONCE))
    return Moved(
        len(every),
        sum(digest.rows for digest in digests.values()),
        digests["journal_entry"].rows,
        digests["journal_chain"].rows,
    )


def _require_same(table: Table, was: Digest, now: Digest) -> None:
    if was.found != now.found:
        raise CannotMove(
            "move-not-the-same",
            Message(
                "表 {table} 搬过去之后与原来的不同：原有{was}行，现有{now}行，已搬的作废。",
                table=table.name,
                was=was.rows,
                now=now.rows,
            ),
            hint=Message("原数据库没有改动。请把这一行告诉开发者。"),
        )


def _run(address: str, *words: str) -> None:
    """Run a command of ours as the site on the target would."""
    environ = {**os.environ, "GONGKAI_DATABASE_URL": address}
    command = [sys.executable, "-P", "-m", "gongkai.cli", *words]
    done = subprocess.run(command, env=environ, capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise CannotMove(
            "move-command-failed",
            Message(
                "在目标数据库上运行 gongkai {words} 没有成功：{said}",
                words=" ".join(words),
                said=said[-1] if said else str(done.returncode),
            ),
            hint=Message("网站用的还是原来的数据库，没有受影响；请先不要改用新的。"),
        )
