"""The site as it is served, against a bare Django view that is served alike: its pages, its start, its memory.

Both run as processes behind the same web server, and are asked in turn over connections that stay open.
"""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from bench import bare

_SIGN_IN = """
import django; django.setup()
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
officer = get_user_model().objects.get(username='fuban.head')
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(officer.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = officer.get_session_auth_hash()
session.create()
print(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
"""


class Server:
    """A web server that runs."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, started: float) -> None:
        self.started = started
        self.port = port
        self._process = process
        self._connection = HTTPConnection("127.0.0.1", port)

    def ask(self, path: str, headers: Mapping[str, str] | None = None) -> bytes:
        """Ask for a page and give its bytes."""
        self._connection.request("GET", path, headers=dict(headers or {}))
        answer = self._connection.getresponse()
        content = answer.read()
        assert answer.status == 200, (path, answer.status)
        return content

    def memory(self) -> float:
        """Give the megabytes that its web worker has, what it shares with others by its share."""
        return max(_share(pid) for pid in _last(self._process.pid))


@cache
def county() -> tuple[Path, str]:
    """Make a site with the demonstration county, once; give its folder and the cookie of an officer signed in.

    The officer heads the general office and administers the county: one who sees the most, and has the most to do.
    """
    folder = Path(tempfile.mkdtemp(prefix="gongkai-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    environ = environ_of(folder)
    load = [sys.executable, "-m", "gongkai.cli", "demo", "--no-serve"]
    subprocess.run(load, env=environ, check=True, stdout=subprocess.DEVNULL)
    cookie = subprocess.run([sys.executable, "-c", _SIGN_IN], env=environ, check=True, stdout=subprocess.PIPE).stdout
    return folder, cookie.decode().strip()


@contextmanager
def started(folder: Path, **more: str) -> Iterator[Server]:
    """Start the site in a folder, with more settings where given, and wait until it answers."""
    port = _free_port()
    command = [sys.executable, "-m", "gongkai.cli", "serve"]
    with _served(command, _environ(folder, port) | more, port, "/health/live") as server:
        yield server


@contextmanager
def bare_site(folder: Path, content: bytes = b"ok") -> Iterator[Server]:
    """Start a bare Django view that returns some bytes, and wait until it answers."""
    file = folder / "bytes"
    file.write_bytes(content)
    port = _free_port()
    words = "--interface wsgi --workers 1 --blocking-threads 4 --no-ws --factory --log-level error --loop asyncio"
    command = [sys.executable, "-m", "granian", *words.split(), "--port", str(port), "bench.bare:application"]
    with _served(command, {**os.environ, bare.BYTES: str(file)}, port, "/") as server:
        yield server


@contextmanager
def _served(command: list[str], environ: Mapping[str, str], port: int, path: str) -> Iterator[Server]:
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=dict(environ), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not _answers(port, path):
            assert process.poll() is None, "it did not start"
            time.sleep(0.01)
        yield Server(process, port, time.perf_counter() - begun)
    finally:
        process.terminate()
        process.wait()


def _answers(port: int, path: str) -> bool:
    with suppress(OSError, HTTPException):
        connection = HTTPConnection("127.0.0.1", port, timeout=1)
        connection.request("GET", path)
        return connection.getresponse().status == 200
    return False


def environ_of(folder: Path) -> dict[str, str]:
    """Give the environment of a site in a folder, for what works on it without serving it."""
    return _environ(folder, _free_port())


def _environ(folder: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GONGKAI_", "DJANGO_"))}
    ours = {"GONGKAI_DATA": str(folder / "data"), "GONGKAI_PORT": str(port), "GONGKAI_WORKERS": "1"}
    # No second step stands before the desk, and nothing is written to the log, as the bare site writes none.
    # The night is made up for at no start: what it does among a million takes a processor for minutes.
    plain = {"GONGKAI_MFA_REQUIRED": "", "GONGKAI_LOG_LEVEL": "error", "GONGKAI_NIGHTLY_AT": "23:59"}
    return {**kept, **ours, **plain, "DJANGO_SETTINGS_MODULE": "gongkai.config.settings"}


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _last(parent: int) -> list[int]:
    """Give the processes that end a line of descent: the workers."""
    children = _below(parent)
    return [last for child in children for last in _last(child)] if children else [parent]


def _below(parent: int) -> list[int]:
    return [int(pid) for each in Path(f"/proc/{parent}/task").glob("*/children") for pid in each.read_text().split()]


def _share(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


Medians = Callable[[Callable[[], object], Callable[[], object], int], tuple[float, float]]


PAGES = {
    "portal": "/",
    "desk": "/desk/",
    "list": "/desk/agencies/",
    "cases": "/desk/applications/",
    "case": "/desk/applications/1/",
}


def page(name: str, medians: Medians, rounds: int) -> tuple[float, float, int]:
    """Give how long a page takes, how long a bare view of its bytes takes, and how many they are.

    The portal is asked for as by a visitor who comes for the first time, the others by the officer signed in.
    """
    folder, cookie = county()
    path, headers = PAGES[name], {} if name == "portal" else {"Cookie": cookie}
    with started(folder) as ours:
        content = ours.ask(path, headers)
        with bare_site(folder, content) as theirs:
            return *medians(lambda: ours.ask(path, headers), lambda: theirs.ask("/"), rounds), len(content)


def starts(rounds: int) -> tuple[list[float], list[float]]:
    """Give how long the site and a bare one take to answer after they are started, in turn."""
    ours_took, theirs_took = list[float](), list[float]()
    folder, _ = county()
    with started(folder):
        pass  # the static files are collected at the first start
    for _ in range(rounds):
        with started(folder) as ours:
            ours_took.append(ours.started)
        with bare_site(folder) as theirs:
            theirs_took.append(theirs.started)
    return ours_took, theirs_took


def memory() -> tuple[float, float]:
    """Give the megabytes of a web worker that has shown its pages, and of one of a bare site."""
    folder, cookie = county()
    with started(folder) as ours, bare_site(folder) as theirs:
        for _ in range(50):
            theirs.ask("/")
            for name, path in PAGES.items():
                ours.ask(path, {} if name == "portal" else {"Cookie": cookie})
        return ours.memory(), theirs.memory()
