"""Who may do what with tokens: named predicates, by the posts held on a day.

Whoever holds a post in an agency makes tokens for what they may do there themselves, and sees and revokes their own;
who administers the agency sees and revokes all of its tokens, and is told of each that is made.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from gongkai.agencies import rules as agencies
from gongkai.agencies.models import Agency, Officer
from gongkai.api.models import Token
from gongkai.api.tokens.scopes import SCOPES, Scope


def scopes_for(officer: Any, agency: Agency, on: date) -> list[Scope]:
    """Give the scopes that an officer may give a token of an agency: what their posts there allow themselves."""
    duties = agencies.duties_in(officer, agency, on)
    return [each for each in SCOPES if duties and (each.duties is None or not duties.isdisjoint(each.duties))]


def agencies_to_make_for(officer: Any, on: date) -> Any:
    """Give the agencies for which an officer may make tokens: those they hold a post in."""
    return Agency.objects.filter(pk__in={post.agency_id for post in agencies.posts_of(officer, on)}).order_by("lineage")


def makes_some(officer: Any, on: date) -> bool:
    """Say whether an officer may make tokens at all."""
    return bool(agencies.posts_of(officer, on))


def tokens_in_sight(officer: Any, on: date) -> Any:
    """Give the tokens an officer sees, as a query set."""
    own = Q(officer=officer.pk) if isinstance(officer, Officer) else Q(pk__in=())
    return Token.objects.filter(own | Q(agency__in=agencies.agencies_administered(officer, on)))


def may_revoke(officer: Any, token: Token, on: date) -> bool:
    """Say whether an officer may revoke a token: whoever sees it."""
    own = isinstance(officer, Officer) and officer.is_active and officer.pk == token.officer_id
    return own or agencies.may_edit_agency(officer, token.agency, on)
