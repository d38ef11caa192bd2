"""What the site stands on: settings, disk, clock, database, keys."""

from __future__ import annotations

import os
import shutil
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.db import connection
from django.utils import timezone

from gongkai.config import health, presence
from gongkai.config.backup.restoring import KEPT
from gongkai.config.doctor.finding import Found, fine, watch, wrong
from gongkai.config.secret import secret_file
from gongkai.journal.models import Entry
from gongkai.law.message import Message
from gongkai.ui.days import moment_in_words
from gongkai.vault.sealing import ring

_AHEAD = timedelta(minutes=5)
"""By how much what was written before may be ahead of the clock: those of several machines differ a little."""
_APART = timedelta(seconds=5)


def database() -> Found:
    """Say whether the database answers; of SQLite also whether what is read at the start of it is whole."""
    what = Message("数据库")
    connection.ensure_connection()
    if connection.vendor != "sqlite":
        return fine("database", what, Message("能连上"))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        (said,) = cursor.fetchone()
    if said != "ok":
        return wrong(
            "database", what, Message("数据库文件已损坏：{said}", said=said), Message("请停掉网站，从最近的备份恢复。")
        )
    return fine("database", what, Message("能读写，文件完好"))


def migrations() -> Found:
    """Say whether the tables are those of this version."""
    what, pending = Message("表结构"), health.pending_migrations()
    if not pending:
        return fine("migrations", what, Message("是这一版的"))
    return wrong(
        "migrations",
        what,
        Message("有{count}步没有升级：{first}", count=len(pending), first=pending[0]),
        Message("请先备份，再运行 gongkai migrate。"),
    )


def restored() -> Found:
    """Say whether a backup was put back by half, and how much is kept of what was there before one."""
    what = Message("从备份恢复")
    if presence.half_file().exists():
        return wrong(
            "restore",
            what,
            Message("上次恢复没有做完，网站不能启动"),
            Message("请再运行一次 gongkai restore，加上 --replace；原来的数据都还在。"),
        )
    kept = sorted(each.name for each in settings.DATA.glob(f"{KEPT}*"))
    if kept:
        return watch(
            "restore",
            what,
            Message("恢复以前的数据还留着{count}份：{first}", count=len(kept), first=kept[0]),
            Message("确认不再需要的，请删掉，腾出磁盘。"),
        )
    return fine("restore", what, Message("没有遗留"))


def setting() -> Found:
    """Say what Django finds of the settings, and whether the site is in earnest."""
    what = Message("设置")
    found = checks.run_checks(include_deployment_checks=settings.PRODUCTION)
    if serious := [each for each in found if each.level >= checks.ERROR]:
        return wrong(
            "settings", what, Message("{said}", said=serious[0].msg), Message("请运行 gongkai manage check --deploy。")
        )
    if found:
        return watch(
            "settings", what, Message("{said}", said=found[0].msg), Message("请运行 gongkai manage check --deploy。")
        )
    if not settings.PRODUCTION:
        return watch(
            "settings",
            what,
            Message("网址不以 https 开头：{url}", url=settings.SITE_URL),
            Message("只在本机试用的不必管；对外的，请把 GONGKAI_SITE_URL 设为 https 的网址。"),
        )
    return fine("settings", what, Message("没有不安全的"))


def disk() -> Found:
    """Say whether there is room, for bytes and for files."""
    what, usage = Message("磁盘"), shutil.disk_usage(settings.DATA)
    of_files = os.statvfs(settings.DATA)
    free, least = usage.free // 1_000_000, settings.DISK_LEAST // 1_000_000
    todo = Message("请腾出空间，或者换更大的磁盘。")
    if not os.access(settings.DATA, os.W_OK):
        return wrong(
            "disk", what, Message("{folder} 不能写", folder=settings.DATA), Message("请让运行本站的用户能写。")
        )
    if usage.free < settings.DISK_LEAST:
        return wrong("disk", what, Message("只剩{free}兆，至少应有{least}兆", free=free, least=least), todo)
    if of_files.f_files and of_files.f_favail < 10_000:
        return wrong("disk", what, Message("只能再建{count}个文件了", count=of_files.f_favail), todo)
    if usage.free < max(2 * settings.DISK_LEAST, usage.total // 20):
        return watch("disk", what, Message("剩{free}兆，快满了", free=free), todo)
    return fine("disk", what, Message("剩{free}兆", free=free))


def clock() -> Found:
    """Hold the clock of this machine against the database's, what was written before, and files."""
    what, now = Message("时钟"), timezone.now()
    todo = Message("请校准服务器的时钟（如启用 NTP）。时钟不准，收到的时间、期限和留痕都不准。")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            apart = abs(cursor.fetchone()[0] - timezone.now())
        if apart > _APART:
            seconds = int(apart.total_seconds())
            return wrong("clock", what, Message("与数据库服务器的相差{seconds}秒", seconds=seconds), todo)
    last = Entry.objects.order_by("-pk").values_list("at", flat=True).first()
    if last is not None and last > now + _AHEAD:
        return wrong("clock", what, Message("比最近一条留痕的时间{at}还早", at=moment_in_words(last)), todo)
    newest = max((_changed(each) for each in settings.DATA.iterdir()), default=now)
    if newest > now + _AHEAD:
        return wrong("clock", what, Message("比数据目录里最新的文件（{at}）还早", at=moment_in_words(newest)), todo)
    return fine("clock", what, Message("与留痕、文件和数据库的时间相符"))


def _changed(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.lstat().st_mtime, UTC)
    except OSError:
        return datetime.fromtimestamp(0, UTC)


def keys() -> Found:
    """Say whether the keys are there, open to nobody else, and not in the middle of being changed."""
    what, files = Message("密钥"), (settings.VAULT_KEYS, secret_file(settings.DATA))
    for file in files:
        if not file.is_file():
            return wrong(
                "keys", what, Message("{file} 不见了", file=file), Message("请从另存的密钥恢复，切勿重新生成。")
            )
        if stat.S_IMODE(file.stat().st_mode) & 0o077:
            return wrong(
                "keys", what, Message("{file} 别人也能读", file=file), Message("请运行 chmod 600 {file}。", file=file)
            )
    if settings.DATA.stat().st_mode & 0o022:
        todo = Message("请运行 chmod 700 {folder}。", folder=settings.DATA)
        return wrong("keys", what, Message("数据目录 {folder} 别人也能写", folder=settings.DATA), todo)
    if ring().rotating:
        return watch("keys", what, Message("更换密钥没有做完"), Message("请运行 gongkai keys rotate 接着做。"))
    return fine("keys", what, Message("都在，只有本站的用户能读"))


LOOKS = (database, migrations, restored, setting, disk, clock, keys)
