"""Applications that come in as tables: the columns, and what a row does (`gongkai.agencies.exchange`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.exchange.columns import (
    FLAGS,
    Column,
    Done,
    Table,
    Text,
    chosen,
    read_day,
    read_flag,
    read_number,
)
from gongkai.agencies.exchange.tables import Named
from gongkai.agencies.models import Agency
from gongkai.applications.batches import keep_together
from gongkai.applications.forms.intake import RegisterForm, channel_of
from gongkai.applications.models import Application, Batch, Identity, Means, Obtaining, labels
from gongkai.applications.services import WISHES, Course, NewApplicant, register, take_over
from gongkai.applications.services.importing import WITHDRAWN
from gongkai.journal.actor import Actor
from gongkai.law.channels import Channel
from gongkai.law.delivery import Manner
from gongkai.law.outcomes import Situation
from gongkai.vault.masking import Personal, masked


def _personal(name: str, heading: str, *, required: bool = False, about: Text = "") -> Column:
    return Column(name, heading, required, about=about, personal=True)


def _day(name: str, heading: str, about: Text = "", *, required: bool = False) -> Column:
    return Column(name, heading, required, read_day, about)


_ARRIVAL = (
    chosen("channel", "提交渠道", labels.CHANNELS, required=True),
    _day("arrived_on", "到达日期", _("提交、签收或者到达的日期，如 2026-03-02"), required=True),
)
_WANTED = (
    _personal("description", "所需信息", required=True, about=_("名称、文号或者其他特征描述")),
    chosen("obtaining", "获取方式", Obtaining.choices),
    chosen("means", "载体形式", Means.choices),
    Column("needs_help", "需要帮助", read=read_flag, about=_("有阅读困难或者视听障碍的，填“是”"), values=FLAGS),
)


def _applicant(identity_required: bool) -> tuple[Column, ...]:
    return (
        chosen("kind", "申请人类型", labels.KINDS, required=True),
        _personal("name", "姓名或者名称", required=True),
        chosen("identity_kind", "证件类型", Identity.choices, about=_("不填的，为居民身份证")),
        _personal("identity", "证件号码", required=identity_required, about=_("单元格须为文本格式，以免末几位变成0")),
        _personal("representative", "法定代表人或者经办人", about=_("申请人是单位的填写")),
        _personal("phone", "联系电话"),
        _personal("email", "电子邮箱"),
        _personal("address", "通信地址"),
        _personal("postcode", "邮政编码"),
    )


class History(Table):
    """Cases from before this register was kept, each under the number it has had; one of these for each file."""

    name = "history"
    title = _("历史申请")
    columns = (
        Column("agency", "受理机关", required=True, about=_("名称或统一社会信用代码")),
        Column("number", "登记号", required=True, about=_("原来的编号；同一机关不能重复")),
        *_ARRIVAL,
        _day("confirmed_on", "确认日期", _("与申请人确认收到的日期；平常信函、互联网、传真填写（条例第31条）")),
        *_applicant(identity_required=False),
        *_WANTED,
        _day("supplement_asked_on", "告知补正日期"),
        _day("supplement_until", "补正期限", _("不填的，按本机关通常的补正期限计算")),
        _day("supplemented_on", "收到补正日期"),
        _day("consulted_on", "征求第三方意见日期"),
        _day("opinion_on", "征求意见结束日期", _("收到意见或者期限届满的日期")),
        _day("extended_on", "延期日期"),
        Column("extended_by", "延长的工作日", read=read_number, about=_("1至20")),
        _day("fee_noticed_on", "收到收费通知日期", _("申请人收到的日期")),
        _day("fee_paid_on", "缴费日期"),
        chosen(
            "outcome", "处理结果", [*labels.RESULTS, (WITHDRAWN, labels.words(Situation.WITHDRAWN.value))],
            about=_("还在办理的不填"),
        ),
        _day("closed_on", "办结日期", _("答复之日：签收、交邮或者到达的日期；不再处理、撤回的，为其日期")),
        Column("letter", "答复文号"),
        _day("decided_on", "作出日期", _("答复书上的日期")),
        chosen("manner", "送达方式", labels.LAWFUL_MANNERS),
    )  # fmt: skip

    _TOGETHER: ClassVar = (
        ("outcome", "closed_on"),
        ("closed_on", "outcome"),
        ("extended_on", "extended_by"),
        ("extended_by", "extended_on"),
        ("supplemented_on", "supplement_asked_on"),
        ("opinion_on", "consulted_on"),
    )
    """Of two columns, the second is needed where the first is filled in."""

    def __init__(self) -> None:
        self._agencies = Named("agency")
        self._seen: set[tuple[int, str]] = set()

    def do(self, values: Mapping[str, Any], *, by: Actor, on: date) -> Done:
        """Take over a case, unless it is there from an import before."""
        given = {name: value for name, value in values.items() if value not in ("", None)}
        for one, other in self._TOGETHER:
            if one in given and other not in given:
                raise ValidationError({other: say("填写了“%(column)s”的，不能为空。") % {"column": self._heading(one)}})
        agency, number = self._agencies.find(given["agency"]), given["number"]
        if (agency.pk, number) in self._seen:
            raise ValidationError({"number": say("这个登记号在表里出现了两次。")})
        self._seen.add((agency.pk, number))
        course = _course(given)
        what = f"{agency.called} {number}"
        there = Application.objects.filter(agency=agency, number=number).first()
        if there is not None:
            _require_same(there, course, given["kind"])
            return Done(what)
        application = take_over(
            agency,
            number=number,
            course=course,
            applicant=_new_applicant(given),
            description=given["description"],
            by=by,
            **{name: given[name] for name in WISHES if name in given},
        )
        return Done(what, added=True, made=application)

    def finish(self, done: Mapping[int, Done], *, by: Actor, on: date) -> Batch | None:
        """Keep together what was taken over; cases that were before stay as they are."""
        return keep_together(Batch.Kind.HISTORY, None, done, by=by, on=on)

    def _heading(self, name: str) -> str:
        return next(column.heading for column in self.columns if column.name == name)


class Letters(Table):
    """Applications that came in, to be registered for an agency: a row is what the desk's form takes."""

    name = "letters"
    title = _("申请登记")
    columns = (*_ARRIVAL, *_applicant(identity_required=True), *_WANTED)
    most_rows = 500

    def __init__(self, agency: Agency) -> None:
        self._agency = agency
        self._among = Agency.objects.filter(pk=agency.pk)

    def do(self, values: Mapping[str, Any], *, by: Actor, on: date) -> Done:
        """Register an application."""
        form = RegisterForm(among=self._among)
        blank = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
        given = {name: value for name, value in values.items() if value not in ("", None)}
        form = RegisterForm({**blank, **given, "agency": self._agency.pk}, among=self._among)
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        applicant, wanted = form.applicant(), form.cleaned_data
        application = register(
            self._agency,
            channel=channel_of(form),
            arrived_on=wanted["arrived_on"],
            applicants=[applicant],
            description=wanted["description"],
            by=by,
            **{name: wanted[name] for name in WISHES},
        )
        name = masked(applicant.name, Personal.NAME) if applicant.kind == "NATURAL" else applicant.name
        return Done(f"{name}：{Truncator(wanted['description']).chars(40)}", added=True, made=application)

    def finish(self, done: Mapping[int, Done], *, by: Actor, on: date) -> Batch | None:
        """Keep together what was registered."""
        return keep_together(Batch.Kind.LETTERS, self._agency, done, by=by, on=on)


def _new_applicant(given: Mapping[str, Any]) -> NewApplicant:
    known = {name: given[name] for name in NewApplicant._fields if name in given}
    return NewApplicant(**{"identity": "", **known})


def _course(given: Mapping[str, Any]) -> Course:
    known = {name: given[name] for name in Course._fields if name in given}
    known["channel"] = Channel(given["channel"])
    if "manner" in given:
        known["manner"] = Manner(given["manner"])
    return Course(**known)


def _require_same(there: Application, course: Course, kind: str) -> None:
    """Refuse a row whose number is another case's; of an imported one what came after the import is no difference."""
    if not Batch.objects.filter(kind=Batch.Kind.HISTORY, lines__application=there).exists():
        raise ValidationError({"number": say("这个登记号已经由别的申请使用。")})
    same = (there.channel, there.arrived_on, there.kind) == (course.channel.value, course.arrived_on, kind)
    if not same:
        raise ValidationError({"number": say("这个登记号已经导入过，渠道、到达日期或者申请人类型与这一行不同。")})
    ended = (there.outcome, there.closed_on)
    if course.closed_on is not None and ended != (course.counted, course.closed_on):
        raise ValidationError({"outcome": say("这件申请已经导入过，处理结果或者办结日期与这一行不同。")})
