"""Rules and normative documents in one place (集中公开): what an agency, or all, have made, by how it stands.

国办公开办函〔2021〕33号 has the rules in force published together and kept up to date; what is repealed stays to be
read, and says that it is.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency
from gongkai.disclosure.models import ENACTED, Kind, Validity
from gongkai.disclosure.selectors import public_items

KINDS = tuple(kind for kind in Kind if kind in ENACTED)


class Force(NamedTuple):
    """How documents stand, as one looks for them: its code, its words, the validities it takes together."""

    code: str
    words: Any
    validities: frozenset[str]


IN_FORCE = Force("in-force", _("现行有效"), frozenset({Validity.IN_FORCE, Validity.AMENDED}))
FORCES = (
    IN_FORCE,
    Force("pending", _("尚未施行"), frozenset({Validity.PENDING})),
    Force("over", _("已废止或者已失效"), frozenset({Validity.REPEALED, Validity.LAPSED})),
)
"""What was amended is in force as amended."""


def public_enacted(agency: Agency | None, kind: str = "", force: Force = IN_FORCE) -> Any:
    """Give the documents that everybody sees and that stand so, those that took effect last first."""
    kinds = [kind] if kind else [str(each) for each in KINDS]
    rows = public_items(agency).filter(shown__kind__in=kinds, validity__in=force.validities)
    return rows.order_by("-shown__effective_on", "-pk")
