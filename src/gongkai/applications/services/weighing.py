"""The harm of disclosure weighed, before anything is withheld (损害衡量), and whether the rest can be given."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.applications import acts
from gongkai.applications.models import Application, Weighing
from gongkai.applications.services.acting import happen, made, require_not_ahead, take_up
from gongkai.journal.actor import Actor


@transaction.atomic
def weigh(
    application: Application,
    *,
    ground: str,
    content: str,
    harm: str,
    withhold: bool,
    severing: str,
    how: str,
    on: date,
    interest: str = "",
    by: Actor,
    seen: int | None = None,
) -> Weighing:
    """Record what was weighed on a ground; what was weighed on it before no longer counts, and stays on record."""
    held = take_up(application, acts.WEIGHED, seen=seen)
    require_not_ahead(on)
    row = Weighing(
        application=held,
        order=Weighing.objects.filter(application=held).count() + 1,
        ground=ground,
        content=content.strip(),
        harm=harm.strip(),
        interest=interest.strip(),
        withhold=withhold,
        severing=severing,
        how=how.strip(),
        on=on,
        officer=by.officer,
    )
    made(row, acts.WEIGHED, by=by, leave_out=("application",))
    happen(held, acts.WEIGHED, by=by)
    return row
