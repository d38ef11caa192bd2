"""What roles meet at what everybody may ask of the API: the same as anybody, for no session is known there."""

from __future__ import annotations

from collections.abc import Callable

from tests.casework import apply
from tests.county import County
from tests.publishing import begin, publish
from tests.reports import signed
from tests.roles.statuses import PUBLIC


def _item(made: County) -> dict[str, object]:
    return {"key": publish(made, begin(made)).pk}


def _agency(made: County) -> dict[str, object]:
    return {"key": made.science.pk}


def _report(made: County) -> dict[str, object]:
    signed(made.science)
    return {"agency": made.science.pk, "year": 2020, "scope": "unit"}


def _version(made: County) -> dict[str, object]:
    return {**_report(made), "number": 1}


ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {
    "api:item": _item,
    "api:item-versions": _item,
    "api:columns": _agency,
    "api:agency": _agency,
    "api:apply": _agency,
    "api:tracked": lambda made: {"number": apply(made).number},
    "api:supplement": lambda made: {"number": apply(made).number},
    "api:reasons": lambda made: {"number": apply(made).number},
    "developers:operation": lambda made: {"id": "items"},
    "api:withdraw": lambda made: {"number": apply(made).number},
    "api:letter": lambda made: {"number": apply(made).number, "key": "receipt"},
    "api:file": lambda made: {"number": apply(made).number, "file": 1},
    "api:report": _report,
    "api:report-version": _version,
    "api:report-figures": _version,
    "api:report-findings": _version,
}
TABLE: dict[str, dict[str, int]] = {
    "api:root": PUBLIC,
    "api:openapi": PUBLIC,
    "developers:docs": PUBLIC,
    "developers:operation": PUBLIC,
    "api:items": PUBLIC,
    "api:item": PUBLIC,
    "api:item-versions": PUBLIC,
    "api:categories": PUBLIC,
    "api:columns": PUBLIC,
    "api:agencies": PUBLIC,
    "api:agency": PUBLIC,
    "api:reports": PUBLIC,
    "api:report": PUBLIC,
    "api:report-version": PUBLIC,
    "api:report-figures": PUBLIC,
    "api:report-findings": PUBLIC,
    # Nobody here shows what is asked for, the key or the query code; see tests/api/test_applying.py.
    "POST api:apply": {"*": 422},
    "POST api:track": {"*": 400},
    "api:tracked": {"*": 422},
    "POST api:supplement": {"*": 422},
    "POST api:reasons": {"*": 422},
    "POST api:withdraw": {"*": 422},
    "api:letter": {"*": 422},
    "api:file": {"*": 422},
    "api:search": {"*": 503},  # there is no index here; see tests/api/test_reading.py
}
