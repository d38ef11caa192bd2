"""What every template is given: how the page is shown, and on the desk who is at it and where they may go."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from gongkai.ui import desk
from gongkai.ui.display import Display
from gongkai.ui.help import Help, help_on


@dataclass
class Frame:
    """What stands around a page; worked out when a template asks."""

    request: HttpRequest

    @cached_property
    def sections(self) -> list[tuple[desk.Section, bool]]:
        """Give the sections of the desk, each with whether the page lies in it: of several the one that says most."""
        found = desk.sections(self.request.user, localdate())
        held = [each.holds(self.request.path) for each in found]
        most = max(held, default=0)
        return [(each, bool(most) and length == most) for each, length in zip(found, held)]

    @cached_property
    def navigation(self) -> SafeString:
        """Give the navigation of the desk, drawn once for the two places where it stands."""
        return render_to_string("ui/desk_nav.html", {"request": self.request, "frame": self})

    @cached_property
    def posts(self) -> list[str]:
        """Give the posts of whoever is signed in, in words."""
        return desk.posts(self.request.user, localdate())

    @cached_property
    def help(self) -> Help | None:
        """Give the help on this page."""
        match = self.request.resolver_match
        return None if match is None else help_on(match.view_name)

    @cached_property
    def bell(self) -> tuple[str, int] | None:
        """Give where the bell leads, and how many things wait there."""
        return desk.bell(self.request.user)


def page(request: HttpRequest) -> dict[str, Any]:
    """Give the context of every page."""
    return {"display": Display.of(request), "frame": Frame(request)}
