"""Each request noted once it is answered: a line in the log, a count in the metrics. No query, no names, no address."""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from gongkai.config.metrics import count

_log = logging.getLogger("gongkai.requests")

_QUIET = ("/health/", "/metrics", settings.STATIC_URL)
"""Asked for all the time, by machines; noted only when debugging."""


def observing(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Note the request."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        begun = perf_counter()
        response = get_response(request)
        took = perf_counter() - begun
        count(request, response.status_code, took)
        level = logging.DEBUG if request.path.startswith(_QUIET) else logging.INFO
        said = {"method": request.method, "path": request.path, "status": response.status_code, "ms": round(took * 1e3)}
        _log.log(level, "%(method)s %(path)s %(status)s %(ms)s ms", said, extra=said)
        return response

    return middleware
