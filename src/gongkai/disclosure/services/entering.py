"""Entering figures of table II that no item tells: each with its source and why; a correction keeps what was before."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency
from gongkai.disclosure import acts
from gongkai.disclosure.models import Entered
from gongkai.disclosure.table_two import Place, is_computed, places, spec_of
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, record
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


def newest_of(agency: Agency, year: int) -> int:
    """Give the key of what was entered last for an agency and a year; 0 where nothing was."""
    return Entered.objects.filter(agency=agency, year=year).aggregate(Max("pk"))["pk__max"] or 0


@transaction.atomic
def enter_figures(
    agency: Agency,
    year: int,
    values: Mapping[Place, Decimal | None],
    *,
    source: str,
    reason: str,
    by: Actor,
    seen: int | None = None,
) -> list[Entered]:
    """Enter figures of an agency's year (填报表二), and give those that were not as they are now.

    None makes a figure blank again. `seen` is what had been entered last when the form was opened (`newest_of`). Raises
    ValidationError for what is no figure of the table, NotAllowed when somebody else has entered some since.
    """
    held = hold(agency)
    if seen is not None and newest_of(held, year) != seen:
        raise NotAllowed(
            "changed-meanwhile",
            Message("在您打开之后，已经有人填报或者更正过这一年的数字。"),
            hint=Message("请看过现在的数字，再决定怎样填；您填写的内容还在。"),
            citation=cite("条例第50条"),
        )
    _require_figures(year, values)
    standing = {(row.row, row.column): row for row in Entered.objects.standing().filter(agency=held, year=year)}
    entered = []
    for place, value in values.items():
        before = standing.get(place)
        if (before.value if before else None) == value:
            continue
        at = now()
        if before is not None:
            ended = hold(before)
            ended.ended_at = at
            ended.save(update_fields=["ended_at"])
            record(ended, acts.FIGURE_CORRECTED, by=by)
        row = Entered(
            agency=held, year=year, row=place[0], column=place[1], value=value,
            source=source.strip(), reason=reason.strip(), officer=by.officer, at=at,
        )  # fmt: skip
        row.full_clean(exclude=["agency", "officer"])
        row.save(force_insert=True)
        record(row, acts.FIGURE_ENTERED if before is None else acts.FIGURE_CORRECTED, by=by)
        entered.append(row)
    return entered


def _require_figures(year: int, values: Mapping[Place, Decimal | None]) -> None:
    spec = spec_of(year)
    if spec is None or year > localdate().year:
        raise ValidationError(_("%(year)s年没有表二可以填报。") % {"year": year})
    columns = places(spec)
    for place, value in values.items():
        if place not in columns or is_computed(place):
            raise ValidationError(_("这一格不由人填报。"))
        if value is None:
            continue
        if columns[place].kind != "money" and value != value.to_integral_value():
            raise ValidationError(_("数量是整数。"))
        if columns[place].kind != "change" and value < 0:
            raise ValidationError(_("这个数不能小于零。"))
