"""The lists of the law as choices of fields: the codes are the law's, the words too."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.law.outcomes import OUTCOMES
from gongkai.law.publication import ANNUAL_REPORT, CATEGORIES, Matter
from gongkai.ui.choices import choices

CATEGORY_CHOICES = choices((each.code, each.label) for each in (*CATEGORIES, ANNUAL_REPORT))
PENALTIES = "A06"
BUDGETS = "A07"
MATTERS = choices((each.name.lower(), each.value) for each in Matter)
_MATTER_OF = {PENALTIES: "licence_or_penalty", BUDGETS: "budget"}
GROUNDS = choices((each.code, each.label) for each in OUTCOMES if each.code in {f"DENY_{n}" for n in range(1, 8)})
"""Why information is withheld: the grounds of 条例第14至16条, as replies and the annual report name them."""


def matter_of(category: str) -> str:
    """Give the period that what is in a category has, unless another is chosen (预算法第14条、执法公示办法)."""
    return _MATTER_OF.get(category, "regular")


class Validity(models.TextChoices):
    """Whether a document is in force (有效性)."""

    NONE = "", _("不适用")
    PENDING = "pending", _("尚未施行")
    IN_FORCE = "in_force", _("现行有效")
    AMENDED = "amended", _("已修改")
    REPEALED = "repealed", _("已废止")
    LAPSED = "lapsed", _("已失效")


WRITTEN_VALIDITIES = [(each.value, each.label) for each in Validity if each != Validity.PENDING]
"""What a text may say of itself: that it is not in force yet is told by its days alone."""
