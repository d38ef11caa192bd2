"""The filters of a list. Each reads its part of the query string, and writes it back as it understood it.

What cannot be used is left out with a note that says so: a bookmark may be older than the list, an address may have
been typed, and neither is a reason to refuse the page. Not here: the sorting, the columns and the page (`state`).
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

Given = Mapping[str, Sequence[str]]
"""What a query string says: each name with its values."""

LONGEST = 100
"""Characters of a text that is searched for."""
TERMS = 8
"""Words that are searched for at once."""
OPTIONS = 200
"""Rows that a list to choose from may have; where there are more, the name is typed."""
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_KEY = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True)
class Filter:
    """A filter: its name in the query string, what it is called, and whether it is so rare that it is folded away."""

    name: str
    label: Any
    keywords: KW_ONLY
    rare: bool = False

    @property
    def template(self) -> str:
        """Name the template that draws it."""
        return f"ui/lists/{type(self).__name__.lower()}.html"

    @property
    def names(self) -> tuple[str, ...]:
        """Give the names it reads in the query string."""
        return (self.name,)

    def read(self, given: Given, request: Any, notes: list[str]) -> Any:
        """Give what was chosen, None for nothing; say in `notes` what could not be used."""
        raise NotImplementedError

    def write(self, value: Any) -> list[tuple[str, str]]:
        """Give what was chosen as the query string says it."""
        return [(self.name, str(value))]

    def apply(self, rows: Any, value: Any) -> Any:
        """Give the rows that fit."""
        raise NotImplementedError

    def words(self, value: Any) -> str:
        """Say what was chosen."""
        raise NotImplementedError

    def control(self, value: Any, request: Any) -> dict[str, Any]:
        """Give what its template draws."""
        return {"value": value}

    def _unusable(self, written: str) -> str:
        return _("“%(label)s”没有“%(written)s”，未采用。") % {"label": self.label, "written": brief(written)}


@dataclass(frozen=True)
class Search(Filter):
    """Words looked for in some fields: each word must be found in one of them, or with `exact` be all it says."""

    fields: Sequence[str]
    hint: Any = ""
    exact: bool = False

    def read(self, given: Given, request: Any, notes: list[str]) -> str | None:
        """Give the words, one space between each."""
        words = text_of(given, self.name).split()
        text = " ".join(words[:TERMS])
        if len(words) > TERMS or len(text) > LONGEST:
            text = text[:LONGEST].rstrip()
            notes.append(
                _("“%(label)s”太长，只查找了“%(written)s”。") % {"label": self.label, "written": brief(text, LONGEST)}
            )
        return text or None

    def apply(self, rows: Any, value: str) -> Any:
        """Give the rows in which each word is found."""
        for word in value.split():
            found = Q()
            for field in self.fields:
                found |= Q(**{f"{field}__{'iexact' if self.exact else 'icontains'}": word})
            rows = rows.filter(found)
        return rows

    def words(self, value: str) -> str:
        """Say what is looked for."""
        return value


def begins(field: str, text: str) -> Q:
    """Give what a text field must be to begin with a text, capitals told apart, as its index finds it.

    SQLite finds no beginning by an index with LIKE as the framework writes it; PostgreSQL does, and orders texts by its
    own rules, by which a range would be another.
    """
    if connection.vendor == "sqlite":
        return Q(**{f"{field}__gte": text, f"{field}__lt": f"{text}{chr(sys.maxunicode)}"})
    return Q(**{f"{field}__startswith": text})


FOLDED = 10
"""Choices beyond which those of a filter are folded away: the rows come first."""

Choices = Iterable[tuple[Any, Any]]


@dataclass(frozen=True)
class Choice(Filter):
    """One of some values of a field, or with `several` any number of them."""

    choices: Choices | Callable[[], Choices]
    field: str = ""
    several: bool = False

    def read(self, given: Given, request: Any, notes: list[str]) -> tuple[str, ...] | None:
        """Give the values that there are, in the order of the choices."""
        known = self._known()
        written = [text for text in map(clean, given.get(self.name, ())) if text]
        notes.extend(self._unusable(text) for text in dict.fromkeys(written) if text not in known)
        found = tuple(value for value in known if value in written)
        if len(found) > 1 and not self.several:
            notes.append(_("“%(label)s”只能选一个，未采用。") % {"label": self.label})
            return None
        return found or None

    def write(self, value: tuple[str, ...]) -> list[tuple[str, str]]:
        """Give a pair for each value."""
        return [(self.name, each) for each in value]

    def apply(self, rows: Any, value: tuple[str, ...]) -> Any:
        """Give the rows with any of the values."""
        return rows.filter(**{f"{self.field or self.name}__in": value})

    def words(self, value: tuple[str, ...]) -> str:
        """Say the values."""
        known = self._known()
        return "、".join(str(known[each]) for each in value)

    def control(self, value: tuple[str, ...] | None, request: Any) -> dict[str, Any]:
        """Give every choice, and whether it was chosen; many are folded away until one is chosen."""
        chosen = value or ()
        options = [(each, label, each in chosen) for each, label in self._known().items()]
        return {"options": options, "folds": self.several and len(options) > FOLDED, "chosen": chosen}

    def _known(self) -> dict[str, Any]:
        choices = self.choices() if callable(self.choices) else self.choices
        return {str(value): label for value, label in choices}


@dataclass(frozen=True)
class Dates(Filter):
    """From one day to another, either of which may be left open; `moments` where the field is a moment."""

    field: str = ""
    moments: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Give the names of the first day and the last."""
        return (f"{self.name}-from", f"{self.name}-to")

    def read(self, given: Given, request: Any, notes: list[str]) -> tuple[date | None, date | None] | None:
        """Give the first day and the last."""
        first, last = (self._day(text_of(given, name), notes) for name in self.names)
        if first and last and first > last:
            notes.append(_("“%(label)s”的起始日期在截止日期之后，未采用。") % {"label": self.label})
            return None
        return (first, last) if first or last else None

    def write(self, value: tuple[date | None, date | None]) -> list[tuple[str, str]]:
        """Give a pair for each end that is not open."""
        return [(name, each.isoformat()) for name, each in zip(self.names, value) if each]

    def apply(self, rows: Any, value: tuple[date | None, date | None]) -> Any:
        """Give the rows from the first day to the end of the last."""
        first, last = value
        field = self.field or self.name
        if first:
            rows = rows.filter(**{f"{field}__gte": _begins(first) if self.moments else first})
        if last:
            until = {f"{field}__lt": _begins(last + timedelta(1))} if self.moments else {f"{field}__lte": last}
            rows = rows.filter(**until)
        return rows

    def words(self, value: tuple[date | None, date | None]) -> str:
        """Say the days."""
        first, last = value
        if first is None:
            return _("%(last)s止") % {"last": last}
        return _("%(first)s起") % {"first": first} if last is None else f"{first} – {last}"

    def control(self, value: tuple[date | None, date | None] | None, request: Any) -> dict[str, Any]:
        """Give both ends with their names."""
        first, last = value or (None, None)
        return {"first": (self.names[0], first), "last": (self.names[1], last)}

    def _day(self, text: str, notes: list[str]) -> date | None:
        if not text:
            return None
        try:
            found = date.fromisoformat(text) if _DAY.fullmatch(text) else None
        except ValueError:
            found = None
        if found is None or not EARLIEST <= found <= LATEST:
            notes.append(
                _("“%(label)s”里的“%(written)s”不是能用的日期，未采用；日期应如2026-03-02。")
                % {"label": self.label, "written": brief(text)}
            )
            return None
        return found


@dataclass(frozen=True)
class YesNo(Filter):
    """Whether a condition holds."""

    holds: Q

    def read(self, given: Given, request: Any, notes: list[str]) -> bool | None:
        """Give whether it shall hold."""
        text = text_of(given, self.name)
        if text not in ("", "1", "0"):
            notes.append(self._unusable(text))
        return {"1": True, "0": False}.get(text)

    def write(self, value: bool) -> list[tuple[str, str]]:
        """Give 1 or 0."""
        return [(self.name, "1" if value else "0")]

    def apply(self, rows: Any, value: bool) -> Any:
        """Give the rows for which it holds, or does not."""
        return rows.filter(self.holds) if value else rows.exclude(self.holds)

    def words(self, value: bool) -> str:
        """Say yes or no."""
        return _("是") if value else _("否")


@dataclass(frozen=True)
class Related(Filter):
    """What a row belongs to, of the rows that whoever asks may see: what is out of sight is as if there were none.

    Of a few the list is given to choose from; of many the name is typed, the whole of it or what only one has.
    """

    rows: Callable[[Any], QuerySet[Any]]
    field: str = ""
    by: str = "name"

    def read(self, given: Given, request: Any, notes: list[str]) -> Any:
        """Give the row."""
        text = text_of(given, self.name)
        if not text:
            return None
        in_sight = self.rows(request)
        found = in_sight.filter(pk=int(text)).first() if _KEY.fullmatch(text) else None
        if found is not None:
            return found
        several = self._named(in_sight, text)
        if len(several) == 1:
            return several[0]
        if several:
            names = "、".join(brief(str(each)) for each in several[:3])
            notes.append(
                _("“%(label)s”里的“%(written)s”不止一个（%(names)s……），未采用；请写全。")
                % {"label": self.label, "written": brief(text), "names": names}
            )
        else:
            notes.append(self._unusable(text))
        return None

    def _named(self, in_sight: Any, text: str) -> list[Any]:
        if len(text) > LONGEST:
            return []
        exactly = list(in_sight.filter(**{self.by: text})[:4])
        return exactly or list(in_sight.filter(**{f"{self.by}__icontains": text})[:4])

    def write(self, value: Any) -> list[tuple[str, str]]:
        """Give the key of the row."""
        return [(self.name, str(value.pk))]

    def apply(self, rows: Any, value: Any) -> Any:
        """Give the rows that belong to it."""
        return rows.filter(**{self.field or self.name: value})

    def words(self, value: Any) -> str:
        """Name it."""
        return str(value)

    def control(self, value: Any, request: Any) -> dict[str, Any]:
        """Give the rows to choose from, or none when they are too many."""
        options = list(self.rows(request)[: OPTIONS + 1])
        if len(options) > OPTIONS:
            return {"typed": str(getattr(value, self.by)) if value is not None else ""}
        return {"options": [(each.pk, str(each), value is not None and each.pk == value.pk) for each in options]}


def text_of(given: Given, name: str) -> str:
    """Give the last value of a name that is not blank, cleaned."""
    written = [text for text in map(clean, given.get(name, ())) if text]
    return written[-1] if written else ""


def clean(text: str) -> str:
    """Give a text without what no database takes (control characters, halves of pairs) and without space around it."""
    return "".join(sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cs") or sign in "\t\n\r").strip()


def brief(text: str, longest: int = 20) -> str:
    """Give a text as it is said back, cut when it is long."""
    return text if len(text) <= longest else f"{text[:longest]}…"


def _begins(on: date) -> datetime:
    return make_aware(datetime.combine(on, time.min))
