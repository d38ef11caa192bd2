"""What is told to other systems, sent by the background worker: each row at least once, under one key however often.

    OUTBOX = Outbox(rows=lambda: Sending.objects.filter(…), receiver="channel", send=_send, log="gongkai.channels")

Rows are written in the transaction of the act; they have a `state`, `due_at`, `tries`, `answer`, `trouble`. One is
taken before it is sent, in a transaction of its own, so that of two workers one sends it. What a killed worker had
taken is sent again. What fails is tried again for a day, then given up in sight of everybody. A receiver that cannot be
reached is left for this time, so that it keeps no other waiting.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from gongkai.law.message import Message
from gongkai.notifications import posting, reaching
from gongkai.notifications.channels import Undelivered
from gongkai.notifications.delivering import AFTER
from gongkai.notifications.wording import kept

WAITING, SENDING, SENT, FAILED, SETTLED = "waiting", "sending", "sent", "failed", "settled"
"""The states of a row, as the models of rows have them too."""
LOST_AFTER = timedelta(minutes=5)
"""After this what is marked as being sent is no more: its worker ended. Longer than any sending takes."""


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


def told(address: str, body: bytes, *, secret: str, key: str) -> int:
    """Post a signed body to another system and give the code of its answer; raise Unsent unless that is 2xx."""
    try:
        status = posting.post(address, body, secret=secret, key=key)
    except reaching.WithinOwnNetwork as error:
        why = Message("接口的地址 {address} 在内部网络里，没有许可。", address=str(error))
        raise Unsent(why, again=False) from None
    except reaching.Unreachable as error:
        why = Message("连不上接口（{error}）。", error=str(error))
        raise Unsent(why, again=True, unreachable=True) from None
    if not posting.is_taken(status):
        again = posting.is_worth_trying_again(status)
        raise Unsent(Message("接口答复 {status}。", status=status), again=again, answer=status)
    return status


def _never(row: Any) -> bool:
    return False


def _unheard(row: Any, error: Unsent | None) -> None:
    """Take no notice of what came of a row."""


@dataclass(frozen=True)
class Outbox:
    """Rows that are sent: which, the name of whom they go to, what sends one and gives what to note of it.

    `is_overtaken` says of a row that it is not to be sent, having settled it; `came_of` hears how each try went.
    """

    rows: Callable[[], QuerySet[Any]]
    receiver: str
    send: Callable[[Any], Mapping[str, Any]]
    log: str
    is_overtaken: Callable[[Any], bool] = _never
    came_of: Callable[[Any, Unsent | None], None] = _unheard

    def is_due(self, at: datetime) -> bool:
        """Say whether something waits to be sent."""
        waiting = self.rows().filter(state=WAITING, due_at__lte=at)
        return waiting.exists() or self.rows().filter(state=SENDING, due_at__lt=at - LOST_AFTER).exists()

    def send_due(self) -> int:
        """Send what is due, and say how much went out."""
        self.rows().filter(state=SENDING, due_at__lt=timezone.now() - LOST_AFTER).update(state=WAITING)
        sent, silent, held = 0, set[int](), set[int]()
        while True:
            waiting = self.rows().filter(state=WAITING, due_at__lte=timezone.now()).exclude(pk__in=held)
            row = waiting.exclude(**{f"{self.receiver}__in": silent}).order_by("due_at", "pk").first()
            if row is None:
                return sent
            if not self._take(row, timezone.now()):
                held.add(row.pk)
                continue
            try:
                sent += self._send(row)
            except Unsent:
                silent.add(getattr(row, f"{self.receiver}_id"))

    def _take(self, row: Any, at: datetime) -> bool:
        """Take a row, unless another has."""
        if self.is_overtaken(row):
            return False
        try:
            with transaction.atomic():
                taken = type(row)._default_manager.filter(pk=row.pk, state=WAITING)
                return bool(taken.update(state=SENDING, due_at=at, tries=F("tries") + 1))
        except IntegrityError:  # another of the same is under way
            return False

    def _send(self, row: Any) -> bool:
        """Send what was taken; say whether it went. Raises Unsent for a receiver that cannot be reached."""
        row = type(row)._default_manager.get(pk=row.pk)
        try:
            noted = self.send(row)
        except Dropped as error:
            _settle(row, state=SETTLED, trouble=kept(error.why))
            return False
        except Unsent as error:
            self._failed(row, error, timezone.now())
            if error.unreachable:
                raise
            return False
        except Exception as error:  # a defect: it must not keep others from being sent
            logging.getLogger(self.log).exception("could not send %s %d", row._meta.model_name, row.pk)
            why = Message("发送时出错（{error}），详见日志。", error=type(error).__name__)
            self._failed(row, Unsent(why, again=True), timezone.now())
            return False
        _settle(row, state=SENT, trouble=None, sent_at=timezone.now(), **noted)
        self.came_of(row, None)
        return True

    def _failed(self, row: Any, error: Unsent, at: datetime) -> None:
        """Note why a sending failed, and when it is tried again if it is."""
        tried = row.tries - 1  # before this time
        again = error.again and tried < len(AFTER)
        state, due_at = (WAITING, at + AFTER[tried]) if again else (FAILED, at)
        _settle(row, state=state, due_at=due_at, trouble=kept(error.why), answer=error.answer)
        level = logging.INFO if again else logging.WARNING
        logging.getLogger(self.log).log(level, "%s %d: %s", row._meta.model_name, row.pk, error)
        self.came_of(row, error)


def _settle(row: Any, **values: object) -> None:
    type(row)._default_manager.filter(pk=row.pk, state=SENDING).update(**values)
