"""What other contexts show on the page of a thing: a context registers what it has beside the things of a model.

The context of the thing knows none of them; its page says where they stand, by the tag `beside`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple


class Line(NamedTuple):
    """One thing: what it is, its address, how it stands, and what else is said of it."""

    words: str
    url: str
    stands: Any = ""
    note: Any = ""


@dataclass(frozen=True)
class Panel:
    """What a context has beside a thing: a heading, the lines, and what an officer may do: its words and address."""

    heading: Any
    lines: Sequence[Line] = ()
    act: tuple[Any, str] | None = None


Source = Callable[[Any, Any, date], Panel | None]
"""Gives of a thing, an officer and a day what is shown, or None for nothing."""

_SOURCES: dict[str, dict[str, Source]] = {}


def register_beside(label: str, source: Source) -> None:
    """Have something shown on the pages of a model, named as `applications.application`."""
    _SOURCES.setdefault(label, {})[f"{source.__module__}.{source.__qualname__}"] = source


def panels(thing: Any, officer: Any, on: date) -> list[Panel]:
    """Give what other contexts show on the page of a thing."""
    sources = _SOURCES.get(thing._meta.label_lower, {}).values()
    return [panel for source in sources if (panel := source(thing, officer, on)) is not None]
