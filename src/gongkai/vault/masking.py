"""Personal data shown so far that one knows whose it is, and no further: lists and logs of acts show it so."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum

_HIDDEN = "****"
_MOBILE = re.compile(r"(?P<country>(?:\+|00)86[ -]?)?(?P<number>1\d{10})", re.ASCII)
_DOWN_TO_COUNTY = re.compile(
    r"(?:[^\s\d]{2,8}?(?:省|自治区))?"
    r"(?:[^\s\d]{1,10}?(?:自治州|市|地区|盟))?"
    r"(?:[^\s\d]{1,10}?(?:自治县|县|自治旗|旗|市|(?<![小社园校街库厂])区))?"
)


class Personal(StrEnum):
    """Kinds of personal data that are shown masked."""

    NAME = "name"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"


def masked(text: str, kind: Personal) -> str:
    """Give personal data of a kind with most of it hidden; nothing of nothing.

    >>> masked("13812345678", Personal.PHONE)
    '138****5678'
    """
    text = " ".join(text.split())
    return _MASKS[kind](text) if text else ""


def _name(text: str) -> str:
    """Keep the first character; how long a name is beyond three is not shown."""
    return text[0] + "*" * min(2, max(1, len(text) - 1))


def _id_number(text: str) -> str:
    """Keep three characters before and two behind: neither the day of birth nor the county."""
    return _ends(text, 3, 2)


def _phone(text: str) -> str:
    """Keep three digits before and four behind of a mobile number; of others the area code and the last two."""
    joined = text.replace(" ", "").replace("-", "")
    if found := _MOBILE.fullmatch(joined):
        number = found["number"]
        return f"{number[:3]}{_HIDDEN}{number[-4:]}"
    area, dash, number = text.partition("-")
    return f"{area}-{_ends(number, 0, 2)}" if dash and len(area) <= 4 else _ends(text, 0, 2)


def _email(text: str) -> str:
    """Keep the first character and the domain."""
    local, at, domain = text.rpartition("@")
    if not at:
        return _ends(text, 1, 0)
    return f"{local[:1] if len(local) > 1 else ''}***@{domain}"


def _address(text: str) -> str:
    """Keep what is above the township; where none is named, nothing."""
    found = _DOWN_TO_COUNTY.match(text)
    return f"{found[0] if found else ''}{_HIDDEN}"


def _ends(text: str, before: int, behind: int) -> str:
    """Keep so many characters at the ends, where at least twice as many stay hidden."""
    if len(text) < 3 * (before + behind):
        return "*" * max(len(text), len(_HIDDEN))
    return text[:before] + "*" * (len(text) - before - behind) + text[len(text) - behind :]


_MASKS: Mapping[Personal, Callable[[str], str]] = {
    Personal.NAME: _name,
    Personal.ID_NUMBER: _id_number,
    Personal.PHONE: _phone,
    Personal.EMAIL: _email,
    Personal.ADDRESS: _address,
}
