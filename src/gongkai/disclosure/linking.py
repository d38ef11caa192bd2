"""Which item is meant by what is typed: an index (索引号), a document number (发文字号), the address of a page, words.

By words of its name an item is only offered: who typed them picks it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency
from gongkai.agencies.models import Kind as AgencyKind
from gongkai.disclosure.models import Issuer, Item
from gongkai.law.document_number import normalised

_ADDRESS = re.compile(r"/items/(?P<key>\d{1,18})/?$")
_BETWEEN = re.compile(r"[\n,，;；、]+")
MOST = 50
"""Items that a text may name in one relation; a clearance of documents (文件清理) names more in its own text."""
OFFERED = 10
"""Items that are offered for some words."""
_LONGEST, _WORDS = 300, 10
"""Characters of a name that is looked for, which no index, number or address is longer than; and words of it."""
_OF_NEWEST = 50_000
"""Items, the newest, whose names are looked through for words; any is found by its index or number."""


class Offer(NamedTuple):
    """What is offered for what was typed, and whether there is more."""

    typed: str
    items: list[Item]
    more: bool


class Meant(NamedTuple):
    """What is meant by all that is typed: items that are picked, what is offered for the rest, what is not found."""

    picked: list[Item]
    offers: list[Offer]
    unknown: list[str]


def linkable(agencies: Iterable[Any]) -> Any:
    """Give the items that texts of some agencies may name: what is shown, and what these have themselves."""
    return Item.objects.filter(Q(shown__isnull=False) | Q(agency__in=agencies))


def names_in(written: str) -> list[str]:
    """Give what is typed one by one, a line or a sign between them."""
    return list(dict.fromkeys(each for part in _BETWEEN.split(written) if (each := part.strip())))


def meant_by(written: str, rows: Any) -> Meant:
    """Give which of some items are meant by what is typed."""
    names = names_in(written)[:MOST]
    rows = rows.select_related("agency", "shown", "text")
    by_index = {each.index: each for each in rows.filter(index__in=names)}
    picked: dict[int, Item] = {}
    rest, unknown = [], []
    for name in names:
        if len(name) > _LONGEST:
            unknown.append(name)
            continue
        found = [by_index[name]] if name in by_index else list(_meant_by(name, rows)[: OFFERED + 1])
        if len(found) == 1:
            picked[found[0].pk] = found[0]
        elif found or (found := _called(name, rows)):
            rest.append((name, found))
        else:
            unknown.append(name)
    offers = [
        Offer(name, [each for each in found[:OFFERED] if each.pk not in picked], len(found) > OFFERED)
        for name, found in rest
    ]
    return Meant(list(picked.values()), offers, unknown)


def found(written: str, rows: Any) -> list[Item]:
    """Give the items that are named, of some.

    Raises ValidationError for each that is not found, or that has yet to be picked of several.
    """
    if len(names_in(written)) > MOST:
        raise ValidationError(_("最多填%(most)s条。") % {"most": MOST})
    meant = meant_by(written, rows)
    wrong = [_("请勾选“%(name)s”所指的信息，再保存。") % {"name": each.typed} for each in meant.offers]
    wrong += [
        _("没有找到“%(name)s”：请换名称里的别的词，或者填索引号、发文字号、网址。") % {"name": each}
        for each in meant.unknown
    ]
    if wrong:
        raise ValidationError(wrong)
    return meant.picked


def _meant_by(name: str, rows: Any) -> Any:
    if address := _ADDRESS.search(name):
        return rows.filter(pk=int(address["key"]))
    number = normalised(name)
    return rows.filter(
        Q(shown__document_number=number) | Q(shown__isnull=True, text__document_number=number)
    ).distinct()


def _called(name: str, rows: Any) -> list[Item]:
    """Give the newest items whose names have some words."""
    rows = rows.filter(pk__in=rows.order_by("-pk").values("pk")[:_OF_NEWEST])
    for word in name.split()[:_WORDS]:
        rows = rows.filter(Q(shown__title__icontains=word) | Q(shown__isnull=True, text__title__icontains=word))
    return list(rows.order_by("-pk")[: OFFERED + 1])


def may_act_on(agency: Agency, target: Item) -> bool:
    """Say whether what an agency issues may amend or repeal an item: one of its own, of one below it, or a joint one.

    A general office issues for its government.
    """
    issues_for: Any = agency.parent if agency.kind == AgencyKind.GENERAL_OFFICE else None
    top: Agency = issues_for or agency
    if target.agency.lies_in(top):
        return True
    return Issuer.objects.filter(text=target.shown_id or target.text_id, agency=agency).exists()
