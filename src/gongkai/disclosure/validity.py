"""Whether a document is in force on a day (有效性), and by what it no longer is.

What its own text says of it holds from the day it takes effect until another item that is shown amends or repeals it
and takes effect, or until its own term has run. What is amended is in force again as amended once its text was changed
on that day or later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple, Protocol

from django.db.models import F

from gongkai.disclosure.models import ACTING, Item, Link, Relation, Text, Validity

_ENDED = frozenset({Validity.REPEALED, Validity.LAPSED})


class Change(NamedTuple):
    """What happens to a document on a day; by which link of another, unless its own text says so."""

    on: date
    to: Validity
    by: Link | None = None

    @property
    def link_index(self) -> str:
        """Give the index of the item that does it; none where the text itself says so."""
        return self.by.text.item.index if self.by else ""


class Standing(NamedTuple):
    """How a document stands: in what force, by which change, and on which day that is another, as far as is known."""

    validity: str
    by: Change | None = None
    next_on: date | None = None


def changes_to(item: Item) -> list[Change]:
    """Give what other items that are shown do to an item, in the order of the days on which it takes effect."""
    rows = Link.objects.filter(target=item, relation__in=ACTING, text__item__shown=F("text"))
    done = [_change(link) for link in rows.select_related("text__item__agency", "text__item__shown")]
    return sorted(done, key=lambda change: change.on)


def changes_to_each(items: Any) -> Mapping[int, list[Change]]:
    """Give, by the key of each item of a query set, what others do to it: as `changes_to`, by one question."""
    found: dict[int, list[Change]] = defaultdict(list)
    rows = Link.objects.filter(target__in=items, relation__in=ACTING, text__item__shown=F("text"))
    for link in rows.select_related("text").defer("text__body", "text__comments_outcome"):
        found[link.target_id].append(_change(link))
    return found


class Ending(Protocol):
    """What says by its own words until when it is in force: a text, or what was read of one."""

    @property
    def repealed_on(self) -> date | None:
        """Give from which day it is repealed."""

    @property
    def valid_until(self) -> date | None:
        """Give the last day of its term."""


def ended_on(text: Ending, changes: Iterable[Change]) -> date | None:
    """Give from which day a text is no longer in force, by its own words or by others; None where none is known."""
    days = [change.on for change in changes if change.to in _ENDED]
    days += [text.repealed_on] if text.repealed_on else []
    days += [text.valid_until + timedelta(days=1)] if text.valid_until else []
    return min(days, default=None)


def _change(link: Link) -> Change:
    to = Validity.AMENDED if link.relation == Relation.AMENDS else Validity.REPEALED
    return Change(link.text.effective_on or link.text.produced_on, to, link)


def standing(text: Text, changes: Iterable[Change], on: date) -> Standing:
    """Give how a text stands on a day."""
    said = text.validity
    if said in _ENDED:
        end = ended_on(text, ())
        if end is None or end <= on:
            return Standing(said)
        said = Validity.IN_FORCE  # it was written before its day
    known = [each for each in changes if each.to in _ENDED or each.on > text.formed_on]
    if text.repealed_on:
        known.append(Change(text.repealed_on, Validity.REPEALED))
    if text.valid_until:
        known.append(Change(text.valid_until + timedelta(days=1), Validity.LAPSED))
    known.sort(key=lambda change: change.on)
    past = [each for each in known if each.on <= on]
    if ended := next((each for each in past if each.to in _ENDED), None):
        return Standing(ended.to, ended)
    next_on = next((each.on for each in known if each.on > on), None)
    if past:
        return Standing(past[-1].to, past[-1], next_on)
    if said == Validity.IN_FORCE and text.effective_on and text.effective_on > on:
        days = (text.effective_on, next_on or text.effective_on)
        return Standing(Validity.PENDING, None, min(days))
    return Standing(said, None, next_on)


def standing_of(item: Item, on: date) -> Standing:
    """Give how an item stands on a day; one that is not shown has no validity."""
    if item.shown is None:
        return Standing(Validity.NONE)
    return standing(item.shown, changes_to(item), on)
