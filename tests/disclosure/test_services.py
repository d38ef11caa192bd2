"""What is shown is what was reviewed, and nothing else, whatever is done in whatever order."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from tests.casework import actor
from tests.county import County, county
from tests.publishing import PASSING, WORDS, approve, begin, passes, publish

from gongkai.disclosure import services
from gongkai.disclosure.checklist import QUESTIONS, questions_for
from gongkai.disclosure.content import deepest
from gongkai.disclosure.lights import Light, light_of
from gongkai.disclosure.models import FollowUp, Item, Reassessment, Showing
from gongkai.disclosure.requirements import require_readable
from gongkai.disclosure.selectors import categories_of, public_items
from gongkai.disclosure.services.following import due_of
from gongkai.law.errors import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> County:
    return county()


def test_an_item_has_its_index_and_its_last_day_from_the_beginning(made: County) -> None:
    item = begin(made)
    assert (item.index, item.due_on) == (f"HTKJ/{date.today().year}-00001", date(2026, 3, 30))
    assert item.text is not None
    assert item.text.document_number == "桓科发〔2026〕3号"
    assert begin(made).index.endswith("-00002")


def test_an_index_that_another_agency_has_keeps_nobody_from_beginning(made: County) -> None:
    taken = begin(made)
    Item.objects.filter(pk=taken.pk).update(agency=made.government, index=taken.index.replace("00001", "00002"))
    assert begin(made).index.endswith("-00003")


def test_budgets_have_a_period_of_their_own(made: County) -> None:
    assert begin(made, category="A07", matter="budget").due_on == date(2026, 3, 22)


def test_decisions_of_enforcement_have_the_days_that_the_site_says(made: County, settings) -> None:
    """国办发〔2018〕118号 was not read: what it says of days is for whoever has read it."""
    assert begin(made, category="A06", matter="licence_or_penalty").due_on == date(2026, 3, 11)
    settings.DECISION_DAYS, settings.ENFORCEMENT_DAYS = 5, 10
    assert begin(made, category="A06", matter="licence_or_penalty").due_on == date(2026, 3, 9)
    assert begin(made, category="A06", matter="other_enforcement").due_on == date(2026, 3, 16)
    assert begin(made).due_on == date(2026, 3, 30)
    settings.COMMENTS_DAYS = 5
    assert due_of(FollowUp.Kind.FEEDBACK, date(2026, 4, 28)).due == date(2026, 5, 8)


def test_what_all_have_passed_is_shown_and_nothing_before(made: County) -> None:
    item = begin(made)
    with pytest.raises(NotAllowed, match="待公开"):
        services.publish(item, by=actor(made, "publisher"))
    item = services.submit(item, by=actor(made))
    for role, duty in PASSING:
        assert not public_items().exists()
        item = passes(made, item, role, duty)
    assert not public_items().exists()
    item = services.publish(item, by=actor(made, "publisher"))
    assert list(public_items()) == [item]
    assert [count for each, count in categories_of(made.science) if each.code == "A03"] == [1]


def test_any_change_voids_what_was_passed(made: County) -> None:
    item = approve(made, begin(made))
    item = services.revise(item, by=actor(made), **{**WORDS, "title": "另一个名称"})
    with pytest.raises(NotAllowed, match="待公开"):
        services.publish(item, by=actor(made, "publisher"))
    item = services.submit(item, by=actor(made))
    assert services.steps_left(item) == [duty for _, duty in PASSING]


def test_what_is_shown_stays_until_the_new_text_is_published(made: County) -> None:
    item = publish(made, begin(made))
    first = item.shown
    item = services.revise(item, by=actor(made), **{**WORDS, "title": "更正后的名称"})
    assert item.shown == first
    item = publish(made, item, note="更正名称")
    assert item.shown.title == "更正后的名称"
    assert [showing.note for showing in Showing.objects.filter(item=item).order_by("pk")] == ["", "更正名称"]


def test_a_change_of_category_is_reviewed_like_any_other(made: County) -> None:
    item = publish(made, begin(made))
    item = services.revise(item, by=actor(made), **{**WORDS, "category": "A01"})
    assert (list(public_items(category="A03")), list(public_items(category="A01"))) == ([item], [])
    item = publish(made, item)
    assert (list(public_items(category="A03")), list(public_items(category="A01"))) == ([], [item])


def test_what_changes_has_a_last_day_of_its_own(made: County) -> None:
    item = publish(made, begin(made))
    assert (light_of(item, date(2026, 4, 30)), item.late) == (Light.CLOSED, True)
    item = services.revise(item, by=actor(made), **{**WORDS, "formed_on": date(2026, 4, 1)})
    assert (item.due_on, light_of(item, date(2026, 5, 1))) == (date(2026, 4, 30), Light.OVERDUE)
    item = services.abandon(item, reason="不改了", by=actor(made))
    assert (item.due_on, light_of(item, date(2026, 4, 30))) == (date(2026, 3, 30), Light.CLOSED)


def test_a_text_is_not_nested_without_end(made: County) -> None:
    with pytest.raises(ValidationError, match="太多层"):
        begin(made, body="<blockquote>" * 101)


@pytest.mark.parametrize(
    "unit",
    ["<em></u>", "<blockquote></p>", '<em title="</em>">', "<em><!-- </em> -->", "<em></ </em>", "<svg><input></svg>",
     "<em><style></em></style>", "<p><em lang=a></u></p>", "<em lang=<b>></em>"],
)  # fmt: skip
def test_ends_that_end_nothing_do_not_hide_how_deep_a_text_is(unit: str) -> None:
    with pytest.raises(ValidationError):
        require_readable(unit * 101)


def test_what_html_lets_one_leave_unsaid_is_not_deep() -> None:
    listed = "<ul><li>一<li>二<p>三</ul><table><tr><td>四<th>五<tr><td>六</table><!-- <p> --><p>七<br>八<p>九"
    assert deepest(listed * 500) == deepest(listed) == 5


def test_what_is_withdrawn_is_gone_and_says_why(made: County) -> None:
    for category, citation in (("A06", "行政处罚法第48条第2款"), ("A03", "条例第17条")):
        item = publish(made, begin(made, category=category))
        with pytest.raises(NotAllowed, match="理由") as caught:
            services.withdraw(item, note=" ", by=actor(made, "publisher"))
        assert str(caught.value.citation) == citation
    item = services.withdraw(item, note="处罚决定已撤销", by=actor(made, "publisher"))
    assert item not in public_items()
    assert (item.shown, item.withdrawal_note) == (None, "处罚决定已撤销")


def test_who_wrote_a_text_does_not_pass_it(made: County) -> None:
    item = services.submit(begin(made), by=actor(made))
    with pytest.raises(NotAllowed, match="您拟写"):
        passes(made, item, "handler", "business_reviewer")
    item = passes(made, item, "reviewer", "business_reviewer")
    assert services.steps_left(passes(made, item, "reviewer", "secrecy_reviewer")) == ["leader"]


def test_reviewers_come_in_their_turn_and_affirm_what_is_asked(made: County) -> None:
    item = services.submit(begin(made), by=actor(made))
    with pytest.raises(NotAllowed, match="轮到"):
        passes(made, item, "secrecy_reviewer", "secrecy_reviewer")
    with pytest.raises(NotAllowed, match="审查单"):
        services.pass_on(item, "business_reviewer", answers={"accurate": True}, by=actor(made, "reviewer"))


def test_nothing_goes_unasked_whoever_reviews() -> None:
    asked = {question.code for some in QUESTIONS.values() for question in some}
    for reviews in (["secrecy_reviewer"], ["business_reviewer", "secrecy_reviewer", "leader"], list(QUESTIONS)):
        assert {question.code for duty in reviews for question in questions_for(duty, reviews)} == asked


def test_review_for_secrecy_cannot_be_left_out(made: County) -> None:
    with pytest.raises(ValidationError, match="保密审查"):
        services.set_practice(made.science, {"reviews": ["leader"]}, by=actor(made, "administrator"))


def test_a_review_that_was_added_meanwhile_is_asked_for(made: County) -> None:
    item = approve(made, begin(made))
    reviews = ["business_reviewer", "secrecy_reviewer", "legal_reviewer", "leader"]
    services.set_practice(made.science, {"reviews": reviews}, by=actor(made, "administrator"))
    with pytest.raises(NotAllowed, match="待公开"):
        services.publish(item, by=actor(made, "publisher"))
    item.refresh_from_db()
    assert services.steps_left(item) == ["legal_reviewer"]


def test_one_is_referred_that_nobody_is_sure_of(made: County) -> None:
    item = services.submit(begin(made), by=actor(made))
    item = services.refer(item, "business_reviewer", to="县保密局", remarks="拿不准", by=actor(made, "reviewer"))
    with pytest.raises(NotAllowed):
        passes(made, item, "reviewer", "business_reviewer")
    why = {"ground": "DENY_1", "ground_reason": "含有尚未解密的内容"}
    item = services.determine(item, may_be_public=False, reply="不得公开", by=actor(made), **why)
    assert (item.get_stage_display(), Reassessment.objects.get(item=item).done_on) == ("不主动公开", None)
    item = services.reassess(item, may_be_public=True, reason="县保密局同意公开", by=actor(made, "head"))
    assert item.stage == "draft"


def test_what_is_shown_can_be_withdrawn_after_its_new_text_was_found_not_to_be_public(made: County) -> None:
    item = publish(made, begin(made))
    item = services.submit(services.revise(item, by=actor(made), **WORDS), by=actor(made))
    item = services.refer(item, "business_reviewer", to="保密局", remarks="拿不准", by=actor(made, "reviewer"))
    item = services.determine(item, may_be_public=False, reply="不得公开", by=actor(made))
    assert (item.stage, item.text) == ("settled", item.shown)
    item = services.withdraw(item, note="经确定不得公开", by=actor(made, "publisher"))
    assert (item.shown, item.stage) == (None, "ended")


def test_what_is_for_application_only_is_not_published(made: County) -> None:
    with pytest.raises(ValidationError, match="理由"):
        begin(made, nature="on_application")
    item = approve(made, begin(made, nature="on_application", ground_reason="只与特定企业有关"))
    with pytest.raises(NotAllowed, match="公开属性"):
        services.publish(item, by=actor(made, "publisher"))


def test_the_second_of_two_officers_is_told(made: County) -> None:
    item = begin(made)
    services.submit(item, by=actor(made), seen=item.version)
    with pytest.raises(NotAllowed, match="已经有人办理过"):
        services.revise(item, by=actor(made, "head"), seen=item.version, **WORDS)


def test_what_runs_is_taken_out_of_a_text(made: County) -> None:
    image = '<img src="https://else.where/x.png">'
    item = begin(made, body=f'<p onclick="x()">正文<script>x()</script>{image}</p><a href="javascript:x()">a</a>')
    assert item.text is not None
    assert item.text.body == '<p>正文</p><a rel="noopener noreferrer nofollow">a</a>'


def test_wrong_days_and_an_empty_text_are_refused(made: County) -> None:
    with pytest.raises(ValidationError) as refused:
        begin(made, made_on=date(2026, 4, 1), body="", validity="repealed")
    assert set(refused.value.message_dict) == {"made_on", "body", "repealed_on"}
    assert not Item.objects.exists()


def test_a_category_is_that_of_the_level_of_its_agency_where_two_have_one_name(made: County) -> None:
    item = begin(made, category="C05")
    assert item.text is not None
    assert (item.category, item.text.category, item.text.get_category_display()) == ("B04", "B04", "土地征收")
    assert services.revise(item, by=actor(made), **{**WORDS, "category": "C06"}).category == "B05"
