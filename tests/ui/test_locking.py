from datetime import UTC, date, datetime
from decimal import Decimal
from typing import ClassVar

import pytest
from django import forms
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st
from tests.county import county
from tests.ui.test_drafts import Desk
from tests.ui.urls import AgencyForm

from gongkai.agencies import services
from gongkai.agencies.models import Agency, Kind, Officer
from gongkai.journal.actor import Actor
from gongkai.ui.locking import VERSION, Versioned, _hashed

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return county()


def shown(agency):
    """Give what a browser sends of the form when nothing is typed."""
    form = AgencyForm(instance=Agency.objects.get(pk=agency.pk))
    return {name: "" if form[name].value() is None else str(form[name].value()) for name in form.fields}


def sent(agency, data, **more):
    query = QueryDict(mutable=True)
    for name, value in {**data, **more}.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return AgencyForm(query, instance=Agency.objects.get(pk=agency.pk))


def edit(made, agency, **values):
    services.edit_agency(agency, values, by=Actor(officer=made.officers["county_administrator"]))


def told(form):
    return [(each.name, each.theirs, each.mine, each.both) for each in form.conflicts]


def test_a_form_that_nobody_disturbed_is_taken_in(made):
    form = sent(made.science, shown(made.science), phone="0533-1")
    assert form.is_valid(), form.errors
    assert (form.conflicts, form.cleaned_data["phone"], VERSION in form.cleaned_data) == ((), "0533-1", False)


def test_what_both_changed_is_to_be_chosen(made):
    data = shown(made.science)
    edit(made, made.science, phone="0533-2")
    form = sent(made.science, data, phone="0533-1")
    assert not form.is_valid()
    assert told(form) == [("phone", "0533-2", "0533-1", True)]
    assert form["phone"].value() == "0533-1"
    [conflict] = form.conflicts
    assert conflict.entry.officer == made.officers["county_administrator"]


@pytest.mark.parametrize(("choice", "phone"), [("theirs", "0533-2"), ("mine", "0533-1")])
def test_either_can_be_taken(made, choice, phone):
    data = shown(made.science)
    edit(made, made.science, phone="0533-2")
    first = sent(made.science, data, phone="0533-1")
    again = {**data, "phone": "0533-1", VERSION: first[VERSION].value(), "both": ["phone"]}
    unchosen = sent(made.science, again)
    assert told(unchosen) == [("phone", "0533-2", "0533-1", True)]
    form = sent(made.science, again, **{"take-phone": choice})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["phone"] == phone


def test_what_changed_again_after_the_choice_is_asked_again(made):
    data = shown(made.science)
    edit(made, made.science, phone="0533-2")
    first = sent(made.science, data, phone="0533-1")
    edit(made, made.science, phone="0533-3")
    again = {**data, "phone": "0533-1", VERSION: first[VERSION].value(), "both": ["phone"]}
    form = sent(made.science, again, **{"take-phone": "mine"})
    assert not form.is_valid()
    assert told(form) == [("phone", "0533-3", "0533-1", True)]


def test_what_only_others_changed_is_taken_over_and_shown(made):
    data = shown(made.science)
    edit(made, made.science, phone="0533-2", kind=Kind.AUTHORISED)
    form = sent(made.science, data, address="索镇")
    assert not form.is_valid()
    assert told(form) == [("kind", "授权组织", "部门", False), ("phone", "0533-2", "0533-8210000", False)]
    assert (form["phone"].value(), form["kind"].value(), form["address"].value()) == ("0533-2", "authorised", "索镇")
    seen = sent(made.science, {name: form[name].value() for name in form.fields})
    assert seen.is_valid(), seen.errors
    assert (seen.cleaned_data["phone"], seen.cleaned_data["address"]) == ("0533-2", "索镇")


def test_two_who_type_the_same_agree(made):
    data = shown(made.science)
    edit(made, made.science, phone="0533-2")
    assert sent(made.science, data, phone=" 0533-2 ").is_valid()


def test_what_cannot_be_read_is_not_lost_when_others_changed_it(made):
    data = shown(made.science)
    edit(made, made.science, established_on=date(2020, 1, 1))
    form = sent(made.science, data, established_on="昨天")
    assert told(form) == [("established_on", "2020-01-01", "昨天", True)]
    assert form["established_on"].value() == "昨天"
    assert "established_on" in form.errors


def test_relations_are_told_by_name(made):
    data = shown(made.science)
    edit(made, made.science, region=made.township.region)
    form = sent(made.science, data, address="索镇")
    assert told(form) == [("region", "马桥镇", "桓台县", False)]
    assert form["region"].value() == str(made.township.region_id)


@pytest.mark.parametrize("version", ["", "x", "phone-0", "....", "-" * 50])
def test_without_its_version_nothing_that_differs_is_overwritten(made, version):
    form = sent(made.science, shown(made.science), phone="0533-1", **{VERSION: version})
    assert told(form) == [("phone", "0533-8210000", "0533-1", True)]
    assert not form.is_valid()


def test_a_new_row_has_no_version(made):
    data = {**shown(made.science), "name": "新局"}
    form = AgencyForm({name: value for name, value in data.items() if name != VERSION}, instance=Agency())
    assert form.is_valid(), form.errors


def test_ticks_and_several_choices_are_taken_over(made):
    class OfficerForm(Versioned, forms.ModelForm):
        class Meta:
            model = Officer
            fields = ("name", "is_active", "last_login")
            field_classes: ClassVar = {"last_login": forms.SplitDateTimeField}
            widgets: ClassVar = {"last_login": forms.SplitDateTimeWidget}

    officer = made.officers["handler"]
    officer.last_login = datetime(2026, 3, 2, 1, 2, 3, 456, tzinfo=UTC)
    officer.save()
    form = OfficerForm(instance=officer, prefix="o")
    data = {
        "o-name": "张三",
        "o-is_active": "on",
        "o-last_login_0": "2026/03/02",
        "o-last_login_1": "09:02",
        f"o-{VERSION}": form[VERSION].value(),
    }
    assert OfficerForm(data, instance=Officer.objects.get(pk=officer.pk), prefix="o").is_valid()
    Officer.objects.filter(pk=officer.pk).update(is_active=False, last_login=datetime(2026, 3, 3, 1, 2, 3, tzinfo=UTC))
    form = OfficerForm(data, instance=Officer.objects.get(pk=officer.pk), prefix="o")
    assert [(each.name, each.both, each.choice) for each in form.conflicts] == [
        ("is_active", False, "o-take-is_active"),
        ("last_login", False, "o-take-last_login"),
    ]
    assert form["is_active"].value() is False
    assert form["last_login"].value() == ["2026/03/03", "09:02"]
    assert form["name"].value() == "张三"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_hash_keeps_out_of_the_way_of_the_signs_between_hashes(value):
    assert not {".", "-"} & set(_hashed(value))


def test_values_are_hashed_for_what_they_say():
    assert _hashed(Decimal("1.50")) == _hashed(Decimal("1.5"))
    assert _hashed(None) == _hashed("")
    assert _hashed("a\r\nb ") == _hashed("a\nb")
    assert _hashed(date(2026, 3, 2)) != _hashed(date(2026, 3, 3))
    assert _hashed([2, 1]) == _hashed([1, 2])


@pytest.mark.urls("tests.ui.urls")
def test_in_the_page_one_sees_who_changed_what_and_chooses(made):
    desk = Desk(made)
    desk.open()
    edit(made, made.science, phone="0533-2")
    desk.page = desk.send(phone="0533-1")
    page = desk.page.content.decode()
    assert desk.page.status_code == 422
    for said in ("您填写的时候，别人改了这里的内容", "county_administrator·某", "0533-1", "0533-2"):
        assert said in page
    response = desk.send(**{"take-phone": "mine"})
    assert response.status_code == 302
    assert Agency.objects.get(pk=made.science.pk).phone == "0533-1"
