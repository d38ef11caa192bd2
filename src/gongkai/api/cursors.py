"""Lists by pages that go on from a place and not from a number: a page costs the same however far on it is.

A cursor is opaque and signed, and holds for the list it was given for: with other filters it is refused. Between two
pages rows may come and go; none is given twice, and none left out that was there all the time.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Generic, NamedTuple, TypeVar

from django.core import signing
from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from gongkai.api.errors import Refused, place
from gongkai.law.message import Message
from gongkai.ui.language import said

MOST = 100
USUAL = 30
_SALT = "gongkai.api.cursors"

Row = TypeVar("Row")


class Paging(Schema):
    """What every list is asked with; the filters of a list are fields of a class of its own below this one."""

    limit: int = Field(USUAL, ge=1, le=MOST, description=_("一页最多几条。"))
    cursor: str = Field("", max_length=1000, description=_("上一页的 next，原样给回；不给就从头开始。"))

    @property
    def filters(self) -> dict[str, Any]:
        """Give which list is asked, and by what beside the place in it."""
        return {"list": type(self).__name__, **self.model_dump(exclude={"limit", "cursor"})}


class Page(Schema, Generic[Row]):
    """A page of a list, and the cursor that the next is asked for with; there is none after the last."""

    data: list[Row] = Field(description=_("这一页，按列表的次序。"))
    next: str | None = Field(None, description=_("下一页的游标，原样放进 cursor 参数；为空就是最后一页。"))


class Part(NamedTuple):
    """Some rows of a list in its order, and the cursor of what comes after them."""

    rows: list[Any]
    next: str | None


def newest_first(rows: Any, column: str, asked: Paging) -> Part:
    """Give a page of rows by a column of days or moments, the latest first, and among equals by their keys.

    Two questions read a page, each along an index that leads with the column.
    """
    of, cursor, limit = asked.filters, asked.cursor, asked.limit
    ordered = rows.order_by(f"-{column}", "-pk")
    if not cursor:
        return _cut(list(ordered[: limit + 1]), column, of, limit)
    at, key = _read(cursor, of)
    beside = ordered.filter(**{column: at, "pk__lt": key})[: limit + 1]
    found = list(beside)
    if len(found) <= limit:
        found += ordered.filter(**{f"{column}__lt": at})[: limit + 1 - len(found)]
    return _cut(found, column, of, limit)


def by_key(rows: Any, asked: Paging) -> Part:
    """Give a page of rows by their keys, the first first."""
    of, cursor, limit = asked.filters, asked.cursor, asked.limit
    ordered = rows.order_by("pk")
    after = _read(cursor, of)[1] if cursor else 0
    found = list(ordered.filter(pk__gt=after)[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return Part(found[:limit], None if last is None else _written(None, last.pk, of))


def by_number(cursor: str, of: Mapping[str, Any]) -> int:
    """Give the number of the page that a cursor of `after_number` leads to; the first without one."""
    return _read(cursor, of)[1] if cursor else 1


def after_number(number: int, of: Mapping[str, Any]) -> str:
    """Give the cursor of a page where pages can but be counted, as those of the search."""
    return _written(None, number, of)


def _cut(found: list[Any], column: str, of: Mapping[str, Any], limit: int) -> Part:
    if len(found) <= limit:
        return Part(found, None)
    last = found[limit - 1]
    return Part(found[:limit], _written(getattr(last, column), last.pk, of))


def _written(at: date | None, key: int, of: Mapping[str, Any]) -> str:
    kind = "t" if isinstance(at, datetime) else "d"
    return signing.dumps([kind, at and at.isoformat(), key, _asked(of)], salt=_SALT)


def _read(cursor: str, of: Mapping[str, Any]) -> tuple[Any, int]:
    try:
        kind, at, key, asked = signing.loads(cursor, salt=_SALT)
    except signing.BadSignature:
        raise _wrong() from None
    if asked != _asked(of):
        raise _wrong()
    return at and (datetime if kind == "t" else date).fromisoformat(at), key


def _asked(of: Mapping[str, Any]) -> str:
    said = sorted((name, str(value)) for name, value in of.items() if value not in ("", None))
    return signing.Signer(salt=f"{_SALT}.asked").signature(repr(said))[:16]


def _wrong() -> Refused:
    message = Message("游标不是这个列表给的，或者换过了筛选条件。")
    hint = Message("请去掉 cursor 从头读起；翻页时其余参数不要改动。")
    where = [place("query", "cursor", "cursor-wrong", said(message))]
    return Refused(422, "cursor-wrong", message, hint=hint, where=where)
