"""`gongkai report convert`: a report written in another format."""

from __future__ import annotations

from pathlib import Path

import click

from gongkai.cli.commands import argument, command, ocr_option, option
from gongkai.cli.language import say
from gongkai.law.message import Message


@command(
    "convert",
    Message(
        "换一种格式写出：HTML、DOCX、XLSX、PDF、纯文本、JSON。\n"
        "可以读取HTML、MHT、PDF、DOCX、DOC、WPS、RTF、ODT、XLSX、XLSB、XLS、ODS、纯文本和JSON；"
        "DOC、WPS文字、RTF、ODT须装有LibreOffice。\n"
        "写出的格式由文件名结尾决定：.html、.docx、.xlsx、.pdf、.txt、.json。写完整了才会出现在原处，不会留下半个文件。"
    ),
    examples=[
        ("gongkai report convert report.html report.json", Message("写成 JSON")),
        ("gongkai report convert report.txt report.html", Message("写成官方版式的网页")),
        ("gongkai report convert report.docx report.pdf", Message("由DOCX写成PDF")),
        ("gongkai report convert report.html report.xlsx", Message("写成带公式的工作簿")),
        ("gongkai report convert report.html - --to json", Message("写到标准输出")),
    ],
)
@argument("source", metavar="IN", about=Message("年报文件；“-”为标准输入。"))
@argument("target", metavar="OUT", about=Message("写出的文件；“-”为标准输出，须写明 --to。"))
@option(
    "--to", metavar="FORMAT", about=Message("写出的格式：html、docx、xlsx、pdf、txt、json；不写的，由文件名结尾决定。")
)
@ocr_option
@click.pass_context
def convert(ctx: click.Context, source: str, target: str, to: str | None, ocr: bool) -> None:
    """Write a report in the format asked for."""
    from gongkai.cli.files import read_report, refuse_itself, tell_written, warn_of_ocr, write_out, write_whole
    from gongkai.report.writers import WRITERS, writer_for

    write = writer_for(f"report.{to}" if to else target)
    if write is None:
        words = Message("“{name}”不是能写出的格式；可用的结尾有{endings}。", name=to or target, endings=list(WRITERS))
        raise click.UsageError(say(words), ctx)
    refuse_itself(source, target)
    report = read_report(source, ocr=ocr).report
    warn_of_ocr(report)
    data = write(report)
    if target == "-":
        write_out(data)
    else:
        write_whole(data, Path(target))
        tell_written(target)
