"""Registration at the desk: who wrote an application down, and what it warns of."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from tests.casework import WANG, WANTED, apply
from tests.county import county

from gongkai.applications.forms.intake import ApplicantForm
from gongkai.applications.models import Application
from gongkai.applications.selectors import alike_lately
from gongkai.journal.verifying import differences
from gongkai.law.applicants import lawyer_kind
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


def test_what_the_same_applicant_asked_lately_is_shown_before_a_second_is_registered(made):
    today = localdate()
    first = apply(made, on=today - timedelta(9))
    again = {
        "channel": "fax",
        "arrived_on": today,
        "description": f"申请公开{WANTED}。",
        "identity": "11010519491231002x",
    }
    page = register(made, **again).content.decode()
    assert Application.objects.count() == 1
    assert reverse("applications:detail", args=[first.pk]) in page
    assert WANTED in page
    assert f'name="alike_shown" value="{first.pk}"' in page
    register(made, **again, alike_shown=first.pk)
    assert Application.objects.count() == 2


@pytest.mark.parametrize(
    "other",
    [
        {"description": "2024年防汛抗旱物资储备情况"},
        {"identity": "370321199001011239"},
        {"arrived": 181},
        {"agency": "water"},
    ],
)
def test_of_what_is_another_thing_nothing_is_said(made, other):
    agency = getattr(made, other.get("agency", "science"))
    first = apply(made, on=localdate() - timedelta(other.get("arrived", 9)))
    assert alike_lately(first.agency, WANG.identity, WANTED, localdate()) == ([] if "arrived" in other else [first])
    identity, wanted = other.get("identity", WANG.identity), other.get("description", WANTED)
    assert alike_lately(agency, identity, wanted, localdate()) == []


def test_the_public_form_says_how_to_be_helped_with_it(made):
    page = Client().get(reverse("portal:apply", args=[made.science.pk])).content.decode()
    assert f'<a href="tel:{made.science.phone}">' in page
    assert "代填" in page


def test_the_form_says_in_which_column_a_lawyer_counts():
    said = str(ApplicantForm.base_fields["kind"].help_text)
    assert f"以本人名义申请的选“{lawyer_kind(for_firm=False).label}”" in said
    assert f"以律师事务所名义申请的选“{lawyer_kind(for_firm=True).label}”" in said
