"""The keys of the site in a file of their own, which says on its first lines what it is; never beside a backup."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

from gongkai.config.backup.manifest import BackupFailed, BackupUnusable
from gongkai.config.backup.packing import told
from gongkai.config.backup.reading import backups_in
from gongkai.config.secret import secret_file
from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.vault import keyring
from gongkai.vault import secret_file as files

_WARNING = (
    "警告：这是网站的密钥。谁拿到它和数据库的备份，谁就能看到申请人的全部个人信息。"
    "请与数据库的备份分开存放，锁好；丢了它，已加密的个人信息谁也无法还原。"
)


class Keys(NamedTuple):
    """What a site needs to open what it sealed: the file of keys, and the secret it signs with."""

    ring: str
    secret: str

    @property
    def names(self) -> tuple[str, ...]:
        """Name the keys."""
        return tuple(each["id"] for each in json.loads(self.ring)["keys"])


def of_site() -> Keys:
    """Give those of this site."""
    secret = secret_file(settings.DATA).read_text(encoding="ascii")
    return Keys(settings.VAULT_KEYS.read_text(encoding="ascii"), secret)


def write(target: Path, beside: Path | None, at: datetime) -> None:
    """Write them into a new file that its owner alone can read; `beside` is the backup that it must not lie beside.

    Raises BackupFailed.
    """
    target = target.absolute()
    there = target.parent.resolve()
    if beside is not None and (there == beside.parent.resolve() or beside.parent.resolve() in there.parents):
        raise BackupFailed(
            "keys-beside",
            Message("密钥不能与数据库的备份放在同一个目录：{folder}。", folder=beside.parent),
            hint=Message("两样放在一起，就等于没有加密。请另选一个地方，最好是另一个介质。"),
        )
    if target.exists() or backups_in(target.parent):
        raise BackupFailed(
            "keys-file-there",
            Message("{target} 已经有了，或者它所在的目录里有备份。", target=target),
            hint=Message("请为密钥另选一个文件名或者目录。"),
        )
    ring, secret = of_site()
    held = {"warning": _WARNING, "made_at": at.isoformat(), "keys": json.loads(ring), "secret_key": secret.strip()}
    with told(target):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        files.make(target, json.dumps(held, indent=2, ensure_ascii=False) + "\n")


def read(file: Path) -> Keys:
    """Read such a file, or a copy of the file of keys itself: whoever kept that has what opens the backup.

    The secret a site signs with is not in such a copy; this site's own does. Raises UnreadableDocument, also for one
    whose keys are damaged.
    """
    try:
        held: Any = json.loads(file.read_text(encoding="utf-8"))
        if isinstance(held["keys"], list):
            return Keys(json.dumps(held, indent=2) + "\n", of_site().secret)
        return Keys(json.dumps(held["keys"], indent=2) + "\n", str(held["secret_key"]))
    except (OSError, ValueError, KeyError, TypeError):
        raise UnreadableDocument(
            "no-keys",
            Message("{file} 不是密钥的备份，或者已损坏。", file=file),
            hint=Message("密钥的备份是 gongkai backup 用 --keys 写的那个文件，或者数据目录里 keys.json 的副本。"),
        ) from None


def put(keys: Keys, folder: Path) -> None:
    """Write them where a site in a folder looks for them. Raises KeysUnusable when they are damaged."""
    for name, text in (("keys.json", keys.ring), ("secret-key", keys.secret)):
        files.make(folder / name, text)
    keyring.read(folder / "keys.json", settings.VAULT_CIPHER)


def lacking(keys: Keys, needed: tuple[str, ...]) -> list[str]:
    """Name what is needed to open a backup and is not there."""
    return [name for name in needed if name not in keys.names]


def require(keys: Keys, needed: tuple[str, ...]) -> None:
    """Refuse keys that do not open a backup."""
    if names := lacking(keys, needed):
        raise BackupUnusable(
            "backup-keys-lacking",
            Message("这份备份要用密钥{names}才能打开，这里没有。", names="、".join(names)),
            hint=Message("请用 --keys 指出当时另存的密钥文件。"),
        )
