"""A channel that is posted to: the document of an item as signed JSON (`gongkai.notifications.posting`)."""

from __future__ import annotations

from gongkai.disclosure.channels.document import Document, compose
from gongkai.disclosure.channels.unsent import Unsent, require_on
from gongkai.disclosure.models import Sending
from gongkai.law.message import Message
from gongkai.notifications import posting, reaching


def send(sending: Sending) -> tuple[Document, int | None]:
    """Post what is public of an item now; done is what is answered with 2xx."""
    channel = sending.channel
    document = compose(sending.item_id, channel)
    require_on(channel, document)
    try:
        status = posting.post(channel.address, document.as_json(), secret=channel.secret, key=str(sending.key))
    except reaching.WithinOwnNetwork as error:
        why = Message("接口的地址 {address} 在内部网络里，没有许可。", address=str(error))
        raise Unsent(why, again=False) from None
    except reaching.Unreachable as error:
        why = Message("连不上接口（{error}）。", error=str(error))
        raise Unsent(why, again=True, unreachable=True) from None
    if not posting.is_taken(status):
        again = posting.is_worth_trying_again(status)
        raise Unsent(Message("接口答复 {status}。", status=status), again=again, answer=status)
    return document, status
