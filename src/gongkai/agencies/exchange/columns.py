"""What a table is made of: columns, how a text in them is read, and what a row does."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import override

from gongkai.agencies.exchange.reading import MOST_ROWS
from gongkai.agencies.models import Officer
from gongkai.journal.actor import Actor

Text = str | Promise

FLAGS: tuple[Text, ...] = ("是", "否")
_LISTED = 12
"""Values that are all named when something else is written; of more, those that are like it."""


@dataclass(frozen=True)
class Column:
    """A column: the field it fills, its heading, whether a row must have it, how a text is read (ValidationError).

    `values` are those it takes, where it does not take any; a table to be filled in has them as a list. What a cell of
    a `personal` column holds is not said again where something is wrong with it.
    """

    name: str
    heading: str
    required: bool = False
    read: Callable[[str], Any] = str
    about: Text = ""
    values: tuple[Text, ...] = ()
    personal: bool = False


@dataclass(frozen=True)
class Done:
    """What a row does: adds, changes or leaves as it is; which object; the fields changed as heading, before, after.

    `made` is the row of the database that it added, for whoever goes on from there.
    """

    what: str
    changes: tuple[tuple[str, str, str], ...] = ()
    added: bool = False
    made: Any = None


def chosen(
    name: str, heading: str, choices: Iterable[tuple[str, Text]], *, required: bool = False, about: Text = ""
) -> Column:
    """Give a column that takes some values alone: their words, as tables or the page have them, or their codes."""
    pairs = tuple(choices)
    return Column(name, heading, required, read_choice(pairs), about, tuple(words for _code, words in pairs))


def read_choice(pairs: Iterable[tuple[str, Text]]) -> Callable[[str], str]:
    """Give what reads a choice by its words or its code, and names what comes nearest to anything else."""
    choices = tuple(pairs)

    def read(written: str) -> str:
        if not written:
            return ""
        with override(settings.LANGUAGE_CODE):
            words = [str(label) for _code, label in choices]
        for (code, label), in_tables in zip(choices, words):
            if written in (code, in_tables, str(label)):
                return code
        told = {"written": written, "words": "、".join(words)}
        if len(words) <= _LISTED:
            raise ValidationError(say("“%(written)s”不在可选之列：%(words)s。") % told)
        told["words"] = "、".join(_nearest(written, words))
        raise ValidationError(say("“%(written)s”不在可选之列，相近的有：%(words)s。") % told)

    return read


def _nearest(written: str, words: list[str]) -> list[str]:
    within = [each for each in words if written and (written in each or each in written)]
    return list(dict.fromkeys([*within, *get_close_matches(written, words, n=3, cutoff=0.0)]))[:3]


def read_day(written: str) -> date | None:
    """Read a day: 2026-03-02, 2026/3/2, 2026.3.2, 2026年3月2日; nothing gives None."""
    if not written:
        return None
    parts = re.fullmatch(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?", written)
    try:
        if parts:
            return date(*map(int, parts.groups()))
    except ValueError:
        pass
    raise ValidationError(say("“%(written)s”不是日期，应如 2026-03-02。") % {"written": written})


def read_flag(written: str) -> bool:
    """Read yes or no: 是 or 否, nothing being no."""
    if written in ("是", "yes", "1", "true", "True"):
        return True
    if written in ("", "否", "no", "0", "false", "False"):
        return False
    raise ValidationError(say("“%(written)s”应为“是”或“否”。") % {"written": written})


def read_number(written: str) -> int | None:
    """Read a whole number; nothing gives None."""
    if not written:
        return None
    if re.fullmatch(r"[0-9]{1,4}", written):
        return int(written)
    raise ValidationError(say("“%(written)s”不是整数。") % {"written": written})


class Table(ABC):
    """A kind of table: `columns`, and what it does with a row."""

    name: ClassVar[str]
    title: ClassVar[Text]
    columns: ClassVar[tuple[Column, ...]]
    most_rows: ClassVar[int] = MOST_ROWS
    do_not_call_in_templates: ClassVar = True
    """A template reads what a kind of table says of itself, and would otherwise make one, without its agency."""

    @abstractmethod
    def do(self, values: Mapping[str, Any], *, by: Actor, on: date) -> Done:
        """Do what a row asks for; raises ValidationError and NotAllowed for what cannot be done."""

    def finish(self, done: Mapping[int, Done], *, by: Actor, on: date) -> Any:
        """Give what the rows, by their numbers, are kept together as once all are written; most tables keep nothing."""
        return None

    @staticmethod
    def flat(content: bytes) -> bytes:
        """Give a file with one row of headings; a table that comes in other layouts too lays them out so."""
        return content

    @classmethod
    def headings(cls) -> list[str]:
        """Give the headings, in order."""
        return [column.heading for column in cls.columns]

    @classmethod
    def required(cls) -> list[str]:
        """Give the headings that a file must have."""
        return [column.heading for column in cls.columns if column.required]


class TwoWayTable(Table):
    """A table that goes out too."""

    @abstractmethod
    def rows(self, officer: Officer, on: date) -> Iterator[tuple[str, ...]]:
        """Go through the rows of all that an officer sees, as texts."""
