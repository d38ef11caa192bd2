"""Who may do what in the ledger of training: it is kept as that of leadership is; who is invited sees the session."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from gongkai.agencies import rules as agencies
from gongkai.agencies.models import Agency, Kind, Officer, Post
from gongkai.duties.leading.rules import FROM_ABOVE, KEEPING, may_keep
from gongkai.duties.models import Attendee, TrainingSession

DUTIES = KEEPING | FROM_ABOVE
has_sight = agencies.has_sight
agencies_in_sight = agencies.agencies_in_sight


def agencies_kept(officer: Any, on: date) -> Any:
    """Give the agencies whose training an officer arranges, as a query set."""
    own = [post.agency_id for post in agencies.posts_of(officer, on) if post.duty in KEEPING]
    below = Agency.objects.below(*agencies.tops_of(officer, on, FROM_ABOVE))
    return (below | Agency.objects.filter(pk__in=own)).in_being(on).order_by("lineage")


def keeps_some(officer: Any, on: date) -> bool:
    """Say whether an officer arranges training for any agency."""
    return any(post.duty in DUTIES for post in agencies.posts_of(officer, on))


def sessions_in_sight(officer: Any, on: date) -> Any:
    """Give the sessions an officer sees, as a query set: of agencies in sight, and those they are invited to."""
    invited = Attendee.objects.filter(officer=officer.pk)
    return TrainingSession.objects.filter(
        Q(agency__in=agencies_in_sight(officer, on)) | Q(pk__in=invited.values("session"))
    )


def may_see(officer: Any, session: TrainingSession, on: date) -> bool:
    """Say whether an officer sees a session and its material."""
    return isinstance(officer, Officer) and sessions_in_sight(officer, on).filter(pk=session.pk).exists()


def may_arrange(officer: Any, session: TrainingSession, on: date) -> bool:
    """Say whether an officer arranges a session, and adds its material."""
    return may_keep(officer, session.agency, on)


def agencies_to_invite(agency: Agency, on: date) -> Any:
    """Give which agencies may be invited by one: itself, those below; by a general office its region.

    So a general office trains the people of all that its government leads (条例第48条).
    """
    of_region = agency.kind == Kind.GENERAL_OFFICE and agency.parent is not None
    return Agency.objects.below(agency.parent if of_region else agency).in_being(on).order_by("lineage")


def officers_to_invite(agency: Agency, on: date) -> Any:
    """Give who may be invited by an agency: who holds a post in one that may be."""
    posts = Post.objects.held(on).filter(agency__in=agencies_to_invite(agency, on).order_by())
    return Officer.objects.filter(is_active=True, pk__in=posts.values("officer"))
