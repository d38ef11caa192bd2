"""Problems and what is done about them as a table that comes in (问题清单、整改台账)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.exchange.columns import Column, Done, Table, chosen, read_day
from gongkai.agencies.models import Agency, Office, Officer, Post
from gongkai.duties.models.rectification import Problem, Source
from gongkai.duties.rectification import services
from gongkai.duties.rectification.lifecycle import Stage
from gongkai.journal.actor import Actor

_PLAN = ("measure", "office", "officer", "due_on")


class Problems(Table):
    """The problems of an agency: a row for each, known by its source and its words.

    How they end is no column: another than who answers for a problem verifies that.
    """

    name = "problems"
    title = _("问题与整改")
    columns: ClassVar = (
        chosen("source", "来源", Source.choices, required=True),
        Column("reference", "出处", about=_("如：县政府办2026年第1次督查通报")),
        Column("text", "问题", required=True),
        Column("raised_on", "列入日期", required=True, read=read_day),
        Column("measure", "整改措施"),
        Column("office", "责任科室"),
        Column("officer", "责任人", about=_("姓名或者登录名；填了责任人或者时限的，措施、责任人、时限都要填")),
        Column("due_on", "完成时限", read=read_day),
    )

    def __init__(self, agency: Agency) -> None:
        self._agency = agency
        self._seen: set[tuple[str, str]] = set()

    def do(self, values: Mapping[str, Any], *, by: Actor, on: date) -> Done:
        """Put a problem in the ledger, with what is done about it; or plan anew what is there and not closed."""
        source, text = values["source"], values["text"]
        if (source, text) in self._seen:
            raise ValidationError({"text": say("这个问题在表里出现了两次。")})
        self._seen.add((source, text))
        plan = self._plan(values, on)
        there = Problem.objects.filter(agency=self._agency, source=source, text=text).exclude(stage=Stage.DROPPED)
        found: Problem | None = there.order_by("-pk").first()
        if found is None:
            made = services.propose(
                self._agency, source, "", text, by=by, reference=values.get("reference", ""),
                measure=values.get("measure", ""), on=values["raised_on"],
            )  # fmt: skip
            if plan:
                made = services.plan(made, **plan, by=by)
            return Done(str(made), added=True, made=made)
        changed = {name: value for name, value in plan.items() if getattr(found, name) != value}
        if not changed:
            return Done(str(found))
        headings = {column.name: column.heading for column in self.columns}
        told = tuple((headings[name], str(getattr(found, name) or ""), str(value)) for name, value in changed.items())
        services.plan(found, **{"office": found.office, **plan}, by=by)
        return Done(str(found), told)

    def _plan(self, values: Mapping[str, Any], on: date) -> dict[str, Any]:
        """Give what is to be done, by whom, until when: all of it, or nothing where neither of the last two is said."""
        given = {name: values[name] for name in _PLAN if values.get(name)}
        if not given.keys() & {"officer", "due_on"}:
            return {}
        lacking = [name for name in ("measure", "officer", "due_on") if name not in given]
        if lacking:
            raise ValidationError({name: say("填了责任人或者时限的，措施、责任人、时限都要填。") for name in lacking})
        given["officer"] = self._officer(given["officer"], on)
        if "office" in given:
            given["office"] = self._office(given["office"])
        return given

    def _officer(self, written: str, on: date) -> Officer:
        held = Post.objects.held(on).filter(agency=self._agency)
        people = Officer.objects.filter(is_active=True, pk__in=held.values("officer"))
        found = list(people.filter(Q(name=written) | Q(username=written))[:2])
        told = {"agency": self._agency.called, "written": written}
        if not found:
            raise ValidationError({"officer": say("“%(agency)s”没有“%(written)s”这个人。") % told})
        if len(found) > 1:
            raise ValidationError({"officer": say("“%(agency)s”不止一个人叫“%(written)s”，请填登录名。") % told})
        officer: Officer = found[0]
        return officer

    def _office(self, written: str) -> Office:
        found: Office | None = Office.objects.filter(agency=self._agency, name=written, closed_on__isnull=True).first()
        if found is None:
            told = {"agency": self._agency.called, "written": written}
            raise ValidationError({"office": say("“%(agency)s”没有“%(written)s”这个科室。") % told})
        return found
