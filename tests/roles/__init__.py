"""What each role meets at the addresses of a context, a module each; `tests/test_roles.py` holds the rest and asks all.

A module has `ARGUMENTS`, by the name of an address how a county gives what it takes, and `TABLE`, by the name the
status for each role (`statuses`).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from tests.county import County

JOINED_ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {}
JOINED_TABLE: dict[str, dict[str, int]] = {}
for _found in iter_modules(__path__, f"{__name__}."):
    if not _found.name.endswith(".statuses"):
        _each = import_module(_found.name)
        JOINED_ARGUMENTS |= _each.ARGUMENTS
        JOINED_TABLE |= _each.TABLE
