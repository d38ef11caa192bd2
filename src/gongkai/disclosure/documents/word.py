"""A DOCX as HTML. Runs in a process of its own (`reading`), since the file may be anybody's and the parser is Python.

Only the parts that hold the text are opened, within the bounds of `untrusted.archive`, and written into a package of
our own for mammoth: it never sees comments, settings, macros or what a part of another name would bring.
"""

from __future__ import annotations

import base64
import copy
import re
import zipfile
from collections import Counter
from io import BytesIO
from typing import Any, NamedTuple

from gongkai.disclosure.content import cleaned
from gongkai.disclosure.documents.numbers import Numbers, W
from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.untrusted.archive import Archive
from gongkai.untrusted.office import converted

_XML = ("word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "word/endnotes.xml")
_RELATIONS = tuple(f"word/_rels/{name}.xml.rels" for name in ("document", "footnotes", "endnotes"))
_TYPES = {"image/png": "png", "image/jpeg": "jpeg"}
_OFFICE = {"doc": "DOC", "wps": "DOC", "odt": "ODT", "rtf": "RTF"}
"""What LibreOffice turns into a DOCX first, and what it takes it for: a WPS document is a Word document of old."""

_HEADER = re.compile(r"word/(?:header|footer)\d*\.xml")
_OFF = ("0", "false", "off")
_TAG = re.compile(r"<(/?)(h[1-6]|b|i)(?=[\s>])")
_NAMES = {"h1": "h2", "h2": "h3", "h3": "h4", "h5": "h4", "h6": "h4", "b": "strong", "i": "em"}
_WITHIN_PAGE = re.compile(r'<a\s[^>]*href="#[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
_SIDES = {"center": "center", "right": "right", "end": "right"}
_STYLES = "\n".join(
    ["u => u", "comment-reference => ", "p[style-name='Title'] => p.align-center:fresh"]
    + [f"p[style-name='of {side}'] => p.align-{side}:fresh" for side in ("center", "right")]
    + [
        f"p[style-name='heading {level} of {side}'] => h{level}.align-{side}:fresh"
        for level in range(1, 7)
        for side in ("center", "right")
    ]
)


class Reading(NamedTuple):
    """What a document says, and what of it was left out: how many of each."""

    html: str
    left_out: dict[str, int]


def read(data: bytes, kind: str) -> Reading:
    """Give a document as HTML that was cleaned but for its pictures, which stand in it as data."""
    import mammoth  # type: ignore[import-untyped]

    if kind in _OFFICE:
        data = converted(data, _OFFICE[kind], "DOCX")
    left_out: Counter[str] = Counter()
    package = _bare(Archive(data), left_out)

    def picture(image: Any) -> dict[str, str]:
        with image.open() as held:
            content = held.read()
        if image.content_type not in _TYPES:
            left_out["pictures"] += 1
            return {}
        return {"src": f"data:{image.content_type};base64,{base64.b64encode(content).decode()}"}

    made = mammoth.convert_to_html(
        package,
        style_map=_STYLES,
        convert_image=mammoth.images.img_element(picture),
        transform_document=mammoth.transforms.paragraph(_placed),
        external_file_access=False,
    )
    html = _WITHIN_PAGE.sub(lambda link: "" if link[1] == "↑" else link[1], made.value)
    html = _TAG.sub(lambda tag: f"<{tag[1]}{_NAMES.get(tag[2], tag[2])}", html)
    return Reading(cleaned_but_pictures(html), {name: number for name, number in left_out.items() if number})


def no_document() -> UnreadableDocument:
    """Give the error of a file that is no document of a word processor."""
    return UnreadableDocument(
        "not-a-document",
        Message("这不是Word文档。"),
        hint=Message("请用Word或者WPS另存为DOCX再导入。"),
    )


def _placed(paragraph: Any) -> Any:
    """Give a paragraph a style that says where its lines stand."""
    side = _SIDES.get(paragraph.alignment or "")
    if side is None:
        return paragraph
    level = re.fullmatch(r"heading ([1-6])", (paragraph.style_name or "").lower())
    name = f"heading {level[1]} of {side}" if level else f"of {side}"
    return paragraph.copy(style_id=None, style_name=name)


def cleaned_but_pictures(html: str) -> str:
    """Clean all but the pictures, which are only kept once they are attachments."""
    pictures: list[str] = []

    def aside(image: re.Match[str]) -> str:
        pictures.append(image[1])
        return image[0].replace(image[1], f"attachment:{len(pictures)}")

    kept = cleaned(re.sub(r'<img\b[^>]*?src="(data:[^"]*)"', aside, html))
    return re.sub(r'src="attachment:(\d+)"', lambda found: f'src="{pictures[int(found[1]) - 1]}"', kept)


def _bare(archive: Archive, left_out: Counter[str]) -> BytesIO:
    from lxml import etree

    document = archive.xml("word/document.xml")
    if document is None or archive.read("[Content_Types].xml") is None:
        raise no_document()
    parts = {name: part for name in _XML if (part := archive.xml(name)) is not None}
    hidden = _hidden_styles(parts.get("word/styles.xml"))
    for part in (document, parts.get("word/footnotes.xml"), parts.get("word/endnotes.xml")):
        if part is not None:
            _strip(part, hidden, left_out)
    _number(document, parts)
    left_out["headers"] += sum(
        re.fullmatch(r"word/(?:header|footer)\d*\.xml", name) is not None for name in archive.names()
    )
    parts["word/document.xml"] = document
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in ("[Content_Types].xml", "_rels/.rels", *_RELATIONS):
            if (relation := archive.xml(name)) is not None:
                package.writestr(name, etree.tostring(relation))
        for name, part in parts.items():
            package.writestr(name, etree.tostring(part))
        for name in archive.names():
            if name.startswith("word/media/"):
                package.writestr(name, archive.read(name) or b"")
    out.seek(0)
    return out


def _strip(part: Any, hidden: frozenset[str], left_out: Counter[str]) -> None:
    """Take out what was deleted, remarked and hidden; let what was inserted stand."""
    for each in list(part.iter(f"{W}del", f"{W}moveFrom")):
        if each.find(f"{W}r") is not None:
            left_out["deleted"] += 1
            _remove(each)
    for row in list(part.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{W}del") is not None:
            left_out["deleted"] += 1
            _remove(row)
    left_out["inserted"] += sum(each.find(f"{W}r") is not None for each in part.iter(f"{W}ins", f"{W}moveTo"))
    for each in list(part.iter(f"{W}commentReference")):
        left_out["comments"] += 1
        _remove(each)
    for run in list(part.iter(f"{W}r")):
        if _is_hidden(run, hidden):
            left_out["hidden"] += 1
            _remove(run)
    for each in list(part.iter(f"{W}object")):
        left_out["objects"] += 1
        _remove(each)


def _is_hidden(run: Any, hidden: frozenset[str]) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    if vanish is not None:
        return vanish.get(f"{W}val") not in _OFF
    style = run.find(f"{W}rPr/{W}rStyle")
    paragraph = next(run.iterancestors(f"{W}p"), None)
    of_paragraph = None if paragraph is None else paragraph.find(f"{W}pPr/{W}pStyle")
    return any(each is not None and each.get(f"{W}val") in hidden for each in (style, of_paragraph))


def _hidden_styles(styles: Any) -> frozenset[str]:
    if styles is None:
        return frozenset()
    return frozenset(
        style.get(f"{W}styleId")
        for style in styles.findall(f"{W}style")
        if (vanish := style.find(f"{W}rPr/{W}vanish")) is not None and vanish.get(f"{W}val") not in _OFF
    )


def _remove(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _number(document: Any, parts: dict[str, Any]) -> None:
    """Write automatic numbers into their paragraphs, and leave bullets alone to be lists."""
    numbering = parts.get("word/numbering.xml")
    numbers = Numbers(numbering, parts.get("word/styles.xml"))
    for paragraph in document.iter(f"{W}p"):
        words = numbers.next(paragraph)
        if words:
            run = paragraph.makeelement(f"{W}r")
            text = run.makeelement(f"{W}t")
            text.text = words + ("" if words[-1:] in "、）)" else " ")
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(text)
            at = 1 if paragraph.find(f"{W}pPr") is not None else 0
            paragraph.insert(at, run)
    if numbering is not None:
        numbering = copy.deepcopy(numbering)
        for level in list(numbering.iter(f"{W}lvl")):
            kind = level.find(f"{W}numFmt")
            if kind is None or kind.get(f"{W}val") != "bullet":
                _remove(level)
        parts["word/numbering.xml"] = numbering
