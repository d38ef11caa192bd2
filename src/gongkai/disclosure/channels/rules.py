"""Who may do what with channels: named predicates, by the posts held on a day.

Whose agency an officer sees, their channels they see. An administrator sets channels up; who publishes sees to it that
what was published, and above all what was withdrawn, arrives.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.agencies import rules as agencies
from gongkai.agencies.models import Agency, Duty
from gongkai.disclosure.models import Channel
from gongkai.disclosure.rules import PUBLISHING

SEEING_TO = PUBLISHING | {Duty.ADMINISTRATOR}


def may_set(officer: Any, agency: Agency, on: date) -> bool:
    """Say whether an officer may set up and change the channels of an agency: its administrator."""
    return agencies.may_edit_agency(officer, agency, on)


def may_send(officer: Any, channel: Channel, on: date) -> bool:
    """Say whether an officer may have something sent again: who publishes for the agency, or sets its channels up."""
    return may_set(officer, channel.agency, on) or agencies.has_duty(officer, channel.agency, on, PUBLISHING)


def sees_to(officer: Any, on: date) -> set[int]:
    """Give the keys of the agencies for whose channels an officer sees to it that what is sent arrives."""
    return {post.agency_id for post in agencies.posts_of(officer, on) if post.duty in SEEING_TO}
