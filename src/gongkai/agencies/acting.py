"""Who acts in a request: the officer signed in, in which of their posts, from where."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localdate

from gongkai.agencies.models import Agency, Post
from gongkai.agencies.rules import is_office_of, posts_of, top_of
from gongkai.journal.actor import Actor


def acting(request: HttpRequest, agency: Agency | None = None, duties: Iterable[str] | None = None) -> Actor:
    """Give the actor of a request: the officer in the post by which they act on an agency.

    Of several posts the one in the agency itself goes before those above it, and `duties`, where given, are those that
    allow the act. A government acts by its general office. Who runs the site, and who acts on none, acts in no post.
    """
    return Actor(
        officer=request.user if request.user.is_authenticated else None,
        post=post_for(request.user, agency, duties),
        role="officer" if request.user.is_authenticated else "visitor",
        address=address_of(request),
        request_id=getattr(request, "request_id", ""),
    )


def post_for(officer: Any, agency: Agency | None, duties: Iterable[str] | None = None) -> Post | None:
    """Give the post by which somebody acts on an agency today, as `acting` chooses it; None where they act in none."""
    wanted = None if duties is None else frozenset(duties)
    posts = [
        post
        for post in posts_of(officer, localdate())
        if agency is not None
        and (agency.lies_in(top_of(post)) or is_office_of(post.agency, agency))
        and (wanted is None or post.duty in wanted)
    ]
    posts.sort(key=lambda post: (agency is not None and post.agency_id != agency.pk, -len(post.agency.lineage)))
    return posts[0] if posts else None


def address_of(request: HttpRequest) -> str:
    """Give from where a request comes, as far as that may be believed."""
    return str(getattr(request, "actor_address", request.META.get("REMOTE_ADDR", "")))
