"""`gongkai report synth`: synthetic reports with known truth and known faults."""

from __future__ import annotations

from pathlib import Path

import click

from gongkai.cli.commands import command, option
from gongkai.cli.language import say
from gongkai.law.message import Message

MANIFEST = "manifest.jsonl"
DOCUMENTS = "documents"
_IN_A_FOLDER = 1000


@command(
    "synth",
    Message(
        "生成仿真的年报，真值已知，可以注入已知的错误，用于测试和试用。\n"
        "有HTML、纯文本、DOCX、XLSX、PDF，版面各不相同，大小按实际分布。\n"
        "文件写入 documents 目录；manifest.jsonl 每行写明一个文件的真值和注入的错误。同一种子得出的文件逐字节相同。"
    ),
    examples=[
        ("gongkai report synth --count 100 --out province", Message("一百份没有错误的年报")),
        (
            "gongkai report synth --count 100 --faults 0.2 --seed 7 --out province",
            Message("其中约两成各有一个数字错误"),
        ),
        ("gongkai report synth --count 20 --format pdf --format docx --out province", Message("只要PDF和DOCX")),
    ],
)
@option("--count", type=click.IntRange(1, 10_000_000), required=True, metavar="N", about=Message("生成多少份。"))
@option("--seed", type=int, default=1, metavar="S", about=Message("种子，整数；默认为1。"))
@option(
    "--faults",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="SHARE",
    about=Message("有错误的年报所占的比例，0到1；默认为0。"),
)
@option(
    "--format",
    "forms",
    type=click.Choice(["html", "txt", "docx", "xlsx", "pdf"]),
    multiple=True,
    about=Message("只用这种格式，可以多次写；默认各种都有。"),
)
@option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    about=Message("写入的目录，应为空或者不存在。"),
)
def synth(count: int, seed: int, faults: float, forms: tuple[str, ...], out: Path) -> None:
    """Write documents, and the manifest that says what is in them."""
    import json

    from gongkai.cli.terminal import put, terminal
    from gongkai.law.errors import NotAllowed
    from gongkai.report.synth import LAYOUTS, layouts_in, synthesise

    out.mkdir(parents=True, exist_ok=True)
    if next(out.iterdir(), None) is not None:
        raise NotAllowed(
            "folder-not-empty",
            Message("目录{folder}不是空的。", folder=str(out)),
            hint=Message("请换一个目录，以免新旧文件混在一起。"),
        )
    layouts = layouts_in(*(f".{form}" for form in forms)) if forms else LAYOUTS
    wrong = 0
    with (out / MANIFEST).open("w", encoding="utf-8", newline="\n") as manifest:
        for number, made in enumerate(synthesise(count, seed, faults, layouts)):
            file = Path(DOCUMENTS, f"{number // _IN_A_FOLDER:04}", made.name)
            (out / file.parent).mkdir(parents=True, exist_ok=True)
            (out / file).write_bytes(made.data)
            manifest.write(json.dumps(made.as_dict(file.as_posix()), ensure_ascii=False) + "\n")
            wrong += made.fault is not None
    words = Message("已生成{count}份年报，其中{wrong}份注入了错误。", count=count, wrong=wrong)
    put(terminal(), (say(words), "good"))
