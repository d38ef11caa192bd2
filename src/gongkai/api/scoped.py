"""What an endpoint of officers' systems asks of who comes: a token with a scope."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security.http import HttpAuthBase

from gongkai.api.callers import Caller, caller_of
from gongkai.api.errors import Refused, of_status, unauthenticated
from gongkai.law.message import Message


class Scoped(HttpAuthBase):
    """Lets in who shows a token with a scope, and gives its caller; `request.auth` in the endpoint."""

    openapi_scheme = "bearer"

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Caller:
        """Give the caller; raise Refused, 401 without a token and 403 without the scope."""
        caller = caller_of(request)
        if caller.is_anybody:
            raise unauthenticated()
        require_scope(caller, self.scope)
        caller.footing.scopes.add(self.scope)
        return caller


def require_scope(caller: Caller, scope: str) -> None:
    """Require that a token has a scope today; Refused (403)."""
    if scope not in caller.scopes:
        raise Refused(
            403,
            "scope-missing",
            Message("这个令牌没有“{scope}”权限。", scope=scope),
            hint=of_status(403).hint,
            details={"scope": scope},
        )
