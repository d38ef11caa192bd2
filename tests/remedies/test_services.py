"""What is done with challenges: what the law allows is done and kept, what it does not is refused with its article."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.timezone import localdate
from tests.casework import GRANTED, actor, apply, refused, reply, set_word
from tests.county import SINCE, County, county
from tests.publishing import begin, publish
from tests.remedies.challenging import (
    CLAIMS,
    COPY,
    DENIED,
    REPLIED,
    WANG,
    answer,
    challenge,
    decide,
    note,
    replied,
)

from gongkai.agencies.models import Duty, Officer, Post
from gongkai.applications.models import Interpretation, Issued
from gongkai.applications.models.interpretation import begun
from gongkai.applications.services import NewPart, assign, consult, end_consultation, set_practice
from gongkai.journal.actor import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences
from gongkai.law.challenges import Ending, Event, Kind, Procedure, Side, article_of, kinds_in
from gongkai.law.citation import cite
from gongkai.law.clock import Party as Asked
from gongkai.law.errors import NotAllowed
from gongkai.remedies import forums, rules, services
from gongkai.remedies.acts import ACT_OF
from gongkai.remedies.bringing import Brought, brought_by
from gongkai.remedies.bundle.making import draw_up
from gongkai.remedies.models import Advice, Before, Challenge, ChallengeEvent, Matter, Party, Role
from gongkai.remedies.services import NewParty
from gongkai.remedies.timing import standing_of

pytestmark = pytest.mark.django_db
OPENING = Event(Kind.COPY_RECEIVED, COPY)


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    return county(
        "supervisor", "handler", "head", "leader", "administrator", "reviewer", "secrecy_reviewer", "legal_reviewer",
        "publisher", "beside",
    )  # fmt: skip


def test_a_challenge_has_its_number_its_forum_and_its_last_day_from_the_first_day(made: County) -> None:
    application = replied(made, DENIED)
    first, second = challenge(made, application), challenge(made)
    assert (first.number, second.number) == ("2026-J0001", "2026-J0002")
    assert (first.forum, first.forum_agency) == ("桓台县人民政府", made.government)
    assert (first.ground, first.grounds, first.acted_on) == ("DENY_6", ["DENY_6"], REPLIED)
    assert (first.state, first.duty, first.due_on) == ("under_review", "answer", date(2026, 4, 9))
    assert first.noticed_on == COPY
    assert first.column == ""


def test_a_named_procedure_gives_its_own_time_to_answer(made: County) -> None:
    assert challenge(made, opening=OPENING._replace(simple=False)).due_on == date(2026, 4, 16)
    held = challenge(made)
    assert note(made, held, Kind.PROCEDURE_SET, date(2026, 4, 2), simple=False).due_on == date(2026, 4, 16)
    suit = challenge(made, procedure="suit", forum="桓台县人民法院")
    assert suit.due_on == date(2026, 4, 16)
    complaint = challenge(made, procedure="complaint")
    assert (complaint.forum, complaint.due_on, complaint.is_counted) == ("桓台县人民政府", None, False)


def test_what_is_challenged_must_be_said_and_be_the_agencys_own(made: County) -> None:
    application = replied(made)
    assert refused(challenge, made, parties=[]) == "party-missing"
    assert refused(challenge, made, parties=[NewParty(" ")]) == "party-missing"
    for matter in Matter:
        assert refused(challenge, made, matter=matter, omission="") == "matter-missing"
    given = {"procedure": "reconsideration", "opening": OPENING, "parties": [WANG], "by": actor(made)}
    of_another = {**given, "matter": Matter.REPLY, "application": application}
    assert refused(services.register, made.water, **of_another) == "matter-of-another"
    silent = {**given, "matter": Matter.SILENCE, "omission": "逾期未答复的申请"}
    assert refused(services.register, made.science, **silent) == "acted-on-missing"
    assert refused(challenge, made, procedure="suit") == "forum-missing"
    item = publish(made, begin(made))
    held = challenge(made, matter=Matter.PUBLISHED, item=item, omission="", acted_on=None)
    assert (held.item, held.acted_on) == (item, item.shown_on)


def test_a_suit_after_reconsideration_goes_by_its_result(made: County) -> None:
    set_practice(made.science, {"court": "桓台县人民法院"}, by=actor(made, "administrator"))
    application = replied(made, DENIED)
    direct = challenge(made, application, procedure="suit")
    assert (direct.forum, direct.before) == ("桓台县人民法院", Before.NONE)
    assert forums.skipped_reconsideration(direct)
    first = challenge(made, application)
    assert refused(challenge, made, application, procedure="suit", after=first) == "reconsideration-under-way"
    first = decide(made, first, "RECON_MAINTAINED", date(2026, 5, 8))
    assert refused(challenge, made, procedure="suit", after=first) == "reconsideration-of-another"
    suit = challenge(made, application, procedure="suit", on=date(2026, 5, 29), after=first)
    assert suit.before == Before.UPHELD
    assert not forums.skipped_reconsideration(suit)
    assert forums.defendants_of(suit) == ("桓台县科技局", "桓台县人民政府")
    assert forums.defendants_of(direct) == ("桓台县科技局",)
    assert refused(challenge, made, before=Before.UPHELD) == "joint-without-suit"
    joint = {"matter": Matter.REPLY, "application": application, "role": Role.JOINT, "parties": [WANG]}
    joint |= {"procedure": "suit", "opening": OPENING, "by": actor(made, "supervisor")}
    assert refused(services.register, made.government, forum="法院", **joint) == "joint-without-upholding"
    at_forum = services.register(made.government, forum="法院", before=Before.UPHELD, **joint)
    assert not at_forum.is_counted
    assert suit.is_counted


@pytest.mark.parametrize(
    ("codes", "required"),
    [
        (["DENY_6"], True),
        (["GRANT", "DENY_6"], True),
        (["GRANT", "UNABLE_1B"], False),
        (["UNABLE_1B", "DENY_6"], True),
        (["UNABLE_1B", "UNABLE_2"], False),
        (["DENY_8"], False),
    ],
)
def test_whether_reconsideration_comes_first_goes_by_every_part_of_the_reply(
    made: County, codes: list[str], required: bool
) -> None:
    parts = [GRANTED if code == "GRANT" else NewPart(f"第{code}部分", code, "理由", "请向某机关") for code in codes]
    suit = challenge(made, replied(made, *parts), procedure="suit", forum="法院", parties=[NewParty("李四")])
    found = forums.prerequisite_of(suit)
    assert found is not None
    assert found.required is required
    skipped = forums.skipped_reconsideration(suit)
    assert bool(skipped) is required
    assert skipped is None or ("第三方" in str(skipped.message)) == ("GRANT" in codes)


def test_what_the_reply_told_of_reconsideration_is_what_the_desk_tells_of_it(made: County) -> None:
    """It is read as on the day that the application arrived, whatever has been decided since for others."""
    application = replied(made, GRANTED, DENIED)
    Interpretation.objects.create(
        rule="partial_follows_its_grounds", value=False, from_on=date(2026, 3, 10), basis="某文件"
    )
    begun.cache_clear()
    try:
        told = "\n".join(Issued.objects.get(application=application, key="reply").content["paragraphs"])
        found = forums.prerequisite_of(challenge(made, application))
    finally:
        begun.cache_clear()
    assert "应当自收到之日起60日内先向" in told
    assert found is not None
    assert found.required


def test_of_a_partial_disclosure_it_turns_on_who_sues(made: County) -> None:
    application = apply(made)
    asked = consult(
        application, party=Asked.THIRD_PARTY, whom="某公司", scope="合同", on=date(2026, 3, 3), by=actor(made)
    )
    end_consultation(asked, on=date(2026, 3, 5), opinion="agrees", by=actor(made))
    set_word(made)
    application = reply(made, application, GRANTED, NewPart("会议纪要", "DENY_6", "属于过程性信息", ""), on=REPLIED)
    suits = {
        name: challenge(made, application, procedure="suit", forum="法院", parties=[NewParty(name, kind="OTHER")])
        for name in ("王小明", "某 公司", "李四")
    }
    brought = {name: brought_by(suit) for name, suit in suits.items()}
    assert brought == {"王小明": Brought.APPLICANT, "某 公司": Brought.THIRD_PARTY, "李四": None}
    required = {name: forums.prerequisite_of(suit).required for name, suit in suits.items()}
    assert required == {"王小明": True, "某 公司": False, "李四": True}
    assert forums.skipped_reconsideration(suits["某 公司"]) is None
    assert "第三方" not in str(forums.skipped_reconsideration(suits["王小明"]))
    assert "第三方" in str(forums.skipped_reconsideration(suits["李四"]))
    assert brought_by(challenge(made)) is None


def test_a_forum_that_changed_the_act_is_sued_alone_and_counts_the_suit(made: County) -> None:
    application = replied(made, DENIED)
    first = decide(made, challenge(made, application), "RECON_CHANGED", date(2026, 5, 8))
    given = {"procedure": "suit", "matter": Matter.REPLY, "application": application, "parties": [WANG]}
    given |= {"opening": OPENING, "forum": "法院", "by": actor(made, "supervisor")}
    assert refused(services.register, made.government, **given) == "matter-of-another"
    for before in ({"before": Before.CHANGED}, {"after": first}):
        suit = services.register(made.government, **given, **before)
        assert forums.defendants_of(suit) == ("桓台县人民政府",)
        assert (suit.before, suit.is_counted) == (Before.CHANGED, True)


def test_a_forum_is_sued_jointly_over_what_another_published(made: County) -> None:
    item = publish(made, begin(made))
    given = {"procedure": "suit", "role": Role.JOINT, "before": Before.UPHELD, "parties": [WANG]}
    given |= {"opening": OPENING, "forum": "法院", "by": actor(made, "supervisor")}
    assert (
        refused(
            services.register,
            made.water,
            **{**given, "role": Role.PRINCIPAL, "before": Before.UPHELD},
            matter=Matter.PUBLISHED,
            item=item,
        )
        == "matter-of-another"
    )
    joint = services.register(made.government, matter=Matter.PUBLISHED, item=item, **given)
    assert forums.defendants_of(joint) == ("桓台县科技局", "桓台县人民政府")
    unsaid = services.register(
        made.government, matter=Matter.UNPUBLISHED, omission="某批复", acted_on=date(2026, 3, 16), **given
    )
    assert forums.defendants_of(unsaid) == ("桓台县人民政府",)


def test_who_is_sued_goes_by_the_result_in_whatever_column_a_site_counts_it(made: County) -> None:
    application = replied(made, DENIED)
    first = decide(made, challenge(made, application), "RECON_TERMINATED", date(2026, 5, 8))
    Challenge.objects.filter(pk=first.pk).update(column="overturned")
    first.refresh_from_db()
    suit = challenge(made, application, procedure="suit", forum="法院", on=date(2026, 5, 29), after=first)
    assert (suit.before, forums.defendants_of(suit)) == (Before.UNDECIDED, ("桓台县科技局",))


def test_the_answer_is_written_before_it_is_handed_in(made: County) -> None:
    held = challenge(made)
    assert refused(services.hand_in, held, on=COPY, by=actor(made)) == "answer-missing"
    assert refused(services.draft_answer, held, answer=" ", by=actor(made)) == "answer-empty"
    held = services.draft_answer(held, answer="答复合法。", by=actor(made, "legal_reviewer"), seen=held.version)
    assert held.drafted_by == made.officers["legal_reviewer"]
    assert refused(services.hand_in, held, on=COPY, by=actor(made), seen=0) == "changed-meanwhile"
    held = services.hand_in(held, on=date(2026, 4, 9), by=actor(made))
    assert (held.duty, held.due_on, held.answered_on, held.answered_late) == ("", None, date(2026, 4, 9), False)
    assert refused(services.draft_answer, held, answer="再答", by=actor(made)) == "no-answer-owed"
    assert answer(made, challenge(made, opening=OPENING._replace(simple=True)), date(2026, 4, 10)).answered_late


@pytest.mark.parametrize("kind", Kind)
def test_the_journal_cites_for_an_act_what_holds_in_each_of_its_procedures(kind: Kind) -> None:
    article = ACT_OF[kind].article
    procedures = [procedure for procedure in Procedure if kind in kinds_in(procedure)]
    in_each = {cite(article).instrument.short}
    assert in_each == {"条例"} or {article_of(kind, procedure).instrument.short for procedure in procedures} == in_each


@pytest.mark.parametrize(
    ("procedure", "answering"),
    [("reconsideration", "复议法第48条"), ("suit", "行诉法第67条第1款"), ("complaint", "条例第51条")],
)
def test_the_journal_says_under_which_article_of_its_procedure_something_was_done(
    made: County, procedure: str, answering: str
) -> None:
    held = answer(made, challenge(made, procedure=procedure, forum="某机关"), date(2026, 4, 7))
    rows = Entry.objects.filter(act="challenge.answered", object_type="remedies.challenge", object_id=held.pk)
    assert [row.article for row in rows] == [answering]
    assert not list(differences())


@pytest.mark.parametrize(
    ("procedure", "answering", "redoing"),
    [
        ("reconsideration", "复议法第48条", "复议法第77条第1款"),
        ("suit", "行诉法第67条第1款", "公开案件解释"),
        ("complaint", "条例第51条", "条例第51条"),
    ],
)
def test_what_is_refused_cites_the_article_of_its_procedure(
    made: County, procedure: str, answering: str, redoing: str
) -> None:
    held = challenge(made, procedure=procedure, forum="某机关")
    found = []
    for refuse in (
        lambda: services.hand_in(held, on=COPY, by=actor(made)),
        lambda: services.draft_answer(held, answer=" ", by=actor(made)),
        lambda: draw_up(held, [], on=COPY),
        lambda: services.open_redo(held, by=actor(made)),
    ):
        with pytest.raises(NotAllowed) as raised:
            refuse()
        found.append(str(raised.value.citation))
    assert found == [answering, answering, answering, redoing]
    advice = services.receive_advice(
        held, kind=Advice.Kind.JUDICIAL, number="1", content="改进", on=COPY, by=actor(made)
    )
    with pytest.raises(NotAllowed) as raised:
        services.answer_advice(advice, reply=" ", on=COPY, by=actor(made))
    assert str(raised.value.citation) == "条例第51条"


def test_a_decision_ends_it_in_the_column_of_its_result(made: County) -> None:
    held = challenge(made)
    assert refused(decide, made, held, "SUIT_REVOKED", date(2026, 5, 8)) == "result-unknown"
    assert refused(decide, made, held, "RECON_MAINTAINED", date(2026, 3, 1)) is not None
    assert refused(decide, made, held, "RECON_MAINTAINED", date(2099, 1, 1)) == "day-ahead"
    assert Challenge.objects.get(pk=held.pk).state == "under_review"
    held = decide(made, held, "RECON_REVOKED", date(2026, 5, 8))
    assert (held.state, held.result, held.closed_on) == ("closed", "RECON_REVOKED", date(2026, 5, 8))
    assert held.column == "overturned"
    assert refused(note, made, held, Kind.SUSPENDED, date(2026, 5, 9)) is not None
    complaint = decide(made, challenge(made, procedure="complaint"), "COMPLAINT_FOUNDED", date(2026, 5, 8))
    assert (complaint.state, complaint.column) == ("closed", "")


def test_a_suit_goes_through_two_instances(made: County) -> None:
    held = challenge(made, procedure="suit", forum="桓台县人民法院", opening=OPENING._replace(simple=False))
    held = note(made, held, Kind.HEARING_NOTICED, date(2026, 4, 20), until=date(2026, 5, 12))
    assert held.hearing_on == date(2026, 5, 12)
    held = note(made, held, Kind.HEARD, date(2026, 5, 12))
    held = decide(made, held, "SUIT_REVOKED", date(2026, 6, 1), redo=True)
    told = {"on": date(2026, 6, 10), "side": Side.OURS, "second_forum": "淄博市中级人民法院"}
    held = services.appeal(held, case_number="（2026）鲁03行终1号", by=actor(made), **told)
    assert (held.state, held.closed_on, held.second_forum) == ("on_appeal", None, "淄博市中级人民法院")
    assert refused(decide, made, held, "SUIT_REVOKED", date(2026, 8, 3)) == "ending-missing"
    held = note(made, held, Kind.DECIDED, date(2026, 8, 3), ending=Ending.UPHELD)
    assert (held.state, held.result, held.column) == ("closed", "SUIT_REVOKED", "overturned")
    assert held.closed_on == date(2026, 8, 3)


def test_what_others_read_names_nobody_who_is_masked(made: County) -> None:
    assert refused(challenge, made, omission="王 小明申请的环评批复") == "party-is-named"
    firm = NewParty("某某公司", "COMMERCIAL")
    held = challenge(made, omission="某某公司的环评批复", parties=[firm])
    assert held.omission == "某某公司的环评批复"
    held = services.add_party(held, WANG, by=actor(made))
    assert refused(services.correct, held, {"omission": "王小明家的批复"}, by=actor(made)) == "party-is-named"
    assert services.correct(held, {"omission": "某批复"}, by=actor(made)).omission == "某批复"


def test_what_was_registered_is_corrected_and_others_join(made: County) -> None:
    held = challenge(made)
    held = services.correct(held, {"forum": "淄博市人民政府", "case_number": "淄政复〔2026〕9号"}, by=actor(made))
    assert (held.forum, held.forum_agency, held.case_number) == ("淄博市人民政府", None, "淄政复〔2026〕9号")
    assert refused(services.correct, held, {"forum": ""}, by=actor(made)) == "forum-missing"
    services.add_party(held, NewParty("桓台某公司", "COMMERCIAL", Party.Standing.THIRD), by=actor(made))
    assert [str(each) for each in held.parties.all()] == ["王**", "桓台某公司"]
    assert refused(services.assign, held, made.officers["beside"], by=actor(made, "head")) == "handler-not-fit"
    held = services.assign(held, made.officers["handler"], by=actor(made, "head"))
    assert held.handler == made.officers["handler"]


def test_what_is_of_a_government_its_general_office_deals_with(made: County) -> None:
    set_word(made)
    application = assign(apply(made), office=None, handler=made.officers["handler"], by=actor(made, "head"))
    application = reply(made, application, DENIED, on=REPLIED)
    given = {"procedure": "suit", "matter": Matter.REPLY, "application": application, "role": Role.JOINT}
    held = services.register(
        made.government, opening=OPENING, parties=[WANG], before=Before.UPHELD, forum="法院", by=actor(made), **given
    )
    assert held.handler is None
    office = Officer.objects.create(username="fuban", name="府办")
    Post.objects.create(officer=office, agency=made.office, duty=Duty.HANDLER, from_on=SINCE)
    today = localdate()
    assert list(rules.who_serves(made.government, rules.HANDLING, today)) == [office]
    assert rules.may_handle(office, held, today)
    assert not rules.may_handle(made.officers["handler"], held, today)
    assert services.assign(held, office, by=SYSTEM).handler == office


def test_advice_is_answered_within_its_own_period(made: County) -> None:
    held = decide(made, challenge(made), "RECON_UNLAWFUL", date(2026, 5, 8))
    given = {"number": "桓政复意〔2026〕1号", "content": "加强检索", "on": date(2026, 5, 8), "by": actor(made)}
    opinion = services.receive_advice(held, kind=Advice.Kind.OPINION, **given)
    assert (opinion.due_on, opinion.organ) == (date(2026, 7, 7), held.forum)
    other = {**given, "number": "司建1号", "until": date(2026, 6, 30)}
    advice = services.receive_advice(held, kind=Advice.Kind.JUDICIAL, **other)
    assert advice.due_on == date(2026, 6, 30)
    assert refused(services.answer_advice, opinion, reply=" ", on=COPY, by=actor(made)) == "feedback-empty"
    opinion = services.answer_advice(opinion, reply="已经整改。", on=date(2026, 7, 8), by=actor(made))
    assert opinion.late
    assert (
        refused(services.answer_advice, opinion, reply="又一次", on=date(2026, 7, 9), by=actor(made)) == "no-feedback"
    )
    open_ones = [each.reference for each in standing_of(held).feedback if each.is_open]
    assert open_ones == [advice.reference]


def test_parties_and_words_lie_nowhere_in_clear(made: County) -> None:
    held = answer(made, challenge(made), date(2026, 4, 9))
    note(made, held, Kind.MEDIATED, date(2026, 4, 20))
    tables = [str(list(model.objects.values_list())) for model in (Challenge, Party, ChallengeEvent)]
    entries = str(list(Entry.objects.values_list("before", "after", "note")))
    for word in (WANG.name, WANG.phone, WANG.address, CLAIMS, "答复合法。"):
        assert all(word not in text for text in (*tables, entries))
    assert list(differences()) == []
