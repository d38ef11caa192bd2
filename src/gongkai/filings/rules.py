"""Who may do what with filings: named predicates, by the posts held on a day.

An officer sees the filings of their agency and of what lies below it. Whoever answers for the disclosure office there
compiles; so does who handles applications, under that office. A government's report is compiled, and seen, by the
people of its general office (条例第49条: 政府信息公开工作主管部门), who hold no post in the government itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from gongkai.agencies import rules as agencies
from gongkai.agencies.models import Agency, Duty, Kind, Post
from gongkai.filings.models import Filing

COMPILING = frozenset({Duty.HANDLER, Duty.PUBLISHER, Duty.OFFICE_HEAD})
HEADING = frozenset({Duty.OFFICE_HEAD, Duty.LEADER})
PUBLISHING = frozenset({Duty.PUBLISHER, Duty.OFFICE_HEAD})


def agencies_in_sight(officer: Any, on: date) -> Any:
    """Give the agencies whose filings an officer sees, as a query set."""
    return agencies.agencies_in_sight(officer, on)


def filings_in_sight(officer: Any, on: date) -> Any:
    """Give the filings an officer sees, as a query set."""
    seen = Q(agency__in=agencies_in_sight(officer, on)) | Q(agency__in=_governments_served(officer, on))
    return Filing.objects.filter(seen).select_related("agency")


def posts_on(officer: Any, filing: Filing, on: date) -> list[Post]:
    """Give the posts by which an officer deals with a report: those in its agency."""
    return _posts_for(officer, filing.agency, on)


def _posts_for(officer: Any, agency: Agency, on: date) -> list[Post]:
    """Give the posts by which an officer makes the reports of an agency.

    The report of a government is made by its general office, which directs the work for it (条例第49条第2款).
    """
    return [
        post
        for post in agencies.posts_of(officer, on)
        if post.agency_id == agency.pk or agencies.is_office_of(post.agency, agency)
    ]


def has_duty(officer: Any, filing: Filing, on: date, duties: Iterable[str]) -> bool:
    """Say whether an officer deals with a report in one of some duties."""
    return not {post.duty for post in posts_on(officer, filing, on)}.isdisjoint(duties)


def may_begin(officer: Any, agency: Agency, on: date) -> bool:
    """Say whether an officer may begin the report of an agency."""
    return works_for(officer, agency, on, COMPILING)


def agencies_compiled(officer: Any, on: date) -> Any:
    """Give the agencies whose reports an officer compiles, as a query set."""
    held = [post.agency_id for post in agencies.posts_of(officer, on) if post.duty in COMPILING]
    return Agency.objects.filter(pk__in=[*held, *_governments_served(officer, on, COMPILING)]).order_by("lineage")


def works_for(officer: Any, agency: Agency, on: date, duties: Iterable[str]) -> bool:
    """Say whether an officer makes the reports of an agency in one of some duties."""
    return not {post.duty for post in _posts_for(officer, agency, on)}.isdisjoint(duties)


def may_see_roll_up(officer: Any, government: Agency, on: date) -> bool:
    """Say whether an officer sees what the reports of a government's members add up to."""
    return bool(_posts_for(officer, government, on)) or agencies.may_see_agency(officer, government, on)


def governments_rolled_up(officer: Any, on: date) -> Any:
    """Give the governments of which an officer sees the roll-up, as a query set."""
    seen = Q(pk__in=agencies_in_sight(officer, on).values("pk")) | Q(pk__in=_governments_served(officer, on))
    return Agency.objects.in_being(on).filter(seen, kind=Kind.GOVERNMENT).order_by("lineage")


def _governments_served(officer: Any, on: date, duties: Iterable[str] | None = None) -> list[int]:
    """Give the governments in whose general office an officer has a duty, or one of some."""
    wanted = None if duties is None else frozenset(duties)
    return [
        post.agency.parent_id
        for post in agencies.posts_of(officer, on)
        if post.agency.kind == Kind.GENERAL_OFFICE and post.agency.parent_id and (wanted is None or post.duty in wanted)
    ]


def may_compile(officer: Any, filing: Filing, on: date) -> bool:
    """Say whether an officer may compute, correct, write and explain."""
    return has_duty(officer, filing, on, COMPILING)


def may_freeze(officer: Any, filing: Filing, on: date) -> bool:
    """Say whether an officer may freeze the figures, or let them be computed again: who heads the disclosure office."""
    return has_duty(officer, filing, on, HEADING)


def may_pass(officer: Any, filing: Filing, on: date) -> bool:
    """Say whether it is an officer's turn to pass a report under review."""
    return has_duty(officer, filing, on, filing.steps_left[:1])


def may_return(officer: Any, filing: Filing, on: date) -> bool:
    """Say whether an officer may return a report under review: whose turn it is, and who sends it, to take it back."""
    return may_pass(officer, filing, on) or may_compile(officer, filing, on)


def may_publish(officer: Any, filing: Filing, on: date) -> bool:
    """Say whether an officer may publish what was signed."""
    return has_duty(officer, filing, on, PUBLISHING)


def may_amend(officer: Any, filing: Filing, on: date) -> bool:
    """Say whether an officer may have what was signed amended: who heads the disclosure office, or its leader."""
    return has_duty(officer, filing, on, HEADING)


def may_word(officer: Any, agency: Agency, on: date) -> bool:
    """Say whether an officer sets how an agency words its reports: who heads its disclosure office."""
    return agencies.has_duty(officer, agency, on, HEADING)
