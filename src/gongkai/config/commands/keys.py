"""`gongkai keys`: the keys that personal data is sealed with; show them, change over to a new one, drop old ones."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli.commands import Group, command, option
from gongkai.cli.errors import NOT_ALLOWED
from gongkai.cli.language import say
from gongkai.cli.terminal import put, put_json, put_text, table, terminal
from gongkai.config.commands import site
from gongkai.law.message import Message

if TYPE_CHECKING:
    from gongkai.vault.keyring import Keyring
    from gongkai.vault.rotation import Outcome, Progress

keys = Group(
    "keys",
    about=Message("个人信息的加密密钥：查看、更换、删除旧的。"),
    below={
        "show": ("gongkai.config.commands.keys:show", Message("列出各把密钥和用它加密的数据有多少。")),
        "rotate": ("gongkai.config.commands.keys:rotate", Message("换一把新密钥，已有的个人信息全部改用它加密。")),
        "drop": ("gongkai.config.commands.keys:drop", Message("删除不再有数据使用的旧密钥。")),
    },
    examples=[
        ("gongkai keys show", Message("有哪些密钥")),
        ("gongkai keys rotate", Message("更换密钥")),
    ],
)

_EVERY = 5.0
_NAMED = 5
"""Values that cannot be opened, named one by one; of more only how many."""


@command(
    "show",
    Message("列出各把密钥和用它加密的数据有多少。\n只显示编号，不显示密钥本身。"),
    examples=[
        ("gongkai keys show", Message("列表")),
        ("gongkai keys show --json", Message("供程序读取")),
    ],
)
@option("--json", "as_json", is_flag=True, about=Message("输出 JSON。"))
def show(as_json: bool) -> None:
    """Print the keys, without what they are, and how much each seals."""
    with site():
        from gongkai.vault.rotation import usage
        from gongkai.vault.sealing import ring

        held, used = ring(), usage()
        counts = {key.id: sum(count[key.id] for count in used.values()) for key in held.keys}
        lacking = sum(sum(count.values()) for count in used.values()) - sum(counts.values())
        if as_json:
            put_json(_as_dict(held, counts, lacking))
        else:
            _show(held, counts, lacking)


def _as_dict(held: Keyring, counts: dict[str, int], lacking: int) -> dict[str, object]:
    from gongkai.vault.signing import fingerprint, public_of

    return {
        "rotating": held.rotating,
        "keys": [
            {
                "id": key.id,
                "algorithm": key.algorithm,
                "created_at": key.created_at.isoformat(),
                "current": key is held.current,
                "values": counts[key.id],
            }
            for key in held.keys
        ],
        "values_without_key": lacking,
        "signing": fingerprint(public_of(held.signing)) if held.signing is not None else None,
    }


def _show(held: Keyring, counts: dict[str, int], lacking: int) -> None:
    console = terminal()
    shown = table(Message("编号"), Message("算法"), Message("启用时间"), Message("状态"), Message("数据"), right=(4,))
    for key in held.keys:
        state = Message("在用") if key is held.current else Message("旧，只用来解密")
        made = f"{key.created_at.astimezone():%Y-%m-%d %H:%M}"
        shown.add_row(key.id, key.algorithm, made, say(state), str(counts[key.id]))
    console.print(shown)
    if held.signing is not None:
        from gongkai.vault.signing import fingerprint, in_groups, public_of

        mark = in_groups(fingerprint(public_of(held.signing)))
        put_text(console, say(Message("交换包的签名公钥，指纹{fingerprint}。", fingerprint=mark)))
    if held.rotating:
        put_text(console, say(Message("更换密钥没有做完，请运行 gongkai keys rotate 接着做。")), style="warning")
    if lacking:
        words = Message("有{count}项数据的密钥不在密钥文件中，解不开；请从备份中恢复密钥文件。", count=lacking)
        put_text(console, say(words), style="error")


@command(
    "rotate",
    Message(
        "换一把新密钥，已有的个人信息全部改用它加密。\n算法由设置 GONGKAI_CIPHER 决定。网站不必停。"
        "中途断了，再运行一次就接着做。旧密钥留着，用 gongkai keys drop 删除。"
    ),
    examples=[("gongkai keys rotate", Message("更换密钥"))],
)
@click.pass_context
def rotate(ctx: click.Context) -> None:
    """Make a new key and seal everything anew with it, or go on with that."""
    with site():
        from django.conf import settings
        from django.utils import timezone

        from gongkai.vault import keyring, rotation

        console = terminal()
        with keyring.alone(Path(settings.VAULT_KEYS)):
            held, new = rotation.start(timezone.now().replace(microsecond=0))
            key = held.current
            words = Message("新密钥 {id}（{algorithm}）。", id=key.id, algorithm=key.algorithm)
            again = Message("接着上次，换成密钥 {id}（{algorithm}）。", id=key.id, algorithm=key.algorithm)
            put(console, say(words if new else again))
            outcome = rotation.Outcome(key)
            with _shown() as tell:
                for progress in rotation.rotate(outcome):
                    tell(progress)
        if not _told(outcome):
            ctx.exit(NOT_ALLOWED)


def _told(outcome: Outcome) -> bool:
    """Print what was done, and what could not be; say whether all was."""
    console = terminal()
    for model, count in outcome.resealed.items():
        put(console, f"{model}  ", say(Message("{count}行", count=count)))
    for error in outcome.broken[:_NAMED]:
        put_text(console, say(error), style="error")
    if outcome.broken:
        words = Message("有{count}项解不开，原样未动。", count=len(outcome.broken))
        put_text(console, say(words), style="error")
    if outcome.left:
        words = Message("有{count}行一直被占用，没有换成；请稍后再运行一次。", count=outcome.left)
        put_text(console, say(words), style="warning")
    if outcome.whole:
        put(console, (say(Message("全部换成了。")), "good"))
    return outcome.whole


@contextmanager
def _shown() -> Iterator[Callable[[Progress], None]]:
    """Show how far it is: as a bar on a terminal; elsewhere as lines, the first at once, then every few seconds."""
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    console = terminal()
    if not console.is_terminal:
        told = 0.0

        def tell(progress: Progress) -> None:
            nonlocal told
            if not told or time.monotonic() - told > _EVERY:
                told = time.monotonic()
                put(console, f"{progress.model._meta.label}  {progress.done}/{progress.total}")

        yield tell
        return
    with Bar(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console, transient=True
    ) as bar:
        task = bar.add_task("", total=None)
        yield lambda progress: bar.update(
            task, description=progress.model._meta.label, completed=progress.done, total=progress.total
        )


@command(
    "drop",
    Message(
        "删除不再有数据使用的旧密钥。\n更换完成一小时之后才能删。删除之后，更换以前的数据库备份里的个人信息就解不开了，"
        "除非与当时的密钥文件一起保存。"
    ),
    examples=[("gongkai keys drop", Message("删除旧密钥"))],
)
def drop() -> None:
    """Take old keys that seal nothing any more out of the file."""
    with site():
        from django.conf import settings
        from django.utils import timezone

        from gongkai.vault import keyring, rotation

        with keyring.alone(Path(settings.VAULT_KEYS)):
            gone = rotation.drop(timezone.now())
        console = terminal()
        for key in gone:
            put(console, say(Message("删除了密钥 {id}（{algorithm}）。", id=key.id, algorithm=key.algorithm)))
        if not gone:
            put(console, say(Message("没有可以删除的旧密钥。")))
