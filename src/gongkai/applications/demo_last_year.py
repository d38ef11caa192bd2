"""The demonstration cases of last year: all answered in time, one of them only after the year was over.

With them the report of last year has something to count in its table III, on whatever day they are loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from gongkai.applications.demo import (
    ALREADY,
    GRANTED,
    Planned,
    Step,
    archived,
    assigned,
    confirmed,
    part,
    replied,
    searched,
)
from gongkai.law.channels import Channel
from gongkai.ui.working_days import calendar

_NOTES = part("DENY_6", "属于讨论记录", content="评审会的讨论记录")
_NONE = part("UNABLE_1A", "经检索没有制作、获取过该信息")


class _Last(NamedTuple):
    """A case of last year: when it arrived, at which bureau, from whom and how, what is asked for, what is done."""

    month: int
    day: int
    stem: str
    kind: str
    channel: Channel
    asks: str
    steps: Sequence[Step]


_CASES = (
    _Last(2, 18, "keji", "NATURAL", Channel.INTERNET, "示例特派员的选派名单", (confirmed(1), *replied(12, GRANTED))),
    _Last(3, 20, "keji", "COMMERCIAL", Channel.COUNTER, "示例研发补助的拨付结果", (*replied(9, GRANTED), archived(30))),
    _Last(4, 15, "ziran", "NATURAL", Channel.COUNTER, "示例路拓宽的用地批复", (assigned(), *replied(11, GRANTED))),
    _Last(5, 15, "keji", "LEGAL", Channel.SIGNED_MAIL, "示例技术合同的认定依据", replied(10, ALREADY)),
    _Last(7, 10, "keji", "NATURAL", Channel.COUNTER, "示例项目的评审意见", replied(14, _NOTES)),
    _Last(8, 12, "zhujian", "NATURAL", Channel.SIGNED_MAIL, "示例小区的规划核实意见", replied(8, ALREADY)),
    _Last(
        9, 16, "keji", "NATURAL", Channel.INTERNET, "示例园区1996年的批准文件",
        (confirmed(1), searched(8, found=False), *replied(13, _NONE)),
    ),
    _Last(10, 20, "keji", "RESEARCH", Channel.COUNTER, "示例重点项目的立项材料", replied(15, GRANTED, _NOTES)),
    _Last(12, 22, "keji", "NATURAL", Channel.COUNTER, "示例创新平台的验收结论", (assigned(), *replied(14, GRANTED))),
)  # fmt: skip


def planned(on: date) -> list[Planned]:
    """Give the cases of the year before a day, with as much done as could be by then."""
    year, found = on.year - 1, []
    for each in _CASES:
        ago = calendar().working_days_between(date(year, each.month, each.day), on)
        steps = [step for step in each.steps if step.after <= ago]
        found.append(Planned(each.stem, ago, each.kind, each.channel, f"{year}年{each.asks}", steps))
    return found
