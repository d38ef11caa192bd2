"""Whose password it is that was typed: of one officer, the same whose failures are counted."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from gongkai.agencies.models import Officer
from gongkai.agencies.signin import passwords
from gongkai.agencies.signin.lockout import whose


class OneOfficer(AuthenticationBackend):
    """Looks at the password of the officer that is named, by user name before e-mail address, and of nobody else.

    allauth tries one after the other: tries at two accounts, counted at one of them.
    """

    def get_user(self, user_id: Any) -> Officer | None:
        """Give the officer of a session, knowing since when they have their password: each page asks for that."""
        found = Officer.objects.annotate(password_since=passwords.SINCE).filter(pk=user_id).first()
        return found if found is not None and self.user_can_authenticate(found) else None

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> Any:
        return self._check_password(whose(credentials), credentials["password"])
