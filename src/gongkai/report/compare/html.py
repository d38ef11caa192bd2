"""A comparison as one HTML page: no scripts, nothing fetched, light or dark, on A4 in print.

What changed is said in words and marked by more than colour. Only the cells that differ are shown;
how many are alike is told. Looks are in `report.css` and, over it, `compare.css`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from itertools import groupby
from operator import attrgetter

from gongkai.law.message import Message, Speaks, Translate
from gongkai.report.compare.changes import NO_RATE, Change, Kind, percent, shown, signed
from gongkai.report.compare.comparison import Comparison
from gongkai.report.compare.sentences import PartChanged, Piece, Sentence
from gongkai.report.compare.wording import became, not_listed, outcome, row_of, title, year_of
from gongkai.report.figures import digits
from gongkai.report.model import Number
from gongkai.typesetting.characters import printable

Say = Callable[[str | Speaks], str]


def write_html(made: Comparison, translate: Translate | None = None) -> bytes:
    """Write a comparison as a page in UTF-8, in a language; what stands in the reports stays as it is."""

    def say(words: str | Speaks) -> str:
        return escape(printable(words if isinstance(words, str) else words.text(translate)))

    name = say(title(made))
    head = [
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{name}</title>",
        f"<style>\n{_stylesheet()}</style>",
    ]
    body = ["<main>", f"<h1>{_broken(name, say(made.new.agency))}</h1>", *_content(made, say), "</main>"]
    lines = ["<!DOCTYPE html>", f'<html lang="{"en" if translate else "zh-CN"}">', "<head>", *head, "</head>"]
    return "\n".join([*lines, "<body>", *body, "</body>", "</html>", ""]).encode("utf-8", "replace")


@cache
def _stylesheet() -> str:
    folder = files("gongkai.report")
    sheets = (folder / "writers" / "report.css", folder / "compare" / "compare.css")
    return "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


def _content(made: Comparison, say: Say) -> Iterator[str]:
    yield _about(made, say)
    yield f"<p>{say(outcome(made))}</p>"
    sections: tuple[tuple[Message, Callable[[Comparison, Say], Iterable[str]]], ...] = (
        (Message("结转和现行有效"), _carried),
        (Message("数字"), _figures),
        (Message("文字"), _narrative),
        (Message("不作比较的指标"), _not_comparable),
    )
    for number, (heading, write) in enumerate(sections, start=1):
        content = list(write(made, say))
        if content:
            id = f"section-{number}"
            yield "\n".join([f'<section aria-labelledby="{id}">', f'<h2 id="{id}">{say(heading)}</h2>', *content])
            yield "</section>"


def _broken(title: str, agency: str) -> str:
    """Write a title so that it breaks where its sense does: behind the agency, before anywhere else."""
    lines = (agency, title.removeprefix(agency)) if agency and title.startswith(agency) else (title,)
    return "".join(f"<span>{line}</span>" for line in lines)


def _about(made: Comparison, say: Say) -> str:
    lines = (
        (Message("机关"), made.old.agency, made.new.agency),
        (Message("年度"), year_of(made.old), year_of(made.new)),
        (Message("年报格式"), str(made.old.edition.citation), str(made.new.edition.citation)),
    )
    rows = [
        f'<tr><th scope="row">{say(label)}</th><td>{say(old)}</td><td>{say(new)}</td></tr>' for label, old, new in lines
    ]
    heads = _heads(["", Message("旧年报"), Message("新年报")], say)
    columns = '<colgroup><col class="label"><col span="2"></colgroup>'
    return _box("about", say(Message("比较的年报")), [columns, f"<thead>{heads}</thead>", "<tbody>", *rows, "</tbody>"])


def _box(class_: str, caption: str, content: Iterable[str]) -> str:
    """Write a table in a box of its own, in which it scrolls on a narrow screen."""
    table = "\n".join([f'<table class="{class_}">', f"<caption>{caption}</caption>", *content, "</table>"])
    return f'<div class="box" role="region" aria-label="{caption}" tabindex="0">\n{table}\n</div>'


def _heads(labels: Sequence[str | Message], say: Say) -> str:
    cells = (f'<th scope="col">{say(label)}</th>' if label else "<td></td>" for label in labels)
    return f"<tr>{''.join(cells)}</tr>"


def _row(label: str, cells: Iterable[str]) -> str:
    return f'<tr><th scope="row">{label}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def _difference(by: Number | None, say: Say) -> str:
    """Write by how much what goes on is off: nothing in plain type, anything else in a way that stands out."""
    if by is None:
        return say(Message("无从核对"))
    return f'<span class="break">{signed(by)}</span>' if by else "0"


def _carried(made: Comparison, say: Say) -> Iterator[str]:
    if not made.is_next_year:
        yield f'<p class="quiet">{say(Message("两份年报不是前后相连的两个年度，结转和现行有效件数不作核对。"))}</p>'
        return
    if made.carried:
        heads = (Message("申请人"), Message("上年结转下年度"), Message("本年上年结转"), Message("相差"))
        rows = [
            _row(say(each.column.label), (say(shown(each.before)), say(shown(each.now)), _difference(each.by, say)))
            for each in made.carried
        ]
        yield _box("carried", say(Message("结转的申请（件）")), [f"<thead>{_heads(heads, say)}</thead>", *_body(rows)])
    if made.in_force:
        labels: tuple[Message, ...] = (
            Message("文件"),
            Message("上年现行有效"),
            Message("本年制发"),
            Message("本年废止"),
        )
        labels += (Message("应为"), Message("本年现行有效"), Message("相差"))
        rows = [
            _row(
                say(each.row.label),
                (
                    *(say(shown(figure)) for figure in (each.before, each.made, each.repealed)),
                    NO_RATE if each.expected is None else digits(each.expected),
                    say(shown(each.now)),
                    _difference(each.by, say),
                ),
            )
            for each in made.in_force
        ]
        caption = say(Message("现行有效的文件（件）"))
        yield _box("in-force", caption, [f"<thead>{_heads(labels, say)}</thead>", *_body(rows)])


def _body(rows: Iterable[str]) -> Iterator[str]:
    yield from ("<tbody>", *rows, "</tbody>")


def _figures(made: Comparison, say: Say) -> Iterator[str]:
    alike = sum(change.kind is Kind.SAME for change in made.cells)
    for label, changes in groupby(made.figures, key=attrgetter("table")):
        yield _table_of(label, list(changes), say)
    words = Message("另有{count}格两份年报相同，没有列出。", count=alike)
    yield f'<p class="quiet">{say(words if made.figures else Message("{count}格数字全部相同。", count=alike))}</p>'


def _table_of(label: str, changes: Sequence[Change], say: Say) -> str:
    heads = ("", Message("旧年报"), Message("新年报"), Message("增减"), Message("幅度"))
    columns = '<colgroup><col><col class="side" span="2"><col class="delta"><col class="rate"></colgroup>'
    content = [columns, f"<thead>{_heads(heads, say)}</thead>"]
    for row, together in groupby(changes, key=row_of):
        content.append("<tbody>")
        if row:
            content.append(f'<tr><th scope="rowgroup" colspan="5">{say(row)}</th></tr>')
        content += [_figure(change, say) for change in together]
        content.append("</tbody>")
    return _box("figures", say(label), content)


def _figure(change: Change, say: Say) -> str:
    if change.kind is not Kind.FIGURE:
        only = Message("新报告没有") if change.new is None else Message("旧报告没有")
        what = Message("整行") if change.row else Message("整张表")
        return f'<tr><th scope="row">{say(what)}</th><td class="words" colspan="4">{say(only)}</td></tr>'
    delta = NO_RATE if change.delta is None else signed(change.delta) + change.unit
    cells = (say(shown(change.old)), say(shown(change.new)), say(delta), percent(change.rate))
    return _row(say(change.column), cells)


def _narrative(made: Comparison, say: Say) -> Iterator[str]:
    lacking = [change for change in made.about if change.kind is Kind.PART]
    yield from (f"<p>{say(change)}</p>" for change in lacking)
    for part in made.narrative:
        yield f"<h3>{say(part.label)}</h3>"
        yield f'<p class="quiet">{say(became(part))}</p>'
        yield from _sentences(part, say)
    if not lacking and not made.narrative:
        yield f'<p class="quiet">{say(Message("文字相同。"))}</p>'


def _sentences(part: PartChanged, say: Say) -> Iterator[str]:
    yield '<ul class="sentences">'
    for each in part.listed:
        label = f'<span class="kind">{say(each.kind.label)}</span>'
        yield f"<li>{label}{''.join(_sides(each, say))}</li>"
    yield "</ul>"
    if part.left_out:
        yield f'<p class="quiet">{say(not_listed(part.left_out))}</p>'


def _sides(each: Sentence, say: Say) -> Iterator[str]:
    """Write the words of a sentence, old above new; one that only moved stands once."""
    if each.old == each.new:
        yield f"<p>{_pieces(each.new, '', say)}</p>"
        return
    sides = ((each.old, "del", Message("旧：")), (each.new, "ins", Message("新：")))
    for pieces, tag, lead in sides:
        if not pieces:
            continue
        alone = not (each.old and each.new)
        marked = tuple(piece._replace(changed=True) for piece in pieces) if alone else pieces
        yield f'<p><span class="unseen">{say(lead)}</span>{_pieces(marked, tag, say)}</p>'


def _pieces(pieces: Iterable[Piece], tag: str, say: Say) -> str:
    return "".join(f"<{tag}>{say(each.text)}</{tag}>" if each.changed and tag else say(each.text) for each in pieces)


def _not_comparable(made: Comparison, say: Say) -> Iterator[str]:
    if not made.not_comparable:
        return
    yield f'<p class="quiet">{say(Message("两版格式的口径不同，以下各项没有对应，不作比较。"))}</p>'
    rows = []
    for row, together in groupby(made.not_comparable, key=row_of):
        columns = say(Message("、")).join(say(change.column or Message("整行")) for change in together)
        rows.append(f'<tr><th scope="row">{say(row)}</th><td class="words">{columns}</td></tr>')
    heads = _heads([Message("行"), Message("列")], say)
    yield _box("not-comparable", say(Message("没有对应的指标")), [f"<thead>{heads}</thead>", *_body(rows)])
