"""What contexts add to the desk (工作台) when they are loaded: sections of its navigation, shortcuts, and what is due.

`ui` knows no context. A context calls `register_section`, `register_shortcuts` and `register_due` in `AppConfig.ready`;
registering a section or a source of the same name again replaces the first.

What is due comes in piles, one for each standing. A pile is counted, and its first items are taken, without the rest
being read: an officer may have ten thousand things open. Each thing stands in one pile, `standing_of` says in which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from heapq import merge
from itertools import chain, islice, zip_longest
from typing import Any

from django.db.models import Case, Count, F, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext_lazy as _

from gongkai.law.calendar import CHINA
from gongkai.law.errors import CalendarNotPublished

Rule = Callable[[Any, date], bool]
"""Says of an officer and a day whether they may."""


@cache
def _address(url_name: str, prefix: str) -> str:
    """Give an address of a site that lies at a prefix: each page of the desk asks for some thirty."""
    return reverse(url_name)


@dataclass(frozen=True)
class Section:
    """A section of the desk's navigation: what it is called, the address it opens, its place, and who sees it.

    `also` are the addresses of what else lies in it, where that stands beside the one it opens.
    """

    name: Any
    url_name: str
    order: int
    may: Rule = lambda officer, on: True
    also: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """Give the address."""
        return _address(self.url_name, get_script_prefix())

    def holds(self, path: str) -> int:
        """Say how much of a path leads into the section: nothing where it lies elsewhere."""
        urls = (_address(each, get_script_prefix()) for each in (self.url_name, *self.also))
        return max((len(url) for url in urls if path.startswith(url)), default=0)


@dataclass(frozen=True)
class Shortcut:
    """Where the home page leads with one click: what it is called, and the address."""

    words: Any
    url: str


@dataclass(frozen=True)
class Bell:
    """What the head of the desk calls attention to: the address it opens, and how many things an officer has there."""

    url_name: str
    count: Callable[[Any], int]


class Standing(Enum):
    """How a thing stands with an officer."""

    OVERDUE = "overdue"
    TODAY = "today"
    MINE = "mine"
    OTHERS = "others"

    @property
    def label(self) -> Any:
        """Give its words."""
        return _STANDINGS[self][0]

    @property
    def none(self) -> Any:
        """Give what is said when nothing stands so."""
        return _STANDINGS[self][1]


_STANDINGS = {
    Standing.OVERDUE: (_("已逾期"), _("没有逾期的事项。")),
    Standing.TODAY: (_("今天到期"), _("今天没有到期的事项。")),
    Standing.MINE: (_("待我办理"), _("没有等您办理的事项。")),
    Standing.OTHERS: (_("待他人办理"), _("没有等他人办理的事项。")),
}


@dataclass(frozen=True)
class Due:
    """One thing to do: what, where it is done, until when, for which agency; `kind` names the sort of work.

    `meanwhile` says why it has no day now, as while its period does not run.
    """

    what: str
    url: str
    due_on: date | None = None
    agency_name: str = ""
    kind: Any = ""
    waits_for: Any = ""
    meanwhile: Any = ""

    def left(self, on: date) -> int | None:
        """Give the working days left after a day, less than none when overdue; None without a date or calendar."""
        if self.due_on is None:
            return None
        try:
            if self.due_on >= on:
                return CHINA.working_days_between(on, self.due_on)
            return -CHINA.working_days_between(self.due_on, on)
        except CalendarNotPublished:
            return None

    @property
    def provisional(self) -> bool:
        """Say whether the date rests on a year whose holidays are not announced yet."""
        return self.due_on is not None and CHINA.is_provisional(self.due_on)


def standing_of(due_on: date | None, on: date, *, mine: bool) -> Standing:
    """Give how a thing stands: past its date, due on the day, or waiting for the officer or for others."""
    if due_on is not None and due_on <= on:
        return Standing.TODAY if due_on == on else Standing.OVERDUE
    return Standing.MINE if mine else Standing.OTHERS


def standing_by(due: str, on: date, *, mine: Any = None, **among: Any) -> Case:
    """Say in SQL what `standing_of` says, by the field of the date; `mine` is which rows wait for the officer, or all.

    `among` are those that can be late at all, where that is not every row with a date.
    """
    return Case(
        When(Q(**among, **{f"{due}__lt": on}), then=Value(Standing.OVERDUE.value)),
        When(Q(**among, **{due: on}), then=Value(Standing.TODAY.value)),
        *([] if mine is None else [When(mine, then=Value(Standing.MINE.value))]),
        default=Value((Standing.MINE if mine is None else Standing.OTHERS).value),
    )


@dataclass(frozen=True)
class Pile:
    """The things of one standing from one source: how many there are, and the first of them, the earliest due first."""

    standing: Standing
    count: Callable[[], int]
    take: Callable[[int], Iterable[Due]]

    @classmethod
    def of_rows(cls, standing: Standing, rows: Any, as_due: Callable[[Any], Due]) -> Pile:
        """Give the pile of a query set that is ordered by the date due, those without one last."""
        return cls(standing, rows.count, lambda most: [as_due(row) for row in rows[:most]])

    @classmethod
    def of_list(cls, standing: Standing, dues: Sequence[Due]) -> Pile:
        """Give the pile of things that are few and known."""
        ordered = sorted(dues, key=_by_date)
        return cls(standing, lambda: len(ordered), lambda most: ordered[:most])


AT_HOME = 8
"""How many of each standing the home page shows."""


def piles_of(rows: Any, standing: Any, order: Sequence[Any], as_due: Callable[[Any], Due]) -> list[Pile]:
    """Give the piles of a query set whose rows stand differently: one question counts and begins them all.

    It is asked of keys alone: what is counted is neither joined nor carried along. A second reads what is shown.

    `standing` says in SQL which a row stands in, as the value of `Standing`; `order` is by the date due, those without
    one last.
    """
    marked = rows.annotate(standing=standing)
    asked = marked.annotate(
        count=Window(Count("pk"), partition_by=F("standing")),
        place=Window(RowNumber(), partition_by=F("standing"), order_by=order),
    )
    first: dict[str, list[Any]] = {}
    counts: dict[str, int] = {}

    def begun(each: Standing) -> list[Any]:
        if not first:
            first.update({known.value: [] for known in Standing})
            # As many as there may be in all piles hold the first of each; a limit is asked sooner than a condition.
            found = list(asked.order_by("place").values_list("pk", "standing", "count")[: AT_HOME * len(Standing)])
            counts.update({stands: count for _pk, stands, count in found})
            read = marked.in_bulk([pk for pk, _stands, _count in found])
            for pk, stands, _count in found:
                if pk in read:
                    first[stands].append(read[pk])
        return first[each.value]

    def pile(each: Standing) -> Pile:
        def count() -> int:
            return counts[each.value] if begun(each) else 0

        def take(most: int) -> list[Due]:
            enough = most <= AT_HOME or count() <= AT_HOME
            found = begun(each) if enough else marked.filter(standing=each.value).order_by(*order)
            return [as_due(row) for row in found[:most]]

        return Pile(each, count, take)

    return [pile(each) for each in Standing]


Source = Callable[[Any, date], Iterable[Pile]]
"""Gives the piles of an officer on a day."""

_SECTIONS: dict[str, Section] = {}
_SOURCES: dict[str, Source] = {}
_SHORTCUTS: dict[str, Callable[[Any, date], Iterable[Shortcut]]] = {}
_POSTS: list[Callable[[Any, date], Iterable[str]]] = []
_BELL: list[Bell] = []


def register_section(section: Section) -> None:
    """Add a section to the navigation."""
    _SECTIONS[section.url_name] = section


def register_due(source: Source) -> None:
    """Add a source of things that are due."""
    _SOURCES[f"{source.__module__}.{source.__qualname__}"] = source


def register_shortcuts(source: Callable[[Any, date], Iterable[Shortcut]]) -> None:
    """Add a source of what the home page leads to, by officer and day."""
    _SHORTCUTS[f"{source.__module__}.{source.__qualname__}"] = source


def register_posts(posts: Callable[[Any, date], Iterable[str]]) -> None:
    """Say how an officer's posts read in the top bar; there is one such way."""
    _POSTS[:] = [posts]


def register_bell(bell: Bell) -> None:
    """Say what the head of the desk calls attention to; there is one such thing."""
    _BELL[:] = [bell]


def bell(officer: Any) -> tuple[str, int] | None:
    """Give where the bell leads, and how many things an officer has there; None where there is no bell."""
    return next(((reverse(each.url_name), each.count(officer)) for each in _BELL), None)


def sections(officer: Any, on: date) -> list[Section]:
    """Give the sections an officer sees, in their order."""
    return sorted((each for each in _SECTIONS.values() if each.may(officer, on)), key=lambda each: each.order)


def shortcuts(officer: Any, on: date) -> list[Shortcut]:
    """Give what the home page leads an officer to on a day."""
    return [each for source in _SHORTCUTS.values() for each in source(officer, on)]


def posts(officer: Any, on: date) -> list[str]:
    """Give an officer's posts on a day, in words."""
    return [words for say in _POSTS for words in say(officer, on)]


@dataclass(frozen=True)
class Piles:
    """Everything of one standing, from all sources."""

    standing: Standing
    count: int
    piles: tuple[Pile, ...]

    def take(self, start: int, stop: int) -> list[Due]:
        """Give some of them by date, those without one last; no more is read than up to there."""
        return list(islice(merge(*(each.take(stop) for each in self.piles), key=_by_date), start, stop))

    def first(self, most: int) -> list[Due]:
        """Give what the home page shows: the earliest; of what is late, some of each source.

        What is late by years, as cases to be archived, is not what is most pressing: it must not hide a reply.
        """
        if self.standing is not Standing.OVERDUE:
            return self.take(0, most)
        turns = zip_longest(*(each.take(most) for each in self.piles))
        by_turns = chain.from_iterable(sorted(filter(None, turn), key=_by_date) for turn in turns)
        return sorted(islice(by_turns, most), key=_by_date)


def due(officer: Any, on: date) -> list[Piles]:
    """Give what is due for an officer on a day, by standing in the order of the home page."""
    piles = [pile for source in _SOURCES.values() for pile in source(officer, on)]
    found = []
    for standing in Standing:
        of_it = tuple(pile for pile in piles if pile.standing is standing)
        found.append(Piles(standing, sum(pile.count() for pile in of_it), of_it))
    return found


def _by_date(due: Due) -> date:
    return due.due_on or date.max
