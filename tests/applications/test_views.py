"""Cases played through the desk: every result of table III is reached, nobody sees or does what is not theirs."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from tests.casework import PASSING, WANG, WANTED, actor, apply, reply, set_word
from tests.county import county

from gongkai.agencies.services import appoint
from gongkai.applications.models import Application, CaseEvent
from gongkai.applications.requirements import WEIGHED
from gongkai.applications.services import set_practice
from gongkai.applications.table_three import Figure, Span, cases, count
from gongkai.journal.actor import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences
from gongkai.law.channels import Channel
from gongkai.law.outcomes import OUTCOMES
from gongkai.report.edition import editions
from gongkai.ui.drafts import NOT_YET
from gongkai.ui.working_days import calendar

DAY = date(2026, 3, 10)


@pytest.fixture
def made(db):
    made = county()
    set_word(made)
    yield made
    assert list(differences()) == []


def at_desk(made, role="handler"):
    client = Client()
    client.force_login(made.officers[role])
    return client


def do(client, case, name, **values):
    """Send the form of an act as it is shown, with some values; say why when it is refused."""
    case.refresh_from_db()
    given = {"seen": case.version, **values}
    answer = client.post(reverse("applications:act", args=[case.pk, name]), given)
    assert answer.status_code == 302, answer.content.decode()
    case.refresh_from_db()


def write(client, case, *parts, facts=""):
    case.refresh_from_db()
    form = {"seen": case.version, "facts": facts, "parts-TOTAL_FORMS": len(parts), "parts-INITIAL_FORMS": 0}
    for number, part in enumerate(parts):
        form |= {f"parts-{number}-{name}": value for name, value in part.items()}
    answer = client.post(reverse("applications:draft", args=[case.pk]), form)
    assert answer.status_code == 302, answer.content.decode()


def finish(made, case):
    handler = at_desk(made)
    do(handler, case, "submit")
    for role, _duty in PASSING:
        do(at_desk(made, role), case, "pass", remarks="")
    do(at_desk(made, "head"), case, "decide", on=DAY)
    do(handler, case, "deliver", manner="post", sent_on=DAY, tracking="XA123")


def answered(made, case, outcome):
    handler = at_desk(made)
    parts = [part("GRANT"), part("DENY_6")] if outcome == "PARTIAL" else [part(outcome)]
    if outcome == "UNABLE_1A":
        do(handler, case, "search", on=DAY, scope="档案", keywords="立项", searcher="某", found="no")
    if outcome == "UNABLE_3":
        do(handler, case, "ask-supplement", matters="写明年度", on=date(2026, 3, 3))
        do(handler, case, "take-supplement", on=date(2026, 3, 5), description="还是要那个")
    if outcome == "NOPROC_4":
        do(handler, case, "ask-reasons", matters="说明理由", on=date(2026, 3, 3))
    if outcome == "DENY_4":
        do(handler, case, "consult", party="third_party", whom="某公司", scope="合同", on=date(2026, 3, 3))
        asked = case.consultations.get()
        do(handler, case, "answer", consultation=asked.pk, on=date(2026, 3, 5), opinion="objects", reasons="商业秘密")
    for each in parts:
        if each["outcome"] in WEIGHED.split():
            severing = "severable" if outcome == "PARTIAL" else "whole"
            do(
                handler,
                case,
                "weigh",
                ground=each["outcome"],
                content="名单",
                harm="妨碍讨论",
                withhold="yes",
                severing=severing,
                how="见答复",
                on=DAY,
            )
    write(handler, case, *parts)
    finish(made, case)


def part(outcome):
    return {"content": "名单", "outcome": outcome, "reason": "依法", "told": "随附或者另行告知"}


def lapsed(made, case, outcome):
    handler = at_desk(made)
    if outcome == "OTHER_1":
        do(handler, case, "ask-supplement", matters="写明年度", on=date(2026, 3, 3), until=date(2026, 3, 20))
        do(handler, case, "lapse-supplement", on=date(2026, 3, 23))
    elif outcome == "OTHER_2":
        do(handler, case, "fee", standard="by_piece", quantity=35, on=date(2026, 3, 3))
        do(handler, case, "fee-received", on=date(2026, 3, 3))
        do(handler, case, "lapse-fee", on=date(2026, 4, 2))
    else:
        do(handler, case, "withdraw", on=DAY)


@pytest.mark.once
@pytest.mark.parametrize("outcome", [each.code for each in OUTCOMES])
def test_every_result_of_table_three_is_reached_through_the_desk(made, outcome):
    case = apply(made)
    (lapsed if outcome.startswith("OTHER") else answered)(made, case, outcome)
    case.refresh_from_db()
    assert (case.stage, case.outcome, case.late) == ("closed", outcome, False)
    for edition in editions():
        (row,) = [row for row in rows_of(edition) if outcome in row.outcomes]
        assert rows_reached(made, case, edition, 2026) == {"new": 1, row.id: 1, "total": 1}
    shown = at_desk(made).get(reverse("applications:detail", args=[case.pk]))
    assert shown.status_code == 200


@pytest.mark.parametrize("edition", editions(), ids=lambda each: each.id)
def test_every_row_of_table_three_counts_what_can_be_reached(edition):
    counted = [code for row in rows_of(edition) for code in row.outcomes]
    assert sorted(counted) == sorted(each.code for each in OUTCOMES)
    of_no_outcome = [row.id for row in rows_of(edition) if not row.outcomes]
    assert of_no_outcome == ["new", "carried_in", "total", "carried_forward"]


def test_a_case_that_lasts_beyond_the_year_is_carried_from_one_report_to_the_next(made):
    case = apply(made, on=date(2025, 12, 30))
    answered(made, case, "GRANT")
    case.refresh_from_db()
    for edition in editions():
        assert rows_reached(made, case, edition, 2025) == {"new": 1, "carried_forward": 1}
        assert rows_reached(made, case, edition, 2026) == {"carried_in": 1, "granted": 1, "total": 1}


def rows_of(edition):
    """Give the rows of table III in an edition."""
    return [row for block in edition.table_by_id["applications"].blocks for row in block.rows]


def rows_reached(made, case, edition, year):
    """Give the rows in which a case is counted, each of which opens to it."""
    span, counts = Span.of_year(year), count([made.science.pk], Span.of_year(year))
    figures = {"new": counts.new, "carried_in": counts.carried_in, "carried_forward": counts.carried_forward}
    found = {}
    for row in rows_of(edition):
        if row.outcomes or row.id == "total":
            number = sum(each for (code, _), each in counts.done.items() if row.id == "total" or code in row.outcomes)
            opened = cases([made.science.pk], span, Figure.DONE, outcomes=row.outcomes)
        else:
            number = figures[row.id].get(case.kind, 0)
            opened = cases([made.science.pk], span, Figure(row.id))
        assert list(opened) == [case] * number, row.id
        found |= {row.id: number} if number else {}
    return found


def test_registering_makes_one_application_however_often_the_form_is_sent(made):
    client = at_desk(made)
    shown = client.get(reverse("applications:register"))
    form = {
        **shown.context["form"].initial, "agency": made.science.pk, "channel": "internet", "arrived_on": "2026-03-02",
        **WANG._asdict(), "description": WANTED, "obtaining": "post", "means": "paper",
    }  # fmt: skip
    first, second = (client.post(reverse("applications:register"), form) for _ in range(2))
    case = Application.objects.get()
    assert first.url == second.url == reverse("applications:detail", args=[case.pk])
    assert (case.state, case.due_on) == ("awaiting_confirmation", None)


def test_a_form_sent_twice_acts_once(made):
    case, client = apply(made), at_desk(made)
    form = {"seen": case.version, "on": "2026-03-04", "matters": "写明年度"}
    address = reverse("applications:act", args=[case.pk, "ask-supplement"])
    assert client.post(address, form).status_code == 302
    assert client.post(address, form).status_code == 302
    assert CaseEvent.objects.count() == 2


def test_who_comes_second_is_told_and_overwrites_nothing(made):
    case, client = apply(made), at_desk(made)
    do(at_desk(made, "head"), case, "ask-supplement", matters="写明年度", on="2026-03-04")
    second = client.post(reverse("applications:act", args=[case.pk, "withdraw"]), {"seen": 0, "on": "2026-03-05"})
    assert (second.status_code, CaseEvent.objects.count()) == (409, 2)
    assert "已经有人办理过" in second.content.decode()
    assert "2026-03-05" in second.content.decode()


def test_a_draft_that_was_not_sent_stands_in_its_parts_again(made):
    case, client = apply(made), at_desk(made)
    address = reverse("applications:draft", args=[case.pk])
    client.get(address)
    form = {"seen": 0, "facts": "", "parts-TOTAL_FORMS": 1, "parts-INITIAL_FORMS": 0}
    typed = {f"parts-0-{name}": value for name, value in {**part("DENY_6"), "reason": "会议记录"}.items()}
    assert client.post(address, {**form, **typed}, headers={NOT_YET: "1"}).status_code == 204
    assert "会议记录" in client.get(address).content.decode()


def test_who_applies_is_masked_until_a_reason_is_given(made):
    case, client = apply(made), at_desk(made)
    said = ("王小明", "11010519491231002X", "13812345678")
    for address in (reverse("applications:detail", args=[case.pk]), reverse("applications:list")):
        page = client.get(address).content.decode()
        assert not any(each in page for each in said), address
    address = reverse("applications:personal", args=[case.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    assert not Entry.objects.filter(act="personal.read").exists()
    page = client.post(address, {"reason": "核对送达地址"})
    assert all(each in page.content.decode() for each in said)
    assert "no-store" in page["Cache-Control"]
    entry = Entry.objects.get(act="personal.read")
    assert (entry.note["reason"], entry.officer.username) == ("核对送达地址", "handler")


@pytest.mark.parametrize("role", ["supervisor", "administrator", "leader", "reviewer"])
def test_who_looks_on_reads_no_personal_data(made, role):
    case = apply(made)
    address = reverse("applications:personal", args=[case.pk])
    assert at_desk(made, role).post(address, {"reason": "好奇"}).status_code == 403
    page = at_desk(made, role).get(reverse("applications:detail", args=[case.pk])).content.decode()
    assert "王小明" not in page
    assert case.number in page


@pytest.mark.parametrize("role", ["beside", "below", "no_post"])
def test_the_case_of_another_agency_is_not_there(made, role):
    case, client = apply(made), at_desk(made, role)
    assert case.number not in client.get(reverse("applications:list")).content.decode()
    for name, arguments in (("detail", []), ("draft", []), ("act", ["withdraw"])):
        assert client.get(reverse(f"applications:{name}", args=[case.pk, *arguments])).status_code == 404
    form = {"seen": case.version, "on": "2026-03-04"}
    assert client.post(reverse("applications:act", args=[case.pk, "withdraw"]), form).status_code == 404


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("extend", "handler"),
        ("pass", "handler"),
        ("send-back", "handler"),
        ("withdraw", "reviewer"),
        ("decide", "leader"),
    ],
)
def test_an_act_is_for_those_whose_duty_it_is(made, name, role):
    case = apply(made)
    answer = at_desk(made, role).post(reverse("applications:act", args=[case.pk, name]), {"seen": case.version})
    assert answer.status_code == 403


def test_a_consultation_of_another_case_cannot_be_answered(made):
    case, other, client = apply(made), apply(made), at_desk(made)
    do(client, other, "consult", party="third_party", whom="某公司", scope="合同", on=date(2026, 3, 3))
    form = {"seen": case.version, "consultation": other.consultations.get().pk, "on": "2026-03-05", "opinion": "agrees"}
    assert client.post(reverse("applications:act", args=[case.pk, "answer"]), form).status_code == 422


def test_what_an_applicant_writes_is_shown_as_text(made):
    case = apply(made, description="<script>alert(1)</script>")
    page = at_desk(made).get(reverse("applications:detail", args=[case.pk])).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_who_has_several_duties_acts_in_the_one_that_the_act_asks_for(made):
    for role, duty in (("head", "administrator"), ("reviewer", "secrecy_reviewer"), ("reviewer", "legal_reviewer")):
        appoint(made.officers[role], made.science, duty, from_on=date(2019, 5, 15), by=SYSTEM)
    case, handler, reviewer, head = apply(made), at_desk(made), at_desk(made, "reviewer"), at_desk(made, "head")
    write(handler, case, part("GRANT"))
    do(handler, case, "submit")
    do(reviewer, case, "pass")
    do(reviewer, case, "send-back", remarks="漏了一项")
    do(handler, case, "submit")
    for _ in range(3):
        do(reviewer, case, "pass")
    do(head, case, "pass")
    do(head, case, "send-back", remarks="再核")
    done = Entry.objects.filter(object_type="applications.review").order_by("pk")
    duties = [
        "business_reviewer", "secrecy_reviewer", "business_reviewer", "secrecy_reviewer", "legal_reviewer",
        "office_head", "office_head",
    ]  # fmt: skip
    assert [entry.post.duty for entry in done] == [entry.after["duty"] for entry in done] == duties


def test_what_happened_is_told_in_fields_that_have_a_name(made):
    case, client = apply(made), at_desk(made)
    do(client, case, "ask-supplement", matters="写明年度", on=date(2026, 3, 4))
    page = client.get(reverse("applications:detail", args=[case.pk])).content.decode()
    assert '<th scope="row">状态</th>' in page
    assert ">version<" not in page


def test_the_list_warns_as_early_as_the_agency_says(made):
    today = localdate()
    case = apply(made, on=calendar().add_working_days(today, -14))
    left = calendar().working_days_between(today, case.due_on)
    for days, light in ((left - 1, "calm"), (left, "soon")):
        set_practice(made.science, {"due_soon_days": days}, by=actor(made, "administrator"))
        assert f'class="left left-{light}"' in at_desk(made).get(reverse("applications:list")).content.decode()


def test_the_many_results_are_folded_away_until_one_is_chosen(made):
    page = at_desk(made).get(reverse("applications:list")).content.decode()
    assert page.count('<details class="folded"><summary>23种中选择') == 1
    chosen = at_desk(made).get(reverse("applications:list"), {"outcome": "GRANT"}).content.decode()
    assert chosen.count('<details class="folded" open><summary>23种中选择') == 1


@pytest.mark.once
def test_the_list_asks_as_many_questions_for_many_cases_as_for_one(made, django_assert_max_num_queries):
    client, asked = at_desk(made), []
    for more in (1, 2, 27):
        for _ in range(more):
            apply(made)
        with django_assert_max_num_queries(60) as caught:
            client.get(reverse("applications:list"))
        asked.append(len(caught))
    assert asked[0] >= asked[1] == asked[2]


def test_what_the_stage_does_not_allow_any_more_leads_to_the_case_and_says_why(made):
    case, client = reply(made, apply(made), on=date(2026, 3, 20)), at_desk(made)
    for address in (reverse("applications:draft", args=[case.pk]), reverse("applications:act", args=[case.pk, "fee"])):
        page = client.get(address, follow=True)
        assert page.redirect_chain == [(reverse("applications:detail", args=[case.pk]), 302)]
        assert "这件申请处于“已办结”" in page.content.decode()


def test_the_page_of_a_case_shows_what_leads_on_and_folds_the_rest(made):
    case, handler = apply(made), at_desk(made)

    def groups():
        page = handler.get(reverse("applications:detail", args=[case.pk])).context
        return [deed.name for deed in page["leading"]], [deed.name for deed in page["rest"]]

    leading, rest = groups()
    assert leading[-2:] == ["search", "consult"]
    assert {"take-reasons", "submit", "split", "withdraw"} <= set(rest)
    do(handler, case, "ask-reasons", matters="说明理由", on=date(2026, 3, 3))
    write(handler, case, part("GRANT"))
    leading, rest = groups()
    assert {"take-reasons", "submit"} <= set(leading)
    assert not set(leading) & set(rest)
    answer = handler.get(reverse("applications:detail", args=[case.pk])).content.decode()
    assert all(f"/do/{name}/" in answer for name in [*leading, *rest])


def test_a_case_is_given_to_somebody_who_may_deal_with_it_and_never_to_nobody(made):
    case, handler, head = apply(made), at_desk(made), at_desk(made, "head")
    address = reverse("applications:act", args=[case.pk, "assign"])
    form = handler.get(address).context["form"]
    assert {each.username for each in form.fields["handler"].queryset} == {"handler", "head"}
    assert form.initial["handler"] == made.officers["handler"]  # who opens it takes it, with one click
    assert head.get(address).context["form"].initial["handler"] is None  # who heads the office gives it away
    answer = head.post(address, {"seen": case.version})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"handler": ["请选择经办人，或者承办科室。"]}
    for other in ("reviewer", "beside"):
        given = {"seen": case.version, "handler": made.officers[other].pk}
        assert head.post(address, given).status_code == 422
    assert not Entry.objects.filter(act="application.assigned").exists()


def test_a_draft_begins_with_what_was_asked_for_where_that_is_one_thing(made):
    handler = at_desk(made)
    for asked, first, blocks in ((WANTED, WANTED, 2), ("甲\n乙", None, 2), ("长" * 501, None, 2)):
        parts = handler.get(reverse("applications:draft", args=[apply(made, description=asked).pk])).context["parts"]
        assert (parts[0].initial.get("content"), len(parts.forms)) == (first, blocks)
    case = apply(made)
    as_shown = {"content": WANTED, "outcome": "", "reason": "", "ground": "", "told": ""}
    sent = {"seen": case.version, "parts-TOTAL_FORMS": 1, "parts-INITIAL_FORMS": 1, "facts": ""}
    sent |= {f"parts-0-{name}": value for name, value in as_shown.items()}
    answer = handler.post(reverse("applications:draft", args=[case.pk]), sent)
    assert answer.status_code == 422  # what becomes of it is still to be said
    assert answer.context["parts"].errors == [{"outcome": ["请填写。"]}]
    write(handler, case, part("GRANT"))
    assert [each.content for each in case.reply.parts.all()] == ["名单"]


def test_the_first_screen_leads_to_registering_and_writing_with_one_click(made):
    def led(role):
        page = at_desk(made, role).get("/desk/").content.decode()
        addresses = [reverse("applications:register"), reverse("disclosure:new")]
        return [each for each in addresses if f'<a class="button button-quiet" href="{each}">' in page]

    assert led("handler") == [reverse("applications:register"), reverse("disclosure:new")]
    assert led("reviewer") == []


def test_the_first_button_of_a_case_is_what_is_due_next(made):
    handler, reviewer = at_desk(made), at_desk(made, "reviewer")
    case = apply(made, channel=Channel.INTERNET, on=date(2026, 3, 2))

    def first(client=handler):
        page = client.get(reverse("applications:detail", args=[case.pk])).content.decode()
        return re.findall(r'<a class="button" href="[^"]*/([\w-]+)/">', page)

    assert first() == ["confirm"]
    do(handler, case, "confirm", on=date(2026, 3, 2))
    assert first() == ["assign"]  # before anybody writes, somebody has it
    do(at_desk(made, "head"), case, "assign", handler=made.officers["handler"].pk)
    assert first() == ["reply"]
    do(handler, case, "ask-supplement", matters="写明年度", on=date(2026, 3, 3), until=date(2026, 3, 20))
    assert first() == ["take-supplement"]
    do(handler, case, "take-supplement", on=date(2026, 3, 9), description="2025年的经费安排")
    write(handler, case, part("GRANT"))
    assert first() == ["submit"]
    do(handler, case, "consult", party="third_party", whom="某公司", scope="合同", on=date(2026, 3, 10))
    asked = case.consultations.get()
    assert first() == ["notified"]  # the time for an opinion runs from then
    form = handler.get(reverse("applications:act", args=[case.pk, "notified"])).content.decode()
    assert re.findall(r"<option[^>]*>(第三方[^<]*)<", form) == ["第三方 1，2026年3月10日发出"]
    do(handler, case, "notified", consultation=asked.pk, on=date(2026, 3, 11))
    assert first() == ["answer"]
    do(handler, case, "answer", consultation=asked.pk, on=date(2026, 3, 12), opinion="agrees")
    do(handler, case, "fee", standard="by_page", quantity=300, on=date(2026, 3, 12))
    assert first() == ["fee-received"]
    do(handler, case, "fee-received", on=date(2026, 3, 13))
    assert first() != ["fee-received"]
    do(handler, case, "pay", on=date(2026, 3, 16), receipt="甲001")
    do(handler, case, "submit")
    assert first(reviewer) == ["pass"]
    form = reviewer.get(reverse("applications:act", args=[case.pk, "pass"])).content.decode()
    assert (
        '<th scope="row">名单</th><td data-name="处理结果">予以公开</td>' in form
    )  # what is passed is there to be read
    do(reviewer, case, "pass", remarks="")
    page = reviewer.get(reverse("applications:detail", args=[case.pk])).context
    assert [deed.name for deed in page["leading"]] == []  # it is another's turn; to send it back is still offered
    assert "send-back" in [deed.name for deed in page["rest"]]
    do(reviewer, case, "send-back", remarks="请写明出处")
    assert first() == ["reply"]  # what was returned is written anew before it goes again
    write(handler, case, part("GRANT") | {"reason": "出处见附件"})
    assert first() == ["submit"]


def test_a_page_offers_what_was_put_before_one_and_says_in_which_duty_it_is_done(made):
    case = apply(made, on=localdate())
    head, handler = at_desk(made, "head"), at_desk(made)
    page, consent = reverse("applications:detail", args=[case.pk]), f"/desk/applications/{case.pk}/do/extend/"
    assert f'href="{consent}"' not in head.get(page).content.decode()
    do(handler, case, "propose-extension", days=5, reason="还要检索", on=localdate())
    assert f'href="{consent}"' in head.get(page).content.decode()
    write(handler, case, {"content": WANTED, "outcome": "GRANT", "told": "随附"})
    draft = handler.get(reverse("applications:draft", args=[case.pk])).content.decode()
    assert '<optgroup label="不予处理">' in draft
    submitting = handler.get(reverse("applications:act", args=[case.pk, "submit"])).content.decode()
    assert "依次由业务审查人、保密审查人、法制审查人、公开工作机构负责人审查" in submitting
    do(handler, case, "submit")
    passing = at_desk(made, "reviewer").get(reverse("applications:act", args=[case.pk, "pass"])).content.decode()
    assert "以业务审查人的身份审查第1稿；同意以后，轮到保密审查人。" in passing
