"""Write the reference pages in `docs/reference/` from the code: `make docs`.

Each page is one function that gives its text, in Chinese for officers and administrators. A test compares
every page with what the code says now, so a page is never edited by hand.
"""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
import json
import pkgutil
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import click

import gongkai.cli
import gongkai.law
import gongkai.report
from gongkai.cli.main import main as command
from gongkai.law.articles import article_index
from gongkai.law.calendar import CHINA, Notice
from gongkai.law.instruments import INSTRUMENTS
from gongkai.law.message import Message, chinese_date
from gongkai.report.edition import Edition, Row, TableSpec, editions
from gongkai.report.finding import Code, Severity
from gongkai.report.synth.faults import pinning

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "reference"
CASES = ROOT / "tests" / "law" / "cases"

MADE_BY = "<!-- 本页由代码生成（make docs），请勿手工修改。 -->\n"

Line = tuple[object, ...]

_ARTICLE = re.compile(r"(?<!旧)条例第(\d+)条")


def modules_of(*packages: ModuleType) -> Iterator[ModuleType]:
    """Import every module of some packages, in the order of their names."""
    for package in packages:
        yield package
        for info in sorted(pkgutil.walk_packages(package.__path__, f"{package.__name__}."), key=lambda info: info.name):
            yield importlib.import_module(info.name)


def grid(head: Line, lines: Sequence[Line]) -> str:
    """Give a table; a bar or a break within a cell is escaped."""

    def cell(value: object) -> str:
        return str(value).replace("|", "\\|").replace("\n", "<br>")

    rows = (head, ("---",) * len(head), *lines)
    return "\n".join(f"| {' | '.join(map(cell, row))} |" for row in rows) + "\n"


def page(title: str, *parts: str) -> str:
    """Put a page together: title, paragraphs, tables."""
    return "\n".join([MADE_BY, f"# {title}\n", *(part if part.endswith("\n") else f"{part}\n" for part in parts)])


def codes_of_findings() -> list[Code]:
    """Give every kind of finding that a module of the report declares, by code."""
    declared = {
        value.code: value
        for module in modules_of(gongkai.report)
        for value in vars(module).values()
        if isinstance(value, Code)
    }
    return sorted(declared.values())


def findings() -> str:
    """Say what each code means, when it is found, what to do."""
    codes = codes_of_findings()
    parts = [
        "核对年报时可能得到的每一种结果。代码的含义永不改变。",
        "错误：照现在的写法不可能成立。警告：需要看一看，也可能确有原因。提示：供参考。",
    ]
    for severity in sorted(Severity, reverse=True):
        lines: list[Line] = [
            (f"[`{code.code}`](#{code.code})", code.title) for code in codes if code.severity is severity
        ]
        parts += [f"## {severity.label}", grid(("代码", "发现什么"), lines)]
    parts.append("## 逐项说明")
    for code in codes:
        parts += [
            f"### {code.code}",
            f"**{code.title}**（{code.severity.label}）",
            str(code.meaning),
            f"怎么办：{code.hint}",
        ]
        if code.citation is not None:
            parts.append(f"依据：{code.citation}。")
    return page("核对结果", *parts)


class Refusal(NamedTuple):
    """An error as the code raises it: its code, the templates of its message and hint, its article."""

    code: str
    message: str
    hint: str
    citation: str


_ERRORS = ("NotAllowed", "CalendarNotPublished", "NotInForce", "UnreadableDocument")


def _template(node: ast.expr | None) -> str:
    """Give the templates of the messages within an expression, and nothing where none is written there."""
    if node is None:
        return ""
    found = [
        call.args[0].value
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and _name_of(call) == "Message"
        and call.args
        and isinstance(call.args[0], ast.Constant)
    ]
    return "\n".join(map(str, found))


def _name_of(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


@cache
def _modules() -> tuple[ModuleType, ...]:
    return tuple(modules_of(gongkai.law, gongkai.report, gongkai.cli))


@cache
def _nodes(module: ModuleType) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(inspect.getsource(module))))


def _calls_of(function: str, module: ModuleType) -> Iterator[ast.Call]:
    """Go through the calls of a function of a module, there and wherever it is imported."""
    own = getattr(module, function, None)
    for each in _modules():
        if each is module or (own is not None and getattr(each, function, None) is own):
            yield from (node for node in _nodes(each) if isinstance(node, ast.Call) and _name_of(node) == function)


def _refusals_in(module: ModuleType) -> Iterator[Refusal]:
    for function in [node for node in _nodes(module) if isinstance(node, ast.FunctionDef)]:
        for error in [n for n in ast.walk(function) if isinstance(n, ast.Call) and _name_of(n) in _ERRORS and n.args]:
            code = error.args[0]
            words = {keyword.arg: keyword.value for keyword in error.keywords}
            message = error.args[1] if len(error.args) > 1 else None
            said = (_template(message), _template(words.get("hint")), _citation(words.get("citation"), module))
            if isinstance(code, ast.Constant):
                yield Refusal(str(code.value), *said)
            elif isinstance(code, ast.Name):
                # A function that words one refusal for several codes, each given by its callers.
                position = [argument.arg for argument in function.args.args].index(code.id)
                for call in _calls_of(function.name, module):
                    if isinstance(call.args[position], ast.Constant):
                        yield Refusal(str(ast.literal_eval(call.args[position])), *said)


def _citation(node: ast.expr | None, module: ModuleType) -> str:
    if isinstance(node, ast.Call) and _name_of(node) == "cite" and isinstance(node.args[0], ast.Constant):
        return str(node.args[0].value)
    if isinstance(node, ast.Name):
        return str(getattr(module, node.id, ""))
    return ""


def refusals() -> list[Refusal]:
    """Give every error of ours that the code raises, by code."""
    return sorted({each for module in _modules() for each in _refusals_in(module)})


def errors() -> str:
    """Say with which words something is refused, and on what ground."""
    lines: list[Line] = []
    for code, same in groupby(refusals(), key=lambda each: each.code):
        said = zip(*(each[1:] for each in same))
        message, hint, citation = ("\n".join(dict.fromkeys(filter(None, words))) for words in said)
        lines.append((f"`{code}`", message or "（随情形而定）", hint, citation))
    return page(
        "拒绝办理的代码",
        "法规或程序此刻不允许、日历尚未公布、文件读不出来时给出的代码。花括号内为当时的数值；依据一栏空白的，依据随情形而定。",
        grid(("代码", "说明", "怎么办", "依据"), lines),
    )


def instruments() -> str:
    """List the statutes that are cited."""
    lines: list[Line] = [
        (
            each.short,
            f"[{each.title}]({each.link})" if each.link else each.title,
            each.number,
            each.in_force or "",
            each.until or "",
            each.evidence,
        )
        for each in INSTRUMENTS.values()
    ]
    return page(
        "法规文件",
        "引用条款时使用的简称。核对程度：原文，已核全文；节选，已核所引部分；二手、凭记忆，未核到原文，据以写成的规则均为可改的设置。",
        grid(("简称", "全称", "文号", "施行", "失效", "核对程度"), lines),
    )


def _days(days: Sequence[date], year: int) -> str:
    """Give days as a notice writes them: runs as from and to, the year only where it is another."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return "、".join("至".join(_day(day, year) for day in dict.fromkeys((run[0], run[-1]))) for run in runs)


def _day(day: date, year: int) -> str:
    return chinese_date(day).removeprefix(f"{year}年")


def _notice(notice: Notice) -> Iterator[str]:
    title = f"[{notice.title}]({notice.link})" if notice.link else notice.title
    yield f"{title}，{notice.number}，{chinese_date(notice.issued)}。"
    lines: list[Line] = [
        (holiday.name, _days(holiday.off, notice.year), _days(holiday.work, notice.year)) for holiday in notice.holidays
    ]
    yield grid(("节日", "放假", "调休上班"), lines)


def calendar() -> str:
    """Show each year's notice and its days."""
    parts = ["各年的放假安排，逐年取自国务院办公厅通知。没有列出的年份尚未收入，落在其中的期限为暂定。"]
    years = range(CHINA.first.year, CHINA.last_published.year + 1)
    for year in years:
        parts.append(f"## {year}年")
        parts.append(f"全年{CHINA.count_working_days(year)}个工作日。")
        for notice in CHINA.notices(year):
            parts += _notice(notice)
    return page("工作日历", *parts)


_KINDS = {"count": "非负整数", "change": "整数，可为负", "money": "金额"}


def _variants(labels: tuple[str, ...]) -> str:
    return "；".join(labels)


def _row(row: Row) -> Line:
    label = " › ".join((*row.groups, row.label))
    return (f"`{row.id}`", label, _variants(row.variants), "、".join(row.outcomes))


def _table(spec: TableSpec) -> Iterator[str]:
    yield f"### {spec.label}"
    if spec.corner:
        yield f"左上角：{spec.corner}"
    for block in spec.blocks:
        if block.heading:
            yield f"**{block.heading}**"
        columns: list[Line] = [
            (
                f"`{column.id}`",
                " › ".join(filter(None, (column.group, column.label))),
                _variants(column.variants),
                _KINDS[column.kind] + (f"（{column.unit}）" if column.unit else ""),
            )
            for column in block.columns
        ]
        yield grid(("列", "官方标签", "其他写法", "内容"), columns)
        yield grid(("行", "官方标签", "其他写法", "计入的处理结果"), list(map(_row, block.rows)))
    for words, named in (
        ("可以填“/”的行", [row for row in spec.rows if row.may_be_marked]),
        ("少见的行", [row for row in spec.rows if row.rare]),
    ):
        if named:
            yield f"{words}：{'、'.join(f'`{row.id}`' for row in named)}。"
    for each in spec.alternatives:
        yield f"“{each.row.label}”（`{each.row.id}`）可代替：{'、'.join(f'`{id}`' for id in each.replaces)}。"
    if spec.identities:
        lines: list[Line] = [
            (
                f"`{identity.id}`",
                identity.words,
                "逐列" if identity.over == "rows" else "逐行",
                f"{' + '.join(identity.left)} = {' + '.join(identity.right)}",
            )
            for identity in spec.identities
        ]
        yield grid(("勾稽关系", "文字", "范围", "等式"), lines)


def _edition(edition: Edition) -> Iterator[str]:
    yield f"## {edition.id}版"
    yield f"依据：{edition.citation.formal()}。适用于{edition.from_year}年度起的年报。"
    lines: list[Line] = [(part.numeral, f"`{part.id}`", part.label, _variants(part.variants)) for part in edition.parts]
    yield grid(("部分", "标识", "标题", "其他写法"), lines)
    for spec in edition.tables:
        yield from _table(spec)


def formats() -> str:
    """Show each edition of the format: parts, tables, labels, identities."""
    parts = [
        "年报格式的各个版本：部分、表格、行、列、官方标签、可识别的其他写法和勾稽关系。识别、核对、输出都以此为准。"
    ]
    for edition in editions():
        parts += _edition(edition)
    return page("年报格式", *parts)


def unpinned() -> str:
    """Say which figures an identity pins, so that one alone being wrong shows, and which none does."""
    parts = [
        "一个数字填错，它所在的勾稽关系就不成立，核对时必定发现。不在任何勾稽关系中的数字，填错一个，单凭这一份年报看不出来；"
        "与上年年报、与文字对照时可能发现，只作警告。两处错误恰好相抵的，也看不出来。",
    ]
    for edition in editions():
        parts.append(f"## {edition.id}年版")
        lines: list[Line] = []
        loose = []
        for table in edition.tables:
            cells = [(row, column) for row in table.rows for column in table.columns_of[row.id]]
            free = [(row, column) for row, column in cells if not pinning(edition, table.id, row.id, column.id)]
            named = "、".join(f"`{identity.id}`" for identity in table.identities) or "无"
            lines.append((table.label, len(cells), len(cells) - len(free), named))
            for label, same in groupby(free, key=lambda cell: cell[0].label):
                loose.append((table.label, label, "、".join(column.label for _, column in same)))
        parts.append(grid(("表", "数字", "有勾稽关系的", "勾稽关系"), lines))
        parts += ["没有勾稽关系的数字：", grid(("表", "行", "列"), loose)]
    return page("没有勾稽关系的数字", *parts)


@cache
def _cases() -> Mapping[int, list[str]]:
    """Give the case tables by article of the Regulation."""
    tables: dict[int, set[str]] = {}
    for file in sorted(CASES.glob("*.toml")):
        for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]:
            for number in _ARTICLE.findall(str(case["cites"])):
                tables.setdefault(int(number), set()).add(file.name)
    return {article: sorted(names) for article, names in tables.items()}


def articles() -> str:
    """Show for each article of the Regulation the rules and the cases, or why there are none."""
    tuple(modules_of(gongkai.law, gongkai.report))  # rules are known once their module is imported
    lines: list[Line] = [
        (
            f"第{entry.article}条",
            entry.subject,
            "\n".join(f"`{rule.removeprefix('gongkai.')}`" for rule in entry.rules),
            "\n".join(f"[{name}](../../tests/law/cases/{name})" for name in _cases().get(entry.article, ())),
            entry.reason or "",
        )
        for entry in article_index()
    ]
    return page(
        "条例逐条索引",
        "《中华人民共和国政府信息公开条例》每一条由 `gongkai` 的哪些规则写成代码、有哪些案例。",
        "没有规则的，写明理由。命令 `gongkai law index` 给出同样的规则和理由。",
        grid(("条", "内容", "规则", "案例", "没有规则的理由"), lines),
    )


class Setting(NamedTuple):
    """A field of a settings class: where it is, its default, the reason written beside it."""

    holder: str
    name: str
    default: object
    reason: str


def _is_settings(value: object) -> bool:
    """Whether a class holds settings: a frozen dataclass that can be made with nothing given."""
    return (
        isinstance(value, type)
        and dataclasses.is_dataclass(value)
        and value.__name__.endswith(("Settings", "Rules", "Limits"))
    )


def _reasons(holder: type) -> Mapping[str, str]:
    """Give the comment above each field; fields that follow without a blank line share it."""
    reasons: dict[str, str] = {}
    comment: list[str] = []
    fresh = True
    for line in map(str.strip, inspect.getsource(holder).splitlines()):
        if line.startswith("#"):
            comment = [*([] if fresh else comment), line.removeprefix("#").strip()]
            fresh = False
        else:
            fresh = True
            name, colon, _ = line.partition(":")
            if colon and name.isidentifier():
                reasons[name] = _joined(comment)
    return reasons


def _joined(lines: list[str]) -> str:
    """Join the lines of a comment: with a space, but not where Chinese runs on."""
    text = ""
    for line in lines:
        text += f" {line}" if text and (text[-1].isascii() or line[0].isascii()) else line
    return text


def settings() -> list[Setting]:
    """Give every setting of the law and the report."""
    return [
        Setting(f"{value.__module__}.{value.__name__}", field.name, getattr(value(), field.name), reasons[field.name])
        for module in modules_of(gongkai.law, gongkai.report)
        for value in vars(module).values()
        if _is_settings(value) and value.__module__ == module.__name__
        for reasons in [_reasons(value)]
        for field in dataclasses.fields(value)
    ]


def _shown(value: object) -> str:
    """Give a default as a person writes it."""
    match value:
        case bool():
            return "是" if value else "否"
        case None:
            return "（不设）"
        case Message():
            return str(value)
        case Enum():
            return _shown(value.value)
        case Mapping():
            return "、".join(f"{_shown(key)}：{_shown(item)}" for key, item in value.items()) or "（空）"
        case frozenset():
            return "、".join(sorted(map(_shown, value))) or "（空）"
        case tuple():
            return "、".join(map(_shown, value)) or "（空）"
        case str() | int() | float() | Decimal() | date():
            return str(value)
        case _:
            raise TypeError(f"no words here for a default of type {type(value).__name__}")


def open_points() -> str:
    """List what the law leaves open: each setting with its default and its reason."""
    parts = ["法规没有写明、或者只核到二手材料的地方，都是设置：默认值和理由如下，各地做法不同的可以改。"]
    by_holder: dict[str, list[Line]] = {}
    for each in settings():
        by_holder.setdefault(each.holder, []).append((f"`{each.name}`", _shown(each.default), each.reason))
    for holder, lines in by_holder.items():
        parts += [f"## {holder}", grid(("设置", "默认", "理由"), lines)]
    return page("设置", *parts)


def commands_of(
    group: click.Command, path: tuple[str, ...] = ("gongkai",)
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Go through a command and what is under it."""
    yield path, group
    if isinstance(group, click.Group):
        context = click.Context(group, info_name=path[-1])
        for name in group.list_commands(context):
            below = group.get_command(context, name)
            if below is not None and not below.hidden:
                yield from commands_of(below, (*path, name))


def commands() -> str:
    """Show the help of every command, examples included."""
    parts = ["每个命令的 `--help`。退出码：0 没有错误；1 有错误级结果，或者法规不允许；2 文件读不出来，或者用法不对。"]
    for path, each in commands_of(command):
        name = " ".join(path)
        context = click.Context(each, info_name=name, terminal_width=96, max_content_width=96)
        parts += [f"## {name}", f"```text\n{each.get_help(context)}\n```"]
    return page("命令", *parts)


@cache
def _schema() -> Any:
    (file,) = (file for file in (files("gongkai.report") / "schema").iterdir() if file.name.endswith(".json"))
    return json.loads(file.read_text(encoding="utf-8"))


def _type(node: Mapping[str, Any]) -> str:
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        return f"[{name}](#{name})"
    if "const" in node:
        return f"`{json.dumps(node['const'], ensure_ascii=False)}`"
    if "enum" in node:
        return "、".join(f"`{json.dumps(each, ensure_ascii=False)}`" for each in node["enum"])
    for word in ("anyOf", "oneOf"):
        if word in node:
            return " 或 ".join(map(_type, node[word]))
    types = node.get("type", "")
    name = " 或 ".join(types) if isinstance(types, list) else str(types)
    of = node.get("items", node.get("additionalProperties"))
    return f"{name}（{_type(of)}）" if isinstance(of, dict) else name


def _object(name: str, node: Mapping[str, Any]) -> Iterator[str]:
    yield f"## {name}"
    if node.get("description"):
        yield str(node["description"])
    shape = node.get("items", node) if node.get("type") == "array" else node
    if "properties" not in shape:
        yield f"类型：{_type(node)}"
        return
    required = shape.get("required", ())
    lines: list[Line] = [
        (f"`{key}`", _type(value), "是" if key in required else "", value.get("description", ""))
        for key, value in shape["properties"].items()
    ]
    yield grid(("名称", "类型", "必有", "说明"), lines)


def schema() -> str:
    """Document our JSON form of a report from its JSON Schema."""
    top = _schema()
    parts = list(_object(top["title"], top))
    for name, node in top.get("$defs", {}).items():
        parts += _object(name, node)
    return page(
        "年报的 JSON 格式",
        f"`gongkai report convert` 写出、各命令都能读入的格式。JSON Schema 随程序发布，标识为 `{top['$id']}`。",
        *parts,
    )


PAGES: Mapping[str, tuple[str, Callable[[], str]]] = {
    "articles.md": ("条例逐条索引", articles),
    "calendar.md": ("工作日历", calendar),
    "commands.md": ("命令", commands),
    "editions.md": ("年报格式", formats),
    "errors.md": ("拒绝办理的代码", errors),
    "findings.md": ("核对结果", findings),
    "instruments.md": ("法规文件", instruments),
    "report-json.md": ("年报的 JSON 格式", schema),
    "settings.md": ("设置", open_points),
    "unpinned.md": ("没有勾稽关系的数字", unpinned),
}


def index() -> str:
    """Name the pages."""
    return page(
        "参考", "以下各页由代码生成，随代码更新。", *(f"- [{title}]({name})" for name, (title, _) in PAGES.items())
    )


def pages() -> dict[str, str]:
    """Give the text of every page by file name."""
    return {"index.md": index(), **{name: write() for name, (_, write) in PAGES.items()}}


def main() -> None:
    """Write every page, and remove what is no page any more."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    written = pages()
    for stale in {file.name for file in FOLDER.iterdir()} - written.keys():
        (FOLDER / stale).unlink()
    for name, text in written.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
