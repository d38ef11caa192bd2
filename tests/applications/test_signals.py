"""What is pointed out to officers, with its evidence: it refuses nothing, and shows nothing of a sister bureau."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.casework import COMPANY, GRANTED, WANG, WANTED, actor, apply, reply, set_word
from tests.county import county

from gongkai.applications import services, signals
from gongkai.applications.models import Application
from gongkai.applications.services import NewPart
from gongkai.applications.signals import signals_of, similar_to
from gongkai.journal.verifying import differences
from gongkai.law.channels import Channel
from gongkai.law.delivery import Manner

LI = WANG._replace(name="李小红", identity="示例证件1", identity_kind="other")


@pytest.fixture
def made(db):
    made = county("administrator", "head", "handler", "reviewer", "secrecy_reviewer", "legal_reviewer", "beside")
    set_word(made)
    yield made
    assert list(differences()) == []


def of(case, code):
    found = [each for each in signals_of(Application.objects.get(pk=case.pk)) if each.code == code]
    return found[0] if found else None


def elsewhere(made, applicant):
    """Register the same with the bureau of water."""
    return services.register(
        made.water, channel=Channel.COUNTER, arrived_on=date(2026, 3, 2), applicants=[applicant], description=WANTED,
        by=actor(made, "beside"),
    )  # fmt: skip


def test_only_an_earlier_application_of_the_same_people_that_was_replied_to_is_repeated(made):
    first = apply(made)
    second = apply(made, on=date(2026, 3, 3), description=f"申请公开{WANTED}。")
    apply(made, on=date(2026, 3, 3), applicants=[LI])
    assert of(second, "repeated") is None
    reply(made, first, on=date(2026, 3, 20))
    found = of(second, "repeated")
    assert (found.cases, found.citation) == ([first], "条例第36条第6项")
    assert of(first, "repeated") is None
    other_year = apply(made, on=date(2026, 4, 1), description=WANTED.replace("2025", "2024"))
    assert of(other_year, "repeated") is None
    again = reply(made, second, NewPart("名单", "NOPROC_2", reason="重复", told="前一次答复"), on=date(2026, 3, 23))
    assert signals_of(again) == []


def test_many_within_a_month_are_counted_by_the_number_that_the_agency_says(made):
    services.set_practice(made.science, {"many_in_a_month": 3}, by=actor(made, "administrator"))
    apply(made, on=date(2026, 2, 2), description="一")
    apply(made, on=date(2026, 3, 1), description="二")
    elsewhere(made, WANG)
    third = apply(made, on=date(2026, 3, 9), description="三")
    assert of(third, "many") is None
    fourth = apply(made, on=date(2026, 3, 10), description="四")
    found = of(fourth, "many")
    assert (found.number, len(found.cases), found.citation) == (3, 2, "条例第35条")


@pytest.mark.parametrize(
    ("description", "code", "words"),
    [
        ("举报某公司违法行为，要求查处", "petition", ["举报", "查处", "违法行为"]),
        ("2020年统计年鉴", "publication", ["年鉴"]),
        ("2020年政府公报", "publication", ["政府公报"]),
    ],
)
def test_words_of_complaint_and_of_publications_are_pointed_to(made, description, code, words):
    case = apply(made, description=description)
    assert of(case, code).found == words
    assert of(apply(made), code) is None


def test_what_several_people_want_may_be_published_but_not_what_all_were_refused(made):
    services.set_practice(made.science, {"many_for_the_same": 3}, by=actor(made, "administrator"))
    first = apply(made)
    apply(made, on=date(2026, 3, 3))  # the same person again
    elsewhere(made, COMPANY)
    second = apply(made, on=date(2026, 3, 4), applicants=[LI])
    assert of(second, "wanted-by-many") is None
    third = apply(made, on=date(2026, 3, 5), applicants=[COMPANY])
    found = of(third, "wanted-by-many")
    assert (found.number, len(found.cases)) == (3, 3)
    reply(made, first, NewPart("名单", "UNABLE_2", reason="没有现成信息"), on=date(2026, 3, 6))
    assert of(third, "wanted-by-many") is None
    reply(made, second, GRANTED, on=date(2026, 3, 9))
    assert of(third, "wanted-by-many") is not None


def test_earlier_replies_to_the_like_are_at_hand_the_likest_first_and_none_of_another_agency(made):
    last_year = apply(made, description=WANTED.replace("2025", "2024"), applicants=[LI])
    same = apply(made, applicants=[COMPANY])
    unlike = apply(made, description="示例河道采砂许可")
    for case in (last_year, same, unlike):
        reply(made, case, GRANTED, on=date(2026, 3, 6))
    elsewhere(made, LI)
    apply(made, applicants=[LI])  # under way
    case = apply(made, on=date(2026, 3, 9))
    assert {each.application for each in similar_to(case)} == {same, last_year}
    client = Client()
    client.force_login(made.officers["handler"])
    page = client.get(reverse("applications:draft", args=[case.pk])).content.decode()
    assert reverse("applications:detail", args=[same.pk]) in page
    assert "李小红" not in page


def test_more_time_is_pointed_to_until_the_applicant_was_told_of_it(made):
    """容易写错之11：延长要经负责人同意，并在到期前告知。"""
    case, on = apply(made), date(2026, 3, 20)
    assert of(case, "extension-untold") is None
    case = services.propose_extension(case, days=5, reason="材料较多", on=on, by=actor(made))
    case = services.extend(case, on=on, by=actor(made, "head"))
    assert of(case, "extension-untold").citation == "条例第33条第2款"
    letter = services.issue(case, letter="extension", by=actor(made))
    case.refresh_from_db()
    services.send_letter(case, issued=letter, manner=Manner.DIRECT, sent_on=letter.on, by=actor(made))
    assert of(case, "extension-untold") is not None  # handed over, and not signed for yet
    case.refresh_from_db()
    services.send_letter(case, issued=letter, manner=Manner.DIRECT, signed_on=letter.on, by=actor(made))
    assert of(case, "extension-untold") is None


def test_no_more_than_a_bound_is_opened(made, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(signals, "MOST", 2)
    for _ in range(4):
        apply(made, applicants=[LI])
    case = apply(made, on=date(2026, 3, 3))
    opened = []
    monkeypatch.setattr(signals, "words_of", lambda text, names: opened.append(text) or signals_words(text, names))
    with django_assert_max_num_queries(8):
        signals_of(case)
    assert len(opened) == 3


signals_words = signals.words_of


def test_a_signal_stands_on_the_case_with_its_evidence_and_refuses_nothing(made):
    case, client = apply(made, description="举报某公司"), Client()
    client.force_login(made.officers["handler"])
    page = client.get(reverse("applications:detail", args=[case.pk])).content.decode()
    assert "条例第39条第1款" in page
    assert "用语：举报" in page
    assert reply(made, case, GRANTED, on=date(2026, 3, 6)).outcome == "GRANT"
