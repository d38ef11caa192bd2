"""Rows read for a list, of which one may not open: it says so, and takes from nobody the list of all others.

Why it does not, and what to do, says the page of the row alone, which asks `fields` as ever.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.utils.translation import gettext as _

from gongkai.vault.sealing import SealBroken

Row = TypeVar("Row")


def if_whole(read: Callable[[Row], str]) -> Callable[[Row], str]:
    """Give what reads something of a row that is sealed, or says that it cannot be opened."""

    def value(row: Row) -> str:
        try:
            return read(row)
        except SealBroken:
            return _("（打不开）")

    return value
