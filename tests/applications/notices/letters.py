"""Facts of letters for tests: of each kind as a case of 桓台县科技局 would have them."""

from __future__ import annotations

from typing import Any

from gongkai.applications.notices import facts as of
from gongkai.applications.notices import samples
from gongkai.applications.notices.samples import ASKED, DAY, DUE, part
from gongkai.law import remedies

__all__ = ["ASKED", "BUREAU", "DAY", "DUE", "FACTS", "OPINION", "SENDER", "part", "reply"]

BUREAU = remedies.Agency("桓台县科技局", remedies.AgencyKind.LOCAL_DEPARTMENT, government="桓台县人民政府")
SENDER = of.Sender(
    BUREAU,
    phone="0533-8210000",
    address="桓台县索镇某街1号",
    court="桓台县人民法院",
    reconsideration_online="https://fuyi.example.gov.cn",
    fee_payment="到县财政局非税收入窗口缴纳",
)
FACTS = samples.samples(SENDER)
OPINION = FACTS["third-party"]


def reply(*outcomes: str, **values: Any) -> of.Reply:
    """Give a reply with parts of some outcomes, and what each of them requires."""
    return samples.reply(SENDER, *outcomes, **values)
