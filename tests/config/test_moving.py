"""Moving house, on a real SQLite and a real PostgreSQL: all is there afterwards, or nothing is."""

import os
import shutil
import sqlite3
from contextlib import closing
from urllib.parse import unquote

import psycopg
import pytest
from tests import forked
from tests.config.served import Site
from tests.missing import missing
from tools import postgres

from gongkai.config import presence
from gongkai.config.moving import moves
from gongkai.config.moving.refusals import CannotMove
from gongkai.config.moving.tables import Column, Digest, Table, tables

WAIT = 5
SEED = """
from datetime import date
from django.db import transaction
from gongkai.config.models import NightlyRun
from tests.casework import apply, rectify
from tests.county import county
with transaction.atomic():
    made = county()
    apply(made)
    rectify(made)
    run = NightlyRun.objects.create(task="甲", on=date(2026, 3, 2), result={"b": 1.50, "a": [1e5, "\\u4e2d\\n", None]})
    NightlyRun.objects.create(pk=50, task="乙", on=date(2026, 3, 2)).delete()
"""
MOVE = """
import sys
from gongkai.cli.errors import tell
from gongkai.config.commands.moving import move_to
try:
    move_to(standalone_mode=False)
except Exception as error:
    sys.exit(tell(error))
"""
END_BEFORE_COMMIT = """
import os, sys
from pathlib import Path
from gongkai.config.moving.moves import move
move(Path(sys.argv[1]), sys.argv[2], 5, lambda message: os._exit(9))
"""


@pytest.fixture(scope="module")
def house(prepared, tmp_path_factory):
    """A site on SQLite with rows of many kinds."""
    site = Site(tmp_path_factory.mktemp("house") / "data")
    shutil.copytree(prepared, site.folder)
    site.python(SEED)
    return site


@pytest.fixture(scope="module")
def moved(house):
    """The site moved by the command into a database without tables; what was said, and the way to the server."""
    if postgres.programs() is None:
        missing("PostgreSQL", "postgresql")
    with postgres.server() as address:
        done = run(house, "-c", MOVE, address)
        assert (done.returncode, done.stderr) == (0, "")
        socket = unquote(address.partition("@")[2].rpartition("/")[0])
        # The same tables with nothing in them, to move into again and again.
        with owner(socket, "postgres") as server:
            server.execute("CREATE DATABASE bare TEMPLATE gongkai OWNER gongkai")
        with owner(socket, "bare") as bare:
            bare.execute("SET session_replication_role = replica")
            (names,) = bare.execute(
                "SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables WHERE schemaname = 'public' "
                "AND tablename NOT IN ('django_migrations', 'portal_version')"
            ).fetchone()
            bare.execute("ALTER TABLE journal_entry DISABLE TRIGGER journal_entry_no_truncate")
            bare.execute(f"TRUNCATE {names}")
            bare.execute("ALTER TABLE journal_entry ENABLE TRIGGER journal_entry_no_truncate")
        yield done.stdout, address, socket


@pytest.fixture
def target(moved):
    """An empty target that has its tables, and the way to it as the owner of the server."""
    _, address, socket = moved
    with owner(socket, "postgres") as server:
        server.execute("DROP DATABASE IF EXISTS target WITH (FORCE)")
        server.execute("CREATE DATABASE target TEMPLATE bare OWNER gongkai")
    with owner(socket, "target") as connection:
        yield f"{address.rpartition('/')[0]}/target", connection


@pytest.fixture
def old(house, tmp_path):
    """The database of the site, to be changed."""
    with closing(sqlite3.connect(house.folder / "gongkai.sqlite3")) as there:
        there.execute("VACUUM INTO ?", [str(tmp_path / "old.sqlite3")])
    with closing(sqlite3.connect(tmp_path / "old.sqlite3", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        yield tmp_path / "old.sqlite3", connection


def run(site, *words):
    return forked.run(*words, env=site.environ)


def owner(socket, name):
    return psycopg.connect(host=socket, user="postgres", dbname=name, autocommit=True)


def counts(execute):
    return {table.name: execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0] for table in tables()}


def refused(old, target, told=lambda message: None):
    """Give why nothing is moved, and make sure that nothing was."""
    file, _ = old
    address, connection = target
    there = counts(connection.execute)
    with pytest.raises(CannotMove) as caught:
        moves.move(file, address, WAIT, told)
    assert counts(connection.execute) == there
    return caught.value


def test_all_is_there_and_the_journal_is_whole(house, moved):
    said, address, socket = moved
    assert "逐表核对相符" in said
    assert "目标数据库的留痕核验完整。" in said
    assert "请设 GONGKAI_DATABASE_URL" in said
    with closing(sqlite3.connect(house.folder / "gongkai.sqlite3")) as was, owner(socket, "gongkai") as now:
        assert counts(now.execute) == counts(was.execute)
        chains = "SELECT id, length, head FROM journal_chain ORDER BY id"
        there = was.execute(chains).fetchall()
        assert now.execute(chains).fetchall() == there
        assert len(there) > 3
        assert sum(length for _, length, _ in there) == counts(was.execute)["journal_entry"] > 20
        sealed = "SELECT name FROM applications_applicant"
        assert now.execute(sealed).fetchall() == was.execute(sealed).fetchall()
        assert now.execute("SELECT result FROM config_nightlyrun").fetchone() == ({"b": 1.5, "a": [1e5, "中\n", None]},)
        # A key that was given to a row which is gone is not given again.
        assert now.execute("SELECT nextval(pg_get_serial_sequence('config_nightlyrun', 'id'))").fetchone() == (51,)
        with pytest.raises(psycopg.Error, match="neither changed nor removed"):
            now.execute("DELETE FROM journal_entry")
        assert now.execute("SELECT count(*) FROM portal_version").fetchone() == (1,)
    again = run(house, "-c", MOVE, address)
    assert again.returncode == 1
    assert "目标数据库不是空的" in again.stderr + again.stdout


def test_what_is_on_postgresql_already_is_not_moved(house, moved):
    _, address, _ = moved
    site = Site(house.folder, settings={"GONGKAI_DATABASE_URL": address})
    done = run(site, "-c", MOVE, address)
    assert (done.returncode, "已经是 PostgreSQL" in done.stderr) == (1, True)


def test_a_target_with_the_tables_and_nothing_in_them(old, target):
    moved = moves.move(old[0], target[0], WAIT, lambda message: None)
    assert moved.rows == sum(counts(target[1].execute).values())
    assert moved.entries == target[1].execute("SELECT count(*) FROM journal_entry").fetchone()[0]


def test_what_does_not_fit_is_refused_and_nothing_is_moved(old, target):
    file, source = old
    _, connection = target
    connection.execute("CREATE TABLE another (id int)")
    assert refused(old, target).code == "move-target-taken"
    connection.execute("DROP TABLE another")
    connection.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('journal', '9999_later', now())")
    assert refused(old, target).code == "move-target-version"
    connection.execute("DELETE FROM django_migrations WHERE name = '9999_later'")
    source.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('journal', '9999_later', 'now')")
    assert refused(old, target).code == "move-source-newer"
    source.execute("DELETE FROM django_migrations WHERE name = '9999_later'")
    last = source.execute("SELECT max(id), app, name, applied FROM django_migrations").fetchone()
    source.execute("DELETE FROM django_migrations WHERE id = ?", last[:1])
    assert refused(old, target).code == "move-source-older"
    source.execute("INSERT INTO django_migrations VALUES (?, ?, ?, ?)", last)
    source.execute("CREATE TABLE left_over (id int)")
    assert refused(old, target).code == "move-unknown-table"
    source.execute("DROP TABLE left_over")
    assert refused((file.with_name("nothing"), None), target).code == "move-no-source"
    file.with_name("empty").touch()
    assert refused((file.with_name("empty"), None), target).code == "move-source-empty"
    file.with_name("rubbish").write_bytes(b"rubbish" * 1000)
    assert refused((file.with_name("rubbish"), None), target).code == "move-source-failed"
    with pytest.raises(CannotMove, match=r"目标数据库不能用（.*nobody"):
        moves.move(file, target[0].replace("//gongkai@", "//nobody@"), WAIT, lambda message: None)
    assert moves.move(file, target[0], WAIT, lambda message: None).rows  # and now it fits


@pytest.mark.parametrize(("value", "why"), [("王" * 61, "22001 task"), ("王\0", "NUL")])
def test_a_row_that_postgresql_does_not_take_is_named_without_what_it_holds(old, target, value, why):
    old[1].execute("UPDATE config_nightlyrun SET task = ?", [value])
    key = old[1].execute("SELECT id FROM config_nightlyrun").fetchone()[0]
    error = refused(old, target)
    assert error.code == "move-row-refused"
    assert f"表 config_nightlyrun 中 id 为 {key} 的一行" in str(error)
    assert why in str(error)
    assert "王" not in str(error)


def test_a_row_that_points_at_nothing_is_refused(old, target):
    old[1].execute("PRAGMA foreign_keys = OFF")
    old[1].execute("UPDATE agencies_post SET officer_id = 4711 WHERE id = (SELECT min(id) FROM agencies_post)")
    error = refused(old, target)
    assert error.code == "move-row-refused"
    assert "23503" in str(error)


def test_a_source_that_is_written_to_meanwhile_makes_it_void(old, target):
    write = "UPDATE config_nightlyrun SET task = '丙'"
    assert refused(old, target, lambda message: old[1].execute(write)).code == "move-source-changed"


def test_what_arrives_otherwise_than_it_was_makes_it_void(old, target):
    target[1].execute(
        "CREATE FUNCTION other() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.task = '丁'; RETURN NEW; END $$"
    )
    target[1].execute("CREATE TRIGGER other BEFORE INSERT ON config_nightlyrun FOR EACH ROW EXECUTE FUNCTION other()")
    error = refused(old, target)
    assert (error.code, "config_nightlyrun" in str(error)) == ("move-not-the-same", True)


def test_a_move_that_is_killed_before_its_end_leaves_nothing(house, old, target):
    there = counts(target[1].execute)
    script = f"import django; django.setup()\n{END_BEFORE_COMMIT}"
    done = run(house, "-c", script, str(old[0]), target[0])
    assert done.returncode == 9, done.stderr
    assert counts(target[1].execute) == there
    assert moves.move(old[0], target[0], WAIT, lambda message: None).rows


def test_the_site_does_not_run_while_it_is_moved_and_is_not_moved_while_it_runs(house, target, settings):
    settings.DATA = house.folder
    locks = presence.enter(), presence.enter()
    done = run(house, "-c", MOVE, target[0])
    assert (done.returncode, "网站正在运行" in done.stderr) == (1, True)
    for lock in locks:
        os.close(lock)
    with presence.alone():
        with pytest.raises(presence.InUse, match="正在恢复或者搬迁"):
            presence.enter()
        served = run(house, "-m", "gongkai.cli", "worker")
        assert (served.returncode, "正在恢复或者搬迁" in served.stderr) == (1, True)


def test_tables_come_after_what_they_point_at():
    every = tables()
    place = {table.name: number for number, table in enumerate(every)}
    backwards = {
        (table.name, other)
        for table in every
        for other in table.points_at
        if other in place and place[other] >= place[table.name] and other != table.name
    }
    assert len(backwards) <= 3  # each a circle, of which one pointer has to wait


def test_a_digest_knows_rows_by_what_they_mean():
    table = next(table for table in tables() if table.name == "config_nightlyrun")
    result = next(number for number, column in enumerate(table.columns) if column.name == "result")

    def digest(*written):
        found = Digest(table)
        for key, words in enumerate(written):
            row = [
                column.take("2026-03-02 00:00:00") if column.name.endswith("_at") else "甲" for column in table.columns
            ]
            row[0], row[result] = key, words
            found.add(row)
        return found.found

    assert digest('{"a": 1.50, "b": [1e2]}') == digest('{"b":[100],"a":1.5}')
    assert digest('{"a": 1}') != digest('{"a": true}')
    assert digest('{"a": 1}') != digest('{"a": "1"}')
    assert digest("[]", "{}") != digest("{}", "[]")
    same = Table("t", (Column("id", int, int), Column("name", str, str)), "id")
    one, other = Digest(same), Digest(same)
    for row in ((1, "甲"), (2, "乙")):
        one.add(row)
    for row in ((2, "乙"), (1, "甲")):
        other.add(row)
    assert one.found == other.found
