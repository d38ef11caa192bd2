"""What each role meets at the addresses of archives: who handles cases packs and proposes, another approves."""

from __future__ import annotations

from collections.abc import Callable

from tests.archives.filing import keep_for, rectified
from tests.casework import actor
from tests.county import County
from tests.roles.statuses import refused

from gongkai.archives import erasing, exporting
from gongkai.archives.holding import hold
from gongkai.archives.kinds import BY_CODE

_SOME = {"visitor": 302, "handler": 200, "head": 200, "leader": 200, "*": 404}
_FIRST = {**_SOME, "*": 403}
_HANDLED = {**_SOME, "leader": 403}
_DECIDED = {**_SOME, "handler": 403}
_APPROVED = {**_DECIDED, "head": 200}


def _of(made: County) -> dict[str, object]:
    return {"agency": made.science.pk, "kind": "rectifications"}


def _proposed(made: County) -> dict[str, object]:
    keep_for(made, 1, "rectifications")
    return {"pk": erasing.propose(made.science, [rectified(made)], opinion="期满", by=actor(made)).pk}


def _asked(made: County) -> dict[str, object]:
    case = rectified(made)
    return {"pk": exporting.ask(made.science, [case], mode="clear", purpose="移交", by=actor(made)).pk}


def _held(made: County) -> dict[str, object]:
    return {"pk": hold(BY_CODE["rectifications"], rectified(made), reason="信访", by=actor(made)).pk}


ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {
    "archives:cases": _of,
    "archives:period": _of,
    "archives:export": _of,
    "archives:export-journal": lambda made: {"agency": made.science.pk},
    "archives:propose": _of,
    "archives:take": _asked,
    "archives:erasure": _proposed,
    "archives:decide": lambda made: {**_proposed(made), "decision": "approve"},
    "archives:hold": lambda made: {"kind": "rectifications", "pk": rectified(made).pk},
    "archives:release": _held,
}

TABLE: dict[str, dict[str, int]] = {
    "archives:home": _FIRST,
    "archives:cases": _SOME,
    "archives:period": _DECIDED,
    "POST archives:period": refused(_DECIDED, 422),
    "archives:export": _HANDLED,
    "POST archives:export": refused(_HANDLED, 422),
    "archives:export-journal": _HANDLED,
    "POST archives:export-journal": refused(_HANDLED, 422),
    "archives:propose": _HANDLED,
    "POST archives:propose": refused(_HANDLED, 422),
    "archives:take": {"visitor": 302, "handler": 405, "*": 405},
    "POST archives:take": {**_SOME, "handler": 302, "head": 403, "leader": 403},
    "archives:erasure": _SOME,
    "archives:decide": _APPROVED,
    "POST archives:decide": refused(_APPROVED, 422),
    "archives:hold": _HANDLED,
    "POST archives:hold": refused(_HANDLED, 422),
    "archives:release": _DECIDED,
    "POST archives:release": refused(_DECIDED, 422),
}
