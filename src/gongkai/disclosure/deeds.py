"""What an officer does with an item at the desk, as a literal table: its form, who may, which service does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongkai.disclosure import acts, forms, rules, services, stages
from gongkai.disclosure.models import Item, Nature, Plan, PlanState
from gongkai.disclosure.models.labels import PENALTIES
from gongkai.disclosure.models.practice import REVIEWS
from gongkai.disclosure.stages import Stage
from gongkai.journal.actor import Actor
from gongkai.journal.acts import Act

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Deed:
    """One thing done with an item: its act, what it is called, its form, what does it, who may, in which duties."""

    name: str
    act: Act
    words: Any
    form: type[forms.ActForm]
    do: Callable[[Item, Any, Values, Actor], Any]
    may: Callable[[Any, Item, date], bool]
    duties: frozenset[str]
    grave: bool = False
    where: Callable[[Item], bool] = lambda item: True

    def is_possible(self, item: Item) -> bool:
        """Say whether the item and its stage allow it now."""
        return self.where(item) and stages.refusal(self.act, Stage(item.stage)) is None

    def duties_of(self, item: Item) -> frozenset[str]:
        """Give the duties in which it is done: of reviewing the one whose turn it is."""
        turn = services.turn_of(item)
        return frozenset({turn}) if turn in _REVIEWING and self.duties >= _REVIEWING else self.duties


def _with(service: Callable[..., Any], *names: str) -> Callable[[Item, Any, Values, Actor], Any]:
    """Give a service as a deed: it takes some of the values of the form, and the version that was seen."""

    def do(item: Item, form: Any, values: Values, by: Actor) -> Any:
        given = {name: values[name] for name in names if name in values}
        return service(item, by=by, seen=values["seen"], **given)

    return do


def _pass(item: Item, form: Any, values: Values, by: Actor) -> Any:
    given = {"answers": form.answers(), "remarks": values["remarks"], "seen": values["seen"]}
    return services.pass_on(item, form.duty, by=by, **given)


def _send_back(item: Item, form: Any, values: Values, by: Actor) -> Any:
    return services.send_back(item, services.turn_of(item), remarks=values["remarks"], by=by, seen=values["seen"])


def _refer(item: Item, form: Any, values: Values, by: Actor) -> Any:
    given = {name: values[name] for name in ("to", "asked_on", "reply_due", "remarks", "seen")}
    return services.refer(item, services.turn_of(item), by=by, **given)


def _is_for_all(item: Item) -> bool:
    return item.text is not None and item.text.nature == Nature.PROACTIVE


def _is_shown(item: Item) -> bool:
    return item.shown_id is not None


def _shows_a_penalty(item: Item) -> bool:
    return _is_shown(item) and item.category == PENALTIES


def _has_plans(item: Item) -> bool:
    return Plan.objects.filter(item=item, state=PlanState.WAITING).exists()


def _may_return(officer: Any, item: Item, on: date) -> bool:
    """Say whether an officer may send a text back: whose turn it is, and once it is passed, who would publish it."""
    if item.stage == Stage.APPROVED:
        return rules.may_publish(officer, item, on)
    return rules.may_review(officer, item, on)


_REVIEWING = frozenset(map(str, REVIEWS))
_SAID = ("note", "correction", "comparable")
_EITHER = _REVIEWING | rules.PUBLISHING

DEEDS: tuple[Deed, ...] = (
    Deed("submit", acts.SUBMITTED, _("送审"), forms.ActForm, _with(services.submit), rules.may_revise, rules.WRITING),
    Deed("pass", acts.PASSED, _("审查同意"), forms.PassForm, _pass, rules.may_review, _REVIEWING),
    Deed(
        "determine",
        acts.DETERMINED,
        _("登记确定的结果"),
        forms.DetermineForm,
        _with(services.determine, "may_be_public", "reply", "ground", "ground_reason"),
        rules.may_revise,
        rules.WRITING,
    ),
    Deed(
        "publish",
        acts.PUBLISHED,
        _("公开"),
        forms.PublishForm,
        _with(services.publish, *_SAID),
        rules.may_publish,
        rules.PUBLISHING,
        where=_is_for_all,
    ),
    Deed(
        "withhold",
        acts.WITHHELD,
        _("定为不主动公开"),
        forms.ActForm,
        _with(services.withhold),
        rules.may_publish,
        rules.PUBLISHING,
        where=lambda item: not _is_for_all(item),
    ),
    Deed("return", acts.RETURNED, _("退回修改"), forms.RemarksForm, _send_back, _may_return, _EITHER),
    Deed("refer", acts.REFERRED, _("拿不准，报请确定"), forms.ReferForm, _refer, rules.may_review, _REVIEWING),
    Deed(
        "reassess",
        acts.REASSESSED,
        _("评估审查"),
        forms.ReassessForm,
        _with(services.reassess, "may_be_public", "reason"),
        rules.may_publish,
        rules.PUBLISHING,
    ),
    Deed(
        "plan-publication",
        acts.PUBLICATION_PLANNED,
        _("定时公开"),
        forms.PlanPublicationForm,
        _with(services.plan_publication, "at", *_SAID),
        rules.may_publish,
        rules.PUBLISHING,
        where=_is_for_all,
    ),
    Deed(
        "drop-plan",
        acts.PLAN_DROPPED,
        _("取消定时"),
        forms.DropPlanForm,
        _with(services.drop_plan, "plan"),
        rules.may_publish,
        rules.PUBLISHING,
        where=_has_plans,
    ),
    Deed(
        "plan-withdrawal",
        acts.WITHDRAWAL_PLANNED,
        _("定时撤下"),
        forms.PlanWithdrawalForm,
        _with(services.plan_withdrawal, "at", "note"),
        rules.may_publish,
        rules.PUBLISHING,
        where=_is_shown,
    ),
    Deed(
        "withdraw",
        acts.WITHDRAWN,
        _("撤下"),
        forms.WithdrawForm,
        _with(services.withdraw, "note"),
        rules.may_publish,
        rules.PUBLISHING,
        grave=True,
        where=_is_shown,
    ),
    Deed(
        "penalty-changed",
        acts.PENALTY_CHANGED,
        _("登记处罚决定被变更、撤销"),
        forms.PenaltyChangedForm,
        _with(services.report_penalty_changed, "changed_on", "reason"),
        rules.may_revise,
        rules.WRITING,
        where=_shows_a_penalty,
    ),
    Deed(
        "abandon",
        acts.ABANDONED,
        _("不再公开"),
        forms.AbandonForm,
        _with(services.abandon, "reason"),
        rules.may_revise,
        rules.WRITING,
        grave=True,
    ),
)

DEED_BY_NAME: Mapping[str, Deed] = {deed.name: deed for deed in DEEDS}
