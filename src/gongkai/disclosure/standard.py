"""What is published, as a file to keep (条例第24条): title, note and body, in one layout (国办公开办函〔2021〕33号)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from gongkai.disclosure.content import as_paragraphs, cleaned, with_words
from gongkai.disclosure.headnotes import headnote_of
from gongkai.disclosure.models import Item, Text
from gongkai.disclosure.validity import changes_to
from gongkai.typesetting.characters import characters
from gongkai.typesetting.html import Block, Run, Table, blocks_of
from gongkai.typesetting.pages import set_pages


class Standard(NamedTuple):
    """What a file says: nothing else of an item goes into it."""

    title: str
    note: str
    issuers: str
    body: str


def standard_of(item: Item, text: Text) -> Standard:
    """Give what the file of a text says; below the title of one without a note stands its number."""
    note = headnote_of(text, changes_to(item)) or text.document_number
    return Standard(text.title, note, text.issuers, text.body)


@lru_cache(maxsize=16)
def write(standard: Standard, form: str) -> bytes:
    """Write a file, `docx` or `pdf`; equal texts give the file that was written before."""
    return WRITERS[form](standard)


def _write_pdf(standard: Standard) -> bytes:
    template = (files(__package__) / "standard.typ").read_bytes()
    data = {**{name: characters(value) for name, value in standard._asdict().items()}, "blocks": _plain(standard.body)}
    return set_pages(template, data)


def _write_docx(standard: Standard) -> bytes:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    from gongkai.typesetting.official import line, official_document, table, written

    document = official_document(standard.title, standard.issuers)
    center = WD_ALIGN_PARAGRAPH.CENTER
    line(document, standard.title, style="Title", align=center)
    if standard.note:
        line(document, standard.note, align=center)
    line(document, "")
    for block in blocks_of(_html(standard.body)):
        if isinstance(block, Table):
            table(document, block)
            continue
        middle = block.kind == "caption" or (block.kind, block.level) == ("heading", 2)
        indent = 0 if middle else 2 * max(1, block.level if block.kind == "item" else 1)
        paragraph = line(document, "", align=center if middle else None, indent=indent, keep=block.kind == "heading")
        _fill(paragraph, block.runs, strong=block.kind == "heading")
    return written(document)


def _fill(paragraph: Any, runs: list[Run], *, strong: bool) -> None:
    for run in runs:
        words = paragraph.add_run(characters(run.text))
        words.bold = strong or run.set_as == "strong" or None
        words.font.superscript = run.set_as == "sup" or None
        words.font.subscript = run.set_as == "sub" or None


def _html(body: str) -> str:
    return with_words(cleaned(as_paragraphs(body)))


def _plain(body: str) -> list[dict[str, Any]]:
    """Give the blocks of a body as data, without what no file may hold."""
    found = []
    for block in blocks_of(_html(body)):
        for each in [block] if isinstance(block, Block) else block.cells:
            for run in each.runs:
                run.text = characters(run.text)
        found.append(asdict(block) | ({"kind": "table"} if isinstance(block, Table) else {}))
    return found


WRITERS: Mapping[str, Callable[[Standard], bytes]] = {"docx": _write_docx, "pdf": _write_pdf}
"""By the ending of the file."""
