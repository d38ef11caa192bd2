"""The ways out of the site: e-mail, and SMS through a gateway that the site sets up.

Neither carries personal data: of the notice its title and a link, of the officer where to send it. A gateway is a class
named in the settings (`GONGKAI_SMS`); `webhook` is the one that comes with the site.
"""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string

from gongkai.agencies.models import Officer
from gongkai.law.errors import GongkaiError
from gongkai.law.message import Message
from gongkai.notifications.kinds import EMAIL, SITE, SMS


class Undelivered(Exception):
    """Something was not delivered: why, whether it is worth trying again, whether nothing was reached at all."""

    def __init__(self, why: Message, *, again: bool, unreachable: bool = False) -> None:
        super().__init__(str(why))
        self.why, self.again, self.unreachable = why, again, unreachable


@dataclass(frozen=True)
class Letter:
    """What leaves the site: under which name (the same when it is tried again), what it says, and where it leads.

    `headers` are for e-mail alone.
    """

    name: str
    subject: str
    body: str
    short: str
    url: str
    kind: str
    on: date
    headers: Mapping[str, str] = field(default_factory=dict)


class Gateway(Protocol):
    """What sends an SMS. Made without arguments, once in each process; what it cannot send raises Undelivered."""

    def send(self, mobile: str, letter: Letter) -> None:
        """Send `letter.short`; `letter.name` names it, so that what is tried again can be told from what is new."""


@cache
def gateway() -> Gateway | None:
    """Give the gateway that is set up, if one is."""
    if not settings.SMS:
        return None
    name = "gongkai.notifications.webhook.Webhook" if settings.SMS == "webhook" else settings.SMS
    try:
        made: Gateway = import_string(name)()
    except ImportError as error:
        raise GongkaiError(
            "sms-gateway-missing",
            Message("设置 GONGKAI_SMS 所说的短信网关“{name}”载入不了：{error}。", name=name, error=str(error)),
            hint=Message("应为空、webhook，或者网关的类的全名，如 package.module.Class。"),
        ) from None
    return made


def open_channels() -> tuple[str, ...]:
    """Give the channels that this site has."""
    return (SITE, *([EMAIL] if settings.EMAIL_HOST else []), *([SMS] if gateway() else []))


def address_of(officer: Officer, channel: str) -> str:
    """Give where a channel reaches an officer; nothing where it does not."""
    return officer.email if channel == EMAIL else officer.mobile


def send(channel: str, address: str, letter: Letter) -> None:
    """Send a letter. Raises Undelivered."""
    _SENDERS[channel](address, letter)


def _by_email(address: str, letter: Letter) -> None:
    host = urlsplit(settings.SITE_URL).hostname
    message = EmailMessage(
        " ".join(letter.subject.split()),  # a name in it may have been brought in with a line break
        letter.body,
        to=[address],
        # Of one name however often it is tried: mail servers and readers know it again.
        headers={"Message-ID": f"<{letter.name}@{host}>", "Auto-Submitted": "auto-generated", **letter.headers},
    )
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        code = next(iter(error.recipients.values()))[0]
        raise Undelivered(Message("收件地址被拒收（{code}）。", code=code), again=code < 500) from None
    except smtplib.SMTPAuthenticationError as error:
        why = Message("邮件服务器不认用户名和口令（{code}）。", code=error.smtp_code)
        raise Undelivered(why, again=True, unreachable=True) from None
    except smtplib.SMTPResponseException as error:
        why = Message("邮件服务器没有收下（{code}）。", code=error.smtp_code)
        raise Undelivered(why, again=error.smtp_code < 500) from None
    except (smtplib.SMTPException, OSError) as error:
        why = Message("连不上邮件服务器（{error}）。", error=type(error).__name__)
        raise Undelivered(why, again=True, unreachable=True) from None
    except ValueError:  # an address with line breaks and the like
        raise Undelivered(Message("收件地址不能用。"), again=False) from None


def _by_sms(address: str, letter: Letter) -> None:
    through = gateway()
    if through is None:
        raise Undelivered(Message("没有设短信网关。"), again=False)
    through.send(address, letter)


_SENDERS: Mapping[str, Callable[[str, Letter], None]] = {EMAIL: _by_email, SMS: _by_sms}
