"""What leaves the site, sent by the background worker: tried again for a day, then given up in sight of everybody.

What waits stands in rows (`Delivery`), written in the transaction of the act. A row is taken before it is sent, in a
transaction of its own, so that of two workers one sends it. What a worker was sending when it was killed may have gone
out or not: it is not sent again, and said so; who runs the site decides.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongkai.agencies.models import Officer
from gongkai.law.message import Message
from gongkai.notifications import channels
from gongkai.notifications.channels import Letter, Undelivered
from gongkai.notifications.models import Delivery, Preferences, State
from gongkai.notifications.wording import kept, speaking

_log = logging.getLogger("gongkai.notices")

AFTER = tuple(timedelta(minutes=each) for each in (1, 5, 30, 120, 480, 960))
"""How long after each try that failed the next one comes; after the last it is given up."""
LOST_AFTER = timedelta(minutes=15)
"""After this what is marked as being sent is no more: its worker ended."""
_AT_ONCE = 200


def is_due(at: datetime) -> bool:
    """Say whether something waits to be sent."""
    return Delivery.objects.filter(state=State.WAITING, due_at__lte=at).exists()


def deliver_due() -> int:
    """Send what is due, and say how many letters went out. A channel that cannot be reached is left for this time."""
    _give_up_lost(timezone.now())
    sent, silent = 0, set[str]()
    while True:
        waiting = Delivery.objects.filter(state=State.WAITING, due_at__lte=timezone.now()).exclude(channel__in=silent)
        due = list(waiting.select_related("notice").order_by("due_at", "pk")[:_AT_ONCE])
        if not due:
            return sent
        for together in _grouped(due):
            if together[0].channel not in silent:
                try:
                    sent += _deliver([each.pk for each in together])
                except Undelivered:
                    silent.add(together[0].channel)


def _grouped(due: Iterable[Delivery]) -> list[list[Delivery]]:
    """Put together what goes to one officer in one letter."""
    found: dict[Any, list[Delivery]] = {}
    for each in due:
        key = (each.notice.officer_id, each.channel) if each.gathered else each.pk
        found.setdefault(key, []).append(each)
    return list(found.values())


def _deliver(keys: Sequence[int]) -> bool:
    """Take deliveries that go together and send them; say whether they went. Raises Undelivered for a dead channel."""
    taken = _take(keys, timezone.now())
    if not taken:
        return False
    officer, channel = taken[0].notice.officer, taken[0].channel
    try:
        address = channels.address_of(officer, channel) if officer.is_active else ""
        if not address:
            raise Undelivered(Message("没有登记收件地址，或者账号已停用。"), again=False)
        channels.send(channel, address, letter_of(officer, taken))
    except Undelivered as error:
        _failed(taken, error, timezone.now())
        if error.unreachable:
            raise
        return False
    except Exception as error:  # a gateway of somebody else's, or a defect: it must not keep others from being sent
        _log.exception("could not send a notice by %s", channel)
        why = Message("发送时出错（{error}），详见日志。", error=type(error).__name__)
        _failed(taken, Undelivered(why, again=True), timezone.now())
        return False
    Delivery.objects.filter(pk__in=[each.pk for each in taken]).update(state=State.SENT, trouble=None)
    return True


@transaction.atomic
def _take(keys: Sequence[int], at: datetime) -> list[Delivery]:
    waiting = Delivery.objects.filter(pk__in=keys, state=State.WAITING).order_by("pk")
    taken = list(waiting.select_for_update(of=("self",)).select_related("notice__officer"))
    Delivery.objects.filter(pk__in=[each.pk for each in taken]).update(
        state=State.SENDING, due_at=at, tries=F("tries") + 1
    )
    return taken


def _failed(taken: Sequence[Delivery], error: Undelivered, at: datetime) -> None:
    """Note why deliveries failed, and when they are tried again if they are."""
    for each in taken:
        tried = each.tries  # before this time
        again = error.again and tried < len(AFTER)
        state, due_at = (State.WAITING, at + AFTER[tried]) if again else (State.FAILED, at)
        Delivery.objects.filter(pk=each.pk).update(state=state, due_at=due_at, trouble=kept(error.why))
        _log.log(logging.INFO if again else logging.WARNING, "notice %d by %s: %s", each.notice_id, each.channel, error)


def _give_up_lost(at: datetime) -> None:
    lost = Delivery.objects.filter(state=State.SENDING, due_at__lt=at - LOST_AFTER)
    lost.update(state=State.FAILED, trouble=kept(Message("发送的当口后台任务中断，不知道发出去没有，没有再发。")))


def letter_of(officer: Officer, taken: Sequence[Delivery]) -> Letter:
    """Give the letter that says what waits for an officer: in the language they chose, without what it is about."""
    chosen = Preferences.objects.filter(officer=officer).first() or Preferences()
    notices = [each.notice for each in taken]
    with speaking(chosen.language):
        one = notices[0] if len(notices) == 1 else None
        url = reverse("notices:detail", args=[one.pk]) if one else f"{reverse('notices:list')}?unread=1"
        titles: dict[str, int] = {}
        for notice in notices:
            titles[notice.title] = titles.get(notice.title, 0) + 1
        site = _("政府信息公开工作台")
        count = len(notices)
        what = (
            _("新通知：%(title)s") % {"title": one.title}
            if one
            else ngettext("有%(count)d条通知", "有%(count)d条通知", count) % {"count": count}
        )
        context = {
            "one": one,
            "titles": titles.items(),
            "url": f"{settings.SITE_URL}{url}",
            "preferences": f"{settings.SITE_URL}{reverse('notices:preferences')}",
        }
        return Letter(
            name=f"notice-{taken[0].pk}",
            subject=_("【%(site)s】%(what)s") % {"site": site, "what": what},
            body=render_to_string("notifications/letter.txt", context),
            short=_("【%(site)s】%(what)s。请登录查看。") % {"site": site, "what": what},
            url=f"{settings.SITE_URL}{url}",
            kind=one.kind if one else "",
            on=localdate(notices[-1].made_at),
        )
