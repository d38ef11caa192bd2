"""What the desk shows of the ledger of rectification: its figures, what is due, the evidence of progress."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.agencies.rules import has_sight
from gongkai.duties import ledgers
from gongkai.duties.models.rectification import Progress
from gongkai.duties.rectification import dues, rules
from gongkai.duties.rectification.lifecycle import OPEN, Stage
from gongkai.ui import desk
from gongkai.ui.desk import Standing


def figures(officer: Any, on: date) -> Iterable[ledgers.Figure]:
    """Give how the ledger stands: what is open, overdue, to be verified, and what was closed this year."""
    first, last = date(on.year, 1, 1), date(on.year, 12, 31)
    counts = rules.problems_in_sight(officer, on).aggregate(
        open=Count("pk", filter=Q(stage__in=OPEN)),
        overdue=Count("pk", filter=Q(stage__in=OPEN, due_on__lt=on)),
        verifying=Count("pk", filter=Q(stage=Stage.VERIFYING)),
        closed=Count("pk", filter=Q(closed_on__range=(first, last))),
    )
    url = reverse("rectification:list")
    overdue = f"{url}?open=1&due-to={on - timedelta(1)}"
    yield ledgers.Figure(_("没有销号"), counts["open"], f"{url}?open=1", Standing.MINE)
    yield ledgers.Figure(_("已逾期"), counts["overdue"], overdue, Standing.OVERDUE)
    yield ledgers.Figure(_("待核验"), counts["verifying"], f"{url}?stage=verifying")
    yield ledgers.Figure(_("今年销号"), counts["closed"], f"{url}?closed-from={first}&closed-to={last}")


def join() -> None:
    """Join the ledgers, what is due, and what has files."""
    from gongkai.attachments import owners
    from gongkai.duties.rectification import from_remedies

    from_remedies.listen()
    about = gettext_lazy("问题从哪里来、怎样改、由谁负责、改得怎样")
    title = gettext_lazy("问题与整改")
    ledgers.register(ledgers.Ledger("rectification", title, "rectification:list", about, has_sight, figures))
    desk.register_due(dues.problems_due)
    owners.register(
        Progress,
        may_see=rules.may_see_evidence,
        may_add=rules.may_add_evidence,
        may_remove=rules.may_add_evidence,
        page="rectification:evidence",
    )
