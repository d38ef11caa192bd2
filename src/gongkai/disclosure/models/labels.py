"""The lists of the law as choices of fields: the codes are the law's, the words too."""

from __future__ import annotations

from gongkai.law.outcomes import OUTCOMES
from gongkai.law.publication import CATEGORIES, Matter
from gongkai.ui.choices import choices

CATEGORY_CHOICES = choices((each.code, each.label) for each in CATEGORIES)
MATTERS = choices((each.name.lower(), each.value) for each in Matter)
GROUNDS = choices((each.code, each.label) for each in OUTCOMES if each.code in {f"DENY_{n}" for n in range(1, 8)})
"""Why information is withheld: the grounds of 条例第14至16条, as replies and the annual report name them."""
