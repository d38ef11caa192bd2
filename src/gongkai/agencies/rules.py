"""Who may do what with agencies and their people: named predicates, by the posts held on a day.

An officer sees their agency and what lies below it, never beside it. The general office of a government (政府办公厅
（室）) directs the disclosure work of the whole region (条例第3条第2款、第3款): its supervisors and administrators see
what its government sees.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Prefetch

from gongkai.agencies.models import REVIEWING, Agency, Duty, Kind, Officer, Post

_OF_THE_REGION = frozenset({Duty.SUPERVISOR, Duty.ADMINISTRATOR})


def posts_of(officer: Any, on: date) -> list[Post]:
    """Give the posts an officer holds on a day, in agencies that exist; none for who is not signed in."""
    if not isinstance(officer, Officer) or not officer.is_active:
        return []
    held: dict[date, list[Post]] = officer.__dict__.setdefault("_posts_held", {})
    if on not in held:
        posts = officer.posts.all() if _posts_are_read(officer) else _posts_read(officer)
        held[on] = [post for post in posts if post.is_held(on) and post.agency.is_in_being(on)]
    return held[on]


def foremost(posts: Iterable[Post]) -> list[Post]:
    """Give posts by what somebody answers for, as duties stand in their list: a head is called that first."""
    order = {duty: place for place, duty in enumerate(Duty)}
    return sorted(posts, key=lambda post: order[Duty(post.duty)])


def _posts_read(officer: Officer) -> Iterable[Post]:
    """Give all posts of an officer, in their order.

    Every page of the desk asks. To have agencies put in order takes as long as all the rest, and most have one.
    """
    every = Post.objects.filter(officer=officer).select_related("agency__parent")
    posts = sorted(every.order_by(), key=lambda post: (post.duty, post.from_on))
    return posts if len({post.agency_id for post in posts}) < 2 else every


def within(officer: Any, agency: Agency) -> Officer:
    """Give an officer as one who holds the posts in an agency and no other, and who does not run the site.

    So every rule sees of them what they may by these posts: what acts for them in one agency never reaches another.
    """
    own = Post.objects.filter(agency=agency).select_related("agency__parent")
    held: Officer = Officer.objects.prefetch_related(Prefetch("posts", own)).get(pk=officer.pk)
    held.is_superuser = False
    return held


def reading_posts(*officers: str) -> list[Prefetch[Any]]:
    """Give what a query set reads along (`prefetch_related`) so that rules about its officers ask no more of each."""
    posts = Post.objects.select_related("agency__parent")
    return [Prefetch(f"{officer}__posts", posts) for officer in officers]


def _posts_are_read(officer: Officer) -> bool:
    return "posts" in getattr(officer, "_prefetched_objects_cache", {})


def duties_in(officer: Any, agency: Agency, on: date) -> frozenset[str]:
    """Give the duties an officer has in an agency itself on a day."""
    return frozenset(post.duty for post in posts_of(officer, on) if post.agency_id == agency.pk)


def has_duty(officer: Any, agency: Agency, on: date, duties: Iterable[str]) -> bool:
    """Say whether an officer has one of some duties in an agency itself on a day."""
    return not duties_in(officer, agency, on).isdisjoint(duties)


def top_of(post: Post) -> Agency:
    """Give the highest agency that a post lets see: its own, or of a whole region the government it serves."""
    agency = post.agency
    if post.duty in _OF_THE_REGION and agency.kind == Kind.GENERAL_OFFICE and isinstance(agency.parent, Agency):
        return agency.parent
    return agency


def is_office_of(office: Agency, government: Agency) -> bool:
    """Say whether an agency is the general office of a government, which acts by it."""
    return office.kind == Kind.GENERAL_OFFICE and office.parent_id == government.pk


def tops_of(officer: Any, on: date, duties: Iterable[str] | None = None) -> list[Agency]:
    """Give the agencies below which an officer sees everything, or may act by one of some duties."""
    wanted = None if duties is None else frozenset(duties)
    return [top_of(post) for post in posts_of(officer, on) if wanted is None or post.duty in wanted]


def agencies_in_sight(officer: Any, on: date) -> Any:
    """Give the agencies an officer sees, as a query set; the administrator of the site sees all."""
    if _runs_the_site(officer):
        return Agency.objects.all()
    return Agency.objects.below(*tops_of(officer, on))


def has_sight(officer: Any, on: date) -> bool:
    """Say whether an officer sees any agency at all."""
    return _runs_the_site(officer) or bool(posts_of(officer, on))


def may_see_agency(officer: Any, agency: Agency, on: date) -> bool:
    """Say whether an officer sees an agency."""
    return _runs_the_site(officer) or any(agency.lies_in(top) for top in tops_of(officer, on))


def may_edit_agency(officer: Any, agency: Agency, on: date) -> bool:
    """Say whether an officer may change what is known of an agency: an administrator of it or of one above it."""
    return _runs_the_site(officer) or any(agency.lies_in(top) for top in tops_of(officer, on, {Duty.ADMINISTRATOR}))


def agencies_administered(officer: Any, on: date) -> Any:
    """Give the agencies an officer administers, as a query set; who runs the site administers all."""
    if _runs_the_site(officer):
        return Agency.objects.all()
    return Agency.objects.below(*tops_of(officer, on, {Duty.ADMINISTRATOR}))


def administers_some(officer: Any, on: date) -> bool:
    """Say whether an officer administers any agency at all."""
    return _runs_the_site(officer) or bool(tops_of(officer, on, {Duty.ADMINISTRATOR}))


def may_add_agency(officer: Any, parent: Agency | None, on: date) -> bool:
    """Say whether an officer may add an agency below another; only who runs the site adds one below none."""
    return _runs_the_site(officer) if parent is None else may_edit_agency(officer, parent, on)


def kinds_to_give(officer: Any, agency: Agency, on: date) -> list[Kind]:
    """Give the kinds an officer may say an agency is of.

    The people of a general office see what its government sees. Whether an agency is one is therefore for who
    administers the agency above it, and never for its own administrator.
    """
    above = agency.parent if isinstance(agency.parent, Agency) else None
    if may_add_agency(officer, above, on):
        return list(Kind)
    return [kind for kind in Kind if (kind == Kind.GENERAL_OFFICE) == (agency.kind == Kind.GENERAL_OFFICE)]


def may_see_people(officer: Any, agency: Agency, on: date) -> bool:
    """Say whether an officer sees who holds which post in an agency."""
    return may_see_agency(officer, agency, on)


def may_appoint(officer: Any, agency: Agency, on: date) -> bool:
    """Say whether an officer may give and end posts in an agency."""
    return may_edit_agency(officer, agency, on)


def may_delegate(officer: Any, post: Post, on: date) -> bool:
    """Say whether an officer may have somebody else do the duty of a post: their own, of reviewing, that they hold."""
    own = isinstance(officer, Officer) and officer.is_active and post.officer_id == officer.pk
    return own and post.duty in REVIEWING and post.stands_for_id is None and post.is_held(on)


def may_end_post(officer: Any, post: Post, on: date) -> bool:
    """Say whether an officer may end a post: who gives posts there, and who had somebody stand for them."""
    stood_for = isinstance(officer, Officer) and officer.is_active and post.stands_for_id == officer.pk
    return stood_for or may_appoint(officer, post.agency, on)


def may_edit_officer(officer: Any, other: Officer, on: date) -> bool:
    """Say whether an officer may change what is known of another, shut them out, let them in.

    All the posts the other holds, and the last of those held, must be in agencies that the officer administers: who
    works for several is changed by who administers them all. Who runs the site is changed by their like alone.
    """
    if _runs_the_site(officer):
        return True
    if other.is_superuser:
        return False
    ever = other.posts.all() if _posts_are_read(other) else other.posts.select_related("agency__parent")
    posts = sorted(ever, key=lambda post: (post.from_on, post.pk))
    now = [post for post in posts if post.until_on is None or post.until_on >= on] or posts[-1:]
    return bool(now) and all(may_appoint(officer, post.agency, on) for post in now)


def officers_to_appoint(officer: Any, on: date) -> Any:
    """Give the people an officer may give posts to: whoever has, or had, a post below them."""
    people = Officer.objects.filter(is_active=True)
    if _runs_the_site(officer):
        return people
    posts = Post.objects.filter(agency__in=agencies_administered(officer, on))
    return people.filter(pk__in=posts.values("officer"), is_superuser=False)


def may_keep_members(officer: Any, collector: Agency, on: date) -> bool:
    """Say whether an officer may keep the list of members of an agency: its administrator or supervisor."""
    return _runs_the_site(officer) or any(
        collector.lies_in(top) for top in tops_of(officer, on, {Duty.ADMINISTRATOR, Duty.SUPERVISOR})
    )


def may_read_journal(officer: Any, agency: Agency, on: date) -> bool:
    """Say whether an officer may read the journal of an agency: who leads, heads, administers or supervises it."""
    duties = {Duty.LEADER, Duty.OFFICE_HEAD, Duty.ADMINISTRATOR, Duty.SUPERVISOR}
    return _runs_the_site(officer) or any(agency.lies_in(top) for top in tops_of(officer, on, duties))


def may_run_site(officer: Any) -> bool:
    """Say whether somebody runs the site: its status, its regions, its keys."""
    return _runs_the_site(officer)


def _runs_the_site(officer: Any) -> bool:
    return isinstance(officer, Officer) and officer.is_active and officer.is_superuser
