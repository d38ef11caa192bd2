"""The kinds of notice: each with a code that keeps its meaning for ever, its title, and how it reaches people."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Level(IntEnum):
    """How much a notice presses. What is grave is sent at once, to those too who have theirs gathered."""

    PLAIN = 0
    WARNING = 1
    GRAVE = 2

    @property
    def label(self) -> Any:
        """Give its words."""
        return _LEVELS[self]


_LEVELS = {Level.PLAIN: _("一般"), Level.WARNING: _("注意"), Level.GRAVE: _("紧急")}

SITE, EMAIL, SMS = "site", "email", "sms"
CHANNELS = {SITE: _("站内"), EMAIL: _("电子邮件"), SMS: _("短信")}
"""The ways by which a notice reaches somebody."""

_KINDS: dict[str, Kind] = {}


@dataclass(frozen=True)
class Kind:
    """A kind of notice, as `post.begun`; `title` (lazily translated) is all that leaves the site of it.

    `channels` are those it takes unless an officer chooses otherwise; with `always` it is called attention to on the
    site whatever they choose. Some are for who runs the site alone (`of_site`).
    """

    code: str
    title: Any = field(compare=False)
    level: Level = Level.PLAIN
    channels: tuple[str, ...] = (SITE, EMAIL)
    always: bool = False
    of_site: bool = False

    def __post_init__(self) -> None:
        if _KINDS.setdefault(self.code, self) != self:
            raise ValueError(f"two kinds of notice have the code {self.code}")


def kinds(*, of_site: bool = True) -> list[Kind]:
    """Give the kinds there are, with those for who runs the site or without them."""
    return [each for each in _KINDS.values() if of_site or not each.of_site]


def title_of(code: str) -> str:
    """Give the title of a kind; of one that no longer exists, its code."""
    kind = _KINDS.get(code)
    return code if kind is None else str(kind.title)
