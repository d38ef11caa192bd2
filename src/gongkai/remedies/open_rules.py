"""What the texts at hand leave open about remedies and somebody must decide: a table of it, with where each comes from.

The defaults are the law's own (`RemedySettings`, `ChallengeRules`): results go into the columns of table IV by what the
words mean and by usual practice, for no text of the State Council's office was found that says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gongkai.law.challenges import DEFAULT_RULES as RULES
from gongkai.law.remedies import DEFAULTS, RECONSIDERATION_RESULTS, SUIT_RESULTS, Column, Result
from gongkai.ui.choices import words

COLUMN_OF = "column-"
"""How the names of rules begin that say in which column a result is counted."""


DAYS = (10, 15, 20, 30)
"""How many working days there can be to reply anew where nothing names them."""

COLUMN_CHOICES: list[tuple[str, Any]] = [
    (Column.UPHELD.value, _("结果维持")),
    (Column.OVERTURNED.value, _("结果纠正")),
    (Column.OTHER.value, _("其他结果")),
]
"""The columns of table IV that a result can be counted in."""


@dataclass(frozen=True)
class OpenRule:
    """One thing left open: its name, what it is called, its default, the article, how well it is known, why."""

    name: str
    label: Any
    default: bool | str | int
    article: str
    source: Any
    about: Any

    @property
    def choices(self) -> list[tuple[str, Any]]:
        """Give how it can be read: as a column of table IV, as a number of working days, or as yes or no."""
        if self.is_number:
            return [(str(days), format_lazy("{}{}", days, _("个工作日"))) for days in DAYS]
        return COLUMN_CHOICES if self.name.startswith(COLUMN_OF) else [("yes", _("是")), ("no", _("否"))]

    @property
    def is_number(self) -> bool:
        """Say whether it is a number of working days."""
        return isinstance(self.default, int) and not isinstance(self.default, bool)

    def value_of(self, chosen: str) -> bool | str | int:
        """Give the value of a choice."""
        if self.is_number:
            return int(chosen)
        return chosen if self.name.startswith(COLUMN_OF) else chosen == "yes"

    def in_words(self, value: bool | str | int) -> Any:
        """Say a value."""
        written = ("yes" if value else "no") if isinstance(value, bool) else str(value)
        return dict(self.choices)[written]


_FROM_MEMORY, _SECOND_HAND, _DEDUCED, _IN_TEXT = _("未检得原文"), _("二手材料"), _("推导"), _("条文写明")


def _column(result: Result, way: Any) -> OpenRule:
    return OpenRule(
        f"{COLUMN_OF}{result.code}",
        format_lazy("{}{}", way, words(result.label)),
        result.column.value,
        "年报格式2021版第四部分",
        _FROM_MEMORY,
        _("结果计入表四哪一列，没有检得国务院办公厅的规定，默认按字义和通行做法。"),
    )


OPEN_RULES: tuple[OpenRule, ...] = (
    *(_column(each, _("行政复议：")) for each in RECONSIDERATION_RESULTS if each.column is not Column.PENDING),
    *(_column(each, _("行政诉讼：")) for each in SUIT_RESULTS if each.column is not Column.PENDING),
    OpenRule(
        "assume_simple_procedure",
        _("不知道适用哪种程序的，按简易程序的期限准备答复"),
        DEFAULTS.assume_simple_procedure,
        "复议法第70条",
        _DEDUCED,
        _("收到副本时未必知道适用哪种程序。默认按5个工作日准备：逾期视为没有证据，后果重。"),
    ),
    OpenRule(
        "counts_once_in_effect",
        _("可以上诉的裁判，生效之后才计为审结"),
        RULES.counts_once_in_effect,
        "年报格式2021版第四部分",
        _DEDUCED,
        _("有一审又有二审的，按年末最新生效或者未结的状态计一件。选“否”的，收到一审裁判就计为审结。"),
    ),
    OpenRule(
        "effect_presumed",
        _("本机关上诉期满没有上诉的，视为裁判生效"),
        RULES.effect_presumed,
        "行诉法第85条",
        _DEDUCED,
        _("其他当事人可能较晚收到，仍可上诉；后来上诉的，登记上诉，恢复为未审结。选“否”的，法院告知生效才算。"),
    ),
    OpenRule(
        "rulings_appealable",
        _("不予立案、驳回起诉的裁定可以上诉"),
        RULES.rulings_appealable,
        "行诉法第51条第2款",
        _FROM_MEMORY,
        _(
            "不予立案的裁定，原告可以上诉，法律写明，不随口径改变。驳回起诉的裁定可以上诉，没有核到原文；选“否”的，它收到之日生效。"
        ),
    ),
    OpenRule(
        "redo_days",
        _("责令重新答复没有写明期限的，重新答复的期限"),
        DEFAULTS.redo_days,
        "公开案件解释",
        _SECOND_HAND,
        _("履行判决的20个工作日出自二手材料；复议决定和上级的决定没有检得规定，默认相同。写明期限的，以其为准。"),
    ),
    OpenRule(
        "redo_from_effect",
        _("没有写明的重新答复期限，自裁判生效之日起算"),
        RULES.redo_from_effect,
        "公开案件解释",
        _DEDUCED,
        _("没有检得从哪一天起算。选“否”的，自收到裁判之日起算。"),
    ),
    OpenRule(
        "court_may_extend",
        _("法院可以延长审理期限"),
        RULES.court_may_extend,
        "行诉法第81条",
        _IN_TEXT,
        _("有特殊情况的，经高级人民法院或者最高人民法院批准可以延长（第二审见第88条）。选“否”的，不登记法院延长。"),
    ),
)

OPEN_RULE_BY_NAME: Mapping[str, OpenRule] = {rule.name: rule for rule in OPEN_RULES}
