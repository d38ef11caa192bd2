"""Synthetic reports checked in bulk: what a second process brings, how many a second, how much memory."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from multiprocessing import active_children
from os import getpid
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from gongkai.report.bulk import Processes, Progress, run
from gongkai.report.synth import Synthetic, layouts_in, synthesise

SEED = 1
EARLY = 1_000
"""When memory is looked at first: by then every process has met every layout."""
SOME = 4_000
"""Enough that the second in which processes start does not count."""
MANY = 10_000


class Bulk(NamedTuple):
    """How long a run took, and the most memory its processes had taken after the first thousand and in the end."""

    seconds: float
    early: float
    late: float


def pages(number: int) -> Iterator[Synthetic]:
    """Give synthetic reports in HTML, of both editions."""
    return synthesise(number, SEED, 0.1, layouts_in(".html"))


def fill(folder: Path, number: int) -> None:
    """Write reports into a folder, a thousand to a folder below it."""
    for index, each in zip(count(), pages(number)):
        file = folder / f"{index // 1000:03}" / each.name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(each.data)


def bulk(folder: Path, processes: int) -> Bulk:
    """Check every report below a folder."""
    early = late = 0.0

    def look(progress: Progress) -> None:
        nonlocal early, late
        late = _memory()
        if progress.done <= EARLY:
            early = late

    with TemporaryDirectory() as out, Processes(processes) as crew:
        begun = perf_counter()
        run(folder, Path(out), crew, look)
        return Bulk(perf_counter() - begun, early, max(late, _memory()))


def _memory() -> float:
    """Give the most megabytes that this process and its children have held, added up."""
    return sum(_most(pid) for pid in (getpid(), *(child.pid for child in active_children() if child.pid))) / 1024


def _most(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)


def parse(folder: Path) -> float:
    """Give how long it takes to read the same files and parse them, and nothing more, in one process."""
    begun = perf_counter()
    for file in folder.rglob("*.html"):
        LexborHTMLParser(file.read_bytes())
    return perf_counter() - begun
