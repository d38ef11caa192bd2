"""What an officer does with a problem of the ledger at the desk, as a literal table."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongkai.agencies.doing import ActForm, Deed, Desk, RemarksForm
from gongkai.duties.rectification import acts, forms, rules, services
from gongkai.duties.rectification.lifecycle import COURSE

_W, _V = rules.WORKING, rules.VERIFYING | rules.DIRECTING

DESK = Desk(
    COURSE,
    (
        Deed("plan", acts.PLANNED, _("制定整改措施"), forms.PlanForm, services.plan, rules.may_plan, _W),
        Deed("conclude", acts.CONCLUDED, _("提请核验"), forms.ConcludeForm, services.conclude, rules.may_work, None),
        Deed("verify", acts.VERIFIED, _("核验通过"), ActForm, services.verify, rules.may_verify, _V),
        Deed("return", acts.RETURNED, _("退回整改"), RemarksForm, services.send_back, rules.may_verify, _V),
        Deed("reopen", acts.REOPENED, _("重新整改"), RemarksForm, services.reopen, rules.may_amend, _W | _V),
        Deed("amend", acts.AMENDED, _("更正问题"), forms.AmendForm, services.amend, rules.may_amend, _W | _V),
        Deed("drop", acts.DROPPED, _("不列入"), RemarksForm, services.drop, rules.may_amend, _W | _V, grave=True),
    ),
    "rectification:detail",
    "duties/act.html",
)
