"""A call that carries an Idempotency-Key is taken in once: sent again it is given the answer it was given before.

The key holds for a token, and for JSON: what brings files has keys of its own (`parts.applications`). The row of a call
is made in the transaction of the act and first of all in it: of two that come at once the second waits for the first,
and finds its answer. A call that was refused did nothing and leaves nothing: it is judged anew. The same key with
another call is refused (422), whatever it asks.

An answer is given again to who may still have it: with it is kept what the call stood on (`callers.Footing`), and that
is asked anew. What was erased with its case (`archives.erasing`) is not given again, and the call is not done again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.crypto import salted_hmac

from gongkai.api.callers import Caller, Footing, caller_of
from gongkai.api.errors import JSON, Refused, answer, of_status, place, wrong
from gongkai.api.models import Answered
from gongkai.api.scoped import require_scope
from gongkai.law.message import Message
from gongkai.ui.language import said

View = Callable[..., HttpResponseBase]

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
KEPT_DAYS = 7
_KEPT_HEADERS = ("ETag", "Location")
_KEY = re.compile(r"[\x21-\x7e]{1,200}")


def once(request: HttpRequest, view: View, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """Answer what a system sends; where it says by which key, once."""
    key = request.headers.get(HEADER)
    caller = caller_of(request)
    if key is None or caller.is_anybody or request.content_type == "multipart/form-data":
        return view(request, *args, **kwargs)
    if not _KEY.fullmatch(key):
        message = said(Message("应为1至200个可见的 ASCII 字符，如 UUID。"))
        return answer(request, wrong([place("header", HEADER, "key", message)]))
    token = caller.token.token
    row = Answered(
        token=token, key_hash=sha256(key.encode()).hexdigest(), digest=_digest(request), at=timezone.now()
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            response = view(request, *args, **kwargs)
            if response.status_code >= 400 or not isinstance(response, HttpResponse):
                transaction.set_rollback(True)
            elif response.get("Cache-Control") == "no-store":  # what is recorded each time it is given out
                row.delete()
            else:
                _keep(row, response, caller.footing)
            return response
    except IntegrityError:
        before = Answered.objects.filter(token=token, key_hash=row.key_hash).first()
        if before is None:  # something else of the act was there already
            raise
    try:
        return _again(caller, before, row.digest)
    except Refused as refused:
        return answer(request, refused)


def _digest(request: HttpRequest) -> str:
    """Give by what a call is told from another; keyed, for what is asked may be personal."""
    asked = b"\n".join([str(request.method).encode(), request.get_full_path().encode(), request.body])
    return salted_hmac("gongkai.api.answering_once", asked, algorithm="sha256").hexdigest()


def _keep(row: Answered, response: HttpResponse, footing: Footing) -> None:
    row.status = response.status_code
    row.headers = {name: response[name] for name in _KEPT_HEADERS if name in response}
    row.body = response.content.decode()
    row.scopes = " ".join(sorted(footing.scopes))
    row.agency, row.application = footing.agency, footing.application
    row.save(update_fields=["status", "headers", "body", "scopes", "agency", "application"])


def _again(caller: Caller, before: Answered, digest: str) -> HttpResponse:
    """Give an answer again; raise Refused where it is not to be had, or no more by this token."""
    if not (before.body and before.scopes):  # erased; or kept before it was noted what a call stands on
        raise Refused(
            409,
            "idempotency-answer-gone",
            Message("这个 Idempotency-Key 已经用过，当时的答复不再保存。"),
            hint=Message("请读取办理的结果；确实要再办一次的，换一个新的键。"),
        )
    if before.digest != digest:
        raise Refused(
            422,
            "idempotency-key-reused",
            Message("这个 Idempotency-Key 已经用于另一个请求。"),
            hint=Message("每个新的请求用新的键；重试同一个请求，内容不要改动。"),
            where=[place("header", HEADER, "reused", said(Message("已用于另一个请求。")))],
        )
    for scope in before.scopes.split():
        require_scope(caller, scope)
    if before.agency_id is not None and not caller.token.agencies.filter(pk=before.agency_id).exists():
        raise of_status(404)
    headers = {**before.headers, REPLAYED: "true", "Cache-Control": "no-store"}
    return HttpResponse(before.body, status=before.status, content_type=JSON, headers=headers)


def sweep() -> int:
    """Forget what was answered long ago, and give how much that was."""
    return int(Answered.objects.filter(at__lt=timezone.now() - timedelta(days=KEPT_DAYS)).delete()[0])
