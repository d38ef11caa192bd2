"""What is done with applications, one verb each: look, ask the law, change, record. `acting` is what they share."""

from gongkai.applications.services.charging import (
    lapse_fee,
    note_fee_notice_received,
    notice_fee,
    pay_fee,
    refund_fee,
)
from gongkai.applications.services.consulting import consult, end_consultation, note_notified, tell_third_party
from gongkai.applications.services.cooperating import (
    answer_co_handling,
    ask_co_handling,
    note_co_handling_received,
    transfer,
)
from gongkai.applications.services.enclosing import enclose, give_in_part, unenclose, withhold
from gongkai.applications.services.feeding import renew_feed, revoke_feed
from gongkai.applications.services.handling import (
    archive,
    ask_reasons,
    ask_supplement,
    assign,
    comment,
    extend,
    lapse_supplement,
    make_public,
    propose_extension,
    record_search,
    set_delay,
    take_reasons,
    take_supplement,
    withdraw,
)
from gongkai.applications.services.importing import Course, take_over
from gongkai.applications.services.interpreting import interpret, take_back
from gongkai.applications.services.issuing import issue, seal_letter, send_letter
from gongkai.applications.services.linking import draft_like_lead, merge, separate, split
from gongkai.applications.services.practice import set_practice
from gongkai.applications.services.reasons import add_reason, end_reason
from gongkai.applications.services.receiving import (
    WISHES,
    NewApplicant,
    add_applicant,
    confirm,
    correct,
    register,
    require_applicant,
)
from gongkai.applications.services.recomputing import recompute, recompute_all
from gongkai.applications.services.rectifying import close_rectification, register_rectification
from gongkai.applications.services.redoing import redo
from gongkai.applications.services.replying import NewPart, decide, deliver, draft, pass_on, send_back, submit
from gongkai.applications.services.weighing import weigh
from gongkai.applications.services.wording import reset_wording, set_wording

__all__ = [
    "WISHES",
    "Course",
    "NewApplicant",
    "NewPart",
    "add_applicant",
    "add_reason",
    "answer_co_handling",
    "archive",
    "ask_co_handling",
    "ask_reasons",
    "ask_supplement",
    "assign",
    "close_rectification",
    "comment",
    "confirm",
    "consult",
    "correct",
    "decide",
    "deliver",
    "draft",
    "draft_like_lead",
    "enclose",
    "end_consultation",
    "end_reason",
    "extend",
    "give_in_part",
    "interpret",
    "issue",
    "lapse_fee",
    "lapse_supplement",
    "make_public",
    "merge",
    "note_co_handling_received",
    "note_fee_notice_received",
    "note_notified",
    "notice_fee",
    "pass_on",
    "pay_fee",
    "propose_extension",
    "recompute",
    "recompute_all",
    "record_search",
    "redo",
    "refund_fee",
    "register",
    "register_rectification",
    "renew_feed",
    "require_applicant",
    "reset_wording",
    "revoke_feed",
    "seal_letter",
    "send_back",
    "send_letter",
    "separate",
    "set_delay",
    "set_practice",
    "set_wording",
    "split",
    "submit",
    "take_back",
    "take_over",
    "take_reasons",
    "take_supplement",
    "tell_third_party",
    "transfer",
    "unenclose",
    "weigh",
    "withdraw",
    "withhold",
]
