"""What each role meets at the addresses of reports that go up."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from tests.casework import actor
from tests.county import County
from tests.filings.signed import sign
from tests.roles.statuses import HANDLED, SEEN, refused

from gongkai.agencies.models import Membership
from gongkai.agencies.services import add_member
from gongkai.filings.models import Submission
from gongkai.filings.submitting.services import submit
from gongkai.journal.actor import SYSTEM


@transaction.atomic
def _listed(made: County) -> dict[str, object]:
    if not Membership.objects.filter(collector=made.office, member=made.science, year=2025).exists():
        add_member(made.office, made.science, year=2025, by=SYSTEM)
    return {"pk": made.office.pk, "year": 2025}


@transaction.atomic
def _signed(made: County) -> dict[str, object]:
    _listed(made)
    return {"pk": sign(made.science, 2025, made.officers["head"]).filing_id}


@transaction.atomic
def _submission(made: County) -> dict[str, object]:
    _listed(made)
    row: Submission = submit(sign(made.science, 2025, made.officers["head"]), made.office, by=actor(made))
    return {"pk": row.pk}


ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {
    "filings:board-of": _listed,
    "filings:chases": _listed,
    "filings:submit": _signed,
    "filings:submission": _submission,
    "filings:receipt": _submission,
    "filings:return-submission": _submission,
    "filings:accept-submission": _submission,
}

_BOARD = {"visitor": 302, "site": 200, "county_administrator": 200, "supervisor": 200, "*": 404}
_RETURNED = {**SEEN, **dict.fromkeys(
    ("site", "county_administrator", "administrator", "leader", "head", "handler", "reviewer", "secrecy_reviewer",
     "legal_reviewer", "publisher"), 403,
)}  # fmt: skip
_ACCEPTED = {**_RETURNED, "supervisor": 403}  # the county of the tests has nobody who heads its office

TABLE: dict[str, dict[str, int]] = {
    "filings:board": {"visitor": 302, "*": 403},  # nobody is on a list; with one see tests/filings
    "filings:board-of": _BOARD,
    "POST filings:board-of": refused(_BOARD, 400),
    "filings:chases": _BOARD,
    "POST filings:chases": refused(_BOARD, 400),
    "filings:submit": {**HANDLED, "publisher": 200},
    "POST filings:submit": refused({**HANDLED, "publisher": 200}, 422),
    "filings:submission": SEEN,
    "filings:receipt": SEEN,
    "filings:return-submission": _RETURNED,
    "POST filings:return-submission": refused(_RETURNED, 422),
    "filings:accept-submission": _ACCEPTED,
    "POST filings:accept-submission": _ACCEPTED,
}
