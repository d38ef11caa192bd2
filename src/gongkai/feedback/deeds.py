"""What an officer does with a letter at the desk, as a literal table: its form, who may, which service does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongkai.feedback import acts, forms, lifecycle, rules, services
from gongkai.feedback.lifecycle import Stage
from gongkai.feedback.models import Letter
from gongkai.journal.actor import Actor
from gongkai.journal.acts import Act


@dataclass(frozen=True)
class Deed:
    """One thing done with a letter: its act, what it is called, its form, what does it, who may, in which duties."""

    name: str
    act: Act
    words: Any
    form: type[forms.ActForm]
    do: Callable[[Letter, Mapping[str, Any], Actor], Letter]
    may: Callable[[Any, Letter, date], bool]
    duties: frozenset[Any]
    grave: bool = False

    def is_possible(self, letter: Letter) -> bool:
        """Say whether the stage allows it now."""
        return lifecycle.refusal(self.act, Stage(letter.stage)) is None


def _with(service: Callable[..., Letter], **names: str) -> Callable[[Letter, Mapping[str, Any], Actor], Letter]:
    """Give a service as a deed: by which name it takes which value of the form, and the version that was seen."""

    def do(letter: Letter, values: Mapping[str, Any], by: Actor) -> Letter:
        return service(letter, by=by, seen=values["seen"], **{name: values[of] for name, of in names.items()})

    return do


_H, _R, _S = rules.HANDLING, rules.REVIEWING, rules.SHOWING

DEEDS: tuple[Deed, ...] = (
    Deed(
        "assign",
        acts.ASSIGNED,
        _("登记、分办"),
        forms.AssignForm,
        _with(services.assign, handler="handler"),
        rules.may_handle,
        _H,
    ),
    Deed(
        "draft",
        acts.DRAFTED,
        _("拟写答复"),
        forms.ReplyForm,
        _with(services.draft, reply="reply"),
        rules.may_handle,
        _H,
    ),
    Deed("answer", acts.ANSWERED, _("审核同意，答复"), forms.ActForm, _with(services.answer), rules.may_review, _R),
    Deed(
        "return",
        acts.RETURNED,
        _("退回修改"),
        forms.RemarksForm,
        _with(services.send_back, remarks="remarks"),
        rules.may_review,
        _R,
    ),
    Deed(
        "show",
        acts.SHOWN,
        _("公开来信和答复"),
        forms.ShowForm,
        _with(services.show, title="title", body="body", reply="reply"),
        rules.may_show,
        _S,
    ),
    Deed(
        "hide",
        acts.HIDDEN,
        _("撤下"),
        forms.RemarksForm,
        _with(services.hide, reason="remarks"),
        rules.may_hide,
        _S,
        grave=True,
    ),
)

DEED_BY_NAME: Mapping[str, Deed] = {deed.name: deed for deed in DEEDS}
