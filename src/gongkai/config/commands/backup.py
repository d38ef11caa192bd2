"""`gongkai backup`, `gongkai restore`: the site backed up while it runs, tried in a scratch place, put back."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from errno import ENOENT, ENOTDIR
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gongkai.cli.commands import Group, argument, command, option
from gongkai.cli.errors import NOT_ALLOWED
from gongkai.cli.language import say
from gongkai.cli.terminal import progress_bar, put_json, put_text, table, terminal
from gongkai.config.commands import site
from gongkai.law.message import Message

if TYPE_CHECKING:
    from gongkai.config.backup.keys import Keys
    from gongkai.config.backup.trying import Tried

PATH = click.Path(path_type=Path)


class _Backup(Group):
    """What is no command below it is where a backup is to be made."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Understand `gongkai backup DIR` as `gongkai backup make DIR`."""
        if args and args[0] not in self.below and args[0] != "--help":
            args = ["make", *args]
        return super().parse_args(ctx, args)


backup = _Backup(
    "backup",
    about=Message("备份网站，试恢复备份。\n网站不必停。gongkai backup DIR 与 gongkai backup make DIR 相同。"),
    below={
        "make": ("gongkai.config.commands.backup:make", Message("备份数据库和附件；网站不必停。")),
        "verify": ("gongkai.config.commands.backup:verify", Message("把一份备份恢复到临时的地方，核验之后删掉。")),
        "list": ("gongkai.config.commands.backup:list_", Message("列出一个目录里的备份。")),
    },
    examples=[
        ("gongkai backup make /backup --keys /media/usb/keys.json", Message("备份，密钥另存")),
        ("gongkai backup verify /backup/gongkai-20260301-023000", Message("看它能不能恢复")),
    ],
)


@command(
    "make",
    Message(
        "备份数据库和附件；网站不必停。\n"
        "目录：里面每次建一份，附件与上一份相同的不重复占地方。以 .tar 结尾的：写成一个文件。"
        "要么做成，要么什么也不留下。搜索索引不备份，会自动重建；密钥不在备份里，要用 --keys 另存到别处。"
    ),
    examples=[
        ("gongkai backup make /backup --keep 14", Message("留最近的14份")),
        ("gongkai backup make site.tar --keys /media/usb/keys.json", Message("写成一个文件，密钥另存")),
        ("gongkai backup make /backup --verify", Message("做完马上试恢复一遍")),
    ],
)
@argument("target", type=PATH, metavar="DIR|FILE.tar", about=Message("备份到哪里。"))
@option("--keys", type=PATH, metavar="FILE", about=Message("密钥另存成哪个文件；不能与备份在同一个目录。"))
@option("--keep", type=click.IntRange(1), metavar="N", about=Message("做成之后只留最近的N份；不给则都留着。"))
@option("--verify", "try_it", is_flag=True, about=Message("做成之后恢复到临时的地方，核验留痕、核对行数。"))
def make(target: Path, keys: Path | None, keep: int | None, try_it: bool) -> None:
    """Back the site up."""
    with site():
        from django.utils import timezone

        from gongkai.config.backup import doing, making
        from gongkai.config.backup import keys as key_files

        at = timezone.localtime().replace(microsecond=0)
        if keys is not None:
            key_files.write(keys, making.place_for(target.absolute(), at), at)
        with _shown() as tell:
            done = doing.back_up(target, at, try_it=try_it, keep=keep, tell=tell)
        said, console = done.made.manifest, terminal()
        words = Message(
            "已备份到 {path}：{tables}张表，留痕{entries}条，附件{files}个。",
            path=done.made.path,
            tables=len(said.counts),
            entries=said.entries,
            files=said.files,
        )
        put_text(console, say(words))
        if keys is not None:
            words = Message("密钥另存在 {file}：请与备份分开放，锁好。有了它和备份，就能看到全部个人信息。", file=keys)
        else:
            words = Message("密钥不在备份里。没有密钥，备份里的个人信息打不开：请用 --keys 另存一份，放到别处。")
        put_text(console, say(words), style="warning")
        for old in done.removed:
            put_text(console, say(Message("删掉了旧的：{name}", name=old.name)), style="dim")
        if said.missing:
            words = Message(
                "有{count}个附件的文件早已不见或者被改动，备份里也就没有好的：{first}。请从更早的备份里找回。",
                count=len(said.missing),
                first=said.missing[0],
            )
            put_text(console, say(words), style="error")
        whole = done.tried is None or _told(done.tried)
    if said.missing or not whole:
        sys.exit(NOT_ALLOWED)


@command(
    "verify",
    Message(
        "把一份备份恢复到临时的地方，核验之后删掉。\n"
        "逐个核对备份里的每个文件，恢复数据库，核对每张表的行数和每条留痕链，再核验全部留痕。"
        "全部相符退出码为0，不符为1。不影响正在运行的网站。"
    ),
    examples=[
        ("gongkai backup verify /backup/gongkai-20260301-023000", Message("用本网站的密钥")),
        ("gongkai backup verify site.tar --keys keys.json", Message("用另存的密钥")),
    ],
)
@argument("source", type=PATH, metavar="BACKUP", about=Message("哪份备份。"))
@option("--keys", type=PATH, metavar="FILE", about=Message("另存的密钥文件；不给则用本网站的。"))
def verify(source: Path, keys: Path | None) -> None:
    """Try a backup out."""
    with site():
        from gongkai.config.backup import reading, trying

        with reading.opened(source) as found:
            whole = _told(trying.try_out(found, _keys(keys)))
    if not whole:
        sys.exit(NOT_ALLOWED)


@command(
    "list",
    Message("列出一个目录里的备份。\n只列做完的，新的在前。"),
    examples=[
        ("gongkai backup list /backup", Message("有哪些备份")),
        ("gongkai backup list /backup --json", Message("供程序读取")),
    ],
)
@argument("folder", type=PATH, metavar="DIR", about=Message("哪个目录。"))
@option("--json", "as_json", is_flag=True, about=Message("输出 JSON。"))
def list_(folder: Path, as_json: bool) -> None:
    """List the backups in a folder."""
    with site():
        from gongkai.config.backup import reading

        if not folder.is_dir():
            raise NotADirectoryError(ENOTDIR if folder.exists() else ENOENT, "", str(folder))
        rows = []
        for path in reading.backups_in(folder.absolute()):
            with reading.opened(path) as found:
                rows.append((path, found.manifest))
    if as_json:
        names = ("version", "vendor", "entries", "files", "size", "sums")
        put_json(
            [
                {
                    "path": str(path),
                    "made_at": said.made_at.isoformat(),
                    **{name: getattr(said, name) for name in names},
                }
                for path, said in rows
            ]
        )
        return
    console = terminal()
    if not rows:
        put_text(console, say(Message("{folder} 里没有做完的备份。", folder=folder)))
        return
    shown = table(
        Message("名称"),
        Message("时间"),
        Message("版本"),
        Message("留痕"),
        Message("附件"),
        Message("兆"),
        right=(3, 4, 5),
    )
    for path, said in rows:
        made = f"{said.made_at.astimezone():%Y-%m-%d %H:%M}"
        size = f"{said.size / 1e6:.0f}"
        shown.add_row(path.name, made, said.version, str(said.entries), str(said.files), size)
    console.print(shown)


@command(
    "restore",
    Message(
        "从备份恢复网站。\n"
        "先停掉网站。先恢复到旁边，逐项核验，全部相符才换上；不符的，原来的数据不动。"
        "已经有数据的不覆盖，除非加上 --replace，原来的也不删，留在数据目录的 before-restore-… 里。"
        "恢复之后所有人须重新登录，搜索索引自动重建。"
    ),
    examples=[
        ("gongkai restore site.tar --keys keys.json", Message("在一台新的机器上")),
        ("gongkai restore /backup/gongkai-20260301-023000 --replace", Message("换掉现有的数据，原来的留在旁边")),
    ],
)
@argument("source", type=PATH, metavar="BACKUP", about=Message("哪份备份。"))
@option("--keys", type=PATH, metavar="FILE", about=Message("另存的密钥文件；不给则用本网站现有的。"))
@option("--replace", is_flag=True, about=Message("换掉现有的数据，原来的留在旁边。"))
def restore(source: Path, keys: Path | None, replace: bool) -> None:
    """Put a backup back."""
    with site():
        from django.utils import timezone

        from gongkai.config.backup import reading, restoring

        with reading.opened(source) as found:
            done = restoring.restore(
                found, _keys(keys), timezone.localtime(), replace=replace, new_keys=keys is not None
            )
            made_at = f"{found.manifest.made_at.astimezone():%Y-%m-%d %H:%M}"
        _told(done.tried)
        console = terminal()
        put_text(console, say(Message("已恢复到{made_at}的样子。现在可以启动网站。", made_at=made_at)), style="good")
        if done.kept:
            old = Message("原来的数据留在 {kept}；确认不再需要之后，请自行删掉。", kept=done.kept)
            new = Message("这里原来没有数据，只有密钥，留在 {kept}；确认不再需要之后，请自行删掉。", kept=done.kept)
            put_text(console, say(old if done.replaced else new))


def _keys(file: Path | None) -> Keys:
    from gongkai.config.backup import keys

    return keys.of_site() if file is None else keys.read(file)


def _told(tried: Tried) -> bool:
    """Print what was found in a backup that was tried; say whether it is whole."""
    console = terminal()
    for each in tried.differences:
        put_text(console, say(each), style="error")
    if tried.whole:
        words = Message(
            "试恢复过：每个文件、每张表、每条留痕链都相符，留痕完整（共{entries}条）。", entries=tried.entries
        )
        put_text(console, say(words), style="good")
    else:
        words = Message("这份备份有{count}处不符，不能用。", count=len(tried.differences) + tried.more)
        put_text(console, say(words), style="error")
    return tried.whole


@contextmanager
def _shown() -> Iterator[Callable[[int, int], Any]]:
    """Show on a terminal how many files are in."""
    with progress_bar() as bar:
        yield bar
