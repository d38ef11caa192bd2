"""Links to other sites, followed as the public would: HEAD, then GET, on through what they are led to.

Only where the site says so (`GONGKAI_LINK_CHECKS`), in the background, and to public addresses alone
(`notifications.reaching`), at each step. Who turns away programs (403, 412 and the like) is not said to be broken.
Not here: what is kept of it (`services.scanning`, `services.linked_out`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri

from gongkai.disclosure.own_addresses import host_of
from gongkai.disclosure.scan.links import leads_outside
from gongkai.disclosure.scan.material import Link
from gongkai.law.message import Message
from gongkai.notifications import reaching

MOST = 50
"""Links of a text that are followed."""
LONGEST = 1000
"""Characters of an address that is followed."""
AT_ONCE = 8
"""Sites that are asked at once; each of them one thing after another."""
_SECONDS, _IN_ALL = 5, 12
_STEPS = 5
_SILENT = 2
"""After so many addresses of a site that nobody answers at, it is not asked for its others."""
_HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; gongkai)", "Accept": "*/*", "Connection": "close"}
_ELSEWHERE = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
_FAILING = frozenset({500, 502, 503, 504})

INSIDE = Message("链接指向内部网络，公众打不开")
_UNREACHED = {
    "gaierror": Message("网址里的网站不存在"),
    "TimeoutError": Message("对方网站没有回应"),
    "SSLCertVerificationError": Message("对方网站的证书有问题，浏览器会警告"),
}
_NOT_REACHED = Message("连不上对方网站")


class Visit(NamedTuple):
    """What came of following a link: why the public cannot open it, if so, and whether anybody answered."""

    trouble: Message | None
    answered: bool


def is_on() -> bool:
    """Say whether links to other sites are followed."""
    return settings.LINK_CHECKS > 0


def addresses_of(links: Iterable[Link]) -> list[str]:
    """Give the addresses of other sites that the links of a text lead to, each once."""
    own = frozenset({host_of(settings.SITE_URL)})
    found = dict.fromkeys(str(each.href).strip() for each in links if leads_outside(each.href, own))
    return [each for each in found if len(iri_to_uri(each)) <= LONGEST][:MOST]


def visit_all(addresses: Iterable[str]) -> dict[str, Visit]:
    """Follow some addresses; give what came of each."""
    by_host = defaultdict(list)
    for each in dict.fromkeys(addresses):
        by_host[host_of(each)].append(each)
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="links") as pool:
        return {address: made for some in pool.map(_visit_site, by_host.values()) for address, made in some}


def _visit_site(addresses: list[str]) -> list[tuple[str, Visit]]:
    found: list[tuple[str, Visit]] = []
    for each in addresses:
        last = [made for _address, made in found[-_SILENT:]]
        silent = len(last) == _SILENT and not any(made.answered for made in last)
        found.append((each, last[-1] if silent else visit(each)))
    return found


def visit(address: str) -> Visit:
    """Follow an address to where it leads."""
    seen: set[str] = set()
    for _step in range(_STEPS):
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return Visit(Message("链接转到浏览器打不开的网址"), answered=True)
        try:
            answer = _ask(iri_to_uri(parts._replace(fragment="").geturl()))
        except reaching.WithinOwnNetwork:
            return Visit(INSIDE, answered=True)
        except reaching.Unreachable as error:
            return Visit(_UNREACHED.get(str(error), _NOT_REACHED), answered=bool(seen))
        if answer.status not in _ELSEWHERE or not answer.location:
            return Visit(_trouble_of(answer.status), answered=True)
        seen.add(address)
        try:
            address = urljoin(address, answer.location)
            urlsplit(address)
        except ValueError:
            return Visit(Message("链接转到浏览器打不开的网址"), answered=True)
        if address in seen:
            break
    return Visit(None, answered=True)  # led about until it has a cookie: a browser may well arrive


def _ask(url: str) -> reaching.Answer:
    try:
        answer = reaching.ask("HEAD", url, _HEADERS, seconds=_SECONDS, longest=_IN_ALL)
        if answer.status < 400:
            return answer
    except reaching.Unreachable as error:
        if str(error) == "gaierror":
            raise
    return reaching.ask("GET", url, _HEADERS, seconds=_SECONDS, longest=_IN_ALL)


def _trouble_of(status: int) -> Message | None:
    if status in _GONE:
        return Message("对方网站没有这个网页（{status}）", status=status)
    return Message("对方网站出错（{status}）", status=status) if status in _FAILING else None
