"""How the ledger of training joins the others, and what its figures are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.attachments import owners
from gongkai.duties import ledgers
from gongkai.duties.ledgers import Figure, Ledger
from gongkai.duties.models import TrainingSession
from gongkai.duties.models.training import OPEN
from gongkai.duties.training import rules, selectors
from gongkai.duties.training.dues import dues, soon_after
from gongkai.ui import desk
from gongkai.ui.desk import Standing


def join() -> None:
    """Join the common page and the tabs, the home page with what is due, and let sessions have their material."""
    about = _("培训和研讨，谁参加了、多少学时")
    ledgers.register(Ledger("training", _("培训"), "training:list", about, rules.has_sight, figures))
    desk.register_due(dues)
    owners.register(
        TrainingSession,
        may_see=rules.may_see,
        may_add=rules.may_arrange,
        may_remove=rules.may_arrange,
        page="training:detail",
    )


def figures(officer: Any, on: date) -> Iterable[Figure]:
    """Give what was held this year by the agencies in sight, what asks for something, and who was not trained."""
    seen = rules.agencies_in_sight(officer, on).in_being(on)
    first, there = date(on.year, 1, 1), reverse("training:list")
    this_year = [("on-from", first), ("on-to", date(on.year, 12, 31))]
    sessions = TrainingSession.objects.filter(agency__in=seen)
    return (
        Figure(
            _("场本年已办"),
            selectors.held_in(seen, first, on).count(),
            f"{there}?{urlencode([*this_year, ('state', 'held')])}",
        ),
        Figure(
            _("场待举办"),
            sessions.filter(state__in=OPEN, on__gte=on).count(),
            f"{there}?{urlencode([('open', '1'), ('on-from', on)])}",
        ),
        Figure(
            _("场没有材料或者结果"),
            selectors.lacking(sessions, on, soon_after(on)).count(),
            f"{there}?lacking=1",
            Standing.OVERDUE,
        ),
        Figure(_("人本年还没有参加"), selectors.not_trained(seen, first, on).count(), reverse("training:figures")),
    )
