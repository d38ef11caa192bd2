"""The search index: small scripts that the page loads as they are needed, since a browser fetches no files from file://.

Names stand in blocks, in the order of the lists; for each character there is the list of the names
it occurs in, as steps from one to the next. A query loads the lists of its characters and then the
few blocks where all of them meet, however many agencies there are.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

from gongkai.report.atlas.pages import shortened

BLOCK = 256
SHARDS = 256
SEARCHED = 120
"""Characters of a region and a name that can be searched."""
_HELD = 200_000
"""Entries held before they are written."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class SearchIndex:
    """Takes names one after another, and writes the index below a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for below in ("names", "characters"):
            (folder / below).mkdir(parents=True)
        self._block: list[tuple[str, str, str]] = []
        self._lists: defaultdict[str, list[str]] = defaultdict(list)
        self._last: dict[str, int] = {}
        self._held = 0
        self.count = 0

    def add(self, agency: str, region: tuple[str, ...], digest: str) -> None:
        """Add an agency."""
        where = shortened(" ".join(region), SEARCHED // 2)
        entry = (shortened(agency, SEARCHED // 2), where, digest)
        for character in sorted(set(f"{where}{entry[0]}".lower()) - {" ", "…"}):
            self._lists[character].append(_base36(self.count - self._last.get(character, 0)))
            self._last[character] = self.count
            self._held += 1
        self._block.append(entry)
        self.count += 1
        if len(self._block) == BLOCK:
            self._write_block()
        if self._held >= _HELD:
            self._write_lists()

    def close(self) -> None:
        """Write what is still held, and every file that may be asked for."""
        if self._block:
            self._write_block()
        self._write_lists()
        for shard in range(SHARDS):
            self._shard(shard).touch()

    def _write_block(self) -> None:
        number = (self.count - 1) // BLOCK
        words = json.dumps(self._block, separators=(",", ":"))
        (self._folder / "names" / f"{number}.js").write_text(f"atlas.names({number},{words});\n", encoding="ascii")
        self._block = []

    def _write_lists(self) -> None:
        """Write behind what the shards have; a list may come in pieces."""
        by_shard: defaultdict[int, list[str]] = defaultdict(list)
        for character, steps in self._lists.items():
            words = json.dumps([character, " ".join(steps)])[1:-1]
            by_shard[ord(character) % SHARDS].append(f"atlas.characters({words});\n")
        for shard, calls in sorted(by_shard.items()):
            with self._shard(shard).open("a", encoding="ascii") as file:
                file.writelines(calls)
        self._lists.clear()
        self._held = 0

    def _shard(self, shard: int) -> Path:
        return self._folder / "characters" / f"{shard}.js"


def _base36(number: int) -> str:
    """Write a number as JavaScript reads it with radix 36.

    >>> _base36(0), _base36(35), _base36(36)
    ('0', 'z', '10')
    """
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if not number:
            return digits
