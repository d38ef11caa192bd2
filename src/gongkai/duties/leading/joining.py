"""How the ledger of leadership joins the others, and what its figures are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.attachments import owners
from gongkai.duties import ledgers
from gongkai.duties.leading import rules, selectors
from gongkai.duties.ledgers import Figure, Ledger
from gongkai.duties.models import LeadingGroup
from gongkai.ui.desk import Standing


def join() -> None:
    """Join the common page and the tabs, and let leading groups have their documents."""
    about = _("领导小组和责任人，谁在什么时候负责")
    ledgers.register(Ledger("leading", _("组织领导"), "leading:list", about, rules.has_sight, figures))
    owners.register(
        LeadingGroup,
        may_see=rules.may_see_group,
        may_add=rules.may_attach,
        may_remove=rules.may_attach,
        page="leading:group",
    )


def figures(officer: Any, on: date) -> Iterable[Figure]:
    """Give how many agencies in sight have a leading group and a first responsible person, and what changed."""
    seen = rules.agencies_in_sight(officer, on).in_being(on)
    has = selectors.with_leadership(seen, on).aggregate(
        agencies=Count("pk"),
        groups=Count("pk", filter=selectors.HAS_GROUP),
        first=Count("pk", filter=selectors.HAS_FIRST),
    )
    there = reverse("leading:list")
    return (
        Figure(_("个机关有领导小组"), has["groups"], f"{there}?has_group=1"),
        Figure(_("个机关没有领导小组"), has["agencies"] - has["groups"], f"{there}?has_group=0"),
        Figure(_("个机关没有登记第一责任人"), has["agencies"] - has["first"], f"{there}?has_first=0", Standing.TODAY),
        Figure(_("项本年变动"), selectors.changed_in(seen, date(on.year, 1, 1), on), there),
    )
