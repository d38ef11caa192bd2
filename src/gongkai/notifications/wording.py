"""Sentences kept in rows, to be said later in the language of whoever reads them; and in that of who gets a letter."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.utils.translation import override

from gongkai.law.message import Message

_DAY, _TEMPLATE, _VALUES = "day", "template", "values"


def kept(value: Any) -> Any:
    """Give a message, or a value in one, as JSON holds it."""
    if isinstance(value, Message):
        return {_TEMPLATE: value.template, _VALUES: {name: kept(each) for name, each in value.values.items()}}
    if isinstance(value, date):
        return {_DAY: value.isoformat()}
    if isinstance(value, str | int):
        return value
    raise TypeError(f"a notice does not keep {type(value).__name__}")


def said_of(stored: Any) -> Any:
    """Give back what was kept."""
    if not isinstance(stored, dict):
        return stored
    if _DAY in stored:
        return date.fromisoformat(stored[_DAY])
    return Message(stored[_TEMPLATE], **{name: said_of(each) for name, each in stored[_VALUES].items()})


def untranslated(label: Any) -> Message:
    """Give the label of a choice (a duty, a kind of agency) as a message, which every reader has in their language."""
    with override("zh-hans"):
        return Message(str(label))


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak the language that somebody chose for their letters."""
    with override(language):
        yield
