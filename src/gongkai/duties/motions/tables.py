"""Motions and proposals as a table that comes in: those that are handed over, and those answered in years before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.exchange.columns import FLAGS, Column, Done, Table, chosen, read_day, read_flag
from gongkai.agencies.models import Agency
from gongkai.duties.models.motions import Grade, Motion, MotionKind, Role, Satisfaction
from gongkai.duties.motions import services
from gongkai.duties.motions.lifecycle import OPEN
from gongkai.journal.actor import Actor

_KEYS = ("kind", "session", "number")
_REPLY = ("replied_on", "letter_number", "grade", "satisfaction", "rated_on")


def _flag(written: str) -> bool | None:
    return read_flag(written) if written else None


class Motions(Table):
    """The motions and proposals of an agency: a row for each, known by its kind, session and number."""

    name = "motions"
    title = _("建议提案")
    columns: ClassVar = (
        chosen("kind", "种类", MotionKind.choices, required=True),
        Column("session", "届次", required=True, about=_("如：县十九届人大一次会议")),
        Column("number", "编号", required=True),
        Column("title", "题目", required=True),
        Column("proposers", "提出人", personal=True, about=_("几位的，用顿号隔开。")),
        Column("nameable", "可以公开姓名", read=_flag, about=_("不填的，不公开"), values=FLAGS),
        chosen("role", "承办方式", Role.choices, about=_("不填的，为主办")),
        Column("leader", "主办单位", about=_("本单位会办的，填主办单位。")),
        Column("received_on", "收到日期", required=True, read=read_day),
        Column("due_on", "办理期限", read=read_day, about=_("不填的，按设置")),
        Column("replied_on", "答复日期", read=read_day, about=_("以前已经答复的，填这一列和后面几列")),
        Column("letter_number", "答复函文号"),
        chosen("grade", "解决程度", Grade.choices),
        chosen("satisfaction", "满意度", Satisfaction.choices),
        Column("rated_on", "反馈日期", read=read_day, about=_("填了满意度的，也要填")),
    )

    def __init__(self, agency: Agency) -> None:
        self._agency = agency
        self._seen: set[tuple[str, ...]] = set()

    def do(self, values: Mapping[str, Any], *, by: Actor, on: date) -> Done:
        """Register a motion, with the reply it had; or put right one that is there and not answered yet."""
        key = tuple(values[name] for name in _KEYS)
        if key in self._seen:
            raise ValidationError({"number": say("这一件在表里出现了两次。")})
        self._seen.add(key)
        given = {name: values[name] for name in services.REGISTERED if values.get(name) not in (None, "")}
        there = Motion.objects.filter(agency=self._agency, **{name: values[name] for name in _KEYS}).first()
        if there is None:
            made = services.register(self._agency, given, due_on=values.get("due_on"), by=by)
            if values.get("replied_on"):
                made = self._take_over(made, values, by)
            elif any(values.get(name) for name in _REPLY):
                raise ValidationError({"replied_on": say("填了答复的其他内容，答复日期也要填。")})
            return Done(str(made), added=True, made=made)
        return self._amended(there, given, values.get("due_on"), by)

    def _take_over(self, motion: Motion, values: Mapping[str, Any], by: Actor) -> Motion:
        motion = services.take_over(
            motion,
            on=values["replied_on"],
            letter_number=values.get("letter_number", ""),
            grade=values.get("grade", ""),
            by=by,
        )
        if values.get("satisfaction"):
            if values.get("rated_on") is None:
                raise ValidationError({"rated_on": say("填了满意度的，请填反馈日期。")})
            motion = services.rate(motion, satisfaction=values["satisfaction"], on=values["rated_on"], by=by)
        return motion

    def _amended(self, there: Motion, given: Mapping[str, Any], due_on: date | None, by: Actor) -> Done:
        """Put right what a file says otherwise; what it leaves blank stays as it is."""
        changed = {name: value for name, value in given.items() if getattr(there, name) != value}
        if due_on is not None and due_on != there.due_on:
            changed["due_on"] = due_on
        if not changed:
            return Done(str(there))
        if there.stage not in OPEN:
            raise ValidationError(say("这一件已经答复，登记的内容不能再改。"))
        headings = {column.name: column for column in self.columns}
        told = tuple(
            (headings[name].heading, "", say("有改动"))
            if headings[name].personal
            else (headings[name].heading, _words(there, name, getattr(there, name)), _words(there, name, value))
            for name, value in changed.items()
        )
        new_due = changed.pop("due_on", None)
        services.amend(there, changed, due_on=new_due, by=by)
        return Done(str(there), told)


def _words(motion: Motion, name: str, value: Any) -> str:
    """Say a value as tables have it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    field: Any = motion._meta.get_field(name)
    choices = dict(field.flatchoices)
    return str(choices.get(value, value))
