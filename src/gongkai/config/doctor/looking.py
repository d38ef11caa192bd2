"""All that is looked at, in order; what cannot be looked at is wrong, and keeps nothing else from being."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from django.db import Error

from gongkai.config.doctor import ground, kept, running
from gongkai.config.doctor.finding import Found, wrong
from gongkai.law.errors import GongkaiError
from gongkai.law.message import Message

Look = Callable[[], Found]

_NAMES: Mapping[Look, Message] = {
    ground.database: Message("数据库"),
    ground.migrations: Message("表结构"),
    ground.restored: Message("从备份恢复"),
    ground.setting: Message("设置"),
    ground.disk: Message("磁盘"),
    ground.clock: Message("时钟"),
    ground.keys: Message("密钥"),
    running.worker: Message("后台任务的进程"),
    running.queue: Message("后台任务"),
    running.mail: Message("邮件"),
    running.search: Message("站内搜索"),
    running.scanner: Message("查毒"),
    running.office: Message("LibreOffice"),
    running.fonts: Message("字体"),
    kept.journal: Message("留痕"),
    kept.files: Message("附件"),
    kept.backup: Message("备份"),
    kept.holidays: Message("放假安排"),
    kept.address: Message("网站的证书"),
    kept.seals: Message("电子印章的证书"),
}
"""What each looks at, for when it cannot."""

LOOKS: tuple[Look, ...] = (*ground.LOOKS, *running.LOOKS, *kept.LOOKS)


def all_found() -> Iterator[Found]:
    """Look at everything."""
    for look in LOOKS:
        yield _found(look)


def _found(look: Look) -> Found:
    code = look.__name__
    what = _NAMES.get(look) or Message("{code}", code=code)
    try:
        return look()
    except GongkaiError as error:
        return wrong(code, what, error.message, error.hint or Message("请看日志。"))
    except (Error, OSError) as error:
        why = " ".join(str(error).split())
        return wrong(code, what, Message("查不了（{why}）", why=why), Message("请先处理上面有误的，再运行一次。"))
