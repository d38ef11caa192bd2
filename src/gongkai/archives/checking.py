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
    from gongkai.law.message import Message
except ImportError:  # beside this file, in a package
    from chaining import Message, hash_of  # type: ignore[import-not-found,no-redef]

MANIFEST, SUMS, JOURNAL = "manifest.json", "SHA256SUMS", "journal.jsonl"
FORMAT = "gongkai-archive-1"

Open = Callable[[str], IO[bytes]]
"""Opens a file of a package by its name."""


def findings(names: Iterable[str], open_file: Open) -> list[Message]:
    """Give what is wrong with a package, file by file; nothing when it is whole."""
    there = set(names)
    if not {MANIFEST, SUMS} <= there:
        return [Message("{name}：缺少", name=name) for name in (MANIFEST, SUMS) if name not in there]
    wrong = list[Message]()
    named = _sums(open_file)
    manifest = _read_json(open_file, MANIFEST)
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        return [Message("{name}：不是 {format} 格式的归档包", name=MANIFEST, format=FORMAT)]
    told = {each["path"]: each["sha256"] for each in manifest["files"]}
    wrong += [Message("{name}：缺少", name=name) for name in sorted(named.keys() - there)]
    wrong += [Message("{name}：不在清单里", name=name) for name in sorted(there - named.keys() - {SUMS})]
    wrong += [Message("{name}：{sums} 里没有", name=name, sums=SUMS) for name in sorted(told.keys() - named.keys())]
    for name in sorted(named.keys() & there):
        found = _digest(open_file, name)
        if found != named[name]:
            wrong.append(
                Message(
                    "{name}：有改动，它的 SHA-256 是 {found}，应为 {told}", name=name, found=found, told=named[name]
                )
            )
        elif name in told and told[name] != found:
            wrong.append(Message("{name}：{manifest} 与 {sums} 不一致", name=name, manifest=MANIFEST, sums=SUMS))
    if JOURNAL in there:
        wrong += _entries_that_differ(open_file, manifest)
    return wrong


def _entries_that_differ(open_file: Open, manifest: dict[str, Any]) -> list[Message]:
    with open_file(JOURNAL) as lines:
        entries = [json.loads(line) for line in lines.read().decode().splitlines()]
    wrong = list[Message]()
    if len(entries) != (told := manifest["journal"]["entries"]):
        wrong.append(Message("{name}：有{found}条，应有{told}条", name=JOURNAL, found=len(entries), told=told))
    before: dict[str, Any] = {}
    for entry in entries:
        number = entry["number"]
        if entry["hash"] != hash_of(entry):
            wrong.append(Message("{name}：第{number}条的内容与它的杂凑值不符", name=JOURNAL, number=number))
        if before and number <= before["number"]:
            wrong.append(Message("{name}：第{number}条次序不对", name=JOURNAL, number=number))
        if before and number == before["number"] + 1 and entry["previous"] != before["hash"]:
            wrong.append(Message("{name}：第{number}条没有接上前一条", name=JOURNAL, number=number))
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


def in_folder(folder: Path) -> list[Message]:
    """Give what is wrong with a package that lies in a folder."""
    names = [each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()]
    return findings([name for name in names if "__pycache__" not in name], lambda name: (folder / name).open("rb"))


def main(folder: Path) -> int:
    """Check the package in a folder; print what is wrong."""
    wrong = in_folder(folder)
    print("\n".join(map(str, wrong or [Message("完整")])))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent))
