"""Files of a plain form, sealed while they come: no byte of them lies on the disk in clear, none waits in memory."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers
from django.http import HttpRequest

from gongkai.attachments.storing import Draft
from gongkai.law.errors import GongkaiError


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
            self.close()
            self.draft, self.refused = None, error


class Receiver(FileUploadHandler):
    """Django's handler of the files of a form; to be closed once they were attached, or the form broke off."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self._files: list[Received] = []

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file; no other handler gets it."""
        super().new_file(*args, **kwargs)
        self._files.append(Received(self.file_name or ""))
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take the next bytes."""
        self._files[-1].write(raw_data)

    def file_complete(self, file_size: int) -> Any:
        """Give the file."""
        return self._files[-1]

    def close(self) -> None:
        """Let go of all that was not kept."""
        for each in self._files:
            each.close()
