"""Writing to the journal: in the transaction of the act, or not at all.

A service holds the row it will change (`hold`), changes and saves it, and records the act (`record`). What changed
is worked out from the fields that the model says are `journaled`. Of those that it says are `journaled_personal` the
entry keeps a fingerprint: that it changed can be read and verified for ever, what it was cannot be read at all, and
not even be guessed once the salt of the case is destroyed (`salting`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.journal.actor import Actor
from gongkai.journal.acts import Act
from gongkai.journal.chaining import hash_of
from gongkai.journal.hearing import tell
from gongkai.journal.models import Chain, Entry
from gongkai.journal.salting import salt_of
from gongkai.journal.turns import chain_of, take_chain
from gongkai.vault.sealing import Place, fingerprint, matches

Row = TypeVar("Row", bound=models.Model)

PERSONAL_READ = Act("personal.read", _("查看个人信息"), "个保法第51条")


def hold(row: Row) -> Row:
    """Give the row as it is now, locked to the end of the transaction with its chain, knowing what it was.

    Other rows may come to point at it meanwhile. Raises the model's DoesNotExist when it is gone, RuntimeError outside
    a transaction.
    """
    _require_transaction()
    take_chain(row)
    held = row.__class__._default_manager.select_for_update(no_key=True).get(
        pk=row.pk
    )  # `request.user` stands for one, too
    _know(held, snapshot(held))
    return held


def record(row: models.Model, act: Act, *, by: Actor, **note: Any) -> Entry:
    """Append the entry of an act that made or changed a row, with what changed in it.

    A new row is recorded once saved; an old one must have been held before it was changed. Raises RuntimeError
    outside a transaction and for a row that was not held: its entry could not say what it was.
    """
    _require_transaction()
    now = snapshot(row)
    known = row.__dict__.get("_known_to_journal")
    if known is None:
        if _entries_of(row).exists():
            raise RuntimeError(f"{row!r} was changed without being held")
        known = {}
    changed = [name for name, value in now.items() if name not in known or known[name] != value]
    entry = _append(
        row,
        act,
        by,
        before={name: known[name] for name in changed if name in known},
        after={name: now[name] for name in changed},
        note=note,
    )
    _know(row, now)
    tell(row, entry)
    return entry


def record_made(rows: Sequence[models.Model], act: Act, *, by: Actor) -> None:
    """Append the entries of rows that one act has just made and saved, in order, all at once.

    They belong in one chain. Raises RuntimeError outside a transaction.
    """
    _require_transaction()
    chain = chain_of(getattr(rows[0], "journal_agency", None))
    entries = [_next_entry(chain, row, act, by, before={}, after=snapshot(row), note={}) for row in rows]
    Entry.objects.bulk_create(entries)
    chain.save(update_fields=["length", "head"])
    for row, entry in zip(rows, entries):
        _know(row, entry.after)
        tell(row, entry)


def note(row: models.Model, act: Act, *, by: Actor, **note: Any) -> Entry:
    """Append the entry of an act that changes nothing in the row itself."""
    _require_transaction()
    entry = _append(row, act, by, before={}, after={}, note=note)
    tell(row, entry)
    return entry


@transaction.atomic
def record_reading(row: models.Model, fields: Iterable[str], *, by: Actor, **said: Any) -> Entry:
    """Append the entry of somebody reading personal data of a row: which fields, and not what was in them.

    What else is `said`, such as the reason, goes with it.

    To be called before they are shown. Raises ValueError for a field that the model does not call personal: the entry
    would say less than was read.
    """
    read = sorted(fields)
    unknown = set(read) - set(journaled_personal(type(row)))
    if unknown or not read:
        raise ValueError(f"no personal data of {type_of(row)}: {', '.join(sorted(unknown)) or 'no fields'}")
    return note(row, PERSONAL_READ, by=by, fields=read, **said)


def record_removal(row: models.Model, act: Act, *, by: Actor, **note: Any) -> Entry:
    """Append the entry of a row that is about to be deleted; call before `delete`."""
    _require_transaction()
    entry = _append(row, act, by, before=snapshot(row), after={"removed": True}, note=note)
    tell(row, entry)
    return entry


def snapshot(row: models.Model) -> dict[str, Any]:
    """Give the journaled fields of a row as JSON holds them, of personal data the fingerprints."""
    return {
        **{name: plain(getattr(row, _column(row, name))) for name in journaled(type(row))},
        **{name: _mark(row, name) for name in journaled_personal(type(row))},
    }


def journaled(model: type[models.Model]) -> tuple[str, ...]:
    """Give the fields of a model that the journal keeps."""
    return tuple(getattr(model, "journaled", ()))


def journaled_personal(model: type[models.Model]) -> tuple[str, ...]:
    """Give the fields of a model that the journal keeps by fingerprint."""
    return tuple(getattr(model, "journaled_personal", ()))


def bears(row: models.Model, name: str, mark: Any) -> bool:
    """Say whether what the journal keeps of personal data is of what the row holds, by whichever hash it was made."""
    text = _text(row, name)
    if not isinstance(mark, Mapping):
        return not mark and not text
    return text is not None and matches(str(mark.get("fingerprint")), text, _place(row, name), salt=salt_of(row))


def plain(value: Any) -> Any:
    """Give a value as JSON holds it, and gives it back alike from every database."""
    if isinstance(value, datetime):
        return timezone.localtime(value, timezone.get_fixed_timezone(0)).isoformat(timespec="microseconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if value is None or isinstance(value, bool | int | str):
        return str(value) if isinstance(value, str) else value
    raise TypeError(f"the journal does not keep {type(value).__name__}")


def type_of(row: models.Model | type[models.Model]) -> str:
    """Name the kind of a row, as entries do."""
    return row._meta.label_lower


def _mark(row: models.Model, name: str) -> Any:
    """Give what the journal keeps of personal data: its fingerprint, and of none that there is none."""
    text = _text(row, name)
    return {"fingerprint": fingerprint(text, _place(row, name), salt=salt_of(row))} if text else text


def _text(row: models.Model, name: str) -> str | None:
    value = plain(getattr(row, _column(row, name)))
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _place(row: models.Model, name: str) -> Place:
    return Place(type_of(row), name, row.pk)


def _column(row: models.Model, name: str) -> str:
    return _attribute(type(row), name)


@cache
def _attribute(model: type[models.Model], name: str) -> str:
    return str(model._meta.get_field(name).attname)  # type: ignore[union-attr]


def _know(row: models.Model, values: Mapping[str, Any]) -> None:
    row.__dict__["_known_to_journal"] = dict(values)


def _require_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an act and its entry are one transaction, and there is none")


def _entries_of(row: models.Model) -> models.QuerySet[Entry]:
    return Entry.objects.filter(object_type=type_of(row), object_id=row.pk)


def _append(
    row: models.Model, act: Act, by: Actor, *, before: dict[str, Any], after: dict[str, Any], note: Mapping[str, Any]
) -> Entry:
    chain = chain_of(getattr(row, "journal_agency", None))
    entry = _next_entry(chain, row, act, by, before=before, after=after, note=note)
    entry.save(force_insert=True)
    chain.save(update_fields=["length", "head"])
    return entry


def _next_entry(
    chain: Chain,
    row: models.Model,
    act: Act,
    by: Actor,
    *,
    before: dict[str, Any],
    after: dict[str, Any],
    note: Mapping[str, Any],
) -> Entry:
    """Give the entry that comes next in a chain, which ends with it from here on; neither is saved."""
    entry = Entry(
        chain=chain,
        number=chain.length + 1,
        at=timezone.now(),
        act=act.code,
        object_type=type_of(row),
        object_id=row.pk,
        role=by.role,
        officer=by.officer,
        post=by.post,
        article=act.article,
        before=before,
        after=after,
        note=plain({**note, "token": by.token} if by.token else note),
        address=by.address,
        request_id=by.request_id,
        algorithm=settings.JOURNAL_HASH,
        previous=chain.head,
    )
    entry.hash = hash_of(entry.content())
    chain.length, chain.head = entry.number, entry.hash
    return entry
