"""Pictures that nobody can hear read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from gongkai.disclosure.scan.finding import Finding, Severity, Sort
from gongkai.disclosure.scan.material import Facts, Material, Picture
from gongkai.law.citation import cite
from gongkai.law.message import Message

WITHOUT_WORDS = Sort(
    "picture-without-words",
    Severity.WARNING,
    Message("图片没有替代文字"),
    Message("请写明图片上有什么，看不见图片的人靠它了解内容；只作装饰的，请删去图片。"),
    cite("网站指引"),
)
IN_FILE = Sort(
    "file-picture-without-words",
    Severity.WARNING,
    Message("附件里的图片没有替代文字"),
    Message("请在原来的文档里给图片写上替代文字（可选文字），只作装饰的标为装饰，重新导出，再替换附件。"),
    cite("网站指引"),
)
UNTAGGED = Sort(
    "file-untagged",
    Severity.NOTICE,
    Message("PDF没有标签，里面的图片不能有替代文字"),
    Message("请从原来的文档导出带标签的PDF（导出时选“辅助功能的文档结构标记”），读屏软件才读得到图片。"),
    cite("网站指引"),
)
SORTS = (WITHOUT_WORDS, IN_FILE, UNTAGGED)

_NAME_OF_FILE = re.compile(
    r"(?:.*[\\/])?[\w\-() ]*\.(?:jpe?g|png|gif|bmp|webp|tiff?|emf|wmf)|(?:图片|picture|image|img|微信图片)[\d_\- ]*",
    re.I,
)


def without_words(material: Material, facts: Facts) -> Iterator[Finding]:
    """Find pictures without alternative text, or with the name of a file in its place."""
    for picture in material.pictures:
        if _is_silent(picture):
            yield WITHOUT_WORDS(picture.place, (picture.alt or "").strip())


def in_files(material: Material, facts: Facts) -> Iterator[Finding]:
    """Find such pictures in files, page by page, and pages of a PDF that can have no words for them."""
    for file in material.files:
        silent = Counter(each.place for each in file.pictures if each.can_have_alt and _is_silent(each))
        for place, number in silent.items():
            yield IN_FILE(place, "", Message("{count}张图片没有替代文字", count=number))
        for place in dict.fromkeys(each.place for each in file.pictures if not each.can_have_alt):
            yield UNTAGGED(place, "")


def _is_silent(picture: Picture) -> bool:
    alt = (picture.alt or "").strip()
    return not alt or bool(_NAME_OF_FILE.fullmatch(alt))
