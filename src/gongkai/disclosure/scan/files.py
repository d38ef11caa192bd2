"""What the files of a text hide, and files that could not be looked through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai.disclosure.scan.finding import Finding, Place, Severity, Sort
from gongkai.disclosure.scan.links import BROKEN, trouble_of
from gongkai.disclosure.scan.masking import masked
from gongkai.disclosure.scan.material import Facts, Material
from gongkai.law.citation import cite
from gongkai.law.message import Message

_SAVE_ANEW = Message("请用原来的程序去掉后另存，或者导出成新的PDF，再替换附件。")
_GROUND = cite("条例第17条")

COVERED = Sort(
    "file-covered-text",
    Severity.ERROR,
    Message("遮盖的内容还在文件里，可以选取复制"),
    Message("请从原文里删去，重新导出；只画黑块遮不住。"),
    _GROUND,
)
CHANGES = Sort("file-changes", Severity.ERROR, Message("修订痕迹、批注或者以前的版本"), _SAVE_ANEW, _GROUND)
HIDDEN = Sort("file-hidden", Severity.ERROR, Message("隐藏的文字、行列、工作表或者数据"), _SAVE_ANEW, _GROUND)
EMBEDDED = Sort("file-embedded", Severity.WARNING, Message("内嵌的文件、脚本或者外部数据"), _SAVE_ANEW, _GROUND)
PROPERTY = Sort(
    "file-property",
    Severity.NOTICE,
    Message("文档属性里写着的内容"),
    Message("有姓名、单位的，请核实可以公开。"),
    _GROUND,
)
UNSEARCHABLE = Sort(
    "file-unsearchable",
    Severity.NOTICE,
    Message("没有文字或者有图片的页，扫描看不到内容"),
    Message("请逐页看过；能换成有文字的文件的，请换。"),
)
UNREAD = Sort(
    "file-unread",
    Severity.WARNING,
    Message("附件没有能扫描"),
    Message("请打开看过，确认没有不应公开的内容。"),
)
SORTS = (COVERED, CHANGES, HIDDEN, EMBEDDED, PROPERTY, UNSEARCHABLE, UNREAD)

_BY_KIND: Mapping[str, Sort] = {
    "covered_text": COVERED,
    "covered_picture": COVERED,
    "unapplied_mark": COVERED,
    "comment": CHANGES,
    "tracked_change": CHANGES,
    "revision": CHANGES,
    "unseen_text": HIDDEN,
    "hidden_text": HIDDEN,
    "hidden_sheet": HIDDEN,
    "hidden_row": HIDDEN,
    "hidden_column": HIDDEN,
    "pivot_cache": HIDDEN,
    "attachment": EMBEDDED,
    "script": EMBEDDED,
    "layer": EMBEDDED,
    "form_field": EMBEDDED,
    "external_link": EMBEDDED,
    "private_data": EMBEDDED,
    "thumbnail": EMBEDDED,
    "property": PROPERTY,
    "no_text": UNSEARCHABLE,
    "picture": UNSEARCHABLE,
}
"""What is not listed is no secret: the layer of a scan, bookmarks, headers, alternative text."""

LINK = "link"


def hidden(material: Material, facts: Facts) -> Iterator[Finding]:
    """Show what the files hide, by code, and the links in them that lead nowhere."""
    for file in material.files:
        for each in file.hidden:
            place = Place("file", each.page, file.key)
            code = _BY_KIND.get(each.kind)
            if code is not None:
                yield code(place, masked(each.detail))
            elif each.kind == LINK and (trouble := trouble_of(each.detail.strip(), facts)):
                yield BROKEN(place, masked(each.detail), trouble)


def unread(material: Material, facts: Facts) -> Iterator[Finding]:
    """Show which files could not be looked through, and why."""
    for file in material.files:
        if file.trouble is not None:
            yield UNREAD(Place("file", None, file.key), "", file.trouble)
