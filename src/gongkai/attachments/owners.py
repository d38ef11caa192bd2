"""Whose attachments they are: each context says of its objects who may see, add and remove what belongs to them.

A context registers its model in `AppConfig.ready`. What is not registered has no attachments, and those it had before
are out of everybody's sight.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.urls import reverse

from gongkai.agencies.models import Agency
from gongkai.journal.services import type_of

if TYPE_CHECKING:
    from gongkai.attachments.models import Attachment

Rule = Callable[[Any, Any, date], bool]
"""Says of an officer, an object and a day whether they may."""


def nothing_is_kept(attachment: Attachment) -> bool:
    """Say that no attachment must stay: whoever may remove may remove any."""
    return False


@dataclass(frozen=True)
class Owner:
    """What a context says of its objects; `page` is the name of the address that shows one, by its key `pk`.

    `personal` says that all of their attachments are personal data; `keeps` which of them nobody removes.
    """

    model: type[Model]
    may_see: Rule
    may_add: Rule
    may_remove: Rule
    page: str
    personal: bool = False
    keeps: Callable[[Attachment], bool] = nothing_is_kept

    def find(self, key: int) -> Any | None:
        """Give an object by its key, or None."""
        return self.model._default_manager.filter(pk=key).first()

    def address(self, key: int) -> str:
        """Give the address of the page of an object."""
        return reverse(self.page, kwargs={"pk": key})


_OWNERS: dict[str, Owner] = {}


def register(model: type[Model], *, may_see: Rule, may_add: Rule, may_remove: Rule, page: str, **more: Any) -> None:
    """Let the objects of a model have attachments: they say in whose journal these belong (`journal_agency`)."""
    _OWNERS[type_of(model)] = Owner(model, may_see, may_add, may_remove, page, **more)


def owner_of(object_type: str) -> Owner | None:
    """Give what was registered for a type of object, or None."""
    return _OWNERS.get(object_type)


def agency_of(thing: Any) -> Agency:
    """Give the agency that the attachments of an object belong to; ValueError for an object of none."""
    agency = thing.journal_agency
    if not isinstance(agency, Agency):
        raise ValueError(f"{type_of(thing)} belongs to no agency")
    return agency
