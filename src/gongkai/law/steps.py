"""What a rule gives back: a result together with the steps that led to it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from gongkai.law.citation import Citation
from gongkai.law.message import Message, Translate


class Step(NamedTuple):
    """One step of a computation, ready for a letter or a page, with its provision."""

    message: Message
    citation: Citation | None = None
    on: date | None = None

    def text(self, translate: Translate | None = None) -> str:
        """Give the step with its citation in brackets, in a language."""
        words = self.message.text(translate)
        return words if self.citation is None else f"{words}（{self.citation}）"

    def __str__(self) -> str:
        return self.text()


class Deadline(NamedTuple):
    """A last day (期限届满之日), whether a holiday notice may still move it, and why it is that day."""

    due: date
    provisional: bool
    steps: tuple[Step, ...]
