import pytest
from django.db import transaction
from tests.casework import WANG, apply
from tests.county import county

from gongkai.applications.models import Applicant, Application
from gongkai.journal.models import Entry
from gongkai.journal.salting import new_salt, salt_of
from gongkai.journal.services import bears, snapshot
from gongkai.journal.verifying import rows_that_differ
from gongkai.vault.sealing import Place, fingerprint, matches

pytestmark = pytest.mark.django_db


def test_what_was_kept_of_a_case_cannot_be_tried_once_its_salt_is_gone():
    case = apply(county("handler"))
    person = Applicant.objects.get(application=case)
    kept = Entry.objects.get(object_type="applications.applicant", object_id=person.pk).after["identity"]
    place = Place("applications.applicant", "identity", person.pk)
    assert salt_of(person) == case.journal_salt
    assert len(case.journal_salt) == 32

    assert matches(kept["fingerprint"], WANG.identity, place, salt=case.journal_salt)
    assert not matches(kept["fingerprint"], WANG.identity, place)
    assert not matches(kept["fingerprint"], WANG.identity, place, salt=new_salt())
    assert bears(person, "identity", kept)


def test_rows_from_before_there_were_salts_are_still_verified():
    case = apply(county("handler"))
    Application.objects.filter(pk=case.pk).update(journal_salt="")
    assert list(rows_that_differ(Applicant))  # their entries were made with the salt

    person = Applicant.objects.get(application=case)
    text, place = WANG.identity, Place("applications.applicant", "identity", person.pk)
    assert snapshot(person)["identity"] == {"fingerprint": fingerprint(text, place)}


def test_the_fingerprint_without_a_salt_is_what_it_always_was():
    place = Place("a", "b", 1)
    assert fingerprint("x", place) == fingerprint("x", place, salt="") != fingerprint("x", place, salt="00")


@pytest.mark.once
def test_verifying_asks_no_more_for_many_rows(django_assert_num_queries):
    made = county("handler")
    for _ in range(3):
        apply(made)
    with transaction.atomic(), django_assert_num_queries(2):
        assert list(rows_that_differ(Applicant)) == []
