"""Packages made: asked for at the desk and made in the background, sealed on the disk, taken once; or by the command.

That the personal data of a case were read is on record before any of it is written. What was not taken for a week goes.
"""

from __future__ import annotations

import errno
import os
import shutil
import zipfile
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.archives import acts, gathering, packing, tasks
from gongkai.archives.holding import refused
from gongkai.archives.kinds import BY_CODE, JOURNALS, kind_of
from gongkai.archives.models import Export
from gongkai.archives.packing import Lock, Through
from gongkai.attachments import services as attachments
from gongkai.attachments.models import Attachment
from gongkai.attachments.selectors import attachments_of
from gongkai.attachments.storing import Draft
from gongkai.journal.actor import SYSTEM, Actor
from gongkai.journal.services import hold, note, record, record_reading
from gongkai.law.errors import GongkaiError
from gongkai.law.message import Message
from gongkai.ui.background import later
from gongkai.ui.language import said

KEPT = timedelta(days=7)
MOST = 500
"""Cases in one export."""
SHORTEST = 12
"""Characters of a passphrase."""
_LARGEST = 1 << 40


def lock_of(passphrase: str) -> Lock:
    """Give the lock of a new passphrase; NotAllowed for one that is too short."""
    if len(passphrase) < SHORTEST:
        raise refused(
            "passphrase-short", Message("口令至少{least}个字符。", least=SHORTEST), Message("请换一个长的，另行保管。")
        )
    return Lock.of(passphrase, token_hex(16))


@transaction.atomic
def ask(agency: Any, cases: Sequence[Any], *, mode: str, purpose: str, passphrase: str = "", by: Actor) -> Export:
    """Have packages of cases made in the background (制作归档包), for a purpose. NotAllowed for what has no end."""
    if not cases or len(cases) > MOST:
        raise refused("number", Message("一次选1至{most}件。", most=MOST), Message("多的请分几次。"))
    for case in cases:
        if case.agency_id != agency.pk:
            raise refused("beside", Message("{number}不是本机关的案卷。", number=str(case)), Message("请去掉这一件。"))
        kind = kind_of(case)
        if kind.ended and kind.ended_on(case) is None:
            raise refused("open", Message("{number}还没有办结。", number=str(case)), Message("办结后再制作归档包。"))
        if kind.ours and not kind.ready().filter(pk=case.pk).exists():
            raise refused(
                "open", Message("{number}还没有签发或者确认。", number=str(case)), Message("以后再制作归档包。")
            )
        if kind.is_case and case.erased_on is not None:
            raise refused(
                "erased", Message("{number}的个人信息已经销毁。", number=str(case)), Message("请去掉这一件。")
            )
    lock = lock_of(passphrase) if mode == Export.Mode.SEALED else None
    row = _asked(agency, [[kind_of(case).code, case.pk] for case in cases], mode, purpose, lock, by=by)
    for case in cases:
        note_reading(case, purpose=row.purpose, by=by)
    return row


@transaction.atomic
def ask_journal(agency: Any, year: int, *, purpose: str, by: Actor) -> Export:
    """Have a package made of the journal of an agency for a year, in which nobody's personal data stand in clear."""
    return _asked(agency, [[JOURNALS, year]], Export.Mode.CLEAR, purpose, None, by=by)


def _asked(agency: Any, cases: list[list[Any]], mode: str, purpose: str, lock: Lock | None, *, by: Actor) -> Export:
    row = Export(
        agency=agency, asked_by=by.officer, asked_at=timezone.now(), mode=mode, purpose=purpose.strip(), cases=cases,
        secret=":".join(lock) if lock else "",
    )  # fmt: skip
    row.full_clean(exclude=["agency", "asked_by", "secret"])
    row.save(force_insert=True)
    record(row, acts.PACKED, by=by)
    later(tasks.pack, row.pk)
    return row


def note_reading(case: Any, *, purpose: str, by: Actor) -> None:
    """Record that the personal data of a case and its files go into a package; in a transaction, and before they do."""
    kind = kind_of(case)
    for row, fields in gathering.readings(kind, case):
        record_reading(row, fields, by=by, reason=purpose)
    for each in kind.attachments(case):
        attachments.note_download(each, by=by)
    note(case, acts.PACKED, by=by, purpose=purpose)


def make(export: Export) -> None:
    """Make the packages of an export that waits: one ZIP, sealed while it is written."""
    if export.state != Export.State.WAITING:
        return
    lock = Lock(*export.secret.split(":")) if export.secret else None
    try:
        with Draft(most=_LARGEST) as draft:
            with zipfile.ZipFile(Through(draft.write), "w", zipfile.ZIP_DEFLATED) as archive:
                for code, key in export.cases:
                    if code == JOURNALS:
                        packing.write_journal(export.agency, key, packing.into_zip(archive), purpose=export.purpose)
                        continue
                    kind = BY_CODE[code]
                    case = kind.cases().get(pk=key)
                    packing.write(kind, case, packing.into_zip(archive), lock=lock, purpose=export.purpose)
            name = f"archive-{export.pk}.zip"
            attachments.attach(export, draft, name, personal=True, by=SYSTEM, then=_ready(export), also={"zip"})
    except GongkaiError as error:
        if Export.objects.filter(pk=export.pk, state=Export.State.WAITING).exists():
            _settle(export, Export.State.FAILED, why=said(error.message)[:500])


def _ready(export: Export) -> Any:
    def then(attachment: Attachment) -> None:
        _settle(export, Export.State.READY, size=attachment.size, sha256=attachment.sha256)

    return then


@transaction.atomic
def _settle(export: Export, state: str, *, by: Actor = SYSTEM, **values: Any) -> Export:
    held: Export = hold(export)
    if state == Export.State.READY and held.state != Export.State.WAITING:  # a case was erased while it was packed
        raise refused("taken", Message("这次制作已经作废。"), Message("需要的，请重新制作。"))
    held.state, held.secret = state, ""
    for name, value in values.items():
        setattr(held, name, value)
    held.save(update_fields=["state", "secret", *values])
    record(held, acts.TAKEN if state == Export.State.TAKEN else acts.PACKED, by=by)
    return held


def file_of(export: Export) -> Attachment | None:
    """Give the file of an export, while it is here."""
    found: Attachment | None = attachments_of(export).select_related("file").first()
    return found


@transaction.atomic
def take(export: Export, *, by: Actor) -> None:
    """Note that an export was taken, and remove it here; whoever has its file open reads that to the end."""
    held: Export = hold(export)
    attachment = file_of(held)
    if held.state != Export.State.READY or attachment is None:
        raise refused("taken", Message("归档包只能取一次，已经取走或者过期了。"), Message("需要的，请重新制作。"))
    attachments.remove(attachment, by=by)
    _settle(held, Export.State.TAKEN, by=by)


def sweep() -> int:
    """Remove what was not taken for a week; say how many."""
    old = Export.objects.filter(state=Export.State.READY, asked_at__lt=timezone.now() - KEPT)
    for export in old:
        drop(export)
    return len(old)


@transaction.atomic
def drop(export: Export) -> None:
    """Remove the file of an export that nobody took."""
    for attachment in attachments_of(export):
        attachments.remove(attachment, by=SYSTEM)
    _settle(export, Export.State.EXPIRED)


def write_all(cases: Iterable[Any], folder: Path, *, lock: Lock | None, purpose: str) -> Iterable[str]:
    """Write packages into a folder, for the command: each whole in its place, or not there. Go through their names."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for case in cases:
        kind = kind_of(case)
        target = folder / packing.folder_name(kind, case)
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
        with transaction.atomic():
            note_reading(case, purpose=purpose, by=SYSTEM)
        beside = folder / f".{target.name}.{token_hex(4)}.part"
        try:
            packing.write(kind, case, packing.into_folder(beside), lock=lock, purpose=purpose)
            (beside / target.name).rename(target)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
        yield target.name


def write_journals(agencies: Iterable[Any], year: int, folder: Path, *, purpose: str) -> Iterable[str]:
    """Write the journals of a year into a folder, for the command, as `write_all` does. Go through their names."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for agency in agencies:
        beside = folder / f".{JOURNALS}-{agency.pk}.{token_hex(4)}.part"
        try:
            name = packing.write_journal(agency, year, packing.into_folder(beside), purpose=purpose)
            if (folder / name).exists():
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder / name))
            (beside / name).rename(folder / name)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
        yield name
