"""Links that lead nowhere: by their form, within this site by its addresses, elsewhere by what following them gave."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from gongkai.disclosure.scan.finding import Finding, Severity, Sort
from gongkai.disclosure.scan.masking import masked
from gongkai.disclosure.scan.material import Facts, Material
from gongkai.law.citation import cite
from gongkai.law.message import Message

_ALIVE = cite("网站指引")

BROKEN = Sort(
    "link-broken",
    Severity.ERROR,
    Message("公众打不开的链接"),
    Message("请改成公众能打开的网址，或者删去链接。"),
    _ALIVE,
)
EMPTY = Sort("link-empty", Severity.WARNING, Message("没有去处的链接"), Message("请补上网址，或者删去链接。"), _ALIVE)
PLAIN = Sort(
    "link-not-encrypted",
    Severity.NOTICE,
    Message("没有加密的链接（http）"),
    Message("对方网站有https的，请改用https。"),
)
UNREACHED = Sort(
    "link-unreached",
    Severity.WARNING,
    Message("打开检查时打不开的链接"),
    Message("请自己打开看看：确实打不开的，改成能打开的网址，或者删去链接。"),
    _ALIVE,
)
SORTS = (BROKEN, EMPTY, PLAIN, UNREACHED)

_WRITTEN = re.compile(
    r"(?:https?|ftp|file):/{1,3}[^\s<>\"“”，。；、（）《》]+|\\\\[\w.-]+\\\S+|(?<![A-Za-z])[A-Za-z]:\\[^\s，。；]+",
    re.I,
)
_LOCAL_ENDS = (
    ".local",
    ".lan",
    ".internal",
    ".intranet",
    ".intra",
    ".corp",
    ".home",
    ".test",
    ".invalid",
    ".localhost",
)
_TWICE = re.compile(r"https?://?https?[:/]", re.I)
_OUTSIDE = ("desk/", "account/", "metrics", "health/", "display/")
_FULL_WIDTH = re.compile(r"[\s\u3000-\u303f\uff00-\uffef“”]")


def broken(material: Material, facts: Facts) -> Iterator[Finding]:
    """Find links, and addresses written out, that the public cannot follow."""
    for link in material.links:
        shown = masked(f"{link.words} {link.href or ''}".strip())
        if not (link.href or "").strip() or link.href in ("#", "http://", "https://"):
            yield EMPTY(link.place, shown)
        elif trouble := trouble_of(str(link.href).strip(), facts):
            yield BROKEN(link.place, shown, trouble)
        elif found := facts.unreached.get(str(link.href).strip()):
            yield UNREACHED(link.place, shown, found)
        elif str(link.href).lower().startswith("http:"):
            yield PLAIN(link.place, shown)
    linked = {link.href for link in material.links}
    for passage in material.passages:
        for match in _WRITTEN.finditer(passage.text):
            said = match[0].rstrip(".,;:!?)）]")
            trouble = None if said in linked else trouble_of(said, facts)
            if trouble:
                yield BROKEN(passage.place, passage.excerpt(*match.span()), trouble)


def trouble_of(href: str, facts: Facts) -> Message | None:
    """Say why the public cannot follow a link, or give None."""
    if href.startswith("\\\\") or re.match(r"[A-Za-z]:[\\/]", href):
        return Message("链接指向电脑上的文件，公众打不开")
    if href.startswith("#"):
        return Message("页内的链接没有去处")
    try:
        parts = urlsplit(href)
        host = (parts.hostname or "").lower()
        _ = parts.port
    except ValueError:
        return Message("网址写得不对")
    scheme = parts.scheme.lower()
    if scheme in ("mailto", "tel"):
        ok = "@" in parts.path if scheme == "mailto" else any(char.isdigit() for char in parts.path)
        return None if ok else Message("网址写得不对")
    if scheme and scheme not in ("http", "https"):
        return Message("链接指向电脑上的文件，公众打不开") if scheme == "file" else Message("浏览器打不开这种链接")
    if not scheme and not host:
        return _within(parts, facts)
    if host in facts.hosts and not _is_wrong(href, host):
        return _within(parts, facts)
    return _trouble_outside(href, host)


def leads_outside(href: str | None, own: frozenset[str]) -> bool:
    """Tell whether a link leads to a site that is none of its own, by an address that is rightly written."""
    address = (href or "").strip()
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and host not in own and not _trouble_outside(address, host)


def _is_wrong(href: str, host: str) -> bool:
    return bool(_TWICE.match(href) or not host or _FULL_WIDTH.search(href))


def _trouble_outside(href: str, host: str) -> Message | None:
    if _is_wrong(href, host):
        return Message("网址写得不对")
    return Message("链接指向内部网络，公众打不开") if _is_inside(host) else None


def _within(parts: SplitResult, facts: Facts) -> Message | None:
    path = parts.path
    if not path.startswith("/"):
        return Message("网址写得不对") if path else None
    if path.lstrip("/").startswith(_OUTSIDE):
        return Message("链接指向工作台，公众打不开")
    return facts.trouble_at(path)


def _is_inside(host: str) -> bool:
    """Tell whether a host is one that only an internal network knows."""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host.strip(".") or host.endswith(_LOCAL_ENDS)
