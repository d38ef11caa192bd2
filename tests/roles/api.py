"""What roles meet at what everybody may ask of the API: the same as anybody, for no session is known there."""

from __future__ import annotations

from collections.abc import Callable

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
    "api:report": _report,
    "api:report-version": _version,
    "api:report-figures": _version,
    "api:report-findings": _version,
}
TABLE: dict[str, dict[str, int]] = {
    "api:root": PUBLIC,
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
    "api:search": {"*": 503},  # there is no index here; see tests/api/test_reading.py
}
