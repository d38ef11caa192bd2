"""The content security policy of every answer: django-csp's, worked out once and not for each."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from csp.constants import HEADER
from csp.middleware import CheckableLazyObject, CSPMiddleware
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponseBase

_NONCE = "{nonce}"
_OF_ITS_OWN = frozenset({"_csp_config", "_csp_update", "_csp_replace", "_csp_exempt"})


@lru_cache(maxsize=2)
def _policy(nonce: str | None) -> str:
    return str(build_policy(nonce=nonce))


class PolicyMiddleware(CSPMiddleware):
    """Writes the policy of the settings with the nonce of the answer; another only where a view asked for it."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        """Set the header; a nonce asked for later would not be in it, and asking is an error."""
        if HEADER in response or not _OF_ITS_OWN.isdisjoint(response.__dict__):
            return super().process_response(request, response)
        nonce = getattr(request, "_csp_nonce", None)
        if nonce is None:
            response[HEADER] = _policy(None)
            request.csp_nonce = CheckableLazyObject(self._csp_nonce_post_response)  # type: ignore[attr-defined]
        else:
            response[HEADER] = _policy(_NONCE).replace(_NONCE, nonce)
        return response
