"""What is due for who runs the site while it is not set up: to go on with that."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.config.setup import services, steps
from gongkai.ui.desk import Due, Pile, Standing


def to_set_up(officer: Any, on: date) -> Iterable[Pile]:
    """Give that the site is to be set up, and how far that is."""
    row = services.standing() if services.may_set_up(officer) else None
    if row is None:
        return []
    all_steps = steps.progress(row)
    done = sum(each.done for each in all_steps)
    what = _("接着设置网站：%(all)d步中已完成%(done)d步") % {"all": len(all_steps), "done": done}
    return [Pile.of_list(Standing.MINE, [Due(what, reverse("setup:index"), kind=gettext_lazy("首次设置"))])]
