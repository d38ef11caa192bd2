"""Why nothing is moved, or what was moved is taken back: one kind of error, in words for who administers the site."""

from __future__ import annotations

from gongkai.law.errors import GongkaiError


class CannotMove(GongkaiError):
    """The rows cannot be moved as things stand; nothing of them is in the target."""
