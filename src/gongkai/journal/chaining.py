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

START = "0" * 64
"""What the first entry of a chain carries in place of the hash before it."""


def hash_of(entry: Mapping[str, Any]) -> str:
    """Give the hash of an entry, in hexadecimal, by the algorithm it names: sha256 or sm3."""
    content = {name: value for name, value in entry.items() if name != "hash"}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.new(str(entry["algorithm"]), text.encode()).hexdigest()


def first_difference(entries: Iterable[Mapping[str, Any]], head: str, length: int) -> str | None:
    """Give what is wrong with the first entry that differs, or None when the chain is whole."""
    before, number = START, 0
    for number, entry in enumerate(entries, start=1):
        if entry["number"] != number:
            return f"entry {number} is missing: found {entry['number']} in its place"
        if entry["previous"] != before:
            return f"entry {number} carries {entry['previous']} as the hash before it; that is {before}"
        before = hash_of(entry)
        if entry["hash"] != before:
            return f"entry {number} has hash {entry['hash']}; its content gives {before}"
    if (number, before) != (length, head):
        return f"the chain has {number} entries and ends with {before}; it should have {length} and end with {head}"
    return None


def main(folder: Path) -> int:
    """Check every chain in a folder that an archive was unpacked to; print the first difference of each."""
    chains = json.loads((folder / "chains.json").read_text(encoding="utf-8"))
    wrong = 0
    for chain in chains:
        with (folder / chain["file"]).open(encoding="utf-8") as lines:
            difference = first_difference(map(json.loads, lines), chain["head"], chain["length"])
        print(f"{chain['file']}: {difference or 'whole'}")
        wrong += difference is not None
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent))
