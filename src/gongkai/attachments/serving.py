"""An attachment as an answer: to be saved and never shown, in part where a part is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from gongkai.attachments import rules, services, storing
from gongkai.attachments.kinds import EVERY
from gongkai.attachments.models import Attachment
from gongkai.journal.actor import Actor
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.vault.streams import Opened, pieces

_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "Accept-Ranges": "bytes",
}


class _Part:
    """What is sent; the file is closed with the answer, also when nothing of it was read."""

    def __init__(self, opened: Opened, start: int, stop: int) -> None:
        self._opened, self._start, self._stop = opened, start, stop

    def __iter__(self) -> Iterator[bytes]:
        return pieces(self._opened, self._start, self._stop)

    def close(self) -> None:
        """Close the file."""
        self._opened.close()


def give_out(request: HttpRequest, attachment: Attachment, *, by: Actor) -> HttpResponseBase:
    """Give an attachment to somebody who may have it, and record it first where it is personal.

    Raises NotAllowed while its scan speaks against it.
    """
    if not rules.may_be_given_out(attachment):
        raise _kept_back(attachment)
    opened = storing.open_raw(attachment.file.place, attachment.file.secret)
    try:
        if attachment.personal and request.method == "GET":
            services.note_download(attachment, by=by)
        return answer(request, attachment, opened)
    except BaseException:
        opened.close()
        raise


def _kept_back(attachment: Attachment) -> NotAllowed:
    why = {
        "waiting": Message("“{name}”还没有查毒，暂不能下载。", name=attachment.name),
        "infected": Message("“{name}”查出病毒，已隔离。", name=attachment.name),
        "unscannable": Message("“{name}”无法查毒，不能下载。", name=attachment.name),
    }[attachment.state]
    hint = Message("请过几分钟再试。") if attachment.state == "waiting" else Message("请删除它，换一份再交。")
    return NotAllowed("attachment-kept-back", why, hint=hint)


def answer(request: HttpRequest, attachment: Attachment, opened: Opened) -> HttpResponseBase:
    """Give the answer with an attachment, and close the file with it."""
    size, tag = opened.size, f'"{attachment.sha256}"'
    asked = request.headers.get("Range", "") if request.method == "GET" else ""
    if request.headers.get("If-Range", tag) != tag:
        asked = ""  # what they hold a part of is another file
    part = _asked(asked, size)
    response: HttpResponseBase
    if part is None:
        opened.close()
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        start, stop = part
        if request.method == "HEAD":
            opened.close()
            response = HttpResponse()
        else:
            response = StreamingHttpResponse(_Part(opened, start, stop))
        response["Content-Type"] = EVERY[attachment.kind].type
        response["Content-Length"] = str(stop - start)
        if _is_range(asked):
            response.status_code = 206
            response["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    disposition = content_disposition_header(as_attachment=True, filename=attachment.name)
    for name, value in {**HEADERS, "ETag": tag, "Content-Disposition": str(disposition)}.items():
        response[name] = value
    return response


def _is_range(header: str) -> bool:
    """Say whether one part is asked for: several, and what is no range, are answered with the whole."""
    return _RANGE.fullmatch(header) is not None and header != "bytes=-"


def _asked(header: str, size: int) -> tuple[int, int] | None:
    """Give the part that is asked for, all of it where none is; None for one that there is not."""
    found = _RANGE.fullmatch(header)
    if found is None or not _is_range(header):
        return 0, size
    first, last = found.groups()
    if not first:
        start, stop = max(0, size - int(last)), size
    else:
        start, stop = int(first), min(int(last) + 1, size) if last else size
    return (start, stop) if start < stop else None
