"""What can go wrong, said once for every door: form, endpoint and command.

Exceptions are for callers, findings (`gongkai.report.finding`) are for data.
"""

from __future__ import annotations

from gongkai.law.citation import Citation
from gongkai.law.message import Message, Translate, in_one_line


class GongkaiError(Exception):
    """The parent of all our errors: a stable code, a message, what to do (hint), the article."""

    def __init__(
        self,
        code: str,
        message: Message,
        *,
        hint: Message | None = None,
        citation: Citation | None = None,
    ) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message
        self.hint = hint
        self.citation = citation

    def text(self, translate: Translate | None = None) -> str:
        """Give the message, the hint and the citation as one line in a language."""
        return in_one_line(self.message, self.hint, self.citation, translate)

    def __str__(self) -> str:
        return self.text()


class NotAllowed(GongkaiError):
    """The statute or the procedure forbids this now."""


class CalendarNotPublished(GongkaiError):
    """A date lies in a year whose holiday notice (放假通知) is not known here."""


class NotInForce(GongkaiError):
    """No text was in force on that date."""


class UnreadableDocument(GongkaiError):
    """A file cannot be read at all as what it should be: an annual report, a calendar."""
