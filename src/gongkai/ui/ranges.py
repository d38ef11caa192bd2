"""A part of a file (Range): a download that broke off goes on where it stopped. One part at a time; several are not."""

from __future__ import annotations

import re
from typing import NamedTuple

from django.http import HttpRequest, HttpResponseBase
from django.utils.http import parse_http_date_safe

_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


class Part(NamedTuple):
    """The bytes of a file that are sent, of how many, and whether a part was asked for."""

    start: int
    stop: int
    size: int
    asked: bool

    def tell(self, response: HttpResponseBase) -> None:
        """Say in the headers of an answer how much it sends, and of what."""
        response["Content-Length"] = str(self.stop - self.start)
        if self.asked:
            response.status_code = 206
            response["Content-Range"] = f"bytes {self.start}-{self.stop - 1}/{self.size}"


def nothing_of(size: int) -> dict[str, str]:
    """Give the headers of the answer (416) to who asks for a part that there is not."""
    return {"Content-Range": f"bytes */{size}"}


def part_of(request: HttpRequest, size: int, tag: str, at: int | None = None) -> Part | None:
    """Give the part of a file that is asked for, all of it where none is; None for one that there is not.

    Who holds a part of another file (If-Range: another tag, another moment than `at`, its seconds) is given the whole;
    and so is who asks for several parts, and for what is no range.
    """
    found = _RANGE.fullmatch(request.headers.get("Range", "")) if request.method == "GET" else None
    if found is None or not _is_range(*found.groups()) or not _is_of(request.headers.get("If-Range", tag), tag, at):
        return Part(0, size, size, asked=False)
    first, last = found.groups()
    if not first:
        start, stop = max(0, size - int(last)), size
    else:
        start, stop = int(first), min(int(last) + 1, size) if last else size
    return Part(start, stop, size, asked=True) if start < stop else None


def _is_range(first: str, last: str) -> bool:
    """Say whether two written numbers make a range at all; one that ends before it begins does not."""
    return bool(first or last) and not (first and last and int(last) < int(first))


def _is_of(held: str, tag: str, at: int | None) -> bool:
    return held == tag or (at is not None and parse_http_date_safe(held) == at)
