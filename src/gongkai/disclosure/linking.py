"""Which item is meant by what is typed: an index (索引号), a document number (发文字号), the address of a page."""

from __future__ import annotations

import re
from typing import Any

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


def found(written: str, agency: Agency) -> list[Item]:
    """Give the items that are named, one a line, among what is shown and what the agency itself has.

    Raises ValidationError naming each that is not found, or that several may be meant by.
    """
    names = [each for part in _BETWEEN.split(written) if (each := part.strip())]
    if len(names) > MOST:
        raise ValidationError(_("最多填%(most)s条。") % {"most": MOST})
    items: dict[int, Item] = {}
    wrong = []
    for name in names:
        rows = list(_meant_by(name, agency)[:2])
        if len(rows) == 1:
            items[rows[0].pk] = rows[0]
        elif rows:
            wrong.append(_("“%(name)s”有多条信息，请改填索引号。") % {"name": name})
        else:
            wrong.append(_("没有找到“%(name)s”：请填本平台已公开信息的索引号、发文字号或者网址。") % {"name": name})
    if wrong:
        raise ValidationError(wrong)
    return list(items.values())


def _meant_by(name: str, agency: Agency) -> Any:
    rows = Item.objects.filter(Q(shown__isnull=False) | Q(agency=agency)).select_related("agency", "shown")
    if address := _ADDRESS.search(name):
        return rows.filter(pk=int(address["key"]))
    number = normalised(name)
    return rows.filter(
        Q(index=name) | Q(shown__document_number=number) | Q(shown__isnull=True, text__document_number=number)
    ).distinct()


def may_act_on(agency: Agency, target: Item) -> bool:
    """Say whether what an agency issues may amend or repeal an item: one of its own, of one below it, or a joint one.

    A general office issues for its government.
    """
    issues_for: Any = agency.parent if agency.kind == AgencyKind.GENERAL_OFFICE else None
    top: Agency = issues_for or agency
    if target.agency.lies_in(top):
        return True
    return Issuer.objects.filter(text=target.shown_id or target.text_id, agency=agency).exists()
