"""Sample facts of each kind of letter (样例): what a preview shows. The people and the figures in them are made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.applications.notices import facts as of

ASKED = of.Asked("2026-00001", ("王小明",), True, "桓台县2025年科技计划项目立项名单", date(2026, 3, 2))
DAY = date(2026, 3, 10)
DUE = of.Due(date(2026, 3, 30))
_NOTICE = "桓科信公开〔2026〕1号"
_TOLD = frozenset({"GRANT", "GRANT_ALREADY", "DENY_8", "NOPROC_2", "NOPROC_3", "PARTIAL"})


def part(outcome: str, **values: Any) -> of.Part:
    """Give one thing asked for with an outcome, with what it must say."""
    given = {"reason": "属于这种情形", "told": "见县政府网站" if outcome in _TOLD else "", **values}
    return of.Part("立项名单", outcome, **given)


def reply(sender: of.Sender, /, *outcomes: str, **values: Any) -> of.Reply:
    """Give a reply with parts of some outcomes, and what each of them requires."""
    given = of.Reply(
        sender,
        ASKED,
        DAY,
        numbered=_NOTICE,
        parts=tuple(map(part, outcomes)),
        searches=(of.Search(DAY, "2025年档案", "立项", ""),) if "UNABLE_1A" in outcomes else (),
        third_parties=(of.Heard(DAY, "不同意公开"),) if "DENY_4" in outcomes else (),
        reasons_asked_on=DAY if "NOPROC_4" in outcomes else None,
    )
    return replace(given, **values)


_REPLIES = {
    "granted": ("GRANT",),
    "partial": ("GRANT", "DENY_6"),
    "withheld": ("DENY_4",),
    "not-held": ("UNABLE_1A",),
    "elsewhere": ("UNABLE_1B",),
    "repeated": ("NOPROC_2",),
    "inquiry": ("DENY_8",),
    "to-be-made": ("UNABLE_2",),
    "reply": ("UNABLE_3",),
    "not-an-application": ("NOPROC_1",),
    "too-many": ("NOPROC_4",),
}


def samples(sender: of.Sender) -> dict[str, Any]:
    """Give facts of every kind, as a sender would have them."""
    opinion = of.Opinion(sender, DAY, "桓台某某有限公司", "2025年合作协议全文")
    return {
        "receipt": of.Receipt(sender, ASKED, date(2026, 3, 2), DUE, "AB2C-DEF3-GHJ4"),
        "supplement": of.Supplement(sender, ASKED, DAY, "1．写明年度\n2．写明项目类别", date(2026, 3, 31)),
        "extension": of.Extension(sender, ASKED, DAY, "材料较多", 20, DUE, of.Due(date(2026, 4, 28))),
        "reasons": of.Reasons(sender, ASKED, DAY, "说明本年多次申请同类信息的用途", 12, date(2026, 3, 24)),
        "delay": of.Delay(sender, ASKED, DAY, date(2026, 6, 30)),
        "disclosed": of.Disclosed(sender, DAY, "桓台某某有限公司", "2025年合作协议全文", reason="关系公众饮水安全"),
        "third-party": opinion,
        "consulting": of.Consulting(sender, ASKED, DAY, "第三方"),
        "co-author": opinion,
        "other-agency": opinion,
        "fee": of.Fee(sender, ASKED, DAY, "按件", "处理费办法第4条", ("第12件：1件×100元＝100元。",), Decimal(100), 20),
        **{name: reply(sender, *outcomes) for name, outcomes in _REPLIES.items()},
        "supplement-lapsed": of.Lapse(
            sender, ASKED, DAY, "OTHER_1", date(2026, 3, 3), date(2026, 3, 9), notice_number=_NOTICE
        ),
        "fee-lapsed": of.Lapse(
            sender, ASKED, DAY, "OTHER_2", date(2026, 3, 3), date(2026, 3, 9), notice_number=_NOTICE
        ),
        "rectified": of.Rectified(sender, ASKED, DAY, "rectified", "立项年度改为2025年"),
        "passed-on": of.Rectified(sender, ASKED, DAY, "forwarded", "桓台县自然资源局"),
        "made-public": of.MadePublic(sender, ASKED, DAY, "本机关网站“政府信息公开”专栏"),
        "return-slip": of.ReturnSlip(sender, DAY, "王小明", "政府信息公开申请答复书（桓科信公开〔2026〕1号）"),
    }


def whole(sender: of.Sender) -> of.Sender:
    """Give a sender with something for each thing that an agency has not said yet: a preview is not for that."""
    return replace(
        sender,
        phone=sender.phone or "（联系电话）",
        address=sender.address or "（联系地址）",
        reconsideration_online=sender.reconsideration_online or "（网上申请行政复议的渠道）",
        fee_payment=sender.fee_payment or "（缴纳方式）",
    )
