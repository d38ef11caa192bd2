"""How the site fares, for who runs it: version, database, disk, queue, keys, and what the last nights brought."""

from __future__ import annotations

import platform
import shutil
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.metadata import version
from typing import Any

import django
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gongkai.agencies.models import Officer
from gongkai.applications.models import Application
from gongkai.attachments import scanning, selectors
from gongkai.config import health, replicas
from gongkai.config.backup import records
from gongkai.config.models import Backup, NightlyRun
from gongkai.journal.protection import is_in_place
from gongkai.law.errors import UnreadableDocument
from gongkai.law.language import translator
from gongkai.law.message import Translate
from gongkai.notifications.channels import open_channels
from gongkai.notifications.kinds import CHANNELS
from gongkai.notifications.models import Delivery, State
from gongkai.notifications.wording import said_of
from gongkai.opendata.models import Issue
from gongkai.ui.days import day_in_words, moment_in_words
from gongkai.ui.working_days import calendar

_LATE_AFTER = 10
"""Minutes that a task waits before the worker seems not to run."""


@dataclass(frozen=True)
class Line:
    """One thing about the site: what, how it is, whether that is well (None where it is neither), where to see more."""

    what: str
    how: str
    well: bool | None = None
    url: str = ""


def may_see_status(officer: Any) -> bool:
    """Say whether somebody sees how the site fares: who runs it."""
    return isinstance(officer, Officer) and officer.is_active and officer.is_superuser


def lines() -> list[Line]:
    """Give how each part fares."""
    found = health.checked()
    return [
        Line(
            _("版本"), f"gongkai {version('gongkai')}，Django {django.__version__}，Python {platform.python_version()}"
        ),
        Line(_("数据库"), _database(), found["database"]),
        *_replicas(),
        _migrations(),
        _protection(),
        _disk(found["disk"]),
        Line(_("密钥"), _("都在") if found["keys"] else _("读不出来，或者与启动时不同"), found["keys"]),
        *_queue(timezone.now()),
        _notices(),
        _calendar(),
        *_scanner(),
        _files(),
        _backup(timezone.now()),
        _open_data(),
    ]


def _database() -> str:
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        import sqlite3

        return f"SQLite {sqlite3.sqlite_version}"
    number = connection.pg_version  # type: ignore[attr-defined]
    return f"PostgreSQL {number // 10000}.{number % 10000}"


def _replicas() -> list[Line]:
    """Say of each replica whether it follows, where there are any."""
    found = []
    for each in replicas.standings():
        if each.behind is None:
            how = _("%(place)s：没有回应，都由主库查") % {"place": each.place}
        elif not each.follows:
            how = _("%(place)s：已经不跟随主库，都由主库查") % {"place": each.place}
        else:
            how = _("%(place)s：在跟随，落后%(size).1f KB") % {"place": each.place, "size": each.behind / 1e3}
        found.append(Line(_("只读副本"), how, each.follows))
    return found


def _migrations() -> Line:
    pending = health.pending_migrations()
    return Line(_("表结构"), _("待升级：%s") % ", ".join(pending) if pending else _("是这一版的"), not pending)


def _protection() -> Line:
    well = is_in_place(connection)
    return Line(_("留痕的保护"), _("在") if well else _("不在，请运行 gongkai migrate，并查明是谁去掉的"), well)


def _disk(well: bool) -> Line:
    usage = shutil.disk_usage(settings.DATA)
    how = _("剩余 %(free).1f GB，共 %(total).1f GB") % {"free": usage.free / 1e9, "total": usage.total / 1e9}
    return Line(_("磁盘"), how, well)


def _queue(now: datetime) -> list[Line]:
    tasks = DBTaskResult.objects.order_by()
    counts = dict(tasks.values_list("status").annotate(Count("pk")))
    waiting = tasks.ready().aggregate(since=Min("enqueued_at"))["since"]
    minutes = 0 if waiting is None else int((now - waiting).total_seconds() // 60)
    how = _("等候%(ready)d，正在办%(running)d，没有办成%(failed)d") % {
        "ready": counts.get(TaskResultStatus.READY, 0),
        "running": counts.get(TaskResultStatus.RUNNING, 0),
        "failed": counts.get(TaskResultStatus.FAILED, 0),
    }
    late = minutes >= _LATE_AFTER
    if late:
        how += _("；最早的已等了%d分钟，后台任务可能没有在运行") % minutes
    return [Line(_("后台任务"), how, not late)]


def _notices() -> Line:
    ways = [str(CHANNELS[channel]) for channel in open_channels()]
    waiting, failed = (Delivery.objects.filter(state=state).count() for state in (State.WAITING, State.FAILED))
    how = _("%(ways)s；待发%(waiting)d，没有发成%(failed)d") % {
        "ways": "、".join(ways),
        "waiting": waiting,
        "failed": failed,
    }
    return Line(_("通知"), how, not failed, reverse("notices:undelivered") if failed else "")


def _calendar() -> Line:
    """Say until when holidays are announced, how many last days lie beyond, or what is wrong in the site's folder."""
    try:
        last = calendar().last_published
    except UnreadableDocument as error:
        return Line(_("放假安排"), error.message.text(_translator()), False)
    waiting = Application.objects.under_way().filter(provisional=True).count()
    how = _("已录入至%(last)s；%(count)d件申请的期限暂定") % {"last": day_in_words(last), "count": waiting}
    return Line(_("放假安排"), how)


def _scanner() -> list[Line]:
    """Say how the scanner fares, where files are scanned."""
    if not scanning.is_on():
        return [Line(_("查毒"), _("没有设置，附件不查毒"))]
    answers, waiting = scanning.answers(), selectors.waiting()
    how = _("在运行") if answers else _("没有回应，附件在等候，会自动重试")
    if waiting.since is not None:
        how += _("；%(files)d个文件等候查毒，最早的自%(since)s") % {
            "files": waiting.files,
            "since": moment_in_words(waiting.since),
        }
    return [Line(_("查毒"), how, answers)]


def _files() -> Line:
    """Say what the last verification of attachments found."""
    run = NightlyRun.objects.filter(task="verify-files", ended_at__isnull=False).order_by("-on").first()
    if run is None or run.ended_at is None:
        return Line(_("附件核对"), _("还没有核对过，每晚自动核对一次"))
    found = run.result or {}
    at = moment_in_words(run.ended_at)
    if not found["differences"]:
        return Line(_("附件核对"), _("最近一次完成于%(at)s，都在") % {"at": at}, True)
    how = _("最近一次完成于%(at)s，%(count)d处不符：%(first)s") % {
        "at": at,
        "count": len(found["differences"]) + found["more"],
        "first": " ".join(_said(found["differences"])),
    }
    return Line(_("附件核对"), how, False)


def _backup(now: datetime) -> Line:
    """Say when the site was last backed up, and when a backup was last tried."""
    last = records.last()
    if last is None:
        return Line(_("备份"), _("还没有备份过，请运行 gongkai backup"), False)
    how = _("最近一次是%(at)s") % {"at": moment_in_words(last.made_at)}
    tried = Backup.objects.exclude(tried_at=None).order_by("-tried_at").first()
    if tried is not None and tried.tried_at is not None:
        how += _("；%(at)s试恢复过") % {"at": moment_in_words(tried.tried_at)}
    return Line(_("备份"), how, not records.is_old(last, now) and last.whole)


def _open_data() -> Line:
    """Say of which day the newest open data is."""
    newest = Issue.objects.first()
    if newest is None:
        return Line(_("开放数据"), _("还没有生成。每晚自动生成一次。"))
    how = _("最近一次生成于%(at)s") % {"at": moment_in_words(newest.made_at)}
    return Line(_("开放数据"), how, newest.on >= timezone.localdate() - timedelta(days=1), reverse("opendata:home"))


def _said(differences: Any) -> list[str]:
    """Give differences that a night's run kept, in the language of the page."""
    return [said_of(each).text(_translator()) for each in differences]


def _translator() -> Translate | None:
    return translator("en") if (get_language() or "").startswith("en") else None


@dataclass(frozen=True)
class Verified:
    """The last verification of the journal: of which night, when it ended, what differed."""

    on: date
    ended_at: datetime
    entries: int
    differences: list[str]
    more: int


def last_verification() -> Verified | None:
    """Give the last verification that was finished."""
    run = NightlyRun.objects.filter(task="verify-journal", ended_at__isnull=False).order_by("-on").first()
    if run is None or run.ended_at is None:
        return None
    found = run.result or {}
    said = _said(found["differences"])
    return Verified(run.on, run.ended_at, found["entries"], said, found["more"])


@require_safe
@login_required
def status(request: HttpRequest) -> HttpResponse:
    """Show how the site fares."""
    if not may_see_status(request.user):
        raise PermissionDenied
    return render(request, "config/status.html", {"lines": lines(), "verified": last_verification()})
