"""How sheets that were not fitted to the page are read: synthetic reports, printed by LibreOffice in many set-ups.

    .venv/bin/python -m tools.sheets --count 6 --seed 1

For each set-up it prints how many were read cell for cell, misread, and refused, and in how many that add up an error
was found. Misread ones and such errors make it fail; a refusal does not.
"""

from __future__ import annotations

import argparse
import io
import math
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from xlsxwriter import Workbook

from gongkai.law.errors import UnreadableDocument
from gongkai.report.checks import check
from gongkai.report.figures import figures
from gongkai.report.finding import Severity
from gongkai.report.model import Report
from gongkai.report.reading import read_bytes
from gongkai.report.synth import Synthetic, synthesise
from gongkai.report.synth.files import write_sheets
from gongkai.report.synth.layouts import Layout, Rows, pieces
from gongkai.untrusted.office import office_command

_LABELS = 3
_STORY_WIDTH = 10
_PER_CHARACTER = 2.35
"""How wide a Chinese character is, in the unit that widths of columns are given in."""
_LINE = 15.5


class Setup(NamedTuple):
    """How a sheet is laid out and printed."""

    width: float = 9
    labels: float = 0
    """How wide the first columns are, where not as wide as the others."""
    landscape: bool = False
    over_then_down: bool = False
    ruled: bool = True
    grid: bool = False
    """Whether the lines between all cells of the sheet are printed."""
    story: bool = False
    """Whether the text of the report stands on the sheet too."""
    apart: bool = False
    """Whether each table has a sheet of its own."""
    numbered: bool = False
    """Whether pages have a header and a number."""
    down: str = "vcenter"


SETUPS = {
    "narrow": Setup(),
    "wide": Setup(14),
    "very wide": Setup(20),
    "wide labels": Setup(8, labels=18),
    "landscape": Setup(14, landscape=True),
    "over": Setup(12, over_then_down=True),
    "over, landscape": Setup(14, over_then_down=True, landscape=True),
    "tables apart": Setup(14, apart=True),
    "with text": Setup(story=True),
    "with text, over": Setup(12, story=True, over_then_down=True),
    "numbered": Setup(12, numbered=True),
    "grid": Setup(12, ruled=False, grid=True),
    "no rules": Setup(12, ruled=False),
    "no rules, top": Setup(12, ruled=False, down="top"),
    "no rules, wide labels": Setup(8, labels=18, ruled=False),
    "no rules, over": Setup(12, ruled=False, over_then_down=True),
    "no rules, landscape": Setup(14, ruled=False, landscape=True),
    "no rules, numbered": Setup(12, ruled=False, numbered=True),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print and read reports in every set-up, or those named; give 1 when one is misread."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("setups", nargs="*", metavar="SETUP", help=", ".join([*SETUPS, "rows too low"]))
    parser.add_argument("--count", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    failed = False
    for name in options.setups or [*SETUPS, "rows too low"]:
        write = _writer(name)
        told: Counter[str] = Counter()
        for document in _printed(synthesise(options.count, options.seed, 0.0, [Layout(name, ".xlsx", write)])):
            told.update(_told(document))
        print(f"{name:24}", ", ".join(f"{count} {what}" for what, count in sorted(told.items())), flush=True)
        failed = failed or bool(told["misread"] or told["accused"])
    return int(failed)


def _told(document: Synthetic) -> Iterator[str]:
    try:
        reading = read_bytes(document.data)
    except UnreadableDocument as error:
        yield f"refused ({error.code})"
        return
    yield "read" if figures(reading.report) == document.truth else "misread"
    if any(each.severity is Severity.ERROR for each in (*reading.findings, *check(reading.report))):
        yield "accused"


def _printed(documents: Iterator[Synthetic]) -> Iterator[Synthetic]:
    """Give workbooks as the PDFs that LibreOffice makes of them."""
    command = office_command()
    if command is None:
        raise SystemExit("LibreOffice (soffice) is not installed")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = {folder / f"{number}.xlsx": document for number, document in enumerate(documents)}
        for path, document in sources.items():
            path.write_bytes(document.data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        convert = [command, profile, "--headless", "--convert-to", "pdf", "--outdir", name, *map(str, sources)]
        subprocess.run(convert, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for path, document in sources.items():
            yield document._replace(data=path.with_suffix(".pdf").read_bytes())


# ── Workbooks ────────────────────────────────────────────────────────────────


def _writer(name: str) -> Any:
    if name == "rows too low":  # so that labels are cut in print, which nobody can read
        return write_sheets
    return lambda report, random: _workbook(report, random, SETUPS[name])


def _workbook(report: Report, random: Random, setup: Setup) -> bytes:
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    border = {"border": 1} if setup.ruled else {}
    cell = book.add_format({"align": "center", "valign": setup.down, "text_wrap": True, **border})
    text = book.add_format({"valign": "top", "text_wrap": True})
    widths = [setup.labels or setup.width] * _LABELS + [setup.width] * 13
    sheet = _sheet(book, setup, widths)
    sheet.write_string(0, 0, report.title)
    y, is_first = 2, True
    for piece in pieces(report):
        if not isinstance(piece, str):
            if setup.apart and not is_first:
                sheet, y = _sheet(book, setup, widths), 0
            _put(sheet, y, piece, widths, cell)
            y, is_first = y + len(piece) + 2, False
        elif setup.story:
            sheet.merge_range(y, 0, y, _STORY_WIDTH - 1, piece, text)
            sheet.set_row(y, _LINE * math.ceil(len(piece) * _PER_CHARACTER / sum(widths[:_STORY_WIDTH]) + 0.1))
            y += 1
    book.close()
    return out.getvalue()


def _sheet(book: Any, setup: Setup, widths: Sequence[float]) -> Any:
    sheet = book.add_worksheet()
    sheet.set_paper(9)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    if setup.landscape:
        sheet.set_landscape()
    if setup.over_then_down:
        sheet.print_across()
    if setup.grid:
        sheet.hide_gridlines(0)
    if setup.numbered:
        sheet.set_header("&C政府信息公开工作年度报告")
        sheet.set_footer("&C第 &P 页，共 &N 页")
    return sheet


def _put(sheet: Any, top: int, rows: Rows, widths: Sequence[float], format: Any) -> None:
    """Put a table on a sheet, its rows as high as their texts ask for."""
    lines = [1] * len(rows)
    for y, row in enumerate(rows):
        for cell in row:
            right, bottom = cell.at + cell.colspan, y + cell.rowspan
            needed = math.ceil(len(cell.text) * _PER_CHARACTER / sum(widths[cell.at : right]) / cell.rowspan)
            lines[y:bottom] = [max(each, 1 if cell.is_figure else needed) for each in lines[y:bottom]]
            if (bottom, right) != (y + 1, cell.at + 1):
                sheet.merge_range(top + y, cell.at, top + bottom - 1, right - 1, "", format)
            if cell.is_figure and cell.text.isdigit():
                sheet.write_number(top + y, cell.at, int(cell.text), format)
            else:
                sheet.write_string(top + y, cell.at, cell.text, format)
    for y, count in enumerate(lines):
        sheet.set_row(top + y, _LINE * count + 6)


if __name__ == "__main__":
    sys.exit(main())
