"""The condition of the list of items that a figure of table II leads to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.timezone import localdate
from django.utils.translation import gettext as say

from gongkai.agencies.models import Agency
from gongkai.disclosure.table_two import KINDS, Place, documents, spec_of
from gongkai.ui.lists import Filter


class Counted(NamedTuple):
    """A computed figure of table II (`table_two`): of which year and agency, whether with all that lies below it."""

    place: Place
    year: int
    agency: int
    below: bool


@dataclass(frozen=True)
class InTableTwo(Filter):
    """The items that a figure of table II counts. It is set by following the figure, and has no control of its own."""

    @property
    def template(self) -> str:
        """Name the template that keeps it."""
        return "ui/lists/infigure.html"

    @property
    def names(self) -> tuple[str, ...]:
        """Give the names of the figure, the year, the agency, and of whether what lies below counts, too."""
        return self.name, f"{self.name}-year", f"{self.name}-of", f"{self.name}-below"

    def read(self, given: Any, request: Any, notes: list[str]) -> Counted | None:
        """Give the figure."""
        written = [(given.get(name) or [""])[-1] for name in self.names]
        if not any(written):
            return None
        row, _between, column = written[0].partition("-")
        numbers = all(each.isascii() and each.isdigit() and len(each) < 10 for each in written[1:3])
        if row not in KINDS or not numbers or self._label(row, column, int(written[1])) is None:
            notes.append(self._unusable(" ".join(written)))
            return None
        return Counted((row, column), int(written[1]), int(written[2]), written[3] == "1")

    def write(self, value: Counted) -> list[tuple[str, str]]:
        """Give the figure, the year and the agency."""
        below = "1" if value.below else ""
        pairs = zip(self.names, ("-".join(value.place), str(value.year), str(value.agency), below))
        return [(name, written) for name, written in pairs if written]

    def apply(self, rows: Any, value: Counted) -> Any:
        """Give the items that are counted."""
        agencies = Agency.objects.filter(pk=value.agency)
        if value.below:
            agencies = Agency.objects.below(*agencies) if agencies else agencies
        return rows.filter(pk__in=documents(agencies, value.year, on=localdate())[value.place])

    def words(self, value: Counted) -> str:
        """Say which figure."""
        label = self._label(*value.place, value.year)
        return say("%(year)s年 %(figure)s") % {"year": value.year, "figure": label}

    def control(self, value: Counted | None, request: Any) -> dict[str, Any]:
        """Give what keeps it while other filters change."""
        return {"pairs": [] if value is None else self.write(value)}

    def _label(self, row: str, column: str, year: int) -> str | None:
        spec = spec_of(year)
        found = [] if spec is None else [each for each in spec.columns_of[row] if each.id == column]
        return f"{spec.row_by_id[row].label} {found[0].label}" if spec and found else None
