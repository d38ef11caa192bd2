"""Citizen identity numbers (公民身份号码, GB 11643): eighteen places, the last a check on the others.

Not here: whether the number was ever given to somebody, which only the register of persons knows.
"""

from __future__ import annotations

from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def is_identity_number(written: str) -> bool:
    """Say whether eighteen characters can be an identity number: a day of birth that exists, the right last place.

    >>> is_identity_number("11010519491231002X")
    True
    >>> is_identity_number("110105194912310020")
    False
    """
    body, last = written[:17], written[17:].upper()
    if len(written) != 18 or not (body.isascii() and body.isdigit()):
        return False
    try:
        date(int(body[6:10]), int(body[10:12]), int(body[12:14]))
    except ValueError:
        return False
    return check_place(body) == last


def check_place(body: str) -> str:
    """Give the last place that GB 11643 gives seventeen digits.

    >>> check_place("11010519491231002")
    'X'
    """
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS)) % 11]
