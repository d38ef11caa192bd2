"""Why a rolled-up figure is another now than it was computed last: what members handed in, signed or left since."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gongkai.agencies.models import Membership
from gongkai.filings.models import Filing, Scope, Submission, Upload, Version
from gongkai.filings.rolling.adding import Rolled, rolled_up, rolled_up_then
from gongkai.filings.rolling.listing import collectors_of
from gongkai.journal.models import Entry
from gongkai.journal.services import type_of
from gongkai.report.edition import Cell
from gongkai.report.model import Number


def causes_of(filing: Filing, cells: Iterable[Cell]) -> dict[Cell, list[Entry]]:
    """Give by cell the acts since on the reports of those members that add another number to it now."""
    then, now = rolled_up_then(filing), rolled_up(filing.agency, filing.year, Scope(filing.scope))
    moved: dict[Cell, set[int]] = {}
    for cell in cells:
        was, is_now = _numbers(then, cell), _numbers(now, cell)
        moved[cell] = {key for key in was.keys() | is_now.keys() if was.get(key) != is_now.get(key)}
    acts = list(_acts(filing, set().union(*moved.values())))
    return {cell: [entry for agency, entry in acts if agency in agencies] for cell, agencies in moved.items()}


def _numbers(rolled: Rolled, cell: Cell) -> dict[int, Number | None]:
    return {each.listed.agency.pk: each.number for each in rolled.parts_of(cell)}


def _acts(filing: Filing, members: set[int]) -> Iterable[tuple[int, Entry]]:
    """Give the acts since on the reports of some members and on the list, each with the member it is about."""
    kinds = [type_of(each) for each in (Submission, Version, Upload, Membership)]
    chains = members | {each.pk for each in collectors_of(filing.agency, filing.year)}
    rows = Entry.objects.filter(chain__agency__in=chains, object_type__in=kinds, at__gt=filing.computed_at)
    for entry in rows.select_related("officer", "chain").order_by("at", "pk"):
        member: Any = {**entry.before, **entry.after}.get("member") or entry.chain.agency_id
        yield member, entry
