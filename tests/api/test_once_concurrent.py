"""The same call many times at once: whoever is slower waits, and is given the answer of the quickest."""

from __future__ import annotations

import pytest
from django.db import transaction
from tests.api.test_desk import NEW
from tests.api.tokens import machine
from tests.county import county
from tests.journal.test_concurrent import AT_ONCE, at_once

from gongkai.api.models import Answered
from gongkai.applications.models import Application


@pytest.mark.django_db(transaction=True)
def test_one_call_sent_many_times_at_once_makes_one_case() -> None:
    with transaction.atomic():
        desk = machine(county("handler", "administrator"))
    answers = []
    at_once(lambda number: answers.append(desk.post("/desk/applications", NEW, Idempotency_Key="at-once")))
    assert len(answers) == AT_ONCE
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert (Application.objects.count(), Answered.objects.count()) == (1, 1)
