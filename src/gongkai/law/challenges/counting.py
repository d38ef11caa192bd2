"""How table IV (表四) counts a challenge: once, in one row and one column, by one agency.

A challenge counts for a span of days by how it stood at the end: with its result if it ended in the span,
as 尚未审结 if it had not ended, and not at all if it ended before. So the tables of several years do not
add up. Complaints to the superior are not counted in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from gongkai.law.calendar import Calendar
from gongkai.law.challenges.case import DEFAULT_RULES, ChallengeRules
from gongkai.law.challenges.events import Event, Procedure
from gongkai.law.challenges.fold import Standing, fold
from gongkai.law.citation import cites
from gongkai.law.remedies import DEFAULTS, Column, RemedySettings, column_of, row_of, suit_counted_by


class Counted(NamedTuple):
    """The cell of table IV that a challenge stands in, and by which result."""

    row: str
    column: Column
    result: str


def stood_on(
    procedure: Procedure,
    events: Iterable[Event],
    day: date,
    *,
    calendar: Calendar | None = None,
    rules: ChallengeRules = DEFAULT_RULES,
    settings: RemedySettings = DEFAULTS,
) -> Standing:
    """Give where a challenge stood at the end of a day, from what had happened by then."""
    happened = [event for event in events if event.on <= day]
    return fold(
        procedure, happened, today=day, calendar=calendar, rules=rules, settings=settings, settled=len(happened)
    )


@cites("年报格式2021版第四部分")
def counted(
    procedure: Procedure,
    events: Iterable[Event],
    *,
    since: date,
    through: date,
    after_reconsideration: bool = False,
    calendar: Calendar | None = None,
    rules: ChallengeRules = DEFAULT_RULES,
    settings: RemedySettings = DEFAULTS,
) -> Counted | None:
    """Give the cell of table IV that counts a challenge in a span of days, or None when none does.

    [推导] 诉讼有一审又有二审的，以年末最新生效或者未结状态计一件。表四跨年的口径凭记忆。
    """
    if procedure is Procedure.COMPLAINT:
        return None
    standing = stood_on(procedure, events, through, calendar=calendar, rules=rules, settings=settings)
    if standing.opened_on is None or (standing.closed_on is not None and standing.closed_on < since):
        return None
    return Counted(
        row_of(standing.result, after_reconsideration=after_reconsideration),
        column_of(standing.result, settings=settings),
        standing.result,
    )


@cites("年报填报解释")
def is_counted_by(agency: str, procedure: Procedure, *, original: str, defendants: Sequence[str] = ()) -> bool:
    """Say whether an agency's own table IV counts a challenge, and no other's.

    A reconsideration counts with the agency whose act it is about, a suit with the original agency where it is
    sued, alone or with the forum that upheld.

    >>> is_counted_by("某县人民政府", Procedure.SUIT, original="某县教育局", defendants=["某县教育局", "某县人民政府"])
    False
    """
    if procedure is Procedure.COMPLAINT:
        return False
    if procedure is Procedure.RECONSIDERATION:
        return agency == original
    return agency == suit_counted_by(original, defendants)
