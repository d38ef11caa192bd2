"""What the command prints: calm, as wide as the terminal but not wider than is good to read, and with
colour only where there is a terminal that shows it (NO_COLOR is heeded).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click
from rich import box
from rich.console import Console, RenderableType
from rich.progress import BarColumn, Progress, ProgressColumn, Task
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from gongkai.cli.commands import WIDEST
from gongkai.cli.language import say
from gongkai.law.message import Message
from gongkai.report.widths import columns_wide, wrapped
from gongkai.typesetting.characters import printable

_UNFIT = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What JSON may hold as it is and a terminal obeys, turns round or cannot show."""

_THEME = Theme(
    {
        "error": "bold red",
        "warning": "yellow",
        "notice": "cyan",
        "good": "green",
        "dim": "bright_black",
        "head": "bold",
    }
)


class _Terminal(Console):
    """A console that lets it be known when nobody reads on."""

    def on_broken_pipe(self) -> None:
        """Raise what rich would turn into an exit code of its own."""
        raise BrokenPipeError


def terminal() -> Console:
    """Give the console to print on."""
    asked = Console()
    narrow = min(asked.width, WIDEST) if asked.is_terminal else WIDEST
    return _Terminal(theme=_THEME, width=narrow, highlight=False, emoji=False, markup=False, soft_wrap=False)


def put(console: Console, *parts: str | Text | tuple[str, str]) -> None:
    """Print one line, in parts that may have a style; it is never broken."""
    line = Text()
    for part in parts:
        if isinstance(part, Text):
            line.append_text(part)
        else:
            words, style = (part, "") if isinstance(part, str) else part
            line.append(printable(words), style)
    line.rstrip()
    console.print(line, no_wrap=True, overflow="ignore", crop=False)


def put_text(console: Console, text: str, *, lead: str = "", indent: int = 0, style: str = "") -> None:
    """Print a text after a lead, hanging from an indent: broken into lines by the rules of Chinese
    setting on a screen, whole where nobody looks at one.
    """
    text = printable(text)
    lines = wrapped(text, console.width - indent) if console.is_terminal else [text]
    for line in lines:
        put(console, (pad(lead, indent), "dim"), (line, style))
        lead = ""


class _Table(Table):
    """A table whose cells command no terminal."""

    def add_row(self, *cells: RenderableType | None, **options: Any) -> None:
        super().add_row(*(printable(cell) if isinstance(cell, str) else cell for cell in cells), **options)


def table(*heads: Message | str, right: Sequence[int] = ()) -> Table:
    """Give an empty table with these heads; the columns in `right` hold numbers."""
    made = _Table(box=box.SIMPLE_HEAD, header_style="head", pad_edge=False, show_edge=False)
    for index, head in enumerate(heads):
        words = say(head) if isinstance(head, Message) else head
        made.add_column(words, justify="right" if index in right else "left", overflow="fold")
    return made


def pad(text: str, width: int) -> str:
    """Fill a text with spaces to so many columns."""
    return text + " " * max(0, width - columns_wide(text))


def put_json(value: Any) -> None:
    """Print plain values as JSON, in Chinese characters; only what is not fit to print is escaped."""
    written = json.dumps(value, ensure_ascii=False, indent=2)
    click.echo(_UNFIT.sub(lambda match: f"\\u{ord(match[0]):04x}", written))


def widest(texts: Iterable[str]) -> int:
    """Give the columns that the widest of some texts takes."""
    return max(map(columns_wide, texts), default=0)


class Rate(ProgressColumn):
    """How many are done in a second."""

    def render(self, task: Task) -> Text:
        """Give it in words, once it is known."""
        return Text("" if task.speed is None else say(Message("每秒{rate}份", rate=round(task.speed))))


@contextmanager
def progress_bar(*columns: ProgressColumn, **shown: Any) -> Iterator[Callable[..., None]]:
    """Show on a terminal how far something is, by a bar and these columns, and give what moves it.

    That takes how much is done, how much there is in all, and what the columns show beside it. Where nobody
    looks, nothing is shown.
    """
    errors = Console(stderr=True)
    if not errors.is_terminal:
        yield lambda done, total, **shown: None
        return
    with Progress(BarColumn(), *columns, console=errors, transient=True) as bar:
        task = bar.add_task("", total=None, **shown)
        yield lambda done, total, **shown: bar.update(task, completed=done, total=total, **shown)
