"""What people scored, what surveys said, who was held to account: tables that come in (`gongkai.agencies.exchange`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.exchange.columns import Column, Done, Table, chosen, read_day, read_number
from gongkai.agencies.models import Agency
from gongkai.duties.assessment import rules, services
from gongkai.duties.assessment.services.accountability import BASES
from gongkai.duties.models import Accountability, Appraisal, Assessment, Indicator, Score
from gongkai.journal.actor import Actor


class Points(Table):
    """The levels that agencies reached in an assessment: a row for each agency and indicator."""

    name = "points"
    title = _("人工评分")
    columns: ClassVar = (
        Column("assessment", "考核", required=True, about=_("考核的名称；评分中的才能导入")),
        Column("agency", "单位", required=True, about=_("全称或者简称")),
        Column("indicator", "指标", required=True),
        Column("level", "档次", required=True, about=_("照指标体系里的写法")),
        Column("evidence", "依据", required=True, about=_("看了什么材料、为什么是这一档")),
    )

    def __init__(self, agency: Agency) -> None:
        self._agency = agency
        self._scores: dict[tuple[str, str, str], Score] | None = None

    def do(self, values: Mapping[str, Any], *, by: Actor, on: date) -> Done:
        """Score an agency, or change how it was scored."""
        row = self._row(values)
        if not rules.may_score(by.officer, row, on):
            raise ValidationError({"indicator": say("这一项不由您评分，或者这次考核不在评分中。")})
        before = (row.level, row.evidence)
        after = (values["level"], values["evidence"].strip())
        what = f"{row.agency.called} {row.indicator}"
        if before == after:
            return Done(what)
        services.score(row, level=after[0], evidence=after[1], by=by)
        row.level, row.evidence = after
        pairs = zip(("档次", "依据"), before, after)
        changes = tuple((heading, old, new) for heading, old, new in pairs if old != new)
        return Done(what, changes, added=not before[0])

    def _row(self, values: Mapping[str, Any]) -> Score:
        assessment = values["assessment"]
        if self._scores is None:
            self._scores = {}
            for row in Score.objects.filter(
                assessment__agency=self._agency, indicator__kind=Indicator.Kind.SCORED
            ).select_related("assessment__agency", "agency", "indicator"):
                for name in (row.agency.name, row.agency.called):
                    self._scores[row.assessment.name, name, row.indicator.name] = row
        found = self._scores.get((assessment, values["agency"], values["indicator"]))
        if found is not None:
            return found
        if not Assessment.objects.filter(agency=self._agency, name=assessment).exists():
            raise ValidationError({"assessment": say("没有“%(name)s”这次考核。") % {"name": assessment}})
        if not any(key[:2] == (assessment, values["agency"]) for key in self._scores):
            raise ValidationError({"agency": say("“%(name)s”不在这次考核的名单上。") % {"name": values["agency"]}})
        message = say("这次考核里没有“%(name)s”这个人工评分的指标。") % {"name": values["indicator"]}
        raise ValidationError({"indicator": message})


class Surveys(Table):
    """What surveys said of agencies: a row for each agency and survey."""

    name = "surveys"
    title = _("社会评议结果")
    columns: ClassVar = (
        Column("about", "评议对象", required=True, about=_("全称或者简称")),
        Column("held_on", "评议日期", required=True, read=read_day),
        chosen("means", "方式", Appraisal.Means.choices, required=True),
        Column("answers", "答卷数", required=True, read=read_number),
        Column("satisfied", "满意的答卷数", required=True, read=read_number),
        Column("document", "出处"),
    )

    def __init__(self, agency: Agency) -> None:
        self._agency = agency

    def do(self, values: Mapping[str, Any], *, by: Actor, on: date) -> Done:
        """Enter a survey; one that is there with the same numbers is left as it is."""
        about = _member(self._agency, values["about"])
        given = {**values, "about": about}
        same = Appraisal.objects.filter(agency=self._agency, **{name: given[name] for name in _NUMBERS}).exists()
        what = f"{about.called} {values['held_on']}"
        if same:
            return Done(what)
        return Done(what, added=True, made=services.appraise(self._agency, given, on=on, by=by))


_NUMBERS = ("about", "held_on", "means", "answers", "satisfied")


class Accounts(Table):
    """Who was held to account before: a row for each decision, with what came of it where that is known."""

    name = "accountability"
    title = _("责任追究")
    columns: ClassVar = (
        Column("about", "追究对象", required=True, about=_("全称或者简称")),
        chosen("kind", "追究方式", Accountability.Kind.choices, required=True),
        chosen("basis", "依据", [(each, each) for each in BASES], required=True),
        Column("whom", "责任人", about=_("写职务，不写姓名；只追究机关的不填")),
        Column("reason", "事由", required=True),
        Column("document", "文号或者记录", required=True),
        Column("on", "日期", required=True, read=read_day),
        Column("outcome", "结果", about=_("办结的，写明结果和办结日期")),
        Column("outcome_on", "办结日期", read=read_day),
    )

    def __init__(self, agency: Agency) -> None:
        self._agency = agency

    def do(self, values: Mapping[str, Any], *, by: Actor, on: date) -> Done:
        """Enter a decision, or what came of one that is there and stood open; one that is there is left as it is."""
        about = _member(self._agency, values["about"])
        given = {name: values[name] or "" for name in _DECIDED} | {"about": about}
        outcome, outcome_on = (values["outcome"] or "").strip(), values["outcome_on"]
        if bool(outcome) != bool(outcome_on):
            raise ValidationError({"outcome": say("结果和办结日期应当一起填写。")})
        what = f"{about.called} {given['document']}"
        key = {name: given[name] for name in ("about", "kind", "document", "on", "whom")}
        there = Accountability.objects.filter(agency=self._agency, **key).first()
        row = there or services.hold_to_account(self._agency, given, on=on, by=by)
        if not outcome or row.outcome_on is not None:
            return Done(what) if there else Done(what, added=True, made=row)
        row = services.conclude(row, outcome=outcome, outcome_on=outcome_on, on=on, by=by)
        return Done(what, (("结果", "", outcome),)) if there else Done(what, added=True, made=row)


_DECIDED = ("kind", "basis", "whom", "reason", "document", "on")


def _member(agency: Agency, written: str) -> Agency:
    """Give the agency of a name that is, or was, on the list of members of another."""
    members = Agency.objects.filter(Q(name=written) | Q(short_name=written), member_of__collector=agency)
    found: Agency | None = members.distinct().first()
    if found is None:
        raise ValidationError({"about": say("“%(name)s”不在填报名单上。") % {"name": written}})
    return found
