"""A new key takes over: every sealed column of every model is opened and sealed anew, while the site runs.

The new key is in the file, and seals, before the first value is touched; the old ones go on opening. Each value names
its key, so that whoever goes on after an interruption needs nothing but the values. Fingerprints by another hash than
the setting's are made anew on the way.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import OperationalError, connection, models, transaction
from django.db.models import F, Q
from django.db.models.functions import Substr

from gongkai.law.message import Message
from gongkai.vault import keyring
from gongkai.vault.fields import Sealed, SealedField, fingerprint_fields, sealed_fields
from gongkai.vault.keyring import Key, Keyring, KeysUnusable
from gongkai.vault.sealing import KEY_FROM, SealBroken, key_of, seal

_AT_ONCE = 200
"""Rows in one transaction: the site waits for no more than these."""
_PAUSE = 0.2
"""Seconds before rows that somebody held are tried again."""
_TRIES = 50

SETTLED = timedelta(hours=1)
"""After a rotation, what an act that began before it may still bring in under the old key has come by then."""


class Progress(NamedTuple):
    """How far the rows of a model are."""

    model: type[models.Model]
    done: int
    total: int


@dataclass
class Outcome:
    """What a rotation did, and what it could not do."""

    key: Key
    resealed: Counter[str] = field(default_factory=Counter)
    broken: list[SealBroken] = field(default_factory=list)
    left: int = 0

    @property
    def whole(self) -> bool:
        """Say whether nothing is left under another key."""
        return not self.broken and not self.left


def start(at: datetime) -> tuple[Keyring, bool]:
    """Put a new current key into the file, and say whether it is new: a rotation that was cut short is gone on with.

    To be called, as `rotate` is, within `keyring.alone`.
    """
    file, algorithm = Path(settings.VAULT_KEYS), settings.VAULT_CIPHER
    held = keyring.read(file, algorithm)
    if held.rotating and held.current.algorithm == algorithm:
        return held, False
    return keyring.change(file, algorithm, lambda ring: ring.with_new_key(algorithm, at)), True


def rotate(outcome: Outcome) -> Iterator[Progress]:
    """Seal every value anew with the current key; tell how far it is after every batch."""
    for model in sealed_models():
        yield from _reseal(model, outcome)
    if not outcome.left:
        keyring.change(Path(settings.VAULT_KEYS), settings.VAULT_CIPHER, _settled)


def drop(at: datetime) -> Sequence[Key]:
    """Take the old keys that seal nothing any more out of the file, and give them.

    Raises KeysUnusable while a rotation is not finished, and for an hour after it: an act that began before it may
    still write. What a backup made before the rotation holds is then readable by nobody who has no older file of keys.
    """
    file, algorithm = Path(settings.VAULT_KEYS), settings.VAULT_CIPHER
    held = keyring.read(file, algorithm)
    if held.rotating:
        raise KeysUnusable(
            "rotation-unfinished", Message("更换密钥没有做完。"), hint=Message("请先运行 gongkai keys rotate。")
        )
    if len(held.keys) > 1 and at - held.current.created_at < SETTLED:
        raise KeysUnusable(
            "rotation-recent",
            Message("密钥更换还不到一小时，可能还有没办完的事项在用旧密钥。"),
            hint=Message("请在 {time} 之后再运行。", time=f"{(held.current.created_at + SETTLED).astimezone():%H:%M}"),
        )
    used = {key for counts in usage().values() for key in counts}
    idle = [key for key in held.keys[:-1] if key.id not in used]
    if idle:
        keyring.change(file, algorithm, lambda ring: _without(ring, idle))
    return idle


def usage() -> dict[str, Counter[str]]:
    """Give, for each sealed column, how many values each key seals."""
    found = {}
    for model in sealed_models():
        for each in sealed_fields(model):
            rows = _rows(model).filter(**{f"{_key(each)}__gt": ""}).order_by()
            under = rows.annotate(sealed_under=F(_key(each))).values_list("sealed_under")
            counts = under.annotate(count=models.Count("*"))
            found[f"{model._meta.db_table}.{each.column}"] = Counter(dict(counts))
    return found


def sealed_models() -> Sequence[type[models.Model]]:
    """Give every model with a sealed column in its table."""
    return [model for model in apps.get_models() if not model._meta.proxy and sealed_fields(model)]


def _reseal(model: type[models.Model], outcome: Outcome) -> Iterator[Progress]:
    stale = _stale(model, outcome.key.id)
    total, done, broken = stale.count(), 0, set[Any]()
    for attempt in range(_TRIES):
        last = None
        while True:
            began = time.monotonic()
            try:
                batch = _batch(model, stale if last is None else stale.filter(pk__gt=last), outcome, broken)
            except OperationalError as error:
                if not _is_held(error):
                    raise
                break
            if batch is None:
                break
            last, sealed = batch
            done += sealed
            yield Progress(model, done, max(total, done))
            time.sleep(time.monotonic() - began)  # half of the time is the site's
        left = stale.exclude(pk__in=broken).count()
        if not left:
            return
        if attempt < _TRIES - 1:
            time.sleep(_PAUSE)
    outcome.left += left


def _is_held(error: OperationalError) -> bool:
    """Say whether others wrote, without a gap for us, for as long as a transaction waits: SQLite has no queue."""
    return getattr(error.__cause__, "sqlite_errorname", None) == "SQLITE_BUSY"


def _batch(model: type[models.Model], stale: Any, outcome: Outcome, broken: set[Any]) -> tuple[Any, int] | None:
    """Seal some rows anew; give the last key seen and how many were sealed, or None where none were free.

    Rows that somebody holds are passed over: to wait for them while holding others could block both.
    """
    with transaction.atomic():
        free = stale.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
        rows = list(free.order_by("pk")[:_AT_ONCE])
        sealed = 0
        for row in rows:
            if row.pk in broken:
                continue
            try:
                values = _anew(row, outcome.key.id)
            except SealBroken as error:
                broken.add(row.pk)
                outcome.broken.append(error)
                continue
            model._base_manager.filter(pk=row.pk).update(**values)
            sealed += 1
    outcome.resealed[model._meta.label] += sealed
    return (rows[-1].pk, sealed) if rows else None


def _anew(row: models.Model, current: str) -> dict[str, Any]:
    """Give the columns of a row that are sealed or fingerprinted otherwise than now, as they should be."""
    values: dict[str, Any] = {}
    for each in sealed_fields(type(row)):
        held = row.__dict__[each.attname]
        if isinstance(held, Sealed) and key_of(held.text) != current:
            values[each.name] = Sealed(seal(held.open(each.place(row)), each.place(row)))
    for beside in fingerprint_fields(type(row)):
        values[beside.name] = beside.of_value(getattr(row, beside.of))
    return values


def _stale(model: type[models.Model], current: str) -> Any:
    """Give the rows of a model with a value under another key, or a fingerprint by another hash."""
    wanted = Q(pk__in=())
    for each in sealed_fields(model):
        wanted |= Q(**{f"{_key(each)}__gt": ""}) & ~Q(**{_key(each): current})
    for beside in fingerprint_fields(model):
        of = next(each for each in sealed_fields(model) if each.name == beside.of)
        by_setting = Q(**{f"{beside.name}__startswith": f"{settings.VAULT_HASH}:"})
        wanted |= Q(**{f"{_key(of)}__gt": ""}) & ~by_setting
    return _rows(model).filter(wanted)


def _rows(model: type[models.Model]) -> Any:
    """Give the rows of a model, with the name of the key of each sealed column beside it."""
    name = partial(Substr, pos=KEY_FROM, length=keyring.ID_LENGTH, output_field=models.CharField())
    return model._base_manager.alias(**{_key(each): name(F(each.name)) for each in sealed_fields(model)})


def _key(field: SealedField) -> str:
    return f"key_of_{field.name}"


def _settled(ring: Keyring) -> Keyring:
    return replace(ring, rotating=False)


def _without(ring: Keyring, idle: Sequence[Key]) -> Keyring:
    return replace(ring, keys=tuple(key for key in ring.keys if key not in idle))
