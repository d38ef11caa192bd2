"""What allauth and Django tell of: recorded in the journal."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.db.models.signals import post_delete
from django.http import HttpRequest

from gongkai.agencies.acting import acting
from gongkai.agencies.models import Officer
from gongkai.agencies.signin import acts, services
from gongkai.agencies.signin.models import Secret
from gongkai.journal.acts import Act
from gongkai.journal.services import note


def begin() -> None:
    """Listen."""
    post_delete.connect(_gone, sender=Authenticator, dispatch_uid="gongkai.signin")
    user_logged_out.connect(_signed_out, dispatch_uid="gongkai.signin")
    authenticator_added.connect(_added, dispatch_uid="gongkai.signin")
    authenticator_removed.connect(_removed, dispatch_uid="gongkai.signin")
    authenticator_reset.connect(_renewed, dispatch_uid="gongkai.signin")


def _gone(sender: Any, instance: Authenticator, **kwargs: Any) -> None:
    """Let the secrets go that an authenticator referred to."""
    kept = [instance.data.get(name) for name in ("secret", "seed") if isinstance(instance.data, dict)]
    Secret.objects.filter(pk__in=[each for each in kept if each]).delete()


def _signed_out(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    if isinstance(user, Officer):
        services.note_signed_out(user, by=acting(request))


def _added(sender: Any, request: HttpRequest, user: Officer, authenticator: Any, **kwargs: Any) -> None:
    _note(user, acts.STEP_ADDED, request, authenticator)


def _removed(sender: Any, request: HttpRequest, user: Officer, authenticator: Any, **kwargs: Any) -> None:
    _note(user, acts.STEP_REMOVED, request, authenticator)


def _renewed(sender: Any, request: HttpRequest, user: Officer, authenticator: Any, **kwargs: Any) -> None:
    _note(user, acts.CODES_RENEWED, request, authenticator)


@transaction.atomic
def _note(officer: Officer, act: Act, request: HttpRequest, authenticator: Any) -> None:
    note(officer, act, by=acting(request), kind=str(authenticator.type))
