"""`gongkai archive`: packages for archives written, checked, opened; what was erased wiped from the database."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gongkai.cli.commands import Group, argument, command, option
from gongkai.cli.language import say
from gongkai.config.commands import CannotWork, site
from gongkai.law.errors import GongkaiError
from gongkai.law.message import Message

archive = Group(
    "archive",
    about=Message("制作、核验归档包；清除已销毁的内容。"),
    below={
        "export": ("gongkai.config.commands.archive:export", Message("把办结的案卷写成归档包。")),
        "verify": ("gongkai.config.commands.archive:verify", Message("核验归档包是否完整。")),
        "open": ("gongkai.config.commands.archive:open_sealed", Message("用口令打开归档包里加密的部分。")),
        "wipe": ("gongkai.config.commands.archive:wipe", Message("把已销毁的内容从数据库文件里清除。")),
    },
    examples=[
        ("gongkai archive export archive --kind applications --year 2024 --purpose 移交", Message("写到 archive 目录")),
        ("gongkai archive verify archive/*", Message("不需要数据库")),
    ],
)

_KINDS = ("applications", "rectifications", "challenges", "letters", "items", "reports", "uploads", "journals")


@command(
    "export",
    Message(
        "把办结的案卷写成归档包，每件一个目录。\n"
        "个人信息和附件解密后放在 personal 目录里，这件事逐件留痕；加 --seal 则用口令加密。已有的目录不动，报错。"
    ),
    examples=[
        ("gongkai archive export archive --kind applications --year 2024 --purpose 移交", Message("2024年办结的申请")),
        (
            "gongkai archive export archive --kind letters --year 2024 --purpose 移交 --seal",
            Message("问口令，个人信息用它加密"),
        ),
    ],
)
@argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", about=Message("写到哪个目录。"))
@option(
    "--kind",
    type=click.Choice(_KINDS),
    required=True,
    about=Message("哪一类：申请、更正、复议诉讼、来信，公开过的信息，年度报告，外来年度报告，留痕。"),
)
@option(
    "--year",
    type=click.IntRange(2008, 2100),
    required=True,
    about=Message("哪一年办结的；信息是哪一年首次公开的，年度报告（外来的也是）和留痕是哪一年的。"),
)
@option("--agency", default="", about=Message("只要这个机关的：全称或者统一社会信用代码。"))
@option("--purpose", required=True, about=Message("做什么用，记入留痕。"))
@option("--seal", is_flag=True, about=Message("个人信息、文书和附件用口令加密。"))
def export(folder: Path, kind: str, year: int, agency: str, purpose: str, seal: bool) -> None:
    """Write packages."""
    passphrase = click.prompt(say(Message("口令")), hide_input=True, confirmation_prompt=True) if seal else ""
    with site():
        from django.db.models import Q

        from gongkai.agencies.models import Agency
        from gongkai.archives.exporting import lock_of, write_all, write_journals
        from gongkai.archives.kinds import BY_CODE

        try:
            lock = lock_of(passphrase) if seal else None
            chosen = BY_CODE[kind]
            if kind == "journals":  # nobody's personal data stand in it: there is nothing to seal
                agencies = Agency.objects.filter(journal__entries__at__year=year).distinct().order_by("pk")
                if agency:
                    agencies = agencies.filter(Q(name=agency) | Q(credit_code=agency))
                written = write_journals(list(agencies), year, folder, purpose=purpose)
            else:
                cases = chosen.to_pack(year)
                if agency:
                    cases = cases.filter(Q(agency__name=agency) | Q(agency__credit_code=agency))
                keys, of_key = list(cases.values_list("pk", flat=True)), lambda key: cases.get(pk=key)
                written = write_all(map(of_key, keys), folder, lock=lock, purpose=purpose)
            there = 0
            for name in written:
                there += 1
                click.echo(str(folder / name))
        except GongkaiError as error:
            raise click.ClickException(say(error)) from None
        except OSError as error:
            raise CannotWork(say(Message("写不进去：{why}", why=error.strerror or str(error)))) from None
    click.echo(say(Message("共{count}件。", count=there)))


@command(
    "verify",
    Message(
        "核验归档包是否完整：每个文件的校验和、清单、留痕的杂凑值。\n"
        "归档包可以是目录，也可以是里面有若干归档包的 ZIP。全部相符退出码为0，有不符的为1。"
        "加 --site 则再与本网站的留痕比对。"
    ),
    examples=[
        ("gongkai archive verify archive/*", Message("不需要数据库")),
        ("gongkai archive verify archive-3.zip --site", Message("再与本网站的留痕比对")),
    ],
)
@argument(
    "packages", type=click.Path(path_type=Path, exists=True), nargs=-1, required=True, metavar="PACKAGE...",
    about=Message("归档包：目录或者 ZIP。"),
)  # fmt: skip
@option("--site", "against_site", is_flag=True, about=Message("再与本网站的留痕比对。"))
def verify(packages: tuple[Path, ...], against_site: bool) -> None:
    """Check packages."""
    with site():
        from gongkai.archives.verifying import verified

        found = [each for path in packages for each in verified(path, against_site=against_site)]
    wrong = 0
    for name, differences in found:
        wrong += bool(differences)
        click.echo(f"{name}: {say(Message('有不符的')) if differences else say(Message('完整'))}")
        for each in differences:
            click.echo(f"    {say(each)}")
    if not found:
        raise click.ClickException(say(Message("这里面没有归档包。")))
    sys.exit(int(bool(wrong)))


@command(
    "open",
    Message("用口令打开归档包里加密的部分，写到一个目录。\n口令是制作时设的，本系统不保存；口令不对就打不开。"),
    examples=[("gongkai archive open archive/applications-1-2024-0001 opened", Message("问口令"))],
)
@argument(
    "package", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="PACKAGE",
    about=Message("归档包的目录。"),
)  # fmt: skip
@argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", about=Message("写到哪个目录。"))
def open_sealed(package: Path, folder: Path) -> None:
    """Open what is sealed."""
    passphrase = click.prompt(say(Message("口令")), hide_input=True)
    with site():
        from gongkai.archives.packing import unseal

        try:
            names = unseal(package, passphrase, folder)
        except GongkaiError as error:
            raise click.ClickException(say(error)) from None
    click.echo(say(Message("已打开，共{count}个文件。", count=len(names))))


@command(
    "wipe",
    Message(
        "把已销毁的内容从数据库文件里清除。\n"
        "重写数据库，使空闲空间里不留密文；每晚销毁之后也会自动做。其间别人要等一会儿，磁盘要有一个数据库大小的空闲。"
    ),
    examples=[("gongkai archive wipe", Message("没有新销毁的，什么也不做"))],
)
def wipe() -> None:
    """Rewrite the database."""
    with site():
        from gongkai.archives.wiping import wipe as run

        count = run()
    click.echo(say(Message("已清除，涉及{count}份销毁清册。", count=count)))
