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
        if self.scope not in caller.scopes:
            plain = of_status(403)
            raise Refused(
                403,
                "scope-missing",
                Message("这个令牌没有“{scope}”权限。", scope=self.scope),
                hint=plain.hint,
                details={"scope": self.scope},
            )
        return caller
