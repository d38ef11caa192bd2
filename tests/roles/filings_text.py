"""What each role meets at the addresses of how an agency words its annual reports."""

from __future__ import annotations

from collections.abc import Callable

from tests.casework import actor
from tests.county import County
from tests.roles.statuses import HANDLED, SEEN, refused

from gongkai.filings.local_rules.services import add_rule
from gongkai.filings.services import begin

_COMPILED = {**HANDLED, "publisher": 200}
_HEADED = {"visitor": 302, "beside": 404, "below": 404, "no_post": 404, "head": 200, "leader": 200, "*": 403}


def _sentence(made: County) -> dict[str, object]:
    return {"agency": made.science.pk, "code": "proactive.total"}


def _rule(made: County) -> dict[str, object]:
    given = {"part": "overview", "asks": "longest", "number": 1000, "source": "文件", "from_year": 2025}
    return {"pk": add_rule(made.science, by=actor(made, "head"), **given).pk}


ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {
    "filings:wording": lambda made: {"agency": made.science.pk},
    "filings:choose-problems": lambda made: {"pk": begin(made.science, 2025, by=actor(made)).pk},
    "filings:local-rules": lambda made: {"agency": made.science.pk},
    "filings:add-local-rule": lambda made: {"agency": made.science.pk},
    "filings:end-local-rule": _rule,
    "filings:provenance": lambda made: {
        "pk": begin(made.science, 2025, by=actor(made)).pk,
        "cell": "applications.new.natural",
    },
    "filings:reword": _sentence,
    "filings:restore-wording": _sentence,
}

TABLE: dict[str, dict[str, int]] = {
    "filings:choose-problems": _COMPILED,
    "POST filings:choose-problems": refused(_COMPILED, 422),
    "filings:local-rules": SEEN,
    "filings:add-local-rule": _HEADED,
    "POST filings:add-local-rule": refused(_HEADED, 422),
    "filings:end-local-rule": _HEADED,
    "POST filings:end-local-rule": refused(_HEADED, 302),
    "filings:provenance": SEEN,
    "filings:wording": SEEN,
    "filings:reword": _HEADED,
    "POST filings:reword": refused(_HEADED, 422),
    "filings:restore-wording": _HEADED,
    "POST filings:restore-wording": refused(_HEADED, 302),
}
