"""The response clock (答复期限的计算): a pure fold over what happened to one application.

Events go in, in the order they happened; out comes the state, the last day to reply, whether that
day is provisional, and the steps that led to it, each with its article. Nothing is stored between
events but what the events say, so a due date can always be computed again. `events` says what can
happen, `acts` what each event requires and does, `fold` puts a case together.

Deliberately not here: what the reply says (`gongkai.law.outcomes`), who must agree to an act, and
letters. A pending review for secrecy (条例第17条) does not stop the clock and so is no event.
"""

from gongkai.law.clock.case import DEFAULT_RULES, ClockRules, State
from gongkai.law.clock.events import OPENING, Event, Kind, Party, Silence, event_from
from gongkai.law.clock.fold import Clock, clock_as_dict, fold
from gongkai.law.steps import NextAct

__all__ = [
    "DEFAULT_RULES",
    "OPENING",
    "Clock",
    "ClockRules",
    "Event",
    "Kind",
    "NextAct",
    "Party",
    "Silence",
    "State",
    "clock_as_dict",
    "event_from",
    "fold",
]
