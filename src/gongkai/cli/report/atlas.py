"""`gongkai report atlas`: a static site over the results of a bulk run."""

from __future__ import annotations

from pathlib import Path

import click

from gongkai.cli.commands import argument, command, option
from gongkai.cli.language import language, say
from gongkai.law.message import Message


@command(
    "atlas",
    Message(
        "把成批核对的结果做成可以离线浏览的网页：各年度各地区有多少份数字相合、常见问题、办理结果、各机关历年情况。\n"
        "地区取自机关名称和文件所在目录；--regions 写一个 CSV，为机关或者目录指定省、市、县。"
        "网页的语言随 --lang。"
    ),
    examples=[
        ("gongkai report atlas checked --out site", Message("生成网页，用浏览器打开 site/index.html")),
        ("gongkai report atlas checked --out site --regions regions.csv", Message("地区以表为准")),
    ],
)
@argument(
    "results",
    metavar="DIR2",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    about=Message("成批核对写入的目录，即 gongkai report check DIR --out DIR2 的 DIR2。"),
)
@option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="SITE",
    about=Message("网页写入的目录，应为空或者不存在。"),
)
@option(
    "--regions",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="CSV",
    about=Message("地区表，栏名为机关、目录，省、市、县。"),
)
@option("--jobs", type=click.IntRange(min=1), metavar="N", about=Message("用几个进程；默认与处理器核数相同。"))
def atlas(results: Path, out: Path, regions: Path | None, jobs: int | None) -> None:
    """Build the site and say where it is."""
    import os

    from rich.progress import TaskProgressColumn, TimeRemainingColumn

    from gongkai.cli.terminal import progress_bar, put, terminal
    from gongkai.report.atlas import build, read_regions
    from gongkai.report.bulk import Processes
    from gongkai.report.widths import abridged

    listed = None if regions is None else read_regions(regions)
    columns = (TaskProgressColumn(), TimeRemainingColumn())
    with Processes(jobs or os.cpu_count() or 1) as crew, progress_bar(*columns) as move:
        totals = build(results, out, crew, lambda now: move(*now), regions=listed, language=language())
    words = Message(
        "已为{agencies}个机关、{reports}份文件生成网页：{page}",
        agencies=totals.agencies[()],
        reports=totals.verdicts().total(),
        page=abridged(str(out / "index.html")),
    )
    put(terminal(), (say(words), "good"))
