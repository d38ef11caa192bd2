"""Query codes (查询码): what somebody without an account shows to see their own case."""

from __future__ import annotations

import secrets
from hmac import compare_digest
from typing import Any

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without what is easily taken for another: 0 and O, 1, I and L."""
LENGTH = 12
"""Some 59 bits: with the limit on how often one may try, nobody guesses it."""
_GROUP = 4


def new_code() -> str:
    """Give a code nobody can guess, in groups that can be read out on the telephone."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(drawn[start : start + _GROUP] for start in range(0, LENGTH, _GROUP))


def as_written(typed: str) -> str:
    """Give a code as it was drawn, however it was typed: small letters, no dashes, full-width forms.

    >>> as_written(" ab2c def3 ghj4")
    'AB2C-DEF3-GHJ4'
    """
    halved = "".join(chr(ord(each) - 0xFEE0) if "！" <= each <= "～" else each for each in typed)
    kept = "".join(each for each in halved.upper() if each.isalnum())[: LENGTH + 1]
    return "-".join(kept[start : start + _GROUP] for start in range(0, len(kept), _GROUP))


def row_of(rows: Any, number: str, code: str) -> Any:
    """Give the one of some rows with a `number` and a `code`, or None; that one of the two is right cannot be told."""
    typed = as_written(code)
    found = rows.filter(code=typed).first() if typed else None
    written = found.number if found else ""
    return found if compare_digest(written.encode(), number.strip().encode()) and found else None
