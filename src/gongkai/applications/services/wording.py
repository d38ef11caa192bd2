"""Changing the words of an agency's letters."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.agencies.models import Agency
from gongkai.applications import acts
from gongkai.applications.models import Wording
from gongkai.applications.notices.kinds import Kind
from gongkai.applications.notices.wordings import checked
from gongkai.applications.services.acting import made
from gongkai.journal.actor import Actor
from gongkai.journal.acts import Act
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


@transaction.atomic
def set_wording(agency: Agency, kind: Kind, text: str, *, starts_on: date, by: Actor) -> Wording:
    """Have an agency's letters of a kind say other words from a day on.

    Raises NotAllowed for a field that is not known, a required one that has no place, and a day that is past.
    """
    checked(kind, text)
    return _add(agency, kind, text.strip(), starts_on, acts.WORDING_SET, by)


@transaction.atomic
def reset_wording(agency: Agency, kind: Kind, *, starts_on: date, by: Actor) -> Wording:
    """Have an agency's letters of a kind say our words again, from a day on."""
    return _add(agency, kind, "", starts_on, acts.WORDING_RESET, by)


def _add(agency: Agency, kind: Kind, text: str, starts_on: date, act: Act, by: Actor) -> Wording:
    today = localdate()
    if starts_on < today:
        raise NotAllowed(
            "wording-from-the-past",
            Message("样式不能从过去的日期启用：{on}已过，今天是{today}。", on=starts_on, today=today),
            hint=Message("请填写今天或者以后的日期；已经出具的文书不随样式改变。"),
            citation=cite("条例第45条"),
        )
    row: Wording = made(Wording(agency=agency, kind=kind.name, text=text, starts_on=starts_on), act, by=by)
    return row
