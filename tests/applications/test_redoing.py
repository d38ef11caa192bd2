"""A case replied to anew, as was ordered: its own count, its link to what it overturns, and its place in no figure."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.casework import GRANTED, WANG, WANTED, actor, apply, refused, reply, set_word
from tests.county import county

from gongkai.applications import services
from gongkai.applications.models import Application
from gongkai.applications.notices.gathering import letter_of, offers
from gongkai.applications.selectors import nth_in_month_of, related_to
from gongkai.applications.services import NewPart
from gongkai.applications.table_three import Figure, Span, cases, count
from gongkai.applications.timing import clock_of
from gongkai.journal.verifying import differences
from gongkai.law.clock import Party

SERVED = date(2026, 6, 1)
ORDER = {
    "source": "judgment", "organ": "桓台县人民法院", "number": "（2026）鲁0321行初1号", "served_on": SERVED,
}  # fmt: skip
REFUSED = NewPart("名单", "UNABLE_2", reason="没有现成信息")


@pytest.fixture
def made(db):
    made = county("administrator", "head", "handler", "reviewer", "secrecy_reviewer", "legal_reviewer")
    set_word(made)
    yield made
    assert list(differences()) == []
    for case in Application.objects.all():
        clock = clock_of(case)
        assert (case.state, case.due_on, case.closed_on) == (clock.state.value, clock.due, clock.closed_on)


def figures(made):
    return count([made.science.pk], Span.of_year(2026))


def test_a_reply_that_was_overturned_is_given_anew_in_a_case_of_its_own_that_no_figure_counts(made):
    case = reply(made, apply(made), REFUSED, on=date(2026, 3, 11))
    before = figures(made)
    again = services.redo(case, **ORDER, by=actor(made))
    assert (again.number, again.due_on, again.state) == ("2026-00001-R1", date(2026, 6, 30), "handling")
    assert (again.description, again.applicants.get().name, again.kind) == (WANTED, WANG.name, "NATURAL")
    case = Application.objects.get(pk=case.pk)
    assert (case.stage, case.outcome) == ("closed", "UNABLE_2")
    assert [(str(each.words), each.application) for each in related_to(case)] == [("责令重新答复", again)]
    assert [(str(each.words), each.application) for each in related_to(again)] == [("重新答复的原申请", case)]
    for act, values in (
        (services.ask_supplement, {}),
        (services.propose_extension, {"days": 10, "reason": "量大"}),
    ):
        assert refused(act, again, on=date(2026, 6, 2), by=actor(made), **values) == "ordered-period-fixed"
    again = reply(made, again, GRANTED, on=date(2026, 6, 10))
    assert (again.outcome, again.late) == ("GRANT", False)
    assert figures(made) == before
    for figure in Figure:
        assert again not in cases([made.science.pk], Span.of_year(2026), figure)


def test_a_reply_given_anew_may_rest_on_the_supplement_there_was(made):
    case = services.ask_supplement(apply(made), on=date(2026, 3, 4), matters="写明年份", by=actor(made))
    case = services.take_supplement(case, on=date(2026, 3, 6), by=actor(made))
    unclear = NewPart("名单", "UNABLE_3", reason="仍不明确")
    again = services.redo(reply(made, case, unclear, on=date(2026, 3, 11)), **ORDER, by=actor(made))
    assert reply(made, again, unclear, on=date(2026, 6, 10)).outcome == "UNABLE_3"


def test_who_was_asked_before_is_not_asked_again(made):
    case = apply(made)
    asked = services.consult(
        case, party=Party.THIRD_PARTY, whom="某公司", scope="合同", on=date(2026, 3, 4), by=actor(made)
    )
    objects = {"opinion": "objects", "reasons_hold": True}
    services.end_consultation(asked, on=date(2026, 3, 6), by=actor(made), **objects)
    again = services.redo(reply(made, case, REFUSED, on=date(2026, 3, 11)), **ORDER, by=actor(made))
    withheld = NewPart("合同", "DENY_4", reason="商业秘密")
    assert reply(made, again, withheld, on=date(2026, 6, 10)).outcome == "DENY_4"


def test_what_is_replied_to_anew_is_no_further_application_of_its_applicant(made):
    services.redo(reply(made, apply(made), REFUSED, on=date(2026, 3, 11)), **ORDER, by=actor(made))
    later = apply(made, on=date(2026, 6, 2))
    assert nth_in_month_of(later) == 1
    services.ask_reasons(later, on=date(2026, 6, 3), matters="件数", until=date(2026, 6, 12), by=actor(made))
    letter, _readings = letter_of(later, next(each for each in offers(later) if each.key == "reasons"))
    assert "提出政府信息公开申请2件" in "".join(map(str, letter.paragraphs))


def test_the_day_that_an_order_names_is_the_last_one(made):
    case = reply(made, apply(made), REFUSED, on=date(2026, 3, 11))
    again = services.redo(case, **ORDER, until=date(2026, 6, 15), by=actor(made))
    assert again.due_on == date(2026, 6, 15)
    assert reply(made, again, GRANTED, on=date(2026, 6, 16)).late


def test_what_was_given_anew_can_be_overturned_again_but_one_at_a_time(made):
    case = reply(made, apply(made), REFUSED, on=date(2026, 3, 11))
    assert refused(services.redo, case, **{**ORDER, "served_on": date(2026, 3, 10)}, by=actor(made)) == (
        "redo-before-reply"
    )
    first = services.redo(case, **ORDER, by=actor(made))
    assert refused(services.redo, Application.objects.get(pk=case.pk), **ORDER, by=actor(made)) == "redo-under-way"
    first = reply(made, first, REFUSED, on=date(2026, 6, 10))
    second = services.redo(first, **{**ORDER, "served_on": date(2026, 9, 1)}, by=actor(made))
    assert (second.number, second.redo_of) == ("2026-00001-R2", case)


def test_what_is_under_way_or_was_taken_back_is_not_given_anew(made):
    case = apply(made)
    assert refused(services.redo, case, **ORDER, by=actor(made)) == "not-in-this-stage"
    case = services.withdraw(case, on=date(2026, 3, 4), by=actor(made))
    assert refused(services.redo, case, **ORDER, by=actor(made)) == "redo-of-withdrawn"


def test_an_order_is_registered_at_the_desk_and_its_letters_speak_of_the_application(made):
    case, client = reply(made, apply(made), REFUSED, on=date(2026, 3, 11)), Client()
    client.force_login(made.officers["handler"])
    form = {"seen": case.version, **ORDER, "until": ""}
    assert client.post(reverse("applications:act", args=[case.pk, "redo"]), form).status_code == 302
    again = Application.objects.get(redo_of=case)
    page = client.get(reverse("applications:detail", args=[again.pk])).content.decode()
    assert ORDER["number"] in page
    assert offers(again) == []
    reply(made, again, GRANTED, on=date(2026, 6, 10))
    letter, _readings = letter_of(again, next(each for each in offers(again) if each.key == "reply"))
    text = "".join(paragraph.text if hasattr(paragraph, "text") else str(paragraph) for paragraph in letter.paragraphs)
    assert "2026年3月2日" in text
