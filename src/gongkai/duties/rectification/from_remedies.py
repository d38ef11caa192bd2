"""What challenges teach, put in the ledger of rectification with the act: lessons, and what forums write to an agency.

Heard from the journal, so that `remedies` knows of no ledger. What a forum writes is sealed: the ledger names it and
leads to its page, and says nothing of what is in it.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from gongkai.duties.models.rectification import Source
from gongkai.duties.rectification import services
from gongkai.journal.actor import Actor
from gongkai.journal.hearing import hear
from gongkai.journal.services import type_of
from gongkai.remedies import acts


def listen() -> None:
    """Hear of lessons that are learned, and of what is received."""
    hear(acts.LEARNED, take_lesson)
    hear(acts.ADVICE_RECEIVED, take_advice)


def take_lesson(lesson: Any, entry: Any) -> None:
    """Put what a lesson says went wrong in the ledger, with what is to change."""
    _take(lesson, entry, f"lesson:{lesson.pk}", lesson.what, measure=lesson.change)


def take_advice(advice: Any, entry: Any) -> None:
    """Put in the ledger that what a forum wrote is to be acted on; the same act is recorded of other rows, too."""
    if type_of(advice) == "remedies.advice":
        with override(settings.LANGUAGE_CODE):
            text = f"落实{advice}（{advice.organ}）"
        _take(advice, entry, f"advice:{advice.pk}", text, measure="")


def _take(row: Any, entry: Any, key: str, text: str, *, measure: str) -> None:
    services.propose(
        row.challenge.agency,
        Source.REMEDY,
        key,
        text,
        reference=str(row.challenge),
        url=reverse("remedies:detail", args=[row.challenge_id]),
        measure=measure,
        by=Actor(officer=entry.officer, post=entry.post),
    )
