"""What was erased taken out of the file of the database, too: until then its ciphertext stands in free pages.

SQLite is written anew (VACUUM) and its log emptied. It needs as much room again and keeps writers waiting meanwhile: it
is done at night. PostgreSQL writes the tables anew (VACUUM FULL); its log goes with the next checkpoints. What backups
hold is theirs until they are thrown away, as the guide says.
"""

from __future__ import annotations

import logging

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from gongkai.archives import acts
from gongkai.archives.kinds import CASES
from gongkai.archives.models import ErasedCase, Erasure
from gongkai.attachments.models import Attachment, StoredFile, Upload
from gongkai.journal.actor import SYSTEM
from gongkai.journal.services import hold, record
from gongkai.notifications.models import Notice

_log = logging.getLogger(__name__)


def wipe() -> int:
    """Wipe after lists that were carried out, and note that on them; say how many they were. Outside a transaction."""
    waiting = list(Erasure.objects.filter(stage=Erasure.Stage.DONE, wiped_at__isnull=True).order_by("pk"))
    if not waiting:
        return 0
    if not _rewrite():
        _log.warning("what was erased is still in the log of the database, which others read: it is wiped next time")
        return 0
    for erasure in waiting:
        with transaction.atomic():
            held: Erasure = hold(erasure)
            if held.wiped_at is None:
                held.wiped_at, held.version = timezone.now(), held.version + 1
                held.save(update_fields=["wiped_at", "version"])
                record(held, acts.WIPED, by=SYSTEM)
    return len(waiting)


def _rewrite() -> bool:
    """Write the database anew; say whether nothing of before is left in its files."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return not cursor.fetchone()[0]  # 1: a reader stood in its way
        for table in sorted(_tables()):
            cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(table)}")
    return True


def _tables() -> set[str]:
    models = [Attachment, StoredFile, Upload, Notice, ErasedCase]
    for kind in CASES:
        models += [kind.model, *(apps.get_model(label) for label, _path in (*kind.rows, *kind.copies))]
    return {model._meta.db_table for model in models}
