"""What works for the site: the worker, its queue, the mail server, the index, the scanner, programs beside."""

from __future__ import annotations

import fcntl
import smtplib
import time
from datetime import timedelta
from importlib.util import find_spec

from django.conf import settings
from django.core.mail import get_connection
from django.db.models import Min
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gongkai.attachments import scanning, selectors
from gongkai.config.doctor.finding import Found, fine, watch, wrong
from gongkai.law.message import Message
from gongkai.notifications.models import Delivery
from gongkai.notifications.models import State as Sent
from gongkai.search import index
from gongkai.search.models import Change
from gongkai.ui.days import moment_in_words
from gongkai.untrusted.office import office_command

_SILENT = 300.0
"""Seconds without a beat after which a worker is not well."""
_LATE = timedelta(minutes=10)
_LONG = timedelta(hours=2)
_MAIL_SECONDS = 10


def worker() -> Found:
    """Say whether a worker of this machine lives: it holds its lock, and touches it each time it looks at the clock."""
    what, beats = Message("后台任务的进程"), list[float]()
    for lock in settings.DATA.glob("worker-*.lock"):
        with lock.open("rb") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                beats.append(lock.stat().st_mtime)
    if not beats:
        return wrong(
            "worker",
            what,
            Message("没有在这台服务器上运行"),
            Message("请运行 gongkai serve 或者 gongkai worker；在别的服务器上运行的，到那里看。"),
        )
    silent = time.time() - max(beats)
    if silent > _SILENT:
        return wrong(
            "worker",
            what,
            Message("还在，但{minutes}分钟没有动静", minutes=int(silent // 60)),
            Message("请重新启动网站，再看日志里它停在哪里。"),
        )
    return fine("worker", what, Message("在运行"))


def queue() -> Found:
    """Say whether tasks wait too long, run too long, or failed."""
    what, now, tasks = Message("后台任务"), timezone.now(), DBTaskResult.objects.order_by()
    since = tasks.ready().aggregate(since=Min("enqueued_at"))["since"]
    if since is not None and now - since > _LATE:
        return wrong(
            "queue",
            what,
            Message("有{count}个在等，最早的自{at}", count=tasks.ready().count(), at=moment_in_words(since)),
            Message("请看后台任务的进程是否在运行。"),
        )
    running = tasks.running().aggregate(since=Min("started_at"))["since"]
    if running is not None and now - running > _LONG:
        return watch(
            "queue",
            what,
            Message("有一个自{at}办到现在", at=moment_in_words(running)),
            Message("请看日志里它在做什么。"),
        )
    failed = tasks.filter(status=TaskResultStatus.FAILED, finished_at__gt=now - timedelta(days=1)).count()
    if failed:
        return watch("queue", what, Message("一天之内有{count}个没有办成", count=failed), Message("请看日志里的原因。"))
    return fine("queue", what, Message("没有积压"))


def mail() -> Found:
    """Say whether the mail server takes us, and whether letters wait that were given up."""
    what = Message("邮件")
    if not settings.EMAIL_HOST:
        return fine("mail", what, Message("没有设邮件服务器，通知只在站内"))
    try:
        line = get_connection(timeout=_MAIL_SECONDS)
        line.open()
        line.close()
    except (OSError, smtplib.SMTPException) as error:
        return wrong(
            "mail",
            what,
            Message("连不上 {host}（{error}）", host=settings.EMAIL_HOST, error=type(error).__name__),
            Message("请检查 GONGKAI_EMAIL_ 开头的设置和网络；恢复后没发出的会自动再发。"),
        )
    failed = Delivery.objects.filter(state=Sent.FAILED).count()
    if failed:
        return watch(
            "mail",
            what,
            Message("有{count}条通知没有发成", count=failed),
            Message("请在“运行状况”里查看是谁的地址不对。"),
        )
    return fine("mail", what, Message("邮件服务器收信"))


def search() -> Found:
    """Say whether there is an index, and whether changes wait to be written into it."""
    what, waiting = Message("站内搜索"), Change.objects.filter(written=False).count()
    if index.current() is None:
        return watch(
            "search",
            what,
            Message("还没有索引"),
            Message("后台任务运行时会自动建；要马上建，运行 gongkai search rebuild。"),
        )
    if waiting > 1000:
        return watch(
            "search",
            what,
            Message("有{count}处还没有写进索引", count=waiting),
            Message("请看后台任务的进程是否在运行。"),
        )
    return fine("search", what, Message("索引在"))


def scanner() -> Found:
    """Say whether the scanner answers, where there is one."""
    what = Message("查毒")
    if not scanning.is_on():
        return fine("scanner", what, Message("没有设置，附件不查毒"))
    if scanning.answers():
        return fine("scanner", what, Message("在运行"))
    return wrong(
        "scanner",
        what,
        Message("没有回应，有{count}个文件在等", count=selectors.waiting().files),
        Message("请启动 clamd，或者改正 GONGKAI_CLAMD；附件会自动再查。"),
    )


def office() -> Found:
    """Say whether documents of other formats can be read."""
    what = Message("LibreOffice")
    if office_command():
        return fine("office", what, Message("已安装"))
    return watch(
        "office",
        what,
        Message("没有安装，DOC、WPS 等格式不能读取"),
        Message("需要的请安装（Debian、Ubuntu上的软件包为{package}）。", package="libreoffice-writer-nogui"),
    )


def fonts() -> Found:
    """Say whether a PDF with Chinese characters can be set."""
    what = Message("字体")
    for library in ("typst", "pylopdf_fonts_zh_cn"):
        if find_spec(library) is None:
            todo = Message("请运行 pip install 'gongkai[server]'。")
            return wrong("fonts", what, Message("缺少 {name}，文书写不成 PDF", name=library), todo)
    return fine("fonts", what, Message("随软件安装的都在"))


LOOKS = (worker, queue, mail, search, scanner, office, fonts)
