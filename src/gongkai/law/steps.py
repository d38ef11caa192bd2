"""What a rule gives back: a result together with the steps that led to it, or whether an act is lawful."""

from __future__ import annotations

from datetime import date
from typing import Generic, NamedTuple, TypeVar

from gongkai.law.citation import Citation
from gongkai.law.errors import GongkaiError
from gongkai.law.message import Message, Translate

Kind = TypeVar("Kind")


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


class NextAct(NamedTuple, Generic[Kind]):
    """Whether an act of a kind is lawful on a day: until when, where a last day is set, or why not."""

    kind: Kind
    until: date | None
    refusal: GongkaiError | None

    @property
    def is_lawful(self) -> bool:
        """Say whether nothing stands against it."""
        return self.refusal is None
