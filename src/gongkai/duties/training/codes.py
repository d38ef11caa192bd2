"""The code shown in the room (签到码): by it an officer shows that they are there, on that day alone.

It is worked out from the session and the day by the secret of the site, and kept nowhere.
"""

from __future__ import annotations

from django.utils.crypto import constant_time_compare, salted_hmac

from gongkai.duties.models import TrainingSession

_DIGITS = 6


def code_of(session: TrainingSession) -> str:
    """Give the code of a session on its day."""
    value = f"{session.pk}:{session.on.isoformat()}"
    number = int(salted_hmac("gongkai.duties.training.codes", value, algorithm="sha256").hexdigest(), 16)
    return f"{number % 10**_DIGITS:0{_DIGITS}d}"


def is_code_of(session: TrainingSession, typed: str) -> bool:
    """Say whether what was typed is the code of a session."""
    return constant_time_compare(typed.strip(), code_of(session))
