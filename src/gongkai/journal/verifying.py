"""Whether the journal is whole, and whether every row is what its entries add up to; the first difference, named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection, models

from gongkai.journal.chaining import first_difference
from gongkai.journal.models import Chain, Entry
from gongkai.journal.moment import at_one_moment
from gongkai.journal.protection import is_in_place
from gongkai.journal.services import bears, journaled, journaled_personal, plain, type_of
from gongkai.law.message import Message
from gongkai.vault.sealing import SealBroken

_AT_ONCE = 2000
"""Rows held in memory at a time."""

_OTHERS: list[Callable[[], Iterator[Message]]] = []


def register(check: Callable[[], Iterator[Message]]) -> None:
    """Let a context say what of its own rows is not as it must be; asked with all else that is verified."""
    if check not in _OTHERS:
        _OTHERS.append(check)


def differences() -> Iterator[Message]:
    """Go through all that differs, the first of each chain and of each row; nothing when all is as it should be."""
    if not is_in_place(connection):
        yield Message("数据库对留痕的保护不在了：留痕可以被改动、删除。请运行 gongkai migrate，并查明是谁去掉的。")
    yield from chains_that_differ()
    for model in _in_use():
        yield from rows_that_differ(model)
    for check in _OTHERS:
        yield from check()


def chains_that_differ() -> Iterator[Message]:
    """Go through the chains that are not whole, each with the first entry that differs."""
    for chain in Chain.objects.order_by("pk"):
        entries = Entry.objects.filter(chain=chain).order_by("number").iterator(_AT_ONCE)
        contents = ({**entry.content(), "hash": entry.hash} for entry in entries)
        found = first_difference(contents, chain.head, chain.length)
        if found is not None:
            yield Message("“{chain}”的留痕链不完整：{found}", chain=str(chain), found=found)


def journaled_models() -> list[type[models.Model]]:
    """Give the models whose rows the journal keeps."""
    return [model for model in apps.get_models() if journaled(model) or journaled_personal(model)]


def _in_use() -> list[type[models.Model]]:
    """Give those of which there is a row or an entry: most sites do without many, and to go through one takes time."""
    every = journaled_models()
    tables = [connection.ops.quote_name(each._meta.db_table) for each in every]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(f'EXISTS (SELECT 1 FROM {table})' for table in tables)}")
        filled = cursor.fetchone()
    told_of = set(Entry.objects.order_by().values_list("object_type", flat=True).distinct())
    return [each for each, is_filled in zip(every, filled, strict=True) if is_filled or type_of(each) in told_of]


def rows_that_differ(model: type[models.Model]) -> Iterator[Message]:
    """Go through the rows of a model that are not the fold of their entries."""
    salted_by = "__".join(getattr(model, "salted_by", ())) if journaled_personal(model) else ""
    every = model._default_manager.select_related(salted_by) if salted_by else model._default_manager
    rows = every.order_by("pk").iterator(_AT_ONCE)
    folds = states(model)
    row, fold = next(rows, None), next(folds, None)
    while row is not None or fold is not None:
        if fold is None or (row is not None and row.pk < fold[0]):
            assert row is not None
            yield Message("{row}没有留痕：不是经办出来的。", row=_named(model, row.pk))
            row = next(rows, None)
        elif row is None or fold[0] < row.pk:
            if not fold[1].get("removed"):
                yield Message("{row}不见了，而没有删除的留痕。", row=_named(model, fold[0]))
            fold = next(folds, None)
        else:
            yield from _fields_that_differ(model, row, fold[1])
            row, fold = next(rows, None), next(folds, None)


def states(model: type[models.Model]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Give what the entries of each row add up to, by its key, in order."""
    entries = Entry.objects.filter(object_type=type_of(model)).order_by("object_id", "id")
    key, state = None, dict[str, Any]()
    for object_id, after in entries.values_list("object_id", "after").iterator(_AT_ONCE):
        if key is not None and object_id != key:
            yield key, state
            state = {}
        key = object_id
        state.update(after)
    if key is not None:
        yield key, state


def _fields_that_differ(model: type[models.Model], row: models.Model, state: dict[str, Any]) -> Iterator[Message]:
    for name in journaled(model):
        field: Any = model._meta.get_field(name)
        now = plain(getattr(row, field.attname))
        if name not in state and field.has_db_default():  # from before there was the field
            state[name] = plain(field.get_default())
        if name not in state or state[name] != now:
            yield differs(row, name, now, state.get(name))
            return
    for name in journaled_personal(model):
        words = {"row": _named(model, row.pk), "field": _label(model, name)}
        try:
            if not bears(row, name, state.get(name)):
                yield Message("{row}的“{field}”不是留痕所记的：指纹不符。", **words)
                return
        except SealBroken as error:
            yield Message("{row}的“{field}”解不开：{why}", **words, why=error.message)
            return


def differs(row: models.Model, name: str, now: Any, then: Any) -> Message:
    """Say of a field of a row that it is one thing, and what was done makes it another."""
    return Message(
        "{row}的“{field}”现为“{now}”，留痕得出的是“{then}”。",
        row=_named(type(row), row.pk),
        field=_label(type(row), name),
        now=_shown(now),
        then=_shown(then),
    )


def _named(model: type[models.Model], key: int) -> str:
    return f"{model._meta.verbose_name} {type_of(model)}/{key}"


def _label(model: type[models.Model], name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _shown(value: Any) -> str:
    return "" if value is None else str(value)


class Verification(NamedTuple):
    """What a verification found: of how many entries, the first differences, and how many more there are."""

    entries: int
    differences: list[Message]
    more: int

    @property
    def whole(self) -> bool:
        """Say whether all is as it should be."""
        return not self.differences


def verify(most: int | None = None) -> Verification:
    """Verify everything as it is at one moment; of the differences name at most some."""
    with at_one_moment():
        found, more = list[Message](), 0
        for each in differences():
            if most is None or len(found) < most:
                found.append(each)
            else:
                more += 1
        return Verification(Entry.objects.count(), found, more)
