"""What is kept: the journal, files, backups; and what runs out: the calendar, certificates."""

from __future__ import annotations

import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509 import load_der_x509_certificate
from django.conf import settings
from django.db import connection
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.attachments import storing
from gongkai.attachments.models import StoredFile
from gongkai.attachments.verifying import differences as differences_of_files
from gongkai.config.backup import records
from gongkai.config.doctor.finding import Found, fine, watch, wrong
from gongkai.config.status import last_verification
from gongkai.journal.models import Chain, Entry
from gongkai.journal.protection import is_in_place
from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.ui.days import day_in_words, moment_in_words
from gongkai.ui.working_days import calendar

_SOON = timedelta(days=30)
_UNVERIFIED = timedelta(days=3)
_NOVEMBER = 11
_SECONDS = 10
_REFUSED = {
    9: Message("还没有生效"),
    10: Message("已过期"),
    18: Message("是自己签发的"),
    19: Message("由自己签发的根证书签发"),
    20: Message("缺中间证书，或者签发者不受信任"),
    21: Message("缺中间证书，或者签发者不受信任"),
    62: Message("不是这个域名的"),
    64: Message("不是这个地址的"),
}
"""What OpenSSL says by number (X509_V_ERR) where it does not accept a certificate."""


def journal() -> Found:
    """Say whether each chain ends as it says, is protected, and was whole when all of it was last verified."""
    what, todo = Message("留痕"), Message("请运行 gongkai journal verify，逐处查明；不要改动数据库。")
    if not is_in_place(connection):
        return wrong(
            "journal", what, Message("数据库对留痕的保护不在了"), Message("请运行 gongkai migrate，并查明是谁去掉的。")
        )
    last = Entry.objects.filter(chain=OuterRef("pk"), number=OuterRef("length"))
    broken = Chain.objects.filter(length__gt=0).annotate(last=Subquery(last.values("hash")[:1]))
    if (count := broken.exclude(last=F("head")).count() + broken.filter(last=None).count()) > 0:
        return wrong("journal", what, Message("有{count}条链的末尾不符", count=count), todo)
    found = last_verification()
    if found is not None and found.differences:
        return wrong("journal", what, Message("最近一次核验有不符：{first}", first=found.differences[0]), todo)
    if found is None and not Entry.objects.filter(at__lt=timezone.now() - _UNVERIFIED).exists():
        return fine("journal", what, Message("链的末尾都相符；网站新装，每晚自动核验"))
    if found is None or timezone.now() - found.ended_at > _UNVERIFIED:
        return watch(
            "journal",
            what,
            Message("链的末尾都相符，但三天没有全部核验过"),
            Message("每晚会自动核验，请看后台任务是否在运行；要马上知道是否完整，运行 gongkai journal verify。"),
        )
    return fine("journal", what, Message("完整，{at}核验过", at=moment_in_words(found.ended_at)))


def files() -> Found:
    """Say whether each attachment has its file, and how many files no row names."""
    what = Message("附件")
    for difference in differences_of_files():
        return wrong("files", what, difference, Message("请从备份中恢复这个文件。"))
    named = set(StoredFile.objects.values_list("place", flat=True))
    orphans = sum(place not in named and storing.is_left(storing.path_of(place)) for place in storing.places())
    if orphans:
        return watch(
            "files",
            what,
            Message("都在；另有{count}个文件没有附件用到", count=orphans),
            Message("每晚会自动清理；过两天还有的，请看夜间任务是否办成。"),
        )
    return fine("files", what, Message("都在，没有多余的"))


def backup() -> Found:
    """Say when the site was last backed up, and whether that lies on another disk."""
    what, last, now = Message("备份"), records.last(), timezone.now()
    todo = Message("请运行 gongkai backup，并设 GONGKAI_BACKUP_FOLDER，每晚自动备份。")
    if last is None:
        return wrong("backup", what, Message("从来没有备份过"), todo)
    if records.is_old(last, now):
        return wrong("backup", what, Message("最近一次是{at}，太久了", at=moment_in_words(last.made_at)), todo)
    if not last.whole:
        return watch(
            "backup", what, Message("最近一次备份时有附件的文件已经不见"), Message("请从更早的备份里找回这些文件。")
        )
    folder: Path | None = settings.BACKUP_FOLDER
    if folder is not None and folder.is_dir() and folder.stat().st_dev == settings.DATA.stat().st_dev:
        return watch(
            "backup",
            what,
            Message("备份与数据在同一个磁盘上：{folder}", folder=folder),
            Message("请换到另一个磁盘：磁盘坏了，两样会一起没有。"),
        )
    return fine("backup", what, Message("最近一次是{at}", at=moment_in_words(last.made_at)))


def holidays() -> Found:
    """Say whether the holidays of next year are known, from November on, when they are announced."""
    what, on = Message("放假安排"), localdate()
    try:
        last = calendar().last_published
    except UnreadableDocument as error:
        return wrong("calendar", what, error.message, Message("请改正数据目录 calendar 里的这个文件。"))
    how = Message("已录入至{last}", last=day_in_words(last))
    if last.year < on.year:
        return wrong("calendar", what, how, Message("今年的还没有录入，期限都是暂定的：请运行 gongkai calendar add。"))
    if on.month >= _NOVEMBER and last.year <= on.year:
        return watch("calendar", what, how, Message("明年的公布之后，请运行 gongkai calendar add，或者升级。"))
    return fine("calendar", what, how)


def address() -> Found:
    """Say until when the certificate of the site's own address holds, asked as a browser asks."""
    what, parts = Message("网站的证书"), urlsplit(settings.SITE_URL)
    if not settings.PRODUCTION:
        return fine("certificate", what, Message("不用 https，没有证书"))
    host, port = str(parts.hostname), parts.port or 443
    try:
        with (
            socket.create_connection((host, port), _SECONDS) as line,
            ssl.create_default_context().wrap_socket(line, server_hostname=host) as sealed,
        ):
            held = load_der_x509_certificate(sealed.getpeercert(binary_form=True) or b"")
    except ssl.SSLError as error:
        return wrong(
            "certificate",
            what,
            Message("浏览器不会认：{why}", why=_refused_for(error)),
            Message("请换上有效的证书，连同中间证书。"),
        )
    except OSError as error:
        return watch(
            "certificate",
            what,
            Message("从这台服务器连不上 {host}（{why}）", host=host, why=error.strerror or type(error).__name__),
            Message("请检查反向代理和域名；服务器不能从内部访问自己网址的，不必管。"),
        )
    return _until("certificate", what, held.not_valid_after_utc)


def _refused_for(error: ssl.SSLError) -> Message | str:
    """Give why a certificate is not accepted: in words what happens most, else as OpenSSL says it."""
    code = getattr(error, "verify_code", 0)
    return _REFUSED.get(code) or getattr(error, "verify_message", "") or error.reason or type(error).__name__


def seals() -> Found:
    """Say until when the certificates of electronic seals hold."""
    what = Message("电子印章的证书")
    if not isinstance(settings.SEAL, Path):
        return fine("seals", what, Message("没有放在这里的") if settings.SEAL else Message("没有设置"))
    passphrase, ends = settings.SEAL_PASSPHRASE.encode() or None, list[tuple[datetime, str]]()
    for file in sorted(settings.SEAL.glob("*.p12")):
        try:
            held = pkcs12.load_pkcs12(file.read_bytes(), passphrase).cert
        except (OSError, ValueError):
            held = None
        if held is None:
            return wrong(
                "seals",
                what,
                Message("{file} 打不开", file=file.name),
                Message("请核对证书文件和 GONGKAI_SEAL_PASSPHRASE。"),
            )
        ends.append((held.certificate.not_valid_after_utc, file.name))
    if not ends:
        return watch(
            "seals", what, Message("{folder} 里没有", folder=settings.SEAL), Message("请放入各机关的证书文件（.p12）。")
        )
    end, name = min(ends)
    return _until("seals", Message("电子印章的证书 {file}", file=name), end)


def _until(code: str, what: Message, end: datetime) -> Found:
    left, how = end - datetime.now(UTC), Message("有效到{day}", day=day_in_words(timezone.localtime(end).date()))
    if left <= timedelta():
        return wrong(
            code,
            what,
            Message("已在{day}过期", day=day_in_words(timezone.localtime(end).date())),
            Message("请换上新的证书。"),
        )
    return watch(code, what, how, Message("快到期了，请换上新的证书。")) if left < _SOON else fine(code, what, how)


LOOKS = (journal, files, backup, holidays, address, seals)
