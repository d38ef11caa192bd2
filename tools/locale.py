"""Keep the catalogues in `src/gongkai/locale` in step with the code: `python -m tools.locale update | compile`.

`update` collects the Chinese of every `Message("…")` into the English catalogue: new sentences come in
untranslated, those no longer said go out. `compile` makes the .mo files that are read when the command runs.
The words of click, English by origin, have a Chinese catalogue of their own under click's domain, `messages`.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parent.parent / "src" / "gongkai"
FOLDER = PACKAGE / "locale"
ENGLISH = FOLDER / "en" / "LC_MESSAGES" / "gongkai.po"
CLICK = FOLDER / "zh" / "LC_MESSAGES" / "messages.po"


_ABOUT: Mapping[str, Any] = {
    "project": "gongkai",
    "version": "1",
    "last_translator": "gongkai contributors",
    "language_team": "gongkai contributors",
    "msgid_bugs_address": "see SECURITY.md and CONTRIBUTING.md",
    "creation_date": datetime(2026, 1, 1, tzinfo=UTC),
    "revision_date": datetime(2026, 1, 1, tzinfo=UTC),  # git knows when it changed
}


def msgids() -> Mapping[str, list[str]]:
    """Give every sentence said in the code, with the files that say it."""
    found: dict[str, list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for msgid in msgids_in(path.read_text(encoding="utf-8")):
            files = found.setdefault(msgid, [])
            name = path.relative_to(PACKAGE).as_posix()
            if name not in files:
                files.append(name)
    return found


def msgids_in(source: str) -> Iterator[str]:
    """Give the first argument of each call of `Message`, in the order of the text."""
    calls = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "Message" and node.args
    ]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if isinstance(call.args[0], ast.Constant):
            yield str(call.args[0].value)


def read(path: Path) -> Catalog:
    """Read a catalogue."""
    with path.open("rb") as file:
        return read_po(file)


def compiled(path: Path) -> bytes:
    """Give what a catalogue compiles to."""
    out = BytesIO()
    write_mo(out, read(path))
    return out.getvalue()


def catalogues() -> list[Path]:
    """Name every catalogue."""
    return sorted(FOLDER.rglob("*.po"))


def update() -> None:
    """Bring the English catalogue in step with the code, and say what is still to translate."""
    old = read(ENGLISH) if ENGLISH.exists() else Catalog()
    new = Catalog(locale="en", fuzzy=False, header_comment="# English of gongkai.", **_ABOUT)
    for msgid, files in msgids().items():
        known = old.get(msgid)
        new.add(msgid, known.string if known else "", locations=[(file, 0) for file in files])
        if not (known and known.string):
            print(msgid)
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    with ENGLISH.open("wb") as file:
        write_po(file, new, width=110)


def compile_all() -> None:
    """Write the .mo file of every catalogue."""
    for path in catalogues():
        path.with_suffix(".mo").write_bytes(compiled(path))


if __name__ == "__main__":
    {"update": update, "compile": compile_all}[sys.argv[1]]()
