"""Lock-out: after so many failures nobody signs in to an account, or from an address, for a while.

An attempt is counted before the password is looked at and taken back when it was right, so that attempts made at once
are no more than attempts made one after another. An account that there is not is counted and locked like one that
there is. What has been counted lives in the database: all processes see it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from gongkai.agencies.models import Officer
from gongkai.agencies.signin.models import Failures
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.ui.limits import sender_at


@dataclass(frozen=True)
class Attempt:
    """An attempt to sign in that was counted: to which account, from which address, and what it locked."""

    account: Failures
    address: Failures
    locked: tuple[Failures, ...]

    @transaction.atomic
    def take_back(self) -> None:
        """Count it no more: it was no failure. What failed before stays counted until somebody has signed in."""
        for counted in (self.account, self.address):
            row = Failures.objects.select_for_update().filter(pk=counted.pk).first()
            if row is not None:
                row.count = max(row.count - 1, 0)
                if counted in self.locked:
                    row.locked_until = None
                row.save(update_fields=["count", "locked_until"])


def whose(credentials: Mapping[str, Any]) -> Officer | None:
    """Give the officer that credentials name, by user name or by an e-mail address that one alone has."""
    username, email = str(credentials.get("username") or ""), str(credentials.get("email") or "")
    named = Officer.objects.filter(username__iexact=username).first() if username else None
    if named is not None or not email:
        return named
    found = list(Officer.objects.filter(email__iexact=email)[:2])
    return found[0] if len(found) == 1 else None


def account_key(officer: Officer | None, typed: str = "") -> str:
    """Give the key of an account; of one that there is not, by what was typed."""
    return _key(f"officer:{officer.pk}" if officer is not None else f"typed:{typed.strip().casefold()}")


def address_key(address: str) -> str:
    """Give the key of who sends from an address."""
    return _key(f"address:{sender_at(address)}")


@transaction.atomic
def begin(officer: Officer | None, typed: str, address: str, *, at: datetime) -> Attempt:
    """Count an attempt. Raises NotAllowed, with how long it will last, while the account or the address is locked."""
    rows = [_held(account_key(officer, typed), at), _held(address_key(address), at)]
    for row in rows:
        if row.locked_until is not None and row.locked_until > at:
            raise _refused(row.locked_until - at)
    limits = (settings.LOCKOUT_FAILURES, settings.LOCKOUT_ADDRESS_FAILURES)
    locked = tuple(row for row, limit in zip(rows, limits) if _counted(row, limit, at))
    return Attempt(rows[0], rows[1], locked)


def forget(officer: Officer) -> bool:
    """Forget the failures of an account: somebody signed in, or the lock is lifted. Say whether it was locked."""
    row = Failures.objects.filter(key=account_key(officer)).first()
    if row is None:
        return False
    was_locked = row.locked_until is not None
    Failures.objects.filter(pk=row.pk).update(count=0, locked_until=None)
    return was_locked


def locked_until(officer: Officer, at: datetime) -> datetime | None:
    """Give until when an account is locked, None when it is not."""
    row = Failures.objects.filter(key=account_key(officer), locked_until__gt=at).first()
    return None if row is None else row.locked_until


def clear_old(at: datetime) -> int:
    """Drop what has been of no consequence for a day; give how much."""
    old = Failures.objects.filter(since__lt=at - timedelta(minutes=settings.LOCKOUT_MINUTES, days=1))
    return old.delete()[0]


def _key(text: str) -> str:
    return salted_hmac("gongkai.signin.lockout", text, algorithm="sha256").hexdigest()


def _held(key: str, at: datetime) -> Failures:
    Failures.objects.bulk_create([Failures(key=key, since=at)], ignore_conflicts=True)
    return Failures.objects.select_for_update().get(key=key)


def _counted(row: Failures, limit: int, at: datetime) -> bool:
    """Count one failure more, of those within the time; say whether that locks."""
    if row.locked_until is not None or at - row.since >= timedelta(minutes=settings.LOCKOUT_MINUTES):
        row.count, row.since, row.locked_until = 0, at, None
    row.count += 1
    locks = row.count >= limit
    if locks:
        row.locked_until = at + timedelta(minutes=settings.LOCKOUT_MINUTES)
    row.save(update_fields=["count", "since", "locked_until"])
    return locks


def _refused(left: timedelta) -> NotAllowed:
    minutes = max(-(-int(left.total_seconds()) // 60), 1)
    return NotAllowed(
        "signin-locked",
        Message("登录失败次数过多，已暂停登录，{minutes}分钟后可以再试。", minutes=minutes),
        hint=Message("急用请联系本机关的管理员解除。"),
    )
