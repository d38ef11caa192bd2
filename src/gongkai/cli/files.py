"""Files in and out: “-” is standard input or output, and what is written is written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from gongkai.cli.errors import os_message
from gongkai.cli.language import say
from gongkai.law.errors import NotAllowed, UnreadableDocument
from gongkai.law.message import Message
from gongkai.report.model import Reading, Report
from gongkai.report.reading import LARGEST, binary_reader, read_bytes
from gongkai.report.widths import abridged
from gongkai.typesetting.characters import printable

STDIN = "-"


def read_report(file: str, *, ocr: bool = False) -> Reading:
    """Give the report in a file or on standard input; with `ocr`, also from scans and pictures.

    Raises UnreadableDocument, which names the file.
    """
    with naming(file):
        return _read(read_data(file, LARGEST), file, ocr)


def read_data(file: str, most: int) -> bytes:
    """Give the bytes of a file or of standard input, and of one that is larger than `most` no more than one more."""
    if file == STDIN:
        return sys.stdin.buffer.read(most + 1)
    with Path(file).open("rb") as handle:
        return handle.read(most + 1)


@contextlib.contextmanager
def naming(file: str) -> Iterator[None]:
    """Let a refusal of a file, and of opening it, name it. Raises UnreadableDocument."""
    try:
        yield
    except UnreadableDocument as error:
        name = Message("标准输入") if file == STDIN else abridged(file)
        message = Message("{file}：{message}", file=name, message=error.message)
        raise UnreadableDocument(error.code, message, hint=error.hint, citation=error.citation) from None
    except OSError as error:
        raise UnreadableDocument("not-opened", os_message(error, file)) from None


def _read(data: bytes, name: str, ocr: bool) -> Reading:
    """Read text here, and formats that can hide much in little in a process with limits."""
    if binary_reader(data, ocr=ocr) is None:
        return read_bytes(data, name)
    from gongkai.report.worker import read_in_worker

    return read_in_worker(data, name, ocr=ocr)


def warn_of_ocr(report: Report) -> None:
    """Say on standard error that figures were read by OCR, if they were."""
    from gongkai.report.trust import read_by_ocr

    caution = read_by_ocr(report)
    if caution is not None:
        click.echo(say(caution), err=True)


def refuse_itself(source: str, target: str) -> None:
    """Refuse to write over the file that is read, by whatever name: what was published would be gone."""
    if STDIN in (source, target):
        return
    with contextlib.suppress(OSError):
        if Path(source).samefile(target):
            raise NotAllowed(
                "target-is-source",
                Message("{target}就是要读取的文件，写出会把它覆盖，没有写出。", target=abridged(target)),
                hint=Message("请换一个文件名。"),
            )


def write_whole(data: bytes, path: Path) -> None:
    """Write a file whole: beside it first, then in its place, so that nobody ever finds half of it."""
    if path.exists() and not path.is_file():
        path.write_bytes(data)  # a device or a pipe is not a place to put a file in; a directory is refused
        return
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None  # by the name that was asked for
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()


def tell_written(file: str) -> None:
    """Say on standard error that a file was written."""
    click.echo(say(Message("已写出{file}。", file=abridged(printable(file)))), err=True)


def write_out(data: bytes) -> None:
    """Write to standard output."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
