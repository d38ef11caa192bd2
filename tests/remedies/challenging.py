"""Challenges for tests: one as it is registered, and one brought to an end, through the services alone."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.casework import GRANTED, actor, apply, reply, set_word
from tests.county import County

from gongkai.applications.models import Application
from gongkai.applications.services import NewPart
from gongkai.law.challenges import Event, Kind, Procedure
from gongkai.remedies import services
from gongkai.remedies.models import Challenge, Matter
from gongkai.remedies.services import NewParty

WANG = NewParty("王小明", phone="13812345678", address="山东省桓台县索镇某街1号")
CLAIMS = "请求撤销答复，我叫王小明"
DENIED = NewPart("会议纪要", "DENY_6", "属于过程性信息", "")
REPLIED = date(2026, 3, 16)
COPY = date(2026, 4, 1)


def replied(made: County, *parts: NewPart, on: date = REPLIED) -> Application:
    """Give an application that was replied to."""
    set_word(made)
    return reply(made, apply(made), *(parts or (GRANTED,)), on=on)


def challenge(
    made: County,
    application: Application | None = None,
    *,
    procedure: str = Procedure.RECONSIDERATION,
    on: date = COPY,
    opening: Event | None = None,
    **values: Any,
) -> Challenge:
    """Register a challenge to what the bureau of science did: its copy came on a day."""
    given: dict[str, Any] = {"parties": [WANG], "claims": CLAIMS, "by": actor(made), "acted_on": REPLIED}
    if application is not None:
        given |= {"matter": Matter.REPLY, "application": application}
    else:
        given |= {"matter": Matter.UNPUBLISHED, "omission": "某项目的环评批复"}
    first = opening or Event(Kind.COPY_RECEIVED, on)
    return services.register(made.science, procedure=procedure, opening=first, **{**given, **values})


def note(made: County, held: Challenge, kind: Kind, on: date, **values: Any) -> Challenge:
    """Note that something happened to a challenge."""
    return services.note_event(held, Event(kind, on, **values), by=actor(made))


def answer(made: County, held: Challenge, on: date) -> Challenge:
    """Write the answer and hand it in."""
    services.draft_answer(held, answer="答复合法。", by=actor(made))
    return services.hand_in(held, on=on, by=actor(made))


def decide(made: County, held: Challenge, result: str, on: date, **values: Any) -> Challenge:
    """Note what the forum decided."""
    return note(made, held, Kind.DECIDED, on, result=result, **values)
