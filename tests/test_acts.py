"""Who may do what, act by act: the acts of each context in the states in which who may differs, as a literal table.

`test_roles` meets one act of each context at its address, where it is asked whether the officer may do that one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.apps import apps
from django.utils.timezone import localdate
from tests.casework import GRANTED, actor, apply, weigh
from tests.county import County, county
from tests.publishing import approve, begin
from tests.test_roles import ARGUMENTS

from gongkai.applications import deeds as on_cases
from gongkai.applications import services as cases
from gongkai.disclosure import deeds as on_items
from gongkai.disclosure import services as items
from gongkai.duties.motions import deeds as on_motions
from gongkai.duties.rectification import deeds as on_problems
from gongkai.feedback import deeds as on_letters
from gongkai.filings import deeds as on_filings
from gongkai.remedies import deeds as on_challenges


def _as_begun(route: str, model: str) -> Callable[[County], Any]:
    return lambda made: apps.get_model(model)._default_manager.get(pk=ARGUMENTS[route](made)["pk"])


def _sent_for_review(made: County) -> Any:
    case = apply(made)
    weigh(made, case, GRANTED)
    cases.draft(case, parts=[GRANTED], by=actor(made))
    return cases.submit(case, by=actor(made))


_HANDLED = (
    "confirm correct join assign transfer co-handle split merge ask-supplement take-supplement lapse-supplement search "
    "weigh consult notified answer propose-extension ask-reasons take-reasons delay fee fee-received pay refund "
    "lapse-fee submit decide deliver make-public issue seal send-letter tell-third-party withdraw redo archive"
)
_OF_CASES = {
    "handler head": _HANDLED,
    "head": "extend",
    "head leader legal_reviewer reviewer secrecy_reviewer": "send-back",
    "administrator handler head leader legal_reviewer publisher reviewer secrecy_reviewer": "comment",
}
_WRITTEN = "submit determine penalty-changed abandon"
_PUBLISHED = "publish withhold reassess plan-publication drop-plan plan-withdrawal withdraw"

TABLE: dict[str, tuple[Iterable[Any], Callable[[County], Any], dict[str, str]]] = {
    "an item that is written": (
        on_items.DEEDS, begin,
        {"handler head publisher": _WRITTEN, "head publisher": _PUBLISHED, "": "pass return refer"},
    ),
    "an item under review, whose first turn it is": (
        on_items.DEEDS, lambda made: items.submit(begin(made), by=actor(made)),
        {"handler head publisher": _WRITTEN, "head publisher": _PUBLISHED, "reviewer": "pass return refer"},
    ),
    "an item that was passed": (
        on_items.DEEDS, lambda made: approve(made, begin(made)),
        {"handler head publisher": _WRITTEN, "head publisher": f"{_PUBLISHED} return", "": "pass refer"},
    ),
    "a case": (
        on_cases.DEEDS, apply,
        {**_OF_CASES, "": "co-handling-received co-handling-answer separate draft-like-lead pass"},
    ),
    "a case under review": (
        on_cases.DEEDS, _sent_for_review,
        {
            **_OF_CASES, "reviewer": "pass", "": "co-handling-received co-handling-answer separate draft-like-lead",
        },
    ),
    "a challenge": (
        on_challenges.DEEDS, _as_begun("remedies:act", "remedies.Challenge"),
        {
            "handler head": "accept copy procedure hand-in hearing heard mediate suspend resume extend decide appeal "
            "in-effect open-redo redone advice assign join correct",
            "handler head legal_reviewer": "draft",
            "handler head leader legal_reviewer": "learn",
        },
    ),
    "a letter": (
        on_letters.DESK.deeds, _as_begun("feedback:act", "feedback.Letter"),
        {"handler head": "assign draft", "head leader": "answer return", "": "show hide"},
    ),
    "a report": (
        on_filings.DESK.deeds, _as_begun("filings:act", "filings.Filing"),
        {
            "handler head publisher": "send compute return", "head publisher": "publish",
            "head leader": "freeze reopen amend", "": "approve sign",
        },
    ),
    "a motion": (
        on_motions.DESK.deeds, _as_begun("motions:act", "duties.Motion"),
        {
            "handler head": "draft assign rate co-handlers prolong hand-back", "head reviewer": "review",
            "leader": "sign", "handler head publisher": "publish withhold", "head leader reviewer": "return",
            "handler head supervisor": "amend",
        },
    ),
    "a problem": (
        on_problems.DESK.deeds, _as_begun("rectification:act", "duties.Problem"),
        {
            "handler head": "plan conclude", "handler head supervisor": "drop reopen amend",
            "head leader supervisor": "verify return",
        },
    ),
}  # fmt: skip
"""By what it is done with: the acts there are, how there comes to be one, and by the roles that may, what they may."""


@pytest.mark.once
@pytest.mark.parametrize("what", TABLE)
@pytest.mark.django_db
def test_each_act_is_for_those_whose_duty_it_is(what):
    deeds, make, expected = TABLE[what]
    made = county()
    row, found = make(made), defaultdict(set)
    for deed in deeds:
        may = sorted(role for role, officer in made.officers.items() if deed.may(officer, row, localdate()))
        found[" ".join(may)].add(deed.name)
    assert found == {roles: set(names.split()) for roles, names in expected.items()}
