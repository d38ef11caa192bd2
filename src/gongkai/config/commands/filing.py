"""`gongkai filing`: annual reports compiled, checked and written out, as at the desk; for scheduled use too."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from gongkai.cli.commands import Group, command, option
from gongkai.cli.errors import NOT_ALLOWED
from gongkai.cli.language import say
from gongkai.cli.terminal import put, put_text, table, terminal
from gongkai.config.commands import site
from gongkai.law.message import Message

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency
    from gongkai.filings.models import Filing

Command = TypeVar("Command", bound=Callable[..., Any])

filing = Group(
    "filing",
    about=Message("编制、检查、写出本系统里的年度报告。"),
    below={
        "compile": ("gongkai.config.commands.filing:compile_", Message("按案件和信息计算年度报告的数字。")),
        "check": ("gongkai.config.commands.filing:check", Message("检查年度报告，列出还要处理的问题。")),
        "export": ("gongkai.config.commands.filing:export", Message("写出年度报告：HTML、DOCX、PDF、XLSX、JSON。")),
        "rollup": ("gongkai.config.commands.filing:rollup", Message("汇总成员单位报来的数，列出缺报的单位。")),
        "pack": ("gongkai.config.commands.filing:pack", Message("把定稿导出为交换包，交给别的系统。")),
        "unpack": ("gongkai.config.commands.filing:unpack", Message("核验并收下别的系统导出的交换包。")),
    },
    examples=[
        ("gongkai filing compile --agency 桓台县科技局 --year 2025", Message("计算；再运行一次就是重新计算")),
        ("gongkai filing export --agency 桓台县科技局 --year 2025 report.docx", Message("写成一个文件")),
    ],
)

_AGENCY = option(
    "--agency", "name", metavar="NAME", required=True, about=Message("机关的名称、简称或者统一社会信用代码。")
)
_YEAR = option("--year", type=int, metavar="YEAR", required=True, about=Message("报告的年度。"))
_SCOPE = option(
    "--scope",
    type=click.Choice(["unit", "level", "region"]),
    default="unit",
    about=Message("范围：unit 单位，level 本级，region 本行政区域；后两种由成员单位的年报汇总。默认 unit。"),
)
_OVERWRITE = option("--overwrite", is_flag=True, about=Message("覆盖已有的文件。"))


@command(
    "compile",
    Message(
        "按案件和信息计算年度报告的数字。\n"
        "还没有编制的，开始编制；已经有的，重新计算，列出与上次不同的数字。数字已冻结的不再计算。更正和文字不变。"
    ),
    examples=[("gongkai filing compile --agency 桓台县科技局 --year 2025", Message("每晚运行也可以"))],
)
@_AGENCY
@_YEAR
@_SCOPE
def compile_(name: str, year: int, scope: str) -> None:
    """Compute the figures of a report, and print what changed."""
    with site():
        from django.utils.timezone import localdate

        from gongkai.filings import services
        from gongkai.filings.changes import changed
        from gongkai.filings.lifecycle import Stage
        from gongkai.filings.models import Filing, Scope
        from gongkai.filings.reporting import name_of
        from gongkai.journal.actor import SYSTEM

        agency = _agency(name)
        there = Filing.objects.filter(agency=agency, year=year, scope=scope).select_related("agency").first()
        if there is None:
            services.begin(agency, year, by=SYSTEM, scope=Scope(scope))
            put(terminal(), say(Message("已编制{agency}{year}年度报告。", agency=agency.name, year=year)))
            return
        found = changed(there, services.figures_now(there, on=localdate()))
        frozen = there.stage != Stage.COMPILING
        if not frozen:
            services.compute_again(there, by=SYSTEM)
        shown = table(Message("数字"), Message("原来"), Message("现在"))
        for each in found:
            shown.add_row(name_of(there, each.cell), *("" if x is None else str(x) for x in (each.before, each.after)))
        if found:
            terminal().print(shown)
        if frozen:
            told = Message("数字已冻结，没有重新计算；现在有{count}个数字与冻结的不同。", count=len(found))
        else:
            told = Message("已重新计算，{count}个数字与上次不同。", count=len(found))
        put(terminal(), say(told))


@command(
    "check",
    Message("检查年度报告，列出还要处理的问题。\n没有要处理的，退出码为0；有错误，或者有没说明的警告，为1。"),
    examples=[("gongkai filing check --agency 桓台县科技局 --year 2025", Message("与网页上的检查一样"))],
)
@_AGENCY
@_YEAR
@_SCOPE
def check(name: str, year: int, scope: str) -> None:
    """Print what the gate finds."""
    with site():
        from gongkai.filings.gating import gate

        judged = gate(_filing(name, year, scope))
        shown = table(Message("程度"), Message("问题"), Message("怎样处理"))
        for each in judged.judged:
            told = say(Message("已说明：{reason}", reason=each.waiver.reason)) if each.waiver else ""
            hint = say(each.finding.hint) if each.finding.hint else ""
            shown.add_row(say(each.finding.severity.label), say(each.finding.message), told or hint)
        if judged.judged:
            terminal().print(shown)
        number = sum(each.stands_in_the_way for each in judged.judged)
    if number:
        put_text(terminal(), say(Message("还有{count}处要处理。", count=number)), style="error")
        sys.exit(NOT_ALLOWED)
    put(terminal(), (say(Message("可以定稿。")), "good"))


@command(
    "export",
    Message(
        "写出年度报告。\n格式看文件的扩展名：html、docx、pdf、xlsx、json。已有的文件不覆盖，除非加上 --overwrite。"
    ),
    examples=[("gongkai filing export --agency 桓台县科技局 --year 2025 report.pdf", Message("写成PDF"))],
)
@_AGENCY
@_YEAR
@_SCOPE
@click.argument("out", metavar="OUT", type=click.Path(dir_okay=False, path_type=Path))
@_OVERWRITE
def export(name: str, year: int, scope: str, out: Path, overwrite: bool) -> None:
    """Write a report as a file."""
    with site():
        from gongkai.cli.files import write_whole
        from gongkai.filings.exporting import exported
        from gongkai.filings.gating import gate

        form = _form_of(out, overwrite)
        write_whole(exported(gate(_filing(name, year, scope)).report, form), out)
    click.echo(str(out))


@command(
    "rollup",
    Message(
        "把成员单位现在报来的数相加，得出一级政府本级或者本行政区域的三张表，列出缺报和没有定稿的单位。\n"
        "缺报不按零计算。有缺报或者别的错误时退出码为1，也不写文件，除非加上 --incomplete。"
        "写出的只有三张表；要文字的，先用 compile 编制，再用 export 写出。"
    ),
    examples=[
        ("gongkai filing rollup --agency 桓台县人民政府 --year 2025", Message("看看现在的数，谁还缺报")),
        (
            "gongkai filing rollup --agency 桓台县人民政府 --year 2025 --scope level county.xlsx county.docx",
            Message("本级的数，写成两个文件"),
        ),
    ],
)
@_AGENCY
@_YEAR
@option(
    "--scope",
    type=click.Choice(["level", "region"]),
    default="region",
    about=Message("范围：level 本级，region 本行政区域。默认 region。"),
)
@click.argument("outs", metavar="[OUT]...", nargs=-1, type=click.Path(dir_okay=False, path_type=Path))
@_OVERWRITE
@option("--incomplete", is_flag=True, about=Message("有缺报或者错误也写出。"))
def rollup(name: str, year: int, scope: str, outs: tuple[Path, ...], overwrite: bool, incomplete: bool) -> None:
    """Print what the members' reports add up to now, and who is missing; write it as files."""
    with site():
        from gongkai.cli.files import write_out, write_whole
        from gongkai.filings.exporting import exported
        from gongkai.filings.models import Scope
        from gongkai.filings.rolling.adding import rolled_up
        from gongkai.filings.rolling.listing import require_government, require_members
        from gongkai.report.finding import Severity
        from gongkai.report.writers.text import write_text

        forms = [_form_of(out, overwrite) for out in outs]
        government = _agency(name)
        require_government(government)
        require_members(government, year)
        rolled = rolled_up(government, year, Scope(scope))
        write_out(write_text(rolled.report, max(60, terminal().width)))
        shown = table(Message("单位"), Message("情况"))
        for agencies, state in ((rolled.missing, Message("缺报")), (rolled.not_final, Message("已计入，没有定稿"))):
            for each in agencies:
                shown.add_row(each.name, say(state))
        if shown.rows:
            terminal().print(shown)
        named = {"member-missing", "member-not-final"}
        for finding in rolled.findings:
            if finding.code not in named:
                put_text(terminal(), say(finding))
        wrong = sum(each.severity is Severity.ERROR for each in rolled.findings)
        if not wrong or incomplete:
            for out, form in zip(outs, forms, strict=True):
                write_whole(exported(rolled.report, form), out)
                click.echo(str(out))
    if wrong:
        put_text(terminal(), say(Message("汇总不完整：有{count}处问题。", count=wrong)), style="error")
        sys.exit(NOT_ALLOWED)
    put(terminal(), (say(Message("全部成员已汇总。")), "good"))


@command(
    "pack",
    Message(
        "把最新的定稿导出为交换包，交给别的系统。\n交换包里有报告、检查结果、谁在何时签发，用本系统的私钥签名。"
        "已有的文件不覆盖，除非加上 --overwrite。"
    ),
    examples=[("gongkai filing pack --agency 桓台县科技局 --year 2025 package.json", Message("导出"))],
)
@_AGENCY
@_YEAR
@_SCOPE
@click.argument("out", metavar="OUT", type=click.Path(dir_okay=False, path_type=Path))
@_OVERWRITE
def pack(name: str, year: int, scope: str, out: Path, overwrite: bool) -> None:
    """Write the newest signed version of a report as a package."""
    with site():
        from gongkai.cli.files import write_whole
        from gongkai.filings.outside import exchanging
        from gongkai.journal.actor import SYSTEM

        version = _filing(name, year, scope).versions.order_by("number").last()
        if version is None:
            raise click.UsageError(say(Message("{agency}{year}年度报告还没有签发。", agency=name, year=year)))
        _require_writable(out, overwrite)
        write_whole(exchanging.pack(version, by=SYSTEM), out)
    click.echo(str(out))


@command(
    "unpack",
    Message(
        "核验并收下别的系统导出的交换包。\n核对签名、校验值和格式，重新检查一遍；有一处不符就不收。"
        "收下之后还要有人在“外来年度报告”确认，才计入汇总。"
    ),
    examples=[("gongkai filing unpack package.json", Message("收下"))],
)
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def unpack(file: Path) -> None:
    """Verify a package and take it in."""
    with site():
        from gongkai.attachments.services import NewFile
        from gongkai.attachments.storing import Draft
        from gongkai.filings.outside import exchanging, packaging, services
        from gongkai.journal.actor import SYSTEM

        with file.open("rb") as source:
            data = source.read(packaging.LARGEST + 1)
        package, kept = exchanging.opened(data)
        said = package.manifest
        agency = _agency(str(said["agency"].get("credit_code") or said["agency"].get("name")))
        with Draft() as draft:
            draft.write(data)
            upload = services.take_in(
                agency,
                said["year"],
                NewFile(file.name, draft),
                package.reading,
                scope=said["scope"],
                package=kept,
                by=SYSTEM,
            )
        told = Message(
            "已收下{agency}{year}年度的报告，等候确认：{issuer}，指纹{fingerprint}。",
            agency=upload.agency.name,
            year=upload.year,
            issuer=kept["trusted"] or kept["issuer"],
            fingerprint=kept["fingerprint"],
        )
        put(terminal(), say(told))


def _form_of(out: Path, overwrite: bool) -> str:
    """Give the format that the name of a file asks for; one that cannot be written there is told."""
    from gongkai.filings.exporting import FORMATS

    form = out.suffix.removeprefix(".").lower()
    if form not in FORMATS:
        raise click.UsageError(
            say(Message("不能写成“{name}”：扩展名应为{forms}。", name=out.name, forms=list(FORMATS)))
        )
    _require_writable(out, overwrite)
    return form


def _require_writable(out: Path, overwrite: bool) -> None:
    if out.exists() and not overwrite:
        raise click.UsageError(say(Message("已有名为“{name}”的文件；要覆盖它，请加上 --overwrite。", name=out.name)))
    if not out.parent.is_dir():
        raise click.UsageError(say(Message("没有文件夹“{folder}”，请先建立它。", folder=str(out.parent))))


def _agency(name: str) -> Agency:
    from gongkai.agencies.models import Agency

    there = Agency.objects.filter(dissolved_on__isnull=True)
    found = list(
        Agency.objects.filter(credit_code=name) or there.filter(name=name) or there.filter(short_name=name or None)
    )
    if len(found) != 1:
        why = Message("没有名为“{name}”的机关。", name=name)
        if found:
            why = Message("有{count}个机关名为“{name}”，请用统一社会信用代码。", count=len(found), name=name)
        raise click.UsageError(say(why))
    return found[0]


def _filing(name: str, year: int, scope: str) -> Filing:
    from gongkai.filings.models import Filing

    agency = _agency(name)
    found = Filing.objects.filter(agency=agency, year=year, scope=scope).select_related("agency").first()
    if found is None:
        why = Message(
            "{agency}{year}年度报告还没有编制，请先运行 gongkai filing compile。", agency=agency.name, year=year
        )
        raise click.UsageError(say(why))
    return found
