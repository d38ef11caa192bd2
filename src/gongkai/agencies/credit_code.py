"""The unified social credit code (统一社会信用代码) of an agency: GB 32100-2015."""

from __future__ import annotations

LENGTH = 18
_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # 31: digits and capitals but I, O, S, V, Z
_WEIGHTS = tuple(3**place % 31 for place in range(LENGTH - 1))


def check_sign(body: str) -> str:
    """Give the sign that the first seventeen must be followed by (校验码).

    Raises ValueError for a sign that the code does not use, and for another length.

    >>> check_sign("91350100M000100Y4")
    '3'
    """
    if len(body) != LENGTH - 1:
        raise ValueError(f"the body of a code has {LENGTH - 1} signs, not {len(body)}")
    total = sum(_SIGNS.index(sign) * weight for sign, weight in zip(body, _WEIGHTS, strict=True))
    return _SIGNS[-total % 31]


def is_credit_code(written: str) -> bool:
    """Say whether this is a code whose check sign is right."""
    if len(written) != LENGTH or any(sign not in _SIGNS for sign in written):
        return False
    return check_sign(written[:-1]) == written[-1]
