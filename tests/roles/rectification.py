"""What each role meets at the addresses of the rectification ledger (整改)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.casework import actor
from tests.county import County
from tests.roles.statuses import HANDLED, SEEN, refused

from gongkai.duties.models.rectification import Problem
from gongkai.duties.rectification import services

_SIGHTED = {"visitor": 302, "no_post": 403, "*": 200}
_RAISING = {"visitor": 302, "handler": 200, "head": 200, "supervisor": 200, "*": 403}


def _problem(made: County) -> Problem:
    return services.propose(made.science, "other", "", "更新不及时", by=actor(made), on=date(2026, 3, 2))


def _planned(made: County) -> Problem:
    officer, due_on = made.officers["handler"], date(2026, 6, 1)
    return services.plan(_problem(made), measure="培训", officer=officer, due_on=due_on, by=actor(made))


def _progress(made: County) -> int:
    row = services.report_progress(_planned(made), text="已培训", on=date(2026, 4, 1), by=actor(made))
    return int(row.pk)


ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {
    "rectification:detail": lambda made: {"pk": _problem(made).pk},
    "rectification:act": lambda made: {"pk": _problem(made).pk, "name": "plan"},
    "rectification:report": lambda made: {"pk": _planned(made).pk},
    "rectification:evidence": lambda made: {"pk": _progress(made)},
}

TABLE: dict[str, dict[str, int]] = {
    "rectification:list": _SIGHTED,
    "rectification:told": _SIGHTED,
    "rectification:raise": _RAISING,
    "POST rectification:raise": refused(_RAISING, 422),
    "rectification:part-five": _RAISING,
    "POST rectification:part-five": refused(_RAISING, 422),
    "rectification:confirm-parts": refused(_RAISING, 302),
    "POST rectification:confirm-parts": refused(_RAISING, 422),
    "rectification:import": _RAISING,
    "POST rectification:import": refused(_RAISING, 422),
    "rectification:import-template": _RAISING,
    "POST rectification:import-confirm": refused(_RAISING, 409),
    "rectification:detail": SEEN,
    "rectification:evidence": SEEN,
    "rectification:act": HANDLED,
    "POST rectification:act": refused(HANDLED, 422),
    "rectification:report": HANDLED,
    "POST rectification:report": refused(HANDLED, 422),
}
