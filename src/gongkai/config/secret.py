"""The secret the site signs with, made at the first start and kept in a file that its owner alone can read."""

from __future__ import annotations

import secrets
from pathlib import Path

from gongkai.config.variables import WrongSetting
from gongkai.law.message import Message
from gongkai.vault.secret_file import is_open_to_others, make

_LEAST = 50
"""Characters: what Django asks of a secret key."""


def secret_file(folder: Path) -> Path:
    """Give the file that the secret of a folder is kept in."""
    return folder / "secret-key"


def secret_in(folder: Path) -> str:
    """Give the secret kept in a folder, made and written there if there is none yet.

    Raises WrongSetting when the folder cannot be written, or when others can read the file.
    """
    file = secret_file(folder)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not file.exists():
            make(file, secrets.token_urlsafe(64))
        if is_open_to_others(file):
            raise WrongSetting(
                "secret-open",
                Message("密钥文件 {file} 别人也能读。", file=file),
                hint=Message("请运行 chmod 600 {file}。", file=file),
            )
        secret = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise WrongSetting(
            "data-folder-unusable",
            Message("数据目录 {folder} 不能用（{why}）。", folder=folder, why=_why(error)),
            hint=Message("请用 GONGKAI_DATA 指定一个可以读写的目录。"),
        ) from None
    if len(secret) < _LEAST:
        raise WrongSetting(
            "secret-short",
            Message("密钥文件 {file} 内容不全。", file=file),
            hint=Message("请从备份中恢复；没有备份就删掉它，会重新生成，届时所有人须重新登录。"),
        )
    return secret


def _why(error: OSError | UnicodeDecodeError) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error.reason)
