"""What office documents hide: comments, tracked changes, hidden rows, columns, sheets and text, caches, files, macros.

Parts are told by their names and elements by their local names, whatever the dialect of the format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from gongkai.redaction.inspection.elements import OFF, attribute, elements_of, is_on, name_of
from gongkai.redaction.inspection.hidden import Hidden, Hiding, hidden
from gongkai.untrusted.archive import Archive

if TYPE_CHECKING:
    from lxml import etree

_MOST_OF_A_KIND = 50


def of_office(data: bytes, format: str) -> tuple[Hidden, ...]:
    """List what a document hides: DOCX, XLSX, PPTX, ODT, ODS or ODP. Raises UnreadableDocument."""
    archive = Archive(data)
    found = _open_document(archive) if format.startswith("OD") else _office_open(archive)
    counts: dict[Hiding, int] = {}
    kept = []
    for each in dict.fromkeys(found):
        counts[each.kind] = counts.get(each.kind, 0) + 1
        if counts[each.kind] <= _MOST_OF_A_KIND:
            kept.append(each)
    kept += [hidden(kind, f"×{count}") for kind, count in counts.items() if count > _MOST_OF_A_KIND]
    return tuple(kept)


def _words(element: etree._Element) -> str:
    return " ".join("".join(str(text) for text in element.itertext()).split())


# ── Office Open XML ──────────────────────────────────────────────────────────


def _office_open(archive: Archive) -> Iterator[Hidden]:
    for name in archive.names():
        stem = name.rpartition("/")[2]
        if name.startswith("docprops/") and name.endswith(".xml"):
            yield from _properties(archive, name)
        elif "/embeddings/" in name or "/activex/" in name:
            yield hidden(Hiding.ATTACHMENT, stem)
        elif stem == "vbaproject.bin":
            yield hidden(Hiding.SCRIPT, stem)
        elif name.startswith("docprops/thumbnail"):
            yield hidden(Hiding.THUMBNAIL, stem)
        elif name.startswith("customxml/item") and "props" not in stem:
            yield hidden(Hiding.PRIVATE_DATA, stem)
        elif "/pivotcache/" in name and stem.startswith("pivotcache") and name.endswith(".xml"):
            yield hidden(Hiding.PIVOT_CACHE, " ".join(_values(archive, name)) or stem)
        elif "/externallinks/" in name and name.endswith(".xml"):
            yield hidden(Hiding.EXTERNAL_LINK, " ".join(_words_of(archive, name)) or stem)
        elif name.endswith(".rels"):
            yield from _external(archive, name)
        elif stem.startswith(("comment", "threadedcomment")) and name.endswith(".xml"):
            yield from _comments(archive, name)
        elif name.startswith("word/") and name.endswith(".xml"):
            yield from _word(archive, name, stem)
        elif name == "xl/workbook.xml":
            yield from _sheets(archive, name)
        elif name.startswith(("xl/worksheets/", "xl/chartsheets/")) and name.endswith(".xml"):
            yield from _sheet(archive, name, stem)
        elif name.startswith("ppt/slides/") and name.endswith(".xml"):
            yield from _slide(archive, name, stem)
        elif name.startswith("ppt/notesslides/") and name.endswith(".xml"):
            yield hidden(Hiding.COMMENT, " ".join(_words_of(archive, name)))


_TELLING = ("Company", "Manager", "Template", "HyperlinkBase")
"""What the program that made a document writes of itself and counts is passed over but for these."""


def _properties(archive: Archive, name: str) -> Iterator[Hidden]:
    for each in elements_of(archive, name):
        if len(each) == 0 and (each.text or "").strip():
            label = name_of(each)
            if name.endswith("/app.xml") and label not in _TELLING:
                continue
            parent = each.getparent()
            if parent is not None and name_of(parent) == "property":
                label = attribute(parent, "name")
            yield hidden(Hiding.PROPERTY, f"{label} = {each.text}")


def _values(archive: Archive, name: str) -> list[str]:
    return [each for element in elements_of(archive, name) if (each := attribute(element, "v"))]


def _words_of(archive: Archive, name: str) -> list[str]:
    return [words for each in elements_of(archive, name) if (words := (each.text or "").strip())]


def _external(archive: Archive, name: str) -> Iterator[Hidden]:
    for each in elements_of(archive, name):
        if attribute(each, "TargetMode") == "External":
            is_link = attribute(each, "Type").endswith("/hyperlink")
            yield hidden(Hiding.LINK if is_link else Hiding.EXTERNAL_LINK, attribute(each, "Target"))


def _comments(archive: Archive, name: str) -> Iterator[Hidden]:
    for each in elements_of(archive, name):
        if name_of(each) in ("comment", "cm", "threadedComment"):
            yield hidden(Hiding.COMMENT, f"{attribute(each, 'author')} {_words(each)}")


_CHANGES = ("ins", "del", "moveFrom", "moveTo")


def _word(archive: Archive, name: str, stem: str) -> Iterator[Hidden]:
    is_margin = stem.startswith(("header", "footer"))
    if is_margin and (words := " ".join(_words_of(archive, name))):
        yield hidden(Hiding.HEADER_FOOTER, words)
    for each in elements_of(archive, name):
        local = name_of(each)
        if local in _CHANGES and (words := _words(each)):
            yield hidden(Hiding.TRACKED_CHANGE, f"{attribute(each, 'author')} {words}")
        elif local in ("vanish", "webHidden", "specVanish") and is_on(each):
            run = next((up for up in each.iterancestors() if name_of(up) in ("r", "p", "style")), None)
            if run is not None and (words := _words(run)):
                yield hidden(Hiding.HIDDEN_TEXT, words)
            elif run is not None and name_of(run) == "style":
                yield hidden(Hiding.HIDDEN_TEXT, attribute(run, "styleId"))
        elif local == "docVar":
            yield hidden(Hiding.PRIVATE_DATA, f"{attribute(each, 'name')} = {attribute(each, 'val')}")
        elif local == "docPr" and (said := attribute(each, "descr")):
            yield hidden(Hiding.REPLACEMENT_TEXT, said)


def _sheets(archive: Archive, name: str) -> Iterator[Hidden]:
    for each in elements_of(archive, name):
        if name_of(each) == "sheet" and attribute(each, "state") in ("hidden", "veryHidden"):
            yield hidden(Hiding.HIDDEN_SHEET, attribute(each, "name"))


_MARGINS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")


def _sheet(archive: Archive, name: str, stem: str) -> Iterator[Hidden]:
    sheet = stem.removesuffix(".xml")
    for each in elements_of(archive, name):
        local = name_of(each)
        if local == "row" and _is_hidden(each):
            yield hidden(Hiding.HIDDEN_ROW, f"{sheet} {attribute(each, 'r')}")
        elif local == "col" and _is_hidden(each):
            yield hidden(Hiding.HIDDEN_COLUMN, f"{sheet} {attribute(each, 'min')}–{attribute(each, 'max')}")
        elif local in _MARGINS and (words := _words(each)):
            yield hidden(Hiding.HEADER_FOOTER, words)


def _is_hidden(element: etree._Element) -> bool:
    return attribute(element, "hidden").lower() in ("1", "true")


def _slide(archive: Archive, name: str, stem: str) -> Iterator[Hidden]:
    root = archive.xml(name)
    if root is not None and attribute(root, "show").lower() in OFF:
        yield hidden(Hiding.HIDDEN_SHEET, stem)


# ── Open Document ────────────────────────────────────────────────────────────

_ROWS_AND_COLUMNS = {"table-row": Hiding.HIDDEN_ROW, "table-column": Hiding.HIDDEN_COLUMN}
_TEXTS: Mapping[str, Hiding] = {
    "annotation": Hiding.COMMENT,
    "changed-region": Hiding.TRACKED_CHANGE,
    "hidden-text": Hiding.HIDDEN_TEXT,
    "hidden-paragraph": Hiding.HIDDEN_TEXT,
    "header": Hiding.HEADER_FOOTER,
    "footer": Hiding.HEADER_FOOTER,
    "desc": Hiding.REPLACEMENT_TEXT,
}


def _open_document(archive: Archive) -> Iterator[Hidden]:
    for name in archive.names():
        stem = name.rpartition("/")[2]
        if name in ("content.xml", "styles.xml"):
            yield from _open_content(archive, name)
        elif name == "meta.xml":
            yield from _properties(archive, name)
        elif name.startswith(("basic/", "scripts/")) and stem not in ("", "script-lc.xml", "script-lb.xml"):
            yield hidden(Hiding.SCRIPT, stem)
        elif name.startswith("thumbnails/"):
            yield hidden(Hiding.THUMBNAIL, stem)
        elif (name.startswith("object") and stem in ("content.xml", "")) or name.startswith("objectreplacements/"):
            yield hidden(Hiding.ATTACHMENT, name)


def _open_content(archive: Archive, name: str) -> Iterator[Hidden]:
    elements = list(elements_of(archive, name))
    unseen = _hidden_styles(elements)
    for each in elements:
        local = name_of(each)
        style = attribute(each, "style-name")
        if local in _TEXTS and (words := _words(each) or attribute(each, "string-value")):
            yield hidden(_TEXTS[local], words)
        elif local in _ROWS_AND_COLUMNS and attribute(each, "visibility") in ("collapse", "filter"):
            yield hidden(_ROWS_AND_COLUMNS[local], _words(each))
        elif local == "table" and style in unseen:
            yield hidden(Hiding.HIDDEN_SHEET, attribute(each, "name"))
        elif local in ("span", "p", "h") and style in unseen and (words := _words(each)):
            yield hidden(Hiding.HIDDEN_TEXT, words)
        elif local == "section" and attribute(each, "display") == "none":
            yield hidden(Hiding.HIDDEN_TEXT, _words(each))
        elif attribute(each, "href").startswith(("http:", "https:", "file:", "/", "../")):
            yield hidden(Hiding.LINK if local == "a" else Hiding.EXTERNAL_LINK, attribute(each, "href"))


def _hidden_styles(elements: Iterable[etree._Element]) -> set[str]:
    """Give the names of the styles that show nothing."""
    names = set()
    for each in elements:
        hides = (name_of(each) == "table-properties" and attribute(each, "display") == "false") or (
            name_of(each) == "text-properties" and attribute(each, "display") == "none"
        )
        style = each.getparent()
        if hides and style is not None:
            names.add(attribute(style, "name"))
    return names
