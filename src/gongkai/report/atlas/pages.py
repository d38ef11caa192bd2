"""Pages from templates: every text is escaped, every name shortened to what a page can bear."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.law.language import translator
from gongkai.law.message import Message
from gongkai.report.atlas.words import speaker
from gongkai.typesetting.characters import printable

if TYPE_CHECKING:
    import jinja2

NAME = 60
"""Characters of a name in a list; a heading has more room."""
HEADING = 200
TEXT = 600


class Cell(NamedTuple):
    """A cell of a table: its text, where it leads, whether it is a number; `zh` for text that is Chinese anyway."""

    text: str
    href: str = ""
    is_number: bool = False
    zh: bool = False


def text(words: str, href: str = "") -> Cell:
    """Give a cell of words."""
    return Cell(words, href)


def name(words: str, href: str = "") -> Cell:
    """Give a cell with a name, which is Chinese in any language."""
    return Cell(shortened(words), href, zh=True)


def number(value: float | None) -> Cell:
    """Give a cell with a number; a stroke where there is none."""
    return Cell(digits(value), is_number=True)


def percent(part: float, whole: float) -> Cell:
    """Give a cell with a share in per cent; a stroke where there is nothing to share."""
    return Cell(f"{part / whole:.1%}" if whole else "—", is_number=True)


def digits(value: float | None) -> str:
    """Write a number.

    >>> digits(1234567), digits(0.5), digits(None)
    ('1,234,567', '0.5', '—')
    """
    return "—" if value is None else f"{value:,}" if isinstance(value, int) else f"{value:,.6g}"


def shortened(words: str, most: int = NAME) -> str:
    """Give a text fit for a page, cut where it is too long.

    >>> shortened("很长的名字", 3)
    '很长…'
    """
    words = " ".join(printable(words[: 4 * most + 100]).split())
    return words if len(words) <= most else words[: most - 1] + "…"


@dataclass(frozen=True)
class Grid:
    """A table: heads and rows; the first cell of a row names it."""

    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    caption: str = ""


@dataclass(frozen=True)
class Panel:
    """A chart with its legend, a note, and beside it the table of the same numbers."""

    title: str
    svg: str
    grid: Grid
    legend: Sequence[tuple[str, str]] = ()
    note: str = ""
    shape: str = ""
    """`open` where the table is shown at once, `pair` where it also stands beside the chart, `tall`."""


class Crumb(NamedTuple):
    """A step on the way to a page; `zh` for a name that is Chinese in any language."""

    text: str
    href: str
    zh: bool = True


class Pages:
    """Writes pages of one language below a folder."""

    def __init__(self, folder: Path, language: str) -> None:
        self.folder = folder
        self.language = language
        self.translate = translator(language)
        self.say = speaker(self.translate)

    def words(self, message: Message) -> str:
        """Give a sentence in the language of the pages."""
        return message.text(self.translate)

    def write(self, page: str, template: str, **values: Any) -> None:
        """Write a page; links in it start from the root of the site."""
        root = "../" * (len(PurePosixPath(page).parts) - 1)
        html = (
            _templates()
            .get_template(template)
            .render(say=self.say, language=self.language, root=root, page=page, **values)
        )
        path = self.folder / page
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8", errors="replace", newline="\n")

    def list_between(self, words: Iterable[str]) -> str:
        """Join words as the language lists them."""
        return ("、" if self.language == "zh" else ", ").join(words)


@cache
def _templates() -> jinja2.Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("gongkai.report.atlas", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(short=shortened, digits=digits)
    environment.globals["HEADING"] = HEADING
    environment.globals["TEXT"] = TEXT
    return environment


def agency_page(digest: str) -> str:
    """Give the page of an agency: by a digest, since names may be anything."""
    return f"agency/{digest[:2]}/{digest}.html"


def region_page(region: tuple[str, ...], number: int = 1) -> str:
    """Give the page of a region; a long list of agencies goes over several."""
    behind = f"-{number}" if number > 1 else ""
    if not region:
        return f"regions{behind}.html"
    return f"region/{blake2b(json.dumps(region).encode(), digest_size=8).hexdigest()}{behind}.html"


def fault_page(code: str, known: Mapping[str, object]) -> str:
    """Give the page of a kind of finding; what this version does not know has none."""
    return f"fault/{code}.html" if code in known else ""
