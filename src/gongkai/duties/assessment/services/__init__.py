"""What is done in assessment, each act in one transaction with its entry in the journal."""

from gongkai.duties.assessment.services.accountability import appraise, conclude, hold_to_account
from gongkai.duties.assessment.services.assessing import (
    abandon,
    announce,
    begin,
    link,
    name_scorer,
    publish,
    recompute,
    score,
)
from gongkai.duties.assessment.services.objecting import answer, object_to
from gongkai.duties.assessment.services.sets import (
    add_indicator,
    copy_set,
    edit_indicator,
    edit_set,
    make_set,
    remove_indicator,
)

__all__ = [
    "abandon",
    "add_indicator",
    "announce",
    "answer",
    "appraise",
    "begin",
    "conclude",
    "copy_set",
    "edit_indicator",
    "edit_set",
    "hold_to_account",
    "link",
    "make_set",
    "name_scorer",
    "object_to",
    "publish",
    "recompute",
    "remove_indicator",
    "score",
]
