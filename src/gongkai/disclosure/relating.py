"""What a page says of a text beside its words: who issued it, how it stands, its note, what it goes with both ways.

Everybody sees only what is shown of others; an officer sees besides what the agencies in their sight have under way.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongkai.disclosure.consulting import is_open, received_of
from gongkai.disclosure.headnotes import headnote_of
from gongkai.disclosure.models import Item, Link, Relation, Text, Validity
from gongkai.disclosure.validity import Standing, changes_to, standing

_TO: Mapping[str, Any] = {
    Relation.EXPLAINS: _("所解读的文件"),
    Relation.RELATED: _("相关信息"),
    Relation.AMENDS: _("所修改的文件"),
    Relation.REPEALS: _("所废止的文件"),
}
_FROM: Mapping[str, Any] = {
    Relation.EXPLAINS: _("本文件的解读"),
    Relation.RELATED: _("相关信息"),
    Relation.AMENDS: _("修改沿革"),
    Relation.REPEALS: _("废止依据"),
}


class Relative(NamedTuple):
    """An item that another goes with: what it is called, its number, the day it takes effect; whether it is shown."""

    item: Item
    title: str
    number: str
    on: date | None
    is_public: bool


class Relatives(NamedTuple):
    """Items that stand to another in one way."""

    heading: Any
    rows: list[Relative]


def said_of(item: Item, text: Text, on: date, *, seen: Any = None) -> dict[str, Any]:
    """Give what a page says of a text on a day; `seen` are the agencies that an officer sees, none for the public."""
    changes = changes_to(item)
    stands = standing(text, changes, on)
    return {
        "issuers": list(text.issued_by.select_related("agency")),
        "validity": Validity(stands.validity).label if stands.validity else "",
        "is_over": stands.validity in (Validity.REPEALED, Validity.LAPSED),
        "amended_by": _amended_by(stands),
        "headnote": headnote_of(text, changes),
        "comments_state": comments_state(text, on),
        "takes_comments": item.shown_id == text.pk and is_open(text, on),
        "received": received_of(item, text) if seen is not None or text.comments_outcome else None,
        "relatives": relatives_of(item, text, seen=seen),
    }


def _amended_by(stands: Standing) -> Item | None:
    """Give the item that has amended a text which has not taken that in: whoever reads it must read both."""
    if stands.validity != Validity.AMENDED or stands.by is None or stands.by.by is None:
        return None
    return stands.by.by.text.item


def comments_state(text: Text, on: date) -> Any:
    """Say how far a consultation has come on a day."""
    if text.comments_from and on < text.comments_from:
        return _("尚未开始")
    if text.comments_until and on <= text.comments_until:
        return _("正在征求意见")
    return _("已公布采纳情况") if text.comments_outcome else _("已结束")


def relatives_of(item: Item, text: Text, *, seen: Any = None) -> list[Relatives]:
    """Give what a text goes with: what it names, and what names the item."""
    to = Link.objects.filter(text=text).filter(_in_sight("target", seen))
    names = Q(text__item__shown=F("text"))
    if seen is not None:
        names |= Q(text__item__text=F("text"), text__item__agency__in=seen)
    of = Link.objects.filter(names, target=item).exclude(text__item=item)
    found: dict[str, dict[int, Relative]] = {}
    for link in to.select_related("target__shown", "target__text"):
        _add(found, _TO[link.relation], link.target)
    for link in of.select_related("text__item__shown", "text__item__text").order_by("text__effective_on", "pk"):
        _add(found, _FROM[link.relation], link.text.item)
    return [Relatives(heading, list(rows.values())) for heading, rows in found.items()]


def _in_sight(name: str, seen: Any) -> Q:
    shown = Q(**{f"{name}__shown__isnull": False})
    return shown if seen is None else shown | Q(**{f"{name}__agency__in": seen})


def _add(found: dict[str, dict[int, Relative]], heading: Any, item: Item) -> None:
    text = item.shown or item.text
    assert text is not None
    rows = found.setdefault(heading, {})
    rows[item.pk] = Relative(item, text.title, text.document_number, text.effective_on, item.shown_id is not None)
