"""The conditions of the list of items that figures lead to: those of table II, and of what was published in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils.timezone import localdate
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency
from gongkai.disclosure.selectors import shown_in
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


class Shown(NamedTuple):
    """What was published in a span that had to be by a day: all of it, what was in time, or what was late."""

    how: str
    first: date
    last: date


HOW = {"all": _("有公开期限的"), "in-time": _("按期公开"), "late": _("逾期公开")}


@dataclass(frozen=True)
class Timely(Filter):
    """The items that a figure of timeliness counts (条例第26条). It is set by following the figure.

    An item that was published several times in the span is late when it was late once.
    """

    @property
    def template(self) -> str:
        """Name the template that keeps it."""
        return "ui/lists/infigure.html"

    @property
    def names(self) -> tuple[str, ...]:
        """Give the names of which figure, of the first day and the last."""
        return self.name, f"{self.name}-from", f"{self.name}-to"

    def read(self, given: Any, request: Any, notes: list[str]) -> Shown | None:
        """Give the figure."""
        written = [(given.get(name) or [""])[-1] for name in self.names]
        if not any(written):
            return None
        try:
            found = Shown(written[0], date.fromisoformat(written[1]), date.fromisoformat(written[2]))
        except ValueError:
            found = None
        if found is None or found.how not in HOW:
            notes.append(self._unusable(" ".join(written)))
            return None
        return found

    def write(self, value: Shown) -> list[tuple[str, str]]:
        """Give the figure and the days."""
        return list(zip(self.names, (value.how, str(value.first), str(value.last))))

    def apply(self, rows: Any, value: Shown) -> Any:
        """Give the items that are counted."""
        shown = shown_in(Agency.objects.all(), value.first, value.last)
        late = shown.filter(late=True).values("item")
        if value.how == "late":
            return rows.filter(pk__in=late)
        rows = rows.filter(pk__in=shown.values("item"))
        return rows.exclude(pk__in=late) if value.how == "in-time" else rows

    def words(self, value: Shown) -> str:
        """Say which figure."""
        return say("%(figure)s（%(first)s至%(last)s）") % {
            "figure": HOW[value.how], "first": value.first, "last": value.last,
        }  # fmt: skip

    def control(self, value: Shown | None, request: Any) -> dict[str, Any]:
        """Give what keeps it while other filters change."""
        return {"pairs": [] if value is None else self.write(value)}
