"""Applicants who sign in (OpenID Connect), apart from officers: known in their session, and nobody of the desk.

Their provider is another than the officers' single sign-on, and off unless it is set. Nobody is signed in to the site
by it and no account is made: the session knows the provider's name for them, for as long as they do something.
"""

from __future__ import annotations

from time import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from gongkai.agencies.signin import sessions

PROVIDER = "applicants"
"""The name of the provider in addresses."""

_SESSION = "applicant"
_LONGEST = 255


def begin(request: HttpRequest, told: dict[str, Any]) -> bool:
    """Know somebody from here on by what their provider signed; say whether it can be used."""
    signed = told.get("id_token") or {}
    subject = f"{signed.get('iss') or ''} {signed.get('sub') or ''}"
    if not all(subject.partition(" ")[::2]) or len(subject) > _LONGEST:
        return False
    sessions.renew(request)
    request.session[_SESSION] = [subject, int(time())]
    return True


def subject_of(request: HttpRequest) -> str:
    """Give who signed in, as the issuer and its name for them; nothing where nobody did, or too long ago."""
    subject, seen = request.session.get(_SESSION, ("", 0))
    if not subject or not 0 <= time() - seen < settings.SESSION_IDLE_SECONDS:
        return ""
    request.session[_SESSION] = [subject, int(time())]
    return str(subject)


def end(request: HttpRequest) -> None:
    """Forget who signed in."""
    request.session.pop(_SESSION, None)


def offered() -> str:
    """Give what the provider is called; nothing when none is set up."""
    apps: Any = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return next((str(each["name"]) for each in apps if each["provider_id"] == PROVIDER), "")
