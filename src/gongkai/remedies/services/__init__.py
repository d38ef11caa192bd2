"""What is done with challenges, each act in one transaction with its entry in the journal."""

from gongkai.remedies.services.advising import answer_advice, receive_advice
from gongkai.remedies.services.going_on import appeal, draft_answer, hand_in, note_event
from gongkai.remedies.services.importing import take_over
from gongkai.remedies.services.interpreting import decide_reading, take_back
from gongkai.remedies.services.learning import learn
from gongkai.remedies.services.recomputing import recompute_all
from gongkai.remedies.services.redoing import note_redone, open_redo
from gongkai.remedies.services.registering import NewParty, add_party, assign, correct, register

__all__ = [
    "NewParty",
    "add_party",
    "answer_advice",
    "appeal",
    "assign",
    "correct",
    "decide_reading",
    "draft_answer",
    "hand_in",
    "learn",
    "note_event",
    "note_redone",
    "open_redo",
    "receive_advice",
    "recompute_all",
    "register",
    "take_back",
    "take_over",
]
