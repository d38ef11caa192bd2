"""What roles meet at what officers' systems ask of the API: nobody is let in by a session; by a token see tests/api."""

from __future__ import annotations

from collections.abc import Callable

from tests.county import County

_NOBODY = {"*": 401}
_CASE = {"key": 1}

ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {
    "api:desk-application": lambda made: _CASE,
    "api:desk-application-personal": lambda made: _CASE,
    "api:desk-files": lambda made: _CASE,
    "api:desk-act": lambda made: {**_CASE, "name": "confirm"},
    "api:desk-draft": lambda made: _CASE,
    "api:desk-item": lambda made: _CASE,
    "api:desk-item-files": lambda made: _CASE,
    "api:desk-revise-item": lambda made: _CASE,
    "api:desk-item-act": lambda made: {**_CASE, "name": "submit"},
    "api:desk-figures": lambda made: {"key": made.science.pk, "year": 2025},
    "api:desk-filing": lambda made: _CASE,
    "api:desk-filing-file": lambda made: {**_CASE, "number": 1, "form": "pdf"},
    "api:desk-submit-filing": lambda made: _CASE,
}
TABLE: dict[str, dict[str, int]] = {
    "api:desk-applications": _NOBODY,
    "POST api:desk-applications": _NOBODY,
    "api:desk-application": _NOBODY,
    "POST api:desk-application-personal": _NOBODY,
    "POST api:desk-files": _NOBODY,
    "POST api:desk-act": _NOBODY,
    "PUT api:desk-draft": _NOBODY,
    "api:desk-items": _NOBODY,
    "POST api:desk-items": _NOBODY,
    "api:desk-item-form": _NOBODY,
    "api:desk-item": _NOBODY,
    "POST api:desk-item-files": _NOBODY,
    "PATCH api:desk-revise-item": _NOBODY,
    "POST api:desk-item-act": _NOBODY,
    "api:desk-figures": _NOBODY,
    "PUT api:desk-figures": _NOBODY,
    "api:desk-filings": _NOBODY,
    "api:desk-filing": _NOBODY,
    "api:desk-filing-file": _NOBODY,
    "POST api:desk-submit-filing": _NOBODY,
}
