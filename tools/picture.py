"""Draw the picture of the README, `docs/images/demo.svg`, from what `gongkai demo` prints: `make docs`.

The picture is the last screenful: the report with one figure changed, and what is found in it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

IMAGE = Path(__file__).parent.parent / "docs" / "images" / "demo.svg"
WIDTH = 100
LINES = 24

# The usual frame asks a font server; a picture in a repository should ask nobody.
FRAME = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL).replace(
    "Fira Code", "ui-monospace, 'Noto Sans Mono CJK SC'"
)


def demo() -> str:
    """Give what the demo prints to a terminal that shows colours."""
    gongkai = Path(sys.executable).with_name("gongkai")
    terminal = {**os.environ, "FORCE_COLOR": "1", "TERM": "xterm-256color", "COLUMNS": str(WIDTH), "LANG": "C.UTF-8"}
    with TemporaryDirectory() as folder:
        done = subprocess.run(
            [gongkai, "demo"], cwd=folder, env=terminal, capture_output=True, encoding="utf-8", check=True
        )
    return done.stdout


def picture(printed: str) -> str:
    """Draw the last lines of what was printed."""
    lines = Text.from_ansi(printed.rstrip()).split()[-LINES:]
    console = Console(record=True, width=WIDTH, file=StringIO())
    for line in lines:
        console.print(line)
    return console.export_svg(title="gongkai demo", code_format=FRAME, unique_id="gongkai")


if __name__ == "__main__":
    IMAGE.parent.mkdir(parents=True, exist_ok=True)
    IMAGE.write_text(picture(demo()), encoding="utf-8")
