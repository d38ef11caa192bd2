"""What a PDF holds besides its pages: comments, fields, layers, files, scripts, properties, earlier versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from gongkai.redaction.content import TEXT_KEYS
from gongkai.redaction.inspection.hidden import Hidden, Hiding, hidden

_DEEPEST = 30
_MOST_OUTLINES = 2000


def of_pdf(pdf: pikepdf.Pdf, data: bytes) -> tuple[Hidden, ...]:
    """List what a PDF holds besides its pages."""
    found = [
        *_annotations(pdf),
        *_fields(pdf),
        *_layers(pdf),
        *_attachments(pdf),
        *_properties(pdf),
        *(hidden(Hiding.OUTLINE, title) for title in _titles(pdf)),
        *_in_objects(pdf),
    ]
    # A file made to be shown while it is still coming in has two ends from the beginning.
    earlier = data.count(b"%%EOF") - 1 - (b"/Linearized" in data[:1024])
    if earlier > 0:
        found.append(hidden(Hiding.REVISION, f"×{earlier}"))
    return tuple(dict.fromkeys(found))


def _annotations(pdf: pikepdf.Pdf) -> Iterator[Hidden]:
    for number, page in enumerate(pdf.pages, 1):
        listed = page.obj.get("/Annots")
        for each in listed if isinstance(listed, pikepdf.Array) else ():
            if not isinstance(each, Dictionary):
                continue
            kind = str(each.get("/Subtype", ""))
            said = _string(each.get("/Contents"))
            if kind == "/Link":
                action = each.get("/A")
                uri = _string(action.get("/URI")) if isinstance(action, Dictionary) else ""
                yield hidden(Hiding.LINK, uri, number)
            elif kind == "/Redact":
                yield hidden(Hiding.UNAPPLIED_MARK, said, number)
            elif kind == "/FileAttachment":
                yield hidden(Hiding.ATTACHMENT, said or _string(each.get("/T")), number)
            elif kind not in ("/Widget", "/Popup"):
                yield hidden(Hiding.COMMENT, f"{kind[1:]} {_string(each.get('/T'))} {said}", number)


def _fields(pdf: pikepdf.Pdf) -> Iterator[Hidden]:
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, Dictionary):
        return
    if "/XFA" in form:
        yield hidden(Hiding.FORM_FIELD, "XFA")
    for each in pdf.objects:
        if isinstance(each, Dictionary) and "/FT" in each and ("/V" in each or "/DV" in each):
            value = each.get("/V", each.get("/DV"))
            shown = _string(value) or (str(value)[1:] if isinstance(value, Name) else "")
            yield hidden(Hiding.FORM_FIELD, f"{_string(each.get('/T'))} = {shown}")


def _layers(pdf: pikepdf.Pdf) -> Iterator[Hidden]:
    for each in pdf.objects:
        if isinstance(each, Dictionary) and each.get("/Type") == Name.OCG:
            yield hidden(Hiding.LAYER, _string(each.get("/Name")))


def _attachments(pdf: pikepdf.Pdf) -> Iterator[Hidden]:
    for each in pdf.objects:
        if isinstance(each, Dictionary) and isinstance(each.get("/EF"), Dictionary):
            yield hidden(Hiding.ATTACHMENT, _string(each.get("/UF")) or _string(each.get("/F")))


def _properties(pdf: pikepdf.Pdf) -> Iterator[Hidden]:
    info = pdf.trailer.get("/Info")
    for key, value in info.items() if isinstance(info, Dictionary) else ():
        if said := _string(value):
            yield hidden(Hiding.PROPERTY, f"{key[1:]} = {said}")


def _titles(pdf: pikepdf.Pdf) -> Iterator[str]:
    outlines = pdf.Root.get("/Outlines")
    pending = [outlines.get("/First")] if isinstance(outlines, Dictionary) else []
    seen: set[tuple[int, int]] = set()
    while pending and len(seen) < _MOST_OUTLINES:
        each = pending.pop()
        if not isinstance(each, Dictionary) or each.objgen in seen:
            continue
        seen.add(each.objgen)
        yield _string(each.get("/Title"))
        pending += [each.get("/Next"), each.get("/First")]


def _in_objects(pdf: pikepdf.Pdf) -> Iterator[Hidden]:
    """List what may hang on any object."""
    counts: Counter[Hiding] = Counter()
    said: dict[str, None] = {}
    for each in pdf.objects:
        for part in _dictionaries(each, _DEEPEST):
            if part.get("/S") == Name.JavaScript or part.get("/S") == Name.Launch or "/JS" in part:
                counts[Hiding.SCRIPT] += 1
            for key in TEXT_KEYS:
                if words := _string(part.get(key)):
                    said[words] = None
            counts[Hiding.THUMBNAIL] += "/Thumb" in part
            counts[Hiding.PRIVATE_DATA] += "/PieceInfo" in part
            if isinstance(part.get("/Metadata"), pikepdf.Stream):
                counts[Hiding.PROPERTY] += 1
    for kind, count in counts.items():
        if count:
            yield hidden(kind, f"XMP ×{count}" if kind is Hiding.PROPERTY else f"×{count}")
    if said:
        yield hidden(Hiding.REPLACEMENT_TEXT, "；".join(said))


def _dictionaries(value: Any, deepest: int) -> Iterator[Any]:
    """Give an object, if it is a dictionary or a stream, and those within it, but not what it refers to."""
    if isinstance(value, pikepdf.Stream | Dictionary):
        yield value
        children = [child for _, child in value.items()]
    elif isinstance(value, pikepdf.Array):
        children = list(value)
    else:
        return
    if deepest:
        for child in children:
            if isinstance(child, pikepdf.Object) and not child.is_indirect:
                yield from _dictionaries(child, deepest - 1)


def _string(value: Any) -> str:
    return str(value) if isinstance(value, pikepdf.String | str) else ""
