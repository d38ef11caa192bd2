"""Two real servers of PostgreSQL, a primary and a replica that follows it, gone when the block has ended."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from tools import postgres

# As `tools.postgres` keeps one. What is acknowledged has reached the replica: synchronous_standby_names is set once
# the replica is there, in a file that the replica has no copy of, so that it waits for nobody when it leads.
KEEPER = """
set -eu
folder=$(mktemp -d /tmp/gongkai-pg-XXXXXX)
end() {
    for name in first second; do
        pg_ctl --silent --pgdata "$folder/$name/data" --mode immediate stop >/dev/null 2>&1 || true
    done
    rm -rf "$folder"
}
trap end EXIT
trap 'exit 1' HUP INT TERM
cd /
mkdir "$folder/first" "$folder/second"
begin() {
    pg_ctl --silent --pgdata "$folder/$1/data" --log "$folder/$1/log" \
        --options "-k '$folder/$1' -h '' -c fsync=off -c autovacuum=off" start || { cat "$folder/$1/log"; exit 1; }
}
initdb --pgdata "$folder/first/data" --username postgres --auth trust --encoding UTF8 --locale C.UTF-8 --no-sync
begin first
createuser --host "$folder/first" --username postgres gongkai
createdb --host "$folder/first" --username postgres --owner gongkai gongkai
pg_basebackup --dbname "host='$folder/first' user=postgres application_name=second" --pgdata "$folder/second/data" \
    --write-recovery-conf --checkpoint fast --no-sync
begin second
psql --quiet --host "$folder/first" --username postgres \
    --command "ALTER SYSTEM SET synchronous_standby_names = 'second'" --command "SELECT pg_reload_conf()" >/dev/null
echo "ready $folder"
cat >/dev/null
"""


@dataclass
class Server:
    """One of the two."""

    folder: Path

    @property
    def address(self) -> str:
        """Give its address, as the site is told of it."""
        return f"postgresql://gongkai@{quote(str(self.folder), safe='')}/gongkai"

    def ask(self, question: str) -> Any:
        """Ask it as who owns it; give the first value of the answer."""
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="gongkai", autocommit=True) as connection:
            row = connection.execute(question).fetchone()
            return row and row[0]

    def control(self, *words: str) -> None:
        """Have it stop, promoted …"""
        command = [postgres.programs() / "pg_ctl", "--silent", "--pgdata", str(self.folder / "data"), *words]  # type: ignore[operator]
        subprocess.run(command, user=self.folder.owner(), check=True, cwd="/", stdout=subprocess.DEVNULL)


@contextmanager
def replicated() -> Iterator[tuple[Server, Server]]:
    """Give a primary, with an empty database, and the replica that follows it."""
    with postgres.kept(KEEPER) as where:
        yield Server(Path(where) / "first"), Server(Path(where) / "second")
