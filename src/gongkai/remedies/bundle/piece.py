"""What a piece of evidence is made of: pages of ours with facts and tables, letters, files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from gongkai.applications.notices.letter import Letter
from gongkai.attachments.models import Attachment


@dataclass(frozen=True)
class Table:
    """Rows under their heads."""

    heads: Sequence[Any]
    rows: Sequence[Sequence[Any]]
    widths: Sequence[int]
    """In parts of the whole."""


@dataclass(frozen=True)
class Sheet:
    """A page of ours: facts with their names, and tables."""

    title: Any
    facts: Sequence[tuple[Any, Any]] = ()
    tables: Sequence[Table] = ()


Content = Sheet | Letter | bytes | Attachment
"""A page of ours, a letter, a sealed letter as PDF, a file."""


@dataclass(frozen=True)
class Read:
    """Personal data that a piece shows."""

    row: models.Model
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Piece:
    """A piece of evidence: its name, its source, what it proves, what is on its pages, whose data it shows."""

    key: str
    name: Any
    source: Any
    proves: Any
    contents: Sequence[Content]
    reads: Sequence[Read] = ()
    usual: bool = True
    """Whether it goes into the bundle unless left out: what the applicant handed in may hold more than is needed."""


def digest(hexadecimal: str) -> str:
    """Give a digest as it stands on a page, in two lines."""
    return f"{hexadecimal[:32]}\n{hexadecimal[32:]}"
