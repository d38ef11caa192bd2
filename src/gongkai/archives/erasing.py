"""Personal data erased when their period is over (销毁), on the word of two officers; figures stay what they were.

Of a case everything goes that is sealed, with the fingerprints beside it, its query code, the account it was made by,
its files and what was made of them, and its salt, without which the fingerprints in the journal mean nothing
(`journal.salting`). Number, kind, days, stages and outcomes stay: tables III and IV and the law's clock read nothing
else. Each case is erased in a transaction of its own: what ends in between is taken up again by the task.

Not here: what officers wrote in fields that are not for personal data and that the journal keeps in clear
(docs/archive-format.md lists them), and copies elsewhere: backups, packages handed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.agencies.counting import next_of
from gongkai.archives import acts, exporting, tasks
from gongkai.archives.holding import against_erasing, refused
from gongkai.archives.kinds import BY_CODE, Kind, kind_of
from gongkai.archives.models import ErasedCase, Erasure, ErasureSeries, Export
from gongkai.archives.periods import keeping, kept_until
from gongkai.attachments import services as attachments
from gongkai.attachments import storing
from gongkai.attachments.models import Attachment, Upload
from gongkai.journal.actor import SYSTEM, Actor
from gongkai.journal.services import hold, journaled, journaled_personal, record, type_of
from gongkai.law.message import Message
from gongkai.notifications.models import Notice
from gongkai.ui.background import later
from gongkai.ui.language import said
from gongkai.vault.fields import sealed_fields

_OPEN_BESIDE = {
    "applications.applicant": ("postcode",),
    "applications.rectification": ("postcode",),
    "api.answered": ("digest",),
}
"""Columns that say something of a person and are neither sealed nor in the journal."""


@transaction.atomic
def propose(agency: Any, cases: Iterable[Any], *, opinion: str, by: Actor) -> Erasure:
    """Put cases on a list to be erased (提出销毁鉴定), with what was found of their worth; nothing is erased yet."""
    today, chosen = localdate(), list(cases)
    if not chosen:
        raise refused("none-chosen", Message("没有选择案卷。"), Message("请至少选一件。"))
    if by.officer is None:
        raise refused("nobody", Message("提出销毁鉴定的应当是工作人员。"), Message("请登录后再办。"))
    row = Erasure(
        agency=agency, number=f"{today.year}-H{next_of(ErasureSeries, agency=agency, year=today.year):04d}",
        opinion=opinion.strip(), proposed_by=by.officer, proposed_on=today,
    )  # fmt: skip
    row.full_clean(exclude=["agency", "proposed_by"])
    row.save(force_insert=True)
    record(row, acts.PROPOSED, by=by)
    for case in chosen:
        kind = kind_of(case)
        if case.agency_id != agency.pk:
            raise refused("beside", Message("{number}不是本机关的案卷。", number=str(case)), Message("请去掉这一件。"))
        _require_nothing_against(kind, case, today)  # items and reports, too: packed, and never erased
        kept, ended = keeping(agency, kind.code), getattr(case, kind.ended)
        line = ErasedCase(
            erasure=row, kind=kind.code, object_id=case.pk, number=str(case), ended_on=ended, years=kept.years or 0,
            source=kept.source, kept_until=kept_until(ended, kept.years or 0),
        )  # fmt: skip
        line.save(force_insert=True)
        record(line, acts.PROPOSED, by=by)
    return row


def _require_nothing_against(kind: Kind, case: Any, on: date) -> None:
    for why in against_erasing(kind, case, on):
        raise refused(
            "not-to-be-erased",
            Message("{number}不能销毁：{why}", number=str(case), why=why),
            Message("请去掉这一件，或者先处理所说的事项。"),
        )


@transaction.atomic
def approve(erasure: Erasure, *, remarks: str, by: Actor, seen: int | None = None) -> Erasure:
    """Approve a list (批准销毁): what still nothing stands against is erased. It cannot be undone."""
    held = _decide(erasure, Erasure.Stage.APPROVED, remarks, by=by, seen=seen)
    record(held, acts.APPROVED, by=by)
    later(tasks.erase, held.pk)
    return held


@transaction.atomic
def decline(erasure: Erasure, *, remarks: str, by: Actor, seen: int | None = None) -> Erasure:
    """Decline a list (不批准销毁): its cases are kept."""
    held = _decide(erasure, Erasure.Stage.DECLINED, remarks, by=by, seen=seen)
    record(held, acts.DECLINED, by=by)
    return held


def _decide(erasure: Erasure, stage: str, remarks: str, *, by: Actor, seen: int | None) -> Erasure:
    held: Erasure = hold(erasure)
    if held.stage != Erasure.Stage.PROPOSED or (seen is not None and held.version != seen):
        raise refused("decided", Message("这份清册已经有人办理过。"), Message("请刷新页面。"))
    if by.officer is None or by.officer.pk == held.proposed_by_id:
        raise refused("own-work", Message("这份清册是您提出的，不能由您批准。"), Message("请由另一位负责人办理。"))
    held.stage, held.remarks = stage, remarks.strip()
    held.decided_by, held.decided_on, held.version = by.officer, localdate(), held.version + 1
    held.clean_fields(exclude=["agency", "proposed_by", "decided_by"])
    held.save(update_fields=["stage", "remarks", "decided_by", "decided_on", "version"])
    return held


def carry_out(erasure: Erasure) -> Erasure:
    """Erase what an approved list holds, case by case, and close it. What was done before is not done again."""
    if erasure.stage != Erasure.Stage.APPROVED:
        return erasure
    for line in erasure.cases.filter(erased_at__isnull=True, kept_because="").order_by("pk"):
        _erase_line(line)
    with transaction.atomic():
        held: Erasure = hold(erasure)
        if held.stage == Erasure.Stage.APPROVED:
            held.stage, held.done_at, held.version = Erasure.Stage.DONE, timezone.now(), held.version + 1
            held.save(update_fields=["stage", "done_at", "version"])
            record(held, acts.ERASED, by=SYSTEM)
    return held


@transaction.atomic
def _erase_line(line: ErasedCase) -> None:
    """Erase one case of a list; what stands against it by now keeps it, and is written down."""
    kind = BY_CODE[line.kind]
    case = hold(kind.cases().get(pk=line.object_id))
    held: ErasedCase = hold(line)
    if held.erased_at is not None or held.kept_because:  # two workers, and the other was first
        return
    if (why := next(against_erasing(kind, case, localdate(), within=line.erasure), None)) is not None:
        held.kept_because = said(why)[:500]
        held.save(update_fields=["kept_because"])
        record(held, acts.KEPT_BACK, by=SYSTEM)
        return
    for export in Export.objects.filter(agency=case.agency, state__in=[Export.State.WAITING, Export.State.READY]):
        if [kind.code, case.pk] in export.cases:
            exporting.drop(export)
    held.files = _remove_files(kind, case)
    emptied = (*kind.belongings(case), *kind.copied(case))
    held.values = sum(_empty(row) for _model, rows in emptied for row in rows)
    # Last: the entries of what was emptied say by the salt what it was, and from here on nobody can read that.
    kind.model._default_manager.filter(pk=case.pk).update(journal_salt="", erased_on=localdate())
    Notice.objects.filter(url__startswith=kind.address(case.pk)).delete()
    held.erased_at = timezone.now()
    held.save(update_fields=["erased_at", "values", "files"])
    record(held, acts.ERASED, by=SYSTEM)


def _empty(row: models.Model) -> int:
    """Empty what is sealed in a row and what stands beside it; say how many values that were."""
    model = type(row)
    names = [field.name for field in sealed_fields(model)]
    full = [name for name in names if row.__dict__.get(name)]
    beside = [name for name in _OPEN_BESIDE.get(type_of(model), ()) if getattr(row, name)]
    if not full and not beside:
        return 0
    recorded = bool(journaled(model) or journaled_personal(model))
    held = hold(row) if recorded else row
    for name in (*names, *beside):
        setattr(held, name, "")
    held.save(update_fields=[*names, *beside])
    if recorded:
        record(held, acts.ERASED, by=SYSTEM)
    return len(full) + len(beside)


def _remove_files(kind: Kind, case: Any) -> int:
    """Remove the files of a case, having let go of whatever names them; say how many."""
    doomed: list[Attachment] = list(kind.attachments(case))
    keys = [each.pk for each in doomed]
    for model, rows in kind.belongings(case):
        named = [
            field.name
            for field in model._meta.local_concrete_fields
            if isinstance(field, models.ForeignKey) and field.related_model is Attachment
        ]
        for row in rows if named else ():
            _let_go(row, [name for name in named if getattr(row, f"{name}_id") in keys])
        _drop_uploads(model, [row.pk for row in rows])
    for each in doomed:
        attachments.remove(each, by=SYSTEM)
    return len(doomed)


def _let_go(row: models.Model, names: list[str]) -> None:
    if names:
        held = hold(row)
        for name in names:
            setattr(held, name, None)
        held.save(update_fields=names)
        record(held, acts.ERASED, by=SYSTEM)


def _drop_uploads(model: type[models.Model], keys: list[int]) -> None:
    for upload in Upload.objects.filter(object_type=type_of(model), object_id__in=keys):
        upload.delete()
        transaction.on_commit(partial(storing.remove_arriving, upload.token))


def erased_without_a_list() -> Iterator[Message]:
    """Go through cases whose data are said to be erased while no list says so; part of what is verified."""
    for kind in BY_CODE.values():
        if kind.is_case:
            listed = ErasedCase.objects.filter(kind=kind.code, erased_at__isnull=False).values("object_id")
            for case in kind.cases().filter(erased_on__isnull=False).exclude(pk__in=listed).order_by("pk"):
                yield Message("{kind}{number}标为已销毁，而没有销毁清册。", kind=str(kind.words), number=str(case))
