"""Fields whose columns hold ciphertext: the plain value is there when it is asked for, and printed by nothing.

A value is bound to its row, and a new row has no key before it is inserted. It is therefore inserted without the value,
which an UPDATE in the same transaction adds; rows that get their key beforehand need none. What writes rows without
`save` (`update`, `bulk_create` of rows without keys, `loaddata`) is refused: it could not bind.

What is sealed cannot be searched. A `FingerprintField` beside it allows the question whether it is exactly some value.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import checks
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxLengthValidator
from django.db import connections, models
from django.db.models.lookups import In
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_save, pre_save

from gongkai.vault.ciphers import HASHES
from gongkai.vault.sealing import Place, fingerprint, seal, unseal

_SAVING = "_vault_saving"
_LATER = "_vault_later"


class Sealed:
    """What a column holds: ciphertext. `open` gives the plain text, when the place is given that it was sealed in."""

    __slots__ = ("_plain", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._plain: str | None = None

    def open(self, place: Place) -> str:
        """Give the plain text; raise SealBroken when it cannot be opened in this place."""
        if self._plain is None:
            self._plain = unseal(self.text, place)
        return self._plain

    def __repr__(self) -> str:
        return "<sealed>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __reduce__(self) -> tuple[Any, ...]:
        return Sealed, (self.text,)

    def __deepcopy__(self, memo: object) -> Sealed:
        return Sealed(self.text)


class _Given:
    """A plain value given to a row and not sealed yet."""

    __slots__ = ("sealed", "value")

    def __init__(self, value: Any, sealed: Sealed | None = None) -> None:
        self.value = value
        self.sealed = sealed

    def __repr__(self) -> str:
        return "<to be sealed>"

    def __reduce__(self) -> tuple[Any, ...]:
        raise TypeError("a row with personal data that is not sealed yet is not pickled")

    def __deepcopy__(self, memo: object) -> _Given:
        return _Given(copy.deepcopy(self.value), self.sealed)


class _SealedAttribute(DeferredAttribute):
    """The value on a row: opened when it is read, sealed when it is saved."""

    field: SealedField

    def __get__(self, row: Any, cls: Any = None) -> Any:
        if row is None:
            return self
        held = row.__dict__.get(self.field.attname, self)
        if held is self:
            super().__get__(row, cls)  # of a deferred field: reads it from the database
            held = row.__dict__[self.field.attname]
        if isinstance(held, Sealed):
            value = self.field.from_text(held.open(self.field.place(row)))
            if isinstance(value, str):
                return value
            held = row.__dict__[self.field.attname] = _Given(value, held)  # may be changed, and saved then
        return held.value if isinstance(held, _Given) else held

    def __set__(self, row: Any, value: Any) -> None:
        kept = value is None or value == "" or isinstance(value, Sealed)
        row.__dict__[self.field.attname] = value if kept else _Given(value)


class SealedField(models.Field):
    """A column of ciphertext; what its values are, the fields below say."""

    descriptor_class = _SealedAttribute
    empty_strings_allowed = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        for name in ("unique", "primary_key", "db_index"):
            if kwargs.get(name):
                raise TypeError(f"what is sealed differs each time it is sealed, and cannot be {name}")
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        """Be kept as text."""
        return "TextField"

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        """Join a model, whose rows are from then on finished when they are inserted.

        The models of migrations are left out: they are made by thousands, and make no row that holds what is sealed.
        """
        super().contribute_to_class(cls, name, private_only)
        if not cls._meta.abstract and cls.__module__ != "__fake__":
            pre_save.connect(_begin, sender=cls, dispatch_uid="gongkai.vault")
            post_save.connect(_finish, sender=cls, dispatch_uid="gongkai.vault")

    def to_text(self, value: Any) -> str:
        """Give a value as the text that is sealed."""
        if not isinstance(value, str):
            raise TypeError(f"{self} holds text, and not {type(value).__name__}")
        return value

    def from_text(self, text: str) -> Any:
        """Give the value of a text that was sealed."""
        return text

    def place(self, row: models.Model) -> Place:
        """Give the place of this field in a row."""
        return Place(self.model._meta.db_table, str(self.column), row.pk)

    def pre_save(self, row: models.Model, add: bool) -> Any:
        """Give what the column shall hold. In a new row without a key that is nothing yet."""
        held = row.__dict__.get(self.attname)
        if not isinstance(held, _Given):
            return held
        if row.pk is not None:
            return Sealed(seal(self.to_text(held.value), self.place(row)))
        if _SAVING not in row.__dict__:
            raise RuntimeError(f"{self}: a row made in bulk needs its primary key beforehand, to which it is bound")
        if not connections[row.__dict__[_SAVING]].in_atomic_block:
            raise RuntimeError(f"{self}: a new row and what is sealed in it are one transaction, and there is none")
        row.__dict__.setdefault(_LATER, []).append(self)
        return ""

    def get_prep_value(self, value: Any) -> Any:
        """Let through what is sealed or empty, and nothing else."""
        if value is None or value == "":
            return value
        if isinstance(value, Sealed):
            return value.text
        raise TypeError(f"{self}: only a row that is saved can seal a value, since it is bound to that row")

    def from_db_value(self, value: str | None, expression: object, connection: object) -> Any:
        """Give what the column holds, unopened."""
        return Sealed(value) if value else value

    def to_python(self, value: Any) -> Any:
        """Leave a value as it is."""
        return value

    def value_to_string(self, row: models.Model) -> str:
        """Give the ciphertext, which is what a dump of the database may hold."""
        held = row.__dict__.get(self.attname)
        sealed = held.sealed if isinstance(held, _Given) else held
        return sealed.text if isinstance(sealed, Sealed) else ""

    def get_lookup(self, lookup: str) -> Any:
        """Know whether it is empty; and, where fingerprints are kept beside it, whether it is some value."""
        if lookup == "isnull":
            return super().get_lookup(lookup)
        return _IsExactly if lookup == "exact" and fingerprint_of(self) is not None else None

    def get_transform(self, name: str) -> None:
        """Have no transforms."""


class SealedTextField(SealedField):
    """A text kept as ciphertext. `max_length` is that of the plain text."""

    description = "Text kept as ciphertext"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.max_length is not None:
            self.validators.append(MaxLengthValidator(self.max_length))

    def to_python(self, value: Any) -> Any:
        """Give a text."""
        return value if value is None or isinstance(value, str) else str(value)

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        """Be asked for in one line, unless another widget is given."""
        return super().formfield(*args, **{"max_length": self.max_length, **kwargs})


class SealedJSONField(SealedField):
    """Data of JSON kept as ciphertext."""

    description = "JSON kept as ciphertext"
    empty_strings_allowed = False

    def to_text(self, value: Any) -> str:
        """Write as JSON."""
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, cls=DjangoJSONEncoder)

    def from_text(self, text: str) -> Any:
        """Read what was written as JSON."""
        return json.loads(text)

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        """Be asked for as JSON."""
        return super().formfield(*args, **{"form_class": forms.JSONField, **kwargs})


class FingerprintField(models.CharField):
    """The fingerprint of the sealed field `of` in the same row, which it follows; by it one exact value is found."""

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        self.of = of
        fixed = {"max_length": 40, "editable": False, "blank": True, "default": "", "db_index": True}
        super().__init__(*args, **{**kwargs, **fixed})

    def deconstruct(self) -> Any:
        """Say in a migration of which field it is."""
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "editable", "blank", "default", "db_index"):
            kwargs.pop(fixed, None)
        return name, path, args, {**kwargs, "of": self.of}

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """Be the fingerprint of a sealed field that there is."""
        found = super().check(**kwargs)
        if not any(isinstance(field, SealedField) and field.name == self.of for field in self.model._meta.local_fields):
            found.append(checks.Error(f"there is no sealed field {self.of!r} beside this", obj=self, id="vault.E001"))
        return found

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        """Join a model, and follow the field also when that is saved alone."""
        super().contribute_to_class(cls, name, private_only)
        if not cls._meta.abstract:
            post_save.connect(self._follow, sender=cls, dispatch_uid=f"gongkai.vault.{name}")

    def of_value(self, value: Any) -> str:
        """Give the fingerprint of a value."""
        if value is None or value == "":
            return ""
        sealed = self._sealed()
        return fingerprint(sealed.to_text(value), Place(self.model._meta.db_table, str(sealed.column), None))

    def pre_save(self, row: models.Model, add: bool) -> str:
        """Give the fingerprint of what the row is saved with."""
        made = self.of_value(getattr(row, self.of))
        setattr(row, self.attname, made)
        return made

    def _sealed(self) -> SealedField:
        field = self.model._meta.get_field(self.of)
        assert isinstance(field, SealedField)
        return field

    def _follow(
        self, sender: Any, instance: models.Model, update_fields: frozenset[str] | None, using: str, **_: Any
    ) -> None:
        if update_fields is not None and self.of in update_fields and self.name not in update_fields:
            made = self.pre_save(instance, False)
            sender._base_manager.using(using).filter(pk=instance.pk).update(**{self.name: made})


def sealed_fields(model: type[models.Model]) -> Sequence[SealedField]:
    """Give the sealed columns of a model's own table."""
    return [field for field in model._meta.local_concrete_fields if isinstance(field, SealedField)]


def fingerprint_fields(model: type[models.Model]) -> Sequence[FingerprintField]:
    """Give the columns of fingerprints of a model's own table."""
    return [field for field in model._meta.local_concrete_fields if isinstance(field, FingerprintField)]


def fingerprint_of(field: SealedField) -> FingerprintField | None:
    """Give the column beside a sealed one that holds its fingerprints, where there is one."""
    return next((each for each in fingerprint_fields(field.model) if each.of == field.name), None)


class _IsExactly(models.Lookup):
    """Whether a sealed value is exactly another, by its fingerprint under either hash: rows keep one until rotation."""

    lookup_name = "exact"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Ask the column of fingerprints instead."""
        sealed = self.lhs.target
        beside = fingerprint_of(sealed)
        assert beside is not None
        place = Place(sealed.model._meta.db_table, str(sealed.column), None)
        text = "" if self.rhs == "" else sealed.to_text(self.rhs)
        found = [fingerprint(text, place, algorithm) for algorithm in HASHES] if text else [""]
        return In(beside.get_col(self.lhs.alias), found).as_sql(compiler, connection)


def _begin(sender: Any, instance: models.Model, using: str, raw: bool, **_: Any) -> None:
    if raw:
        raise RuntimeError(f"{sender._meta.label} holds what is sealed: it is restored with its database, not loaded")
    instance.__dict__[_SAVING] = using
    instance.__dict__.pop(_LATER, None)


def _finish(sender: Any, instance: models.Model, using: str, **_: Any) -> None:
    """Seal what a new row could not be inserted with, now that it has its key."""
    instance.__dict__.pop(_SAVING, None)
    later: list[SealedField] = instance.__dict__.pop(_LATER, [])
    if later:
        _bring(instance, later, connections[using])


def _bring(row: models.Model, fields: Sequence[SealedField], connection: Any) -> None:
    """Put what is sealed into a row that was just inserted: in plain SQL, for each new row pays for it."""
    quoted, table = connection.ops.quote_name, row._meta
    columns = ", ".join(f"{quoted(field.column)} = %s" for field in fields)
    values = [field.get_db_prep_save(field.pre_save(row, False), connection) for field in fields]
    key = table.pk.get_db_prep_save(row.pk, connection)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {quoted(table.db_table)} SET {columns} WHERE {quoted(table.pk.column)} = %s", [*values, key]
        )
