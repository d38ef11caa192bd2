"""The course of an assessment: begun and measured, scored, measured anew, announced, published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.selectors import members_of
from gongkai.duties.assessment import acts, telling
from gongkai.duties.assessment.lifecycle import COURSE
from gongkai.duties.assessment.measuring import Difference, differences, take
from gongkai.duties.assessment.services.sets import freeze
from gongkai.duties.models import Assessment, Indicator, IndicatorSet, NamedScorer, Score
from gongkai.duties.rectification.from_assessments import take_losses
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, record, record_made, record_removal
from gongkai.journal.turns import take_chains
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.ui.working_days import calendar


@transaction.atomic
def begin(
    indicator_set: IndicatorSet, *, name: str, kind: str, first: date, last: date, on: date, by: Actor
) -> Assessment:
    """Begin an assessment (开始考核) of those on the list of members of its year, and measure what is measured.

    The set is frozen with it. Raises NotAllowed where the set was not in force in the span, or nobody is on the list.
    """
    used = freeze(indicator_set, on=on, by=by)
    if used.from_on > last or (used.until_on is not None and used.until_on < first):
        raise refused(
            "assessment-set-not-in-force",
            Message("“{name}”在这段日期里没有启用。", name=str(used)),
            Message("请换一版指标体系，或者改考核的起止日期。"),
        )
    if first > on:
        raise ValidationError({"first": _("考核的起始日期还没有到。")})
    agencies = [
        row.member for row in members_of(used.agency, last.year) if row.until_on is None or row.until_on >= last
    ]
    if not agencies:
        raise refused(
            "assessment-of-nobody",
            Message("{agency}{year}年的单位名单是空的。", agency=used.agency.called, year=last.year),
            Message("请先在“机关”里登记这一年的填报名单，考核对象由它而来。"),
        )
    made = Assessment(
        agency=used.agency, indicator_set=used, name=name.strip(), kind=kind, first=first, last=last, computed_on=on
    )
    made.full_clean()
    made.save(force_insert=True)
    record(made, acts.BEGUN, by=by)
    _measure(made, agencies, list(used.indicators.all()), on=on, by=by)
    return made


def _measure(
    assessment: Assessment, agencies: Sequence[Agency], indicators: Sequence[Indicator], *, on: date, by: Actor
) -> None:
    taken = take(agencies, indicators, assessment.first, assessment.last, on)
    rows = []
    for agency in agencies:
        for indicator in indicators:
            measured = taken.get((agency.pk, indicator.pk))
            values = measured.fields if measured is not None else {}
            rows.append(Score(assessment=assessment, agency=agency, indicator=indicator, **values))
    record_made(Score.objects.bulk_create(rows), acts.MEASURED, by=by)


@transaction.atomic
def recompute(assessment: Assessment, *, on: date, by: Actor, seen: int | None = None) -> list[Difference]:
    """Measure anew before the result is published (重新计算), and give what changed.

    Points that an objection changed stay as they were changed, unless the indicator no longer applies.
    """
    held = COURSE.take_up(assessment, acts.COMPUTED, seen)
    found = differences(held, on)
    for each in found:
        row = hold(each.score)
        values = each.taken.fields
        for name, value in values.items():
            setattr(row, name, value)
        if not row.applies:
            row.changed_to = None
        row.save(update_fields=[*values, "changed_to"])
        record(row, acts.MEASURED, by=by)
    held.computed_on = on
    COURSE.happen(held, acts.COMPUTED, ["computed_on"], by=by, differences=len(found))
    return found


@transaction.atomic
def name_scorer(
    assessment: Assessment, indicator: Indicator, officer: Officer | None, *, by: Actor, seen: int | None = None
) -> Assessment:
    """Name who scores an indicator (指定评分人), or nobody: then those who run the assessment do."""
    held = COURSE.take_up(assessment, acts.NAMED, seen)
    if indicator.indicator_set_id != held.indicator_set_id or indicator.kind != Indicator.Kind.SCORED:
        raise ValidationError({"indicator": _("请选这次考核里人工评分的指标。")})
    there = NamedScorer.objects.filter(assessment=held, indicator=indicator).first()
    if there is not None and officer is None:
        record_removal(there, acts.NAMED, by=by)
        there.delete()
    elif there is not None:
        row = hold(there)
        row.officer = officer
        row.save(update_fields=["officer"])
        record(row, acts.NAMED, by=by)
    elif officer is not None:
        row = NamedScorer(assessment=held, indicator=indicator, officer=officer)
        row.save(force_insert=True)
        record(row, acts.NAMED, by=by)
    return COURSE.happen(held, acts.NAMED, [], by=by)


@transaction.atomic
def score(row: Score, *, level: str, evidence: str, by: Actor) -> Score:
    """Score an agency by an indicator (评分): the level it reached, with what shows it."""
    COURSE.take_up(row.assessment, acts.SCORED, None)
    held: Score = hold(row)
    levels = {each["name"]: Decimal(each["points"]) for each in held.indicator.levels}
    if held.indicator.kind != Indicator.Kind.SCORED or level not in levels:
        raise ValidationError({"level": _("请选这个指标的一个档次。")})
    if not evidence.strip():
        raise ValidationError({"evidence": _("请写明依据：看了什么材料、为什么是这一档。")})
    held.level, held.points, held.evidence, held.scorer = level, levels[level], evidence.strip(), by.officer
    held.clean_fields(exclude=["entries"])
    held.save(update_fields=["level", "points", "evidence", "scorer"])
    record(held, acts.SCORED, by=by)
    return held


@transaction.atomic
def announce(assessment: Assessment, *, on: date, by: Actor, seen: int | None = None) -> Assessment:
    """Announce the scores to those assessed (告知考核结果): each sees its own, and may object for a number of days."""
    held = COURSE.take_up(assessment, acts.ANNOUNCED, seen)
    waiting = Score.objects.filter(assessment=held, applies=True, points__isnull=True).count()
    if waiting:
        raise refused(
            "assessment-not-scored",
            Message("还有{number}项没有评分。", number=waiting),
            Message("空白不是零分，请评完分再告知。"),
        )
    held.announced_on = on
    held.objections_until = calendar().add_working_days(on, settings.ASSESSMENT_OBJECTION_DAYS)
    held = COURSE.happen(held, acts.ANNOUNCED, ["announced_on", "objections_until"], by=by)
    telling.tell_assessed(held, telling.ANNOUNCED, on)
    return held


@transaction.atomic
def publish(assessment: Assessment, *, on: date, by: Actor, seen: int | None = None) -> Assessment:
    """Publish the result to all who were assessed (公布), once the time to object is over and all was answered.

    What each lost points by stands in its ledger of rectification from now on.
    """
    scores = Score.objects.filter(assessment=assessment).select_related("agency", "indicator", "assessment")
    take_chains(assessment.agency, *{each.agency for each in scores})
    held = COURSE.take_up(assessment, acts.PUBLISHED, seen)
    if Score.objects.filter(assessment=held, objections__answer="").exists():
        raise refused(
            "assessment-objection-open",
            Message("还有异议没有答复。"),
            Message("请先逐件答复，再公布结果。"),
        )
    assert held.objections_until is not None  # it was announced
    if on <= held.objections_until:
        raise refused(
            "assessment-objections-not-over",
            Message("异议期到{until}，还没有过。", until=held.objections_until),
            Message("异议期满以后再公布。"),
        )
    held.published_on = on
    held = COURSE.happen(held, acts.PUBLISHED, ["published_on"], by=by)
    take_losses(scores.all().order_by("agency", "indicator"), by=by)
    telling.tell_assessed(held, telling.PUBLISHED, on)
    return held


@transaction.atomic
def link(assessment: Assessment, item: Any, *, by: Actor, seen: int | None = None) -> Assessment:
    """Say by which published item the public can read the result (登记公开的结果)."""
    held = COURSE.take_up(assessment, acts.LINKED, seen)
    if item.agency_id != held.agency_id or item.shown_id is None:
        raise ValidationError({"item": _("请选考核机关正在公开的信息。")})
    held.item = item
    return COURSE.happen(held, acts.LINKED, ["item"], by=by)


@transaction.atomic
def abandon(assessment: Assessment, *, reason: str, by: Actor, seen: int | None = None) -> Assessment:
    """End an assessment without a result (终止): begun by mistake, or with the wrong set."""
    held = COURSE.take_up(assessment, acts.ABANDONED, seen)
    return COURSE.happen(held, acts.ABANDONED, [], by=by, reason=reason)


def refused(code: str, message: Message, hint: Message) -> NotAllowed:
    """Give a refusal under the article on assessment."""
    return NotAllowed(code, message, hint=hint, citation=cite("条例第46条"))
