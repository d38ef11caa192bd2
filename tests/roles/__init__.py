"""What each role meets at the addresses of a context, a module each; `tests/test_roles.py` holds the rest and asks all.

A module has `ARGUMENTS`, by the name of an address how a county gives what it takes, and `TABLE`, by the name the
status for each role (`statuses`).
"""

from __future__ import annotations

from collections.abc import Callable

from tests.county import County
from tests.roles import assessment, filings, filings_signing, leading, motions, rectification, remedies, training

_CONTEXTS = (filings, filings_signing, remedies, leading, training, assessment, motions, rectification)

JOINED_ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {}
JOINED_TABLE: dict[str, dict[str, int]] = {}
for _each in _CONTEXTS:
    JOINED_ARGUMENTS |= _each.ARGUMENTS
    JOINED_TABLE |= _each.TABLE
