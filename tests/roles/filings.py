"""What each role meets at the addresses of annual reports (年度报告)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from tests.casework import actor
from tests.county import County
from tests.roles.statuses import HANDLED, HANDLERS, SEEN, SIGNED_IN, refused

from gongkai.filings import services
from gongkai.filings.gating import gate
from gongkai.filings.models import Filing
from gongkai.report.finding import Severity


def _filing(made: County) -> Filing:
    return services.begin(made.science, 2025, by=actor(made))


def _correction(made: County) -> dict[str, object]:
    filing, cell = _filing(made), ("applications", "new", "natural")
    row = services.correct(filing, cell, Decimal(2), reason="漏登", by=actor(made))
    return {"pk": filing.pk, "kind": "correction", "row": row.pk}


def _warning(made: County) -> dict[str, object]:
    filing = _filing(made)
    marks = [each.mark for each in gate(filing).judged if each.finding.severity is Severity.WARNING]
    return {"pk": filing.pk, "mark": marks[0]}


ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {
    "filings:detail": lambda made: {"pk": _filing(made).pk},
    "filings:act": lambda made: {"pk": _filing(made).pk, "name": "compute"},
    "filings:correct": lambda made: {"pk": _filing(made).pk, "cell": "applications.new.natural"},
    "filings:write": lambda made: {"pk": _filing(made).pk, "part": "overview"},
    "filings:waive": _warning,
    "filings:take-back": _correction,
    "filings:export": lambda made: {"pk": _filing(made).pk, "form": "json"},
}

_COMPILED = {**HANDLED, "publisher": 200}
_COMPILERS = {**HANDLERS, "publisher": 200}

TABLE: dict[str, dict[str, int]] = {
    "filings:list": SIGNED_IN,
    "filings:begin": _COMPILERS,
    "POST filings:begin": refused(_COMPILERS, 422),
    "filings:detail": SEEN,
    "filings:act": _COMPILED,
    "POST filings:act": refused(_COMPILED, 422),
    "filings:correct": _COMPILED,
    "POST filings:correct": refused(_COMPILED, 422),
    "filings:write": _COMPILED,
    "POST filings:write": refused(_COMPILED, 422),
    "filings:waive": _COMPILED,
    "POST filings:waive": refused(_COMPILED, 422),
    "filings:take-back": _COMPILED,
    "POST filings:take-back": refused(_COMPILED, 422),
    "filings:export": SEEN,
}
