"""Sets of indicators: made from the reference set or from one of the agency's own, changed until they are frozen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency
from gongkai.duties.assessment import acts
from gongkai.duties.assessment.measures import MEASURE_BY_CODE
from gongkai.duties.assessment.standard import standard
from gongkai.duties.models import Indicator, IndicatorSet
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, record, record_removal
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message

_INDICATOR = (
    "name", "about", "weight", "kind", "measure", "by", "full_at", "none_at", "each", "floor", "levels", "evidence",
)  # fmt: skip
_NO_RULE: Mapping[str, Any] = {
    "measure": "", "by": "", "full_at": None, "none_at": None, "each": None, "floor": None, "levels": [],
}  # fmt: skip


@transaction.atomic
def make_set(agency: Agency, *, name: str, from_on: date, by: Actor) -> IndicatorSet:
    """Make a set of indicators for an agency from the reference set, to be changed by it; of a name there is one."""
    if IndicatorSet.objects.filter(agency=agency, name=name).exists():
        raise ValidationError({"name": _("已有这个名称的指标体系，请制定它的新版，或者换一个名称。")})
    reference = standard()
    values = {**reference.values, "name": name}
    made = _made(IndicatorSet(agency=agency, from_on=from_on, **values), by)
    for place, row in enumerate(reference.indicators, start=1):
        _add(made, place, row, by)
    return made


@transaction.atomic
def copy_set(indicator_set: IndicatorSet, *, from_on: date, by: Actor) -> IndicatorSet:
    """Make the next version of a set, with the indicators of this one; this one ends the day before."""
    same = IndicatorSet.objects.filter(agency=indicator_set.agency, name=indicator_set.name)
    held = hold(indicator_set)
    if from_on <= held.from_on:
        raise ValidationError({"from_on": _("新版要在这一版启用之后启用。")})
    if held.until_on is None or held.until_on >= from_on:
        held.until_on = date.fromordinal(from_on.toordinal() - 1)
        held.save(update_fields=["until_on"])
        record(held, acts.SET_EDITED, by=by)
    number = 1 + (same.aggregate(last=Max("number"))["last"] or 0)
    made = IndicatorSet(
        agency=held.agency, name=held.name, number=number, from_on=from_on, basis=held.basis,
        not_applicable=held.not_applicable,
    )  # fmt: skip
    _made(made, by)
    for place, row in enumerate(held.indicators.order_by("place", "pk"), start=1):
        _add(made, place, {name: getattr(row, name) for name in _INDICATOR}, by)
    return made


def _made(indicator_set: IndicatorSet, by: Actor) -> IndicatorSet:
    indicator_set.full_clean()
    indicator_set.save(force_insert=True)
    record(indicator_set, acts.SET_MADE, by=by)
    return indicator_set


@transaction.atomic
def edit_set(indicator_set: IndicatorSet, values: Mapping[str, Any], *, by: Actor) -> IndicatorSet:
    """Change what is said of a set; of a frozen one no more than when it ends."""
    held = hold(indicator_set)
    if set(values) - {"until_on"}:
        _require_open(held)
    for name, value in values.items():
        setattr(held, name, value)
    held.full_clean()
    held.save(update_fields=list(values))
    record(held, acts.SET_EDITED, by=by)
    return held


@transaction.atomic
def add_indicator(indicator_set: IndicatorSet, values: Mapping[str, Any], *, by: Actor) -> Indicator:
    """Add an indicator to a set that is not frozen, as the last."""
    held = hold(indicator_set)
    _require_open(held)
    last = held.indicators.aggregate(last=Max("place"))["last"] or 0
    return _add(held, last + 1, values, by)


@transaction.atomic
def edit_indicator(indicator: Indicator, values: Mapping[str, Any], *, by: Actor) -> Indicator:
    """Change an indicator of a set that is not frozen."""
    _require_open(hold(indicator.indicator_set))
    held = hold(indicator)
    _fill(held, values)
    held.save(update_fields=list(_INDICATOR))
    record(held, acts.INDICATOR_EDITED, by=by)
    return held


@transaction.atomic
def remove_indicator(indicator: Indicator, *, by: Actor) -> None:
    """Take an indicator out of a set that is not frozen."""
    _require_open(hold(indicator.indicator_set))
    record_removal(indicator, acts.INDICATOR_REMOVED, by=by)
    indicator.delete()


@transaction.atomic
def freeze(indicator_set: IndicatorSet, *, on: date, by: Actor) -> IndicatorSet:
    """Freeze a set: an assessment is begun with it. Without indicators nothing can be assessed."""
    held = hold(indicator_set)
    if held.frozen_on is None:
        if not held.indicators.filter(weight__gt=0).exists():
            raise NotAllowed(
                "assessment-set-empty",
                Message("“{name}”里没有指标，不能用来考核。", name=str(held)),
                hint=Message("请先增加有分值的指标。"),
                citation=cite("条例第46条"),
            )
        held.frozen_on = on
        held.save(update_fields=["frozen_on"])
        record(held, acts.SET_FROZEN, by=by)
    return held


def _add(held: IndicatorSet, place: int, values: Mapping[str, Any], by: Actor) -> Indicator:
    row = Indicator(indicator_set=held, place=place)
    _fill(row, values)
    row.save(force_insert=True)
    record(row, acts.INDICATOR_ADDED, by=by)
    return row


def _require_open(indicator_set: IndicatorSet) -> None:
    if indicator_set.frozen_on is not None:
        raise NotAllowed(
            "assessment-set-frozen",
            Message("“{name}”已经用于考核，不能再改。", name=str(indicator_set)),
            hint=Message("请制定新版，改好以后用于下一次考核。"),
            citation=cite("条例第46条"),
        )


def _fill(row: Indicator, values: Mapping[str, Any]) -> None:
    """Put values into an indicator; what does not belong to its kind of rule is emptied."""
    given = dict(values)
    if given["kind"] == Indicator.Kind.SCORED:
        given = {
            **_NO_RULE,
            **{name: value for name, value in given.items() if name not in _NO_RULE or name == "levels"},
        }
    elif given.get("by") == Indicator.By.LINEAR:
        given |= {"each": None, "floor": None, "levels": [], "evidence": ""}
    else:
        given |= {"full_at": None, "none_at": None, "levels": [], "evidence": ""}
    for name in _INDICATOR:
        if name in given:
            setattr(row, name, given[name])
    errors = _troubles(row)
    if errors:
        raise ValidationError(errors)
    row.full_clean()


def _troubles(row: Indicator) -> dict[str, str]:
    """Say what of an indicator does not go together, by field."""
    if row.kind == Indicator.Kind.SCORED:
        return _troubles_of_levels(row)
    found = {}
    measure = MEASURE_BY_CODE.get(row.measure)
    if measure is None:
        found["measure"] = _("请选系统计算什么。")
    elif row.by != (Indicator.By.LINEAR if measure.is_share else Indicator.By.OCCURRENCE):
        wanted = _("按比率") if measure.is_share else _("按次扣分")
        found["by"] = _("“%(measure)s”只能%(wanted)s得分。") % {"measure": measure.words, "wanted": wanted}
    needed = ("full_at", "none_at") if row.by == Indicator.By.LINEAR else ("each", "floor")
    found |= {name: _("请填写。") for name in needed if getattr(row, name) is None}
    if row.by == Indicator.By.LINEAR and row.full_at is not None and row.full_at == row.none_at:
        found["none_at"] = _("满分和不得分的比率不能相同。")
    if row.floor is not None and row.weight is not None and row.floor > row.weight:
        found["floor"] = _("不能比分值高。")
    return found


def _troubles_of_levels(row: Indicator) -> dict[str, str]:
    names = [each["name"] for each in row.levels]
    points = [Decimal(each["points"]) for each in row.levels]
    if len(names) < 2 or len(names) != len(set(names)):
        return {"levels": _("请至少写两个不同名的档次。")}
    if row.weight is not None and (min(points) < 0 or max(points) > row.weight):
        return {"levels": _("各档次的得分应在0和分值之间。")}
    return {}
