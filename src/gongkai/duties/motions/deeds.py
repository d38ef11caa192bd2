"""What an officer does with a motion or proposal at the desk, as a literal table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongkai.agencies.doing import ActForm, Deed, Desk, RemarksForm
from gongkai.duties.models.motions import Motion
from gongkai.duties.motions import acts, forms, rules, services
from gongkai.duties.motions.lifecycle import COURSE


def _answers(motion: Motion) -> bool:
    return motion.answers


def _amend(motion: Motion, *, by: Any, seen: int, due_on: Any = None, **values: Any) -> Motion:
    given: Mapping[str, Any] = values
    return services.amend(motion, given, by=by, due_on=due_on, seen=seen)


_H, _R = rules.HANDLING, rules.REVIEWING

DESK = Desk(
    COURSE,
    (
        Deed("draft", acts.DRAFTED, _("拟写答复"), forms.ReplyForm, services.draft, rules.may_handle, _H),
        Deed("assign", acts.ASSIGNED, _("分办"), forms.AssignForm, services.assign, rules.may_handle, _H),
        Deed("review", acts.PASSED, _("审核同意"), ActForm, services.review, rules.may_review, _R),
        Deed("sign", acts.SIGNED, _("签发答复"), forms.SignForm, services.sign, rules.may_sign, rules.SIGNING),
        Deed("rate", acts.RATED, _("记录满意度"), forms.RateForm, services.rate, rules.may_handle, _H, fits=_answers),
        Deed(
            "publish", acts.PUBLISHED, _("关联公开的答复"), forms.PublishForm, services.publish,
            rules.may_publish, rules.PUBLISHING, fits=_answers,
        ),
        Deed(
            "return", acts.RETURNED, _("退回修改"), RemarksForm, services.send_back,
            rules.may_return, _R | rules.SIGNING,
        ),
        Deed(
            "co-handlers", acts.CO_ASKED, _("请会办"), forms.CoHandlersForm, services.ask_co_handlers,
            rules.may_handle, _H, fits=_answers,
        ),
        Deed("prolong", acts.PROLONGED, _("延长办理期限"), RemarksForm, services.prolong, rules.may_handle, _H),
        Deed("amend", acts.AMENDED, _("更正登记"), forms.AmendForm, _amend, rules.may_amend, rules.REGISTERING),
        Deed(
            "withhold", acts.WITHHELD, _("答复不公开"), RemarksForm, services.leave_unpublished,
            rules.may_publish, rules.PUBLISHING, fits=_answers,
        ),
        Deed(
            "hand-back", acts.HANDED_BACK, _("退回交办单位"), RemarksForm, services.hand_back,
            rules.may_handle, _H, grave=True,
        ),
    ),
    "motions:detail",
    "duties/act.html",
)  # fmt: skip
"""The first of those open is what is to be done next."""
