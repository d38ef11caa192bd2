"""A run: plan, chunks handed out, segments kept, tables joined. What is done is never done again."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from pathlib import Path
from typing import NamedTuple

from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.report.bulk import plan
from gongkai.report.bulk.crew import Crew
from gongkai.report.bulk.plan import CHUNK, Chunk
from gongkai.report.bulk.rows import Judged, judge, unreadable
from gongkai.report.bulk.tables import DamagedSegment, encode, files_in, join, require_pyarrow

WORK = ".gongkai-bulk"
SUMMARY = "summary.json"
_SEGMENTS_A_FOLDER = 1000


class Progress(NamedTuple):
    """How far a run is: documents done and in all, those with errors, those that cannot be read."""

    done: int
    total: int
    with_errors: int = 0
    unreadable: int = 0

    def plus(self, counts: Counts) -> Progress:
        """Give how far it is after some more."""
        return Progress(
            self.done + counts.documents,
            self.total,
            self.with_errors + counts.with_errors,
            self.unreadable + counts.unreadable,
        )


class Counts(NamedTuple):
    """What a segment holds, in numbers; stands in its name, so that going on needs to open none."""

    documents: int
    with_errors: int
    unreadable: int


class Segment(NamedTuple):
    """What working on a chunk gives."""

    counts: Counts
    data: bytes


def is_complete(out: Path) -> bool:
    """Tell whether a run into a folder came to its end."""
    return (out / SUMMARY).exists()


def run(
    folder: Path, out: Path, crew: Crew, tell: Callable[[Progress], None], *, ocr: bool = False, chunk: int = CHUNK
) -> Progress:
    """Check every document below a folder into tables in another; goes on where a run before broke off.

    A run that is complete is not done again. Raises NotAllowed when `out` holds a run of another
    folder, or pyarrow is lacking; UnreadableDocument when what a run before left in `out` is damaged;
    OSError when files cannot be written.
    """
    require_pyarrow()
    folder, out = folder.resolve(), out.resolve()
    if is_complete(out):
        return _done_before(folder, out, ocr)
    work = out / WORK
    work.mkdir(parents=True, exist_ok=True)
    progress = Progress(0, plan.make(folder, out, work, ocr, chunk))
    tell(progress)
    for counts in _Run(folder, work, crew, ocr).work():
        progress = progress.plus(counts)
        tell(progress)
    if progress.done != progress.total:
        raise plan.damaged(work / plan.PLAN)
    _join(work, out)
    _write(out / SUMMARY, json.dumps({"folder": str(folder), "ocr": ocr, **progress._asdict()}).encode())
    shutil.rmtree(work)
    return progress


def _done_before(folder: Path, out: Path, ocr: bool) -> Progress:
    """Give how a run ended that is complete, and whose tables are still there."""
    summary = out / SUMMARY
    try:
        told = json.loads(summary.read_bytes())
        checked, with_ocr = told.pop("folder"), told.pop("ocr", False)
        progress = Progress(**told)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise plan.damaged(summary) from None
    if [type(value) for value in (checked, with_ocr, *progress)] != [str, bool, int, int, int, int]:
        raise plan.damaged(summary)
    plan.require_same(folder, checked, ocr, with_ocr, out)
    for file in files_in(out):
        if not file.is_file():
            raise UnreadableDocument(
                "bulk-table-lacking",
                Message("{out}里的核对以前已经完成，但是{file}不见了。", out=str(out), file=file.name),
                hint=Message("请换一个输出目录重新核对，或者删去这个目录再运行。"),
            )
    return progress


def _join(work: Path, out: Path) -> None:
    """Join the segments; one that is damaged is taken away, so that the next run does it again."""
    try:
        join((_file_of(work, each.number).read_bytes() for each in plan.chunks(work)), out)
    except DamagedSegment as error:
        file = _file_of(work, error.number)
        file.with_suffix(".json").unlink(missing_ok=True)
        raise UnreadableDocument(
            "bulk-segment-damaged",
            Message("{file}已损坏，其中的结果要重做。", file=str(file)),
            hint=Message("请再次运行同一命令，只重做这一部分。"),
        ) from error


class _Run:
    """The chunks of a run on their way: a few are out at a time, however many there are."""

    def __init__(self, folder: Path, work: Path, crew: Crew, ocr: bool) -> None:
        self._folder = folder
        self._work = work
        self._crew = crew
        self._ocr = ocr
        self._out: dict[Future[Segment], Chunk] = {}

    def work(self) -> Iterator[Counts]:
        """Work on what has no segment yet; gives the counts of every segment, those of runs before too."""
        for chunk in plan.chunks(self._work):
            done = _counts_of(self._work, chunk)
            if done is not None:
                yield done
                continue
            if len(self._out) >= 2 * self._crew.hands:
                yield from self._collect()
            self._hand_out(chunk)
        while self._out:
            yield from self._collect()

    def _hand_out(self, chunk: Chunk) -> None:
        try:
            self._out[self._crew.submit(work_on, str(self._folder), chunk.names, self._ocr)] = chunk
        except self._crew.lost:  # gone since the last look: what is out has the same fate, and is seen to there
            self._crew.renew()
            self._out[self._crew.submit(work_on, str(self._folder), chunk.names, self._ocr)] = chunk

    def _collect(self) -> Iterator[Counts]:
        """Wait for what comes in next, and keep it."""
        ready, _ = wait(self._out, return_when=FIRST_COMPLETED)
        broken: list[Chunk] = []
        yield from self._take(ready, broken)
        if broken:
            yield from self._see_to(broken)

    def _see_to(self, broken: list[Chunk]) -> Iterator[Counts]:
        """Work on chunks whose process has gone, a document at a time, to find the one that ends it."""
        yield from self._take(list(self._out), broken)  # those handed to the same processes, lost or still done
        self._crew.renew()
        self._crew.submit(int).result()  # where none can start at all, no document is to blame, and the run ends here
        for chunk in broken:
            yield self._keep(chunk, _segment(map(self._alone, chunk.names)))

    def _take(self, futures: Iterable[Future[Segment]], broken: list[Chunk]) -> Iterator[Counts]:
        """Keep what these give, and note the chunks whose process has gone."""
        for future in futures:
            chunk = self._out.pop(future)
            try:
                segment = future.result()
            except self._crew.lost:
                broken.append(chunk)
            else:
                yield self._keep(chunk, segment)

    def _alone(self, name: str) -> Judged:
        """Work on one document with nothing else under way; if it ends its process, twice, it is to blame."""
        for _ in range(2):
            try:
                judged: Judged = self._crew.submit(judge, self._folder / name, name, self._ocr).result()
            except self._crew.lost:
                self._crew.renew()
            else:
                return judged
        words = Message("核对这个文件的进程中途结束：文件可能已损坏，或者占用的内存超过限额。")
        return unreadable(name, 0, "process-ended", words)

    def _keep(self, chunk: Chunk, segment: Segment) -> Counts:
        file = _file_of(self._work, chunk.number)
        file.parent.mkdir(exist_ok=True)
        _write(file, segment.data)
        _write(file.with_suffix(".json"), json.dumps(segment.counts).encode())
        return segment.counts


def work_on(folder: str, names: tuple[str, ...], ocr: bool = False) -> Segment:
    """Check some documents; what a process of the crew does."""
    return _segment(judge(Path(folder, name), name, ocr) for name in names)


def _segment(documents: Iterable[Judged]) -> Segment:
    merged = Judged([], [], [])
    for judged in documents:
        for table, rows in zip(merged, judged):
            table.extend(rows)
    verdicts = [row["verdict"] for row in merged.manifest]
    return Segment(Counts(len(verdicts), verdicts.count("errors"), verdicts.count("unreadable")), encode(merged))


def _file_of(work: Path, number: int) -> Path:
    return work / f"{number // _SEGMENTS_A_FOLDER:06}" / f"{number:09}.arrow"


def _counts_of(work: Path, chunk: Chunk) -> Counts | None:
    """Give the counts of a chunk that is done: they are written after its segment, so both are there.

    Where either is gone or the counts are damaged, the chunk is done again.
    """
    file = _file_of(work, chunk.number)
    try:
        counts = Counts(*json.loads(file.with_suffix(".json").read_bytes()))
    except (FileNotFoundError, ValueError, TypeError, RecursionError):
        return None
    whole = [type(count) for count in counts] == [int, int, int] and counts.documents == len(chunk.names)
    return counts if whole and file.is_file() else None


def _write(file: Path, data: bytes) -> None:
    """Write a file whole: beside it first, then in its place."""
    beside = file.with_name(f".{file.name}.part")
    with beside.open("wb") as part:
        part.write(data)
        part.flush()
        os.fsync(part.fileno())
    beside.replace(file)
