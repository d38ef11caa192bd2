"""A channel that is posted to: the document of an item as signed JSON (`gongkai.notifications.posting`)."""

from __future__ import annotations

from gongkai.disclosure.channels.document import Document, compose
from gongkai.disclosure.channels.unsent import require_on
from gongkai.disclosure.models import Sending
from gongkai.notifications.outbox import told


def send(sending: Sending) -> tuple[Document, int | None]:
    """Post what is public of an item now; done is what is answered with 2xx."""
    channel = sending.channel
    document = compose(sending.item_id, channel)
    require_on(channel, document)
    return document, told(channel.address, document.as_json(), secret=channel.secret, key=str(sending.key))
