"""The words of files that are public: read in the background, in a child within limits, and kept while public."""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction

from gongkai.attachments.models import Attachment
from gongkai.attachments.rules import may_be_given_out
from gongkai.attachments.selectors import attachments_of
from gongkai.attachments.storing import open_raw
from gongkai.disclosure.selectors import public_files_of, public_items
from gongkai.law.errors import GongkaiError
from gongkai.search import outbox
from gongkai.search.extracting import READ
from gongkai.search.models import FileText
from gongkai.ui.background import later
from gongkai.untrusted.worker import Limits, Worker, kept

_log = logging.getLogger(__name__)

LARGEST = 64 * 2**20
"""Bytes of a file that is read; one that is larger is found by its name."""
LIMITS = Limits(seconds=60, memory=2**30)


def texts_of(thing: Any, text: Any) -> list[tuple[str, str]]:
    """Give the files of a text that everybody may have: the name of each, and its words as far as they were read."""
    files = public_files_of(thing, text)
    read = dict(FileText.objects.filter(attachment__in=files).values_list("attachment", "text")) if files else {}
    return [(each.name, read.get(each.pk, "")) for each in files]


def enqueue_reading(source: str, thing: Any, text: Any) -> None:
    """Have the files of a text read that were not; to be called in the transaction that makes them public."""
    from gongkai.search.tasks import read_file

    files = [each for each in public_files_of(thing, text) if each.kind in READ and each.size <= LARGEST]
    read = set(FileText.objects.filter(attachment__in=files).values_list("attachment", flat=True))
    for file in files:
        if file.pk not in read:
            later(read_file, source, thing.pk, file.pk)


def forget(thing: Any) -> None:
    """Keep no words of files that are no longer public."""
    FileText.objects.filter(attachment__in=attachments_of(thing)).delete()


def read(source: str, key: int, attachment: int) -> None:
    """Read a file of something and keep its words, if it is public by then; note that what it belongs to changed.

    One that cannot be read has no words: it is found by its name, and not tried again. Nor is one that was read.
    """
    file = Attachment.objects.select_related("file").filter(pk=attachment).first()
    if file is None or file.personal or not may_be_given_out(file) or FileText.objects.filter(attachment=file).exists():
        return
    try:
        with open_raw(file.file.place, file.file.secret) as opened:
            words = _child().ask(opened.read(), file.kind)
    except GongkaiError as error:
        _log.info("the words of attachment %s were not read: %s", attachment, error.code)
        words = ""
    with transaction.atomic():
        # Held, so that a withdrawal that is under way comes before or after, and not between.
        for item in public_items().select_for_update(of=("self",), no_key=True).filter(pk=key):
            if attachment in item.shown.files:
                FileText.objects.update_or_create(attachment=file, defaults={"text": words})
                outbox.note(source, [key])


def _child() -> Worker:
    return kept("gongkai.search.extracting:text_in", LIMITS)
