"""What who runs the site is told: that the journal differs from the rows, that a task of the night failed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus

from gongkai.config.nightly import TASKS
from gongkai.law.message import Message
from gongkai.notifications.kinds import EMAIL, SITE, SMS, Kind, Level
from gongkai.notifications.recipients import who_runs_the_site
from gongkai.notifications.services import notify

JOURNAL_DIFFERS = Kind(
    "site.journal_differs", _("留痕核验有不符之处"), Level.GRAVE, (SITE, EMAIL, SMS), always=True, of_site=True
)
BACKUP_FAILED = Kind(
    "site.backup_failed", _("备份没有做成"), Level.GRAVE, (SITE, EMAIL, SMS), always=True, of_site=True
)
TASK_FAILED = Kind("site.task_failed", _("夜间任务没有办成"), Level.GRAVE, always=True, of_site=True)

_NAMES = {
    TASKS["recompute"]: Message("按放假安排重新计算期限"),
    TASKS["check-catalogues"]: Message("检查各机关的公开目录"),
    TASKS["tell-of-last-days"]: Message("提醒即将到期和逾期的申请"),
    TASKS["tell-subscribers"]: Message("给门户的订阅者发邮件"),
    TASKS["verify-journal"]: Message("核验留痕"),
    TASKS["tell-of-endings"]: Message("提醒即将到期的任职和密码"),
    TASKS["tidy"]: Message("清理过期内容"),
    TASKS["wipe-erased"]: Message("清除已销毁内容的空闲空间"),
    TASKS["back-up"]: Message("备份"),
}


def tell_journal_differs(count: int, at: datetime) -> int:
    """Tell that the verification of a night found differences; once for each night."""
    text = Message("{on}的留痕核验发现{count}处不符，请马上查看。", on=localdate(at), count=count)
    return _tell(JOURNAL_DIFFERS, text, f"{JOURNAL_DIFFERS.code}:{localdate(at)}", at)


def tell_backup_failed(why: str, at: datetime) -> int:
    """Tell that the backup of a night was not made, or does not hold, and why; once for each night."""
    text = Message("{on}的备份没有做成：{why}", on=localdate(at), why=why)
    return _tell(BACKUP_FAILED, text, f"{BACKUP_FAILED.code}:{localdate(at)}", at)


def task_finished(sender: Any, task_result: Any, **kwargs: Any) -> None:
    """Tell of a task of the night that failed; once for each task and night."""
    path = task_result.task.module_path
    if task_result.status != TaskResultStatus.FAILED or path not in _NAMES:
        return
    at = task_result.finished_at or timezone.now()
    text = Message("夜间任务“{task}”没有办成，日志里有原因。", task=_NAMES[path])
    _tell(TASK_FAILED, text, f"{TASK_FAILED.code}:{path}:{localdate(at)}", at)


@transaction.atomic
def _tell(kind: Kind, text: Message, key: str, at: datetime) -> int:
    return notify(kind, who_runs_the_site(), text, key=key, url=reverse("status"), at=at)
