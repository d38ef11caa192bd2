"""The name a file is given, made safe to keep, to show and to save under on any machine."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
"""Characters kept of a name."""

_LOST = "\u200b\u200c\u200d\u2060\ufeff\u00ad"  # of no width: two names would look alike
_UNSAVEABLE = re.compile(r'[<>:"|?*]')
_DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def cleaned(given: str) -> str:
    r"""Give a name without its path, control characters and those that turn the direction of writing.

    >>> cleaned("C:\\文件\\机构设置.pdf")
    '机构设置.pdf'
    >>> cleaned("../..")
    ''
    """
    name = unicodedata.normalize("NFC", given)
    name = re.split(r"[/\\]", name)[-1]
    name = "".join(each for each in name if each not in _LOST and unicodedata.category(each)[0] != "C")
    name = "".join(" " if unicodedata.category(each) in ("Zl", "Zp") else each for each in name)
    name = _UNSAVEABLE.sub("_", name)
    name = " ".join(name.split()).strip(". ")
    if _DEVICES.match(name):
        name = f"_{name}"
    stem, extension = split(name)
    if len(extension) > LONGEST // 2:
        stem, extension = name, ""
    return f"{stem[: LONGEST - len(extension)].rstrip('. ')}{extension}"


def split(name: str) -> tuple[str, str]:
    """Give what comes before the extension, and the extension with its dot; empty where there is none.

    >>> split("机构设置.tar.PDF")
    ('机构设置.tar', '.PDF')
    """
    stem, dot, extension = name.rpartition(".")
    return (stem, dot + extension) if stem and extension else (name, "")
