"""Every address of the site, and what each role meets there: a new one without a line here fails.

Statuses are of GET unless the method stands before the name. What one may not even see is 404, what one sees and may
not do is 403, and who is not signed in is sent to sign in (302).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.county import ROLES, County, county

ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {}
"""What an address is tried with, by its name, where it takes arguments."""

TABLE: dict[str, dict[str, int]] = {}
"""By the name of the address: the status for each role, `*` for all the others, `visitor` for who is not signed in."""

ELSEWHERE = frozenset[str]()
"""Names of addresses that others answer for, and where they are tested: static files."""


def names(resolver: URLResolver, within: tuple[str, ...] = ()) -> Iterator[str]:
    """Go through the names of all addresses."""
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from names(each, (*within, each.namespace) if each.namespace else within)
        elif isinstance(each, URLPattern):
            yield ":".join((*within, each.name or repr(each.pattern)))


def cases() -> list[tuple[str, str, int]]:
    """Give every name of an address with every role and its status."""
    everyone = [*ROLES, "visitor"]
    return [
        (name, role, statuses.get(role, statuses.get("*", 0))) for name, statuses in TABLE.items() for role in everyone
    ]


def test_every_address_stands_in_the_table():
    assert {name.rpartition(" ")[2] for name in TABLE} | ELSEWHERE == set(names(get_resolver()))


def test_every_role_is_answered_for():
    assert [case for case in cases() if case[2] == 0] == []


@pytest.mark.parametrize(("name", "role", "status"), cases())
@pytest.mark.django_db
def test_role_by_action(name, role, status):
    made = county()
    client = Client()
    if role != "visitor":
        client.force_login(made.officers[role], backend="django.contrib.auth.backends.ModelBackend")
    method, _, route = name.rpartition(" ")
    address = reverse(route, kwargs=ARGUMENTS.get(route, lambda made: {})(made))
    assert client.generic(method or "GET", address).status_code == status
