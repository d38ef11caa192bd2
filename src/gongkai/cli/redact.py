"""`gongkai redact`: what a document hides, what may have to be marked, and the file without it (区分处理)."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from gongkai.cli.commands import argument, command, option
from gongkai.cli.language import say
from gongkai.law.message import Message

if TYPE_CHECKING:
    from rich.console import Console

    from gongkai.redaction.marks import Found, Mark
    from gongkai.redaction.opening import Document
    from gongkai.redaction.redacting import Redacted

KINDS = ("id_number", "mobile", "phone", "bank_card", "email", "address", "plate")


class Asked(NamedTuple):
    """Something to be marked as it was typed: what, and its own ground if one was given."""

    what: str
    ground: str


def _asked(text: str) -> Asked:
    what, equals, ground = text.rpartition("=")
    return Asked(what, ground) if equals and what else Asked(text, "")


def _kind(text: str) -> Asked:
    asked = _asked(text)
    if asked.what not in ("all", *KINDS):
        words = Message("“{text}”不是能查找的种类；可用的有{kinds}。", text=asked.what, kinds=["all", *KINDS])
        raise click.BadParameter(say(words))
    return asked


def _area(text: str) -> Mark:
    from gongkai.redaction.boxes import Box
    from gongkai.redaction.marks import Mark

    asked = _asked(text)
    page, _, edges = asked.what.partition(":")
    try:
        left, top, right, bottom = (float(edge) for edge in edges.split(","))
        if not all(map(math.isfinite, (left, top, right, bottom))):
            raise ValueError
        return Mark(int(page), Box(left, top, right, bottom), asked.ground)
    except ValueError:
        words = Message("“{text}”不是区域，应写作“页码:左,上,右,下”，如 1:72,100,300,130。", text=text)
        raise click.BadParameter(say(words)) from None


@command(
    "redact",
    Message(
        "区分处理：查找、遮去不予公开的内容，写出新的PDF。\n"
        "不写OUT的，只列出文件里页面上看不见的东西，以及找到的身份证号、电话、地址等，文件不变。"
        "写明OUT的，遮去 --find、--word、--area 指明的内容；遮去的内容在新文件里不复存在，不是盖住。"
        "批注、附件、文档属性、脚本、以前保存的版本一律不带入新文件。\n"
        "可以处理PDF；DOCX、XLSX、PPTX、ODT、ODS、ODP、DOC、WPS文字、XLS、RTF须装有LibreOffice。"
        "图片和扫描件里的字搜索不到，用 --area 遮去。找到的只是提示，写出后须逐页看过。"
    ),
    examples=[
        ("gongkai redact record.pdf", Message("看看文件里藏着什么，有哪些个人信息")),
        ("gongkai redact record.pdf out.pdf --find all --ground DENY_4", Message("遮去找到的个人信息")),
        ("gongkai redact record.pdf out.pdf --word Smith --ground DENY_4", Message("遮去一个姓名")),
        ("gongkai redact record.pdf out.pdf --area 1:72,100,300,130=DENY_1", Message("遮去第1页的一块区域")),
        ("gongkai redact record.pdf --json", Message("供程序读取")),
    ],
)
@argument("file", metavar="FILE", about=Message("要处理的文件；“-”为标准输入。"))
@argument("out", metavar="[OUT]", required=False, about=Message("写出的PDF；“-”为标准输出。不写的，只查看。"))
@option(
    "--find",
    "kinds",
    type=_kind,
    multiple=True,
    metavar="KIND[=GROUND]",
    about=Message(
        "按形式查找：id_number 身份证号，mobile 手机号，phone 固定电话，bank_card 银行卡号，email 邮箱，address 地址，"
        "plate 车牌号，all 全部。可以写多次。"
    ),
)
@option(
    "--word",
    "words",
    type=_asked,
    multiple=True,
    metavar="WORD[=GROUND]",
    about=Message("查找姓名或者字词，中间有空格、断行也能找到。可以写多次。"),
)
@option(
    "--area",
    "areas",
    type=_area,
    multiple=True,
    metavar="PAGE:L,T,R,B[=GROUND]",
    about=Message("一块区域：页码，左、上、右、下离页面左上角的距离，单位为点（1/72英寸）。可以写多次。"),
)
@option(
    "--ground",
    default="",
    metavar="GROUND",
    about=Message("不予公开的理由：处理结果的代码（如 DENY_4 保护第三方合法权益）或者文字；没有各写理由的都用它。"),
)
@option("--json", "as_json", is_flag=True, about=Message("输出 JSON。"))
@click.pass_context
def redact(
    ctx: click.Context,
    file: str,
    out: str | None,
    kinds: tuple[Asked, ...],
    words: tuple[Asked, ...],
    areas: tuple[Mark, ...],
    ground: str,
    as_json: bool,
) -> None:
    """List what a document hides and what was found in it, or write it without what is marked."""
    from gongkai.cli.files import STDIN, naming, read_data, refuse_itself, tell_written, write_out, write_whole
    from gongkai.redaction import desk
    from gongkai.redaction.opening import LARGEST

    if out is not None:
        if out != STDIN and not out.lower().endswith(".pdf"):
            raise click.UsageError(say(Message("写出的是PDF，文件名应以 .pdf 结尾。")), ctx)
        if out == STDIN and as_json:
            raise click.UsageError(say(Message("PDF和JSON不能都写到标准输出。")), ctx)
        refuse_itself(file, out)
    with naming(file):
        document = desk.prepare(read_data(file, LARGEST))
        if out is None and not (kinds or words):
            kinds = (Asked("all", ""),)
        found = _found(document, kinds, words)
        redacted = None
        if out is not None:
            marks = [mark for each, own in found for mark in each.marks(own or ground)]
            marks += [mark._replace(ground=mark.ground or ground) for mark in areas]
            redacted = desk.redact(document, marks)
    if as_json:
        from gongkai.cli.terminal import put_json

        put_json(_as_dict(document, [each for each, _ in found], redacted))
    elif out != STDIN:
        _show(document, [each for each, _ in found], redacted)
    if redacted is not None and out is not None:
        if out == STDIN:
            write_out(redacted.pdf)
        else:
            write_whole(redacted.pdf, Path(out))
            tell_written(out)


def _found(document: Document, kinds: tuple[Asked, ...], words: tuple[Asked, ...]) -> list[tuple[Found, str]]:
    """Give what is found, each with the ground that was given for its kind or word."""
    from gongkai.redaction import desk
    from gongkai.redaction.marks import PATTERNS, Kind

    grounds: dict[Kind, str] = {}
    for asked in kinds:
        named = PATTERNS if asked.what == "all" else (Kind[asked.what.upper()],)
        grounds |= {kind: asked.ground for kind in named if asked.ground or kind not in grounds}
    found = [(each, grounds[each.kind]) for each in desk.find(document, kinds=grounds)] if grounds else []
    for word in words:
        found += [(each, word.ground) for each in desk.find(document, kinds=(), words=[word.what])]
    return sorted(found, key=lambda each: each[0].page)


def _show(document: Document, found: list[Found], redacted: Redacted | None) -> None:
    from gongkai.cli.terminal import put, put_text, terminal

    console = terminal()
    head = Message("{format}，{count}页", format=document.format, count=len(document.sizes))
    put(console, (say(head), "head"))
    if document.hidden:
        put(console, (say(Message("页面上看不见的，和搜索不到的：")), "head"))
        for each in document.hidden:
            put_text(console, say(each), lead="  · ", indent=4)
    _show_found(console, found)
    if redacted is not None:
        _show_redacted(console, redacted)


def _show_found(console: Console, found: list[Found]) -> None:
    from gongkai.cli.terminal import put, put_text

    put(console, (say(Message("找到{count}处：", count=len(found)) if found else Message("没有找到。")), "head"))
    for each in found:
        words = Message("第{page}页：{kind}：{text}", page=each.page, kind=each.kind.value, text=each.text)
        put_text(console, say(words), lead="  · ", indent=4)


def _show_redacted(console: Console, redacted: Redacted) -> None:
    from gongkai.cli.terminal import put, put_text

    put(console, (say(Message("遮去{count}处，理由：", count=len(redacted.removed))), "head"))
    for each in redacted.grounds:
        put_text(console, say(each), lead="  · ", indent=4)
    if redacted.pictured:
        put_text(console, say(Message("改为图片的页：{pages}。", pages=list(redacted.pictured))))
    put_text(console, say(Message("请逐页看过新文件再提供：图片里的字搜索不到。")), style="warning")


def _as_dict(document: Document, found: list[Found], redacted: Redacted | None) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "format": document.format,
        "pages": [{"width": round(width, 2), "height": round(height, 2)} for width, height in document.sizes],
        "hidden": [
            {"kind": each.kind.code, "page": each.page, "detail": each.detail, "text": say(each)}
            for each in document.hidden
        ],
        "found": [
            {
                "page": each.page,
                "kind": each.kind.code,
                "text": each.text,
                "boxes": [[round(edge, 2) for edge in box] for box in each.boxes],
            }
            for each in found
        ],
    }
    if redacted is not None:
        plain["removed"] = [
            {
                "page": each.page,
                "box": [round(edge, 2) for edge in each.box],
                "ground": each.ground,
                "text": each.text,
            }
            for each in redacted.removed
        ]
        plain["grounds"] = [
            {
                "ground": each.ground,
                "words": say(each.words) if isinstance(each.words, Message) else each.words,
                "citations": [str(citation) for citation in each.citations],
                "places": each.places,
                "pages": list(each.pages),
            }
            for each in redacted.grounds
        ]
        plain["pictured"] = list(redacted.pictured)
    return plain
