"""Draw the picture of the README, `docs/images/demo.svg`, from what `gongkai report demo` prints: `make docs`.

The picture is the end of it: the verdict, and what is found when one figure is changed. rich draws
such pictures too, but sets Chinese in half the room it needs and asks a server for fonts.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import east_asian_width

from rich.color_triplet import ColorTriplet
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import SVG_EXPORT_THEME as THEME
from rich.text import Text

IMAGE = Path(__file__).parent.parent / "docs" / "images" / "demo.svg"
COLUMNS = 84
CELL, LINE, MARGIN = 9, 26, 24


def demo() -> str:
    """Give what the demo prints to a terminal that shows colours."""
    gongkai = Path(sys.executable).with_name("gongkai")
    terminal = {"FORCE_COLOR": "1", "TERM": "xterm-256color", "COLUMNS": str(COLUMNS), "GONGKAI_LANG": "zh"}
    with TemporaryDirectory() as folder:
        done = subprocess.run(
            [gongkai, "report", "demo"],
            cwd=folder,
            env=os.environ | terminal,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
    return done.stdout


def width(character: str) -> int:
    """Give how many cells a character takes; Chinese fonts set these quotation marks wide."""
    return 2 if east_asian_width(character) in "WF" or character in "“”‘’" else 1


def words(segments: list[Segment]) -> Iterator[str]:
    """Draw a line word by word, each character in its own cell."""
    cell = 0
    for text, style, _ in segments:
        for word in re.findall(r"\s+|\S+", text):
            places = []
            for character in word:
                places.append(cell)
                cell += width(character)
            if not word.isspace():
                xs = " ".join(str(MARGIN + CELL * place) for place in places)
                yield f'<tspan x="{xs}"{look(style or Style())}>{escape(word)}</tspan>'


def look(style: Style) -> str:
    """Give colour and weight, where they are not those of the whole."""
    attributes = ""
    if style.color is not None and not style.color.is_default:
        attributes += f' fill="{style.color.get_truecolor(THEME).hex}"'
    elif style.dim:
        attributes += f' fill="{ColorTriplet(150, 152, 154).hex}"'
    return attributes + (' font-weight="bold"' if style.bold else "")


def picture(printed: str) -> str:
    """Draw what was printed from the verdict on."""
    lines = list(Text.from_ansi(printed.rstrip()).split())
    verdict = next(index for index, line in enumerate(lines) if line.plain.startswith("✓"))
    console = Console(width=COLUMNS, color_system="truecolor")
    drawn = console.render_lines(Text("\n").join(lines[verdict - 1 :]), pad=False)
    rows = [
        f'<text y="{MARGIN + LINE * number}">{"".join(words(segments))}</text>'
        for number, segments in enumerate(drawn, start=1)
    ]
    widest = max(sum(width(character) for part in segments for character in part.text) for segments in drawn)
    across, down = 2 * MARGIN + CELL * widest, 2 * MARGIN + LINE * len(drawn)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} {down}" width="{across}" height="{down}">',
            "<title>gongkai report demo</title>",
            f'<rect width="{across}" height="{down}" rx="8" fill="{THEME.background_color.hex}"/>',
            f'<g font-family="ui-monospace, Menlo, monospace" font-size="15" fill="{THEME.foreground_color.hex}">',
            *rows,
            "</g>",
            "</svg>\n",
        ]
    )


if __name__ == "__main__":
    IMAGE.parent.mkdir(parents=True, exist_ok=True)
    IMAGE.write_text(picture(demo()), encoding="utf-8")
