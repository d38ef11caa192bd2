"""PostgreSQL taken back to a moment between two acts, by the steps of docs/guides/back-up.md, on a real server."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import quote

import psycopg
import pytest
from tests import forked
from tests.environment import of_the_machine
from tests.missing import missing
from tools import postgres

ACT = """
import django
django.setup()
from django.db import connection
from gongkai.config.administrators import make_administrator
make_administrator("before", "甲", "Correct horse, 1 battery")
with connection.cursor() as cursor:
    cursor.execute("SELECT clock_timestamp()::text")
    print(cursor.fetchone()[0])
make_administrator("after", "乙", "Correct horse, 1 battery")
with connection.cursor() as cursor:
    cursor.execute("SELECT pg_switch_wal()")
"""
FOUND = """
import django
django.setup()
from gongkai.agencies.models import Officer
from gongkai.journal.verifying import verify
found = verify()
print(*Officer.objects.values_list("username", flat=True), found.entries, found.whole)
"""


class Server:
    """A PostgreSQL of the test, as the user that PostgreSQL runs as."""

    def __init__(self, folder):
        self.folder, self.programs = folder, postgres.programs()
        self.user, group = postgres._someone_else() if os.geteuid() == 0 else (None, None)
        if self.user is not None:
            os.chown(folder, self.user, group)
        self.more = {"user": self.user, "group": group, "extra_groups": None if self.user is None else []}
        self.running = []

    def run(self, program, *words):
        command = [str(self.programs / program), *map(str, words)]
        subprocess.run(command, cwd="/", check=True, stdout=subprocess.DEVNULL, **self.more)

    def start(self, data):
        options = f"-k '{self.folder}' -h '' -c fsync=off -c wal_level=replica -c archive_mode=on"
        archive = f"test ! -f {self.folder}/archive/%f && cp %p {self.folder}/archive/%f"
        options += f' -c archive_command="{archive}"'
        self.run("pg_ctl", "-w", "-s", "-D", data, "-l", self.folder / "log", "-o", options, "start")
        self.running.append(data)

    def stop(self):
        self.run("pg_ctl", "-w", "-s", "-m", "fast", "-D", self.running.pop(), "stop")

    def wait_until_taken_back(self):
        with psycopg.connect(self.address, autocommit=True) as connection:
            end = monotonic() + 60
            while connection.execute("SELECT pg_is_in_recovery()").fetchone()[0]:
                assert monotonic() < end
                sleep(0.05)

    @property
    def address(self):
        return f"postgresql://postgres@{quote(str(self.folder), safe='')}/postgres"


@pytest.fixture
def server():
    if postgres.programs() is None:
        missing("PostgreSQL", "postgresql")
    folder = Path(tempfile.mkdtemp(prefix="gongkai-pitr-", dir="/tmp"))
    made = Server(folder)
    try:
        yield made
    finally:
        for data in made.running:
            subprocess.run(
                [made.programs / "pg_ctl", "-s", "-m", "immediate", "-D", data, "stop"], cwd="/", **made.more
            )
        shutil.rmtree(folder, ignore_errors=True)


def test_it_is_taken_back_to_between_two_acts_with_the_journal_whole(server, tmp_path):
    environ = {
        **of_the_machine(),
        "DJANGO_SETTINGS_MODULE": "gongkai.config.settings",
        "GONGKAI_DATA": str(tmp_path / "site"),
        "GONGKAI_DATABASE_URL": server.address,
    }

    def python(*words):
        done = forked.run(*words, env=environ)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout.strip()

    data, base = server.folder / "data", server.folder / "base"
    server.run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8", "-N")
    subprocess.run(["mkdir", str(server.folder / "archive")], check=True, **server.more)
    server.start(data)
    python("-m", "gongkai.cli", "migrate")
    server.run("pg_basebackup", "-h", server.folder, "-U", "postgres", "-D", base, "-c", "fast", "-X", "none", "-N")
    between = python("-c", ACT)
    server.stop()
    settings = (
        f"restore_command = 'cp {server.folder}/archive/%f %p'\n"
        f"recovery_target_time = '{between}'\n"
        "recovery_target_action = 'promote'\n"
    )
    with (base / "postgresql.auto.conf").open("a") as conf:
        conf.write(settings)
    (base / "recovery.signal").touch()
    if server.user is not None:
        os.chown(base / "recovery.signal", server.user, -1)
    server.start(base)
    server.wait_until_taken_back()
    assert python("-c", FOUND) == "before 1 True"
