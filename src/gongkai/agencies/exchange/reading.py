"""A table of a file, CSV or XLSX, as rows of texts by the heading of their column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from charset_normalizer import from_bytes

from gongkai.agencies.exchange.unfolding import unfold
from gongkai.agencies.exchange.writing import is_guarded
from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message

MOST_BYTES = 5_000_000
MOST_ROWS = 10_000


@dataclass(frozen=True)
class Line:
    """A row of a file: its number there (the heading is 1), and its cells by heading."""

    number: int
    cells: Mapping[str, str]


def read_table(
    content: bytes, headings: Sequence[str], required: Iterable[str], *, most: int = MOST_ROWS
) -> list[Line]:
    """Give the rows of a table whose headings are known; rows that are wholly blank are left out.

    Raises UnreadableDocument for what is no CSV or XLSX, for a heading that is unknown, missing or there twice, and
    for more than can be taken in at once.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableDocument(
            "table-too-large",
            Message(
                "文件有{size}兆字节，一次最多{most}兆。", size=len(content) // 1_000_000, most=MOST_BYTES // 1_000_000
            ),
            hint=Message("请分几次导入。"),
        )
    rows = _xlsx(content, most) if content[:4] == b"PK\x03\x04" else _csv(content)
    head = next(rows, (0, []))[1]
    _require_headings(head, headings, required)
    lines: list[Line] = []
    for number, cells in rows:
        if not any(cells):
            continue
        if len(lines) == most:
            raise UnreadableDocument(
                "table-too-long",
                Message("文件超过{most}行。", most=most),
                hint=Message("请分几次导入。"),
            )
        if any(cells[len(head) :]):
            raise UnreadableDocument(
                "table-ragged",
                Message(
                    "第{number}行有{there}格，表头只有{known}格。", number=number, there=len(cells), known=len(head)
                ),
                hint=Message("请检查这一行里是否多了逗号。"),
            )
        lines.append(Line(number, {name: cell for name, cell in zip(head, cells) if name}))
    return lines


def _require_headings(head: Sequence[str], known: Sequence[str], required: Iterable[str]) -> None:
    there = [name for name in head if name]
    unknown = [name for name in there if name not in known]
    twice = sorted({name for name in there if there.count(name) > 1})
    missing = [name for name in required if name not in there]
    if missing:
        raise _wrong_headings("column-missing", Message("缺少这些列：{names}。", names=missing), known)
    if unknown:
        raise _wrong_headings("column-unknown", Message("不认识这些列：{names}。", names=unknown), known)
    if twice:
        raise _wrong_headings("column-twice", Message("这些列出现了两次：{names}。", names=twice), known)


def _wrong_headings(code: str, said: Message, known: Sequence[str]) -> UnreadableDocument:
    hint = Message("第一行应为表头，可用的列：{names}。", names=list(known))
    return UnreadableDocument(code, said, hint=hint)


def _csv(content: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(content)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            yield reader.line_num, [_unguarded(cell) for cell in cells]
    except csv.Error as error:
        raise UnreadableDocument(
            "table-broken",
            Message("第{number}行不合 CSV 的写法（{why}）。", number=reader.line_num, why=str(error)),
            hint=Message("请检查引号是否成对。"),
        ) from None


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    guess = from_bytes(content[:100_000]).best()
    if guess is not None and b"\x00" not in content:
        return str(guess)
    raise UnreadableDocument(
        "table-unreadable",
        Message("这个文件不是 CSV，也不是 XLSX。"),
        hint=Message("请在表格软件里另存为 CSV（UTF-8）或 XLSX，再导入。"),
    )


def _xlsx(content: bytes, most: int) -> Iterator[tuple[int, list[str]]]:
    yield from enumerate(unfold(content, most + 2), start=1)


def _unguarded(cell: str) -> str:
    return (cell[1:] if cell.startswith("'") and is_guarded(cell[1:]) else cell).strip()
