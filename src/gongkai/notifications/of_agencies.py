"""What people are told of agencies' acts and of signing in, heard from the journal; and what is about to run out.

One's own acts one is not told of, but for those on one's account: that they were one's own is what is to be checked.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.agencies import acts as of_agencies
from gongkai.agencies.models import Officer, Post
from gongkai.agencies.signin import acts as of_signin
from gongkai.agencies.signin.models import Invitation
from gongkai.journal.hearing import hear
from gongkai.law.message import Message
from gongkai.notifications.kinds import EMAIL, SITE, SMS, Kind, Level
from gongkai.notifications.recipients import administrators
from gongkai.notifications.services import notify
from gongkai.notifications.wording import untranslated

LOCKED = Kind("account.locked", _("账号被锁定"), Level.GRAVE, (SITE, EMAIL, SMS), always=True)
PASSWORD_TAKEN = Kind("account.password_taken", _("密码已作废，须重设"), Level.GRAVE, (SITE, EMAIL, SMS), always=True)
NEW_DEVICE = Kind("account.new_device", _("账号在新的地方登录"), Level.WARNING, always=True)
ACCOUNT_CHANGED = Kind("account.changed", _("账号的登录方式有变动"), Level.WARNING, always=True)
PASSWORD_EXPIRING = Kind("account.password_expiring", _("密码即将到期"), Level.WARNING)
POST_BEGUN = Kind("post.begun", _("任职"))
POST_ENDED = Kind("post.ended", _("任职结束"))
POST_EXPIRING = Kind("post.expiring", _("任职即将到期"), Level.WARNING)
INVITATION_USED = Kind("invitation.used", _("邀请已被接受"), channels=(SITE,))

POST_SOON = 30
"""Days before its end from which a post is said to be about to end."""
PASSWORD_SOON = 7
"""The same of a password."""

_CHANGES = {
    of_signin.PASSWORD_CHANGED: Message("修改了密码"),
    of_signin.STEP_ADDED: Message("设置了两步验证"),
    of_signin.STEP_REMOVED: Message("去掉了两步验证"),
    of_signin.CODES_RENEWED: Message("更换了恢复码"),
    of_signin.IDENTITY_LINKED: Message("关联了统一身份认证"),
}
_CHANGED = {act.code: words for act, words in _CHANGES.items()}


def begin() -> None:
    """Listen."""
    hear(of_agencies.APPOINTED, _appointed)
    hear(of_agencies.DELEGATED, _delegated)
    hear(of_agencies.POST_ENDED, _ended)
    hear(of_signin.INVITATION_USED, _accepted)
    hear(of_signin.SIGNED_IN, _signed_in)
    hear(of_signin.LOCKED, _locked)
    hear(of_signin.PASSWORD_TAKEN, _password_taken)
    for act in _CHANGES:
        hear(act, _account_changed)


def _appointed(post: Post, entry: Any) -> None:
    if _is_own(entry, post.officer_id):
        return
    words = {"post": post_in_words(post), "from_on": post.from_on}
    text = Message("您自{from_on}起任{post}。", **words)
    if post.until_on is not None:
        text = Message("您自{from_on}起任{post}，至{until_on}。", **words, until_on=post.until_on)
    _tell_of_post(POST_BEGUN, post, text, entry)


def _delegated(post: Post, entry: Any) -> None:
    words = {"post": post_in_words(post), "from_on": post.from_on, "until_on": post.until_on}
    text = Message("{absent}委托您自{from_on}至{until_on}代任{post}。", absent=str(post.stands_for), **words)
    _tell_of_post(POST_BEGUN, post, text, entry)


def _ended(post: Post, entry: Any) -> None:
    if not _is_own(entry, post.officer_id):
        text = Message("您任{post}，到{until_on}为止。", post=post_in_words(post), until_on=post.until_on)
        _tell_of_post(POST_ENDED, post, text, entry)


def _tell_of_post(kind: Kind, post: Post, text: Message, entry: Any) -> None:
    url = reverse("agencies:officer", args=[post.officer_id])
    notify(kind, [post.officer], text, key=_key(kind, entry), url=url, at=entry.at, agency=post.agency)


def _accepted(invitation: Invitation, entry: Any) -> None:
    if invitation.resets or invitation.made_by is None or invitation.agency is None:
        return
    text = Message("{name}接受了邀请，已在{agency}任职。", name=invitation.name, agency=invitation.agency.name)
    url = reverse("agencies:officer", args=[invitation.officer_id])
    key = _key(INVITATION_USED, entry)
    notify(INVITATION_USED, [invitation.made_by], text, key=key, url=url, at=entry.at, agency=invitation.agency)


def _signed_in(officer: Officer, entry: Any) -> None:
    if not entry.note.get("new"):
        return
    text = Message(
        "您的账号在没有登录过的地方登录：{browser}，来源地址 {address}。不是您本人的，请结束那个会话并修改密码。",
        browser=entry.note.get("browser") or Message("不认识的浏览器"),
        address=entry.address,
    )
    key = _key(NEW_DEVICE, entry)
    notify(NEW_DEVICE, [officer], text, key=key, url=reverse("signin:sessions"), at=entry.at)


def _locked(row: Any, entry: Any) -> None:
    if not isinstance(row, Officer):  # an address, or an account that there is not
        return
    text = Message(
        "连续登录失败，您的账号锁定了{minutes}分钟。不是您本人的，请告诉管理员。", minutes=entry.note["minutes"]
    )
    # Once a day: whoever tries all day would otherwise fill the letter box.
    key = f"{LOCKED.code}:{localdate(entry.at)}"
    notify(LOCKED, [row], text, key=key, url=reverse("signin:sessions"), at=entry.at)


def _password_taken(officer: Officer, entry: Any) -> None:
    text = Message("管理员作废了您的密码。请向管理员要重设密码的链接。")
    key = _key(PASSWORD_TAKEN, entry)
    notify(PASSWORD_TAKEN, [officer], text, key=key, url=reverse("signin:account"), at=entry.at)


def _account_changed(officer: Officer, entry: Any) -> None:
    text = Message("您的账号{what}。不是您本人的，请马上告诉管理员。", what=_CHANGED[entry.act])
    key = _key(ACCOUNT_CHANGED, entry)
    notify(ACCOUNT_CHANGED, [officer], text, key=key, url=reverse("signin:account"), at=entry.at)


@transaction.atomic
def tell_of_endings(at: datetime) -> int:
    """Tell of posts and passwords that are about to end, each once; say how many people were told."""
    on = localdate(at)
    return sum(_tell_of_ending_post(post, on, at) for post in _ending_posts(on)) + _tell_of_passwords(at)


def _ending_posts(on: date) -> Any:
    soon = Post.objects.held(on).filter(until_on__lte=on + timedelta(POST_SOON), officer__is_active=True)
    return soon.select_related("officer", "agency")


def _tell_of_ending_post(post: Post, on: date, at: datetime) -> int:
    url = reverse("agencies:officer", args=[post.officer_id])
    words = {"post": post_in_words(post), "until_on": post.until_on}
    key = f"{POST_EXPIRING.code}:{post.pk}:{post.until_on}"
    own = Message("您任{post}，{until_on}到期。", **words)
    told = notify(POST_EXPIRING, [post.officer], own, key=key, url=url, at=at, agency=post.agency)
    others = administrators(post.agency, on).exclude(pk=post.officer_id)
    text = Message("{officer}任{post}，{until_on}到期。", officer=post.officer.name, **words)
    return told + notify(POST_EXPIRING, others, text, key=key, url=url, at=at, agency=post.agency)


def _tell_of_passwords(at: datetime) -> int:
    if settings.PASSWORD_DAYS == 0:
        return 0
    old = at - timedelta(days=settings.PASSWORD_DAYS - PASSWORD_SOON)
    officers = Officer.objects.filter(is_active=True).exclude(password__startswith="!")
    officers = officers.annotate(set_at=Coalesce(Max("used_passwords__set_at"), F("date_joined")))
    told = 0
    for officer in officers.filter(set_at__lte=old, set_at__gt=old - timedelta(days=PASSWORD_SOON)):
        ends_on = localdate(officer.set_at) + timedelta(days=settings.PASSWORD_DAYS)
        text = Message("您的密码{ends_on}到期，请在此之前更换。", ends_on=ends_on)
        key = f"{PASSWORD_EXPIRING.code}:{ends_on}"
        told += notify(PASSWORD_EXPIRING, [officer], text, key=key, url=reverse("account_change_password"), at=at)
    return told


def post_in_words(post: Post) -> Message:
    """Give a post as a message, so that every reader has the duty in their language."""
    return Message("{agency}{duty}", agency=post.agency.called, duty=untranslated(post.get_duty_display()))


def _is_own(entry: Any, officer: int) -> bool:
    return entry.officer_id == officer


def _key(kind: Kind, entry: Any) -> str:
    """Give the key of what is told of one entry of the journal."""
    return f"{kind.code}:{entry.chain_id}:{entry.number}"
