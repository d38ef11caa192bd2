"""No form is sent in somebody's name by a page of another site, also where a view checks that by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.attacks.places import signed_in
from tests.county import County, county
from tests.test_roles import ARGUMENTS

from gongkai.ui import limits

BY_ANYBODY = {
    "display:choose", "display:language",  # how pages look to whose browser it is
    "portal:helpful",  # counted once for a device
    "portal:end-subscription",  # whoever has the link ends it, and a program for letters does so by one POST
}  # fmt: skip
"""What nobody has to be signed in for and is done in nobody's name."""


def exempt(resolver: URLResolver, within: tuple[str, ...] = ()) -> Iterator[str]:
    """Go through the names of what does without Django's check, but for the API: it knows no cookies."""
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from exempt(each, (*within, each.namespace) if each.namespace else within)
        elif isinstance(each, URLPattern) and _is_exempt(each.callback):
            yield ":".join((*within, each.name or ""))


def _is_exempt(view: object) -> bool:
    return getattr(view, "csrf_exempt", False) and getattr(view, "limited", "") != "api"


@transaction.atomic
def met(made: County, route: str) -> set[int]:
    """Give the statuses that a form without its token meets, of whoever sends it; undo what was done."""
    address = reverse(route, kwargs=ARGUMENTS.get(route, lambda made: {})(made))
    found = set()
    for client in signed_in(made, "handler", "head", "site").values():
        client.handler = type(client.handler)(enforce_csrf_checks=True)
        found.add(client.post(address, {}).status_code)
    transaction.set_rollback(True)
    return found


@pytest.mark.django_db
def test_views_that_check_it_by_themselves_do(monkeypatch):
    monkeypatch.setattr(limits, "take", lambda *_: 0)
    made, routes = county(), set(exempt(get_resolver()))
    found = {route: met(made, route) for route in routes - BY_ANYBODY}
    assert routes > BY_ANYBODY
    # Refused for want of the token, or before: to sign in, or as what there is not for that officer.
    assert {route: each for route, each in found.items() if 403 not in each or each - {302, 403, 404}} == {}
