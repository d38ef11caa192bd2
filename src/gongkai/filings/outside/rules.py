"""Who may do what with reports from outside: who collects them (汇总机关), and who compiles the agency's own.

A collector is who has the agency on its list for the year (填报名单); for a government its general office works.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.agencies.models import Agency, Duty, Kind, Membership, Post
from gongkai.agencies.rules import agencies_in_sight, posts_of
from gongkai.filings.models import Upload
from gongkai.filings.rules import COMPILING

COLLECTING = COMPILING | {Duty.SUPERVISOR}


def agencies_handed_in_for(officer: Any, on: date) -> Any:
    """Give the agencies of which an officer may upload a report for some year, as a query set."""
    own = [post.agency_id for post in posts_of(officer, on) if post.duty in COMPILING]
    return Agency.objects.filter(pk__in=own) | Agency.objects.filter(pk__in=_members(officer, on))


def post_for(officer: Any, agency: Agency, year: int, on: date) -> Post | None:
    """Give the post in which an officer uploads and confirms the report of an agency for a year; None who may not."""
    for post in posts_of(officer, on):
        if post.agency_id == agency.pk and post.duty in COMPILING:
            return post
    collectors = set(Membership.objects.filter(member=agency, year=year).values_list("collector", flat=True))
    return next((post for post in posts_of(officer, on) if collectors & _collects_for(post)), None)


def may_work(officer: Any, upload: Upload, on: date) -> bool:
    """Say whether an officer may put figures right, confirm, and end a report from outside."""
    return post_for(officer, upload.agency, upload.year, on) is not None


def may_see(officer: Any, upload: Upload, on: date) -> bool:
    """Say whether an officer sees a report from outside."""
    return bool(uploads_in_sight(officer, on).filter(pk=upload.pk).exists())


def uploads_in_sight(officer: Any, on: date) -> Any:
    """Give the reports from outside that an officer sees: of agencies in sight, and of whom they collect from."""
    seen = agencies_in_sight(officer, on).values("pk")
    rows = Upload.objects.filter(agency__in=seen) | Upload.objects.filter(agency__in=_members(officer, on))
    return rows.select_related("agency", "officer", "confirmed_by")


def nobody(officer: Any, thing: Any, on: date) -> bool:
    """Say that nobody may: the file of a report comes with it and stays with it."""
    return False


def _members(officer: Any, on: date) -> Any:
    collectors = {key for post in posts_of(officer, on) for key in _collects_for(post)}
    return Membership.objects.filter(collector__in=collectors).values("member")


def _collects_for(post: Post) -> set[int]:
    """Give the keys of the agencies whose lists somebody in a post collects from."""
    if post.duty not in COLLECTING:
        return set()
    agency = post.agency
    above = {agency.parent_id} if agency.kind == Kind.GENERAL_OFFICE and agency.parent_id else set()
    return {agency.pk} | above
