"""Every setting of the site: an environment variable with its kind, its default and what it is for.

All may be left unset. One that is wrong, or that there is none of, stops the start with a line that says
which, what it holds and what it should hold. Not here: what the values are used for (`settings`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from gongkai.law.errors import GongkaiError
from gongkai.law.message import Message

PREFIX = "GONGKAI_"
ELSEWHERE = frozenset({"GONGKAI_LANG"})
"""Variables with our prefix that are read before the site is: the language of the command."""


class WrongSetting(GongkaiError):
    """A setting that the site cannot start with."""


@dataclass(frozen=True)
class Kind:
    """What a setting may hold: how it is read (ValueError when it cannot be), and that said in words."""

    read: Callable[[str], Any]
    expects: Message


@dataclass(frozen=True)
class Variable:
    """One setting: its name without the prefix, its kind, the default as it would be written, what it is for."""

    name: str
    kind: Kind
    default: str
    about: Message
    secret: bool = False

    @property
    def variable(self) -> str:
        """Give the name of the environment variable."""
        return PREFIX + self.name

    def read(self, written: str) -> Any:
        """Read a value; raise WrongSetting for one that it cannot hold."""
        try:
            return self.kind.read(written)
        except ValueError:
            shown = "…" if self.secret else written if len(written) <= 60 else f"{written[:60]}…"
            raise WrongSetting(
                "setting-wrong",
                Message("设置 {name} 现为“{shown}”，不能用。", name=self.variable, shown=shown),
                hint=Message("应为：{expects}。", expects=self.kind.expects),
            ) from None


def _database(written: str) -> str:
    if written:
        parts = urlsplit(written)
        if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
            raise ValueError(written)
        _ = parts.port
    return written


def _site(written: str) -> str:
    parts = urlsplit(written)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError(written)
    _ = parts.port
    return written.rstrip("/")


def whole(least: int, most: int) -> Kind:
    """Give the kind of whole numbers between two bounds."""

    def read(written: str) -> int:
        number = int(written)
        if not least <= number <= most:
            raise ValueError(written)
        return number

    return Kind(read, Message("{least}至{most}的整数", least=least, most=most))


def one_of(*choices: str) -> Kind:
    """Give the kind that is one of some words."""

    def read(written: str) -> str:
        if written not in choices:
            raise ValueError(written)
        return written

    return Kind(read, Message("{choices}之一", choices=" / ".join(choices)))


FOLDER = Kind(lambda written: Path(written).expanduser().absolute(), Message("一个目录"))
TEXT = Kind(str, Message("文字"))
DATABASE = Kind(_database, Message("空，或 postgresql://用户:口令@主机:端口/库名"))
SITE = Kind(_site, Message("网址，如 https://gk.example.gov.cn，不带路径"))

VARIABLES = (
    Variable("DATA", FOLDER, "gongkai-data", Message("数据目录：内置数据库、上传的文件、密钥。")),
    Variable(
        "DATABASE_URL",
        DATABASE,
        "",
        Message("PostgreSQL 的地址。不设就用数据目录里的 SQLite，不必另装数据库。"),
        secret=True,
    ),
    Variable(
        "SITE_URL",
        SITE,
        "http://127.0.0.1:8000",
        Message("网站对外的地址。以 https 开头即为正式运行：Cookie 只走加密连接，并要求浏览器今后都走加密连接。"),
    ),
    Variable(
        "JOURNAL_HASH",
        one_of("sha256", "sm3"),
        "sha256",
        Message("留痕用哪种杂凑算法：sha256 或国密 sm3。改了只影响以后的记录。"),
    ),
    Variable(
        "CIPHER",
        one_of("aes-gcm", "sm4-gcm"),
        "aes-gcm",
        Message("个人信息用哪种算法加密：aes-gcm 或国密 sm4-gcm。改了之后运行 gongkai keys rotate，已有的才会改用它。"),
    ),
    Variable(
        "FINGERPRINT_HASH",
        one_of("sha256", "sm3"),
        "sha256",
        Message(
            "个人信息的指纹用哪种杂凑算法：sha256 或国密 sm3。改了之后运行 gongkai keys rotate，供查找的才会改用它。"
        ),
    ),
    Variable("HOST", TEXT, "127.0.0.1", Message("服务在本机哪个地址上等候。")),
    Variable("PORT", whole(1, 65535), "8000", Message("服务在本机哪个端口上等候。")),
)


def read_all(environ: Mapping[str, str], variables: tuple[Variable, ...] = VARIABLES) -> Mapping[str, Any]:
    """Give every setting by its name without the prefix.

    Raises WrongSetting for a value that cannot be used, and for a variable with our prefix that there is none of:
    a slip in its name would otherwise go unseen for as long as the default happens to do.
    """
    known = {variable.variable: variable for variable in variables}
    for name in sorted(environ):
        if name.startswith(PREFIX) and name not in known and name not in ELSEWHERE:
            near = get_close_matches(name, known, n=1)
            raise WrongSetting(
                "setting-unknown",
                Message("没有 {name} 这个设置。", name=name),
                hint=Message("是不是 {near}？", near=near[0]) if near else Message("请去掉它。"),
            )
    return {each.name: each.read(environ.get(each.variable, each.default)) for each in variables}
