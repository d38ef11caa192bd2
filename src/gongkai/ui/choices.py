"""The lists of the law as choices of fields: the codes are the law's, the words too."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext

from gongkai.law.message import Message


def _text(message: Message) -> str:
    return message.text(gettext)


_later: Callable[[Message], Any] = lazy(_text, str)


def words(message: Message) -> Any:
    """Give a message of the law as Django's pages take it: in the language of whoever reads."""
    return _later(message)


def choices(pairs: Iterable[tuple[str, Message]]) -> list[tuple[str, Any]]:
    """Give codes and their words as a field takes them."""
    return [(code, words(label)) for code, label in pairs]
