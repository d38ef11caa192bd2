"""Every address of something of one bureau, asked by an officer of the bureau beside it: nobody there meets it.

The table of roles has an administrator beside; here is one who has all duties there are, for a check of the duty alone
would let in whom it lets in at home. A new address is asked too, and what is for everybody stands here by name.
"""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from tests.attacks.places import address_of
from tests.county import SINCE, County, county
from tests.test_roles import ARGUMENTS, TABLE

from gongkai.agencies.models import Duty, Officer, Post
from gongkai.journal.actor import SYSTEM
from gongkai.journal.acts import Act
from gongkai.journal.services import record
from gongkai.ui import limits

MADE = Act("test.neighbours_made", "建立测试用的邻居")
BESIDE = [duty for duty in Duty if duty != Duty.SUPERVISOR]


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    """Give a county that all tests here find as it is."""
    return county()


@pytest.fixture(autouse=True)
def never_too_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "take", lambda *_: 0)


def neighbour(made: County) -> Client:
    """Give the browser of an officer of the bureau of water who has every duty there."""
    officer = Officer(username="water", name="邻居")
    officer.save()
    record(officer, MADE, by=SYSTEM)
    for duty in BESIDE:
        post = Post(officer=officer, agency=made.water, duty=duty, from_on=SINCE)
        post.save()
        record(post, MADE, by=SYSTEM)
    client = Client()
    client.force_login(officer)
    return client


def private() -> list[str]:
    """Give the names of addresses of something that an officer of an agency beside does not meet, by the table."""
    rows = [(name.rpartition(" ")[2], statuses) for name, statuses in TABLE.items()]
    kept = {route for route, statuses in rows if statuses.get("beside", statuses.get("*")) in (403, 404)}
    return [route for route in ARGUMENTS if route in kept and route not in BY_DUTY]


@transaction.atomic
def met(client: Client, method: str, address: str) -> int:
    status = client.generic(method, address).status_code
    transaction.set_rollback(True)
    return status


@pytest.mark.django_db
def test_no_officer_beside_meets_what_is_of_another_bureau(made):
    beside, wrong = neighbour(made), {}
    routes = private()
    for route in routes:
        with transaction.atomic():
            address = address_of(made, route)
            for method in ("GET", "POST"):
                if (status := met(beside, method, address)) not in (403, 404, 405):
                    wrong[f"{method} {route}"] = status
                if (status := met(Client(), method, address)) not in (302, 403, 404, 405):
                    wrong[f"{method} {route} as a visitor"] = status
            transaction.set_rollback(True)
    assert wrong == {}
    assert len(routes) > 100


def test_every_address_of_something_is_private_or_said_not_to_be():
    elsewhere = {each for each in ARGUMENTS if each.startswith(("portal:", "api:"))}
    assert set(ARGUMENTS) - set(private()) - elsewhere == OPEN | BY_DUTY


OPEN = frozenset({
    "agencies:bring-in", "agencies:bring-in-confirm", "agencies:bring-in-template", "agencies:take-out",
    "assessment:accountability", "assessment:appraisals", "assessment:list", "assessment:sets", "channels:new",
    "opendata:dataset", "opendata:dcat", "opendata:schema", "developers:operation",
    "dashboards:chart", "dashboards:picture", "mfa_edit_webauthn", "mfa_remove_webauthn", "ui:due",
})  # fmt: skip
"""Addresses of something that an officer of any agency meets, or that are of whoever asks and nobody else.

The API knows nobody by a session; what a token reaches, and what it does not, is tried in `tests/api/test_desk.py`.
"""
BY_DUTY = frozenset({"filings:blank-form"})
"""Addresses of nothing that any bureau has, for whoever has a duty somewhere: a form with no figure in it."""
