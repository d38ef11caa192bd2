"""What an officer does with a letter at the desk, as a literal table: its form, who may, which service does it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from gongkai.agencies.doing import ActForm, Deed, Desk, RemarksForm
from gongkai.feedback import acts, forms, rules, services
from gongkai.feedback.lifecycle import COURSE
from gongkai.feedback.models import Letter


def _hide(letter: Letter, *, remarks: str, **rest: Any) -> Letter:
    return services.hide(letter, reason=remarks, **rest)


_H, _R, _S = rules.HANDLING, rules.REVIEWING, rules.SHOWING

DESK = Desk(
    COURSE,
    (
        Deed("assign", acts.ASSIGNED, _("登记、分办"), forms.AssignForm, services.assign, rules.may_handle, _H),
        Deed("draft", acts.DRAFTED, _("拟写答复"), forms.ReplyForm, services.draft, rules.may_handle, _H),
        Deed("answer", acts.ANSWERED, _("审核同意，答复"), ActForm, services.answer, rules.may_review, _R),
        Deed("return", acts.RETURNED, _("退回修改"), RemarksForm, services.send_back, rules.may_review, _R),
        Deed("show", acts.SHOWN, _("公开来信和答复"), forms.ShowForm, services.show, rules.may_show, _S),
        Deed("hide", acts.HIDDEN, _("撤下"), RemarksForm, _hide, rules.may_hide, _S, grave=True),
    ),
    "feedback:detail",
    "feedback/act.html",
)
