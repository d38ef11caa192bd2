"""Who may do what with motions and proposals: named predicates, by the posts held on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from gongkai.agencies import rules as agencies
from gongkai.agencies.models import Agency, Duty
from gongkai.duties.models.motions import CoHandling, Motion

HANDLING = frozenset({Duty.HANDLER, Duty.OFFICE_HEAD})
REVIEWING = frozenset({Duty.OFFICE_HEAD, Duty.BUSINESS_REVIEWER})
SIGNING = frozenset({Duty.LEADER})
PUBLISHING = HANDLING | {Duty.PUBLISHER}
REGISTERING = HANDLING | {Duty.SUPERVISOR}
"""Who takes in what comes in: the agency itself, and who directs it from above and hands it over (交办)."""
SEEING_NAMES = HANDLING | REVIEWING | SIGNING | PUBLISHING


def motions_in_sight(officer: Any, on: date) -> Any:
    """Give the motions an officer sees: of agencies in their sight, and those that their own agency helps with."""
    own = {post.agency_id for post in agencies.posts_of(officer, on)}
    helped = CoHandling.objects.filter(agency__in=own).values("motion")
    seen = agencies.agencies_in_sight(officer, on).values("pk")
    return Motion.objects.filter(Q(agency__in=seen) | Q(pk__in=helped))


def agencies_registered_for(officer: Any, on: date) -> Any:
    """Give the agencies for which an officer may take in motions: their own, and those they direct from above."""
    own = {post.agency_id for post in agencies.posts_of(officer, on) if post.duty in HANDLING}
    below = Agency.objects.below(*agencies.tops_of(officer, on, {Duty.SUPERVISOR}))
    return Agency.objects.in_being(on).filter(Q(pk__in=own) | Q(pk__in=below.values("pk")))


def registers_some(officer: Any, on: date) -> bool:
    """Say whether an officer takes in motions for any agency."""
    return any(post.duty in REGISTERING for post in agencies.posts_of(officer, on))


def may_register(officer: Any, agency: Agency, on: date) -> bool:
    """Say whether an officer may take in, and put right, a motion in the ledger of an agency."""
    own = agencies.has_duty(officer, agency, on, HANDLING)
    return own or any(agency.lies_in(top) for top in agencies.tops_of(officer, on, {Duty.SUPERVISOR}))


def may_amend(officer: Any, motion: Motion, on: date) -> bool:
    """Say whether an officer may put right what was registered of a motion."""
    return may_register(officer, motion.agency, on)


def may_handle(officer: Any, motion: Motion, on: date) -> bool:
    """Say whether an officer may deal with a motion."""
    return agencies.has_duty(officer, motion.agency, on, HANDLING)


def may_review(officer: Any, motion: Motion, on: date) -> bool:
    """Say whether an officer may pass a reply, or send it back."""
    return agencies.has_duty(officer, motion.agency, on, REVIEWING)


def may_sign(officer: Any, motion: Motion, on: date) -> bool:
    """Say whether an officer may sign a reply."""
    return agencies.has_duty(officer, motion.agency, on, SIGNING)


def may_return(officer: Any, motion: Motion, on: date) -> bool:
    """Say whether an officer may send a reply back: who reviews or signs it."""
    return agencies.has_duty(officer, motion.agency, on, REVIEWING | SIGNING)


def may_publish(officer: Any, motion: Motion, on: date) -> bool:
    """Say whether an officer may say where a reply is published, or why it is not."""
    return agencies.has_duty(officer, motion.agency, on, PUBLISHING)


def may_see_names(officer: Any, motion: Motion, on: date) -> bool:
    """Say whether an officer may look at the names of those who may not be named, with a reason."""
    return agencies.has_duty(officer, motion.agency, on, SEEING_NAMES)


def may_opine(officer: Any, asked: CoHandling, on: date) -> bool:
    """Say whether an officer may say what an agency that helps thinks: of one not on this site, who leads notes it."""
    return agencies.has_duty(officer, asked.agency or asked.motion.agency, on, HANDLING)


def may_see_motion(officer: Any, motion: Motion, on: date) -> bool:
    """Say whether an officer sees a motion, and so its files."""
    found: bool = motions_in_sight(officer, on).filter(pk=motion.pk).exists()
    return found
