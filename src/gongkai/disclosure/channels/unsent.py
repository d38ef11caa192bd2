"""Why something was not sent to a channel."""

from __future__ import annotations

from gongkai.disclosure.channels.document import Document
from gongkai.disclosure.models import Change, Channel
from gongkai.law.message import Message
from gongkai.notifications.channels import Undelivered


class Unsent(Undelivered):
    """It was not sent: why, whether it is worth trying again, whether nothing was reached, with which code."""

    def __init__(self, why: Message, *, again: bool, unreachable: bool = False, answer: int | None = None) -> None:
        super().__init__(why, again=again, unreachable=unreachable)
        self.answer = answer


class Dropped(Exception):
    """It is not to be sent any more, and why."""

    def __init__(self, why: Message) -> None:
        super().__init__(str(why))
        self.why = why


def require_on(channel: Channel, document: Document) -> None:
    """Raise Dropped for what is published and a channel that is off: it is told of withdrawals alone."""
    if not channel.on and document.change is Change.PUBLISHED:
        raise Dropped(Message("渠道已停用，公开中的信息不再发。"))
