"""The panels of a dashboard, in their order: each a function of what is looked at, None where it does not apply."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gongkai.dashboards.panel import Panel
from gongkai.dashboards.panels.answering import charged, speed
from gongkai.dashboards.panels.challenged import challenges
from gongkai.dashboards.panels.comparing import compared, volumes
from gongkai.dashboards.panels.course import outcomes, weeks, year_end, years
from gongkai.dashboards.panels.load import officers
from gongkai.dashboards.panels.publishing import published
from gongkai.dashboards.watched import Watched

PANELS: Mapping[str, Callable[[Watched], Panel | None]] = {
    "weeks": weeks,
    "load": officers,
    "speed": speed,
    "volumes": volumes,
    "compared": compared,
    "published": published,
    "outcomes": outcomes,
    "challenges": challenges,
    "years": years,
    "year-end": year_end,
    "fees": charged,
}
"""By the name each has in addresses."""


def panels_of(watched: Watched) -> list[Panel]:
    """Give the panels that apply."""
    return [panel for make in PANELS.values() if (panel := make(watched)) is not None]
