from datetime import date

import pytest
from django.contrib.auth import authenticate

from gongkai.agencies import demo
from gongkai.agencies.models import Agency, Membership, Officer
from gongkai.agencies.rules import agencies_in_sight
from gongkai.agencies.signin.models import UsedPassword
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences

PASSWORD = "a password of the demonstration"


@pytest.fixture(scope="module")
def loaded(kept):
    return demo.load(PASSWORD, until=2026)


@pytest.mark.once
@pytest.mark.django_db
def test_the_county_is_loaded_once_and_is_whole(loaded):
    entries = Entry.objects.count()
    assert loaded.agencies == Agency.objects.count() == 15
    assert loaded.people == Officer.objects.count() == 54
    assert list(differences()) == []
    assert demo.load(PASSWORD, until=2026) == loaded
    assert Entry.objects.count() == entries


@pytest.mark.once
@pytest.mark.django_db
def test_every_account_shown_signs_in_and_sees_something(loaded):
    for username, _ in loaded.accounts:
        officer = authenticate(username=username, password=PASSWORD)
        assert agencies_in_sight(officer, date(2026, 3, 2)).exists()


@pytest.mark.once
@pytest.mark.django_db
def test_the_password_given_last_is_the_one(loaded):
    demo.load("another password", until=2026)
    assert authenticate(username="keji.handler", password=PASSWORD) is None
    officer = authenticate(username="keji.handler", password="another password")
    assert UsedPassword.objects.filter(officer=officer).count() == 2


@pytest.mark.once
@pytest.mark.django_db
def test_the_lists_of_members_hold_the_bureaus_and_townships_of_each_year(loaded):
    assert Membership.objects.filter(year=2021).count() == Membership.objects.filter(year=2020).count() == 12
    assert not Membership.objects.filter(member__name__in=(demo.GOVERNMENT, demo.GENERAL_OFFICE)).exists()


@pytest.mark.once
@pytest.mark.django_db
def test_every_agency_has_what_its_guide_must_give(loaded):
    for agency in Agency.objects.filter(dissolved_on__isnull=True):
        agency.full_clean()
        assert all((agency.address, agency.hours, agency.phone, agency.fax, agency.email, agency.postcode))
        assert agency.offices.filter(discloses=True).count() == 1
