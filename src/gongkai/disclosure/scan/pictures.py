"""Pictures that nobody can hear read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.disclosure.scan.finding import Finding, Severity, Sort
from gongkai.disclosure.scan.material import Facts, Material
from gongkai.law.citation import cite
from gongkai.law.message import Message

WITHOUT_WORDS = Sort(
    "picture-without-words",
    Severity.WARNING,
    Message("图片没有替代文字"),
    Message("请写明图片上有什么，看不见图片的人靠它了解内容；只作装饰的，请删去图片。"),
    cite("网站指引"),
)
SORTS = (WITHOUT_WORDS,)

_NAME_OF_FILE = re.compile(r"[\w\-() ]*\.(?:jpe?g|png|gif|bmp|webp|tiff?)|(?:图片|image|img|微信图片)[\d_\- ]*", re.I)


def without_words(material: Material, facts: Facts) -> Iterator[Finding]:
    """Find pictures without alternative text, or with the name of a file in its place."""
    for picture in material.pictures:
        alt = (picture.alt or "").strip()
        if not alt or _NAME_OF_FILE.fullmatch(alt):
            yield WITHOUT_WORDS(picture.place, alt)
