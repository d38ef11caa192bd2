"""What each role meets at the addresses of signed versions (定稿) and of how an agency signs."""

from __future__ import annotations

from collections.abc import Callable

from tests.county import County
from tests.roles.statuses import ADMINISTERED, SEEN, refused
from tests.signing import begun, published


def _version(made: County) -> dict[str, object]:
    version = published(made, begun(made))
    return {"pk": version.filing_id}


ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {
    "filings:compare": _version,
    "filings:export-version": lambda made: {**_version(made), "number": 1, "form": "json"},
    "filings:practice": lambda made: {"pk": made.science.pk},
}

TABLE: dict[str, dict[str, int]] = {
    "filings:compare": SEEN,
    "filings:export-version": SEEN,
    "filings:practice": ADMINISTERED,
    "POST filings:practice": refused(ADMINISTERED, 422),
}
