"""Findings as a row keeps them, and back: each under a key by which the same is known again in a later text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from gongkai.disclosure.scan import SORTS
from gongkai.disclosure.scan.finding import Excerpt, Finding, Place, Severity
from gongkai.law.citation import Citation
from gongkai.law.message import Message


class Kept(NamedTuple):
    """A finding as it was kept."""

    key: str
    code: str
    place: Place
    excerpt: Excerpt
    message: Message

    @property
    def severity(self) -> Severity:
        """Give how grave it is."""
        return SORTS[self.code].severity

    @property
    def title(self) -> Message:
        """Give what is found, in a few words."""
        return SORTS[self.code].title

    @property
    def hint(self) -> Message:
        """Give what to do about it."""
        return SORTS[self.code].hint

    @property
    def citation(self) -> Citation | None:
        """Give on what ground."""
        return SORTS[self.code].citation


def as_kept(found: Iterable[Finding], digests: Mapping[int, str]) -> list[dict[str, Any]]:
    """Give findings as JSON takes them.

    A key is of the sort, the part, the words that were found, masked, and which of those alike it is; of a file, of its
    digest too. It stays the same where the text around it changes, and says no number.
    """
    counts: Counter[tuple[str, ...]] = Counter()
    rows = []
    for each in found:
        alike = (each.code, each.place.part, digests.get(each.place.file, ""), each.excerpt.words, each.message.text())
        counts[alike] += 1
        key = sha256("\0".join([*alike, str(counts[alike])]).encode("utf-8", "surrogatepass")).hexdigest()[:32]
        rows.append(
            {
                "key": key,
                "code": each.code,
                "part": each.place.part,
                "number": each.place.number,
                "file": each.place.file,
                "excerpt": list(each.excerpt),
                "message": _plain(each.message),
            }
        )
    return rows


def kept(row: Mapping[str, Any]) -> Kept:
    """Give a finding again."""
    place = Place(row["part"], row["number"], row["file"])
    return Kept(row["key"], row["code"], place, Excerpt(*row["excerpt"]), _whole(row["message"]))


def _plain(value: Any) -> Any:
    if isinstance(value, Message):
        return {"says": value.template, "values": {name: _plain(each) for name, each in value.values.items()}}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if isinstance(value, str | int) else str(value)


def _whole(value: Any) -> Any:
    if isinstance(value, dict) and "says" in value:
        return Message(value["says"], **{name: _whole(each) for name, each in value["values"].items()})
    if isinstance(value, dict):
        return date.fromisoformat(value["day"])
    return [_whole(each) for each in value] if isinstance(value, list) else value
