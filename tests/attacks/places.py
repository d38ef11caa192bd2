"""Every address of the site, with what it takes: the same as `tests/test_roles.py` asks, and so none is left out."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests.county import County
from tests.test_roles import ARGUMENTS, TABLE


def routes() -> Iterator[str]:
    """Go through the names of all addresses once."""
    return iter(dict.fromkeys(name.rpartition(" ")[2] for name in TABLE))


def address_of(made: County, route: str) -> str:
    """Give an address, having made what it is of."""
    return reverse(route, kwargs=ARGUMENTS.get(route, lambda made: {})(made))


def together(made: County) -> tuple[dict[str, str], list[str]]:
    """Give all addresses in one county, and the names of those whose rows cannot stand beside the others."""
    addresses, apart = {}, []
    for route in routes():
        try:
            with transaction.atomic():
                addresses[route] = address_of(made, route)
        except Exception:  # there is such a row already
            apart.append(route)
    return addresses, apart


def signed_in(made: County, *roles: str) -> dict[str, Client]:
    """Give a browser for each role that is signed in, and one for a visitor."""
    clients = {role: Client() for role in roles}
    for role, client in clients.items():
        client.force_login(made.officers[role])
    return {**clients, "visitor": Client()}
