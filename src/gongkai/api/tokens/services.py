"""What is done with tokens, each act in one transaction with its entry in the journal."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.agencies.models import Agency
from gongkai.api import acts
from gongkai.api.models import Token
from gongkai.api.tokens.rules import scopes_for
from gongkai.api.tokens.secret import hash_of, new_secret
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, note, record
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.notifications.kinds import Kind, Level
from gongkai.notifications.recipients import administrators
from gongkai.notifications.services import notify
from gongkai.ui.limits import take

ELSEWHERE = Kind("token.elsewhere", gettext_lazy("接口令牌在别处被使用"), Level.WARNING)
_HOUR, _NOTED_AT_MOST = 3600, 20
MADE = Kind("token.made", gettext_lazy("有人生成了接口令牌"), Level.WARNING)


@transaction.atomic
def make(
    agency: Agency,
    *,
    name: str,
    scopes: Collection[str],
    until_on: date,
    at: datetime,
    by: Actor,
    networks: str = "",
) -> tuple[Token, str]:
    """Make a token that acts for whoever makes it; give it with its secret, which is shown this once.

    `networks` are those it may be used from (`networks.as_kept`). Who administers the agency is told. Raises
    ValidationError for a scope that the posts of the maker do not give, and for a last day beyond what the site allows
    (GONGKAI_TOKEN_DAYS).
    """
    on = localdate(at)
    _require_fit(agency, scopes, until_on, on=on, by=by)
    secret = new_secret()
    token = Token(
        agency=agency, officer=by.officer, name=name.strip(), scopes=sorted(scopes), prefix=secret.prefix,
        secret_hash=hash_of(secret.text), until_on=until_on, networks=networks, made_at=at,
    )  # fmt: skip
    token.full_clean(exclude=["agency", "officer"])
    token.save(force_insert=True)
    record(token, acts.TOKEN_MADE, by=by)
    text = Message(
        "{officer}生成了“{agency}”的接口令牌“{name}”，有效期至{until}。请确认是工作需要；不需要的，请吊销。",
        officer=str(by.officer),
        agency=agency.name,
        name=token.name,
        until=until_on,
    )
    to = [each for each in administrators(agency, on) if each.pk != by.officer.pk]
    notify(MADE, to, text, key=f"{MADE.code}:{token.pk}", url=reverse("tokens:list"), at=at, agency=agency)
    return token, secret.text


def note_elsewhere(token: Token, sender: str, *, at: datetime, by: Actor) -> None:
    """Record that a token was shown from a network it is not for, and tell its maker and who administers the agency.

    The first time in an hour from one sender, and so often of all senders: whoever has the secret may try on and on.
    """
    seen_before = take(f"token-elsewhere:{token.pk}:{sender}", 1, _HOUR)
    if seen_before or take(f"token-elsewhere:{token.pk}", _NOTED_AT_MOST, _HOUR):
        return
    text = Message(
        "接口令牌“{name}”（{prefix}…）在“{address}”被使用，不在它的来源网络里，没有让它办。不是那个系统换了地址的，就是"
        "泄露了，请马上吊销。",
        name=token.name,
        prefix=token.prefix,
        address=by.address,
    )
    on = localdate(at)
    to = {each.pk: each for each in (token.officer, *administrators(token.agency, on))}
    url = reverse("tokens:detail", args=[token.pk])
    with transaction.atomic():
        note(token, acts.TOKEN_ELSEWHERE, by=by)
        notify(
            ELSEWHERE, to.values(), text, key=f"{ELSEWHERE.code}:{token.pk}:{on}", url=url, at=at, agency=token.agency
        )


@transaction.atomic
def revoke(token: Token, *, at: datetime, by: Actor) -> Token:
    """Revoke a token (吊销): from this moment it opens nothing."""
    held = hold(token)
    if held.revoked_at is not None:
        raise NotAllowed("token-revoked-already", Message("令牌“{token}”已经吊销。", token=held.name))
    held.revoked_at = at
    held.save(update_fields=["revoked_at"])
    record(held, acts.TOKEN_REVOKED, by=by)
    return held


def last_day(on: date) -> date:
    """Give the last day that a token made on a day may have."""
    return on + timedelta(settings.TOKEN_DAYS)


def _require_fit(agency: Agency, scopes: Collection[str], until_on: date, *, on: date, by: Actor) -> None:
    wrong = {}
    given = {each.name for each in scopes_for(by.officer, agency, on)}
    if not scopes:
        wrong["scopes"] = _("至少选一项。")
    elif not set(scopes) <= given:
        wrong["scopes"] = _("您在这个机关的任职不包括所选的权限。")
    if not on <= until_on <= last_day(on):
        wrong["until_on"] = _("有效期最晚到%(last)s，不早于今天。") % {"last": last_day(on).isoformat()}
    if wrong:
        raise ValidationError(wrong)
