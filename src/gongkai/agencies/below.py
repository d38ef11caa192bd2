"""The condition of a list that a figure of an agency and of all that lies below it leads to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency
from gongkai.agencies.rules import agencies_in_sight
from gongkai.ui.lists import Related


@dataclass(frozen=True)
class Below(Related):
    """The rows of an agency and of all below it. It is set by following a figure, and has no control of its own."""

    rows: Callable[[Any], Any] = lambda request: agencies_in_sight(request.user, localdate())
    field: str = "agency"

    @property
    def template(self) -> str:
        """Name the template that keeps it."""
        return "ui/lists/infigure.html"

    def apply(self, rows: Any, value: Agency) -> Any:
        """Give the rows of all of them."""
        return rows.filter(**{f"{self.field}__in": Agency.objects.below(value)})

    def words(self, value: Agency) -> str:
        """Name the agency."""
        return _("%(agency)s及其下级") % {"agency": value.called}

    def control(self, value: Agency | None, request: Any) -> Mapping[str, Any]:  # type: ignore[override]
        """Give what keeps it while other filters change."""
        return {"pairs": [] if value is None else self.write(value)}
