"""The list of invitations: who was invited, where to and to what, and whether the link still opens anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.acting import acting
from gongkai.agencies.models import Duty
from gongkai.agencies.signin import rules, services
from gongkai.agencies.signin.models import Invitation
from gongkai.ui.lists import Action, Change, Column, Dates, List, Search, YesNo
from gongkai.ui.templatetags.ui import day, moment


def standing(invitation: Invitation) -> str:
    """Say in words whether an invitation can be used, and why not."""
    now = timezone.now()
    if invitation.used_at is not None:
        return say("已使用 %(on)s") % {"on": day(invitation.used_at)}
    if invitation.withdrawn_at is not None:
        return say("已收回")
    if invitation.expires_at <= now:
        return say("已过期")
    if not rules.is_backed(invitation, localdate(now)):
        return say("邀请人已无权邀请，不能用了")
    return say("%(until)s 前有效") % {"until": moment(invitation.expires_at)}


def _what(invitation: Invitation) -> str:
    return say("重设密码") if invitation.resets else "、".join(invitation.duties_in_words)


def _plan(request: HttpRequest, invitation: Invitation, values: Any) -> Iterator[Change]:
    if not rules.may_withdraw(request.user, invitation, localdate()):
        raise PermissionDenied
    if invitation.is_open(timezone.now()):
        yield Change(_("状态"), standing(invitation), say("已收回"))


def _apply(request: HttpRequest, invitation: Invitation, values: Any) -> None:
    by = acting(request, invitation.agency, {Duty.ADMINISTRATOR})
    services.withdraw(invitation, at=timezone.now(), by=by)


INVITATIONS = List(
    "invitations",
    _("邀请"),
    columns=(
        Column("name", _("姓名"), sort=("name",)),
        Column("agency", _("机关"), sort=("agency__name",)),
        Column("duties", _("职责"), value=_what),
        Column("made_at", _("发出"), sort=("made_at",)),
        Column("made_by", _("邀请人")),
        Column("standing", _("状态"), value=standing),
    ),
    filters=(
        Search("q", _("姓名、机关"), fields=("name", "agency__name")),
        Dates("made_at", _("发出"), moments=True),
        YesNo("used", _("已使用"), holds=Q(used_at__isnull=False)),
        YesNo("withdrawn", _("已收回"), holds=Q(withdrawn_at__isnull=False)),
    ),
    order=("-made_at",),
    actions=(Action("withdraw", _("收回"), plan=_plan, apply=_apply),),
    none=_("没有邀请。邀请工作人员，在机关的页面上。"),
)
