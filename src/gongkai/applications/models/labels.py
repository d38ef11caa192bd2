"""The lists of the law as choices of fields: the codes are the law's, the words too."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext

from gongkai.law.applicants import APPLICANT_KINDS
from gongkai.law.channels import Channel
from gongkai.law.clock import Kind, Party, State
from gongkai.law.delivery import MANNERS, Manner, Moment
from gongkai.law.fees import Standard
from gongkai.law.message import Message
from gongkai.law.outcomes import OUTCOMES


def words(message: Message) -> Any:
    """Give a message of the law as Django's pages take it: in the language of whoever reads."""
    return _later(message)


def _text(message: Message) -> str:
    return message.text(gettext)


_later: Callable[[Message], Any] = lazy(_text, str)


def _choices(pairs: Iterable[tuple[str, Message]]) -> list[tuple[str, Any]]:
    return [(code, words(label)) for code, label in pairs]


CHANNELS = _choices((each.value, each.label) for each in Channel)
STATES = _choices((each.value, each.label) for each in State)
EVENTS = _choices((each.value, each.label) for each in Kind)
PARTIES = _choices((each.value, each.label) for each in Party)
KINDS = _choices((each.code, each.label) for each in APPLICANT_KINDS)
RESULTS = _choices((each.code, each.label) for each in OUTCOMES)
LAWFUL_MANNERS = _choices((each.value, rule.label) for each, rule in MANNERS.items() if rule.lawful)
ELECTRONIC_MOMENTS = _choices((each.value, each.label) for each in (Moment.ARRIVED, Moment.SENT))
STANDARDS = _choices((each.name.lower(), each.value) for each in Standard)

__all__ = [
    "CHANNELS",
    "ELECTRONIC_MOMENTS",
    "EVENTS",
    "KINDS",
    "LAWFUL_MANNERS",
    "PARTIES",
    "RESULTS",
    "STANDARDS",
    "STATES",
    "Manner",
    "words",
]
