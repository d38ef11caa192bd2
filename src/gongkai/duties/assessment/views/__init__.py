"""Assessment at the desk."""

from gongkai.duties.assessment.views.assessing import (
    IMPORT,
    act,
    assessments,
    begin,
    detail,
    export,
    of_agency,
    recompute,
)
from gongkai.duties.assessment.views.records import (
    IMPORT_ACCOUNTS,
    IMPORT_SURVEYS,
    account,
    accountability,
    appraisals,
    appraise,
    conclude,
    hold_to_account,
)
from gongkai.duties.assessment.views.scores import answer, give, object_to, score
from gongkai.duties.assessment.views.sets import (
    add_indicator,
    copy_set,
    edit_indicator,
    edit_set,
    indicator_set,
    make_set,
    remove_indicator,
    sets,
)

__all__ = [
    "IMPORT",
    "IMPORT_ACCOUNTS",
    "IMPORT_SURVEYS",
    "account",
    "accountability",
    "act",
    "add_indicator",
    "answer",
    "appraisals",
    "appraise",
    "assessments",
    "begin",
    "conclude",
    "copy_set",
    "detail",
    "edit_indicator",
    "edit_set",
    "export",
    "give",
    "hold_to_account",
    "indicator_set",
    "make_set",
    "object_to",
    "of_agency",
    "recompute",
    "remove_indicator",
    "score",
    "sets",
]
