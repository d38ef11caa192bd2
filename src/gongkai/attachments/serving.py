"""An attachment as an answer: to be saved and never shown, in part where a part is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from gongkai.attachments import rules, services, storing
from gongkai.attachments.kinds import EVERY
from gongkai.attachments.models import Attachment
from gongkai.journal.actor import Actor
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.ui.ranges import nothing_of, part_of
from gongkai.vault.streams import Opened, pieces

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
    part = part_of(request, size, tag)
    response: HttpResponseBase
    if part is None:
        opened.close()
        response = HttpResponse(status=416, headers=nothing_of(size))
    else:
        if request.method == "HEAD":
            opened.close()
            response = HttpResponse()
        else:
            response = StreamingHttpResponse(_Part(opened, part.start, part.stop))
        response["Content-Type"] = EVERY[attachment.kind].type
        part.tell(response)
    disposition = content_disposition_header(as_attachment=True, filename=attachment.name)
    for name, value in {**HEADERS, "ETag": tag, "Content-Disposition": str(disposition)}.items():
        response[name] = value
    return response
