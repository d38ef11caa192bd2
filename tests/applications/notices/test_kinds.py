from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.applications.notices.letters import ASKED, DAY, FACTS, OPINION, SENDER, part, reply

from gongkai.applications.notices import facts as of
from gongkai.applications.notices.kinds import (
    KIND_BY_NAME,
    KINDS,
    kind_of_reply,
    require_without,
    template_of,
    write,
)
from gongkai.applications.notices.letter import Letter, read_template
from gongkai.law.errors import NotAllowed
from gongkai.law.outcomes import OUTCOMES, Reconsideration

REGULATION = "《中华人民共和国政府信息公开条例》"
REPLIES = {kind.name for kind in KINDS if kind.numbered}
FIRST = {each.code for each in OUTCOMES if each.reconsideration is Reconsideration.FIRST}


def written(name, facts=None):
    return write(KIND_BY_NAME[name], facts or FACTS[name])


def text_of(letter):
    return "\n".join([letter.title, letter.number, letter.addressee, *letter.paragraphs])


def refused(name, facts, template=None):
    with pytest.raises(NotAllowed) as error:
        write(KIND_BY_NAME[name], facts, template)
    return error.value


def test_there_are_facts_for_every_kind():
    assert set(FACTS) == set(KIND_BY_NAME)


@pytest.mark.parametrize("name", list(FACTS))
def test_every_kind_has_its_elements_known_and_in_its_template(name):
    kind, facts = KIND_BY_NAME[name], FACTS[name]
    values = kind.fields(facts)
    assert kind.known <= set(values)
    asked = {element.field for element in kind.elements if element.when(facts)}
    assert asked <= template_of(kind).fields
    assert all(values[field] for field in asked)
    letter = written(name)
    assert letter.title
    assert letter.addressee
    assert letter.paragraphs
    assert (letter.signature, letter.day) == ("桓台县科技局", facts.on)
    assert bool(letter.number) == (name in REPLIES)
    assert "{" not in text_of(letter)


@pytest.mark.parametrize("name", list(FACTS))
def test_every_element_left_out_of_a_template_is_refused_with_its_article(name):
    kind, facts = KIND_BY_NAME[name], FACTS[name]
    for element in kind.elements:
        if element.when(facts):
            rest = sorted(kind.known - {element.field})
            template = read_template("题\n" + "\n".join(f"{{{each}}}" for each in rest), called="", fields=kind.known)
            error = refused(name, facts, template)
            assert (error.code, str(error.citation)) == ("letter-element-not-in-template", element.citation)
            assert f"“{element.field}”" in str(error)


@pytest.mark.parametrize(
    ("name", "facts", "element", "citation"),
    [
        ("receipt", replace(FACTS["receipt"], due=of.Due(None)), "答复期限", "条例第33条第2款"),
        ("receipt", replace(FACTS["receipt"], code=""), "查询方式", "条例第28条"),
        ("receipt", replace(FACTS["receipt"], asked=replace(ASKED, received_on=None)), "收到日期", "条例第31条"),
        (
            "receipt",
            replace(FACTS["receipt"], asked=replace(ASKED, applicants=("",))),
            "收件人",
            "条例第29条第2款第1项",
        ),
        ("supplement", replace(FACTS["supplement"], matters=" \n"), "补正事项", "条例第30条"),
        ("supplement", replace(FACTS["supplement"], until=None), "补正期限", "条例第30条"),
        ("extension", replace(FACTS["extension"], reason=""), "理由", "条例第33条第2款"),
        ("reasons", replace(FACTS["reasons"], matters=""), "说明事项", "条例第35条"),
        ("delay", replace(FACTS["delay"], until=None), "延迟期限", "条例第35条"),
        ("disclosed", replace(FACTS["disclosed"], reason=""), "理由", "条例第32条"),
        ("third-party", replace(OPINION, scope=""), "拟公开的内容", "条例第32条"),
        ("co-author", replace(OPINION, scope=""), "拟公开的内容", "条例第34条"),
        ("fee", replace(FACTS["fee"], sender=replace(SENDER, fee_payment="")), "缴纳方式", "处理费办法第6条"),
        ("fee", replace(FACTS["fee"], lines=()), "收费明细", "处理费办法第3条"),
        ("fee", replace(FACTS["fee"], total=Decimal(0)), "金额", "处理费办法第3条"),
        ("granted", reply("GRANT", numbered=""), "文号", "条例第45条"),
        ("granted", reply(parts=(part("GRANT", told=""),)), "告知", "条例第36条第2项"),
        ("withheld", reply(parts=(part("DENY_6", reason=""),)), "理由", "条例第16条第2款"),
        ("withheld", reply("DENY_4", third_parties=()), "征求意见情况", "条例第32条"),
        ("not-held", reply("UNABLE_1A", searches=()), "检索情况", "条例第36条第4项"),
        ("repeated", reply(parts=(part("NOPROC_2", told=""),)), "告知", "条例第36条第6项"),
        ("too-many", reply("NOPROC_4", reasons_asked_on=None), "说明理由情况", "条例第35条"),
    ],
)
def test_what_is_missing_is_refused_with_its_article(name, facts, element, citation):
    error = refused(name, facts)
    assert (error.code, str(error.citation)) == ("letter-element-missing", citation)
    assert f"“{element}”" in str(error)


@pytest.mark.parametrize("code", [each.code for each in OUTCOMES if each.code not in {"OTHER_1", "OTHER_2"}])
def test_a_reply_of_every_outcome_cites_formally_and_tells_of_the_remedies(code):
    kind = kind_of_reply(code)
    parts = ("GRANT", "DENY_6") if code == "PARTIAL" else (code,)
    whole = text_of(write(kind, reply(*parts)))
    assert (REGULATION in whole) == (code not in {"NOPROC_5", "OTHER_3"})
    assert "向桓台县人民政府申请行政复议" in whole
    assert "60日内" in whole
    assert "桓台县人民法院" in whole
    if code in FIRST or code == "PARTIAL":
        assert "应当自收到之日起60日内先向" in whole
        assert "或者" not in whole.partition("如不服本答复")[2].partition("联系电话")[0]
    else:
        assert "或者自收到之日起6个月内向" in whole


def test_a_letter_says_what_it_is_that_may_be_challenged():
    expected = {
        "granted": "本答复", "withheld": "本答复", "not-an-application": "本告知", "too-many": "本告知",
        "supplement-lapsed": "本告知", "fee-lapsed": "本告知", "rectified": "本答复", "passed-on": "本告知",
        "disclosed": "本决定",
    }  # fmt: skip
    assert {name: text_of(written(name)).partition("如不服")[2].partition("，")[0] for name in expected} == expected
    mixed = text_of(write(KIND_BY_NAME["partial"], reply("NOPROC_1", "GRANT")))
    assert "如不服本答复" in mixed


def test_of_several_outcomes_one_is_enough_for_reconsideration_first():
    whole = text_of(write(KIND_BY_NAME["not-held"], reply("UNABLE_1A", "DENY_2")))
    assert "先向桓台县人民政府申请行政复议" in whole
    assert "一、关于“立项名单”，经检索" in whole
    assert "二、关于“立项名单”，属于法律、行政法规禁止公开" in whole


def test_a_letter_served_online_names_where_to_apply_online():
    assert "（线上渠道：https://fuyi.example.gov.cn）" in text_of(
        written("granted", reply("GRANT", served_online=True))
    )
    error = refused("granted", reply("GRANT", served_online=True, sender=replace(SENDER, reconsideration_online="")))
    assert (error.code, str(error.citation)) == ("remedy-channel-missing", "复议法第22条第2款")


def test_an_agency_whose_forum_is_not_known_gives_no_reply():
    alone = replace(SENDER, agency=replace(SENDER.agency, government=""))
    assert refused("granted", reply("GRANT", sender=alone)).code == "forum-unknown"


def test_letters_to_others_hold_nothing_of_the_applicant():
    for name in ("third-party", "co-author", "other-agency", "disclosed"):
        letter = written(name)
        assert letter.addressee == "桓台某某有限公司"
        assert "2025年合作协议全文" in letter.paragraphs
        assert all(each not in text_of(letter) for each in (*ASKED.applicants, ASKED.register, ASKED.wanted))
        require_without(letter, {"王小明", "13812345678", ""})
    telling = written("third-party", replace(OPINION, scope="王小明申请的协议"))
    with pytest.raises(NotAllowed) as error:
        require_without(telling, {"王小明"})
    assert error.value.code == "letter-tells-applicant"


def test_silence_means_what_its_article_says():
    assert "由本机关依照" + REGULATION + "第三十二条的规定决定是否公开" in text_of(written("third-party"))
    assert "15个工作日" in text_of(written("third-party"))
    assert "视为同意公开" not in text_of(written("third-party"))
    assert "逾期未提出意见的，视为同意公开。" in written("co-author").paragraphs
    assert "视为同意" not in text_of(written("other-agency"))


def test_a_letter_says_the_dates_it_is_given_and_that_one_is_provisional():
    whole = text_of(written("extension"))
    assert "延长20个工作日，延长至2026年4月28日。" in whole
    assert "原答复期限为2026年3月30日。" in whole
    moving = replace(FACTS["receipt"], due=of.Due(date(2027, 1, 5), provisional=True))
    assert "期限至2027年1月5日（暂定，" in text_of(written("receipt", moving))


def test_the_reason_may_stand_in_the_facts_once():
    facts = reply(parts=(part("DENY_6", reason=""),), facts="属于会议讨论记录")
    whole = text_of(written("withheld", facts))
    assert "理由：属于会议讨论记录。" in whole
    assert whole.count("属于会议讨论记录") == 1
    beside = text_of(written("withheld", replace(facts, parts=(part("DENY_6"),))))
    assert "属于会议讨论记录\n" in beside


def test_several_applicants_and_organisations_are_addressed_as_such():
    both = replace(FACTS["receipt"], asked=replace(ASKED, applicants=("王小明", "李四")))
    assert written("receipt", both).addressee == "王小明、李四"
    assert "收到你们提交" in text_of(written("receipt", both))
    firm = replace(FACTS["receipt"], asked=replace(ASKED, applicants=("桓台某某有限公司",), is_person=False))
    assert "收到你单位提交" in text_of(written("receipt", firm))


def test_what_was_asked_for_at_length_is_told_in_short():
    long = replace(FACTS["receipt"], asked=replace(ASKED, wanted="名单，" * 6_000))
    paragraph = written("receipt", long).paragraphs[0]
    assert paragraph.endswith("……。")
    assert len(paragraph) < 400


def test_parts_are_said_to_be_severed_only_where_something_is_withheld():
    partial = KIND_BY_NAME["partial"]
    assert "您申请的内容能够作区分处理。根据" in text_of(write(partial, reply("GRANT", "DENY_6")))
    other = text_of(write(partial, reply("GRANT", "UNABLE_1A")))
    assert ("区分处理" in other, "第三十七条" in other, "处理结果不同，现分项答复如下" in other) == (False, False, True)


def test_a_fee_says_of_the_period_what_the_rule_left_open_is_read_as():
    assert "答复期限自完成缴费之次日起重新计算。" in text_of(written("fee"))
    going_on = text_of(written("fee", replace(FACTS["fee"], restarts=False)))
    assert ("重新计算" in going_on, "等待缴费的时间不计算在答复期限内" in going_on) == (False, True)


def test_what_ends_without_a_reply_rests_on_the_provision_that_ends_it():
    for name, citation in (("supplement-lapsed", "条例第30条"), ("fee-lapsed", "处理费办法第6条")):
        assert str(refused(name, replace(FACTS[name], notice_number="")).citation) == citation


def test_a_letter_is_a_value():
    assert written("fee-lapsed") == written("fee-lapsed")
    assert isinstance(written("fee-lapsed"), Letter)
    assert written("fee-lapsed").day == DAY
    assert "第六条" in text_of(written("fee-lapsed"))


def test_the_channel_for_a_complaint_is_told_where_there_is_one():
    without = "\n".join(written("not-an-application").paragraphs)
    told = replace(FACTS["not-an-application"], parts=(part("NOPROC_1", told="县信访局"),))
    assert "可以通过下列渠道提出" not in without
    assert "可以通过下列渠道提出：县信访局。" in write(KIND_BY_NAME["not-an-application"], told).paragraphs


def test_reasons_given_unasked_are_told_too():
    facts = reply("NOPROC_4", reasons_asked_on=None, reasons_given_on=DAY)
    assert "本机关于2026年3月10日收到您的理由说明。" in write(KIND_BY_NAME["too-many"], facts).paragraphs


def test_a_reply_says_why_information_is_given_in_another_form():
    change = of.FormChange("当场查阅、抄录", "孤本，复制会损坏")
    letter = write(KIND_BY_NAME["granted"], reply("GRANT", form_change=change))
    assert (
        "不能按您要求的形式提供，根据《中华人民共和国政府信息公开条例》第四十条的规定，改为当场查阅、抄录。"
        "理由：孤本，复制会损坏。"
    ) in letter.paragraphs
    with pytest.raises(NotAllowed) as refused:
        write(KIND_BY_NAME["granted"], reply("GRANT", form_change=of.FormChange("电子", "")))
    assert str(refused.value.citation) == "条例第40条"
