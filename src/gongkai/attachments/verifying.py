"""Whether every attachment has its file, whole; what differs, named.

A file that no row names is no difference: its act did not come to its end, and it is swept after a day.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator

from gongkai.attachments import storing
from gongkai.attachments.models import StoredFile
from gongkai.law.message import Message
from gongkai.vault.streams import sealed_size


def differences(*, read: bool = False) -> Iterator[Message]:
    """Go through what differs between rows and files; with `read`, every file is read and its bytes are compared."""
    for file in StoredFile.objects.order_by("pk").prefetch_related("attachments").iterator(2000):
        if not _is_whole(file, read=read) and StoredFile.objects.filter(pk=file.pk, place=file.place).exists():
            attachments = "、".join(str(each.pk) for each in file.attachments.all())
            yield Message(
                "附件{attachments}的文件 {file} 不见了，或者已被改动。", attachments=attachments, file=file.place
            )


def _is_whole(file: StoredFile, *, read: bool) -> bool:
    """Say whether a file is what was kept; one that was removed meanwhile is not, and its row is gone too."""
    try:
        with storing.path_of(file.place).open("rb") as held:
            if held.seek(0, io.SEEK_END) != sealed_size(file.size):
                return False
            held.seek(0)
            return not read or hashlib.file_digest(held, "sha256").hexdigest() == file.place
    except OSError:
        return False
