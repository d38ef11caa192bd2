"""Being told by e-mail, once a day, of what is newly public: without an account, for whoever showed the address theirs.

What is asked for is an agency with those below it, a category, words to search for, or any of these together. What was
moved in from another site (移入) is no news, until another text of it is published here. The letter that asks to
confirm is sent at once and by nobody else: its code is kept as a hash alone. Whoever names an address need not have
it, so that letter says nothing that they wrote. The answer is the same whether an address is known or not. A day's
letter goes out at night; what could not be sent is in that of the next night. An address stands in no log, no URL and
no journal.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from gongkai.agencies.models import Agency
from gongkai.disclosure.models import Item, Showing
from gongkai.notifications import channels
from gongkai.notifications.channels import Letter, Undelivered
from gongkai.notifications.kinds import EMAIL
from gongkai.portal.directory import whose
from gongkai.portal.models import Subscription
from gongkai.ui.limits import take

_log = logging.getLogger("gongkai.portal")

CONFIRMED_WITHIN = timedelta(days=2)
LETTERS_A_DAY = 3
"""Letters that ask to confirm and go to one address in a day, whoever asks for them."""
MOST = 50
"""Items named in a letter; how many more there are is said."""
GIVEN_UP_AFTER = 5
"""Nights on which an address was refused for good, after which it is forgotten."""
AT_ONCE = 200
"""Subscriptions that one task sees to: what else is in the queue waits for no more letters than these."""
LOOKED_BACK = timedelta(days=30)
"""What was published before is in no letter, however long none could be sent."""

Matcher = Callable[[str, Collection[int]], Collection[int]]
"""From the words of a search and keys of public items to the keys of those that it finds."""

_MATCHERS: list[Matcher] = []


def register_matcher(matcher: Matcher) -> None:
    """Let subscriptions ask for words, which a search looks for; the last that is registered."""
    _MATCHERS[:] = [matcher]


def takes_words() -> bool:
    """Say whether there is a search to look for words."""
    return bool(_MATCHERS)


@transaction.atomic
def subscribe(
    address: str, *, agency: Agency | None, category: str, query: str, language: str, at: datetime
) -> tuple[Subscription, str] | None:
    """Note who wants to be told of what, until it is confirmed; give that and its code.

    None where an address was sent as many letters today as one may be, whoever asked for them.
    """
    if take(f"subscribe:{_mailbox(address)}", LETTERS_A_DAY, 86400):
        return None
    code = get_random_string(32)
    made = Subscription(
        address=address,
        agency=agency,
        category=category,
        query=query,
        language=language,
        code_hash=_hash(code),
        made_at=at,
    )
    made.save(force_insert=True)
    return made, code


def ask_to_confirm(subscription: Subscription, code: str) -> None:
    """Send the letter that asks to confirm. That it could not be sent is told to nobody but the log."""
    confirm = settings.SITE_URL + reverse("portal:confirm-subscription")
    with override(subscription.language):
        subject = _("【%(site)s】请确认邮件订阅") % {"site": _site()}
        context = {
            "site": _site(),
            "wanted": wanted(subscription, in_clear=False),
            "link": f"{confirm}#{code}",
            "page": confirm,
            "code": code,
        }
        body = render_to_string("portal/confirm_letter.txt", context)
    try:
        channels.send(EMAIL, subscription.address, _letter(subscription, "confirm", subject, body, confirm))
    except Undelivered as error:
        _log.warning("subscription %d: the letter was not sent: %s", subscription.pk, error)


@transaction.atomic
def confirm(code: str, *, at: datetime) -> Subscription | None:
    """Confirm what a code was sent for; None for no code of ours, or one too old. It takes the place of one alike."""
    rows = Subscription.objects.select_for_update(of=("self",)).filter(made_at__gt=at - CONFIRMED_WITHIN)
    found: Subscription | None = rows.filter(code_hash=_hash(code)).first()
    if found is None:
        return None
    alike = Subscription.objects.filter(address=found.address, agency=found.agency, category=found.category)
    for each in alike.exclude(pk=found.pk).filter(code_hash=""):
        if each.query == found.query:
            each.delete()
    found.code_hash, found.told_at = "", at
    found.save(update_fields=["code_hash", "told_at"])
    return found


def end(token: str) -> bool:
    """End a subscription by the token of its letters, and keep nothing of it; say whether the token is one of ours."""
    try:
        key = _signer().unsign(token)
    except BadSignature:
        return False
    Subscription.objects.filter(pk=int(key)).delete()
    return True


def is_token(token: str) -> bool:
    """Say whether a token is one of ours, whatever became of its subscription."""
    try:
        _signer().unsign(token)
    except BadSignature:
        return False
    return True


def sweep(at: datetime) -> int:
    """Forget what nobody confirmed, and give how many that were."""
    return int(Subscription.objects.filter(made_at__lte=at - CONFIRMED_WITHIN).exclude(code_hash="").delete()[0])


class Told(NamedTuple):
    """How many letters went out, and the key of the last who was looked at, where there may be more after it."""

    sent: int
    last: int | None = None


@dataclass(frozen=True)
class _New:
    """An item whose text is newly public: its key, agency, category, and since when."""

    key: int
    agency: int
    category: str
    since: datetime


def tell_subscribers(at: datetime, *, after: int = 0) -> Told:
    """Send each who subscribed what is new for them since they were told last; `AT_ONCE` of those after a key."""
    confirmed = Subscription.objects.filter(code_hash="", pk__gt=after).select_related("agency").order_by("pk")
    some = list(confirmed[:AT_ONCE]) if settings.EMAIL_HOST else []
    new = _newly_public(at) if some else []
    sent = 0
    for each in some:
        keys = _for(each, new)
        try:
            sent += bool(keys) and _tell(each, keys, at)
        except Undelivered as error:
            if error.unreachable:
                return Told(sent)
            if not error.again:
                _refused(each)
            continue
        Subscription.objects.filter(pk=each.pk).update(told_at=at, failures=0)
    return Told(sent, some[-1].pk if len(some) == AT_ONCE else None)


def _newly_public(at: datetime) -> list[_New]:
    shown = Showing.objects.filter(
        until__isnull=True, since__gt=at - LOOKED_BACK, since__lte=at, item__shown__isnull=False
    ).exclude(item__origin__at__gte=F("since"))
    return [
        _New(*row) for row in shown.order_by("since").values_list("item", "item__agency", "item__category", "since")
    ]


def wanted(subscription: Subscription, *, in_clear: bool = True) -> str:
    """Give in words what somebody is told of; unless `in_clear` without the words they typed."""
    agency = subscription.agency and _("%(agency)s（含下级）") % {"agency": subscription.agency}
    words = f"“{subscription.query}”" if in_clear else _("含有填写的搜索词")
    parts = [agency, subscription.category and str(subscription.get_category_display()),
             subscription.query and words]  # fmt: skip
    return _("，").join(each for each in parts if each) or _("各机关主动公开的全部信息")


def _for(subscription: Subscription, new: list[_New]) -> list[int]:
    assert subscription.told_at is not None  # it is confirmed
    agency = subscription.agency
    agencies = set(Agency.objects.below(agency).values_list("pk", flat=True)) if agency and new else None
    keys = [
        each.key
        for each in new
        if each.since > subscription.told_at
        and (agencies is None or each.agency in agencies)
        and subscription.category in ("", each.category)
    ]
    if keys and subscription.query:
        found = set(_MATCHERS[0](subscription.query, keys)) if _MATCHERS else set()
        return [key for key in keys if key in found]
    return keys


def _tell(subscription: Subscription, keys: list[int], at: datetime) -> bool:
    """Send a letter that names what is public now of what was new; say whether one went."""
    items: Any = Item.objects.public().filter(pk__in=keys[-MOST:]).select_related("shown", "agency").order_by("-pk")
    rows = [(item, settings.SITE_URL + reverse("portal:item", args=[item.pk])) for item in items]
    if not rows:
        return False
    leave = settings.SITE_URL + reverse("portal:end-subscription", args=[_signer().sign(str(subscription.pk))])
    with override(subscription.language):
        subject = _("【%(site)s】新公开%(count)d条信息") % {"site": _site(), "count": len(keys)}
        context = {"rows": rows, "more": len(keys) - len(keys[-MOST:]), "wanted": wanted(subscription), "leave": leave}
        body = render_to_string("portal/news_letter.txt", context)
    headers = {"List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    name = f"news-{at:%Y%m%d}"
    channels.send(EMAIL, subscription.address, _letter(subscription, name, subject, body, leave, **headers))
    return True


def _refused(subscription: Subscription) -> None:
    subscription.failures += 1
    if subscription.failures >= GIVEN_UP_AFTER:
        subscription.delete()
    else:
        subscription.save(update_fields=["failures"])


def _letter(subscription: Subscription, what: str, subject: str, body: str, url: str, **headers: str) -> Letter:
    name = f"subscription-{subscription.pk}-{what}"
    return Letter(name, subject, body, subject, url, kind="", on=localdate(), headers=headers)


def _mailbox(address: str) -> str:
    """Give whose letters are counted together: what stands after a plus sign leads to the same mailbox."""
    name, _at, host = address.lower().rpartition("@")
    return f"{name.partition('+')[0]}@{host}"


def _site() -> str:
    region = whose()
    return _("%(region)s政府信息公开") % {"region": region} if region else _("政府信息公开")


def _signer() -> Signer:
    return Signer(salt="gongkai.portal.subscribing")


def _hash(code: str) -> str:
    return sha256(code.encode()).hexdigest()
