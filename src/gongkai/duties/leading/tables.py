"""Who was responsible in an agency, as a table that comes in: a row for each person in a role."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.exchange.columns import Column, Done, Table, chosen, read_day
from gongkai.agencies.models import Agency, Office
from gongkai.duties.leading import services
from gongkai.duties.models import Charge, LeadingGroup
from gongkai.duties.models.leading import IN_GROUP, Role
from gongkai.journal.actor import Actor


class Leaders(Table):
    """Members of leading groups and responsible persons (组织领导).

    A row of a leading group that is not there on its first day sets the group up, by the document that the row names.
    """

    name = "leading"
    title = _("组织领导")
    columns: ClassVar = (
        chosen("role", "职责", Role.choices, required=True),
        Column("name", "姓名", required=True),
        Column("position", "职务"),
        Column("office", "科室", about=_("科室责任人要填")),
        Column("group", "领导小组", about=_("领导小组的名称；领导小组里的职责要填")),
        Column("document_number", "文号"),
        Column("from_on", "自", required=True, read=read_day),
        Column("until_on", "至", read=read_day, about=_("最后一天；现任的空着")),
    )

    def __init__(self, agency: Agency) -> None:
        self.agency = agency

    def do(self, values: Mapping[str, Any], *, by: Actor, on: date) -> Done:
        """Add somebody in a role, or end what is there; the row is known by role, name and first day."""
        role, name, from_on = values["role"], values["name"], values["from_on"]
        until = values.get("until_on")
        rows = Charge.objects.filter(agency=self.agency, role=role, name=name, from_on=from_on).standing()
        there = rows.first()
        if there is not None:
            if until is None or until == there.until_on:
                return Done(str(there))
            services.end(there, on=until, by=by)
            return Done(str(there), (("至", "", until.isoformat()),))
        number = values.get("document_number", "")
        if role in IN_GROUP:
            self._group(values.get("group", ""), number, from_on, until, by)
        made = services.charge(
            self.agency, role, name=name, position=values.get("position", ""), from_on=from_on, until_on=until,
            document_number=number, office=self._office(values.get("office", "")), by=by,
        )  # fmt: skip
        return Done(str(made), added=True, made=made)

    def _group(self, name: str, number: str, from_on: date, until_on: date | None, by: Actor) -> None:
        there = LeadingGroup.objects.filter(agency=self.agency).in_force(from_on).first()
        if not name:
            raise ValidationError({"group": say("领导小组里的职责，要填领导小组的名称。")})
        if there is None or there.name != name:
            services.set_up(self.agency, name=name, from_on=from_on, until_on=until_on, document_number=number, by=by)

    def _office(self, written: str) -> Office | None:
        if not written:
            return None
        found = Office.objects.filter(agency=self.agency, name=written, closed_on__isnull=True).first()
        if found is None:
            words = {"agency": self.agency.called, "written": written}
            raise ValidationError({"office": say("“%(agency)s”没有“%(written)s”这个科室。") % words})
        return found
