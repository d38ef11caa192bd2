"""The pages of notices: the list of one's own, one of them, how one wants to be told, and what was not delivered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.models import Officer
from gongkai.agencies.rules import may_run_site
from gongkai.notifications import channels, services
from gongkai.notifications.forms import MobileForm, PreferencesForm
from gongkai.notifications.kinds import CHANNELS, SMS, Level, kinds
from gongkai.notifications.models import Delivery, Notice, State
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.lists import Action, Change, Choice, Column, Dates, List, YesNo, respond


def _standing(notice: Notice) -> Any:
    return _("已读") if notice.read_at else format_html('<span class="tag tag-active">{}</span>', _("未读"))


def _to_be_read(request: HttpRequest, notice: Notice, values: Any) -> list[Change]:
    return [] if notice.read_at else [Change(_("状态"), _("未读"), _("已读"))]


NOTICES = List(
    "notices",
    gettext_lazy("通知"),
    columns=(
        Column("text", gettext_lazy("内容"), value=str, opens=lambda row: reverse("notices:open", args=[row.pk])),
        Column("kind", gettext_lazy("种类"), value="title"),
        Column("level", gettext_lazy("轻重"), value="get_level_display"),
        Column("made_at", gettext_lazy("时间"), sort=("made_at",)),
        Column("read", gettext_lazy("状态"), value=_standing),
        Column("agency", gettext_lazy("机关"), value="agency.called", shown=False),
    ),
    filters=(
        YesNo("unread", gettext_lazy("未读"), holds=Q(read_at__isnull=True)),
        Choice("kind", gettext_lazy("种类"), lambda: [(each.code, each.title) for each in kinds()]),
        Choice("level", gettext_lazy("轻重"), [(each.value, each.label) for each in Level]),
        Dates("made", gettext_lazy("时间"), field="made_at", moments=True),
    ),
    order=("-made_at",),
    actions=(
        Action(
            "read",
            gettext_lazy("标为已读"),
            plan=_to_be_read,
            apply=lambda request, notice, values: services.mark_read(notice, at=timezone.now()),
        ),
    ),
    none=gettext_lazy("没有通知。"),
)


def notices(request: HttpRequest) -> HttpResponseBase:
    """Show one's notices."""
    rows = Notice.objects.filter(officer=_officer(request)).select_related("agency")
    context = {"may_run_site": may_run_site(request.user)}
    return respond(request, NOTICES, rows, template="notifications/list.html", context=context)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a notice, as a letter leads to it; it is read when what it is about is opened."""
    return render(request, "notifications/detail.html", {"notice": _own(request, pk)})


@require_POST
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a notice read and lead to what it is about."""
    notice = _own(request, pk)
    services.mark_read(notice, at=timezone.now())
    return redirect(notice.url)


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all read."""
    count = services.mark_all_read(_officer(request), at=timezone.now())
    said = ngettext("%(count)d条通知已标为已读。", "%(count)d条通知已标为已读。", count)
    messages.success(request, said % {"count": count} if count else _("没有未读的通知。"))
    return redirect("notices:list")


@keeps_typed
def preferences(request: HttpRequest) -> HttpResponse:
    """Choose how one wants to be told."""
    officer, has = _officer(request), channels.open_channels()
    form = open_form(request, PreferencesForm, instance=services.preferences_of(officer), has=has)
    if carry_out(form, lambda values: _ways_chosen(request, form)):
        messages.success(request, _("已保存。"))
        return redirect("notices:preferences")
    context = {"form": form, "officer": officer, "channels": has, "sms": SMS in has}
    return render(request, "notifications/preferences.html", context, status=status_of(form))


def _ways_chosen(request: HttpRequest, form: PreferencesForm) -> bool:
    chosen, by = form.instance, acting(request)
    services.choose(chosen.officer, form.wanted, gathered=chosen.gathered, language=chosen.language, by=by)
    return True


@keeps_typed
def mobile(request: HttpRequest) -> HttpResponse:
    """Keep the number that SMS go to."""
    officer = _officer(request)
    form = open_form(request, MobileForm)
    if carry_out(form, lambda values: _mobile_chosen(request, officer, values["mobile"])):
        messages.success(request, _("已保存。"))
        return redirect("notices:preferences")
    return render(request, "notifications/mobile.html", {"form": form, "officer": officer}, status=status_of(form))


def _mobile_chosen(request: HttpRequest, officer: Officer, number: str) -> bool:
    services.choose_mobile(officer, number, by=acting(request))
    return True


def _left(request: HttpRequest, delivery: Delivery, values: Any) -> list[Change]:
    return [Change(_("状态"), State.FAILED.label, _("不再发送"))]


def _failed_again(request: HttpRequest, delivery: Delivery, values: Any) -> list[Change]:
    return [Change(_("状态"), State.FAILED.label, State.WAITING.label)]


UNDELIVERED = List(
    "undelivered-notices",
    gettext_lazy("没有发成的通知"),
    columns=(
        Column("officer", gettext_lazy("收件人"), value="notice.officer"),
        Column("kind", gettext_lazy("种类"), value="notice.title"),
        Column("channel", gettext_lazy("渠道"), value="get_channel_display"),
        Column("due_at", gettext_lazy("最后一次发送"), sort=("due_at",)),
        Column("tries", gettext_lazy("次数"), number=True),
        Column("why", gettext_lazy("原因")),
    ),
    filters=(Choice("channel", gettext_lazy("渠道"), list(CHANNELS.items())[1:]),),
    order=("-due_at",),
    actions=(
        Action(
            "again",
            gettext_lazy("重新发送"),
            plan=_failed_again,
            apply=lambda request, delivery, values: services.send_again(
                delivery, at=timezone.now(), by=acting(request)
            ),
        ),
        Action(
            "leave",
            gettext_lazy("不再发送"),
            plan=_left,
            apply=lambda request, delivery, values: services.leave_unsent(delivery, by=acting(request)),
        ),
    ),
    none=gettext_lazy("没有发不出去的通知。"),
)


def undelivered(request: HttpRequest) -> HttpResponseBase:
    """Show what could not be delivered, to who runs the site."""
    if not may_run_site(request.user):
        raise PermissionDenied
    rows = Delivery.objects.filter(state=State.FAILED).select_related("notice__officer")
    return respond(request, UNDELIVERED, rows)


def _officer(request: HttpRequest) -> Officer:
    if not isinstance(request.user, Officer):
        raise PermissionDenied
    return request.user


def _own(request: HttpRequest, pk: int) -> Notice:
    return get_object_or_404(Notice.objects.select_related("agency"), pk=pk, officer=_officer(request))
