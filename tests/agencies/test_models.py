import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from tests.county import SINCE, county

from gongkai.agencies.credit_code import is_credit_code
from gongkai.agencies.models import Agency, Duty, Office, Officer, Post
from gongkai.agencies.services import add_officer
from gongkai.journal.actor import SYSTEM


@pytest.fixture
def made(db):
    return county()


@pytest.mark.parametrize("place", range(18))
def test_any_sign_of_a_credit_code_changed_is_seen(place):
    code = "91350100M000100Y43"  # the example of GB 32100-2015
    assert is_credit_code(code)
    for sign in "0123456789ABCDEFGHJKLMNPQRTUWXY":
        changed = code[:place] + sign + code[place + 1 :]
        assert is_credit_code(changed) == (changed == code)


@pytest.mark.parametrize(
    "wrong", ["", "91350100M000100Y4", "91350100M000100Y43 ", "91350100I000100Y43", "９1350100M000100Y43"]
)
def test_what_is_no_credit_code(wrong):
    assert not is_credit_code(wrong)


def test_a_row_that_moves_takes_all_below_it_along(made):
    made.science.parent = made.water
    made.science.save()
    below = Agency.objects.below(made.water)
    assert set(below) == {made.water, made.science, made.branch}
    assert Agency.objects.get(pk=made.branch.pk).lies_in(made.science)
    assert list(Agency.objects.above(Agency.objects.get(pk=made.branch.pk))) == [
        made.government,
        made.water,
        made.science,
        made.branch,
    ]


def test_keys_that_begin_alike_do_not_mix():
    one, eleven = Agency(lineage="/1/"), Agency(lineage="/11/")
    assert not eleven.lies_in(one)


def test_a_circle_is_refused(made):
    made.government.parent = made.branch
    with pytest.raises(ValidationError) as refused:
        made.government.full_clean()
    assert refused.value.error_dict["parent"][0].code == "circle"
    made.government.parent = made.government
    with pytest.raises(ValidationError):
        made.government.full_clean()


def test_the_same_name_twice_in_a_region_is_refused_while_both_exist(made):
    twin = Agency(name=made.water.name, kind=made.water.kind, region=made.region)
    with pytest.raises(ValidationError, match="同名"):
        twin.full_clean()


def test_one_disclosure_office(made):
    with pytest.raises(ValidationError, match="已经指定"):
        Office(agency=made.science, name="秘书科", discloses=True).full_clean()


@pytest.mark.parametrize("username", ["Handler", "HEAD@example.gov.cn"])
def test_a_name_that_would_be_taken_for_another_s_is_refused(made, username):
    Officer.objects.filter(username="head").update(email="head@example.gov.cn")
    with pytest.raises(ValidationError) as refused:
        add_officer(username=username, name="某", by=SYSTEM)
    assert list(refused.value.message_dict) == ["username"]


def test_who_has_a_name_is_edited_though_somebody_came_to_have_it_as_an_address(made, client):
    Officer.objects.filter(username="handler").update(username="zhang@example.gov.cn")
    Officer.objects.filter(username="beside").update(email="zhang@example.gov.cn")
    client.force_login(made.officers["administrator"])
    address = reverse("agencies:edit-officer", args=[made.officers["handler"].pk])
    version = re.search(r'name="row_version" value="([^"]*)"', client.get(address).content.decode())[1]
    assert client.post(address, {"name": "张某", "email": "", "row_version": version}).status_code == 302


def test_the_database_keeps_two_from_taking_a_name_at_once(made):
    with pytest.raises(IntegrityError), transaction.atomic():
        Officer.objects.create(username="HANDLER", name="某")


def test_a_supervisor_anywhere_but_in_a_general_office_is_refused(made):
    post = Post(officer=made.officers["handler"], agency=made.science, duty=Duty.SUPERVISOR, from_on=SINCE)
    with pytest.raises(ValidationError) as refused:
        post.full_clean()
    assert refused.value.error_dict["duty"][0].code == "supervisor-elsewhere"


def test_an_office_of_another_agency_is_refused(made):
    elsewhere = Office.objects.create(agency=made.water, name="办公室")
    post = Post(
        officer=made.officers["handler"], agency=made.science, duty=Duty.HANDLER, from_on=SINCE, office=elsewhere
    )
    with pytest.raises(ValidationError) as refused:
        post.full_clean()
    assert refused.value.error_dict["office"][0].code == "office-elsewhere"
