"""What was published and withdrawn in a span of days, as one ZIP: a folder for each item, as in channels."""

from __future__ import annotations

import tempfile
from datetime import date
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.db.models import Q

from gongkai.disclosure.channels.document import compose
from gongkai.disclosure.channels.folder import contents, name_of
from gongkai.disclosure.models import Item
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message

MOST = 500
"""Items in one file."""
MOST_BYTES = 1 << 30
"""Bytes of attachments in one file."""


def changed(agencies: Any, since: date, until: date) -> list[int]:
    """Give the keys of items of some agencies whose public text changed, or was withdrawn, in a span of days."""
    shown = Q(showings__since__date__gte=since, showings__since__date__lte=until)
    ended = Q(showings__until__date__gte=since, showings__until__date__lte=until)
    rows = Item.objects.filter(shown | ended, agency__in=agencies, shown_on__isnull=False)
    return list(rows.order_by("pk").values_list("pk", flat=True).distinct()[: MOST + 1])


def packed(keys: list[int]) -> IO[bytes]:
    """Give a ZIP of items as they are public now. Raises NotAllowed for more than one file should hold."""
    if not keys:
        raise NotAllowed(
            "nothing-to-export",
            Message("这段日期里没有公开或者撤下的信息。"),
            hint=Message("请换一段日期。"),
            citation=cite("条例第23条"),
        )
    if len(keys) > MOST:
        raise _too_much(Message("这段日期里的信息超过{most}条。", most=MOST))
    file = tempfile.TemporaryFile(dir=settings.DATA)  # noqa: SIM115 — the answer closes it
    try:
        size = 0
        with ZipFile(file, "w", ZIP_DEFLATED) as packed:
            for key in keys:
                document = compose(key)
                size += sum(each.size for each in document.files)
                if size > MOST_BYTES:
                    raise _too_much(Message("这段日期里的附件合起来超过1 GB。"))
                for path, content in contents(document):
                    with packed.open(f"{name_of(document)}/{path}", "w", force_zip64=True) as entry:
                        for piece in content:
                            entry.write(piece)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


def _too_much(why: Message) -> NotAllowed:
    return NotAllowed("export-too-large", why, hint=Message("请分几段日期导出。"), citation=cite("条例第23条"))
