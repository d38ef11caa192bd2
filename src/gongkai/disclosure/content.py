"""What a text says: its HTML cleaned to what a document needs, and the digest of all that is shown.

A picture in a body is an attachment of the item, named by its key: `<img src="attachment:12" alt="…">`. Where it lies
for whoever reads the page is said when the page is drawn.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from hashlib import sha256
from html import escape, unescape
from typing import Any, NamedTuple

SHOWN = (
    "category", "matter", "formed_on", "title", "summary", "body", "issuers", "document_number", "made_on",
    "produced_on", "effective_on", "repealed_on", "validity", "subject", "keywords", "nature", "ground",
    "ground_reason", "kind", "aspect", "promulgated_on", "headnote", "registration", "valid_until", "comments_from",
    "comments_until", "comments_to", "comments_outcome",
)  # fmt: skip
"""The fields of a text that make it what it is."""
_WHERE_FILLED = frozenset(SHOWN[SHOWN.index("kind") :])
"""Fields that count in the digest only where something stands in them: texts were reviewed before there were any."""

_TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "strong", "em", "u", "s", "sub", "sup", "blockquote", "ol", "ul", "li", "a",
    "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "figure", "figcaption", "img",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
    "img": {"src", "alt", "width", "height"},
}
_CLASSES = {tag: {"align-center", "align-right"} for tag in ("p", "h2", "h3", "h4", "td", "th", "figcaption")}
"""Where lines stand: a title in the middle, a day at the right. By name, since pages have no styles of their own."""
_BLOCK = re.compile(r"<(?:p|h[2-4]|ul|ol|table|blockquote|figure)[\s>]", re.IGNORECASE)
_SCHEMES = {"http", "https", "mailto", "tel", "attachment"}
_PICTURE = re.compile(r"attachment:([1-9][0-9]{0,17})")
_SOURCE = re.compile(r'src="attachment:([1-9][0-9]{0,17})"')
_IMAGE = re.compile(r'<img((?:\s+[a-z]+(?:="[^"]*")?)*)\s*/?>')
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_TABLE = re.compile(r"<table\b.*?(?:</table>|\Z)", re.DOTALL)
LONGEST_BODY = 500_000
"""In characters of HTML; the longest plan of a county has half of it."""
DEEPEST = 100
"""Elements within one another; tables in lists in tables have ten."""
_ANY_TAG = re.compile(r"<[^>]*>")
_END = re.compile(r"</(?:p|h[2-4]|li|blockquote|div)>")
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_ADDRESSED = re.compile(r"[^。；]{2,80}[：:]")
_SUMMARY = 120
_REMARK = re.compile(r"<!--.*?(?:-->|\Z)|<(?:[!?]|/(?=[^a-zA-Z]))[^>]*(?:>|\Z)", re.DOTALL)
_REMARK_BEGINS = re.compile(r"<(?=[!?]|/[^a-zA-Z])")
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+)"
    r"(?P<whole>(?:[\s/]++[^\s\"'<>/=]++(?:\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+'|[^\s\"'<>=`]++))?+)*+[\s/]*+>)?+"
)
"""A tag: whole where no other can be hidden in it."""
_FOREIGN = re.compile(r"<(?:svg|math)\b", re.IGNORECASE)
_VOID = frozenset(
    ["br", "hr", "img", "col", "input", "meta", "link", "wbr", "area", "base", "embed", "source", "track"]
)
_ENDED_BY_NEXT = {
    **{name: {"p"} for name in ("p", "ul", "ol", "blockquote", "div", "h2", "h3", "h4")},
    "li": {"li"}, "td": {"td", "th"}, "th": {"td", "th"},
}  # fmt: skip
_CELLS = {"p", "td", "th"}
_ENDED_WITH = {
    "ul": {"p", "li"}, "ol": {"p", "li"}, "li": {"p"}, "td": {"p"}, "th": {"p"}, "blockquote": {"p"}, "div": {"p"},
    "tr": _CELLS, "thead": _CELLS | {"tr"}, "tbody": _CELLS | {"tr"}, "tfoot": _CELLS | {"tr"},
    "table": _CELLS | {"tr", "thead", "tbody", "tfoot"},
}  # fmt: skip
"""Which elements end with another though nobody says so, as HTML lets one write."""


class File(NamedTuple):
    """An attachment of a text: its key, its name, the digest of its content."""

    key: int
    name: str
    sha256: str


def cleaned(html: str) -> str:
    """Give HTML with what a document needs and nothing that runs, loads or styles: scripts, images from elsewhere.

    The time it takes grows with the square of how deeply elements are nested; `deepest` tells beforehand.
    """
    import nh3

    kept = nh3.clean(
        _without_remarks(html),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        attribute_filter=_allowed,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )
    return _IMAGE.sub(lambda found: found[0] if _named(found) else "", kept).strip()


def _allowed(tag: str, name: str, value: str) -> str | None:
    """Let through of a picture its key and its size, and lead nobody to where only pictures are."""
    if tag != "img":
        return None if value.strip().lower().startswith("attachment:") else value
    if name == "src":
        return value if _PICTURE.fullmatch(value) else None
    return value if name == "alt" or (value.isascii() and value.isdigit() and len(value) < 6) else None


class Image(NamedTuple):
    """A picture in a body: the key of its attachment, and what is said of it to who does not see it."""

    key: int
    alt: str


def images_in(body: str) -> list[Image]:
    """Give the pictures of a body that was cleaned, in order."""
    found = (dict(_ATTRIBUTE.findall(image[1])) for image in _IMAGE.finditer(body) if _named(image))
    return [Image(int(each["src"].partition(":")[2]), unescape(each.get("alt", "")).strip()) for each in found]


def with_addresses(body: str, address: Callable[[int], str]) -> str:
    """Give a body that was cleaned with its pictures where `address` says that they are."""
    return _IMAGE.sub(lambda image: _SOURCE.sub(lambda key: f'src="{escape(address(int(key[1])))}"', image[0]), body)


def with_words(body: str) -> str:
    """Give a body that was cleaned with what is said of its pictures in their place, for where none is shown.

    >>> with_words('<p>见</p><img src="attachment:3" alt="位置图">')
    '<p>见</p>（图：位置图）'
    """
    return _IMAGE.sub(lambda image: f"（图：{dict(_ATTRIBUTE.findall(image[1])).get('alt', '')}）", body)


def _named(image: re.Match[str]) -> bool:
    return _PICTURE.fullmatch(dict(_ATTRIBUTE.findall(image[1])).get("src", "")) is not None


def bare_tables(body: str) -> int:
    """Count the tables of a body that was cleaned which have no caption or no header cell: read aloud, they say little.

    >>> bare_tables("<table><tr><td>1</td></tr></table><table><caption>表1</caption><tr><th>甲</th></tr></table>")
    1
    """
    return sum("<caption" not in each or "<th" not in each for each in _TABLE.findall(body))


def deepest(html: str) -> int:
    """Give how deeply elements may stand within one another: one that is never closed holds all that follows.

    An end counts only where it surely ends what was begun last: browsers and `cleaned` pass over one that ends nothing.

    >>> deepest("<ul><li>甲<li>乙</ul><p>丙</p>"), deepest("<em></u>" * 9), deepest('<em title="</em>">' * 9)
    (2, 9, 9)
    """
    html = _without_remarks(html)
    skipped = frozenset[str]() if _FOREIGN.search(html) else _VOID  # what is empty in HTML may hold others elsewhere
    open_ones: list[str] = []
    most, sure = 0, True
    for tag in _TAG.finditer(html):
        name = tag["name"].lower()
        sure = sure and tag["whole"] is not None  # within a tag that is not whole anything may be hidden
        if name in skipped:
            continue
        if not tag["end"]:
            if sure and open_ones and open_ones[-1] in _ENDED_BY_NEXT.get(name, ()):
                open_ones.pop()
            open_ones.append(name)
            most = max(most, len(open_ones))
        elif sure:
            _end(open_ones, name)
    return most


def _end(open_ones: list[str], name: str) -> None:
    at = len(open_ones) - 1
    while at >= 0 and open_ones[at] != name and open_ones[at] in _ENDED_WITH.get(name, ()):
        at -= 1
    if at >= 0 and open_ones[at] == name:
        del open_ones[at:]


def _without_remarks(html: str) -> str:
    """Give HTML without comments and declarations, in which tags may hide; none comes of what stood around one."""
    return _REMARK_BEGINS.sub("&lt;", _REMARK.sub("", html))


def digest_of(values: Mapping[str, Any], files: Iterable[File]) -> str:
    """Give the SHA-256, in hexadecimal, of all that is shown of a text: its fields, name and content of its files.

    `values` are its fields and, as `links`, what it refers to.
    """
    plain = {name: _plain(values[name]) for name in SHOWN if values[name] or name not in _WHERE_FILLED}
    if values["links"]:
        plain["links"] = values["links"]
    kept = [[file.name, file.sha256] for file in files]
    written = json.dumps([plain, kept], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def values_of(text: Any, links: Iterable[Any] | None = None) -> dict[str, Any]:
    """Give what makes a text what it is: its fields and its links, which are given for one that is not saved yet."""
    plain = sorted([link.relation, link.target_id] for link in (text.links.all() if links is None else links))
    return {**{name: getattr(text, name) for name in SHOWN}, "links": plain}


def first_words(body: str, but: Collection[str] = ()) -> str:
    """Give how a body begins, as the summary of one that has none.

    Left out is what a document begins with that says nothing of its content: its title and number (`but`), to whom
    it is written, and cells of tables, unless nothing else is there.
    """
    html = cleaned(as_paragraphs(body))
    paragraphs = [" ".join(unescape(_ANY_TAG.sub(" ", each)).split()) for each in _END.split(_TABLE.sub("", html))]
    known = {"".join(each.split()) for each in but}
    while paragraphs and ("".join(paragraphs[0].split()) in {"", *known} or _ADDRESSED.fullmatch(paragraphs[0])):
        del paragraphs[0]
    words = " ".join(" ".join(paragraphs).split()) or " ".join(unescape(_ANY_TAG.sub(" ", html)).split())
    return words if len(words) <= _SUMMARY else f"{words[: _SUMMARY - 1]}…"


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def as_paragraphs(body: str) -> str:
    """Give a body as HTML: one without any block of its own has its paragraphs where blank lines are."""
    if _BLOCK.search(body):
        return body
    return "".join(f"<p>{'<br>'.join(each.splitlines())}</p>" for each in re.split(r"\n\s*\n", body.strip()) if each)
