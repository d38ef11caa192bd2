"""A channel that is a folder: below it one folder for each item, with its document, a page of its own, and its files.

A folder of an item is written whole beside the old one and then takes its place: whoever reads finds the old one, none
for a moment, or the new one, and never a half. What is withdrawn keeps its document alone, which says so.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from gongkai.attachments.models import Attachment
from gongkai.attachments.storing import open_place
from gongkai.disclosure.channels.document import Document, compose
from gongkai.disclosure.channels.unsent import require_on
from gongkai.disclosure.models import Sending
from gongkai.law.message import Message
from gongkai.notifications.outbox import Unsent
from gongkai.vault.secret_file import settle
from gongkai.vault.streams import StreamBroken

DOCUMENT, PAGE, FILES = "item.json", "item.html", "files"
"""What lies in the folder of an item."""
_LOCK = ".lock"


def folders() -> Path:
    """Give where the folders of channels are."""
    found: Path = settings.CHANNEL_FOLDERS
    return found


def send(sending: Sending) -> tuple[Document, int | None]:
    """Write what is public of an item now.

    It is looked up once nobody else writes there: a worker that was slow does not write what another withdrew.
    """
    channel = sending.channel
    there = folders() / channel.folder
    try:
        there.mkdir(parents=True, exist_ok=True)
        with _alone(there):
            document = compose(sending.item_id, channel)
            require_on(channel, document)
            put(there, document)
    except StreamBroken as error:
        raise Unsent(error.message, again=True) from None
    except OSError as error:
        why = Message("写不进导出文件夹（{error}）。", error=error.strerror or type(error).__name__)
        raise Unsent(why, again=True, unreachable=True) from None
    return document, None


def put(there: Path, document: Document) -> None:
    """Put the folder of an item in the place of the one before."""
    name = name_of(document)
    new, old, target = there / f".{name}.new", there / f".{name}.old", there / name
    for left in (new, old):
        _remove(left)  # by a worker that was killed
    new.mkdir()
    for path, content in contents(document):
        file = new / path
        file.parent.mkdir(exist_ok=True)
        with file.open("xb") as written:
            for piece in content:
                written.write(piece)
            written.flush()
            os.fsync(written.fileno())
    settle(new)
    if target.exists():
        target.rename(old)
    new.rename(target)
    settle(there)
    _remove(old)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def name_of(document: Document) -> str:
    """Give the name of the folder of an item."""
    return f"item-{document.item.pk}"


def contents(document: Document) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Give what lies in the folder of an item: paths with their content, the document last."""
    values = document.values
    if document.text is not None:
        values = {**values, "files": [dict(each) for each in values["files"]]}
        for number, (said, attachment) in enumerate(zip(values["files"], document.files), 1):
            said["path"] = f"{FILES}/{number}.{attachment.kind}"
            yield said["path"], _pieces(attachment)
        page = document._replace(values=values)
        yield PAGE, iter([page.as_html().encode()])
    yield DOCUMENT, iter([json.dumps(values, ensure_ascii=False, indent=1).encode()])


def _pieces(attachment: Attachment) -> Iterator[bytes]:
    with open_place(attachment.file.place, attachment.file.secret) as opened:
        while piece := opened.read(1 << 20):
            yield piece


@contextmanager
def _alone(there: Path) -> Iterator[None]:
    """Let one worker at a time write in a folder; raises BlockingIOError while another does."""
    with (there / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
