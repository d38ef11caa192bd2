"""What is done with several letters at once: dealt out, and comments on a draft answered with one text.

Each letter keeps its own way: what one letter stands against, it alone is left out, and the preview says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.acting import acting
from gongkai.agencies.models import Agency, Officer, Post
from gongkai.agencies.rules import posts_of
from gongkai.feedback import rules, services
from gongkai.feedback.deeds import DESK
from gongkai.feedback.forms import ManyAssignForm, ManyReplyForm
from gongkai.feedback.models import Kind, Letter
from gongkai.journal.actor import Actor
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.ui.lists import Action
from gongkai.ui.lists.bulk import Change, Values


def _require(request: HttpRequest, letter: Letter, name: str) -> None:
    """Refuse what the officer may not do with a letter, and what its stage does not allow."""
    deed = DESK.deed(name)
    if not deed.may(request.user, letter, localdate()):
        raise PermissionDenied
    if refused := DESK.course.refusal(deed.act, letter.stage):
        raise refused


def _require_comment(letter: Letter) -> None:
    if letter.kind != Kind.COMMENT:
        raise NotAllowed(
            "not-a-comment",
            Message("这件来信不是对征求意见稿的意见。"),
            hint=Message("请打开这件来信，单独答复。"),
            citation=cite("条例第47条"),
        )


def _assign(request: HttpRequest, letter: Letter, values: Values) -> Iterable[Change]:
    _require(request, letter, "assign")
    services.require_fit(letter, values["handler"], localdate())
    if letter.handler != values["handler"]:
        yield Change(_("经办人"), letter.handler or "", values["handler"])


def _draft(request: HttpRequest, letter: Letter, values: Values) -> Iterable[Change]:
    _require_comment(letter)
    _require(request, letter, "draft")
    yield Change(_("答复"), letter.reply, values["reply"])


def _answer(request: HttpRequest, letter: Letter, values: Values) -> Iterable[Change]:
    _require_comment(letter)
    _require(request, letter, "answer")
    yield Change(_("审核同意的答复"), "", letter.reply)


def _by(name: str, do: Callable[[Letter, Values, Actor], object]) -> Callable[[HttpRequest, Any, Values], object]:
    """Give what does something to a letter, in the post by which the officer may."""

    def apply(request: HttpRequest, letter: Letter, values: Values) -> object:
        return do(letter, values, acting(request, letter.agency, DESK.deed(name).duties))

    return apply


def _handlers(request: HttpRequest, form: Any) -> None:
    """Offer who deals with letters where the officer deals them out."""
    on = localdate()
    where = {post.agency_id for post in posts_of(request.user, on) if post.duty in rules.HANDLING}
    posts = Post.objects.held(on).filter(agency__in=Agency.objects.filter(pk__in=where), duty__in=rules.HANDLING)
    fit = Officer.objects.filter(is_active=True, pk__in=posts.values("officer"))
    form.fields["handler"].queryset = fit.order_by("name")


def _has(duties: frozenset[Any]) -> Callable[[HttpRequest], bool]:
    return lambda request: any(post.duty in duties for post in posts_of(request.user, localdate()))


ACTIONS = (
    Action(
        "assign",
        _("登记、分办"),
        form=ManyAssignForm,
        fit=_handlers,
        plan=_assign,
        apply=_by("assign", lambda letter, values, by: services.assign(letter, values["handler"], by=by)),
        may=_has(rules.HANDLING),
    ),
    Action(
        "draft",
        _("一并拟写对意见的答复"),
        form=ManyReplyForm,
        plan=_draft,
        apply=_by("draft", lambda letter, values, by: services.draft(letter, reply=values["reply"], by=by)),
        may=_has(rules.HANDLING),
    ),
    Action(
        "answer",
        _("一并审核同意对意见的答复"),
        plan=_answer,
        apply=_by("answer", lambda letter, values, by: services.answer(letter, by=by)),
        may=_has(rules.REVIEWING),
    ),
)
