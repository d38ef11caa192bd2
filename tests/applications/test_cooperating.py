"""Offices of one agency at work on one case: passed on, asked beside the one in charge, each with its trace."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from tests.casework import actor, apply
from tests.county import county

from gongkai.agencies.models import Office, Officer
from gongkai.agencies.services import add_office, appoint
from gongkai.applications import rules, services
from gongkai.applications.dues import dues
from gongkai.applications.models import Application
from gongkai.journal.actor import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences
from gongkai.law.errors import NotAllowed
from gongkai.ui.desk import Standing

DAY = date(2026, 3, 4)


@pytest.fixture
def made(db):
    made = county("administrator", "head", "handler", "reviewer", "beside")
    yield made
    assert list(differences()) == []


def office(made, name="计划科"):
    return add_office(made.science, name=name, by=actor(made, "administrator"))


def refused(act, *args, **values):
    with pytest.raises(NotAllowed) as caught:
        act(*args, **values)
    assert str(caught.value.citation) == "条例第45条"
    return caught.value.code


def test_a_case_is_passed_on_with_its_reason_and_its_last_day_stays(made):
    first, second = Office.objects.get(), office(made)
    case = apply(made)
    assert refused(services.transfer, case, office=second, reason="职责", on=DAY, by=actor(made)) == (
        "transfer-from-nowhere"
    )
    case = services.assign(case, office=first, handler=made.officers["handler"], by=actor(made, "head"))
    row = services.transfer(case, office=second, reason="由计划科保存", on=DAY, by=actor(made))
    after = Application.objects.get(pk=case.pk)
    assert (after.office, after.handler, after.due_on) == (second, None, case.due_on)
    assert (row.from_office, row.to_office, row.reason) == (first, second, "由计划科保存")
    assert refused(services.transfer, after, office=second, reason="再转", on=DAY, by=actor(made)) == (
        "transfer-to-itself"
    )
    assert "由计划科保存" not in repr(list(Entry.objects.values_list("after", "note")))


def test_an_office_of_another_agency_is_not_asked(made):
    case = apply(made)
    elsewhere = add_office(made.water, name="水政科", by=actor(made, "beside"))
    for act, more in ((services.ask_co_handling, {"matters": "意见"}), (services.transfer, {"reason": "职责"})):
        assert refused(act, case, office=elsewhere, on=DAY, by=actor(made), **more) == "office-elsewhere"
    assert refused(services.assign, case, office=elsewhere, handler=None, by=actor(made)) == "office-elsewhere"


def test_another_office_is_asked_and_answers_while_the_count_goes_on(made):
    case, asked_office = apply(made), office(made)
    asked = services.ask_co_handling(case, office=asked_office, matters="是否涉密", on=DAY, by=actor(made))
    again = {"office": asked_office, "matters": "再问", "on": DAY, "by": actor(made)}
    assert refused(services.ask_co_handling, case, **again) == "co-handling-asked-already"
    early = {"on": DAY - timedelta(1), "by": actor(made)}
    assert refused(services.answer_co_handling, asked, opinion="不涉密", **early) == "co-handling-before-sent"
    services.note_co_handling_received(asked, on=date(2026, 3, 5), by=actor(made))
    asked = services.answer_co_handling(asked, on=date(2026, 3, 9), opinion="不涉密", by=actor(made, "reviewer"))
    assert (asked.received_on, asked.answered_on, asked.officer) == (
        date(2026, 3, 5),
        date(2026, 3, 9),
        made.officers["reviewer"],
    )
    after = Application.objects.get(pk=case.pk)
    assert (after.state, after.due_on) == ("handling", case.due_on)
    again = refused(services.answer_co_handling, asked, on=date(2026, 3, 10), opinion="涉密", by=actor(made))
    assert again == "co-handling-answered-already"
    services.ask_co_handling(after, office=asked_office, matters="又有新材料", on=date(2026, 3, 10), by=actor(made))


def test_who_is_in_the_office_asked_finds_it_at_home_and_answers_at_the_desk(made):
    case, asked_office, other = apply(made), office(made), office(made, "法规科")
    services.ask_co_handling(case, office=asked_office, matters="是否涉密", on=DAY, by=actor(made))
    services.ask_co_handling(case, office=other, matters="依据", on=DAY, by=actor(made))
    today = localdate()
    assert not rules.may_co_handle(made.officers["administrator"], case, today)
    colleague, since = made.officers["administrator"], date(2019, 5, 15)
    appoint(colleague, made.science, "publisher", office=asked_office, from_on=since, by=SYSTEM)
    made.officers["administrator"] = Officer.objects.get(pk=colleague.pk)
    mine = {pile.standing: pile.take(10) for pile in dues(made.officers["administrator"], date(2026, 3, 10))}
    assert [due.what.split()[0] for due in mine[Standing.MINE]] == [case.number]
    client = Client()
    client.force_login(made.officers["administrator"])
    address = reverse("applications:act", args=[case.pk, "co-handling-answer"])
    choices = client.get(address).context["form"].fields["co_handling"].queryset
    assert [each.office for each in choices] == [asked_office]
    case.refresh_from_db()
    form = {"seen": case.version, "co_handling": choices[0].pk, "on": DAY, "opinion": "不涉密"}
    assert client.post(address, form).status_code == 302
    assert "不涉密" in client.get(reverse("applications:detail", args=[case.pk])).content.decode()
    assert client.get(address).status_code == 403
