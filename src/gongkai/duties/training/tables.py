"""Sessions that were held, as a table that comes in: a row for each, with who came."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.exchange.columns import Column, Done, Table, chosen, read_day, read_number
from gongkai.agencies.models import Agency, Officer
from gongkai.duties.models import TrainingSession
from gongkai.duties.models.training import Kind, State
from gongkai.duties.training import services
from gongkai.duties.training.rules import officers_to_invite
from gongkai.duties.training.services import Outsider
from gongkai.journal.actor import Actor


def _read_hours(written: str) -> Decimal:
    try:
        return Decimal(written)
    except InvalidOperation:
        raise ValidationError(say("“%(written)s”不是学时，应如 2 或者 1.5。") % {"written": written}) from None


def _read_names(written: str) -> list[str]:
    return list(dict.fromkeys(re.split(r"[、，,；;\s]+", written.strip("、，,；; \n")))) if written else []


class Sessions(Table):
    """Training that was held (培训)."""

    name = "training"
    title = _("培训")
    columns: ClassVar = (
        chosen("kind", "形式", Kind.choices, required=True),
        Column("subject", "主题", required=True),
        Column("on", "日期", required=True, read=read_day),
        Column("hours", "学时", required=True, read=_read_hours),
        Column("venue", "地点"),
        Column("host", "主讲、主持"),
        Column("about", "内容"),
        Column("names", "到场人员", required=True, read=_read_names, about=_("姓名，用顿号隔开；有账号的自动关联")),
        Column("tested", "测试人数", read=read_number),
        Column("passed", "合格人数", read=read_number),
        Column("effect", "效果"),
        Column("minutes", "纪要"),
    )

    def __init__(self, agency: Agency) -> None:
        self.agency = agency

    def do(self, values: Mapping[str, Any], *, by: Actor, on: date) -> Done:
        """Add a session with who came and what came of it; one of that day and subject stays as it is."""
        given = dict(values)
        names: list[str] = given.pop("names")
        result = {name: given.pop(name) for name in ("tested", "passed", "effect", "minutes") if name in given}
        there = TrainingSession.objects.filter(agency=self.agency, subject=given["subject"], on=given["on"])
        if (found := there.exclude(state=State.CANCELLED).first()) is not None:
            return Done(str(found))
        session = services.schedule(self.agency, by=by, needs_material=False, **given)
        officers, outsiders = self._people(names, session.on)
        rows = services.invite(session, officers, outsiders, at=now(), by=by, tell=False)
        services.tick(session, present={row.pk for row in rows}, on=on, by=by)
        return Done(str(session), added=True, made=services.complete(session, on=on, by=by, **result))

    def _people(self, names: list[str], day: date) -> tuple[list[Officer], list[Outsider]]:
        found: dict[str, list[Officer]] = {}
        for officer in officers_to_invite(self.agency, day).filter(name__in=names):
            found.setdefault(officer.name, []).append(officer)
        alone = {name: people[0] for name, people in found.items() if len(people) == 1}
        return list(alone.values()), [Outsider(name) for name in names if name not in alone]
