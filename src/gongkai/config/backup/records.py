"""What the site keeps of its backups: each one made, tried or put back is an act, and has its entry in the journal."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.config.backup.making import Made
from gongkai.config.models import Backup
from gongkai.journal.actor import Actor
from gongkai.journal.acts import Act
from gongkai.journal.services import hold, record

MADE = Act("backup.made", _("备份"))
TRIED = Act("backup.tried", _("试恢复备份"))
RESTORED = Act("backup.restored", _("从备份恢复"))

COMMAND = Actor(role="command")


@transaction.atomic
def made(found: Made, digest: str, *, by: Actor = COMMAND) -> Backup:
    """Note that a backup was made."""
    said = found.manifest
    row = Backup(name=found.path.name, digest=digest, made_at=said.made_at, bytes=said.size, whole=not said.missing)
    row.save(force_insert=True)
    record(row, MADE, by=by)
    return row


@transaction.atomic
def tried(row: Backup, at: datetime, *, by: Actor = COMMAND) -> None:
    """Note that a backup was put into a scratch place and found whole."""
    held = hold(row)
    held.tried_at = at
    held.save(update_fields=["tried_at"])
    record(held, TRIED, by=by)


@transaction.atomic
def restored(name: str, digest: str, made_at: datetime, bytes: int) -> None:
    """Note, in the site as it is then, from which backup it was put back."""
    row = Backup(name=name, digest=digest, made_at=made_at, bytes=bytes, tried_at=timezone.now())
    row.save(force_insert=True)
    record(row, RESTORED, by=COMMAND)


def last() -> Backup | None:
    """Give the last backup that was made."""
    return Backup.objects.order_by("-made_at", "-pk").first()


def is_old(row: Backup | None, now: datetime) -> bool:
    """Say whether the last backup was too long ago, or there is none."""
    return row is None or now - row.made_at > timedelta(days=settings.BACKUP_DAYS)
