"""What the desk shows of motions and proposals: its ledger, what is due, and the files of each."""

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
from gongkai.duties.models.motions import Motion
from gongkai.duties.motions import dues, rules
from gongkai.duties.motions.lifecycle import OPEN, Stage
from gongkai.ui import desk
from gongkai.ui.desk import Standing


def figures(officer: Any, on: date) -> Iterable[ledgers.Figure]:
    """Give how the ledger stands: what came in this year, what is open, what of that is overdue."""
    year, of_year = (date(on.year, 1, 1), date(on.year, 12, 31)), Q(received_on__year=on.year)
    counts = rules.motions_in_sight(officer, on).aggregate(
        received=Count("pk", filter=of_year & ~Q(stage=Stage.HANDED_BACK)),
        open=Count("pk", filter=Q(stage__in=OPEN)),
        overdue=Count("pk", filter=Q(stage__in=OPEN, due_on__lt=on)),
        replied=Count("pk", filter=Q(stage=Stage.REPLIED)),
    )
    url = reverse("motions:list")
    came = f"{url}?counts=1&received-from={year[0]}&received-to={year[1]}"
    yield ledgers.Figure(_("今年收到"), counts["received"], came)
    yield ledgers.Figure(_("未答复"), counts["open"], f"{url}?open=1", Standing.MINE)
    before = on - timedelta(1)
    yield ledgers.Figure(_("已逾期"), counts["overdue"], f"{url}?open=1&due-to={before}", Standing.OVERDUE)
    yield ledgers.Figure(_("待反馈"), counts["replied"], f"{url}?stage=replied")


def join() -> None:
    """Join the ledgers, what is due, and what has files."""
    from gongkai.attachments import owners

    about = gettext_lazy("人大代表建议、政协委员提案的办理、答复和公开")
    ledgers.register(ledgers.Ledger("motions", gettext_lazy("建议提案"), "motions:list", about, has_sight, figures))
    for source in (dues.replies_due, dues.opinions_due, dues.publication_due):
        desk.register_due(source)
    owners.register(
        Motion,
        may_see=rules.may_see_motion,
        may_add=rules.may_handle,
        may_remove=rules.may_handle,
        page="motions:detail",
    )
