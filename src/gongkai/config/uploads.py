"""How much anybody may send in at once who has not signed in: what they send as files would otherwise fill the disk."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class Bounded(FileUploadHandler):
    """Takes from a visitor no more with files than without; stands first and leaves keeping to the others.

    Of officers the views say how much they take.
    """

    def handle_raw_input(
        self, input_data: Any, meta: Any, content_length: int, boundary: Any, encoding: str | None = None
    ) -> None:
        """Refuse before anything is read."""
        assert self.request is not None
        if content_length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE and not self.request.user.is_authenticated:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass on."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave it to the others."""
