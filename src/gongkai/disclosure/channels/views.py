"""Channels at the desk: the list, one with its log, setting up, exporting; and the feed that machines ask."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies import rules as agencies
from gongkai.agencies.acting import acting
from gongkai.agencies.models import Agency, Duty
from gongkai.disclosure.channels import exporting, rules, services
from gongkai.disclosure.channels.feed import channel_of_key, read
from gongkai.disclosure.channels.forms import ChannelForm, NewChannelForm, SettleForm, SpanForm
from gongkai.disclosure.models import Change, Channel, ChannelKind, Sending, Sent, labels
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.limits import limited
from gongkai.ui.lists import Action, Choice, Column, Dates, List, Search, respond
from gongkai.ui.lists import Change as Planned
from gongkai.ui.sight import require

_SETTING = frozenset({Duty.ADMINISTRATOR})


def _standing(channel: Channel) -> Any:
    if channel.failed:  # type: ignore[attr-defined]
        words = _("%(count)d条没有发成") % {"count": channel.failed}  # type: ignore[attr-defined]
        return format_html('<span class="tag tag-bad">{}</span>', words)
    return _("启用") if channel.on else format_html('<span class="tag">{}</span>', _("停用"))


def _address(channel: Channel) -> str:
    return reverse("channels:detail", args=[channel.pk])


CHANNELS = List(
    "channels",
    gettext_lazy("公开渠道"),
    columns=(
        Column("name", gettext_lazy("渠道名称"), sort=("name",), link=_address),
        Column("kind", gettext_lazy("方式"), value="get_kind_display"),
        Column("agency", gettext_lazy("机关"), value="agency.called"),
        Column("standing", gettext_lazy("状态"), value=_standing),
        Column("waiting", gettext_lazy("待发"), number=True),
        Column("last", gettext_lazy("最近一次发出")),
    ),
    filters=(Choice("kind", gettext_lazy("方式"), ChannelKind.choices),),
    order=("name",),
    none=gettext_lazy("还没有设立渠道。"),
)


def channels(request: HttpRequest) -> HttpResponseBase:
    """Show the channels in sight."""
    on = localdate()
    context = {"kinds": ChannelKind.choices if agencies.administers_some(request.user, on) else []}
    return respond(request, CHANNELS, _in_sight(request), template="disclosure/channels.html", context=context)


def _in_sight(request: HttpRequest) -> Any:
    """Give the channels an officer sees, with what of them waits, was given up, and went out last."""
    rows = Channel.objects.filter(agency__in=agencies.agencies_in_sight(request.user, localdate()))
    last = Sending.objects.filter(channel=OuterRef("pk"), sent_at__isnull=False).order_by("-sent_at")
    return rows.select_related("agency").annotate(
        waiting=_count(Sent.WAITING), failed=_count(Sent.FAILED), last=Subquery(last.values("sent_at")[:1])
    )


def _count(state: Sent) -> Any:
    rows = Sending.objects.filter(channel=OuterRef("pk"), state=state).order_by().values("channel")
    return Coalesce(Subquery(rows.annotate(count=Count("pk")).values("count")), 0)


def channel_in_sight(request: HttpRequest, pk: int) -> Channel:
    """Give a channel that the officer sees; 404 for any other."""
    seen = agencies.agencies_in_sight(request.user, localdate())
    return get_object_or_404(Channel.objects.select_related("agency"), pk=pk, agency__in=seen)


def _require_send(request: HttpRequest, sending: Sending) -> None:
    if not rules.may_send(request.user, sending.channel, localdate()):
        raise PermissionDenied


def _again(request: HttpRequest, sending: Sending, values: Any) -> list[Planned]:
    _require_send(request, sending)
    return [Planned(_("状态"), sending.get_state_display(), Sent.WAITING.label)]


def _settled(request: HttpRequest, sending: Sending, values: Any) -> list[Planned]:
    _require_send(request, sending)
    return [Planned(_("状态"), sending.get_state_display(), Sent.SETTLED.label)]


def _by(request: HttpRequest, channel: Channel) -> Any:
    return acting(request, channel.agency, rules.SEEING_TO)


def _sees_to_some(request: HttpRequest) -> bool:
    on = localdate()
    return bool(rules.sees_to(request.user, on)) or agencies.administers_some(request.user, on)


LOG = List(
    "channel-log",
    gettext_lazy("发送记录"),
    columns=(
        Column("item", gettext_lazy("信息"), link=lambda row: reverse("disclosure:detail", args=[row.item_id])),
        Column("index", gettext_lazy("索引号"), value="item.index"),
        Column("change", gettext_lazy("事项"), value="get_change_display"),
        Column("made_at", gettext_lazy("登记时间"), sort=("made_at",)),
        Column("state", gettext_lazy("状态"), value="get_state_display"),
        Column("gave", gettext_lazy("发出的是"), value="get_gave_display"),
        Column("sent_at", gettext_lazy("发出时间")),
        Column("tries", gettext_lazy("次数"), number=True),
        Column("answer", gettext_lazy("答复代码"), number=True),
        Column("why", gettext_lazy("原因")),
        Column("key", gettext_lazy("发送编号"), shown=False),
    ),
    filters=(
        Search("q", gettext_lazy("索引号、名称"), fields=("item__index", "item__text__title")),
        Choice("state", gettext_lazy("状态"), Sent.choices, several=True),
        Choice("change", gettext_lazy("事项"), Change.choices),
        Dates("made", gettext_lazy("登记时间"), field="made_at", moments=True),
    ),
    order=("-made_at",),
    actions=(
        Action(
            "again",
            gettext_lazy("重新发送"),
            plan=_again,
            apply=lambda request, row, values: services.send_again(
                row, at=timezone.now(), by=_by(request, row.channel)
            ),
            may=_sees_to_some,
        ),
        Action(
            "settle",
            gettext_lazy("登记为另行处理"),
            form=SettleForm,
            plan=_settled,
            apply=lambda request, row, values: services.settle(
                row, reason=values["reason"], by=_by(request, row.channel)
            ),
            may=_sees_to_some,
        ),
    ),
    none=gettext_lazy("还没有发送过。"),
)


def detail(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a channel and its log: what was sent when, how often it was tried, what was answered."""
    channel, on = channel_in_sight(request, pk), localdate()
    categories = dict(labels.CATEGORY_CHOICES)
    context = {
        "channel": channel,
        "categories": [categories[code] for code in channel.categories],
        "may_set": rules.may_set(request.user, channel.agency, on),
        "may_send": rules.may_send(request.user, channel, on),
    }
    rows = Sending.objects.filter(channel=channel).select_related("channel__agency", "item__text")
    return respond(request, LOG, rows, template="disclosure/channel.html", context=context)


@keeps_typed
@never_cache
def new(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Set up a channel, and show its secret this once."""
    on = localdate()
    require(agencies.administers_some(request.user, on))
    if kind not in ChannelKind.values:
        raise Http404
    among = agencies.agencies_administered(request.user, on)
    form = open_form(request, NewChannelForm, kind=kind, among=among, initial={"agency": among.first()})

    def do(values: Any) -> tuple[Channel, str]:
        given = {name: value for name, value in values.items() if name != "agency"}
        by = acting(request, values["agency"], _SETTING)
        return services.set_up(values["agency"], kind, given, at=timezone.now(), by=by)

    done = carry_out(form, do)
    if done:
        return _told(request, *done)
    context = {"form": form, "heading": ChannelKind(kind).label, "submit": _("设立")}
    return render(request, "disclosure/channel_form.html", context, status=status_of(form))


@keeps_typed
def edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change a channel."""
    channel = channel_in_sight(request, pk)
    require(rules.may_set(request.user, channel.agency, localdate()))
    form = open_form(request, ChannelForm, kind=channel.kind, instance=channel)
    by = acting(request, channel.agency, _SETTING)
    given = ChannelForm.Meta.fields
    if carry_out(
        form,
        lambda values: services.edit(channel, {name: values[name] for name in given if name in values}, by=by),
    ):
        messages.success(request, _("已保存。"))
        return redirect("channels:detail", pk)
    context = {"form": form, "channel": channel, "heading": _("修改"), "submit": _("保存")}
    return render(request, "disclosure/channel_form.html", context, status=status_of(form))


@require_POST
@never_cache
def renew(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give a channel a new secret, and show it this once."""
    channel = channel_in_sight(request, pk)
    require(rules.may_set(request.user, channel.agency, localdate()))
    by = acting(request, channel.agency, _SETTING)
    return _told(request, channel, services.renew_secret(channel, at=timezone.now(), by=by))


def _told(request: HttpRequest, channel: Channel, secret: str) -> HttpResponseBase:
    """Show a secret, which is kept nowhere where it could be shown again; a folder has none."""
    if not secret:
        messages.success(request, _("已设立。"))
        return redirect("channels:detail", channel.pk)
    feeds = channel.kind == ChannelKind.FEED
    link = f"{request.build_absolute_uri(reverse('channels:feed'))}?key={secret}" if feeds else ""
    return render(request, "disclosure/channel_secret.html", {"channel": channel, "secret": secret, "link": link})


@require_POST
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a channel all that is public now."""
    channel = channel_in_sight(request, pk)
    require(rules.may_send(request.user, channel, localdate()))
    count = services.fill(channel, at=timezone.now(), by=_by(request, channel))
    said = ngettext("%(count)d条信息等候发送。", "%(count)d条信息等候发送。", count)
    messages.success(request, said % {"count": count} if count else _("没有可以补发的信息。"))
    return redirect("channels:detail", pk)


@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """Ask for a span of days, and give what was published and withdrawn in it as a ZIP."""
    on = localdate()
    among = agencies.agencies_in_sight(request.user, on)
    initial = {"agency": among.first(), "since": date(on.year, on.month, 1), "until": on}
    form = SpanForm(request.GET or None, among=among, initial=initial)
    file = carry_out(form, _packed)
    if file is None:
        context = {"form": form, "heading": _("导出公开的信息"), "submit": _("导出")}
        return render(request, "disclosure/channel_export.html", context, status=status_of(form))
    since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    return FileResponse(file, as_attachment=True, filename=f"items-{since:%Y%m%d}-{until:%Y%m%d}.zip")


def _packed(values: Any) -> Any:
    agency = values["agency"]
    of = Agency.objects.below(agency) if values["below"] else [agency]
    return exporting.packed(exporting.changed(of, values["since"], values["until"]))


@login_not_required
@require_safe
@never_cache
@limited("channels.feed", times=600, seconds=3600, methods={"GET", "HEAD"})
def feed(request: HttpRequest) -> HttpResponse:
    """Give whoever has the key of a feed what changed; the key stands where no log keeps it."""
    channel = channel_of_key(request.GET.get("key", ""))
    after = request.GET.get("after", "0")
    if channel is None or not (after.isascii() and after.isdigit() and len(after) <= 18):
        raise Http404
    return JsonResponse(read(channel, int(after), at=timezone.now()), json_dumps_params={"ensure_ascii": False})
