"""Facts of letters for tests: of each kind as a case of 桓台县科技局 would have them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.applications.notices import facts as of
from gongkai.law import remedies

BUREAU = remedies.Agency("桓台县科技局", remedies.AgencyKind.LOCAL_DEPARTMENT, government="桓台县人民政府")
SENDER = of.Sender(
    BUREAU,
    phone="0533-8210000",
    address="桓台县索镇某街1号",
    court="桓台县人民法院",
    reconsideration_online="https://fuyi.example.gov.cn",
    fee_payment="到县财政局非税收入窗口缴纳",
)
ASKED = of.Asked("2026-00001", ("王小明",), True, "桓台县2025年科技计划项目立项名单", date(2026, 3, 2))
DAY = date(2026, 3, 10)
DUE = of.Due(date(2026, 3, 30))
OPINION = of.Opinion(SENDER, DAY, "桓台某某有限公司", "2025年合作协议全文")
TOLD = {"GRANT", "GRANT_ALREADY", "DENY_8", "NOPROC_2", "NOPROC_3", "PARTIAL"}


def part(outcome: str, **values: Any) -> of.Part:
    """Give one thing asked for with an outcome, with what it must say."""
    given = {"reason": "属于这种情形", "told": "见县政府网站" if outcome in TOLD else "", **values}
    return of.Part("立项名单", outcome, **given)


def reply(*outcomes: str, **values: Any) -> of.Reply:
    """Give a reply with parts of some outcomes, and what each of them requires."""
    given = of.Reply(
        SENDER,
        ASKED,
        DAY,
        numbered="桓科信公开〔2026〕1号",
        parts=tuple(map(part, outcomes)),
        searches=(of.Search(DAY, "2025年档案", "立项", ""),) if "UNABLE_1A" in outcomes else (),
        third_parties=(of.Heard(DAY, "不同意公开"),) if "DENY_4" in outcomes else (),
        reasons_asked_on=DAY if "NOPROC_4" in outcomes else None,
    )
    return replace(given, **values)


FACTS: dict[str, Any] = {
    "receipt": of.Receipt(SENDER, ASKED, date(2026, 3, 2), DUE, "AB2C-DEF3-GHJ4"),
    "supplement": of.Supplement(SENDER, ASKED, DAY, "1．写明年度\n2．写明项目类别", date(2026, 3, 31)),
    "extension": of.Extension(SENDER, ASKED, DAY, "材料较多", 20, DUE, of.Due(date(2026, 4, 28))),
    "reasons": of.Reasons(SENDER, ASKED, DAY, "本年第12件，请在10个工作日内说明用途"),
    "delay": of.Delay(SENDER, ASKED, DAY, date(2026, 6, 30)),
    "disclosed": of.Disclosed(SENDER, DAY, "桓台某某有限公司", "2025年合作协议全文", reason="关系公众饮水安全"),
    "third-party": OPINION,
    "consulting": of.Consulting(SENDER, ASKED, DAY, "第三方"),
    "co-author": OPINION,
    "other-agency": OPINION,
    "fee": of.Fee(SENDER, ASKED, DAY, "按件", "处理费办法第4条", ("第12件：1件×100元＝100元。",), Decimal(100)),
    "granted": reply("GRANT"),
    "partial": reply("GRANT", "DENY_6"),
    "withheld": reply("DENY_4"),
    "not-held": reply("UNABLE_1A"),
    "elsewhere": reply("UNABLE_1B"),
    "repeated": reply("NOPROC_2"),
    "inquiry": reply("DENY_8"),
    "to-be-made": reply("UNABLE_2"),
    "reply": reply("UNABLE_3"),
    "not-an-application": reply("NOPROC_1"),
    "too-many": reply("NOPROC_4"),
    "supplement-lapsed": of.Lapse(SENDER, ASKED, DAY, "OTHER_1", date(2026, 3, 3), date(2026, 3, 9)),
    "fee-lapsed": of.Lapse(SENDER, ASKED, DAY, "OTHER_2", date(2026, 3, 3), date(2026, 3, 9)),
}
