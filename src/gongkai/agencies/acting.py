"""Who acts in a request: the officer signed in, in which of their posts, from where."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.timezone import localdate

from gongkai.agencies.models import Agency
from gongkai.agencies.rules import is_office_of, posts_of, top_of
from gongkai.journal.actor import Actor


def acting(request: HttpRequest, agency: Agency | None = None, duties: Iterable[str] | None = None) -> Actor:
    """Give the actor of a request: the officer in the post by which they act on an agency.

    Of several posts the one in the agency itself goes before those above it, and `duties`, where given, are those that
    allow the act. A government acts by its general office. Who runs the site, and who acts on none, acts in no post.
    """
    wanted = None if duties is None else frozenset(duties)
    posts = [
        post
        for post in posts_of(request.user, localdate())
        if agency is not None
        and (agency.lies_in(top_of(post)) or is_office_of(post.agency, agency))
        and (wanted is None or post.duty in wanted)
    ]
    posts.sort(key=lambda post: (agency is not None and post.agency_id != agency.pk, -len(post.agency.lineage)))
    return Actor(
        officer=request.user if request.user.is_authenticated else None,
        post=posts[0] if posts else None,
        role="officer" if request.user.is_authenticated else "visitor",
        address=getattr(request, "actor_address", request.META.get("REMOTE_ADDR", "")),
        request_id=getattr(request, "request_id", ""),
    )
