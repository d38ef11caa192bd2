"""A site that really runs, in processes and a data folder of its own: served, asked, ended, found again.

`acting` is its settings: those of the site, with two addresses added that act on an agency as a page would.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from tests import forked
from tests.environment import of_the_machine

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
IN_THE_MIDDLE = "in-the-middle"
"""A file that is among the data of a site once it is in the middle of an act with a pause."""


class Answer(NamedTuple):
    """What the site answered."""

    status: int
    body: str
    headers: dict[str, str]


def free_port() -> int:
    """Give a port that nothing listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@dataclass
class Site:
    """A site of its own."""

    folder: Path
    port: int = field(default_factory=free_port)
    settings: dict[str, str] = field(default_factory=dict)
    loaded: bool = False
    """Whether what is run finds the site loaded: for one that is there, and keeps its keys (`tests.forked`)."""

    @property
    def environ(self) -> dict[str, str]:
        """Give the environment of its processes."""
        kept = of_the_machine()
        path = os.pathsep.join([str(ROOT), *filter(None, [kept.get("PYTHONPATH")])])
        ours = {"GONGKAI_DATA": str(self.folder), "GONGKAI_PORT": str(self.port), "GONGKAI_THREADS": "4"}
        return {**kept, "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "tests.config.acting", **ours, **self.settings}

    def run(self, *words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command of the site to its end."""
        return forked.run("-m", "gongkai.cli", *words, env=self.environ, stdin=stdin, loaded=self.loaded)

    def python(self, script: str) -> str:
        """Run a script with Django set up; give what it printed."""
        script = f"import django; django.setup()\n{script}"
        done = forked.run("-c", script, env=self.environ, loaded=self.loaded)
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def served(self) -> Iterator[Serving]:
        """Serve while the block runs; end everything after it."""
        log = (self.folder.parent / "serve.log").open("a+", encoding="utf-8")
        process = subprocess.Popen(
            [sys.executable, "-m", "gongkai.cli", "serve"],
            env=self.environ,
            stdout=subprocess.PIPE,
            stderr=log,
            encoding="utf-8",
        )
        serving = Serving(self, process)
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            log.seek(0)
            assert str(self.port) in line, line + log.read()
            serving.address = line
            yield serving
        finally:
            serving.kill_all()
            process.wait()
            log.close()
            if process.stdout is not None:
                process.stdout.close()

    def ask(self, path: str, data: dict[str, str] | None = None, **headers: str) -> Answer:
        """Ask for a page, or send a form in."""
        if data is None:
            return self.send(path, None, **headers)
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.send(path, urlencode(data).encode(), **{**form, **headers})

    def send(self, path: str, body: bytes | None, **headers: str) -> Answer:
        """Send in what is written out already."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET" if body is None else "POST", path, body, headers)
            answer = connection.getresponse()
            return Answer(answer.status, answer.read().decode(), {k.lower(): v for k, v in answer.getheaders()})
        finally:
            connection.close()


@dataclass
class Serving:
    """A site while it is served."""

    site: Site
    process: subprocess.Popen[str]
    address: str = ""

    def processes(self) -> dict[int, str]:
        """Give the processes of the site that run now, itself first, by number, with what each is."""
        found = {self.process.pid: "serve"} if self.process.poll() is None else {}
        return {**found, **_below(self.process.pid)}

    def pids(self, what: str) -> list[int]:
        """Give the numbers of the processes of a kind: web (the first, and those that answer), worker."""
        return [pid for pid, words in self.processes().items() if f" gongkai.config.children {what} " in f"{words} "]

    def kill_all(self) -> None:
        """Kill every process of it, as a power cut would, and wait until all are gone."""
        pids = self.processes()
        for pid in pids:
            _kill(pid)
        until(lambda: not any(_lives(pid) for pid in pids if pid != self.process.pid))


def _below(top: int) -> dict[int, str]:
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text()
            words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
        except OSError:
            continue
        if stat.rpartition(")")[2].split()[0] != "Z":
            parents[int(folder.name)] = (int(stat.rpartition(")")[2].split()[1]), words)
    found: dict[int, str] = {}
    level = {top}
    while level:
        level = {pid for pid, (parent, _) in parents.items() if parent in level}
        found |= {pid: parents[pid][1] for pid in level}
    return found


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def until(holds, seconds: float = PATIENCE) -> None:  # type: ignore[no-untyped-def]
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
