"""Challenges from before this register was kept, taken over with how they went (历史导入).

What happened to them happened: no answer is asked for that was handed in on paper. The law folds their days like those
of every challenge, and refuses what cannot have been.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Agency
from gongkai.journal.actor import Actor
from gongkai.law.challenges import Event
from gongkai.remedies.models import Challenge
from gongkai.remedies.services.acting import happen, take_up
from gongkai.remedies.services.registering import register


@transaction.atomic
def take_over(agency: Agency, *, events: Sequence[Event], by: Actor, **given: Any) -> Challenge:
    """Register a challenge by the first of its events, and let the others happen; `given` is what `register` takes."""
    challenge = register(agency, opening=events[0], by=by, **given)
    for event in events[1:]:
        challenge = happen(take_up(challenge, None), event, by=by)
    return challenge
