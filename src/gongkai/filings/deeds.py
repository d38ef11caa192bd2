"""What is done with a whole report at the desk, as a literal table: its form, who may, which service does it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from gongkai.agencies.doing import ActForm, Deed, Desk
from gongkai.filings import acts, rules, services
from gongkai.filings.forms import ReasonForm
from gongkai.filings.lifecycle import COURSE
from gongkai.filings.models import Origin
from gongkai.filings.models.signing import STEPS
from gongkai.filings.signing import acts as signing
from gongkai.filings.signing.forms import OpinionForm
from gongkai.filings.signing.services import amend, approve, publish, return_, send_for_review, sign

_C, _H, _P, _ALL = rules.COMPILING, rules.HEADING, rules.PUBLISHING, frozenset(STEPS)


def _to_pass(filing: Any) -> bool:
    return len(filing.steps_left) > 1


def _to_sign(filing: Any) -> bool:
    return len(filing.steps_left) == 1


DESK = Desk(
    COURSE,
    (
        Deed(
            "send", signing.SENT, _("送审"), OpinionForm, send_for_review, rules.may_compile, _C,
            about=_("送审以后数字和文字都不再改；要改，先退回。"),
        ),
        Deed("approve", signing.APPROVED, _("审核同意"), OpinionForm, approve, rules.may_pass, _ALL, fits=_to_pass),
        Deed(
            "sign", signing.SIGNED, _("签发"), OpinionForm, sign, rules.may_pass, _ALL, fits=_to_sign,
            about=_("签发时再检查一遍。签发的是报告页上的数字和文字，以后一个字也不变。"),
        ),
        Deed(
            "publish", signing.PUBLISHED, _("向社会公布"), ActForm, publish, rules.may_publish, _P,
            about=_("公布的就是签发的那一版。公布以后任何人都能看到和下载。"),
        ),
        Deed(
            "compute", acts.COMPUTED, _("重新计算"), ActForm, services.compute_again, rules.may_compile, _C,
            fits=lambda filing: filing.origin == Origin.CASES,
            about=_("按现在的案件和信息重新计算三张表；更正和文字不变。"),
        ),
        Deed(
            "freeze", acts.FROZEN, _("冻结数字"), ActForm, services.freeze, rules.may_freeze, _H,
            about=_("冻结之后数字不再改变，以后补录的案件另外列出。"),
        ),
        Deed("reopen", acts.REOPENED, _("解除冻结"), ReasonForm, services.reopen, rules.may_freeze, _H),
        Deed(
            "return", signing.RETURNED, _("退回修改"), ReasonForm, return_, rules.may_return, None,
            about=_("退回以后重新编制，改好了再送审，各环节重新审核。"),
        ),
        Deed(
            "amend", signing.AMENDED, _("修改年度报告"), ReasonForm, amend, rules.may_amend, _H,
            about=_("改好以后重新审核、签发、公布。在那以前，已经公布的不变；理由随新的一版公布。"),
        ),
    ),
    "filings:detail",
    "filings/act.html",
)  # fmt: skip
