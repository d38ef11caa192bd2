"""The same form many times at once: whoever is slower waits, and is given what the quickest made."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests.county import county
from tests.journal.test_concurrent import AT_ONCE, at_once

from gongkai.agencies.models import Office
from gongkai.journal.models import Entry
from gongkai.ui.models import Sending


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_many_times_at_once_makes_one():
    with transaction.atomic():
        made = county()
    address = reverse("agencies:add-office", args=[made.science.pk])
    clients = [Client() for _ in range(AT_ONCE)]
    for client in clients:
        client.force_login(made.officers["administrator"])
    before = Entry.objects.count()
    answers = []
    at_once(lambda number: answers.append(clients[number].post(address, {"name": "综合科", "form_number": "n"})))
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (302, reverse("agencies:detail", args=[made.science.pk]))
    }
    assert (
        Office.objects.filter(name="综合科").count() == Sending.objects.count() == Entry.objects.count() - before == 1
    )
