"""What somebody hostile would type, put into every text of every row, past all services that might have refused it.

A new text field is planted too, unless it is said here why nobody can type into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Model
from django.utils import timezone

from gongkai.journal.protection import lifted
from gongkai.vault.fields import FingerprintField, SealedField, SealedJSONField

MARK = "<cnry"
"""What stands in no page unless something was not escaped."""
PAYLOAD = f"=1+1\"'></script>{MARK} onload=cnry()>\r\nX-Cnry: 1"
"""Out of text, of an attribute, of a script; and at its start a formula."""
SHORT = f"=\"'{MARK}>"
LINK = f"javascript:cnry()//\"'>{MARK}>"

_CODES = frozenset({
    "act", "algorithm", "article", "aspect", "backend_name", "basis_code", "category", "channel", "code", "code_hash",
    "column", "credit_code", "delivered", "digest", "duty", "fingerprint", "form", "format", "hash", "head", "interval",
    "key", "key_hash", "kind", "lineage", "listing", "mark", "measure", "nature", "object_type", "outlets", "part",
    "password", "place", "postcode", "previous", "reference", "request_id", "role", "row", "rule", "secret", "sentence",
    "session_key", "sha256", "sm3", "table", "task", "token", "username", "validity", "way",
})  # fmt: skip
"""Names of fields that the site itself fills with codes of its own tables, keys and hashes."""
_KEPT = frozenset({
    "applications.Seal.pdf", "applications.Practice.reviews", "applications.CaseEvent.manner",
    "applications.CaseEvent.party", "disclosure.Channel.folder", "disclosure.Practice.reviews",
    "filings.SigningPractice.steps", "filings.Version.report", "filings.Upload.report", "journal.Entry.address",
    "opendata.Issue.files",
    "remedies.ChallengeEvent.side", "remedies.ChallengeEvent.ending", "search.Change.source",
    "signin.Invitation.duties",
})  # fmt: skip
"""Others that the site fills: documents in a form of ours, and codes that a choice was made from."""
_LINKS = frozenset({"url", "website", "address", "reconsideration_online"})
_WORDS = re.compile("[\u4e00-\u9fff]")


def text_fields() -> Iterator[tuple[type[Model], models.Field[Any, Any]]]:
    """Go through all fields of ours that people can put words into."""
    for model in apps.get_models():
        if not model.__module__.startswith("gongkai."):
            continue
        for field in model._meta.concrete_fields:
            holds = isinstance(field, models.CharField | models.TextField | models.JSONField | SealedField)
            ours = isinstance(field, FingerprintField) or field.choices or field.primary_key or field.name in _CODES
            if holds and not ours and f"{model._meta.label}.{field.name}" not in _KEPT:
                yield model, field


def planted(field: models.Field[Any, Any], before: Any, key: object) -> Any:
    """Give what is put into a field: as much of it as the field takes, unlike in every row."""
    if before is None:
        return None
    if isinstance(field, models.JSONField | SealedJSONField):
        return _in_words(before)
    link = isinstance(field, models.URLField) or field.name in _LINKS
    longest = field.max_length or 10_000
    words = next((each for each in (LINK if link else PAYLOAD, SHORT) if len(each) + 6 <= longest), "")
    return f"{words}{key}" if words else before


def _in_words(value: Any) -> Any:
    """Put it into every text of a value that is of words, and not a code."""
    if isinstance(value, str):
        return PAYLOAD + value if _WORDS.search(value) else value
    if isinstance(value, list):
        return [_in_words(each) for each in value]
    if isinstance(value, dict):
        return {name: _in_words(each) for name, each in value.items()}
    return value


@transaction.atomic
def plant() -> set[str]:
    """Put it into every text of every row; give the fields that have it.

    Where a constraint of the database has some text empty, only what was written already is written over.
    """
    done: set[str] = set()
    by_model: dict[type[Model], list[models.Field[Any, Any]]] = {}
    for model, field in text_fields():
        by_model.setdefault(model, []).append(field)
    with lifted(connection):
        for model, fields in by_model.items():
            for row in model._default_manager.all():
                before = {field.attname: getattr(row, field.attname) for field in fields}
                try:
                    done |= _write_over(row, fields, before)
                except IntegrityError:
                    done |= _write_over(row, [each for each in fields if before[each.attname]], before)
    return done


@transaction.atomic
def _write_over(row: Model, fields: list[models.Field[Any, Any]], before: dict[str, Any]) -> set[str]:
    for field in fields:
        setattr(row, field.attname, planted(field, before[field.attname], row.pk))
    # Past what a model refuses to have saved.
    Model.save_base(row, update_fields=frozenset(each.name for each in fields), force_update=True)
    return {f"{row._meta.label}.{each.name}" for each in fields if before[each.attname] is not None}


def make_lacking() -> None:
    """Make rows of what no service was asked for here, one to each row of what it belongs to.

    They need not be sound: pages show them all the same.
    """
    lacking = {each for each, _ in text_fields() if not each._default_manager.exists()}
    while lacking:
        for model in tuple(lacking):
            _make_rows(model)
        now = {each for each in lacking if not each._default_manager.exists()}
        if now == lacking:
            return
        lacking = now


def _make_rows(model: type[Model]) -> None:
    owner = next((each for each in _keys(model) if each.related_model._meta.label not in _EVERYWHERE), None)
    owner = owner or next(_keys(model), None)
    given = _SOUND.get(model._meta.label, {})
    for whose in owner.related_model._default_manager.all()[:20] if owner else [None]:
        row = model(**{field.attname: _some(field) for field in model._meta.concrete_fields if _asked(field)})
        for name, value in given.items():
            setattr(row, name, value)
        if owner:
            setattr(row, owner.attname, whose.pk)
        with suppress(IntegrityError), transaction.atomic():
            Model.save_base(row, force_insert=True)


_EVERYWHERE = frozenset({"agencies.Agency", "agencies.Officer"})
_SOUND: dict[str, dict[str, Any]] = {
    "duties.CoHandling": {"agency_id": None, "opined_on": date(2026, 3, 2)},
    "duties.Conclusion": {"verified_on": None, "returned_on": None, "reopened_on": None},
    "duties.ScoreObjection": {"answered_on": None},
    "filings.LocalRule": {"asks": "point"},
    "filings.Remark": {"place": "proactive.rules.made"},
    "opendata.Issue": {"files": {"dictionary": {"rows": 0, "forms": {}}}},
    "filings.Reread": {"table": "proactive", "row": "rules", "column": "made"},
}
"""What rows need that pages and the database rely on."""


def _keys(model: type[Model]) -> Iterator[models.ForeignKey[Any, Any]]:
    return (each for each in model._meta.concrete_fields if isinstance(each, models.ForeignKey))


def _asked(field: models.Field[Any, Any]) -> bool:
    return not (field.primary_key and isinstance(field, models.AutoField)) and not field.has_default()


def _some(field: models.Field[Any, Any]) -> Any:
    """Give something that a field holds, where it may hold nothing but a message nothing."""
    if isinstance(field, models.JSONField | SealedJSONField):
        return {"template": "某某", "values": {}}
    if field.null and isinstance(field, models.DateTimeField | models.IntegerField | models.DecimalField):
        return None
    if isinstance(field, models.ForeignKey):
        first = field.related_model._default_manager.first()
        return first.pk if first else None
    if field.choices:
        return next(value for value, _ in field.flatchoices)
    if isinstance(field, models.DateTimeField):
        return timezone.now()
    if isinstance(field, models.DateField):
        return timezone.localdate()
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, models.IntegerField | models.DecimalField):
        return 1
    return "某"
