"""What each role meets at the addresses of motions and proposals (建议提案)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.casework import actor
from tests.county import County
from tests.roles.statuses import HANDLED, SEEN, refused

from gongkai.duties.models.motions import Motion
from gongkai.duties.motions import services

_SIGHTED = {"visitor": 302, "no_post": 403, "*": 200}
_REGISTERING = {"visitor": 302, "handler": 200, "head": 200, "supervisor": 200, "*": 403}
_NAMES_SEEN = HANDLED | {"reviewer": 200, "leader": 200, "publisher": 200}


def _motion(made: County) -> Motion:
    values = {"kind": "deputy", "session": "一次会议", "number": "1", "title": "建议", "received_on": date(2026, 3, 2)}
    return services.register(made.science, values, by=actor(made))


def _asked(made: County) -> dict[str, object]:
    motion = services.ask_co_handlers(_motion(made), [], outside=["市科技局"], by=actor(made))
    return {"pk": motion.pk, "asked": motion.co_handlings.get().pk}


ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {
    "motions:detail": lambda made: {"pk": _motion(made).pk},
    "motions:personal": lambda made: {"pk": _motion(made).pk},
    "motions:act": lambda made: {"pk": _motion(made).pk, "name": "assign"},
    "motions:opine": _asked,
}

TABLE: dict[str, dict[str, int]] = {
    "motions:list": _SIGHTED,
    "motions:counts": _SIGHTED,
    "motions:register": _REGISTERING,
    "POST motions:register": refused(_REGISTERING, 422),
    "motions:import": _REGISTERING,
    "POST motions:import": refused(_REGISTERING, 422),
    "motions:import-template": _REGISTERING,
    "POST motions:import-confirm": refused(_REGISTERING, 409),
    "motions:detail": SEEN,
    "POST motions:personal": refused(_NAMES_SEEN, 422),
    "motions:act": HANDLED,
    "POST motions:act": refused(HANDLED, 422),
    "motions:opine": HANDLED,
    "POST motions:opine": refused(HANDLED, 422),
}
