"""Sessions: of officers ended before their time, and of anybody under another key as soon as they may do more."""

from __future__ import annotations

from collections.abc import Sequence

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from gongkai.agencies.models import Officer
from gongkai.agencies.signin import acts
from gongkai.journal.actor import Actor
from gongkai.journal.services import note
from gongkai.journal.turns import take_chain


@transaction.atomic
def renew(request: HttpRequest) -> None:
    """Give a session another key, before it is let do more: who knew of it under the old one knows of it no more.

    That of an officer stays among theirs, to be seen and ended.
    """
    before = request.session.session_key
    request.session.cycle_key()
    if before:
        UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)


@transaction.atomic
def end(officer: Officer, *, by: Actor, sessions: Sequence[UserSession] | None = None) -> int:
    """End sessions of an officer, all unless some are given; give how many."""
    take_chain(officer)
    ended = list(UserSession.objects.filter(user=officer)) if sessions is None else list(sessions)
    for session in ended:
        session.end()
    if ended:
        note(officer, acts.SESSIONS_ENDED, by=by, count=len(ended))
    return len(ended)


def clear_ended() -> int:
    """Drop from the lists of sessions those that have ended; give how many."""
    there = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    return int(UserSession.objects.exclude(session_key__in=there).delete()[0])
