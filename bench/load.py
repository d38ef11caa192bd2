"""A day's mix of requests, in little: mostly reading, some searching, a few applications, officers at the desk.

The demonstration county is served as it would be, asked by several at once for a bounded time, on SQLite and, moved
there by `gongkai move-to`, on PostgreSQL. Applicants come each from an address of their own, as a proxy would tell.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from urllib.parse import quote, urlencode
from uuid import uuid4

from tools import postgres

from bench import site

SECONDS = 20.0
AT_ONCE = 4
WARM = 200
"""Requests before the clock runs."""
MIX = (("read", 95), ("search", 2), ("desk", 2), ("apply", 1))
"""Of a hundred requests, how many are of each kind."""
WORDS = ("预算", "科技", "征收", "公告", "规划", "2025年")
DESK = ("/desk/", "/desk/applications/", "/desk/applications/1/", "/desk/items/")
TOKEN = "a" * 32
"""What a form and its cookie have in common."""
MOVE = "from gongkai.config.commands.moving import move_to; move_to()"


@dataclass
class Run:
    """What came of a run: the seconds of each answer by kind, errors, and the megabytes of a worker over its time."""

    took: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name, _ in MIX})
    errors: list[str] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Give the answers in a second."""
        return sum(map(len, self.took.values())) / SECONDS

    @property
    def growth(self) -> float:
        """Give the memory of the last quarter against that of the second: what grew after it was warm."""
        quarter = len(self.memory) // 4
        return median(self.memory[-quarter:]) / median(self.memory[quarter : 2 * quarter])

    def said(self) -> str:
        """Give rates and percentiles in a line."""
        kinds = ", ".join(f"{name} {_percentiles(took)}" for name, took in self.took.items() if len(took) > 1)
        return f"{self.rate:.0f}/s; p50/p95/p99 ms: {kinds}; {len(self.errors)} errors; {self.memory[-1]:.0f} MB"


def _percentiles(took: list[float]) -> str:
    cuts = quantiles(took, n=100, method="inclusive")
    return "/".join(f"{cuts[at - 1] * 1e3:.0f}" for at in (50, 95, 99))


class Visitor:
    """One of those who ask at once, over a connection that stays open."""

    def __init__(self, port: int, cookie: str, seed: int, pages: list[str], agency: str) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookie, self._pages, self._agency = cookie, pages, agency
        self._random = random.Random(seed)
        self._numbers = count(seed * 10_000)

    def ask(self, run: Run) -> None:
        """Ask for something of the mix, and note what came of it."""
        kind = self._random.choices([name for name, _ in MIX], [share for _, share in MIX])[0]
        begun = time.perf_counter()
        status = getattr(self, f"_{kind}")()
        run.took[kind].append(time.perf_counter() - begun)
        if status not in (200, 302):
            run.errors.append(f"{kind} {status}")

    def _get(self, path: str, **headers: str) -> int:
        self._connection.request("GET", path, headers=headers)
        answer = self._connection.getresponse()
        answer.read()
        return answer.status

    def _read(self) -> int:
        return self._get(self._random.choice(self._pages))

    def _search(self) -> int:
        return self._get(f"/search/?q={quote(self._random.choice(WORDS))}")

    def _desk(self) -> int:
        return self._get(self._random.choice(DESK), Cookie=self._cookie)

    def _apply(self) -> int:
        number = next(self._numbers)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"csrftoken={TOKEN}",
            "X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
        }
        self._connection.request("POST", self._agency, urlencode(application()).encode(), headers)
        answer = self._connection.getresponse()
        answer.read()
        return answer.status if answer.status != 200 else 422  # a form that comes back was not taken


def application() -> dict[str, str]:
    """Give an application as the form sends it."""
    return {
        "kind": "NATURAL", "name": "王小明", "identity": "11010519491231002X", "identity_kind": "resident",
        "phone": "13812345678", "address": "山东省桓台县索镇某街1号", "description": "2025年科技计划项目立项名单",
        "obtaining": "online", "means": "electronic", "sent_key": str(uuid4()), "send": "1",
        "csrfmiddlewaretoken": TOKEN,
    }  # fmt: skip


def load(folder: Path, cookie: str, **more: str) -> Run:
    """Serve the site of a folder and load it for the time."""
    with site.started(folder, **more) as server:
        home = server.ask("/").decode()
        found = sorted(set(re.findall(r'href="(/(?:agencies|items|reports)/[^"#?]*)"', home)))
        agencies = server.ask("/agencies/").decode()
        found += sorted(set(re.findall(r'href="(/agencies/\d+/)"', agencies)))
        pages = ["/", *found]
        agency = next(path for path in found if re.fullmatch(r"/agencies/\d+/", path)) + "apply/"
        first = Visitor(server.port, cookie, AT_ONCE, pages, agency)
        for path in (*pages, *DESK):
            server.ask(path, {"Cookie": cookie})
        for _ in range(WARM):  # whatever is loaded when it is first needed is there before the clock runs
            first.ask(Run())
        run, end = Run(), time.monotonic() + SECONDS

        def visit(seed: int) -> None:
            visitor = Visitor(server.port, cookie, seed, pages, agency)
            while time.monotonic() < end:
                visitor.ask(run)

        with ThreadPoolExecutor(AT_ONCE) as crew:
            visits = [crew.submit(visit, seed) for seed in range(AT_ONCE)]
            while time.monotonic() < end:
                run.memory.append(server.memory())
                time.sleep(0.25)
            for each in visits:
                each.result()
    return run


def on_sqlite() -> Run:
    """Load a copy of the demonstration county on SQLite."""
    with _copied() as (folder, cookie):
        return load(folder, cookie)


def on_postgresql() -> Run | None:
    """Load a copy of it that was moved to PostgreSQL; None where that is not installed."""
    if postgres.programs() is None:
        return None
    with _copied() as (folder, cookie), postgres.server() as address:
        environ = site.environ_of(folder)
        subprocess.run([sys.executable, "-c", MOVE, address], env=environ, check=True, stdout=subprocess.DEVNULL)
        return load(folder, cookie, GONGKAI_DATABASE_URL=address)


@contextmanager
def _copied() -> Iterator[tuple[Path, str]]:
    first, cookie = site.county()
    with TemporaryDirectory() as folder:
        shutil.copytree(first, folder, dirs_exist_ok=True)
        yield Path(folder), cookie
