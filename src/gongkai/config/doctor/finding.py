"""What was found of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gongkai.law.message import Message


class State(StrEnum):
    """How a thing is."""

    FINE = "fine"
    WATCH = "watch"
    WRONG = "wrong"

    @property
    def words(self) -> Message:
        """Give it in words."""
        return {State.FINE: Message("正常"), State.WATCH: Message("留意"), State.WRONG: Message("有误")}[self]


@dataclass(frozen=True)
class Found:
    """One thing: a name that stays, what it is, how it is, and what to do."""

    code: str
    what: Message
    state: State
    how: Message
    todo: Message | None = None


def fine(code: str, what: Message, how: Message) -> Found:
    """Give a thing that is as it should be."""
    return Found(code, what, State.FINE, how)


def watch(code: str, what: Message, how: Message, todo: Message) -> Found:
    """Give a thing that works, and may not for long, or less well than it could."""
    return Found(code, what, State.WATCH, how, todo)


def wrong(code: str, what: Message, how: Message, todo: Message) -> Found:
    """Give a thing that does not work."""
    return Found(code, what, State.WRONG, how, todo)
