"""How somebody wants pages shown: light or dark, how large, how strong in contrast. Kept in a cookie, for visitors too.

The server writes the choice into the page's first tag, so that nothing flickers and no script is needed. What is not
chosen follows the device. Not here: the language, which Django keeps in a cookie of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

COOKIE = "gongkai_display"
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Choice:
    """One thing that can be chosen: its name in forms, what it is called, its options with the default first."""

    name: str
    label: Any
    options: tuple[tuple[str, Any], ...]

    @property
    def default(self) -> str:
        """Give the option that holds when nothing was chosen."""
        return self.options[0][0]

    def admit(self, value: str) -> str:
        """Give the value when there is such an option, or the default."""
        return value if any(value == option for option, _ in self.options) else self.default


THEME = Choice("theme", _("颜色"), (("auto", _("随设备")), ("light", _("浅色")), ("dark", _("深色"))))
SIZE = Choice("size", _("字号"), (("normal", _("标准")), ("large", _("大字")), ("larger", _("特大"))))
CONTRAST = Choice("contrast", _("对比度"), (("auto", _("随设备")), ("normal", _("标准")), ("high", _("高对比"))))
CHOICES = (THEME, SIZE, CONTRAST)


@dataclass(frozen=True)
class Display:
    """What somebody chose."""

    theme: str = THEME.default
    size: str = SIZE.default
    contrast: str = CONTRAST.default

    @classmethod
    def of(cls, request: HttpRequest) -> Display:
        """Give what the request's cookie says; what it says wrongly is as if it said nothing."""
        said = dict(part.partition("-")[::2] for part in request.COOKIES.get(COOKIE, "").split("."))
        return cls().chosen(said)

    def chosen(self, said: Any) -> Display:
        """Give this with what was chosen now (`name` to option); what was not said stays."""
        return replace(self, **{each.name: each.admit(said[each.name]) for each in CHOICES if each.name in said})

    @property
    def written(self) -> str:
        """Give it as the cookie holds it."""
        return ".".join(f"{each.name}-{getattr(self, each.name)}" for each in CHOICES)

    def keep(self, response: HttpResponseBase, *, secure: bool) -> None:
        """Write it into a cookie of the response, that no script may read."""
        response.set_cookie(COOKIE, self.written, max_age=_YEAR, secure=secure, httponly=True, samesite="Lax")

    @property
    def choices(self) -> list[tuple[Choice, str]]:
        """Give every choice with what was chosen."""
        return [(each, getattr(self, each.name)) for each in CHOICES]
