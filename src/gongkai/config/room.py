"""Room on the interpreter's stack: a page of the desk is drawn in up to a quarter less time.

Python has the memory its frames lie in from the system by 16 KB, and gives it back as soon as nothing lies there. A
loop that calls across such a border, as templates and queries do some hundred times a page, has it and gives it back
at each turn. One frame that says it is large has a quarter of a megabyte once, of which half is left to all it calls.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

_SLOTS = 1 << 14
"""How much the frame says it needs, in pointers: 128 KB. What is not written to is never there."""


def with_room(function: Any, slots: int = _SLOTS) -> None:
    """Let a function run on a frame that is large, by so many pointers; what it calls has as much again."""
    function.__code__ = function.__code__.replace(co_stacksize=slots)


def room(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer as is answered, from a frame that is large."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    with_room(middleware)
    return middleware
