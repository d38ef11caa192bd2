"""`gongkai report check DIR --out DIR2`: any number of documents at once, into tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli.errors import NOT_ALLOWED, UNREADABLE
from gongkai.cli.language import say
from gongkai.law.message import Message

if TYPE_CHECKING:
    from gongkai.report.bulk import Crew, Progress


def check_all(files: tuple[str, ...], out: Path | None, jobs: int | None, cluster: str | None, ocr: bool) -> int:
    """Check what is below a folder, show how far it is, and give the exit code."""
    from gongkai.cli.terminal import put, terminal
    from gongkai.report.bulk import is_complete, run
    from gongkai.report.widths import abridged

    if out is None:
        raise click.UsageError(say(Message("--jobs 和 --cluster 要与 --out 一起用。")))
    if len(files) != 1 or not Path(files[0]).is_dir():
        raise click.UsageError(say(Message("用 --out 时只写一个目录，其中的年报都会核对。")))
    before = is_complete(out)
    with _crew(jobs, cluster) as crew, _shown() as tell:
        done = run(Path(files[0]), out, crew, tell, ocr=ocr)
    if before:
        put(
            terminal(),
            say(Message("{out}里的核对以前已经完成，没有重做；要重新核对，请换一个目录。", out=abridged(str(out)))),
        )
    words = Message(
        "共{total}份：{errors}份有错误，{unreadable}份读不出来。结果在{out}。",
        total=done.total,
        errors=done.with_errors,
        unreadable=done.unreadable,
        out=abridged(str(out)),
    )
    put(terminal(), say(words))
    if done.unreadable:
        return UNREADABLE
    return NOT_ALLOWED if done.with_errors else 0


@contextmanager
def _crew(jobs: int | None, cluster: str | None) -> Iterator[Crew]:
    import os

    from gongkai.report.bulk import Processes

    if cluster is not None:
        from gongkai.cli.cluster import connected

        with connected(cluster) as crew:
            yield crew
        return
    with Processes(jobs or os.cpu_count() or 1) as processes:
        yield processes


@contextmanager
def _shown() -> Iterator[Callable[[Progress], None]]:
    """Show on a terminal how far it is: done, rate, time left, faults so far."""
    from rich.progress import MofNCompleteColumn, TextColumn, TimeRemainingColumn

    from gongkai.cli.terminal import Rate, progress_bar

    columns = (MofNCompleteColumn(), Rate(), TimeRemainingColumn(), TextColumn("{task.fields[faults]}"))
    with progress_bar(*columns, faults="") as move:

        def tell(now: Progress) -> None:
            faults = Message(
                "有错误{errors}份，读不出来{unreadable}份", errors=now.with_errors, unreadable=now.unreadable
            )
            move(now.done, now.total, faults=say(faults))

        yield tell
