"""Hostile text as in `test_canary`, on the pages whose rows cannot stand beside those of all others."""

import pytest
from django.db import transaction
from tests.attacks.places import address_of, signed_in, together
from tests.attacks.planting import plant
from tests.attacks.test_canary import looker, shown_wrong
from tests.county import county

from gongkai.ui import limits


@pytest.mark.django_db
def test_no_page_whose_rows_stand_alone_has_hostile_text_as_anything_but_text(monkeypatch):
    monkeypatch.setattr(limits, "take", lambda *_: 0)
    made = county()
    with transaction.atomic():
        _, apart = together(made)
        transaction.set_rollback(True)
    clients, found = signed_in(made, *made.officers), {}
    for route in apart:
        with transaction.atomic():
            address = address_of(made, route)
            plant()
            if role := looker(route):
                found[f"{role} {route}"] = shown_wrong(clients[role], address)
            transaction.set_rollback(True)
    assert {where: said for where, said in found.items() if said} == {}
    assert found
