"""Help on each page: what it is for, what to do next, and which provision it follows.

The texts are literals, in a module `help` of each context: `HELP`, a tuple of `Help`. A page finds its own by the name
of its address; a test asks that every page of the desk has one. Citations have the one form (`law.citation`), and what
an article requires is said once for all pages (`law.provisions`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

from django.apps import apps
from django.urls import NoReverseMatch, reverse

from gongkai.law.citation import Citation, cite
from gongkai.law.message import Message
from gongkai.law.provisions import requires


class Provision(NamedTuple):
    """A provision that a page follows, and what its article requires, where that is told."""

    citation: Citation
    requires: Message | None


@dataclass(frozen=True)
class Help:
    """Help on one or more pages, by the names of their addresses with spaces between."""

    pages: str
    about: Any
    then: Any = ""
    articles: tuple[str, ...] = field(default=())

    @property
    def names(self) -> tuple[str, ...]:
        """Give the names of the addresses."""
        return tuple(self.pages.split())

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """Give the provisions that the pages follow."""
        return tuple(Provision(each, _required(each)) for each in map(cite, self.articles))

    @property
    def anchor(self) -> str:
        """Give where it stands on the page of all help."""
        return self.names[0].replace(":", "-")

    @property
    def url(self) -> str:
        """Give the address of the first of the pages that needs nothing to be opened; nothing where each does."""
        for name in self.names:
            try:
                return reverse(name)
            except NoReverseMatch:
                continue
        return ""


def _required(citation: Citation) -> Message | None:
    if citation.instrument.short != "条例" or citation.article is None:
        return None
    return requires(citation.article)


class Chapter(NamedTuple):
    """The help of a context."""

    title: Any
    pages: tuple[Help, ...]


@cache
def chapters() -> tuple[Chapter, ...]:
    """Give the help of each context that has some, in the order of the settings."""
    found = []
    for each in apps.get_app_configs():
        if each.name.startswith("gongkai.") and each.name != __package__ and find_spec(f"{each.name}.help"):
            module = import_module(f"{each.name}.help")
            found.append(Chapter(module.TITLE, module.HELP))
    return tuple(found)


@cache
def _by_name() -> dict[str, Help]:
    return {name: each for chapter in chapters() for each in chapter.pages for name in each.names}


def help_on(name: str) -> Help | None:
    """Give the help on the page of an address; None where there is none."""
    return _by_name().get(name)
