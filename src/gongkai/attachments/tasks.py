"""What is done in the background: scanning, trying again when the scanner was down, tidying. All may be done twice."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from gongkai.attachments.scanning import ScannerDown
from gongkai.ui.background import later

_log = logging.getLogger(__name__)

_FIRST = timedelta(minutes=1)
_LONGEST = timedelta(minutes=30)


@task()
def scan(key: int, tried: int = 0) -> None:
    """Scan a file; when the scanner is down, try again later, for as long as it takes."""
    from gongkai.attachments import services

    try:
        services.scan(key)
    except ScannerDown as error:
        _log.warning("%s", error)
        if scan.get_backend().supports_defer:
            wait = min(_FIRST * 2 ** min(tried, 10), _LONGEST)
            scan.using(run_after=timezone.now() + wait).enqueue(key, tried + 1)


def enqueue_scan(key: int) -> None:
    """Have a file scanned."""
    later(scan, key)


def enqueue_waiting() -> int:
    """Have every file scanned that waits for it, as after scanning was turned on; say how many."""
    from gongkai.attachments import scanning, selectors

    if not scanning.is_on():
        return 0
    keys = list(selectors.files_to_scan().values_list("pk", flat=True))
    for key in keys:
        enqueue_scan(key)
    return len(keys)
