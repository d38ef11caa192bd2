"""The chain of an exported journal: read and checked with Python alone, without gongkai or its database.

This file goes into every archive beside the entries, and is run there: `python verify.py`. It says whether each
entry carries the hash of the one before, whether its own hash is right, and whether the last is the one that the
archive names; it prints the first that differs and ends with 1. What is hashed is the JSON of an entry without
`hash`: keys sorted, no spaces, UTF-8.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

try:
    from gongkai.law.message import Message
except ImportError:  # in an archive, where Chinese is spoken

    class Message:  # type: ignore[no-redef]
        """A sentence with its values."""

        def __init__(self, template: str, /, **values: object) -> None:
            self._said = template.format(**values)

        def __str__(self) -> str:
            return self._said


START = "0" * 64
"""What the first entry of a chain carries in place of the hash before it."""


def hash_of(entry: Mapping[str, Any]) -> str:
    """Give the hash of an entry, in hexadecimal, by the algorithm it names: sha256 or sm3."""
    content = {name: value for name, value in entry.items() if name != "hash"}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.new(str(entry["algorithm"]), text.encode()).hexdigest()


def first_difference(entries: Iterable[Mapping[str, Any]], head: str, length: int) -> Message | None:
    """Give what is wrong with the first entry that differs, or None when the chain is whole."""
    before, number = START, 0
    for number, entry in enumerate(entries, start=1):
        if entry["number"] != number:
            return Message("缺第{number}条：在它的位置上是第{found}条", number=number, found=entry["number"])
        if entry["previous"] != before:
            return Message(
                "第{number}条记的前一条的杂凑值是 {told}，而前一条的是 {before}",
                number=number, told=entry["previous"], before=before,
            )  # fmt: skip
        before = hash_of(entry)
        if entry["hash"] != before:
            return Message(
                "第{number}条的杂凑值是 {told}，而按它的内容是 {found}", number=number, told=entry["hash"], found=before
            )
    if (number, before) != (length, head):
        return Message(
            "留痕链有{number}条，以 {found} 结尾；应有{length}条，以 {head} 结尾",
            number=number, found=before, length=length, head=head,
        )  # fmt: skip
    return None


def main(folder: Path) -> int:
    """Check every chain in a folder that an archive was unpacked to; print the first difference of each."""
    chains = json.loads((folder / "chains.json").read_text(encoding="utf-8"))
    wrong = 0
    for chain in chains:
        with (folder / chain["file"]).open(encoding="utf-8") as lines:
            difference = first_difference(map(json.loads, lines), chain["head"], chain["length"])
        print(f"{chain['file']}: {difference or Message('完整')}")
        wrong += difference is not None
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent))
