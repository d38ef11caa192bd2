"""What the texts at hand leave open and somebody must decide (法规未明之处): a table of it, with where each comes from.

The defaults are the law's own (`ClockRules`, `OutcomeSettings`), and are the careful reading. What of their settings is
not here nothing in this context asks for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.law.clock import ClockRules
from gongkai.law.outcomes import OutcomeSettings


class Source(models.TextChoices):
    """How well a rule is known."""

    DEDUCED = "deduced", _("推导")
    SECOND_HAND = "second_hand", _("二手材料")
    FROM_MEMORY = "from_memory", _("未检得原文")


@dataclass(frozen=True)
class OpenRule:
    """One thing left open: the setting of the law it is, what it is called, the article, how well it is known, why."""

    name: str
    holder: type[ClockRules | OutcomeSettings]
    label: Any
    article: str
    source: Source
    about: Any

    @property
    def default(self) -> bool | int:
        """Give how it is read unless somebody decides otherwise."""
        value: bool | int = getattr(self.holder(), self.name)
        return value

    @property
    def is_number(self) -> bool:
        """Say whether it is a number of working days, and no yes or no."""
        return not isinstance(self.default, bool)


OPEN_RULES: tuple[OpenRule, ...] = (
    OpenRule(
        "first_consultation_day_counts",
        ClockRules,
        _("发出征求意见书的当日计入答复期限"),
        "条例第33条第3款",
        Source.DEDUCED,
        _("条例只说“所需时间”不计算在期限内。默认首尾两日都不计入；选“是”的，发出的当日仍计入。"),
    ),
    OpenRule(
        "supplement_asked_only_in_time",
        ClockRules,
        _("超过7个工作日的，不得再告知补正"),
        "条例第30条",
        Source.DEDUCED,
        _("条例要求7个工作日内一次性告知，没有写逾期的后果。选“否”的，答复期限届满之前仍可以告知。"),
    ),
    OpenRule(
        "extension_only_before_due",
        ClockRules,
        _("答复期限届满之后不得延长"),
        "条例第33条第2款",
        Source.DEDUCED,
        _("条例没有写最迟何时可以延长。默认已经届满的不能再延长。"),
    ),
    OpenRule(
        "extension_again_after_restart",
        ClockRules,
        _("答复期限重新起算之后可以再延长一次"),
        "条例第33条第2款",
        Source.DEDUCED,
        _("条例没有写补正、缴费之后重新起算的期限能否另外延长。默认一件申请只延长一次。"),
    ),
    OpenRule(
        "extension_while_consulting",
        ClockRules,
        _("征求意见期间可以延长答复期限"),
        "条例第33条第2款",
        Source.DEDUCED,
        _("征求意见时期限停止计算，没有届满，默认可以延长。选“否”的，恢复计算之后才可以延长。"),
    ),
    OpenRule(
        "delay_only_before_due",
        ClockRules,
        _("答复期限届满之后不得确定延迟答复的期限"),
        "条例第35条",
        Source.DEDUCED,
        _("条例没有写最迟何时确定。默认须在届满之前，以免掩盖逾期。"),
    ),
    OpenRule(
        "reasons_stop_clock",
        ClockRules,
        _("要求说明理由期间，答复期限停止计算"),
        "条例第35条",
        Source.DEDUCED,
        _("条例没有写这段时间不计入。默认照常计算，较为谨慎。"),
    ),
    OpenRule(
        "fee_payment_days",
        ClockRules,
        _("缴纳信息处理费的工作日数"),
        "处理费办法第6条",
        Source.SECOND_HAND,
        _("据各省转发的通知为20个工作日，自收到收费通知之次日起算；未核到办法原文。"),
    ),
    OpenRule(
        "payment_restarts",
        ClockRules,
        _("缴费之后答复期限重新起算"),
        "处理费办法第6条",
        Source.FROM_MEMORY,
        _("未核到办法原文。选“否”的，只把等待缴费的时间不计入。"),
    ),
    OpenRule(
        "granted_with_others_is_partial",
        OutcomeSettings,
        _("有公开的部分、又有其他结果的，计为部分公开"),
        "条例第37条",
        Source.DEDUCED,
        _(
            "一件申请几部分结果不同、又没有不予公开的（如一部分公开、一部分不存在），年报怎样计没有规定。选“否”的，按所列第一项计。"
        ),
    ),
    OpenRule(
        "partial_follows_its_grounds",
        OutcomeSettings,
        _("部分公开的，按未公开部分的理由确定是否须先申请行政复议"),
        "复议法第23条第1款第4项",
        Source.DEDUCED,
        _("复议法只写“不予公开”。默认未公开部分依据条例第14条至第16条的，须先申请行政复议；选“否”的，不作为复议前置。"),
    ),
)

OPEN_RULE_BY_NAME: Mapping[str, OpenRule] = {rule.name: rule for rule in OPEN_RULES}
