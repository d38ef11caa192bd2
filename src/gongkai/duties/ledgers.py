"""The ledgers of duties (监督保障), as their common page and their row of tabs show them.

A ledger is a package here. It joins by a module `joining`, whose `join()` registers it and whatever else of it the desk
shows; `DutiesConfig.ready` calls them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Any

from django.urls import reverse
from django.utils.module_loading import module_has_submodule

from gongkai.ui.desk import Rule, Standing

LEDGERS = ("leading", "training", "assessment", "motions", "rectification")
"""The packages, in the order of their tabs."""


@dataclass(frozen=True)
class Figure:
    """A figure of a ledger: what it counts, how many, and where they are; its standing says whether that is urgent."""

    words: Any
    count: int
    url: str
    standing: Standing | None = None


@dataclass(frozen=True)
class Ledger:
    """A ledger: its package, what it is called, the address it opens, what it keeps, who sees it, how it stands.

    `figures` gives of an officer and a day how the ledger stands in the year of that day, in four figures at the most.
    """

    name: str
    title: Any
    url_name: str
    about: Any
    may: Rule
    figures: Callable[[Any, date], Iterable[Figure]]

    @property
    def url(self) -> str:
        """Give the address."""
        return reverse(self.url_name)


_JOINED: dict[str, Ledger] = {}


def register(ledger: Ledger) -> None:
    """Add a ledger to the common page and the tabs."""
    _JOINED[ledger.name] = ledger


def join() -> None:
    """Let every ledger join."""
    package = __name__.rpartition(".")[0]
    for name in LEDGERS:
        ledger = import_module(f"{package}.{name}")
        if module_has_submodule(ledger, "joining"):
            import_module(f"{ledger.__name__}.joining").join()


def joined() -> list[Ledger]:
    """Give the ledgers, in their order."""
    return [_JOINED[name] for name in LEDGERS if name in _JOINED]


def in_sight(officer: Any, on: date) -> list[Ledger]:
    """Give the ledgers an officer sees."""
    return [ledger for ledger in joined() if ledger.may(officer, on)]


def sees_some(officer: Any, on: date) -> bool:
    """Say whether an officer sees any of them."""
    return any(ledger.may(officer, on) for ledger in joined())
