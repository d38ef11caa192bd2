"""What officers are told of letters that are due soon or overdue; of a report on their own agency nobody is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Duty, Officer
from gongkai.agencies.rules import duties_in, has_duty
from gongkai.feedback.lifecycle import Stage
from gongkai.feedback.lights import soon_after
from gongkai.feedback.models import Kind as LetterKind
from gongkai.feedback.models import Letter
from gongkai.feedback.rules import HANDLING
from gongkai.feedback.selectors import received_of
from gongkai.law.message import Message
from gongkai.notifications.kinds import Kind, Level
from gongkai.notifications.recipients import holders
from gongkai.notifications.services import notify

DUE_SOON = Kind("letter.due_soon", _("来信的答复期限即将到期"), Level.WARNING)
OVERDUE = Kind("letter.overdue", _("来信答复逾期"), Level.GRAVE)

_SAID = {
    DUE_SOON: Message("来信{number}的答复期限是{due}，即将到期。"),
    OVERDUE: Message("来信{number}的答复期限是{due}，已经逾期。"),
}
_SAID_OF_MANY = {
    DUE_SOON: Message("“{title}”的意见还有{count}件没有答复，期限是{due}，即将到期。"),
    OVERDUE: Message("“{title}”的意见还有{count}件没有答复，期限是{due}，已经逾期。"),
}


def tell_of_last_days(at: datetime) -> int:
    """Tell of each letter that is due soon or overdue, once for each last day it has had; say how many were told.

    Comments on a draft that lie with the same person are told together. Of what is overdue the head of the office is
    told, too.
    """
    on = localdate(at)
    rows = Letter.objects.exclude(stage=Stage.ANSWERED).select_related("agency", "about", "handler", "item__text")
    rows = rows.order_by(F("item").asc(nulls_last=True), "handler", "due_on", "pk")
    told = 0
    for kind, standing in (
        (DUE_SOON, rows.filter(due_on__gte=on, due_on__lte=soon_after(on))),
        (OVERDUE, rows.filter(due_on__lt=on)),
    ):
        for letters in _together(standing):
            told += _tell(kind, letters, on, at)
    return told


def _together(rows: Any) -> Iterator[list[Letter]]:
    """Give letters each for itself, comments on a draft by who has them."""
    for _key, some in groupby(
        rows.iterator(500), lambda row: (row.item_id, row.handler_id, row.due_on) if row.item_id else (row.pk,)
    ):
        yield list(some)


def _tell(kind: Kind, letters: list[Letter], on: date, at: datetime) -> int:
    letter = letters[0]
    if letter.item_id:
        of, url = f"{letter.item_id}:{letter.handler_id or 0}", received_of(letter.item).url
        said = _SAID_OF_MANY[kind]
        text = Message(said.template, title=str(letter.item), count=len(letters), due=letter.due_on)
    else:
        of, url = f"{letter.pk}", reverse("feedback:detail", args=[letter.pk])
        text = Message(_SAID[kind].template, number=letter.number, due=letter.due_on)
    key = f"{kind.code}:{'item:' if letter.item_id else ''}{of}:{letter.due_on}"
    return notify(kind, _who(kind, letter, on), text, key=key, url=url, at=at, agency=letter.agency)


def _who(kind: Kind, letter: Letter, on: date) -> set[Officer]:
    """Give who deals with a letter: its handler, or everybody who does there while it has none."""
    handler = letter.handler
    if handler is not None and handler.is_active and has_duty(handler, letter.agency, on, HANDLING):
        people = {handler}
    else:
        people = set(holders(letter.agency, HANDLING, on))
    if kind is OVERDUE:
        people |= set(holders(letter.agency, [Duty.OFFICE_HEAD], on))
    return set(_without_own(letter, people, on))


def _without_own(letter: Letter, people: Iterable[Officer], on: date) -> Iterator[Officer]:
    """Give those who see the letter: of what is reported nobody who holds a post in the agency it is about."""
    for each in people:
        if letter.kind != LetterKind.OVERSIGHT or not duties_in(each, letter.about, on):
            yield each
