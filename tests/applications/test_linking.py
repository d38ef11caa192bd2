"""Cases that belong together: how they are counted, what their last days are, and that each leads to the other."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.casework import COMPANY, GRANTED, WANG, actor, apply, refused, reply, set_word
from tests.county import county

from gongkai.applications import services
from gongkai.applications.models import Applicant, Application, Part
from gongkai.applications.selectors import related_to
from gongkai.applications.table_three import Span, count
from gongkai.applications.timing import clock_of
from gongkai.journal.verifying import differences
from gongkai.law.channels import Channel
from gongkai.law.clock import Party

DAY = date(2026, 3, 4)


@pytest.fixture
def made(db):
    made = county("administrator", "head", "handler", "reviewer", "secrecy_reviewer", "legal_reviewer")
    set_word(made)
    yield made
    assert list(differences()) == []
    for case in Application.objects.all():
        clock = clock_of(case)
        assert (case.state, case.due_on, case.closed_on) == (clock.state.value, clock.due, clock.closed_on)


def links(case):
    return {(str(each.words), each.application.number) for each in related_to(Application.objects.get(pk=case.pk))}


def counted(made, year=2026):
    """Give new, carried in, done, carried forward."""
    counts = count([made.science.pk], Span.of_year(year))
    figures = (counts.new, counts.carried_in, counts.done, counts.carried_forward)
    numbers = tuple(sum(each.values()) for each in figures)
    assert numbers[0] + numbers[1] == numbers[2] + numbers[3]
    return numbers


def test_each_piece_of_a_divided_application_has_its_number_its_applicants_and_the_days_of_the_whole(made):
    case = apply(made, channel=Channel.INTERNET, applicants=[COMPANY, WANG], description="甲乙丙")
    case = services.confirm(case, on=date(2026, 3, 3), by=actor(made))
    services.ask_supplement(case, on=DAY, matters="写明年度", by=actor(made))
    case = services.take_supplement(case, on=date(2026, 3, 9), by=actor(made))
    case = services.split(case, contents=["甲", "乙", "丙"], on=date(2026, 3, 10), by=actor(made))
    all_of_them = list(Application.objects.order_by("number"))
    assert [(each.number, each.description) for each in all_of_them] == [
        ("2026-00001", "甲"), ("2026-00002", "乙"), ("2026-00003", "丙"),
    ]  # fmt: skip
    assert {(each.received_on, each.due_on, each.kind) for each in all_of_them} == {
        (date(2026, 3, 3), case.due_on, "COMMERCIAL")
    }
    assert len({each.code for each in all_of_them}) == 3
    for each in all_of_them:
        people = Applicant.objects.filter(application=each)
        assert [person.name for person in people] == [COMPANY.name, WANG.name]
        assert [event.said for event in each.events.all()] == ["", "", "写明年度", ""]
    assert links(case) == {("拆分出", "2026-00002"), ("拆分出", "2026-00003")}
    assert links(all_of_them[1]) == {("拆分自", "2026-00001"), ("同一申请拆分出", "2026-00003")}
    reply(made, all_of_them[1], on=date(2026, 3, 12))
    assert counted(made) == (3, 0, 1, 2)


def test_an_application_is_not_divided_into_one_nor_after_others_were_asked_nor_after_its_year(made):
    case = apply(made, on=date(2025, 12, 30), description="甲乙")
    values = {"contents": ["甲", "乙"], "by": actor(made)}
    assert refused(services.split, case, **values, on=date(2026, 1, 5)) == "split-after-the-year"
    assert counted(made, 2025) == (1, 0, 0, 1)
    assert refused(services.split, case, **{**values, "contents": ["甲", " "]}, on=date(2025, 12, 31)) == (
        "pieces-missing"
    )
    services.consult(case, party=Party.THIRD_PARTY, whom="某", scope="某", on=date(2025, 12, 30), by=actor(made))
    assert refused(services.split, case, **values, on=date(2025, 12, 31)) == "split-too-late"
    assert Application.objects.count() == 1


def test_what_was_not_confirmed_yet_was_carried_forward_from_no_year(made):
    case = apply(made, on=date(2025, 12, 31), channel=Channel.INTERNET, description="甲乙")
    services.split(case, contents=["甲", "乙"], on=date(2026, 1, 4), by=actor(made))
    for each in Application.objects.all():
        services.confirm(each, on=date(2026, 1, 5), by=actor(made))
    assert (counted(made, 2025), counted(made)) == ((0, 0, 0, 0), (2, 0, 0, 2))


def test_cases_dealt_with_together_are_each_replied_to_and_counted(made):
    lead, other = apply(made), apply(made, on=DAY, applicants=[COMPANY])
    other = services.merge(other, lead=lead, by=actor(made))
    assert links(lead) == {("并入本案", other.number)}
    assert links(other) == {("主案", lead.number)}
    assert (lead.due_on, other.due_on) == (date(2026, 3, 30), date(2026, 4, 1))
    assert refused(services.draft_like_lead, other, by=actor(made)) == "lead-has-no-reply"
    services.draft(lead, parts=[GRANTED], facts="经查", by=actor(made))
    copied = services.draft_like_lead(other, by=actor(made))
    assert (copied.facts, [part.content for part in Part.objects.filter(reply=copied)]) == ("经查", ["立项名单"])
    reply(made, lead, on=date(2026, 3, 11))
    assert counted(made) == (2, 0, 1, 1)
    reply(made, Application.objects.get(pk=other.pk), on=date(2026, 3, 12))
    assert counted(made) == (2, 0, 2, 0)


def test_a_case_leads_or_follows_and_can_be_separated_again(made):
    first, second, third = apply(made), apply(made), apply(made)
    assert refused(services.merge, first, lead=first, by=actor(made)) == "merged-with-itself"
    second = services.merge(second, lead=first, by=actor(made))
    assert refused(services.merge, third, lead=second, by=actor(made)) == "merged-already"
    assert refused(services.merge, Application.objects.get(pk=first.pk), lead=third, by=actor(made)) == (
        "merged-already"
    )
    second = services.separate(second, by=actor(made))
    assert refused(services.separate, second, by=actor(made)) == "not-merged"
    assert links(first) == set()
    reply(made, first, on=DAY)
    assert refused(services.merge, third, lead=first, by=actor(made)) == "lead-is-done"


def test_cases_are_divided_and_put_together_at_the_desk(made):
    case, client = apply(made, description="甲和乙"), Client()
    client.force_login(made.officers["handler"])
    divided = {"seen": case.version, "on": DAY, "contents": "甲\r\n细目\r\n\r\n乙"}
    assert client.post(reverse("applications:act", args=[case.pk, "split"]), divided).status_code == 302
    first, second = Application.objects.order_by("pk")
    assert (first.description, second.description) == ("甲\r\n细目", "乙")
    address = reverse("applications:act", args=[second.pk, "merge"])
    assert client.post(address, {"seen": second.version, "lead": "2026-99999"}).status_code == 422
    assert client.post(address, {"seen": second.version, "lead": first.number}).status_code == 302
    assert first.number in client.get(reverse("applications:detail", args=[second.pk])).content.decode()
