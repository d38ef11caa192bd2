"""Files of a plain form, sealed while they come: no byte of them lies on the disk in clear, none waits in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers
from django.http import HttpRequest

from gongkai.attachments.kinds import FileRefused
from gongkai.attachments.naming import cleaned
from gongkai.attachments.services import looked_at
from gongkai.attachments.storing import Draft, FileTooLarge, disk_full, has_room_for, size_in_words
from gongkai.law.errors import GongkaiError
from gongkai.law.message import Message


@contextmanager
def received(request: HttpRequest, *, most: int | None = None, most_together: int | None = None) -> Iterator[None]:
    """Take the files of a form sealed, for as long as it is dealt with.

    Its view is exempt from Django's check of the token, which would read the form first, and checks it within
    (`csrf_protect`). A form of another kind brings no files, and may have been read by now.
    """
    if request.content_type != "multipart/form-data":
        yield
        return
    with closing(Receiver(request, most=most, most_together=most_together)) as receiver:
        request.upload_handlers = [receiver]
        yield


class Received:
    """A file of a form: its name, and its draft or why there is none."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.draft: Draft | None = None
        self.refused: GongkaiError | None = None
        self._do(self._begin)

    def write(self, content: bytes) -> None:
        """Take the next bytes; after an error the rest is let pass."""
        if self.draft is not None:
            draft = self.draft
            self._do(lambda: draft.write(content))

    def refuse(self, error: GongkaiError) -> None:
        """Let go of it, for a reason."""
        self.close()
        self.draft, self.refused = None, self.refused or error

    def look(self, *, also: Collection[str] = ()) -> None:
        """Look at what was written, which is all of it, and refuse what is not taken in (`also`: `services.attach`)."""
        if self.draft is not None:
            draft = self.draft
            self._do(draft.finish)
            self._do(lambda: looked_at(draft, cleaned(self.name), also=also))

    def close(self) -> None:
        """Let go of what was not kept."""
        if self.draft is not None:
            self.draft.drop()

    def _begin(self) -> None:
        self.draft = Draft()

    def _do(self, what: Any) -> None:
        try:
            what()
        except GongkaiError as error:
            self.refuse(error)


class Receiver(FileUploadHandler):
    """Django's handler of the files of a form; to be closed once they were attached, or the form broke off.

    Of a form that anybody may send it takes so many files, and so many bytes of all together; and none where that
    could leave the site less room than it must have: what visitors send does not stop the work of the others.
    """

    def __init__(self, request: HttpRequest, *, most: int | None = None, most_together: int | None = None) -> None:
        super().__init__(request)
        self._files: list[Received] = []
        self._most, self._most_together, self._together = most, most_together, 0

    def handle_raw_input(
        self, input_data: Any, meta: Any, content_length: int, boundary: Any, encoding: str | None = None
    ) -> None:
        """Refuse before anything is read what is far beyond what is taken."""
        if self._most_together is not None and content_length > 2 * self._most_together:
            raise RequestDataTooBig

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file; no other handler gets it."""
        super().new_file(*args, **kwargs)
        self._files.append(Received(self.file_name or ""))
        if self._most is not None and len(self._files) > self._most:
            self._files[-1].refuse(_too_many(self._most))
        elif self._most_together is not None and not has_room_for(self._most_together):
            self._files[-1].refuse(disk_full())
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take the next bytes."""
        self._together += len(raw_data)
        if self._most_together is not None and self._together > self._most_together:
            self._files[-1].refuse(_too_large_together(self._most_together))
        self._files[-1].write(raw_data)

    def file_complete(self, file_size: int) -> Any:
        """Give the file."""
        return self._files[-1]

    def close(self) -> None:
        """Let go of all that was not kept."""
        for each in self._files:
            each.close()


def _too_many(most: int) -> FileRefused:
    return FileRefused(
        "files-too-many", Message("附件太多，最多{most}个。", most=most), hint=Message("请合并成几个文件再交。")
    )


def _too_large_together(most: int) -> FileTooLarge:
    return FileTooLarge(
        "files-too-large",
        Message("几个附件合起来太大，最大{most}。", most=size_in_words(most)),
        hint=Message("请少交几个，或者压缩其中的图片再交。"),
    )
