"""Run a command with a PostgreSQL of its own, which is gone when the command has ended.

Usage: `python -m tools.postgres [--if-installed] COMMAND…`. The server is made in a new folder, listens on a socket
there and nowhere else, and is named to the command by `GONGKAI_DATABASE_URL`, with a role that owns its database and
may make others, but is no superuser. It is quick, and keeps nothing safe. With `--if-installed` a machine that has no
PostgreSQL leaves the command out and says so; where `CI=true`, that is a failure.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

INSTALLED = Path("/usr/lib/postgresql")
"""Where Debian and Ubuntu keep the programs of each version, off the PATH."""
MISSING = "PostgreSQL is not installed (on Debian and Ubuntu: apt-get install postgresql)"
ROLE = "gongkai"

# The server and its folder are kept by a shell whose standard input ends when the one who started it does, in whatever
# way; then it stops the server and removes the folder. The path of the socket must fit in some hundred bytes, which a
# long TMPDIR would not leave. Autovacuum is off: its workers are the superuser's, and one that happened to be in the
# database of a test would keep the test from dropping it.
KEEPER = f"""
set -eu
folder=$(mktemp -d /tmp/gongkai-pg-XXXXXX)
end() {{
    pg_ctl --silent --pgdata "$folder/data" --mode immediate stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}}
trap end EXIT
trap 'exit 1' HUP INT TERM
cd /
initdb --pgdata "$folder/data" --username postgres --auth trust --encoding UTF8 --locale C.UTF-8 --no-sync
pg_ctl --silent --pgdata "$folder/data" --log "$folder/log" --options "-k '$folder' -h '' -c fsync=off \
    -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c jit=off" \
    start || {{ cat "$folder/log"; exit 1; }}
createuser --host "$folder" --username postgres --createdb {ROLE}
createdb --host "$folder" --username postgres --owner {ROLE} {ROLE}
echo "ready $folder"
cat >/dev/null
"""


class NoServer(Exception):
    """PostgreSQL is not there, or does not start."""


def programs() -> Path | None:
    """Give the folder of initdb and its neighbours, of the newest version that is installed."""
    versions = [path.parent for path in INSTALLED.glob("*/bin/initdb")]
    if versions:
        return max(versions, key=lambda path: int(path.parent.name))
    found = shutil.which("initdb")
    return None if found is None else Path(found).parent


@contextmanager
def server() -> Iterator[str]:
    """Give the address of an empty database, on a server that is stopped and removed at the end."""
    with kept(KEEPER) as where:
        yield f"postgresql://{ROLE}@{quote(where, safe='')}/{ROLE}"


@contextmanager
def kept(script: str) -> Iterator[str]:
    """Run a script of the shell that starts servers in a folder of its own and ends with its input; give the folder."""
    folder = programs()
    if folder is None:
        raise NoServer(MISSING)
    user, group = _someone_else() if os.geteuid() == 0 else (None, None)
    keeper = subprocess.Popen(
        ["sh", "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env={**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"},
        start_new_session=True,  # Ctrl-C is for the command; the server outlives it
        user=user,
        group=group,
        extra_groups=None if user is None else [],
    )
    assert keeper.stdin is not None
    assert keeper.stdout is not None
    try:
        said = []
        for line in keeper.stdout:
            word, _, where = line.strip().partition(" ")
            if word == "ready":
                break
            said.append(line)
        else:
            raise NoServer("PostgreSQL does not start:\n" + "".join(said).rstrip())
        yield where
    finally:
        keeper.stdin.close()
        keeper.wait()
        keeper.stdout.close()


def run(command: Sequence[str], address: str) -> int:
    """Run a command with the address of its database; give its exit code, and pass on what would end us."""
    process = subprocess.Popen(command, env={**os.environ, "GONGKAI_DATABASE_URL": address})
    # The terminal sends Ctrl-C to both, and the command says when it is done with it.
    signal.signal(signal.SIGINT, lambda number, frame: None)
    signal.signal(signal.SIGTERM, lambda number, frame: process.terminate())
    code = process.wait()
    return 128 - code if code < 0 else code


def main(arguments: list[str]) -> int:
    """Run the command that was given."""
    optional = arguments[:1] == ["--if-installed"]
    command = arguments[optional:]
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    if optional and programs() is None and os.environ.get("CI") != "true":
        print(f"{MISSING}, so this was left out: {' '.join(command)}")
        return 0
    try:
        with server() as address:
            return run(command, address)
    except NoServer as error:
        print(error, file=sys.stderr)
        return 1


def _someone_else() -> tuple[int, int]:
    """Give the user and the group to start the server as: PostgreSQL refuses to run as root."""
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return found.pw_uid, found.pw_gid
    raise NoServer("PostgreSQL does not run as root, and there is no user postgres or nobody")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
