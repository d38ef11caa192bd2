"""Tokens for tests, and a client that shows one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from tests.casework import actor
from tests.county import County

from gongkai.agencies.models import Agency
from gongkai.api.models import Token
from gongkai.api.tokens.rules import scopes_for
from gongkai.api.tokens.services import make

ROOT = "/api/v1"


class Machine:
    """A system of an agency: asks with a token, and reads JSON."""

    def __init__(self, token: Token, secret: str) -> None:
        self.token, self.secret = token, secret

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """Ask an address, given without its beginning."""
        content = "" if body is None else json.dumps(body, default=str)
        shown = {
            "Authorization": f"Bearer {self.secret}",
            **{name.replace("_", "-"): headers[name] for name in headers},
        }
        made: HttpResponse = Client().generic(method, ROOT + path, content, "application/json", headers=shown)
        return made

    def get(self, path: str, **headers: str) -> HttpResponse:
        """Read."""
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """Send."""
        return self.ask("POST", path, body or {}, **headers)

    def put(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """Change."""
        return self.ask("PUT", path, body or {}, **headers)

    def patch(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """Change a part."""
        return self.ask("PATCH", path, body or {}, **headers)


def machine(county: County, role: str = "handler", scopes: Iterable[str] | None = None) -> Machine:
    """Give a system with a token of an officer in a role: with some scopes, or all that their post gives."""
    by = actor(county, role)
    agency: Agency = by.post.agency
    at = timezone.now()
    given = [each.name for each in scopes_for(by.officer, agency, timezone.localdate(at))] if scopes is None else scopes
    until_on = timezone.localdate(at) + timedelta(30)
    return Machine(*make(agency, name="综窗系统", scopes=list(given), until_on=until_on, at=at, by=by))


def code_of(response: HttpResponse) -> tuple[int, str]:
    """Give the status and the code of a refusal."""
    return response.status_code, json.loads(response.content)["error"]["code"]


def data_of(response: HttpResponse, status: int = 200) -> Any:
    """Give what was answered, having made sure that it was."""
    assert response.status_code == status, response.content.decode()
    return json.loads(response.content)
