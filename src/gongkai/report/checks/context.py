"""What a check is given besides the report, and the one signature all checks share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.report.finding import Finding
from gongkai.report.model import Report


@dataclass(frozen=True)
class Limits:
    """How much is too much, where no text draws the line: settings, each with the reason for its default."""

    # In a row that the practice calls rare (少见类型) few applications end, so some more of them deserve
    # a look, but one or two more are chance.
    rare_least: int = 5
    rare_times: int = 3

    # 元 written for 万元 makes an amount 10 000 times greater. Real amounts change by much less than a
    # thousand times from one year to the next.
    money_times: int = 1000

    # Amounts in 元 that no agency of that name's level collects in a year, well above the largest published:
    # 100 billion for a province or where the name shows no level, 10 billion for a city, 2 billion below it.
    money_most: Decimal = Decimal(10) ** 11
    money_most_city: Decimal = Decimal(10) ** 10
    money_most_county: Decimal = Decimal(2) * 10**9

    # How often another year must be named, and how many times as often as the report's own year,
    # before the text looks copied from that year's report.
    year_least: int = 3
    year_times: int = 3

    # That part six states the processing fee (信息处理费), also when none was charged, is what published reports
    # do; the article that demands it was not at hand.
    fee_stated: bool = True

    # Narrative is said to repeat another's when this share of it, in runs of `alike_run` characters, stands there
    # too. Published reports of unrelated agencies shared less than 0.2. Every changed character takes `alike_run`
    # runs away: one in forty leaves 0.88, one in twenty 0.75. Shorter texts are alike by chance.
    alike_share: float = 0.8
    alike_run: int = 5
    alike_least: int = 120


@dataclass(frozen=True)
class Context:
    """What a report is checked beside: last year's report, other agencies' reports, and the limits."""

    previous: Report | None = None
    others: tuple[Report, ...] = ()
    limits: Limits = Limits()


Check = Callable[[Report, Context], Iterator[Finding]]
"""Every check takes a report and its context and yields findings."""
