"""What whoever signed in must do before anything else: choose another password, set up the second step."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.timezone import localdate

from gongkai.agencies.models import Officer
from gongkai.agencies.rules import posts_of
from gongkai.agencies.signin import passwords

SITE = "site"
"""In MFA_REQUIRED: who runs the site."""

PASSWORD, SECOND_STEP = "password", "second_step"


def step_due(officer: Officer, at: datetime) -> str | None:
    """Give what an officer must do first, None when nothing."""
    if officer.has_usable_password() and (officer.must_change_password or passwords.is_outdated(officer, at)):
        return PASSWORD
    if needs_second_step(officer, at) and not has_second_step(officer):
        return SECOND_STEP
    return None


def needs_second_step(officer: Officer, at: datetime) -> bool:
    """Say whether an officer must sign in in two steps: by the duties they have at a moment (MFA_REQUIRED)."""
    if officer.is_superuser and SITE in settings.MFA_REQUIRED:
        return True
    return any(post.duty in settings.MFA_REQUIRED for post in posts_of(officer, localdate(at)))


def has_second_step(officer: Officer) -> bool:
    """Say whether an officer has a second step: an authenticator app or a passkey. Recovery codes alone are none."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Authenticator.objects.filter(user_id=officer.pk, type__in=kinds).exists()
