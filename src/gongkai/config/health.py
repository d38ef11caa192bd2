"""Whether the site lives, and whether it is ready to serve: for supervisors and load balancers, without details."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.config.secret import secret_file, secret_in
from gongkai.vault.sealing import ring


def database_answers() -> bool:
    """Say whether the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def pending_migrations() -> list[str]:
    """Name the migrations that the database has not been through."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


_migrated = False


def migrated() -> bool:
    """Say whether the database has been through all migrations; once it has, this process asks no more."""
    global _migrated
    if not _migrated:
        _migrated = not pending_migrations()
    return _migrated


def disk_has_room() -> bool:
    """Say whether the data folder can be written to and its disk is not about to be full."""
    room = shutil.disk_usage(settings.DATA).free
    return os.access(settings.DATA, os.W_OK) and room >= settings.DISK_LEAST


def keys_are_there() -> bool:
    """Say whether the site still has the keys it started with, and can use them; none is made by asking."""
    if not (settings.VAULT_KEYS.is_file() and secret_file(settings.DATA).is_file()):
        return False
    return bool(ring().keys) and secret_in(settings.DATA) == settings.SECRET_KEY


CHECKS: Mapping[str, Callable[[], bool]] = {
    "database": database_answers,
    "migrations": migrated,
    "disk": disk_has_room,
    "keys": keys_are_there,
}


def checked() -> dict[str, bool]:
    """Give what is as it should be, by name; what cannot be asked is not."""
    return {name: _holds(check) for name, check in CHECKS.items()}


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:
        return False


@login_not_required
@require_safe
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """Say that this process answers."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Say whether all is there that serving takes: 200, or 503 with what is not."""
    found = checked()
    words = {name: "ok" if well else "failing" for name, well in found.items()}
    return JsonResponse(words, status=200 if all(found.values()) else 503)
