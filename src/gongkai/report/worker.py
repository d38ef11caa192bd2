"""Reading reports that are not to be trusted: in a process of its own, with limits on time and memory."""

from __future__ import annotations

import atexit
from functools import lru_cache

from gongkai.report.model import Reading
from gongkai.untrusted import worker
from gongkai.untrusted.worker import LIMITS, Limits

OCR_LIMITS = Limits(seconds=600, memory=4 * 2**30)
"""Reading a page by OCR takes some seconds, and on two processors counts twice."""


class Worker(worker.Worker):
    """A child process that reads one report after another. May be used by several threads, one at a time."""

    def __init__(self, limits: Limits | None = None, *, ocr: bool = False) -> None:
        super().__init__("gongkai.report.reading:read_bytes", limits or (OCR_LIMITS if ocr else LIMITS))
        self._ocr = ocr

    def read(self, data: bytes, name: str = "") -> Reading:
        """Give the report in the bytes of a file, as `read_bytes` does. Raises UnreadableDocument."""
        reading = self.ask(data, name, ocr=self._ocr)
        assert isinstance(reading, Reading)
        return reading


def read_in_worker(data: bytes, name: str = "", *, ocr: bool = False) -> Reading:
    """Give the report in the bytes of a file, read by the child that this process shares. Raises UnreadableDocument."""
    return _shared(ocr).read(data, name)


@lru_cache(maxsize=2)
def _shared(ocr: bool) -> Worker:
    shared = Worker(ocr=ocr)
    atexit.register(shared.close)
    return shared
