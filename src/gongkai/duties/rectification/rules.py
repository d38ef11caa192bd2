"""Who may do what with problems of the ledger of rectification: named predicates, by the posts held on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from gongkai.agencies import rules as agencies
from gongkai.agencies.models import Agency, Duty
from gongkai.duties.models.rectification import Problem, Progress
from gongkai.duties.rectification.lifecycle import Stage

WORKING = frozenset({Duty.HANDLER, Duty.OFFICE_HEAD})
VERIFYING = frozenset({Duty.OFFICE_HEAD, Duty.LEADER})
DIRECTING = frozenset({Duty.SUPERVISOR})
"""Who directs disclosure from above: has what is wrong put right (督促整改, 条例第47条), and verifies it."""


def problems_in_sight(officer: Any, on: date) -> Any:
    """Give the problems an officer sees: those of agencies in their sight."""
    return Problem.objects.filter(agency__in=agencies.agencies_in_sight(officer, on).values("pk"))


def agencies_raised_for(officer: Any, on: date) -> Any:
    """Give the agencies in whose ledger an officer may put problems: their own, and those they direct from above."""
    own = {post.agency_id for post in agencies.posts_of(officer, on) if post.duty in WORKING}
    below = Agency.objects.below(*agencies.tops_of(officer, on, DIRECTING))
    return Agency.objects.in_being(on).filter(Q(pk__in=own) | Q(pk__in=below.values("pk")))


def raises_some(officer: Any, on: date) -> bool:
    """Say whether an officer puts problems in the ledger of any agency."""
    return any(post.duty in WORKING | DIRECTING for post in agencies.posts_of(officer, on))


def may_raise(officer: Any, agency: Agency, on: date) -> bool:
    """Say whether an officer may put problems in the ledger of an agency."""
    return agencies.has_duty(officer, agency, on, WORKING) or _directs(officer, agency, on)


def may_amend(officer: Any, problem: Problem, on: date) -> bool:
    """Say whether an officer may put right how a problem is worded, or leave it out."""
    return may_raise(officer, problem.agency, on)


def may_plan(officer: Any, problem: Problem, on: date) -> bool:
    """Say whether an officer may say what is to be done about a problem, by whom and until when."""
    return agencies.has_duty(officer, problem.agency, on, WORKING)


def may_work(officer: Any, problem: Problem, on: date) -> bool:
    """Say whether an officer works on a problem: who answers for it, and who does such work in the agency."""
    owns = problem.officer_id == officer.pk and bool(agencies.duties_in(officer, problem.agency, on))
    return owns or may_plan(officer, problem, on)


def may_verify(officer: Any, problem: Problem, on: date) -> bool:
    """Say whether an officer verifies a problem: who heads, leads or directs, and never who answers for it."""
    fit = agencies.has_duty(officer, problem.agency, on, VERIFYING) or _directs(officer, problem.agency, on)
    return fit and problem.officer_id != officer.pk


def may_see_evidence(officer: Any, progress: Progress, on: date) -> bool:
    """Say whether an officer sees what shows the progress of a problem."""
    return agencies.may_see_agency(officer, progress.problem.agency, on)


def may_add_evidence(officer: Any, progress: Progress, on: date) -> bool:
    """Say whether an officer may add or remove what shows the progress of a problem: while it is worked on.

    What is to be verified, or was, rests on what was there then.
    """
    return progress.problem.stage == Stage.UNDER_WAY and may_work(officer, progress.problem, on)


def _directs(officer: Any, agency: Agency, on: date) -> bool:
    return any(agency.lies_in(top) for top in agencies.tops_of(officer, on, DIRECTING))
