"""What each role meets at the addresses of training (培训)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from django.utils.timezone import localdate
from tests.county import County
from tests.roles.leading import KEPT, SIGHT
from tests.roles.statuses import SEEN, SIGNED_IN, refused

from gongkai.duties.training.services import schedule
from gongkai.journal.actor import SYSTEM


def _session(made: County) -> dict[str, object]:
    values = {"kind": "training", "subject": "条例解读", "on": localdate(), "hours": Decimal(2)}
    return {"pk": schedule(made.science, by=SYSTEM, **values).pk}


ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {
    "training:plan": lambda made: {"pk": made.science.pk, "year": localdate().year},
    "training:detail": _session,
    "training:edit": _session,
    "training:invite": _session,
    "training:code": _session,
    "training:calendar": _session,
    "training:tick": _session,
    "training:complete": _session,
    "training:cancel": _session,
}

ARRANGING = {
    "visitor": 302, "head": 200, "handler": 200, "administrator": 200, "beside": 200, "below": 200,
    "county_administrator": 200, "supervisor": 200, "*": 403,
}  # fmt: skip

TABLE: dict[str, dict[str, int]] = {
    "training:list": SIGNED_IN,
    "training:add": ARRANGING,
    "training:attend": SIGNED_IN,
    "training:figures": SIGHT,
    "training:plan": SEEN,
    "POST training:plan": {**refused(KEPT, 302), "visitor": 302},
    "training:import": ARRANGING,
    "training:import-template": ARRANGING,
    "POST training:import-confirm": refused(ARRANGING, 409),
    "training:detail": SEEN,
    "training:edit": KEPT,
    "training:invite": KEPT,
    "training:code": KEPT,
    "training:calendar": SEEN,
    "training:tick": KEPT,
    "training:complete": KEPT,
    "training:cancel": KEPT,
}
