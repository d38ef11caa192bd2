"""What challenges teach stands in the ledger of rectification, once, and says nothing that is sealed."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from tests.casework import actor
from tests.county import county
from tests.remedies.challenging import challenge, decide

from gongkai.duties.models import Problem
from gongkai.journal.verifying import differences
from gongkai.remedies import services
from gongkai.remedies.models import Advice
from gongkai.remedies.models.lesson import Fault

DECIDED = date(2026, 5, 8)


@pytest.mark.django_db
def test_lessons_and_advice_come_into_the_ledger_with_the_act() -> None:
    made = county("handler", "head", "leader")
    held = decide(made, challenge(made), "RECON_REVOKED", DECIDED)
    advice = {"number": "桓政复意〔2026〕1号", "content": "加强检索", "on": DECIDED, "by": actor(made)}
    services.receive_advice(held, kind=Advice.Kind.OPINION, **advice)
    lesson = {"fault": Fault.SEARCH, "what": "只查了办公系统", "change": "并查档案室"}
    for role in ("handler", "leader"):
        services.learn(held, **lesson, by=actor(made, role))
    shown = [
        (each.text, each.measure, each.reference, each.url, each.agency) for each in Problem.objects.order_by("pk")
    ]
    page = reverse("remedies:detail", args=[held.pk])
    assert shown == [
        (f"落实行政复议意见书 桓政复意〔2026〕1号（{held.forum}）", "", held.number, page, made.science),
        ("只查了办公系统", "并查档案室", held.number, page, made.science),
    ]
    assert {each.source for each in Problem.objects.all()} == {"remedy"}
    assert list(differences()) == []
