"""Registration at the desk: who wrote an application down, and what it warns of."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.casework import WANG, WANTED, apply
from tests.county import county

from gongkai.applications.models import Application
from gongkai.journal.verifying import differences
from gongkai.law.channels import Channel


@pytest.fixture
def made(db):
    made = county("handler")
    yield made
    assert list(differences()) == []


def register(made, **values):
    client = Client()
    client.force_login(made.officers["handler"])
    form = {
        **WANG._asdict(), "agency": made.science.pk, "channel": "oral", "arrived_on": "2026-03-02",
        "description": WANTED, "obtaining": "post", "means": "paper", **values,
    }  # fmt: skip
    return client.post(reverse("applications:register"), form, follow=True)


def test_of_an_application_by_word_of_mouth_it_is_kept_who_wrote_it_down(made):
    page = register(made, written_by="窗口赵某").content.decode()
    assert Application.objects.get().written_by == "窗口赵某"
    assert "由窗口赵某代填" in page
    assert apply(made, channel=Channel.ORAL).written_by == str(made.officers["handler"])
    assert apply(made, channel=Channel.COUNTER, written_by="窗口赵某").written_by == ""


def test_the_public_form_says_how_to_be_helped_with_it(made):
    page = Client().get(reverse("portal:apply", args=[made.science.pk])).content.decode()
    assert f'<a href="tel:{made.science.phone}">' in page
    assert "代填" in page
