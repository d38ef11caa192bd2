"""Challenges from before this register was kept, as a table that comes in: a row for each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.exchange.columns import Column, Done, Table, chosen, read_choice, read_day, read_flag
from gongkai.agencies.models import Agency
from gongkai.applications.models import Application
from gongkai.journal.actor import Actor
from gongkai.law.challenges import BEFORE_REVIEW, Ending, Event, Kind, Procedure, Side
from gongkai.remedies.models import Before, Challenge, Matter, labels
from gongkai.remedies.services import NewParty, take_over

_SIMPLE = (("yes", _("简易程序")), ("no", _("普通程序")))
_RESULT = "result"


def _day(name: str, heading: str, about: Any = "", *, required: bool = False) -> Column:
    return Column(name, heading, required, read_day, about)


class Challenges(Table):
    """Reconsideration, suits and complaints of an agency with how they went, one row each, known by the case number."""

    name = "challenges"
    title = _("复议诉讼")
    columns: ClassVar = (
        chosen("procedure", "途径", labels.PROCEDURES, required=True),
        Column("case_number", "案号", required=True, about=_("同一途径不能重复")),
        Column("forum", "复议机关、法院或者受理机关", about=_("不填的，复议机关按机构树得出")),
        chosen("matter", "所涉事项", Matter.choices, required=True),
        Column("application", "所涉申请的登记号"),
        Column("item", "所涉公开信息的索引号"),
        Column("omission", "没有公开或者没有答复的内容", about=_("没有登记过的申请、没有公开的信息填写；不写当事人")),
        _day("acted_on", "作出行为的日期", _("不填的，按所涉申请的办结日期、信息的公开日期")),
        chosen("before", "起诉前的复议", Before.choices, about=_("行政诉讼填写；不填的，为未经复议")),
        chosen("kind", "当事人类型", labels.KINDS, required=True),
        Column("party", "姓名或者名称", required=True, personal=True),
        _day("received_on", "收到副本日期", _("没有收到副本的，为知悉之日"), required=True),
        _day("accepted_on", "受理、立案日期"),
        chosen("simple", "适用的程序", _SIMPLE),
        _day("answered_on", "答复举证日期"),
        _day("decided_on", "收到决定、裁判日期", _("还在审的不填")),
        Column(_RESULT, "结果", about=_("按途径：如“维持”“撤销或者部分撤销”“判决驳回诉讼请求”")),
        Column("redo", "责令重新答复", read=read_flag, values=("是", "否")),
        _day("redone_on", "重新答复日期"),
        _day("appealed_on", "上诉日期"),
        chosen("side", "上诉人", labels.SIDES),
        Column("second_forum", "二审法院"),
        _day("second_on", "收到二审裁判日期"),
        chosen("ending", "二审结果", labels.ENDINGS),
        Column("changed_to", "改判的结果", about=_("二审改判的填写")),
    )  # fmt: skip

    _TOGETHER: ClassVar = (
        ("decided_on", _RESULT), (_RESULT, "decided_on"), ("appealed_on", "side"), ("appealed_on", "decided_on"),
        ("second_on", "ending"), ("ending", "second_on"), ("second_on", "appealed_on"), ("redone_on", "redo"),
    )  # fmt: skip
    """Of two columns, the second is needed where the first is filled in."""

    def __init__(self, agency: Agency) -> None:
        self.agency = agency

    def do(self, values: Mapping[str, Any], *, by: Actor, on: date) -> Done:
        """Take over a challenge, unless it is there under its way and case number."""
        given = {name: value for name, value in values.items() if value not in ("", None)}
        for one, other in self._TOGETHER:
            if one in given and not given.get(other):
                raise ValidationError({other: say("填写了“%(column)s”的，不能为空。") % {"column": self._heading(one)}})
        procedure, number = Procedure(given["procedure"]), given["case_number"]
        what = f"{labels.words(procedure.label)} {number}"
        if Challenge.objects.filter(agency=self.agency, procedure=procedure.value, case_number=number).exists():
            return Done(what)
        made = take_over(
            self.agency,
            events=self._events(given, procedure),
            procedure=procedure.value,
            matter=given["matter"],
            parties=[NewParty(given["party"], given["kind"])],
            application=self._row("application", given, Application.objects.all(), "number"),
            item=self._row("item", given, apps.get_model("disclosure", "Item")._default_manager.all(), "index"),
            second_forum=given.get("second_forum", ""),
            by=by,
            **{name: given[name] for name in ("forum", "omission", "acted_on", "before") if name in given},
            case_number=number,
        )
        return Done(what, added=True, made=made)

    def _heading(self, name: str) -> str:
        return next(column.heading for column in self.columns if column.name == name)

    def _row(self, name: str, given: Mapping[str, Any], rows: Any, by: str) -> Any:
        if name not in given:
            return None
        row = rows.filter(agency=self.agency, **{by: given[name]}).first()
        if row is None:
            raise ValidationError({name: say("没有“%(number)s”。") % {"number": given[name]}})
        return row

    def _events(self, given: Mapping[str, Any], procedure: Procedure) -> list[Event]:
        """Give what happened, in the order of its days."""
        events = [self._opening(given, procedure)]
        if "answered_on" in given:
            events.append(Event(Kind.ANSWERED, given["answered_on"]))
        if "decided_on" in given:
            result = self._result(_RESULT, given, procedure)
            events.append(Event(Kind.DECIDED, given["decided_on"], result=result, redo=given.get("redo", False)))
        if "appealed_on" in given:
            events.append(Event(Kind.APPEALED, given["appealed_on"], side=Side(given["side"])))
        if "second_on" in given:
            ending = Ending(given["ending"])
            changed = self._result("changed_to", given, procedure) if ending is Ending.CHANGED else ""
            events.append(Event(Kind.DECIDED, given["second_on"], ending=ending, result=changed))
        if "redone_on" in given:
            events.append(Event(Kind.REDONE, given["redone_on"]))
        return events

    def _opening(self, given: Mapping[str, Any], procedure: Procedure) -> Event:
        """Give how it became known: of what was never accepted (不予受理、不予立案) no copy came."""
        known_on, accepted = given["received_on"], given.get("accepted_on")
        never = _RESULT in given and self._result(_RESULT, given, procedure) in BEFORE_REVIEW
        if never and accepted is None and "answered_on" not in given:
            return Event(Kind.FILED, known_on)
        simple = {"yes": True, "no": False}.get(given.get("simple", ""))
        return Event(Kind.COPY_RECEIVED, known_on, accepted=accepted, simple=simple)

    def _result(self, name: str, given: Mapping[str, Any], procedure: Procedure) -> str:
        """Read a result by the words that it has in its procedure."""
        if name not in given:
            raise ValidationError({name: say("不能为空。")})
        try:
            return read_choice(labels.RESULTS_OF[procedure])(given[name])
        except ValidationError as error:
            raise ValidationError({name: error}) from error
