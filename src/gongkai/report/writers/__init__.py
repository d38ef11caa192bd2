"""Writers: each takes a report and gives the bytes of a file. `WRITERS` names them by ending."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath
from types import MappingProxyType

from gongkai.report.model import Report
from gongkai.report.writers.docx import write_docx
from gongkai.report.writers.html import write_html
from gongkai.report.writers.json import write_json
from gongkai.report.writers.pdf import write_pdf
from gongkai.report.writers.text import write_text
from gongkai.report.writers.xlsx import write_xlsx

Writer = Callable[[Report], bytes]

WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        ".docx": write_docx,
        ".html": write_html,
        ".htm": write_html,
        ".json": write_json,
        ".pdf": write_pdf,
        ".txt": write_text,
        ".xlsx": write_xlsx,
    }
)


def writer_for(name: str) -> Writer | None:
    """Give the writer for a file name by its ending, or None when no writer has that ending.

    >>> writer_for("年报.HTML") is write_html, writer_for("年报.doc")
    (True, None)
    """
    return WRITERS.get(PurePath(name).suffix.lower())
