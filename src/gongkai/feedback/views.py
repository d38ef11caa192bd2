"""Letters of the public at the desk: the list, one of them with what can be done with it, each act."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.reading import ReasonForm, looked_at
from gongkai.feedback import rules
from gongkai.feedback.bulk import ACTIONS
from gongkai.feedback.deeds import DESK
from gongkai.feedback.lifecycle import Stage
from gongkai.feedback.lights import light_of, soon_after
from gongkai.feedback.models import Kind, Letter
from gongkai.journal.selectors import timeline
from gongkai.ui.drafts import keeps_typed
from gongkai.ui.lists import Choice, Column, Dates, List, Related, Search, YesNo, respond
from gongkai.ui.sight import require

_WHO = ("name", "phone", "email")


def _light(letter: Letter) -> tuple[str, str]:
    """Give the light of a letter today, and its words."""
    return light_of(letter, localdate(), soon_after(localdate()))


LETTERS = List(
    "letters",
    gettext_lazy("公众来信"),
    columns=(
        Column(
            "number",
            gettext_lazy("登记号"),
            sort=("number",),
            link=lambda row: reverse("feedback:detail", args=[row.pk]),
        ),
        Column("kind", gettext_lazy("种类"), value="get_kind_display"),
        Column("about", gettext_lazy("所涉机关"), value="about.called"),
        Column("received_on", gettext_lazy("收到日期"), sort=("received_on",)),
        Column("due_on", gettext_lazy("答复期限"), sort=("due_on",)),
        Column(
            "light",
            gettext_lazy("期限"),
            value=lambda row: format_html('<span class="left left-{}">{}</span>', *_light(row)),
            export=False,
        ),
        Column("stage", gettext_lazy("环节"), value="get_stage_display"),
        Column("handler", gettext_lazy("经办人")),
        Column("agency", gettext_lazy("办理机关"), value="agency.called", shown=False),
    ),
    filters=(
        Search("q", gettext_lazy("登记号"), fields=("number",)),
        YesNo("open", gettext_lazy("未答复"), holds=~Q(stage=Stage.ANSWERED)),
        Choice("kind", gettext_lazy("种类"), Kind.choices),
        Related(
            "item",
            gettext_lazy("征求意见稿"),
            rows=lambda request: rules.drafts_in_sight(request.user, localdate()),
            by="index",
        ),
        Choice("stage", gettext_lazy("环节"), Stage.choices, several=True),
        Dates("received", gettext_lazy("收到日期"), field="received_on"),
    ),
    order=("due_on",),
    actions=ACTIONS,
    none=gettext_lazy("没有来信。"),
)


def letters(request: HttpRequest) -> HttpResponseBase:
    """Show the letters one deals with."""
    on = localdate()
    require(rules.handles_some(request.user, on))
    rows = rules.letters_in_sight(request.user, on).select_related("agency", "about", "handler")
    return respond(request, LETTERS, rows)


def letter_in_sight(request: HttpRequest, pk: int) -> Letter:
    """Give a letter that the officer sees; 404 for any other."""
    rows = rules.letters_in_sight(request.user, localdate()).select_related("agency", "about", "handler", "drafted_by")
    letter: Letter = get_object_or_404(rows, pk=pk)
    return letter


@require_safe
@never_cache
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a letter, where it stands, what can be done with it."""
    return _shown(request, letter_in_sight(request, pk))


@require_POST
@never_cache
def personal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who wrote, once a reason is given; that it was looked at is recorded first."""
    letter = letter_in_sight(request, pk)
    asked = looked_at(request, letter.agency, rules.SEEING, [(letter, _WHO)])
    return _shown(request, letter, asked=asked, in_clear=asked is None)


def _shown(
    request: HttpRequest, letter: Letter, *, asked: ReasonForm | None = None, in_clear: bool = False
) -> HttpResponse:
    on = localdate()
    light, words = _light(letter)
    context: dict[str, Any] = {
        "letter": letter,
        "light": light,
        "light_words": words,
        "deeds": DESK.open_deeds(request.user, letter, on),
        "asked": asked or ReasonForm(),
        "in_clear": in_clear,
        "has_who": any(getattr(letter, name) for name in _WHO),
        "entries": timeline(letter),
    }
    return render(request, "feedback/detail.html", context, status=422 if asked else 200)


@keeps_typed
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one of the things that are done with a letter (`deeds`)."""
    return DESK.act(request, letter_in_sight(request, pk), name)
