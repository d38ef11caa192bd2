"""What is done with attachments: taken in, removed, given out, scanned. Who may is asked by the page (`rules`).

Content is written and looked at before the transaction begins, which then takes no longer than a row does. A file is on
the disk before a row names it, and a row is gone before its file is: whatever ends in between leaves a file without a
row, which nobody sees and which is swept.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from gongkai.agencies.models import Agency
from gongkai.attachments import acts, scanning, storing, tasks
from gongkai.attachments.kinds import Kind, kind_of
from gongkai.attachments.models import Attachment, State, StoredFile, Upload
from gongkai.attachments.naming import cleaned
from gongkai.attachments.owners import agency_of
from gongkai.attachments.storing import Draft
from gongkai.journal.actor import SYSTEM, Actor
from gongkai.journal.services import hold, note, record, record_removal, type_of
from gongkai.vault.streams import StreamBroken, pieces

_log = logging.getLogger(__name__)


class NewFile(NamedTuple):
    """A file that comes with a form: its name, and what was received of it."""

    name: str
    draft: Draft


def attach_all(thing: Any, files: Iterable[NewFile], *, personal: bool = False, by: Actor) -> None:
    """Take in the files of a form, in the transaction of what it does: all of them, or it is not done."""
    for file in files:
        attach(thing, file.draft, file.name, personal=personal, by=by)


def attach(
    thing: Any,
    draft: Draft,
    name: str,
    *,
    personal: bool = False,
    by: Actor,
    then: Callable[[Attachment], object] = lambda attachment: None,
    also: Collection[str] = (),
) -> Attachment:
    """Take in a file for an object, once it has been written; `then` is done in the same transaction.

    `also` names kinds that are taken in beside those of the site (`kinds.READ_HERE`). Raises FileRefused for a file
    that is not what it is named, or of a kind that is not taken.
    """
    name = cleaned(name)
    draft.finish()
    kind = looked_at(draft, name, also=also)
    kept: list[str] = []
    try:
        return _attach(thing, draft, name, kind, personal=personal, by=by, kept=kept, then=then)
    except BaseException:
        for place in kept:
            storing.remove(place)
        raise


def looked_at(draft: Draft, name: str, *, also: Collection[str] = ()) -> Kind:
    """Give the kind of a file that is written to its end; raise FileRefused for one that is not taken in."""
    with draft.opened() as content:
        return kind_of(content, name, taken={*settings.UPLOAD_KINDS, *also}, macros=settings.UPLOAD_MACROS)


@transaction.atomic
def _attach(
    thing: Any,
    draft: Draft,
    name: str,
    kind: Kind,
    *,
    personal: bool,
    by: Actor,
    kept: list[str],
    then: Callable[[Attachment], object],
) -> Attachment:
    agency = agency_of(thing)
    file = _file_with(agency, draft, personal=personal, kept=kept)
    attachment = Attachment(
        object_type=type_of(thing),
        object_id=thing.pk,
        agency=agency,
        file=file,
        personal=personal,
        open_name="" if personal else name,
        sealed_name=name if personal else "",
        kind=kind.code,
        size=draft.size,
        sha256=draft.sha256,
        sm3=draft.sm3,
        uploaded_by=by.officer,
        uploaded_at=timezone.now(),
    )
    attachment.save(force_insert=True)
    record(attachment, acts.ATTACHED, by=by)
    then(attachment)
    if scanning.is_on():
        tasks.enqueue_scan(file.pk)
    return attachment


def _file_with(agency: Agency, draft: Draft, *, personal: bool, kept: list[str]) -> StoredFile:
    """Give the file with some content, locked: the one that is there, or the one just written."""
    alike = StoredFile.objects.select_for_update().filter(agency=agency, personal=personal, sha256=draft.sha256)
    file = alike.first()
    if file is None:
        place = draft.keep()
        kept.append(place)
        try:
            with transaction.atomic():
                file = StoredFile(agency=agency, personal=personal, sha256=draft.sha256, size=draft.size)
                file.place, file.secret = place, draft.secret
                file.save(force_insert=True)
                return file
        except IntegrityError:  # of two that hand in the same at once the other was first
            file = alike.get()
            storing.remove(kept.pop())
            return file
    if not storing.path_of(file.place).exists():  # lost from the disk, and now handed in again
        file.place, file.secret = draft.keep(), draft.secret
        kept.append(file.place)
        file.save(update_fields=["place", "secret"])
    return file


@transaction.atomic
def remove(attachment: Attachment, *, by: Actor) -> None:
    """Remove an attachment, and its content when no other has it."""
    held = hold(attachment)
    file = StoredFile.objects.select_for_update().get(pk=held.file_id)
    record_removal(held, acts.REMOVED, by=by)
    held.delete()
    if not file.attachments.exists():
        place = file.place
        file.delete()
        transaction.on_commit(partial(storing.remove, place))


@transaction.atomic
def note_download(attachment: Attachment, *, by: Actor) -> None:
    """Record that somebody was given an attachment with personal data; to be called before they are (个保法第51条)."""
    note(attachment, acts.DOWNLOADED, by=by)


def scan(key: int) -> None:
    """Scan a file of which an attachment waits for it, and write what was found into all of its attachments.

    Raises ScannerDown when the scanner does not answer: they go on waiting.
    """
    file = StoredFile.objects.filter(pk=key).first()
    if file is None or not scanning.is_on() or not file.attachments.filter(state=State.WAITING).exists():
        return
    try:
        content = storing.open_raw(file.place, file.secret)
        found = scanning.scan(pieces(content, 0, content.size))
    except StreamBroken as error:
        _log.error("the file %s cannot be read to be scanned", file.place)
        _found(file, State.UNSCANNABLE, error.code)
        return
    if found.infected:
        _log.warning("a virus in the file %s: %s", file.place, found.what)
    state = State.CLEAN if found.clean else State.INFECTED if found.infected else State.UNSCANNABLE
    _found(file, state, found.what)


@transaction.atomic
def _found(file: StoredFile, state: State, what: str) -> None:
    for attachment in Attachment.objects.filter(file=file).exclude(state=state).order_by("pk"):
        try:
            held = hold(attachment)
        except Attachment.DoesNotExist:  # removed while it was scanned
            continue
        held.state = state
        held.save(update_fields=["state"])
        record(held, acts.SCANNED, by=SYSTEM, **({"reason": what} if what else {}))


def day_ago() -> datetime:
    """Give the moment before which what is not finished has been left."""
    return timezone.now() - timedelta(seconds=storing.LEFT_FOR)


def tidy() -> int:
    """Remove what nobody needs: uploads begun a day ago, files that no row names; say how many files."""
    for upload in Upload.objects.filter(begun_at__lt=day_ago()):
        upload.delete()
        storing.remove_arriving(upload.token)
    named = StoredFile.objects.values_list("place", flat=True)
    return storing.sweep(named.iterator(), Upload.objects.values_list("token", flat=True))
