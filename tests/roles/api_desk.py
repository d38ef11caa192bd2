"""What each role meets at the desk of tokens and webhooks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from tests.casework import actor
from tests.county import County
from tests.roles.statuses import ADMINISTRATORS, refused

from gongkai.api.tokens.services import make
from gongkai.api.webhooks.services import set_up


@transaction.atomic
def _token(made: County) -> dict[str, object]:
    """Give a token of the handler of the science bureau."""
    at = timezone.now()
    token, _secret = make(
        made.science, name="综窗系统", scopes=["applications:register"],
        until_on=timezone.localdate(at) + timedelta(30), at=at, by=actor(made),
    )  # fmt: skip
    return {"pk": token.pk}


@transaction.atomic
def _webhook(made: County) -> dict[str, object]:
    """Give a webhook of the science bureau."""
    values = {
        "name": "市平台",
        "address": "https://hook.example/",
        "kinds": ["item.published"],
        "below": False,
        "on": True,
    }
    return {"pk": set_up(made.science, values, at=timezone.now(), by=actor(made, "administrator"))[0].pk}


ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {
    "tokens:detail": _token,
    "tokens:revoke": _token,
    "webhooks:detail": _webhook,
    "webhooks:edit": _webhook,
    "webhooks:renew": _webhook,
}

_MAKERS = {"visitor": 302, "site": 403, "no_post": 403, "*": 200}
_TOKEN = {"visitor": 302, "handler": 200, "site": 200, "county_administrator": 200, "administrator": 200, "*": 404}
_WEBHOOK = {"visitor": 302, "site": 200, "county_administrator": 200, "administrator": 200, "*": 404}

TABLE: dict[str, dict[str, int]] = {
    "tokens:list": {"visitor": 302, "*": 200},
    "tokens:new": refused(_MAKERS, 302),  # who makes one proves anew that it is they
    "POST tokens:new": refused(_MAKERS, 422),
    "tokens:detail": _TOKEN,
    "POST tokens:revoke": refused(_TOKEN, 302),
    "webhooks:list": ADMINISTRATORS,
    "webhooks:new": refused(ADMINISTRATORS, 302),
    "POST webhooks:new": refused(ADMINISTRATORS, 422),
    "webhooks:detail": _WEBHOOK,
    "webhooks:edit": refused(_WEBHOOK, 302),
    "POST webhooks:edit": refused(_WEBHOOK, 422),
    "POST webhooks:renew": refused(_WEBHOOK, 302),
}
