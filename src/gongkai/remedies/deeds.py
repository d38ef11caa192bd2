"""What an officer does with a challenge at the desk, as a literal table: its form, who may, which service does it.

Whether it is lawful now, the same law is asked that the services ask, so that a page offers what can be done, and says
of the rest why it cannot.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongkai.journal.actor import Actor
from gongkai.law.challenges import DutyKind, Kind, Procedure, Standing, article_of, kinds_in
from gongkai.law.citation import cite
from gongkai.law.errors import GongkaiError, NotAllowed
from gongkai.law.message import Message
from gongkai.law.remedies import Column
from gongkai.remedies import forms, rules, services
from gongkai.remedies.models import Challenge
from gongkai.ui.choices import words

Values = Mapping[str, Any]
Bar = Callable[[Challenge, Standing], GongkaiError | None]


def _nothing(challenge: Challenge, standing: Standing) -> GongkaiError | None:
    return None


@dataclass(frozen=True)
class Deed:
    """One thing done with a challenge: what it is called, its form, what does it, who may, in which duties.

    `kind` is the event that it tells the law of; `bar` is what else stands against it.
    """

    name: str
    form: type[forms.ActForm]
    do: Callable[[Challenge, Values, Actor], Any]
    label: Any = ""
    kind: Kind | None = None
    may: Callable[[Any, Any, date], bool] = rules.may_handle
    duties: frozenset[Any] = rules.HANDLING
    bar: Bar = _nothing
    note: Any = ""

    def words(self, challenge: Challenge) -> Any:
        """Give what it is called in this procedure."""
        if self.label or self.kind is None:
            return self.label
        return words(self.kind.label_in(Procedure(challenge.procedure)))

    def refusal(self, challenge: Challenge, standing: Standing, today: date) -> GongkaiError | None:
        """Say why it cannot be done today, or None when nothing stands against it."""
        if refused := self.bar(challenge, standing):
            return refused
        return None if self.kind is None else standing.next_act(self.kind, today).refusal

    def concerns(self, challenge: Challenge) -> bool:
        """Say whether there is such a thing in the procedure at all."""
        return self.kind is None or self.kind in kinds_in(Procedure(challenge.procedure))


def _notes(kind: Kind) -> Callable[[Challenge, Values, Actor], Any]:
    """Give the deed that tells of an event, with what of the form is kept beside it."""

    def do(challenge: Challenge, values: Values, by: Actor) -> Any:
        event = forms.event_of(kind, values)
        given = {name: values[name] for name in ("said", "case_number") if name in values}
        return services.note_event(challenge, event, by=by, seen=values["seen"], **given)

    return do


def _with(service: Callable[..., Any], *names: str) -> Callable[[Challenge, Values, Actor], Any]:
    """Give a service as a deed: it takes some of the values of the form, and the version that was seen."""

    def do(challenge: Challenge, values: Values, by: Actor) -> Any:
        return service(challenge, by=by, seen=values["seen"], **{name: values[name] for name in names})

    return do


def _correct(challenge: Challenge, values: Values, by: Actor) -> Any:
    return services.correct(challenge, values, by=by, seen=values["seen"])


def _join(challenge: Challenge, values: Values, by: Actor) -> Any:
    party = services.NewParty(**{name: values[name] for name in services.NewParty._fields})
    return services.add_party(challenge, party, by=by, seen=values["seen"])


def _no_answer_owed(challenge: Challenge, standing: Standing) -> GongkaiError | None:
    if any(each.kind is DutyKind.ANSWER for each in standing.open_duties):
        return None
    article = article_of(Kind.ANSWERED, challenge.procedure)
    return NotAllowed("no-answer-owed", Message("现在没有要答复举证的。"), citation=article)


def _no_redo_to_open(challenge: Challenge, standing: Standing) -> GongkaiError | None:
    owed = any(each.kind is DutyKind.REDO for each in standing.open_duties)
    if owed and challenge.redone_as_id is None and challenge.application_id is not None:
        return None
    article = article_of(Kind.REDONE, challenge.procedure)
    return NotAllowed("no-redo-to-open", Message("没有待开立的重新答复案件。"), citation=article)


def _redone_elsewhere(challenge: Challenge, standing: Standing) -> GongkaiError | None:
    if challenge.redone_as is None or challenge.redone_as.closed_on is not None:
        return None
    return NotAllowed(
        "redo-under-way",
        Message("重新答复的案件“{number}”还没有办结，办结后自动登记。", number=challenge.redone_as.number),
        citation=article_of(Kind.REDONE, challenge.procedure),
    )


def _nothing_corrected(challenge: Challenge, standing: Standing) -> GongkaiError | None:
    if challenge.column == Column.OVERTURNED.value:
        return None
    return NotAllowed("nothing-corrected", Message("这件没有以纠正结案，不用总结教训。"), citation=cite("条例第51条"))


def _told(name: str, form: type[forms.ActForm], kind: Kind, **more: Any) -> Deed:
    return Deed(name, form, _notes(kind), kind=kind, **more)


DEEDS: tuple[Deed, ...] = (
    _told("accept", forms.AcceptedForm, Kind.ACCEPTED),
    _told("copy", forms.CopyForm, Kind.COPY_RECEIVED, note=_("答复举证的期限从收到副本之日起算。")),
    _told("procedure", forms.ProcedureForm, Kind.PROCEDURE_SET),
    Deed(
        "draft",
        forms.AnswerForm,
        _with(services.draft_answer, "answer"),
        _("拟写答复（答辩）"),
        may=rules.may_draft,
        duties=rules.DRAFTING,
        bar=_no_answer_owed,
    ),
    Deed(
        "hand-in",
        forms.OnForm,
        _with(services.hand_in, "on"),
        kind=Kind.ANSWERED,
        note=_("提交的是已经拟写的答复和附件里的证据；填交出或者交邮之日。"),
    ),
    _told("hearing", forms.HearingForm, Kind.HEARING_NOTICED),
    _told("heard", forms.SaidForm, Kind.HEARD),
    _told("mediate", forms.SaidForm, Kind.MEDIATED),
    _told("suspend", forms.SaidForm, Kind.SUSPENDED),
    _told("resume", forms.OnForm, Kind.RESUMED),
    _told("extend", forms.ExtendedForm, Kind.EXTENDED),
    _told("decide", forms.DecidedForm, Kind.DECIDED, note=_("按决定书、裁判文书填写；日期是本机关收到之日。")),
    Deed(
        "appeal",
        forms.AppealedForm,
        _with(services.appeal, "on", "side", "second_forum", "case_number"),
        kind=Kind.APPEALED,
    ),
    _told(
        "in-effect",
        forms.OnForm,
        Kind.IN_EFFECT,
        note=_("本机关上诉期满没有上诉的，夜间自动视为生效；法院另行告知生效之日的，在这里登记。"),
    ),
    Deed(
        "open-redo",
        forms.ActForm,
        _with(services.open_redo),
        _("开立重新答复的案件"),
        bar=_no_redo_to_open,
        note=_("按原申请开立一件新的案件，期限按决定、判决所定；没有写明的，20个工作日。"),
    ),
    Deed("redone", forms.OnForm, _with(services.note_redone, "on"), kind=Kind.REDONE, bar=_redone_elsewhere),
    Deed(
        "advice",
        forms.AdviceForm,
        _with(services.receive_advice, "kind", "organ", "number", "content", "on", "until"),
        _("收到意见书、建议书"),
    ),
    Deed(
        "learn",
        forms.LessonForm,
        _with(services.learn, "fault", "what", "change", "reading"),
        _("总结教训"),
        may=rules.may_learn,
        duties=rules.LEARNING,
        bar=_nothing_corrected,
    ),
    Deed("assign", forms.AssignForm, _with(services.assign, "handler"), _("分办")),
    Deed("join", forms.PartyForm, _join, _("登记当事人")),
    Deed("correct", forms.CorrectForm, _correct, _("更正登记")),
)

DEED_BY_NAME: Mapping[str, Deed] = {deed.name: deed for deed in DEEDS}


def leading(challenge: Challenge, standing: Standing) -> tuple[str, ...]:
    """Name the deeds that a challenge waits for now, what comes first in front."""
    names: tuple[str, ...] = {
        "answer": ("draft",) if not challenge.answer else ("hand-in", "draft"),
        "redo": ("open-redo", "redone"),
    }.get(challenge.duty, ())
    if not standing.is_closed:
        names += ("decide",) if standing.received_on is not None else ("copy", "decide")
    if challenge.column == Column.OVERTURNED.value and not hasattr(challenge, "lesson"):
        names += ("learn",)
    return names
