"""The gateway that comes with the site: signed JSON, posted to one https address (`posting`)."""

from __future__ import annotations

import json

from django.conf import settings

from gongkai.law.message import Message
from gongkai.notifications import posting, reaching
from gongkai.notifications.channels import Letter, Undelivered


class Webhook:
    """Posts what is to be sent as an SMS to the address that is set up."""

    def send(self, mobile: str, letter: Letter) -> None:
        """Post a letter; done is what is answered with 2xx."""
        told = {"id": letter.name, "to": mobile, "text": letter.short, "url": letter.url, "kind": letter.kind}
        body = json.dumps({**told, "on": letter.on.isoformat()}, ensure_ascii=False).encode()
        try:
            status = posting.post(settings.WEBHOOK_URL, body, secret=settings.WEBHOOK_SECRET, key=letter.name)
        except reaching.WithinOwnNetwork as error:
            why = Message("短信网关的地址 {address} 在内部网络里，没有许可。", address=str(error))
            raise Undelivered(why, again=False) from None
        except reaching.Unreachable as error:
            why = Message("连不上短信网关（{error}）。", error=str(error))
            raise Undelivered(why, again=True, unreachable=True) from None
        if not posting.is_taken(status):
            again = posting.is_worth_trying_again(status)
            raise Undelivered(Message("短信网关答复 {status}。", status=status), again=again)
