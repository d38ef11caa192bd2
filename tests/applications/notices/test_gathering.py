"""Letters of cases played through the services: which there are, that they say what the clock and the case say."""

from datetime import date

import pytest
from django.utils.translation import override
from tests.casework import COMPANY, GRANTED, PASSING, WANG, actor, apply, approve, rectify, reply, set_word
from tests.county import county

from gongkai.applications import services
from gongkai.applications.models import Application, Reply
from gongkai.applications.notices.gathering import letter_of, offer_called, offers, rectification_letter
from gongkai.applications.services import NewPart
from gongkai.law.channels import Channel
from gongkai.law.clock import Party
from gongkai.law.delivery import Manner
from gongkai.law.errors import NotAllowed
from gongkai.law.fees import Standard

WORKED = {"court": "桓台县人民法院", "fee_payment": "到县财政局缴纳", "reconsideration_online": "https://fuyi.example"}


@pytest.fixture
def made(db):
    made = county()
    set_word(made)
    services.set_practice(made.science, WORKED, by=actor(made, "administrator"))
    return made


def keys(case):
    return [offer.key for offer in offers(Application.objects.get(pk=case.pk))]


def letter(case, key):
    case = Application.objects.get(pk=case.pk)
    return letter_of(case, next(offer for offer in offers(case) if offer.key == key))[0]


def text(case, key):
    return "\n".join(letter(case, key).paragraphs)


def test_a_case_that_is_not_received_yet_has_no_letter(made):
    case = apply(made, channel=Channel.INTERNET)
    assert keys(case) == []
    services.confirm(case, on=date(2026, 3, 3), by=actor(made))
    assert keys(case) == ["receipt"]
    assert letter(case, "receipt").day == date(2026, 3, 3)


def test_a_supplement_and_what_comes_after_it(made):
    case = apply(made)
    assert "期限至2026年3月30日。" in text(case, "receipt")
    assert case.code in text(case, "receipt")
    services.ask_supplement(case, on=date(2026, 3, 11), matters="写明年度\n写明类别", by=actor(made))
    assert list(letter(case, "supplement").paragraphs[2:4]) == ["写明年度", "写明类别"]
    assert "2026年4月1日前" in text(case, "supplement")
    services.take_supplement(case, on=date(2026, 3, 16), by=actor(made))
    services.propose_extension(case, days=20, reason="材料较多", on=date(2026, 3, 17), by=actor(made))
    services.extend(case, on=date(2026, 3, 18), by=actor(made, "head"))
    case.refresh_from_db()
    assert "期限至2026年3月30日。" in text(case, "receipt")
    assert "原答复期限为2026年4月14日。" in text(case, "extension")
    assert f"延长至{case.due_on.year}年{case.due_on.month}月{case.due_on.day}日" in text(case, "extension")
    assert "因材料较多。" in letter(case, "extension").paragraphs
    reply(made, case, on=date(2026, 3, 20))
    assert keys(case) == ["receipt", "supplement", "extension", "reply"]
    answer = text(case, "reply")
    assert "本机关于2026年3月16日收到您的补正" in answer
    assert "答复期限延长至" in answer


def test_an_extension_while_others_are_asked_says_that_its_last_day_will_move(made):
    case = apply(made)
    asked = {"party": Party.THIRD_PARTY, "whom": "某公司", "scope": "合同"}
    row = services.consult(case, on=date(2026, 3, 9), by=actor(made), **asked)
    services.propose_extension(case, days=5, reason="材料较多", on=date(2026, 3, 10), by=actor(made))
    services.extend(case, on=date(2026, 3, 10), by=actor(made, "head"))
    told = "征求意见所需时间不计算在内，期限相应顺延"
    assert f"延长至2026年4月7日（{told}）。" in text(case, "extension")
    services.end_consultation(row, on=date(2026, 3, 13), opinion="agrees", by=actor(made))
    case.refresh_from_db()
    assert case.due_on == date(2026, 4, 14)
    assert f"延长至2026年4月7日（{told}）。" in text(case, "extension")  # as it was said then
    reply(made, case, on=date(2026, 4, 9))
    assert "答复期限延长至2026年4月14日（不计入期限的时间已经扣除）。" in text(case, "reply")


def test_a_reply_tells_of_no_extension_that_the_supplement_undid(made):
    case = apply(made)
    services.propose_extension(case, days=20, reason="材料较多", on=date(2026, 3, 4), by=actor(made))
    services.extend(case, on=date(2026, 3, 4), by=actor(made, "head"))
    services.ask_supplement(case, on=date(2026, 3, 11), matters="写明年度", by=actor(made))
    services.take_supplement(case, on=date(2026, 3, 16), by=actor(made))
    reply(made, case, on=date(2026, 4, 10))
    assert "本机关于2026年3月16日收到您的补正" in text(case, "reply")
    assert "延长至" not in text(case, "reply")


def test_a_supplement_asked_for_without_matters_makes_no_letter(made):
    case = apply(made)
    services.ask_supplement(case, on=date(2026, 3, 11), by=actor(made))
    with pytest.raises(NotAllowed) as refused:
        letter(case, "supplement")
    assert (refused.value.code, str(refused.value.citation)) == ("letter-element-missing", "条例第30条")


def test_what_lapsed_says_what_it_was_asked_for(made):
    case = apply(made)
    services.ask_supplement(case, on=date(2026, 3, 3), until=date(2026, 3, 20), matters="年度", by=actor(made))
    services.lapse_supplement(case, on=date(2026, 3, 23), by=actor(made))
    with pytest.raises(NotAllowed) as refused:
        letter(case, "supplement-lapsed")
    assert "“通知书号”" in str(refused.value)
    services.issue(case, letter="supplement", by=actor(made))
    whole = text(case, "supplement-lapsed")
    assert "《政府信息公开申请补正告知书》（桓科信公开〔2026〕1号）" in whole
    assert "本机关于2026年3月3日向您发出" in whole
    assert "于2026年3月20日前" in whole
    assert "第三十条的规定，视为放弃申请" in whole
    assert "或者自收到之日起6个月内向桓台县人民法院提起行政诉讼" in whole


def test_a_fee_is_told_with_its_breakdown(made):
    case = apply(made)
    services.notice_fee(case, standard=Standard.BY_PAGE, quantity=120, on=date(2026, 3, 5), by=actor(made))
    whole = text(case, "fee")
    assert "本机关按量计收信息处理费" in whole
    assert "第31页至第100页：70页×10元＝700元。" in whole
    assert "应缴纳的金额为1100元" in whole
    services.issue(case, letter="fee", by=actor(made))
    services.note_fee_notice_received(case, on=date(2026, 3, 9), by=actor(made))
    services.lapse_fee(case, on=date(2026, 4, 10), by=actor(made))
    assert "本机关于2026年3月5日向您发出" in text(case, "fee-lapsed")


def test_consultations_have_their_letters_and_theirs_know_no_applicant(made):
    case = apply(made)
    for party in Party:
        services.consult(case, party=party, whom="某公司", scope="合同全文", on=date(2026, 3, 4), by=actor(made))
    third, co_author, other = (f"{name}-{order}" for order, name in enumerate(NAMES, start=1))
    assert keys(case) == ["receipt", third, "consulting-1", "consulting-2", "consulting-3", co_author, other]
    for key in (third, co_author, other):
        assert letter(case, key).addressee == "某公司"
        assert all(each not in text(case, key) for each in ("王小明", "13812345678", case.number, case.description))
    assert "需要征求第三方的意见，本机关已于2026年3月4日发出" in text(case, "consulting-1")
    services.consult(
        case, party=Party.THIRD_PARTY, whom="某公司", scope="王小明要的合同", on=date(2026, 3, 4), by=actor(made)
    )
    with pytest.raises(NotAllowed) as refused:
        letter(case, "third-party-4")
    assert refused.value.code == "letter-tells-applicant"


NAMES = ("third-party", "co-author", "other-agency")


def test_a_reply_has_its_number_and_day_and_one_withheld_leads_to_reconsideration(made):
    case = apply(made, applicants=[COMPANY, WANG])
    approve(made, case, NewPart("名单", "GRANT", told="随附"), NewPart("打分表", "DENY_6", reason="讨论记录"))
    assert "reply" not in keys(case)
    services.decide(case, on=date(2026, 3, 20), by=actor(made, "head"))
    answer = letter(case, "reply")
    assert (answer.number, answer.day) == (Reply.objects.get().number, date(2026, 3, 20))
    assert answer.number == "桓科信公开〔2026〕1号"
    assert answer.addressee == "桓台某某有限公司、王小明"
    whole = text(case, "reply")
    assert "第三十七条" in whole
    assert "先向桓台县人民政府申请行政复议（线上渠道：https://fuyi.example）" in whole
    assert "或者" not in whole.partition("如不服本答复")[2]


def test_the_form_of_what_is_given_is_told_where_it_is_not_as_asked(made):
    case = apply(made, obtaining="post", means="paper")
    services.draft(case, parts=[GRANTED], obtaining="reading", form_reason="图纸年代久远", by=actor(made))
    services.submit(case, by=actor(made))
    for role, duty in PASSING:
        services.pass_on(case, duty, by=actor(made, role))
    services.decide(case, on=date(2026, 3, 20), by=actor(made, "head"))
    assert "改为当场查阅、抄录。理由：图纸年代久远。" in text(case, "reply")


def test_reasons_and_a_delay_are_told(made):
    case = apply(made)
    services.ask_reasons(case, on=date(2026, 3, 4), matters="本年第12件，请说明用途", by=actor(made))
    services.take_reasons(case, on=date(2026, 3, 6), by=actor(made))
    services.set_delay(case, on=date(2026, 3, 9), until=date(2026, 6, 30), by=actor(made))
    assert keys(case) == ["receipt", "reasons", "delay"]
    assert "本年第12件，请说明用途" in letter(case, "reasons").paragraphs
    assert "确定延迟至2026年6月30日前（含当日）答复" in text(case, "delay")
    reply(made, case, on=date(2026, 5, 6))
    told = "本机关于2026年3月4日要求您说明理由，于2026年3月6日收到说明，确定延迟至2026年6月30日前（含当日）答复。"
    assert told in letter(case, "reply").paragraphs


def test_a_reply_that_was_extended_and_then_delayed_tells_both_days(made):
    case = apply(made)
    services.propose_extension(case, days=20, reason="材料较多", on=date(2026, 3, 4), by=actor(made))
    services.extend(case, on=date(2026, 3, 4), by=actor(made, "head"))
    services.take_reasons(case, on=date(2026, 3, 6), by=actor(made))
    services.set_delay(case, on=date(2026, 3, 9), until=date(2026, 6, 30), by=actor(made))
    reply(made, case, on=date(2026, 5, 6))
    whole = text(case, "reply")
    assert "答复期限延长至2026年4月28日。" in whole
    assert "收到您的理由说明，确定延迟至2026年6月30日前（含当日）答复。" in whole


def test_a_third_party_is_told_what_is_disclosed_against_its_will(made):
    case, on = apply(made), date(2026, 3, 4)
    asked = services.consult(case, party=Party.THIRD_PARTY, whom="某公司", scope="合同全文", on=on, by=actor(made))
    services.end_consultation(
        asked,
        on=on,
        opinion="objects",
        reasons="商业秘密",
        reasons_hold=True,
        public_interest="关系饮水安全",
        by=actor(made),
    )
    approve(made, case, GRANTED)
    assert "disclosed-1" not in keys(case)
    services.decide(case, on=date(2026, 3, 20), by=actor(made, "head"))
    assert letter(case, "disclosed-1").addressee == "某公司"
    whole = text(case, "disclosed-1")
    assert "决定予以公开。理由：关系饮水安全。" in whole
    assert "或者自收到之日起6个月内" in whole
    assert "王小明" not in whole


def test_letters_are_in_chinese_whoever_reads_the_desk(made):
    case = apply(made)
    services.consult(case, party=Party.THIRD_PARTY, whom="某", scope="合同", on=date(2026, 3, 4), by=actor(made))
    with override("en"):
        assert "需要征求第三方的意见" in text(case, "consulting-1")


def test_reasons_are_asked_for_with_how_many_were_made_and_until_when(made):
    apply(made, on=date(2025, 12, 30))
    apply(made)
    case = apply(made)
    apply(made, applicants=[COMPANY])
    services.ask_reasons(case, on=date(2026, 3, 4), matters="用途", by=actor(made))
    whole = text(case, "reasons")
    assert "本年内您已向本机关提出政府信息公开申请2件" in whole
    assert "请您在2026年3月18日前（含当日）说明理由" in whole


def test_what_is_made_public_is_told_with_its_place(made):
    case = apply(made)
    given = {"on": date(2026, 3, 20), "by": actor(made)}
    with pytest.raises(NotAllowed):
        services.make_public(case, place="专栏", **given)
    reply(made, case, on=date(2026, 3, 10))
    services.make_public(case, place="本机关网站专栏", **given)
    services.make_public(case, place="本机关网站“科技计划”栏目", **given)
    whole = text(case, "made-public")
    assert "现告知公开的位置：本机关网站“科技计划”栏目。" in whole
    assert "第四十四条的规定" in whole
    assert services.issue(case, letter="made-public", by=actor(made)).number == "桓科信公开〔2026〕2号"


def test_a_return_slip_is_blank_until_it_is_known_who_signed(made):
    case = apply(made)
    services.consult(case, party=Party.THIRD_PARTY, whom="某公司", scope="合同", on=date(2026, 3, 4), by=actor(made))
    issued = services.issue(case, letter="third-party-1", by=actor(made))

    def slip():
        found = offer_called(Application.objects.get(pk=case.pk), f"slip-{issued.pk}")
        written, readings = letter_of(case, found)
        assert [type(each.row).__name__ for each in readings] == ["Consultation"]
        assert "王小明" not in "".join(written.paragraphs)
        return written.paragraphs

    assert slip()[:2] == ("受送达人：某公司", "送达文书：征求第三方意见书（桓科信公开〔2026〕1号）")
    assert "签收人（签名或者盖章）：＿＿＿＿＿＿＿＿" in slip()
    day = date(2026, 3, 6)
    sent = {"manner": Manner.DIRECT, "sent_on": day, "signed_on": day, "signer": "李四", "by": actor(made)}
    services.send_letter(case, issued=issued, **sent)
    assert slip()[2:6] == (
        "送达方式：直接送达",
        "发出日期：2026年3月6日",
        "签收人（签名或者盖章）：李四",
        "签收日期：2026年3月6日",
    )


def test_a_request_to_rectify_is_answered_in_its_letter(made):
    said = {
        "rectified": ("政府信息更正申请答复书", "更正的内容：已改正。"),
        "accurate": ("政府信息更正申请答复书", "本机关不予更正。理由：已改正。"),
        "unrelated": ("政府信息更正申请答复书", "与您自身不相关"),
        "forwarded": ("政府信息更正申请转送告知书", "已转送有权更正的机关：已改正。"),
        "directed": ("政府信息更正申请转送告知书", "请向有权更正的机关提出：已改正。"),
    }
    for outcome, (title, words) in said.items():
        row = rectify(made)
        row = services.close_rectification(row, outcome=outcome, told="已改正", on=row.received_on, by=actor(made))
        written, readings = rectification_letter(row)
        assert written.title == title
        whole = "".join(written.paragraphs)
        assert words in whole
        assert "申请行政复议" in whole
        assert readings[0].fields == ("name", "record", "told")
