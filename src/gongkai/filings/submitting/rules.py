"""Who may do what with reports that are handed up: named predicates, by the posts held on a day.

Who works for the collector itself, or in the general office of the government that collects, sees its board and what
was handed to it, and no more of its members; a member sees what it handed up, and nobody what lies beside their agency.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from gongkai.agencies import rules as agencies
from gongkai.agencies.models import Agency, Duty, Kind, Membership
from gongkai.filings import rules as filings
from gongkai.filings.models import Filing, Submission

COLLECTING = frozenset({Duty.HANDLER, Duty.OFFICE_HEAD, Duty.SUPERVISOR})
ACCEPTING = filings.HEADING
SEEING = COLLECTING | ACCEPTING | {Duty.ADMINISTRATOR}


def collectors_in_sight(officer: Any, on: date) -> Any:
    """Give the agencies whose boards an officer sees, as a query set: their own that collect; who runs the site all."""
    lists = Agency.objects.filter(pk__in=Membership.objects.values("collector"))
    if agencies.may_run_site(officer):
        return lists
    return lists.filter(pk__in=worked_for(officer, on, SEEING))


def collects_some(officer: Any, on: date) -> bool:
    """Say whether an officer works for an agency that collects reports; whoever runs the site, whether any does."""
    if agencies.may_run_site(officer):
        return Membership.objects.exists()
    return bool((held := worked_for(officer, on, SEEING)) and Membership.objects.filter(collector__in=held).exists())


def submissions_in_sight(officer: Any, on: date) -> Any:
    """Give what was handed up that an officer sees, as a query set: by what they see, to whom they collect for."""
    return Submission.objects.filter(
        Q(version_signed__filing__in=filings.filings_in_sight(officer, on).values("pk"))
        | Q(collector__in=worked_for(officer, on, SEEING))
    )


def may_submit(officer: Any, filing: Filing, on: date) -> bool:
    """Say whether an officer may hand up the report of an agency: who compiles it."""
    return filings.may_compile(officer, filing, on)


def may_chase(officer: Any, collector: Agency, on: date) -> bool:
    """Say whether an officer may ask the members of a collector for their reports."""
    return filings.works_for(officer, collector, on, COLLECTING)


def may_return(officer: Any, submission: Submission, on: date) -> bool:
    """Say whether an officer may return what was handed up."""
    return filings.works_for(officer, submission.collector, on, COLLECTING | ACCEPTING)


def may_accept(officer: Any, submission: Submission, on: date) -> bool:
    """Say whether an officer may accept what was handed up: who heads the collector's office, or leads."""
    return filings.works_for(officer, submission.collector, on, ACCEPTING)


def worked_for(officer: Any, on: date, duties: Iterable[str]) -> set[int]:
    """Give the keys of the agencies that an officer works for in some duties; in a general office of its government."""
    wanted = frozenset(duties)
    posts = [post for post in agencies.posts_of(officer, on) if post.duty in wanted]
    served = {post.agency.parent_id for post in posts if post.agency.kind == Kind.GENERAL_OFFICE}
    return {post.agency_id for post in posts} | {key for key in served if key is not None}
