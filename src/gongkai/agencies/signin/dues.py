"""What is due about signing in: invitations that nobody has accepted yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, F, Value, When
from django.urls import reverse
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.agencies.rules import administers_some
from gongkai.agencies.signin.models import Invitation
from gongkai.ui.desk import Due, Pile, Standing, piles_of


def open_invitations(officer: Any, on: date) -> Iterable[Pile]:
    """Give the invitations an officer made that are still open: they wait for others until they expire."""
    if not administers_some(officer, on):
        return []
    begins = make_aware(datetime.combine(on, time()))
    rows = Invitation.objects.open(begins).filter(made_by=officer).select_related("agency")
    last_day = When(expires_at__lt=begins + timedelta(1), then=Value(Standing.TODAY.value))
    standing = Case(last_day, default=Value(Standing.OTHERS.value))
    return piles_of(rows, standing, [F("expires_at").asc(), F("pk").asc()], _as_due)


def _as_due(invitation: Invitation) -> Due:
    return Due(
        _("重设密码的链接失效") if invitation.resets else _("邀请失效"),
        reverse("signin:invitations"),
        localdate(invitation.expires_at),
        agency_name=invitation.agency.called if invitation.agency else "",
        kind=gettext_lazy("邀请"),
        waits_for=_("收到链接的人"),
    )
