"""Who is told: officers by the posts they hold on a day, by what they may do, and who runs the site."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from gongkai.agencies.models import Agency, Duty, Officer, Post


def holders(agency: Agency, duties: Iterable[str], on: date) -> Any:
    """Give the officers who have some duties in an agency on a day."""
    posts = Post.objects.held(on).filter(agency=agency, duty__in=list(duties))
    return Officer.objects.filter(is_active=True, pk__in=posts.values("officer"))


def administrators(agency: Agency, on: date) -> Any:
    """Give who administers an agency: its own administrators, or where it has none those of the nearest above it."""
    above = [each.pk for each in reversed(Agency.objects.above(agency))]
    held = Post.objects.held(on).filter(agency__in=above, duty=Duty.ADMINISTRATOR, officer__is_active=True)
    having = set(held.values_list("agency", flat=True))
    nearest = next((key for key in above if key in having), None)
    return Officer.objects.filter(is_active=True, pk__in=held.filter(agency=nearest).values("officer"))


def who_runs_the_site() -> Any:
    """Give who runs the site."""
    return Officer.objects.filter(is_active=True, is_superuser=True)
