from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from tests.casework import COMPANY, GRANTED, PASSING, WANG, actor, apply, approve, refused, reply, set_word, weigh
from tests.county import county

from gongkai.applications import services
from gongkai.applications.models import Application, CaseEvent, Charge, Consultation, Review, Series
from gongkai.applications.services import NewPart
from gongkai.applications.timing import clock_of
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences
from gongkai.law.channels import Channel
from gongkai.law.clock import Party
from gongkai.law.delivery import Manner
from gongkai.law.errors import NotAllowed
from gongkai.law.fees import Standard

# 2026-03-02: supplement until 03-11, reply until 03-30.


@pytest.fixture
def made(db):
    made = county()
    set_word(made)
    yield made
    assert list(differences()) == []
    for application in Application.objects.all():
        clock = clock_of(application)
        assert (application.state, application.due_on, application.closed_on) == (
            clock.state.value,
            clock.due,
            clock.closed_on,
        )


def test_what_is_handed_in_counts_from_that_day(made):
    application = apply(made)
    assert (application.received_on, application.due_on, application.state) == (
        date(2026, 3, 2),
        date(2026, 3, 30),
        "handling",
    )


def test_what_comes_by_the_internet_counts_from_the_confirmation(made):
    application = apply(made, channel=Channel.INTERNET)
    assert (application.received_on, application.due_on) == (None, None)
    application = services.confirm(application, on=date(2026, 3, 4), by=actor(made))
    assert (application.received_on, application.due_on) == (date(2026, 3, 4), date(2026, 4, 1))


def test_numbers_follow_one_another_also_after_a_refusal(made):
    assert apply(made).number == "2026-00001"
    refused(apply, made, applicants=[])
    with pytest.raises(ValidationError):
        apply(made, applicants=[WANG._replace(identity="110105194912310020")])
    assert apply(made).number == "2026-00002"


def test_the_same_form_sent_twice_makes_one_application(made):
    key = uuid4()
    assert apply(made, sent_key=key) == apply(made, sent_key=key)
    assert (Application.objects.count(), Series.objects.get(use="application").last) == (1, 1)


def test_an_application_needs_somebody_who_can_be_reached(made):
    assert refused(apply, made, applicants=[WANG._replace(phone="", address="")]) == "contact-missing"


def test_a_description_is_not_cut_off(made):
    assert refused(apply, made, description="字" * 20_001) == "description-too-long"
    assert len(apply(made, description="字" * 20_000).description) == 20_000


def test_what_applicants_say_is_kept_as_it_was_said(made):
    for text in ("<script>alert(1)</script>", "'; DROP TABLE x; --", "\u202e\u202d 😀", "=cmd|' /C calc'!A0"):
        assert Application.objects.get(pk=apply(made, description=text).pk).description == text


def test_a_joint_application_counts_once_for_who_leads_it(made):
    application = apply(made, applicants=[COMPANY, WANG])
    assert (application.kind, application.applicants.count()) == ("COMMERCIAL", 2)


def test_personal_data_stand_in_no_column_and_no_entry(made):
    apply(made)
    from django.db import connection

    with connection.cursor() as cursor:
        for table in ("applications_application", "applications_applicant", "journal_entry"):
            cursor.execute(f"SELECT * FROM {table}")
            written = repr(cursor.fetchall())
            for said in ("王小明", "11010519491231002", "13812345678", "立项名单"):
                assert said not in written


def test_a_supplement_restarts_the_count(made):
    application = apply(made)
    application = services.ask_supplement(application, on=date(2026, 3, 11), by=actor(made))
    assert (application.state, application.running) == ("awaiting_supplement", False)
    application = services.take_supplement(application, on=date(2026, 3, 16), by=actor(made))
    assert application.due_on == date(2026, 4, 14)


def test_a_supplement_is_taken_while_a_draft_is_under_review_and_sends_it_back(made):
    application = apply(made)
    services.ask_supplement(application, on=date(2026, 3, 4), by=actor(made))
    services.draft(application, parts=[GRANTED], by=actor(made))
    services.submit(application, by=actor(made))
    application = services.take_supplement(application, on=date(2026, 3, 16), by=actor(made))
    assert (application.stage, application.due_on) == ("open", date(2026, 4, 14))


def test_a_supplement_is_taken_until_the_reply_is_served(made):
    application = apply(made)
    services.ask_supplement(application, on=date(2026, 3, 4), by=actor(made))
    application = approve(made, application, GRANTED)
    services.decide(application, on=date(2026, 3, 13), by=actor(made, "head"))
    application = services.take_supplement(application, on=date(2026, 3, 16), by=actor(made))
    assert (application.stage, application.due_on) == ("decided", date(2026, 4, 14))


def test_a_payment_is_taken_while_a_draft_is_under_review(made):
    application = apply(made)
    services.notice_fee(application, standard=Standard.BY_PIECE, quantity=35, on=date(2026, 3, 10), by=actor(made))
    services.draft(application, parts=[GRANTED], by=actor(made))
    services.submit(application, by=actor(made))
    services.pay_fee(application, on=date(2026, 3, 20), receipt="37-0001", by=actor(made))
    application.refresh_from_db()
    assert (application.stage, application.due_on) == ("reviewing", date(2026, 4, 20))


def test_a_supplement_is_asked_for_once_and_in_time(made):
    application = apply(made)
    assert (
        refused(services.ask_supplement, application, on=date(2026, 3, 12), by=actor(made)) == "supplement-asked-late"
    )
    services.ask_supplement(application, on=date(2026, 3, 11), by=actor(made))
    services.take_supplement(application, on=date(2026, 3, 12), by=actor(made))
    again = refused(services.ask_supplement, application, on=date(2026, 3, 13), by=actor(made))
    assert again == "supplement-asked-already"


def test_a_supplement_that_does_not_come_ends_the_case(made):
    application = apply(made)
    services.ask_supplement(application, on=date(2026, 3, 3), until=date(2026, 3, 20), by=actor(made))
    assert refused(services.lapse_supplement, application, on=date(2026, 3, 20), by=actor(made)) == (
        "supplement-period-not-over"
    )
    application = services.lapse_supplement(application, on=date(2026, 3, 23), by=actor(made))
    assert (application.stage, application.outcome, application.closed_on) == ("closed", "OTHER_1", date(2026, 3, 23))


def test_consultation_is_left_out_of_the_count(made):
    application = apply(made, on=date(2026, 4, 1))
    asked = services.consult(
        application, party=Party.THIRD_PARTY, whom="某公司", scope="合同", on=date(2026, 4, 8), by=actor(made)
    )
    assert Application.objects.get(pk=application.pk).state == "consulting"
    services.note_notified(asked, on=date(2026, 4, 9), by=actor(made))
    asked = Consultation.objects.get(pk=asked.pk)
    assert asked.due_on == date(2026, 4, 30)
    services.end_consultation(asked, on=date(2026, 4, 20), opinion="objects", by=actor(made))
    assert Application.objects.get(pk=application.pk).due_on == date(2026, 5, 15)


def test_silence_counts_only_when_its_time_is_over(made):
    application = apply(made, on=date(2026, 4, 1))
    asked = services.consult(
        application, party=Party.CO_AUTHOR, whom="县水利局", scope="会议纪要", on=date(2026, 4, 8), by=actor(made)
    )
    early = refused(services.end_consultation, asked, on=date(2026, 4, 20), opinion="silent", by=actor(made))
    assert early == "notified-missing"
    asked = services.note_notified(asked, on=date(2026, 4, 9), by=actor(made))
    assert refused(services.end_consultation, asked, on=date(2026, 4, 30), opinion="silent", by=actor(made)) == (
        "opinion-period-not-over"
    )
    asked = services.end_consultation(asked, on=date(2026, 5, 6), opinion="silent", by=actor(made))
    assert asked.silence_is_consent


@pytest.mark.parametrize("opinion", ["silent", "objects"])
def test_what_is_left_out_ends_with_the_time_for_an_opinion_whenever_the_end_is_noted(made, opinion):
    application = apply(made, on=date(2026, 4, 1))
    asked = services.consult(
        application, party=Party.THIRD_PARTY, whom="某公司", scope="合同", on=date(2026, 4, 8), by=actor(made)
    )
    asked = services.note_notified(asked, on=date(2026, 4, 9), by=actor(made))
    services.end_consultation(asked, on=date(2026, 5, 29), opinion=opinion, by=actor(made))
    # 04-08 to 04-30 are 17 working days, left out of the twenty that begin on 04-02: 04-30 moves by 17.
    assert Application.objects.get(pk=application.pk).due_on == date(2026, 5, 27)


def test_a_day_on_which_a_letter_reached_nobody_yet_is_refused(made):
    asked = services.consult(
        apply(made), party=Party.CO_AUTHOR, whom="县水利局", scope="纪要", on=date(2026, 3, 4), by=actor(made)
    )
    assert refused(services.note_notified, asked, on=date(2099, 1, 4), by=actor(made)) == "day-ahead"
    with pytest.raises(NotAllowed) as caught:
        services.end_consultation(asked, on=date(2026, 3, 5), opinion="silent", by=actor(made))
    assert (caught.value.code, str(caught.value.citation)) == ("notified-missing", "条例第34条")


def test_an_extension_is_proposed_then_consented_to_once(made):
    application = apply(made)
    assert (
        refused(services.extend, application, on=date(2026, 3, 20), by=actor(made, "head")) == "extension-not-proposed"
    )
    long = refused(
        services.propose_extension, application, days=21, reason="量大", on=date(2026, 3, 20), by=actor(made)
    )
    assert long == "extension-days"
    services.propose_extension(application, days=20, reason="需要查阅大量档案", on=date(2026, 3, 20), by=actor(made))
    application = services.extend(application, on=date(2026, 3, 23), by=actor(made, "head"))
    assert application.due_on == date(2026, 4, 28)
    again = refused(services.extend, application, on=date(2026, 3, 24), by=actor(made, "head"))
    assert again == "extension-used"


def test_an_extension_comes_too_late_after_the_last_day(made):
    application = apply(made)
    late = refused(services.propose_extension, application, days=5, reason="忙", on=date(2026, 3, 31), by=actor(made))
    assert late == "extension-after-due"


def test_delay_follows_reasons(made):
    application = apply(made)
    day = date(2026, 3, 20)
    assert (
        refused(services.set_delay, application, on=day, until=date(2026, 6, 1), by=actor(made)) == "reasons-not-asked"
    )
    services.ask_reasons(application, on=day, by=actor(made))
    without = refused(services.set_delay, application, on=day, until=date(2026, 6, 1), by=actor(made))
    assert without == "reasons-not-given"
    services.take_reasons(application, on=day, by=actor(made))
    application = services.set_delay(application, on=day, until=date(2026, 6, 1), by=actor(made))
    assert application.due_on == date(2026, 6, 1)


def test_a_fee_stops_the_count_until_it_is_paid(made):
    application = apply(made)
    charge = services.notice_fee(
        application, standard=Standard.BY_PIECE, quantity=35, on=date(2026, 3, 10), by=actor(made)
    )
    assert (charge.amount, charge.due_on) == (Decimal(200), date(2026, 4, 8))
    assert Application.objects.get(pk=application.pk).state == "awaiting_payment"
    services.pay_fee(application, on=date(2026, 3, 20), receipt="37-0001", by=actor(made))
    assert Application.objects.get(pk=application.pk).due_on == date(2026, 4, 20)
    services.refund_fee(application, on=date(2026, 4, 1), amount=Decimal(50), by=actor(made))
    assert Charge.objects.get().refunded == Decimal(50)
    with pytest.raises(ValidationError):
        services.refund_fee(application, on=date(2026, 4, 2), amount=Decimal(201), by=actor(made))


def test_no_fee_is_noticed_where_none_is_due(made):
    application = apply(made)
    nothing = refused(
        services.notice_fee, application, standard=Standard.BY_PAGE, quantity=30, on=date(2026, 3, 10), by=actor(made)
    )
    assert (nothing, Charge.objects.count()) == ("fee-nothing", 0)


def test_a_fee_not_paid_ends_the_case(made):
    application = apply(made)
    services.notice_fee(application, standard=Standard.BY_PAGE, quantity=250, on=date(2026, 3, 10), by=actor(made))
    assert refused(services.lapse_fee, application, on=date(2026, 4, 9), by=actor(made)) == "fee-receipt-missing"
    services.note_fee_notice_received(application, on=date(2026, 3, 10), by=actor(made))
    application = services.lapse_fee(application, on=date(2026, 4, 9), by=actor(made))
    assert (application.outcome, application.closed_on) == ("OTHER_2", date(2026, 4, 9))


def test_the_time_to_pay_runs_from_the_day_the_notice_was_received(made):
    application = apply(made)
    services.notice_fee(application, standard=Standard.BY_PIECE, quantity=35, on=date(2026, 3, 10), by=actor(made))
    pay = {"on": date(2026, 4, 13), "receipt": "37-0001", "by": actor(made)}
    assert refused(services.pay_fee, application, **pay) == "fee-receipt-missing"
    early = refused(services.note_fee_notice_received, application, on=date(2026, 3, 9), by=actor(made))
    assert early == "fee-notice-received-early"
    # Received on 03-16, to be paid by 04-14: 04-06 is a day off.
    charge = services.note_fee_notice_received(application, on=date(2026, 3, 16), by=actor(made))
    assert charge.due_on == date(2026, 4, 14)
    assert refused(services.lapse_fee, application, on=date(2026, 4, 14), by=actor(made)) == "fee-period-not-over"
    assert services.pay_fee(application, **pay).paid_on == date(2026, 4, 13)


def test_a_notice_is_not_received_before_it_is_given(made):
    application = apply(made)
    given = {"standard": Standard.BY_PIECE, "quantity": 35, "on": date(2026, 3, 10), "by": actor(made)}
    early = refused(services.notice_fee, application, notified_on=date(2026, 3, 9), **given)
    ahead = refused(services.notice_fee, application, notified_on=date(2099, 3, 9), **given)
    assert (early, ahead) == ("fee-notice-received-early", "day-ahead")


def test_a_reply_is_reviewed_in_turn_decided_and_served(made):
    application = apply(made)
    services.draft(application, parts=[GRANTED], by=actor(made))
    assert refused(services.decide, application, on=date(2026, 3, 20), by=actor(made)) == "not-in-this-stage"
    services.submit(application, by=actor(made))
    assert refused(services.pass_on, application, "office_head", by=actor(made, "head")) == "not-your-turn"
    for role, duty in PASSING:
        services.pass_on(application, duty, by=actor(made, role))
    reply_made = services.decide(application, on=date(2026, 3, 20), by=actor(made, "head"))
    assert reply_made.number == "桓科信公开〔2026〕1号"
    application = services.deliver(application, manner=Manner.DIRECT, sent_on=date(2026, 3, 25), by=actor(made))
    assert (application.stage, application.closed_on) == ("decided", None)
    application = services.deliver(
        application, manner=Manner.DIRECT, sent_on=date(2026, 3, 25), signed_on=date(2026, 3, 31), by=actor(made)
    )
    assert (application.closed_on, application.late, application.outcome) == (date(2026, 3, 31), True, "GRANT")
    application = services.archive(application, by=actor(made))
    assert refused(services.comment, application, text="晚了", by=actor(made)) == "not-in-this-stage"


def test_a_reply_is_not_made_before_what_it_answers(made):
    application = apply(made)
    services.ask_supplement(application, on=date(2026, 3, 4), by=actor(made))
    services.take_supplement(application, on=date(2026, 3, 16), by=actor(made))
    approve(made, application, GRANTED)
    early = refused(services.decide, application, on=date(2026, 3, 13), by=actor(made, "head"))
    assert (early, Series.objects.filter(use="letter").count()) == ("decided-too-early", 0)


def test_a_reply_served_online_says_where_reconsideration_is_sought_online(made):
    services.set_practice(made.science, {"reconsideration_online": ""}, by=actor(made, "administrator"))
    asked_online = approve(made, apply(made), GRANTED)
    deciding = {"on": date(2026, 3, 20), "by": actor(made, "head")}
    assert refused(services.decide, asked_online, **deciding) == "remedy-channel-missing"
    application = approve(made, apply(made, obtaining="post"), GRANTED)
    assert services.decide(application, **deciding).number == "桓科信公开〔2026〕1号"
    online = {"manner": Manner.ELECTRONIC, "arrived_on": date(2026, 3, 20), "by": actor(made)}
    assert refused(services.deliver, application, **online) == "remedy-channel-missing"
    values = {"reconsideration_online": "https://fy.example.gov.cn"}
    services.set_practice(made.science, values, by=actor(made, "administrator"))
    assert services.deliver(application, **online).closed_on == date(2026, 3, 20)


def test_which_day_counts_when_served_electronically_is_the_agencys_to_say(made):
    values = {"reconsideration_online": "https://fy.example.gov.cn", "electronic": "sent"}
    services.set_practice(made.science, values, by=actor(made, "administrator"))
    application = approve(made, apply(made), GRANTED)
    services.decide(application, on=date(2026, 3, 20), by=actor(made, "head"))
    application = services.deliver(
        application, manner=Manner.ELECTRONIC, sent_on=date(2026, 3, 30), arrived_on=date(2026, 3, 31), by=actor(made)
    )
    assert (application.closed_on, application.late) == (date(2026, 3, 30), False)


def test_a_delay_reaches_no_year_that_has_no_calendar(made):
    application = apply(made)
    services.take_reasons(application, on=date(2026, 3, 20), by=actor(made))
    far = refused(services.set_delay, application, on=date(2026, 3, 20), until=date(2050, 6, 1), by=actor(made))
    assert far == "until-too-late"


def test_a_reply_sent_back_is_reviewed_anew(made):
    application = apply(made)
    services.draft(application, parts=[GRANTED], by=actor(made))
    services.submit(application, by=actor(made))
    services.pass_on(application, "business_reviewer", by=actor(made, "reviewer"))
    silent = refused(
        services.send_back, application, "secrecy_reviewer", remarks=" ", by=actor(made, "secrecy_reviewer")
    )
    assert silent == "remarks-missing"
    services.send_back(application, "secrecy_reviewer", remarks="先定密", by=actor(made, "secrecy_reviewer"))
    services.draft(application, parts=[GRANTED._replace(told="自取")], by=actor(made))
    services.submit(application, by=actor(made))
    early = refused(services.pass_on, application, "secrecy_reviewer", by=actor(made, "secrecy_reviewer"))
    assert early == "not-your-turn"
    assert set(Review.objects.values_list("version", "passed")) == {(1, True), (1, False)}


@pytest.mark.parametrize(
    ("part", "code"),
    [
        (NewPart("信息", "UNABLE_1A", reason="没有"), "search-missing"),
        (NewPart("信息", "UNABLE_3", reason="不明"), "not-supplemented"),
        (NewPart("信息", "NOPROC_4", reason="过多"), "reasons-not-asked-for"),
        (NewPart("信息", "DENY_4", reason="商业秘密"), "third-party-not-consulted"),
        (NewPart("信息", "DENY_1"), "reason-missing"),
        (NewPart("信息", "GRANT_ALREADY"), "place-missing"),
        (NewPart("信息", "GRANT"), "provision-missing"),
        (NewPart("信息", "NOPROC_2", reason="重复"), "earlier-reply-missing"),
        (NewPart("信息", "NOPROC_3", reason="公报"), "way-missing"),
        (NewPart("信息", "DENY_8", reason="不动产登记资料"), "way-missing"),
        (NewPart("信息", "UNABLE_1B", reason="不属于本机关负责"), "responsible-agency-missing"),
        (NewPart("信息", "OTHER_1", reason="没有补正"), "lapse-by-reply"),
        (NewPart("信息", "OTHER_2", reason="没有缴费"), "lapse-by-reply"),
        (NewPart("信息", "OTHER_3"), "reason-missing"),
        (NewPart("信息", "PARTIAL", reason="部分"), "partial-without-parts"),
    ],
)
def test_an_outcome_has_its_requirements(made, part, code):
    application = apply(made)
    services.draft(application, parts=[part], by=actor(made))
    assert refused(services.submit, application, by=actor(made)) == code


@pytest.mark.parametrize(
    ("part", "citation"),
    [
        (NewPart("信息", "DENY_8", reason="不动产登记资料"), "条例第36条第7项"),
        (NewPart("信息", "NOPROC_3", reason="公报"), "条例第39条第2款"),
        (NewPart("信息", "UNABLE_1B", reason="不属于本机关"), "条例第36条第5项"),
        (NewPart("信息", "UNABLE_2"), "条例第38条"),
        (NewPart("信息", "DENY_1"), "条例第36条第3项"),
        (NewPart("信息", "OTHER_3"), "条例第36条"),
    ],
)
def test_a_requirement_cites_the_provision_of_its_outcome(made, part, citation):
    application = apply(made)
    services.draft(application, parts=[part], by=actor(made))
    with pytest.raises(NotAllowed) as caught:
        services.submit(application, by=actor(made))
    assert str(caught.value.citation) == citation


def test_the_channel_for_a_complaint_may_be_told_and_need_not(made):
    application = apply(made)
    services.draft(application, parts=[NewPart("信息", "NOPROC_1", reason="信访事项")], by=actor(made))
    assert services.submit(application, by=actor(made)).stage == "reviewing"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"obtaining": "reading"}, "form-reason-missing"),
        ({"means": "electronic"}, "form-reason-missing"),
        ({"obtaining": "reading", "form_reason": "孤本，复制会损坏"}, None),
        ({"obtaining": "post", "means": "paper"}, None),
        ({}, None),
    ],
)
def test_another_form_than_was_asked_for_needs_a_reason(made, given, code):
    application = apply(made, obtaining="post", means="paper")
    services.draft(application, parts=[GRANTED], by=actor(made), **given)
    if code:
        assert refused(services.submit, application, by=actor(made)) == code
    else:
        assert services.submit(application, by=actor(made)).stage == "reviewing"


def test_reasons_given_unasked_are_reasons(made):
    application = apply(made)
    services.take_reasons(application, on=date(2026, 3, 3), by=actor(made))
    services.draft(application, parts=[NewPart("信息", "NOPROC_4", reason="理由不合理")], by=actor(made))
    assert services.submit(application, by=actor(made)).stage == "reviewing"


def test_no_reply_before_receipt_is_confirmed(made):
    application = apply(made, channel=Channel.INTERNET)
    services.draft(application, parts=[GRANTED], by=actor(made))
    assert refused(services.submit, application, by=actor(made)) == "reply-before-confirmation"
    services.confirm(application, on=date(2026, 3, 4), by=actor(made))
    assert services.submit(application, by=actor(made)).stage == "reviewing"


DENIED = NewPart("合同", "DENY_4", reason="商业秘密")


@pytest.mark.parametrize(
    ("opinion", "parts", "code"),
    [
        ({"opinion": "agrees"}, [DENIED], "third-party-agrees"),
        ({"opinion": "agrees_in_part"}, [DENIED], None),
        ({"opinion": "objects", "reasons_hold": True}, [GRANTED], "third-party-objects"),
        ({"opinion": "objects", "reasons_hold": True}, [GRANTED, DENIED], None),
        ({"opinion": "objects", "reasons_hold": False}, [GRANTED], None),
        ({"opinion": "objects", "reasons_hold": True, "public_interest": "饮水安全"}, [GRANTED], None),
    ],
)
def test_what_a_third_party_says_binds_as_the_article_says(made, opinion, parts, code):
    application = apply(made)
    asked = services.consult(
        application, party=Party.THIRD_PARTY, whom="某公司", scope="合同", on=date(2026, 3, 4), by=actor(made)
    )
    services.end_consultation(asked, on=date(2026, 3, 6), by=actor(made), **opinion)
    weigh(made, application, *parts, on=date(2026, 3, 6))
    services.draft(application, parts=parts, by=actor(made))
    if code:
        assert refused(services.submit, application, by=actor(made)) == code
    else:
        assert services.submit(application, by=actor(made)).stage == "reviewing"


def test_a_third_party_is_told_that_all_was_disclosed_nonetheless(made):
    application = apply(made)
    asked = services.consult(
        application, party=Party.THIRD_PARTY, whom="某公司", scope="合同", on=date(2026, 3, 4), by=actor(made)
    )
    opinion = {"opinion": "objects", "reasons_hold": True, "public_interest": "饮水安全"}
    asked = services.end_consultation(asked, on=date(2026, 3, 6), by=actor(made), **opinion)
    early = refused(services.tell_third_party, asked, on=date(2026, 3, 9), by=actor(made))
    application = reply(made, application, on=date(2026, 3, 20))
    before = refused(services.tell_third_party, asked, on=date(2026, 3, 19), by=actor(made))
    assert (early, before) == ("not-in-this-stage", "told-before-decided")
    assert refused(services.archive, application, by=actor(made)) == "third-party-not-told"
    services.tell_third_party(asked, on=date(2026, 3, 20), by=actor(made))
    assert services.archive(application, by=actor(made)).stage == "archived"


def test_parts_granted_and_withheld_come_to_partial_disclosure(made):
    application = reply(
        made, apply(made), GRANTED, NewPart("评审专家名单", "DENY_6", reason="过程性信息"), on=date(2026, 3, 20)
    )
    assert application.outcome == "PARTIAL"


def test_no_reply_while_an_opinion_is_awaited(made):
    application = apply(made)
    services.consult(application, party=Party.THIRD_PARTY, whom="某", scope="合同", on=date(2026, 3, 4), by=actor(made))
    services.draft(application, parts=[GRANTED], by=actor(made))
    assert refused(services.submit, application, by=actor(made)) == "opinion-awaited"


def test_who_acts_on_what_another_has_changed_is_told(made):
    application = apply(made)
    seen = application.version
    services.ask_supplement(application, on=date(2026, 3, 4), by=actor(made), seen=seen)
    second = refused(services.withdraw, application, on=date(2026, 3, 5), by=actor(made, "head"), seen=seen)
    assert second == "changed-meanwhile"
    assert CaseEvent.objects.filter(application=application).count() == 2


def test_an_application_is_registered_with_few_questions(made, django_assert_max_num_queries):
    apply(made)
    with django_assert_max_num_queries(14):  # one of them by the test itself, for who acts; one for who is told
        apply(made)


def test_a_day_that_has_not_come_is_refused(made):
    assert refused(apply, made, on=date(2099, 1, 4)) == "day-ahead"
    assert (Application.objects.count(), Entry.objects.filter(act__startswith="application.").count()) == (0, 0)


def test_letters_need_the_word_they_are_numbered_under(made):
    services.set_practice(made.science, {"word": ""}, by=actor(made, "administrator"))
    application = approve(made, apply(made), GRANTED)
    assert refused(services.decide, application, on=date(2026, 3, 20), by=actor(made, "head")) == "word-missing"


def test_the_review_for_secrecy_cannot_be_left_out(made):
    with pytest.raises(ValidationError):
        services.set_practice(made.science, {"reviews": ["business_reviewer"]}, by=actor(made, "administrator"))
    services.set_practice(made.science, {"reviews": ["secrecy_reviewer"]}, by=actor(made, "administrator"))
    application = apply(made)
    services.draft(application, parts=[GRANTED], by=actor(made))
    services.submit(application, by=actor(made))
    services.pass_on(application, "secrecy_reviewer", by=actor(made, "secrecy_reviewer"))
    assert services.pass_on(application, "office_head", by=actor(made, "head")).stage == "approved"


def test_the_applicant_may_withdraw_until_the_reply_is_served(made):
    application = approve(made, apply(made), GRANTED)
    application = services.withdraw(application, on=date(2026, 3, 20), by=actor(made))
    assert (application.outcome, application.stage) == ("OTHER_3", "closed")
    assert refused(services.withdraw, application, on=date(2026, 3, 21), by=actor(made)) == "not-in-this-stage"


def test_what_was_asked_for_stands_once_it_is_decided(made):
    application = approve(made, apply(made), GRANTED)
    services.decide(application, on=date(2026, 3, 20), by=actor(made, "head"))
    assert refused(services.correct, application, {"description": "别的"}, by=actor(made)) == "not-in-this-stage"
