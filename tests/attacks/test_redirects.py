"""No parameter of any address leads anybody off this site."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client
from tests.attacks.places import signed_in, together
from tests.county import county

from gongkai.ui import limits

NAMES = ("next", "back", "return", "return_to", "redirect", "redirect_to", "url", "to", "continue", "came_from", "page")
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "https:evil.example",
    "\thttps://evil.example",
)


ASKED = {"display:choose", "display:language", "account_login", "account_logout", "account_reauthenticate"}
"""Addresses that are told where to lead; all others are asked once."""


def leads_off(location: str) -> bool:
    """Say whether a browser that is sent there leaves the site; it reads a backslash as a slash."""
    parts = urlsplit(location.strip().replace("\\", "/"))
    return (
        (bool(parts.netloc) and parts.netloc != "testserver")
        or parts.scheme not in ("", "http")
        or "evil" in parts.netloc
    )


@transaction.atomic
def sent_to(client: Client, method: str, address: str, value: str) -> str:
    values = dict.fromkeys(NAMES, value)
    answer = client.get(address, values) if method == "GET" else client.post(address, values)
    transaction.set_rollback(True)
    return str(answer.headers.get("Location", ""))


@pytest.mark.django_db
def test_nobody_is_led_elsewhere(monkeypatch):
    monkeypatch.setattr(limits, "take", lambda *_: 0)
    made = county()
    addresses, _ = together(made)
    clients = signed_in(made, "head")
    off, led = {}, 0
    for number, (route, address) in enumerate(addresses.items()):
        often = route in ASKED
        for each in ELSEWHERE if often else ELSEWHERE[number % len(ELSEWHERE) :][:1]:
            for role, method in (
                (("visitor", "POST"), ("head", "POST"), ("head", "GET")) if often else (("head", "POST"),)
            ):
                location = sent_to(clients[role], method, address, each)
                led += bool(location)
                if leads_off(location):
                    off[f"{role} {method} {route}"] = location
    assert off == {}
    assert led > 10
    assert all(map(leads_off, ("https://evil.example/", "//evil.example/", "/\\evil.example")))
