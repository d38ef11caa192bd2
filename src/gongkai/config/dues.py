"""What is due for who runs the site: a backup, where the last one is too old."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.config.backup import records
from gongkai.config.status import may_see_status
from gongkai.ui.desk import Due, Pile, Standing


def backup_old(officer: Any, on: date) -> Iterable[Pile]:
    """Give that the site is to be backed up, where that was too long ago; of a site on trial it is not asked."""
    if not settings.PRODUCTION or not may_see_status(officer):
        return []
    last = records.last()
    if not records.is_old(last, timezone.now()):
        return []
    due_on = None if last is None else localdate(last.made_at) + timedelta(days=settings.BACKUP_DAYS)
    standing = Standing.MINE if due_on is None or due_on >= on else Standing.OVERDUE
    what = _("备份网站") if last is None else _("备份网站：最近一次太久了")
    return [Pile.of_list(standing, [Due(what, reverse("status"), due_on, kind=gettext_lazy("备份"))])]
