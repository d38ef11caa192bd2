"""The documents of a run, listed once: a file on disk, a line each, so that a run can go on where it broke off."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from gongkai.law.errors import NotAllowed, UnreadableDocument
from gongkai.law.message import Message

PLAN = "plan.jsonl"
CHUNK = 16
"""Documents in a chunk: enough that handing them over costs nothing, few enough to be done twice after a kill."""

_NO_DOCUMENTS = frozenset(
    (  # noqa: SIM905 - a list of endings reads best as one
        ".css .js .map .jsonl .csv .parquet .png .jpg .jpeg .gif .svg .ico .bmp .webp .woff .woff2 .ttf .eot "
        ".mp3 .mp4 .swf"
    ).split()
)
"""Endings of what saved pages bring along, and of our own tables."""


class Chunk(NamedTuple):
    """Some documents in the order of the plan; the number names its segment."""

    number: int
    names: tuple[str, ...]


def documents(folder: Path, leave_out: Path) -> Iterator[str]:
    """Go through the documents below a folder by their paths in it, as the system lists them."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        with os.scandir(here) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if Path(entry.path).resolve() != leave_out:
                        waiting.append(Path(entry.path))
                elif entry.is_file() and Path(entry.name).suffix.lower() not in _NO_DOCUMENTS:
                    yield os.path.relpath(entry.path, folder)


def require_same(folder: Path, planned: str, ocr: bool, with_ocr: bool, out: Path) -> None:
    """Refuse to go on with what was begun for another folder, or to read by OCR what was begun without."""
    if planned != str(folder):
        raise NotAllowed(
            "bulk-other-folder",
            Message("{out}里是核对{planned}的结果。", out=str(out), planned=planned),
            hint=Message("请换一个输出目录。"),
        )
    if ocr != with_ocr:
        raise NotAllowed(
            "bulk-other-ocr",
            Message("{out}里的核对，用没用 --ocr 与这次不同。", out=str(out)),
            hint=Message("请与上次一样再运行，或者换一个输出目录。"),
        )


def make(folder: Path, out: Path, work: Path, ocr: bool = False, size: int = CHUNK) -> int:
    """List the documents, unless a run before this one did, and give how many there are."""
    plan = work / PLAN
    if not plan.exists():
        beside = plan.with_suffix(".part")
        count = 0
        with beside.open("w", encoding="ascii") as file:
            file.write(f"{json.dumps([str(folder), size, ocr])}\n{' ' * _WIDTH}\n")
            for name in documents(folder, out):
                file.write(json.dumps(name) + "\n")
                count += 1
            file.flush()
            os.fsync(file.fileno())
        _put_count(beside, count)
        beside.replace(plan)
    head = _head(plan)
    require_same(folder, head.folder, ocr, head.ocr, out)
    return head.documents


class _Head(NamedTuple):
    """What stands above the list: the folder, the size of a chunk, whether OCR reads, how many documents there are."""

    folder: str
    size: int
    ocr: bool
    documents: int


def _head(plan: Path) -> _Head:
    with plan.open("rb") as file:
        lines = [file.readline(_LONGEST_LINE) for _ in range(2)]
    try:
        folder, size, ocr = json.loads(lines[0])
        head = _Head(folder, size, ocr, int(lines[1]))
    except (ValueError, TypeError, RecursionError):
        raise damaged(plan) from None
    if [type(value) for value in head] != [str, int, bool, int] or size < 1 or head.documents < 0:
        raise damaged(plan)
    return head


def damaged(file: Path) -> UnreadableDocument:
    """Say that what a run before this one left behind cannot be gone on with."""
    return UnreadableDocument(
        "bulk-record-damaged",
        Message("{file}已损坏，这次核对接不下去。", file=str(file)),
        hint=Message("请换一个输出目录重新核对，或者删去这个目录再运行。"),
    )


_LONGEST_LINE = 100_000
"""Several times the longest path there can be, as JSON writes it."""
_WIDTH = 20


def _put_count(plan: Path, count: int) -> None:
    """Write the count in the room left for it in the second line."""
    with plan.open("r+", encoding="ascii", newline="") as file:
        file.seek(len(file.readline()))
        file.write(f"{count:>{_WIDTH}}")


def chunks(work: Path) -> Iterator[Chunk]:
    """Go through the plan in chunks, of the size it was made for: their numbers name what is done."""
    plan = work / PLAN
    size = _head(plan).size
    with plan.open("rb") as file:
        lines = islice(iter(partial(file.readline, _LONGEST_LINE), b""), 2, None)
        number = 0
        while names := tuple(_name(plan, line) for line in islice(lines, size)):
            yield Chunk(number, names)
            number += 1


def _name(plan: Path, line: bytes) -> str:
    try:
        name = json.loads(line)
    except (ValueError, RecursionError):
        raise damaged(plan) from None
    if not isinstance(name, str) or "\0" in name:
        raise damaged(plan)
    return name
