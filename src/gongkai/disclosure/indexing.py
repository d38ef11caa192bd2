"""索引号: by rule, in order, for ever. It stands for an item and does not change when agencies do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.agencies.counting import counter, next_of
from gongkai.disclosure.models import IndexSeries, Item
from gongkai.disclosure.models.practice import practice_of
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency


def prefix_of(agency: Agency) -> str:
    """Give the front part of the indexes of an agency; empty while it has neither its own nor a credit code."""
    return practice_of(agency).index_prefix or agency.credit_code or ""


def next_index(agency: Agency, year: int) -> str:
    """Give the next index of an agency, as 11370321MB2833047X/2026-00012; in the transaction that begins the item.

    The front part is the agency's own (`Practice.index_prefix`), or its unified social credit code, which has replaced
    the organisation code of the guideline for catalogues. Raises NotAllowed while the agency has neither.
    """
    prefix = prefix_of(agency)
    if not prefix:
        raise NotAllowed(
            "index-prefix-missing",
            Message("“{agency}”没有统一社会信用代码，也没有定索引号的前段，不能编索引号。", agency=agency.name),
            hint=Message("请由管理员在“公开审查规则”中填写索引号前段，或者登记统一社会信用代码。"),
            citation=cite("条例第12条第3款"),
        )
    while True:
        index = f"{prefix}/{year}-{next_of(IndexSeries, agency=agency, year=year):05d}"
        if not Item.objects.filter(index=index).exists():
            return index


def count_past(agency: Agency, index: str) -> None:
    """Let the indexes to come go on after one that an item has brought along, where it is of the same form."""
    prefix = prefix_of(agency)
    found = re.fullmatch(rf"{re.escape(prefix)}/(\d{{4}})-(\d{{5,9}})", index)
    if prefix and found:
        series = counter(IndexSeries, agency=agency, year=int(found[1]))
        if series.last < int(found[2]):
            series.last = int(found[2])
            series.save(update_fields=["last"])
