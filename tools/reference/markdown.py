"""How a page is put together: its title, paragraphs and tables, in Markdown."""

from __future__ import annotations

from collections.abc import Sequence

MADE_BY = "<!-- 本页由代码生成（make docs），请勿手工修改。 -->\n"

Line = tuple[object, ...]


def grid(head: Line, lines: Sequence[Line]) -> str:
    """Give a table; a bar or a break within a cell is escaped."""

    def cell(value: object) -> str:
        return str(value).replace("|", "\\|").replace("\n", "<br>")

    rows = (head, ("---",) * len(head), *lines)
    return "\n".join(f"| {' | '.join(map(cell, row))} |" for row in rows) + "\n"


def page(title: str, *parts: str) -> str:
    """Put a page together: title, paragraphs, tables."""
    return "\n".join([MADE_BY, f"# {title}\n", *(part if part.endswith("\n") else f"{part}\n" for part in parts)])
