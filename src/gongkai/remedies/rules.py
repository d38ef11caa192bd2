"""Who may do what with challenges: named predicates, by the posts held on a day.

An officer sees the challenges of their agency and of what lies below it, never beside it. What is done is done in a
post of its own agency, a government through its general office: who oversees an agency looks on. Who brought it is for
those who handle it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from gongkai.agencies import rules as agencies
from gongkai.agencies.models import Agency, Duty, Kind, Officer, Post
from gongkai.remedies.models import Challenge

HANDLING = frozenset({Duty.HANDLER, Duty.OFFICE_HEAD})
DRAFTING = HANDLING | {Duty.LEGAL_REVIEWER}
"""Who may write the answer: the legal reviewer, too."""
LEARNING = HANDLING | {Duty.LEADER, Duty.LEGAL_REVIEWER}
"""Who may say what was learned."""


def agencies_in_sight(officer: Any, on: date) -> Any:
    """Give the agencies whose challenges an officer sees, as a query set."""
    return agencies.agencies_in_sight(officer, on)


def challenges_in_sight(officer: Any, on: date) -> Any:
    """Give the challenges an officer sees, as a query set."""
    return Challenge.objects.filter(agency__in=agencies_in_sight(officer, on))


def served_by(officer: Any, on: date, duties: frozenset[Duty]) -> frozenset[int]:
    """Give the agencies for which an officer has one of some duties: their own, and the government that it serves."""
    found = set[int]()
    for post in agencies.posts_of(officer, on):
        if post.duty in duties:
            found.add(post.agency_id)
            if post.agency.kind == Kind.GENERAL_OFFICE and post.agency.parent_id is not None:
                found.add(post.agency.parent_id)
    return frozenset(found)


def who_serves(agency: Agency, duties: Iterable[Duty], on: date) -> Any:
    """Give the officers who have some duties for an agency; for a government, those of its general office, too."""
    served = [agency.pk]
    if agency.kind == Kind.GOVERNMENT:
        offices = Agency.objects.in_being(on).filter(parent=agency, kind=Kind.GENERAL_OFFICE)
        served += offices.values_list("pk", flat=True)
    posts = Post.objects.held(on).filter(agency__in=served, duty__in=list(duties))
    return Officer.objects.filter(is_active=True, pk__in=posts.values("officer"))


def agencies_handled(officer: Any, on: date) -> Any:
    """Give the agencies for which an officer may register challenges, as a query set."""
    return Agency.objects.filter(pk__in=served_by(officer, on, HANDLING))


def may_register(officer: Any, agency: Agency, on: date) -> bool:
    """Say whether an officer may register challenges of an agency: who handles applications there."""
    return agency.pk in served_by(officer, on, HANDLING)


def may_handle(officer: Any, challenge: Any, on: date) -> bool:
    """Say whether an officer may act on a challenge, or on what a forum wrote: who handles those of its agency."""
    return challenge.agency_id in served_by(officer, on, HANDLING)


def may_draft(officer: Any, challenge: Any, on: date) -> bool:
    """Say whether an officer may write the answer."""
    return challenge.agency_id in served_by(officer, on, DRAFTING)


def may_learn(officer: Any, challenge: Any, on: date) -> bool:
    """Say whether an officer may say what was learned."""
    return challenge.agency_id in served_by(officer, on, LEARNING)


def may_read_personal(officer: Any, challenge: Any, on: date) -> bool:
    """Say whether an officer may read who brought a challenge and what they claim, each time with a reason."""
    return may_draft(officer, challenge, on)


def may_see_files(officer: Any, challenge: Any, on: date) -> bool:
    """Say whether an officer sees the files of a challenge: who may write its answer; who oversees it does not."""
    return may_draft(officer, challenge, on)


def may_change_files(officer: Any, challenge: Any, on: date) -> bool:
    """Say whether an officer may add to the files of a challenge and remove from them: who handles it."""
    return may_draft(officer, challenge, on)


def handles_some(officer: Any, on: date) -> bool:
    """Say whether an officer handles challenges of any agency."""
    return bool(served_by(officer, on, HANDLING))


def may_run_site(officer: Any) -> bool:
    """Say whether somebody decides how what the law leaves open is read."""
    return agencies.may_run_site(officer)
