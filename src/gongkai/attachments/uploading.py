"""Uploads that come piece by piece and go on where they stopped: after a lost line, a restart, a closed page.

A piece is counted when it lies on the disk and the row of its upload says so; one that breaks off counts as far as it
came. Nothing is attached before all pieces are there. The row stays for a day: who did not hear that the last piece
came, and sends the file again, is told that it is attached.
"""

from __future__ import annotations

import secrets
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from gongkai.agencies.models import Officer
from gongkai.attachments import services, storing
from gongkai.attachments.kinds import FileRefused, named_kind
from gongkai.attachments.models import Attachment, Upload
from gongkai.attachments.naming import cleaned
from gongkai.attachments.storing import Draft
from gongkai.journal.actor import Actor
from gongkai.journal.services import type_of
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.vault.sealing import Place, fingerprint
from gongkai.vault.streams import StreamBroken, new_secret

_MOST_PIECES = 5000
_AT_ONCE = 64 * 1024


class WrongOffset(NotAllowed):
    """A piece that does not begin where the last one ended."""


class Ended(NotAllowed):
    """An upload that was given up, or attached by somebody quicker."""


@transaction.atomic
def begin(thing: Any, *, name: str, size: int, modified: str, personal: bool, by: Actor) -> Upload:
    """Begin an upload, or go on with the one of the same file that the same officer began.

    Raises FileRefused or FileTooLarge for what would be refused in the end, NotAllowed when too many are unfinished.
    """
    name = cleaned(name)
    named_kind(name, taken=settings.UPLOAD_KINDS)
    if size > settings.UPLOAD_MOST:
        raise storing.too_large(settings.UPLOAD_MOST)
    mark = fingerprint(f"{name}|{size}|{modified}", Place(type_of(Upload), "mark", None))
    said = {
        "officer": by.officer,
        "object_type": type_of(thing),
        "object_id": thing.pk,
        "personal": personal,
        "mark": mark,
    }
    Officer.objects.select_for_update(no_key=True).get(pk=by.officer.pk)  # of two that begin at once one is first
    begun: Upload | None = of_officer(by).filter(**said).first()
    if begun is not None:
        return begun
    Upload.objects.filter(**said).delete()
    if of_officer(by).filter(attachment=None).count() >= settings.UPLOADS_UNFINISHED:
        raise NotAllowed(
            "uploads-unfinished",
            Message("您有{count}个附件还没有传完。", count=settings.UPLOADS_UNFINISHED),
            hint=Message("请先把它们传完，或者明天再试：没有传完的只保留一天。"),
        )
    upload = Upload(**said, name=name, size=size, secret=new_secret(), token=secrets.token_hex(16))
    upload.begun_at = timezone.now()
    upload.save(force_insert=True)
    return upload


def of_officer(by: Actor) -> Any:
    """Give the uploads of an officer that can be gone on with, and those that have just been attached."""
    return Upload.objects.filter(officer=by.officer, begun_at__gte=services.day_ago())


def take_piece(upload: Upload, offset: int, content: Any) -> Upload:
    """Take the bytes from a place on, and give the upload as it is then.

    Raises WrongOffset for another place than the next, FileTooLarge for more than was said. What breaks off is kept as
    far as it came, and the error goes on.
    """
    _require_next(upload, offset)
    with Draft(upload.secret, most=upload.size - offset) as piece:
        broke: Exception | None = None
        while True:
            try:
                found = content.read(_AT_ONCE)
            except OSError as error:  # the line is gone
                broke = error
                break
            if not found:
                break
            piece.write(found)
        if piece.size:
            piece.finish()
            upload = _count(upload, offset, piece)
        if broke is not None:
            raise broke
    return upload


@transaction.atomic
def _count(upload: Upload, offset: int, piece: Draft) -> Upload:
    held = Upload.objects.select_for_update().filter(pk=upload.pk).first()
    if held is None:
        raise _ended()
    _require_next(held, offset)
    if len(held.pieces) >= _MOST_PIECES:
        raise NotAllowed("upload-pieces", Message("附件分得太碎。"), hint=Message("请每次传得多一些。"))
    piece.keep_as(storing.arriving() / held.token / str(offset))
    held.pieces = [*held.pieces, offset]
    held.offset = offset + piece.size
    held.save(update_fields=["pieces", "offset"])
    return held


def finish(upload: Upload, thing: Any, *, by: Actor) -> None:
    """Put the pieces together and attach the file; one that is refused is let go of. Done again, it does nothing."""
    if upload.attachment_id is not None:
        return
    try:
        with Draft(most=upload.size) as whole:
            _put_together(upload, whole)
            services.attach(thing, whole, upload.name, personal=upload.personal, by=by, then=partial(_attached, upload))
    except (Ended, StreamBroken) as error:
        if Upload.objects.filter(pk=upload.pk).exclude(attachment=None).exists():
            return  # of two that finish it at once the other was first
        drop(upload)
        raise error if isinstance(error, Ended) else _lost() from None
    except FileRefused:
        drop(upload)
        raise
    storing.remove_arriving(upload.token)


def drop(upload: Upload) -> None:
    """Give an upload up; what it was attached as stays."""
    Upload.objects.filter(pk=upload.pk).delete()
    storing.remove_arriving(upload.token)


def _put_together(upload: Upload, whole: Draft) -> None:
    for offset in upload.pieces:
        with storing.open_path(storing.arriving() / upload.token / str(offset), upload.secret) as piece:
            while found := piece.read(_AT_ONCE):
                whole.write(found)


def _attached(upload: Upload, attachment: Attachment) -> None:
    """Write down what became of an upload, in the transaction in which the file is attached."""
    if not Upload.objects.filter(pk=upload.pk, attachment=None).update(attachment=attachment):
        raise _ended()


def _ended() -> Ended:
    return Ended("upload-ended", Message("这次上传已经结束。"), hint=Message("请刷新页面，看看附件是不是已经有了。"))


def _lost() -> NotAllowed:
    return NotAllowed(
        "upload-lost", Message("已经传来的部分读不出来了。"), hint=Message("请再选一次这个文件，从头传。")
    )


def _require_next(upload: Upload, offset: int) -> None:
    if offset != upload.offset:
        raise WrongOffset(
            "upload-offset",
            Message("应当从第{next}个字节接着传，来的是第{offset}个。", next=upload.offset, offset=offset),
            hint=Message("请先询问传到了哪里。"),
        )
