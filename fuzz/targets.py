"""What is fuzzed: each target takes bytes, and lets nothing out but what it says that it refuses by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NamedTuple

from tests.report import office_shapes, shapes
from tests.report.strategies import balanced_report

from gongkai.filings.outside import packaging
from gongkai.law.errors import UnreadableDocument
from gongkai.report.blocks import Block, Cell, Document, Grid, TextBlock
from gongkai.report.figures import figures
from gongkai.report.model import Reading
from gongkai.report.readers.html import read_html
from gongkai.report.readers.json import read_json
from gongkai.report.readers.text import read_text
from gongkai.report.reading import read_bytes
from gongkai.report.recognise import recognise
from gongkai.report.writers import writer_for
from gongkai.search.query import Query
from gongkai.search.words import asked_words, text_of

REPORT = balanced_report("2021")
_KEY = bytes(32)


class Target(NamedTuple):
    """What takes the bytes, and what they begin from."""

    takes: Callable[[bytes], object]
    seeds: Callable[[], Sequence[bytes]]


def _told(reading: Reading) -> None:
    """Ask of what was read all that is asked of it later."""
    for finding in reading.findings:
        str(finding)
    figures(reading.report)


def any_file(data: bytes) -> None:
    """Read a file of whatever format as its first bytes say."""
    with suppress(UnreadableDocument):
        _told(read_bytes(data))


def page(data: bytes) -> None:
    """Read a page, and recognise a report in it."""
    text = data.decode("utf-8", "replace")
    with suppress(UnreadableDocument):
        _told(recognise(read_html(text)))


def plain(data: bytes) -> None:
    """Read a plain text, and recognise a report in it."""
    text = data.decode("utf-8", "replace")
    with suppress(UnreadableDocument):
        _told(recognise(read_text(text)))


def json_report(data: bytes) -> None:
    """Read a report in our own format."""
    with suppress(UnreadableDocument):
        _told(read_json(data.decode("utf-8", "replace")))


def grids(data: bytes) -> None:
    """Recognise a report among blocks: lines are texts, lines with bars are rows of a table."""
    blocks: list[Block] = []
    rows: list[tuple[Cell, ...]] = []
    for line in data.decode("utf-8", "replace").splitlines():
        if "|" in line:
            texts = enumerate(line.split("|"))
            rows.append(tuple(Cell(each, at, colspan=1 + each.count("~") % 4) for at, each in texts))
            continue
        if rows:
            blocks.append(Grid(tuple(rows)))
            rows = []
        blocks.append(TextBlock(line))
    if rows:
        blocks.append(Grid(tuple(rows)))
    with suppress(UnreadableDocument):
        _told(recognise(Document(blocks=tuple(blocks))))


def package(data: bytes) -> None:
    """Open a package of another system; its signature is taken for right, so that what is behind it is reached."""
    with suppress(UnreadableDocument):
        packaging.opened(data, lambda *_: True, lambda *_: None)


def question(data: bytes) -> None:
    """Take a question to the search apart; what an address says of it comes back as it was meant."""
    names = ("q", "agency", "category", "year", "validity", "kind", "sort", "page")
    asked = Query.of(dict(zip(names, data.decode("utf-8", "replace").split("\0"))))
    asked_words(asked.words)
    text_of(asked.words)
    assert len(asked.written(page=asked.page)) < 4_000


def _lines() -> list[bytes]:
    made = []
    for each in shapes.official(REPORT):
        if isinstance(each, Grid):
            made += ["|".join(cell.text + "~" * (cell.colspan - 1) for cell in row) for row in each.rows]
        else:
            made.append(each.text)
    return ["\n".join(made).encode()]


def _package() -> list[bytes]:
    said = {"agency": {"name": REPORT.agency, "credit_code": ""}, "year": REPORT.year, "scope": "unit"}
    return [packaging.packed(said, REPORT, key=_KEY, sign=lambda _: bytes(64))]


def _written(form: str) -> list[bytes]:
    write = writer_for(f"x.{form}")
    return [write(REPORT)] if write else []


TARGETS: dict[str, Target] = {
    "html": Target(page, lambda: [shape(REPORT).encode() for shape in shapes.SHAPES]),
    "text": Target(plain, lambda: [shapes.text_dump(REPORT).encode()]),
    "json": Target(json_report, lambda: _written("json")),
    "docx": Target(any_file, lambda: [*_written("docx"), office_shapes.docx_merged(REPORT)]),
    "xlsx": Target(any_file, lambda: [*_written("xlsx"), office_shapes.xlsx_texts(REPORT)]),
    "pdf": Target(any_file, lambda: _written("pdf")),
    "recogniser": Target(grids, _lines),
    "package": Target(package, _package),
    "question": Target(question, lambda: ["年报 -草案".encode(), "\0".join(("年报", "3", "A03", "2025")).encode()]),
}
"""Each by its name."""
