"""Who may do what with items: named predicates, by the posts held on a day.

An officer sees the items of their agency and of what lies below it, never beside it; what is shown, everybody sees.
What is done to an item is done in a post of its own agency.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.agencies import rules as agencies
from gongkai.agencies.models import Agency, Duty
from gongkai.disclosure.models import Item, practice
from gongkai.disclosure.services.reviewing import turn_of
from gongkai.disclosure.stages import Stage

WRITING = practice.WRITING
PUBLISHING = practice.PUBLISHING
KEEPING = frozenset({Duty.ADMINISTRATOR, Duty.SUPERVISOR})
"""Who keeps the catalogue of an agency from above it."""


def agencies_in_sight(officer: Any, on: date) -> Any:
    """Give the agencies whose items an officer sees, as a query set."""
    return agencies.agencies_in_sight(officer, on)


def may_write(officer: Any, agency: Agency, on: date) -> bool:
    """Say whether an officer may write what an agency is to publish."""
    return agencies.has_duty(officer, agency, on, WRITING)


def may_see(officer: Any, item: Item, on: date) -> bool:
    """Say whether an officer sees an item, published or not."""
    return agencies.may_see_agency(officer, item.agency, on)


def may_revise(officer: Any, item: Item, on: date) -> bool:
    """Say whether an officer may write an item anew."""
    return may_write(officer, item.agency, on)


def may_attach(officer: Any, item: Item, on: date) -> bool:
    """Say whether an officer may add files to an item: who writes it, while it is written."""
    return item.stage == Stage.DRAFT and may_revise(officer, item, on)


def may_detach(officer: Any, item: Item, on: date) -> bool:
    """Say whether an officer may remove files of an item: of none that was ever shown, for its texts name them."""
    return item.shown_on is None and may_attach(officer, item, on)


def may_review(officer: Any, item: Item, on: date) -> bool:
    """Say whether it is an officer's turn to review an item."""
    turn = turn_of(item) if item.stage == Stage.REVIEWING else ""
    return bool(turn) and agencies.has_duty(officer, item.agency, on, {turn})


def may_decide(officer: Any, item: Item, on: date) -> bool:
    """Say whether an officer may decide on what the scan found: who writes the item, or whose turn it is with it."""
    if item.stage == Stage.REVIEWING and may_review(officer, item, on):
        return True
    return item.stage in (Stage.DRAFT, Stage.REVIEWING, Stage.APPROVED) and may_revise(officer, item, on)


def may_publish(officer: Any, item: Item, on: date) -> bool:
    """Say whether an officer may publish and withdraw: the publisher, and the head of the disclosure office."""
    return agencies.has_duty(officer, item.agency, on, PUBLISHING)


def may_set_practice(officer: Any, agency: Agency, on: date) -> bool:
    """Say whether an officer may say how an agency reviews what it publishes: its administrator."""
    return agencies.may_edit_agency(officer, agency, on)


def writes_some(officer: Any, on: date) -> bool:
    """Say whether an officer writes for any agency."""
    return any(post.duty in WRITING for post in agencies.posts_of(officer, on))


def may_keep_catalogue(officer: Any, agency: Agency, on: date) -> bool:
    """Say whether an officer may keep an agency's catalogue: who publishes for it, or directs it from above.

    条例第4条 gives the catalogue to the disclosure office, and 条例第3条 the direction of it to the general office.
    """
    above = agencies.tops_of(officer, on, KEEPING)
    return agencies.has_duty(officer, agency, on, PUBLISHING) or any(agency.lies_in(top) for top in above)


def may_place(officer: Any, item: Item, on: date) -> bool:
    """Say whether an officer may say where in the catalogue an item stands: who writes for its agency."""
    return may_write(officer, item.agency, on)
