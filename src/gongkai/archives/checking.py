"""A package for archives (归档包) checked with Python alone, without gongkai or its database.

This file goes into every package as `verify.py`, beside `chaining.py`, and is run there: `python3 verify.py`. It says
whether each file is what `SHA256SUMS` and the manifest say, whether there is one more or one less, and whether each
entry of the journal has the hash of its content and carries that of the one before, where that is here too.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Any

try:
    from gongkai.journal.chaining import hash_of
except ImportError:  # beside this file, in a package
    from chaining import hash_of  # type: ignore[import-not-found,no-redef]

MANIFEST, SUMS, JOURNAL = "manifest.json", "SHA256SUMS", "journal.jsonl"
FORMAT = "gongkai-archive-1"

Open = Callable[[str], IO[bytes]]
"""Opens a file of a package by its name."""


def findings(names: Iterable[str], open_file: Open) -> list[str]:
    """Give what is wrong with a package, file by file; nothing when it is whole."""
    there = set(names)
    if not {MANIFEST, SUMS} <= there:
        return [f"{name}: missing" for name in (MANIFEST, SUMS) if name not in there]
    wrong = list[str]()
    named = _sums(open_file)
    manifest = _read_json(open_file, MANIFEST)
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        return [f"{MANIFEST}: this is no package of the format {FORMAT}"]
    told = {each["path"]: each["sha256"] for each in manifest["files"]}
    wrong += [f"{name}: missing" for name in sorted(named.keys() - there)]
    wrong += [f"{name}: stands in no list" for name in sorted(there - named.keys() - {SUMS})]
    wrong += [f"{name}: missing from {SUMS}" for name in sorted(told.keys() - named.keys())]
    for name in sorted(named.keys() & there):
        found = _digest(open_file, name)
        if found != named[name]:
            wrong.append(f"{name}: changed; its SHA-256 is {found} and should be {named[name]}")
        elif name in told and told[name] != found:
            wrong.append(f"{name}: {MANIFEST} and {SUMS} differ")
    if JOURNAL in there:
        wrong += _entries_that_differ(open_file, manifest)
    return wrong


def _entries_that_differ(open_file: Open, manifest: dict[str, Any]) -> list[str]:
    with open_file(JOURNAL) as lines:
        entries = [json.loads(line) for line in lines.read().decode().splitlines()]
    wrong = list[str]()
    if len(entries) != manifest["journal"]["entries"]:
        wrong.append(f"{JOURNAL}: {len(entries)} entries; there should be {manifest['journal']['entries']}")
    before: dict[str, Any] = {}
    for entry in entries:
        place = f"{JOURNAL}: entry {entry['number']}"
        if entry["hash"] != hash_of(entry):
            wrong.append(f"{place} has another content than its hash says")
        if before and entry["number"] <= before["number"]:
            wrong.append(f"{place} is out of order")
        if before and entry["number"] == before["number"] + 1 and entry["previous"] != before["hash"]:
            wrong.append(f"{place} does not follow on the one before")
        before = entry
    return wrong


def _sums(open_file: Open) -> dict[str, str]:
    with open_file(SUMS) as file:
        lines = file.read().decode().splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def _read_json(open_file: Open, name: str) -> Any:
    with open_file(name) as file:
        try:
            return json.loads(file.read())
        except ValueError:
            return None


def _digest(open_file: Open, name: str) -> str:
    with open_file(name) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def in_folder(folder: Path) -> list[str]:
    """Give what is wrong with a package that lies in a folder."""
    names = [each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()]
    return findings([name for name in names if "__pycache__" not in name], lambda name: (folder / name).open("rb"))


def main(folder: Path) -> int:
    """Check the package in a folder; print what is wrong."""
    wrong = in_folder(folder)
    print("\n".join(wrong) or "whole")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent))
