"""One call: sent, and sent again where that can do nothing twice; page after page of a list.

Reading may be sent again, and so may an act that carries an idempotency key, which the client makes itself. Another act
is sent again only where it was surely not done: where no connection came about, or the site said that it was asked too
often. Between two attempts it waits as long as the site asks (`Retry-After`), or else a little longer each time.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from uuid import uuid4

import httpx

from gongkai.client.errors import ApiError, of_answer, of_transport

READING = frozenset({"GET", "HEAD"})
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_NOT_DONE = frozenset({429})
"""What says that an act was not done, whatever it was."""
_AGAIN = frozenset({429, 502, 503, 504})
"""What may be otherwise in a while."""


@dataclass(frozen=True)
class Retrying:
    """How often a call is sent, the seconds before the second time, doubled each time, and the longest wait.

    Who is told to wait longer than `longest` is told so by the error, and waits themselves.
    """

    attempts: int = 5
    first: float = 0.5
    longest: float = 120.0


class Tagged(NamedTuple):
    """What was read, and the tag that says which state of it: a change names it (If-Match)."""

    value: Any
    tag: str


class Caller:
    """Sends calls to one site, with a token if there is one; the token goes nowhere else, and never unencrypted."""

    def __init__(
        self,
        address: str,
        *,
        token: str = "",
        language: str = "zh-hans",
        timeout: float = 30.0,
        retrying: Retrying | None = None,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"no address of a site: {address!r}")
        if token and parts.scheme == "http" and parts.hostname not in _HERE:
            raise ValueError("a token is sent over https alone")
        headers = {"Accept-Language": language} | ({"Authorization": f"Bearer {token}"} if token else {})
        self._http = httpx.Client(
            base_url=address.rstrip("/"),
            headers=headers,
            timeout=timeout,
            transport=transport,
            follow_redirects=False,
        )
        self._retrying = retrying or Retrying()
        self._sleep = sleep

    def close(self) -> None:
        """Let the connections go."""
        self._http.close()

    def get(self, path: str, **asked: Any) -> Any:
        """Read something as JSON; what is asked with None is not asked."""
        return self.call("GET", path, asked=asked).json()

    def pages(self, path: str, **asked: Any) -> Iterator[Any]:
        """Go through a list, page after page."""
        cursor = ""
        while True:
            page = self.get(path, **asked, cursor=cursor or None)
            yield from page["data"]
            cursor = page["next"] or ""
            if not cursor:
                return

    def act(
        self, method: str, path: str, body: Any, *, once: bool = True, headers: Mapping[str, str] | None = None
    ) -> Any:
        """Do something with a body of JSON; `once` has it done once, however often it is sent."""
        return self.send(path, method=method, once=once, headers=headers or {}, json=body)

    def send(self, path: str, *, headers: Mapping[str, str], once: bool, method: str = "POST", **content: Any) -> Any:
        """Send what changes something, and give what came of it as JSON."""
        key = {"Idempotency-Key": str(uuid4())} if once else {}
        return self.call(method, path, headers={**key, **headers}, **content).json()

    def call(
        self,
        method: str,
        path: str,
        *,
        asked: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        reads: bool = False,
        **content: Any,
    ) -> httpx.Response:
        """Send a call and give its answer, read whole. `reads` says of a POST that twice is as once."""
        given = {name: _written(value) for name, value in (asked or {}).items() if value is not None}
        request = self._http.build_request(method, path, params=given or None, headers=dict(headers or {}), **content)
        repeats = reads or method in READING or "Idempotency-Key" in request.headers
        return self._until_answered(request, repeats=repeats, stream=False)

    @contextmanager
    def stream(self, path: str) -> Iterator[httpx.Response]:
        """Read something large as it comes."""
        response = self._until_answered(self._http.build_request("GET", path), repeats=True, stream=True)
        try:
            yield response
        except httpx.TransportError as error:  # it broke off
            raise of_transport(error) from None
        finally:
            response.close()

    def _until_answered(self, request: httpx.Request, *, repeats: bool, stream: bool) -> httpx.Response:
        attempt = 0
        while True:
            attempt += 1
            answered, final = self._once(request, repeats=repeats, stream=stream)
            if isinstance(answered, httpx.Response):
                return answered
            wait = self._wait_before(attempt) if answered.wait is None else answered.wait
            if final or attempt >= self._retrying.attempts or wait > self._retrying.longest:
                raise answered
            self._sleep(wait)

    def _once(self, request: httpx.Request, *, repeats: bool, stream: bool) -> tuple[httpx.Response | ApiError, bool]:
        """Send once; give the answer, or what went wrong and whether that is the end of it."""
        try:
            response = self._http.send(request, stream=stream)
            if response.is_success:
                return response, True
            response.read()  # the words of the refusal, of an answer that is streamed too
            response.close()
        except httpx.TransportError as error:
            return of_transport(error), not (repeats or isinstance(error, httpx.ConnectError))
        again = response.status_code in (_AGAIN if repeats else _NOT_DONE)
        return of_answer(response, _asked_to_wait(response)), not again

    def _wait_before(self, attempt: int) -> float:
        """Give how long to wait: double each time, and not at the same time as all the others."""
        doubled: float = self._retrying.first * 2.0 ** (attempt - 1)
        return min(doubled * random.uniform(0.5, 1.0), self._retrying.longest)


def _asked_to_wait(response: httpx.Response) -> float | None:
    """Give the seconds that an answer asks to wait: it says how many, or until when."""
    said = response.headers.get("Retry-After", "").strip()
    if said.isdecimal():
        return float(said)
    try:
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def multipart(fields: Mapping[str, Any], files: Sequence[tuple[str, bytes]]) -> dict[str, Any]:
    """Give fields and files as a form: name and content of each file."""
    data = {name: _written(value) for name, value in fields.items() if value is not None}
    return {"data": data, "files": [("attached", (name, content)) for name, content in files]}
