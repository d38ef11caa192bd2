"""The catalogue: its subjects, columns and entries kept, items placed in it, and when something of it is due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency
from gongkai.disclosure import acts
from gongkai.disclosure.intervals import next_due
from gongkai.disclosure.models import CatalogueEntry, Item, LocalSubject, Placement, Rubric, Showing
from gongkai.disclosure.selectors import scope_of
from gongkai.disclosure.subjects import chosen_subject
from gongkai.journal.actor import Actor
from gongkai.journal.acts import Act
from gongkai.journal.services import hold, record, record_removal
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.law.publication import categories_for, publication_due
from gongkai.law.subjects import subjects_on
from gongkai.ui.working_days import calendar

Target = Rubric | CatalogueEntry | None
"""Where an item is placed: in a column, under an entry, or with None among the rules of the agency (制度)."""


@transaction.atomic
def add_subject(agency: Agency, *, broader: str, name: str, from_on: date, by: Actor) -> LocalSubject:
    """Add a subject to the dictionary, for an agency and all below it."""
    known = {each.name: each for each in subjects_on(from_on)}
    if broader not in known:
        raise ValidationError({"broader": _("没有“%(name)s”这个上级主题。") % {"name": broader}})
    if name in known[broader].below:
        raise ValidationError({"name": _("字典里已有“%(name)s”。") % {"name": name}})
    row: LocalSubject = _made(
        LocalSubject(agency=agency, broader=broader, name=name, from_on=from_on), acts.SUBJECT_ADDED, by=by
    )
    return row


@transaction.atomic
def end_subject(subject: LocalSubject, *, until_on: date, by: Actor) -> LocalSubject:
    """Let a subject be chosen no more from a day on; what has it keeps it."""
    held = hold(subject)
    if held.until_on is not None:
        raise NotAllowed("subject-ended", Message("这个主题已经停用。"), citation=cite("目录指引"))
    if until_on < held.from_on:
        raise ValidationError({"until_on": _("停用日期早于启用日期。")})
    return _changed(held, {"until_on": until_on}, acts.SUBJECT_ENDED, by=by)


@transaction.atomic
def add_rubric(agency: Agency, *, category: str, name: str, place: int = 0, by: Actor) -> Rubric:
    """Set up a column under one of the categories that bind the agency (条例第20条、第21条)."""
    if category not in {each.code for each in categories_for(scope_of(agency))}:
        raise ValidationError({"category": _("这一类别不适用于本机关这一级。")})
    row: Rubric = _made(Rubric(agency=agency, category=category, name=name, place=place), acts.RUBRIC_ADDED, by=by)
    return row


@transaction.atomic
def edit_rubric(rubric: Rubric, values: Mapping[str, Any], *, by: Actor) -> Rubric:
    """Rename a column or move it among the others; its category stays, for what stands in it is of that category."""
    return _changed(hold(rubric), values, acts.RUBRIC_EDITED, by=by)


@transaction.atomic
def close_rubric(rubric: Rubric, *, on: date, by: Actor) -> Rubric:
    """Use a column no more: it is shown no longer, and what stands in it stays public under its category."""
    held = hold(rubric)
    if held.closed_on is not None:
        raise NotAllowed("rubric-closed", Message("这个栏目已经停用。"), citation=cite("条例第12条第3款"))
    return _changed(held, {"closed_on": on}, acts.RUBRIC_CLOSED, by=by)


@transaction.atomic
def add_entry(agency: Agency, values: Mapping[str, Any], *, on: date, by: Actor) -> CatalogueEntry:
    """Enter something into the standard catalogue of an agency, as from a day."""
    row = CatalogueEntry(agency=agency, from_on=on, **_checked(agency, values, on))
    _require_consistent(row)
    _made(row, acts.ENTRY_ADDED, by=by)
    refresh(CatalogueEntry.objects.filter(pk=row.pk))
    return row


@transaction.atomic
def edit_entry(entry: CatalogueEntry, values: Mapping[str, Any], *, on: date, by: Actor) -> CatalogueEntry:
    """Change an entry; what is not said stays as it is."""
    held = _open(entry)
    given = _checked(held.agency, values, on)
    for name, value in given.items():
        setattr(held, name, value)
    _require_consistent(held)
    _changed(held, given, acts.ENTRY_EDITED, by=by)
    refresh(CatalogueEntry.objects.filter(pk=held.pk))
    return held


@transaction.atomic
def close_entry(entry: CatalogueEntry, *, on: date, reason: str, by: Actor) -> CatalogueEntry:
    """Take an entry out of the catalogue; what stands under it stays public."""
    held = _open(entry)
    held.closed_on = on
    held.save(update_fields=["closed_on"])
    record(held, acts.ENTRY_CLOSED, by=by, reason=reason.strip())
    return held


@transaction.atomic
def explain(entry: CatalogueEntry, *, explanation: str, until: date, by: Actor) -> CatalogueEntry:
    """Say to the public why there is nothing under an entry, and for how long that holds (暂无内容的说明)."""
    held = _open(entry)
    if held.updated_on is not None:
        raise NotAllowed(
            "entry-has-content", Message("这个条目已有公开的信息，不用说明暂无内容。"), citation=cite("基层公开意见")
        )
    if until < localdate():
        raise ValidationError({"until": _("这一天已经过去。")})
    _changed(held, {"explanation": explanation.strip(), "explained_until": until}, acts.ENTRY_EXPLAINED, by=by)
    refresh(CatalogueEntry.objects.filter(pk=held.pk))
    return held


@transaction.atomic
def place(item: Item, target: Target, *, by: Actor) -> Placement:
    """Place an item under an entry, in a column, or among the rules of its agency; once in each."""
    item, target = hold(item), None if target is None else hold(target)
    row = Placement(item=item, **_where(target))
    _require_fits(item, target)
    if there := Placement.objects.filter(item=item, **_where(target)).first():
        return there
    _made(row, acts.PLACED, by=by)
    refresh_of(item)
    return row


@transaction.atomic
def take_out(placement: Placement, *, by: Actor) -> None:
    """Take an item out of an entry, a column or the rules; it stays public as it is."""
    held = hold(placement)
    entry = held.entry_id
    record_removal(held, acts.TAKEN_OUT, by=by)
    held.delete()
    if entry is not None:
        refresh(CatalogueEntry.objects.filter(pk=entry))


def refresh_of(item: Item) -> None:
    """Note what a publication or withdrawal means for the entries an item stands under."""
    refresh(CatalogueEntry.objects.filter(placements__item=item).distinct())


def refresh(entries: Any) -> int:
    """Work out again when something under entries was last published and when it is due; say how many were otherwise.

    Something is due under an entry without content as any information is (条例第26条), from the day it was entered, or
    after what was said of there being none; under others, by their interval.
    """
    shown = Showing.objects.filter(until__isnull=True, item__placements__entry=OuterRef("pk"))
    newest = Subquery(shown.order_by("-since").values("since")[:1])
    changed = 0
    for entry in entries.annotate(newest=newest).order_by("pk"):
        updated = None if entry.newest is None else localdate(entry.newest)
        due = _due(entry, updated)
        if (entry.updated_on, entry.due_on) != (updated, due):
            CatalogueEntry.objects.filter(pk=entry.pk).update(updated_on=updated, due_on=due)
            changed += 1
    return changed


def _due(entry: CatalogueEntry, updated: date | None) -> date | None:
    if updated is not None:
        return next_due(updated, entry.interval)
    return entry.explained_until or publication_due(entry.from_on, calendar=calendar()).due


def _where(target: Target) -> dict[str, Any]:
    return {
        "entry": target if isinstance(target, CatalogueEntry) else None,
        "rubric": target if isinstance(target, Rubric) else None,
        "system": target is None,
    }


def _require_fits(item: Item, target: Target) -> None:
    if target is None:
        return
    if target.agency_id != item.agency_id:
        raise NotAllowed(
            "placed-elsewhere",
            Message("“{target}”是别的机关的，不能归入。", target=str(target)),
            citation=cite("条例第10条"),
        )
    if target.closed_on is not None:
        raise NotAllowed(
            "target-closed", Message("“{target}”已经停用。", target=str(target)), citation=cite("条例第12条第3款")
        )
    if isinstance(target, Rubric) and target.category != item.category:
        raise NotAllowed(
            "rubric-of-other-category",
            Message(
                "栏目“{rubric}”属于“{category}”，这条信息不属于这一类。",
                rubric=target.name,
                category=str(target.get_category_display()),
            ),
            hint=Message("请选这条信息所属类别下的栏目，或者修改它的公开类别后重新送审。"),
            citation=cite("条例第20条"),
        )


def _open(entry: CatalogueEntry) -> CatalogueEntry:
    held = hold(entry)
    if held.closed_on is not None:
        raise NotAllowed("entry-closed", Message("这个条目已经停用。"), citation=cite("基层公开意见"))
    return held


def _checked(agency: Agency, values: Mapping[str, Any], on: date) -> dict[str, Any]:
    given = dict(values)
    if given.get("subject"):
        given["subject"] = chosen_subject(given["subject"], agency, on)
    return given


def _require_consistent(entry: CatalogueEntry) -> None:
    wrong: dict[str, str] = {}
    if entry.office is not None and entry.office.agency_id != entry.agency_id:
        wrong["office"] = _("这个科室不是本机关的。")
    if not entry.outlets:
        wrong["outlets"] = _("至少选一种渠道。")
    if "other" in entry.outlets and not entry.other_outlet:
        wrong["other_outlet"] = _("选了“其他”的，请写明是什么渠道。")
    if entry.reach == "group" and not entry.group:
        wrong["group"] = _("公开对象是特定群体的，请填明是谁。")
    if wrong:
        raise ValidationError(wrong)


def _made(row: Any, act: Act, *, by: Actor) -> Any:
    row.full_clean()
    row.save(force_insert=True)
    record(row, act, by=by)
    return row


def _changed(held: Any, values: Mapping[str, Any], act: Act, *, by: Actor) -> Any:
    for name, value in values.items():
        setattr(held, name, value)
    held.full_clean()
    held.save(update_fields=list(values))
    record(held, act, by=by)
    return held
