"""Where a remark can stand in a signed report, and what these places are called: its cells and its parts."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from gongkai.filings.models import Version
from gongkai.filings.reporting import edition_of, name_of


def places_of(version: Version) -> Mapping[str, str]:
    """Give the places of a report, in its order, by the name that a remark keeps: what each is called.

    A cell is `table.row.column`; a part is what the edition calls it, with what stands before and after the parts.
    """
    filing = version.filing
    parts = {each.id: f"{each.numeral}、{each.label}" for each in edition_of(filing).parts}
    cells = {name: name_of(filing, _cell(name)) for name in version.figures}
    return {"preamble": _("导语"), **parts, "closing": _("落款"), **cells}


def _cell(name: str) -> tuple[str, str, str]:
    table, row, column = name.split(".")
    return table, row, column
