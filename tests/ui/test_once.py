from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.forms import CharField, Form
from django.test import RequestFactory
from django.utils.timezone import now
from tests.county import county

from gongkai.agencies.models import Agency, Office
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.ui import once
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.models import Sending

pytestmark = pytest.mark.django_db


class NameForm(Form):
    name = CharField()


@pytest.fixture
def made():
    return county()


def sent(officer, path="/offices/add/", **typed):
    request = RequestFactory().post(path, {"name": "综合科", "form_number": "n", **typed})
    request.user = officer
    form = NameForm(request.POST)
    once.number(request, form)
    return form


def adding(agency, done):
    def add(values):
        done.append(values["name"])
        return Office.objects.create(agency=agency, name=values["name"])

    return add


def test_what_came_of_it_is_given_and_nothing_more_done(made):
    done = []
    first, again = (carry_out(sent(made.officers["head"]), adding(made.water, done)) for _ in range(2))
    assert first == again
    assert Office.objects.filter(agency=made.water).count() == 1


@pytest.mark.parametrize(
    "other", [{"name": "财务科"}, {"form_number": "m"}, {"path": "/offices/add/?a=1"}, {"role": "leader"}]
)
def test_another_number_officer_address_or_word_is_another_sending(made, other):
    done = []
    carry_out(sent(made.officers["head"]), adding(made.water, done))
    Office.objects.update(name="已改名")
    carry_out(sent(made.officers[other.pop("role", "head")], **other), adding(made.water, done))
    assert len(done) == 2
    assert Office.objects.filter(agency=made.water).count() == 2


def test_the_token_against_forgery_says_nothing(made):
    assert sent(made.officers["head"], csrfmiddlewaretoken="a").sending == sent(made.officers["head"]).sending


def test_what_was_refused_may_be_sent_again(made):
    def refuse(values):
        raise NotAllowed("not-now", Message("现在不行。"))

    assert carry_out(sent(made.officers["head"]), refuse) is None
    assert not Sending.objects.exists()
    assert carry_out(sent(made.officers["head"]), adding(made.water, [])) is not None


def test_what_is_there_no_longer_can_be_made_again(made):
    first = carry_out(sent(made.officers["head"]), adding(made.water, []))
    first.delete()
    assert carry_out(sent(made.officers["head"]), adding(made.water, [])).name == "综合科"
    assert Office.objects.filter(agency=made.water).count() == 1


def test_whoever_is_slower_by_a_moment_is_given_what_the_quicker_one_made(made):
    """Of two at once the second cannot see what the first does before it meets it."""
    first = carry_out(sent(made.officers["head"]), adding(made.water, []))

    def meet(values):
        raise IntegrityError("one there may be but one of")

    assert carry_out(sent(made.officers["head"]), meet) == first


def test_what_another_made_meanwhile_is_found_when_it_is_tried_again(made):
    tries = []

    def meet(values):
        tries.append(values)
        if len(tries) == 1:
            raise IntegrityError("name and region")
        return made.water

    assert carry_out(sent(made.officers["head"]), meet) == made.water
    tries.clear()

    def fail(values):
        tries.append(values)
        raise IntegrityError("a defect")

    with pytest.raises(IntegrityError):
        carry_out(sent(made.officers["head"], name="别的"), fail)
    assert len(tries) == 2


def test_a_form_of_a_row_has_its_version_instead(made):
    request = RequestFactory().post("/", {"form_number": "n"})
    request.user = made.officers["head"]
    form = NameForm(request.POST)
    form.instance = made.water
    once.number(request, form)
    assert not hasattr(form, "sending")
    assert once.came_of(form) is None


def test_it_is_forgotten_after_days():
    at = now() - timedelta(days=once.KEPT_DAYS, seconds=1)
    Sending.objects.create(key="a", kind=Agency._meta.label_lower, made=1, at=at)
    assert (once.sweep(), once.sweep()) == (1, 0)
