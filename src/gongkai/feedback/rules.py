"""Who may do what with letters: named predicates, by the posts held on a day.

Those who deal with letters see them, and no others of the agency. Of what is reported about an agency nobody who holds
a post there sees anything, also where they hold one in the agency that decides.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from gongkai.agencies import rules as agencies
from gongkai.agencies.models import Duty
from gongkai.disclosure.consulting import drafts_of
from gongkai.feedback.lifecycle import Stage
from gongkai.feedback.models import Kind, Letter

HANDLING = frozenset({Duty.HANDLER, Duty.OFFICE_HEAD, Duty.SUPERVISOR})
REVIEWING = frozenset({Duty.OFFICE_HEAD, Duty.LEADER, Duty.SUPERVISOR})
SHOWING = frozenset({Duty.PUBLISHER, Duty.OFFICE_HEAD, Duty.SUPERVISOR})
SEEING = HANDLING | REVIEWING | SHOWING


def handles_some(officer: Any, on: date) -> bool:
    """Say whether an officer deals with letters to any agency."""
    return any(post.duty in SEEING for post in agencies.posts_of(officer, on))


def letters_in_sight(officer: Any, on: date) -> Any:
    """Give the letters an officer sees, as a query set."""
    posts = agencies.posts_of(officer, on)
    rows = Letter.objects.filter(agency__in={post.agency_id for post in posts if post.duty in SEEING})
    return rows.exclude(Q(kind=Kind.OVERSIGHT) & Q(about__in={post.agency_id for post in posts}))


def drafts_in_sight(officer: Any, on: date) -> Any:
    """Give the drafts on which an officer sees comments, as a query set."""
    return drafts_of(letters_in_sight(officer, on).filter(kind=Kind.COMMENT).order_by().values("item"))


def _may(officer: Any, letter: Letter, on: date, duties: frozenset[Duty]) -> bool:
    return agencies.has_duty(officer, letter.agency, on, duties)


def may_handle(officer: Any, letter: Letter, on: date) -> bool:
    """Say whether an officer may register and answer a letter that they see."""
    return _may(officer, letter, on, HANDLING)


def may_review(officer: Any, letter: Letter, on: date) -> bool:
    """Say whether an officer may pass an answer: another than who wrote it."""
    return _may(officer, letter, on, REVIEWING) and letter.drafted_by_id != officer.pk


def may_show(officer: Any, letter: Letter, on: date) -> bool:
    """Say whether an officer may show a letter with its answer, of one whose writer agreed."""
    return letter.agrees and letter.stage == Stage.ANSWERED and _may(officer, letter, on, SHOWING)


def may_hide(officer: Any, letter: Letter, on: date) -> bool:
    """Say whether an officer may take down what is shown of a letter."""
    return letter.shown_on is not None and _may(officer, letter, on, SHOWING)
