"""What a finding in a filing rests on: what tells it from others, and what it must still be for a waiver to hold.

A waiver holds for a kind of finding, the cells it is about and what stood in them: it outlives other words for the
same, a change of other cells, and computing again, and lapses when one of its cells changes. A finding on no cell rests
on the values that its message gives, whatever the words around them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from gongkai.law.message import Message
from gongkai.report.finding import Finding

_AS_SAID = "{value}"
"""A message of one value alone, as it would be said in any other."""


def mark_of(finding: Finding) -> str:
    """Give what tells a finding from others: its kind, and what it rests on."""
    place = finding.place.text() if finding.place else ""
    return _digest([finding.code, *(finding.basis or [("place", place), *_values(finding.message)])])


def mark_of_words(finding: Finding) -> str:
    """Give what tells a finding from others in waivers of before: its kind, its place, and all it said."""
    return _digest([finding.code, finding.place.text() if finding.place else "", finding.message.text()])


def _values(message: Message) -> Iterator[tuple[str, str]]:
    for name, value in message.values.items():
        if isinstance(value, Message) and value.values:
            yield from ((f"{name}.{inner}", said) for inner, said in _values(value))
        else:
            yield name, Message(_AS_SAID, value=value).text()


def _digest(said: list[Any]) -> str:
    return sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
