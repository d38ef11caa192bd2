"""What is done with items, each act in one transaction with its entry in the journal."""

from gongkai.disclosure.services.asking import count_opinion
from gongkai.disclosure.services.deciding import decide
from gongkai.disclosure.services.entering import enter_figures, newest_of
from gongkai.disclosure.services.following import report_penalty_changed
from gongkai.disclosure.services.linked_out import check_links
from gongkai.disclosure.services.picturing import add_picture
from gongkai.disclosure.services.planning import carry_out_due, drop_plan, plan_publication, plan_withdrawal
from gongkai.disclosure.services.publishing import publish, withdraw
from gongkai.disclosure.services.reassessing import reassess, withhold
from gongkai.disclosure.services.recomputing import Recomputed, recompute_all
from gongkai.disclosure.services.reviewing import determine, pass_on, refer, send_back, steps_left, submit, turn_of
from gongkai.disclosure.services.setting import set_practice
from gongkai.disclosure.services.settling import settle_all
from gongkai.disclosure.services.taking_over import Voucher, take_over
from gongkai.disclosure.services.wording import remove_word, set_word
from gongkai.disclosure.services.writing import abandon, begin, revise

__all__ = [
    "Recomputed",
    "Voucher",
    "abandon",
    "add_picture",
    "begin",
    "carry_out_due",
    "check_links",
    "count_opinion",
    "decide",
    "determine",
    "drop_plan",
    "enter_figures",
    "newest_of",
    "pass_on",
    "plan_publication",
    "plan_withdrawal",
    "publish",
    "reassess",
    "recompute_all",
    "refer",
    "remove_word",
    "report_penalty_changed",
    "revise",
    "send_back",
    "set_practice",
    "set_word",
    "settle_all",
    "steps_left",
    "submit",
    "take_over",
    "turn_of",
    "withdraw",
    "withhold",
]
