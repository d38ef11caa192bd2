"""Keeping the list of words that texts are held against."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from gongkai.agencies.models import Agency
from gongkai.disclosure import acts
from gongkai.disclosure.models import Word
from gongkai.disclosure.scan.lexicon import folded
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, record, record_removal


@transaction.atomic
def set_word(agency: Agency, word: str, *, by: Actor, **values: Any) -> Word:
    """List a word of an agency, or say of one it has listed what else it is; as it is written matters no more."""
    there = Word.objects.filter(agency=agency, word=folded(word)).first()
    row = hold(there) if there is not None else Word(agency=agency, word=folded(word))
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean(validate_unique=there is None, validate_constraints=there is None)
    row.save()
    record(row, acts.WORD_SET, by=by)
    return row


@transaction.atomic
def remove_word(word: Word, *, by: Actor) -> None:
    """Take a word off the list."""
    held = hold(word)
    record_removal(held, acts.WORD_REMOVED, by=by)
    held.delete()
