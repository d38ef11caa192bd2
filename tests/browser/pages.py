"""The pages that are looked at: every address of the table of roles, by one who may see it, and what is added here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from tests import test_roles
from tests.county import ROLES, County


def _nothing(made: County) -> dict[str, object]:
    return {}


@dataclass(frozen=True)
class Page:
    """One page: where it is (the name of an address, or a path), who looks at it, in which state it is."""

    where: str
    role: str = "visitor"
    arguments: Callable[[County], dict[str, object]] = _nothing
    query: str = ""
    status: int = 200

    @property
    def name(self) -> str:
        """Give the name, as tests and pictures have it."""
        return "-".join(filter(None, [self.where.strip("/").replace(":", "-").replace("/", "-"), self.query]))

    def path(self, made: County) -> str:
        """Give the path, with the arguments it takes in a county."""
        path = self.where if self.where.startswith("/") else reverse(self.where, kwargs=self.arguments(made))
        return f"{path}?{self.query}" if self.query else path


ADDED = (
    Page("portal:home"),
    Page("portal:agency", arguments=lambda made: {"key": made.science.pk}),
    Page("display:choose"),
    Page("ui:home", role="handler"),
    Page("ui:due", role="handler", arguments=lambda made: {"standing": "overdue"}),
    Page("/there/is/none", status=404),
)
"""Pages beside those that the table of roles has, and states of a page that an address alone does not lead to."""


def pages() -> Iterator[Page]:
    """Go through all pages, each once."""
    yield from ADDED
    added = {page.where for page in ADDED}
    for name, statuses in test_roles.TABLE.items():
        seen_by = [role for role in ("visitor", *ROLES) if statuses.get(role, statuses.get("*")) == 200]
        if " " not in name and name not in added and seen_by:
            yield Page(name, role=seen_by[0], arguments=test_roles.ARGUMENTS.get(name, _nothing))
