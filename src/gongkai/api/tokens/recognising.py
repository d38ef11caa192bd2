"""Who shows a token: its maker as it lets a program act, and the actor of each act.

What a token may do is asked anew with each request: it acts by the posts that its maker holds in its agency on the day,
and by no others, and within its scopes. Whoever loses a post loses with it what their tokens could do by that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from hmac import compare_digest
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from gongkai.agencies.acting import address_of, post_for
from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.rules import agencies_in_sight, posts_of, within
from gongkai.api.callers import Caller, Footing
from gongkai.api.errors import Refused, unauthenticated
from gongkai.api.models import Token
from gongkai.api.tokens import services
from gongkai.api.tokens.networks import lie_in
from gongkai.api.tokens.rules import scopes_for
from gongkai.api.tokens.secret import hash_of, prefix_of
from gongkai.journal.actor import Actor
from gongkai.law.message import Message
from gongkai.ui.limits import sender_of

_USED_EVERY = timedelta(minutes=1)
"""How exactly it is known when a token was used last: reading does not write each time."""


@dataclass(frozen=True)
class Holder:
    """Who shows a token: its maker as one who holds the posts in its agency and no other, on a day, from where.

    `footing` hears for which agency it acts.
    """

    token: Token
    officer: Officer
    on: date
    address: str = ""
    request_id: str = ""
    footing: Footing = field(default_factory=Footing)

    @property
    def agencies(self) -> Any:
        """Give the agencies that the token sees, as a query set: its own and what lies below."""
        return agencies_in_sight(self.officer, self.on)

    def acting(self, agency: Agency, duties: Iterable[str] | None = None) -> Actor:
        """Give the actor of an act on an agency: the token, for its maker, in the post that allows the act."""
        self.footing.agency = agency
        return Actor(
            officer=self.token.officer,
            post=post_for(self.officer, agency, duties),
            role="token",
            address=self.address,
            request_id=self.request_id,
            token=self.token.prefix,
        )


def holder_of(request: HttpRequest) -> Holder:
    """Give who shows the token of a request that was let in by one (`scoped.Scoped`)."""
    found: Holder = request.auth.token  # type: ignore[attr-defined]
    return found


def recognise(request: HttpRequest, secret: str) -> Caller | None:
    """Give who shows a secret, with the scopes that it opens today; None for one of no token.

    Why one that is right does not open, its holder may know: Refused (401) says it.
    """
    token = Token.objects.select_related("agency", "officer").filter(prefix=prefix_of(secret)).first()
    same = compare_digest(token.secret_hash if token else "", hash_of(secret))
    if token is None or not same:
        return None
    on = timezone.localdate()
    if token.revoked_at is not None:
        raise _refused("token-revoked", Message("令牌“{token}”已经吊销。", token=token.prefix))
    if on > token.until_on:
        raise _refused(
            "token-expired", Message("令牌“{token}”的有效期到{until}。", token=token.prefix, until=token.until_on)
        )
    if token.networks and not lie_in(address_of(request), token.networks):
        raise _elsewhere(token, request)
    officer = within(token.officer, token.agency)
    if not posts_of(officer, on):
        raise _refused(
            "token-without-post",
            Message("生成令牌“{token}”的人现在不在“{agency}”任职。", token=token.prefix, agency=token.agency.name),
        )
    _note_use(token)
    now_given = {each.name for each in scopes_for(officer, token.agency, on)}
    holder = Holder(token, officer, on, address_of(request), getattr(request, "request_id", ""))
    scopes = frozenset(token.scopes) & now_given
    return Caller(f"token:{token.pk}", settings.API_TOKEN_RATE, scopes, holder, holder.footing)


def _note_use(token: Token) -> None:
    now = timezone.now()
    unused = Q(used_at__isnull=True) | Q(used_at__lt=now - _USED_EVERY)
    if token.used_at is None or token.used_at < now - _USED_EVERY:
        Token.objects.filter(unused, pk=token.pk).update(used_at=now)


def _elsewhere(token: Token, request: HttpRequest) -> Refused:
    address = address_of(request)
    by = Actor(role="visitor", address=address, request_id=getattr(request, "request_id", ""), token=token.prefix)
    services.note_elsewhere(token, sender_of(request), at=timezone.now(), by=by)
    return _refused(
        "token-elsewhere",
        Message("令牌“{token}”不能从“{address}”使用。", token=token.prefix, address=address),
        Message("请从生成时写明的来源网络使用；换了地址的，请在工作台的“接口令牌”里另行生成。"),
    )


def _refused(code: str, message: Message, hint: Message | None = None) -> Refused:
    usual = Message("请在工作台的“接口令牌”里另行生成。")
    return Refused(401, code, message, hint=hint or usual, headers=unauthenticated().headers)
