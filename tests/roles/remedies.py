"""What each role meets at the addresses of challenges (复议、诉讼、投诉举报)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.utils.timezone import localdate
from tests.casework import actor, apply
from tests.county import County
from tests.remedies.challenging import challenge
from tests.roles.statuses import HANDLED, HANDLERS, SEEN, SIGNED_IN, SITE, refused

from gongkai.journal.actor import SYSTEM
from gongkai.remedies.models import Reading
from gongkai.remedies.services import decide_reading, receive_advice


def _advice(made: County) -> int:
    """Give the key of an opinion that nobody has answered."""
    given = {"kind": "opinion", "number": "1", "content": "改进", "on": date(2026, 5, 8), "by": actor(made)}
    return receive_advice(challenge(made), **given).pk


def _reading() -> Reading:
    """Give a reading that has not begun."""
    from_on = localdate() + timedelta(30)
    there = Reading.objects.filter(rule="effect_presumed").first()
    return there or decide_reading("effect_presumed", value=False, from_on=from_on, basis="测试", by=SYSTEM)


ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {
    "remedies:detail": lambda made: {"pk": challenge(made).pk},
    "remedies:personal": lambda made: {"pk": challenge(made).pk},
    "remedies:act": lambda made: {"pk": challenge(made).pk, "name": "decide"},
    "remedies:bundle": lambda made: {"pk": challenge(made, apply(made)).pk},
    "remedies:feedback": lambda made: {"pk": _advice(made)},
    "remedies:decide-reading": lambda made: {"name": "effect_presumed"},
    "remedies:take-back": lambda made: {"pk": _reading().pk},
}

_READERS = {**HANDLED, "legal_reviewer": 200}

TABLE: dict[str, dict[str, int]] = {
    "remedies:list": SIGNED_IN,
    "remedies:figures": SIGNED_IN,
    "remedies:lessons": SIGNED_IN,
    "remedies:readings": SITE,
    "remedies:decide-reading": SITE,
    "POST remedies:decide-reading": refused(SITE, 422),
    "POST remedies:take-back": refused(SITE, 302),
    "remedies:import": HANDLERS,
    "remedies:import-template": HANDLERS,
    "POST remedies:import-confirm": refused(HANDLERS, 409),
    "remedies:register": HANDLERS,
    "POST remedies:register": refused(HANDLERS, 422),
    "remedies:detail": SEEN,
    "POST remedies:personal": refused(_READERS, 422),
    "remedies:act": HANDLED,
    "POST remedies:act": refused(HANDLED, 422),
    "remedies:bundle": HANDLED,
    "POST remedies:bundle": refused(HANDLED, 422),
    "remedies:feedback": HANDLED,
    "POST remedies:feedback": refused(HANDLED, 422),
}
