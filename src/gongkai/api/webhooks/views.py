"""Webhooks at the desk: the list, one with what it was told, setting up, changing, a new secret."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongkai.agencies import rules as agencies
from gongkai.agencies.acting import acting
from gongkai.agencies.models import Duty
from gongkai.agencies.signin.proof import unproven, where_to_prove
from gongkai.api.models import Notification, Webhook
from gongkai.api.models.webhook import Sent
from gongkai.api.webhooks import rules, services
from gongkai.api.webhooks.forms import NewWebhookForm, WebhookForm
from gongkai.api.webhooks.kinds import CHOICES, KIND_BY_CODE
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.lists import Action, Change, Choice, Column, Dates, List, Search, respond
from gongkai.ui.sight import require

_SETTING = frozenset({Duty.ADMINISTRATOR})


def _standing(webhook: Webhook) -> Any:
    if webhook.stopped_at is not None:
        return format_html('<span class="tag tag-bad">{}</span>', _("连续失败，已停用"))
    return _("启用") if webhook.on else format_html('<span class="tag">{}</span>', _("停用"))


LIST = List(
    "webhooks",
    gettext_lazy("事件推送"),
    columns=(
        Column(
            "name", gettext_lazy("名称"), sort=("name",), link=lambda row: reverse("webhooks:detail", args=[row.pk])
        ),
        Column("agency", gettext_lazy("机关"), value="agency.called"),
        Column("standing", gettext_lazy("状态"), value=_standing),
        Column("failures", gettext_lazy("连续失败次数"), number=True),
    ),
    order=("name",),
    none=gettext_lazy("还没有设立事件推送。"),
)


def webhooks(request: HttpRequest) -> HttpResponseBase:
    """Show the webhooks in sight."""
    require(agencies.administers_some(request.user, localdate()))
    rows = rules.webhooks_in_sight(request.user, localdate()).select_related("agency")
    return respond(request, LIST, rows, template="api/webhooks.html")


def webhook_in_sight(request: HttpRequest, pk: int) -> Webhook:
    """Give a webhook that the officer sees; 404 for any other."""
    seen = rules.webhooks_in_sight(request.user, localdate()).select_related("agency")
    found: Webhook = get_object_or_404(seen, pk=pk)
    return found


def _by(request: HttpRequest, webhook: Webhook) -> Any:
    return acting(request, webhook.agency, _SETTING)


def _again(request: HttpRequest, row: Notification, values: Any) -> list[Change]:
    if not rules.may_set(request.user, row.webhook, localdate()):
        raise PermissionDenied
    return [Change(_("状态"), row.get_state_display(), Sent.WAITING.label)]


def _words(code: str) -> object:
    """Give the words for a kind; one that there is no more keeps its code."""
    kind = KIND_BY_CODE.get(code)
    return code if kind is None else kind.words


LOG = List(
    "webhook-log",
    gettext_lazy("发送记录"),
    columns=(
        Column("kind", gettext_lazy("事件"), value=lambda row: _words(row.event.kind)),
        Column("number", gettext_lazy("编号"), value="event.number"),
        Column("made_at", gettext_lazy("登记时间"), sort=("made_at",)),
        Column("state", gettext_lazy("状态"), value="get_state_display"),
        Column("sent_at", gettext_lazy("发出时间")),
        Column("tries", gettext_lazy("次数"), number=True),
        Column("answer", gettext_lazy("答复代码"), number=True),
        Column("why", gettext_lazy("原因")),
        Column("key", gettext_lazy("发送编号"), shown=False),
    ),
    filters=(
        Search("q", gettext_lazy("编号"), fields=("event__number",)),
        Choice("state", gettext_lazy("状态"), Sent.choices, several=True),
        Choice("kind", gettext_lazy("事件"), CHOICES, field="event__kind"),
        Dates("made", gettext_lazy("登记时间"), field="made_at", moments=True),
    ),
    order=("-made_at",),
    actions=(
        Action(
            "again",
            gettext_lazy("重新发送"),
            plan=_again,
            apply=lambda request, row, values: services.send_again(
                row, at=timezone.now(), by=_by(request, row.webhook)
            ),
        ),
    ),
    none=gettext_lazy("还没有发送过。"),
)


def detail(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a webhook and its log: what was told when, how often it was tried, what was answered."""
    webhook = webhook_in_sight(request, pk)
    kinds = [KIND_BY_CODE[code].words for code in webhook.kinds if code in KIND_BY_CODE]
    rows = Notification.objects.filter(webhook=webhook).select_related("webhook__agency", "event")
    return respond(request, LOG, rows, template="api/webhook.html", context={"webhook": webhook, "kinds": kinds})


@keeps_typed
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Set up a webhook, and show its secret this once; who sets it up proves anew that it is they."""
    on = localdate()
    require(agencies.administers_some(request.user, on))
    proof = where_to_prove(request)
    if proof and request.method != "POST":
        return redirect(proof)
    among = agencies.agencies_administered(request.user, on).order_by("lineage")
    form = open_form(request, NewWebhookForm, among=among, initial={"agency": among.first()})
    if proof:  # it took long to fill in: what was typed stays
        form.add_error(None, unproven(proof))

    def do(values: Mapping[str, Any]) -> tuple[Webhook, str]:
        given = {name: value for name, value in values.items() if name != "agency"}
        by = acting(request, values["agency"], _SETTING)
        return services.set_up(values["agency"], given, at=timezone.now(), by=by)

    done = carry_out(form, do)
    if done:
        return _told(request, *done)
    context = {"form": form, "heading": _("设立事件推送"), "submit": _("设立"), "back": reverse("webhooks:list")}
    return render(request, "api/form.html", context, status=status_of(form))


@keeps_typed
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a webhook: it may lead elsewhere then, and who changes it proves anew that it is they."""
    webhook = webhook_in_sight(request, pk)
    proof = where_to_prove(request)
    if proof and request.method != "POST":
        return redirect(proof)
    form = open_form(request, WebhookForm, instance=webhook)
    if proof:
        form.add_error(None, unproven(proof))
    given = WebhookForm.Meta.fields
    if carry_out(
        form, lambda values: services.edit(webhook, {name: values[name] for name in given}, by=_by(request, webhook))
    ):
        messages.success(request, _("已保存。"))
        return redirect("webhooks:detail", pk)
    context = {
        "form": form, "heading": _("修改"), "submit": _("保存"), "back": reverse("webhooks:detail", args=[pk]),
    }  # fmt: skip
    return render(request, "api/form.html", context, status=status_of(form))


@require_POST
@never_cache
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a webhook a new secret, and show it this once; who asks for it proves anew that it is they."""
    webhook = webhook_in_sight(request, pk)
    if proof := where_to_prove(request, back=reverse("webhooks:detail", args=[pk])):
        messages.warning(request, _("更换密钥以前，请先确认是您本人；确认后回到这条推送，再按一次“更换密钥”。"))
        return redirect(proof)
    secret = services.renew_secret(webhook, at=timezone.now(), by=_by(request, webhook))
    return _told(request, webhook, secret)


def _told(request: HttpRequest, webhook: Webhook, secret: str) -> HttpResponse:
    """Show a secret, which is shown nowhere else."""
    about = _("这是签名的密钥，只显示这一次。请用安全的办法交给对方的技术人员；丢了就更换。")
    back = reverse("webhooks:detail", args=[webhook.pk])
    return render(
        request, "api/secret.html", {"what": webhook.name, "secret": secret, "about": about, "back": back}
    )  # fmt: skip
