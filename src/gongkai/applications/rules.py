"""Who may do what with applications: named predicates, by the posts held on a day.

An officer sees the cases of their agency and of what lies below it, never beside it. What is done to a case is done in
a post of its own agency: who oversees an agency looks on. Who the applicants are is for those who handle the case.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from gongkai.agencies import rules as agencies
from gongkai.agencies.models import Agency, Duty, Office, Officer, Post
from gongkai.applications.lifecycle import Stage
from gongkai.applications.models import Application, CoHandling
from gongkai.applications.models.practice import REVIEWS

HANDLING = frozenset({Duty.HANDLER, Duty.OFFICE_HEAD})
PASSING = frozenset({*REVIEWS, Duty.OFFICE_HEAD, Duty.LEADER})
"""Who may be asked to pass a reply, or approves it."""


OPEN = Q(closed_on__isnull=True)
"""What has not ended."""


def agencies_in_sight(officer: Any, on: date) -> Any:
    """Give the agencies whose cases an officer sees, as a query set."""
    return agencies.agencies_in_sight(officer, on)


def offices_in_sight(officer: Any, on: date) -> Any:
    """Give the offices of those agencies."""
    return Office.objects.filter(agency__in=agencies_in_sight(officer, on)).order_by("agency__lineage", "name")


def officers_in_sight(officer: Any, on: date) -> Any:
    """Give who has a post in one of them."""
    posts = Post.objects.held(on).filter(agency__in=agencies_in_sight(officer, on))
    return Officer.objects.filter(pk__in=posts.values("officer")).order_by("name", "pk")


def may_register(officer: Any, agency: Agency, on: date) -> bool:
    """Say whether an officer may register applications to an agency: who handles them there."""
    return agencies.has_duty(officer, agency, on, HANDLING)


def agencies_handled(officer: Any, on: date) -> Any:
    """Give the agencies to which an officer may register applications, as a query set."""
    held = [post.agency_id for post in agencies.posts_of(officer, on) if post.duty in HANDLING]
    return Agency.objects.filter(pk__in=held)


def may_handle(officer: Any, application: Application, on: date) -> bool:
    """Say whether an officer may act on a case: who handles applications in its agency."""
    return agencies.has_duty(officer, application.agency, on, HANDLING)


def may_consent(officer: Any, application: Application, on: date) -> bool:
    """Say whether an officer may consent to an extension: the head of the disclosure office (条例第33条第2款)."""
    return agencies.has_duty(officer, application.agency, on, {Duty.OFFICE_HEAD})


def may_review(officer: Any, application: Application, duty: str, on: date) -> bool:
    """Say whether an officer may pass or return a reply in a duty: who has that duty in the agency."""
    return agencies.has_duty(officer, application.agency, on, {duty})


def may_read_personal(officer: Any, application: Application, on: date) -> bool:
    """Say whether an officer may read who the applicant is: who handles the case, each time with a reason."""
    return may_handle(officer, application, on)


def may_read_draft(officer: Any, application: Application, on: date) -> bool:
    """Say whether an officer may read the reply as it would be sent: who handles the case, and who is to pass it."""
    passes = application.stage in (Stage.REVIEWING, Stage.APPROVED) and agencies.has_duty(
        officer, application.agency, on, PASSING
    )
    return passes or may_read_personal(officer, application, on)


def may_see_files(officer: Any, application: Application, on: date) -> bool:
    """Say whether an officer sees the files of a case: who has a post in its agency; who only oversees it does not."""
    return bool(agencies.duties_in(officer, application.agency, on))


def may_change_files(officer: Any, application: Application, on: date) -> bool:
    """Say whether an officer may add to the files of a case and remove from them: who handles it, until it is archived.

    What the applicant handed in stays.
    """
    return application.stage != Stage.ARCHIVED and may_handle(officer, application, on)


def may_comment(officer: Any, application: Application, on: date) -> bool:
    """Say whether an officer may leave a remark on a case: whoever has a post in its agency."""
    return bool(agencies.duties_in(officer, application.agency, on))


def may_co_handle(officer: Any, application: Application, on: date) -> bool:
    """Say whether an officer may answer as another office was asked to: who is in it, or handles the case."""
    asked = offices_asked(application)
    if not asked:
        return False
    return may_handle(officer, application, on) or not asked.isdisjoint(offices_of(officer, on))


def offices_asked(application: Application) -> frozenset[int]:
    """Give the offices whose opinion on a case is awaited."""
    awaited = CoHandling.objects.filter(application=application, answered_on__isnull=True)
    return frozenset(awaited.values_list("office", flat=True))


def offices_of(officer: Any, on: date) -> frozenset[int]:
    """Give the offices an officer is in on a day."""
    return frozenset(post.office_id for post in agencies.posts_of(officer, on) if post.office_id is not None)


def may_set_practice(officer: Any, agency: Agency, on: date) -> bool:
    """Say whether an officer may say how an agency deals with applications: its administrator."""
    return agencies.may_edit_agency(officer, agency, on)


def handles_some(officer: Any, on: date) -> bool:
    """Say whether an officer handles applications anywhere."""
    return any(post.duty in HANDLING for post in agencies.posts_of(officer, on))
