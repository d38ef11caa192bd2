"""What is not sent to a channel that is off."""

from __future__ import annotations

from gongkai.disclosure.channels.document import Document
from gongkai.disclosure.models import Change, Channel
from gongkai.law.message import Message
from gongkai.notifications.outbox import Dropped


def require_on(channel: Channel, document: Document) -> None:
    """Raise Dropped for what is published and a channel that is off: it is told of withdrawals alone."""
    if not channel.on and document.change is Change.PUBLISHED:
        raise Dropped(Message("渠道已停用，公开中的信息不再发。"))
