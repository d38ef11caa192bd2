"""What a list shows, as the query string says it: filters, sorting, columns, page. Read and written here alone.

    ?q=水利&kind=department&sort=-name,region&show=name,kind&size=100&page=2

`sort` names columns, `-` before one that runs downwards; `show` the columns; `view=all` says that nothing is chosen,
where a saved view would otherwise open. Each name may be given several times, as forms do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode

from django.utils.translation import gettext as _

from gongkai.ui.lists.filters import Given, brief, text_of

if TYPE_CHECKING:
    from gongkai.ui.lists.listing import List

SIZES = (25, 50, 100, 200)
"""How many rows a page may have."""
SORTED_BY = 3
"""Columns that are sorted by at once."""
NOTES = 5
"""Notes that are shown; of more it is said that there are."""
OWN = frozenset({"sort", "show", "size", "page", "view"})
"""The names that are not filters'."""
_HIGHEST = 1_000_000


@dataclass(frozen=True)
class State:
    """What a list shows; nothing chosen is the list as it is declared."""

    chosen: Mapping[str, Any] = field(default_factory=dict)
    sort: tuple[str, ...] = ()
    show: tuple[str, ...] = ()
    size: int = SIZES[1]
    page: int = 1
    notes: tuple[str, ...] = field(default=(), compare=False)

    def without(self, name: str) -> State:
        """Give this without a filter, from its first page."""
        return replace(self, chosen={key: value for key, value in self.chosen.items() if key != name}, page=1)


def read(listing: List, given: Given, request: Any = None) -> State:
    """Give what a query string says; what cannot be used is passed over, with a note."""
    notes: list[str] = []
    known = OWN.union(*(each.names for each in listing.filters))
    notes.extend(
        _("这个列表没有“%(name)s”这个条件，未采用。") % {"name": brief(name)} for name in given if name not in known
    )
    chosen = {}
    for each in listing.filters:
        value = each.read(given, request, notes)
        if value is not None:
            chosen[each.name] = value
    sort = _sort(listing, given, notes)
    show = _show(listing, given, notes)
    size = _number(given, "size", listing.size, notes)
    if size not in SIZES and size != listing.size:
        notes.append(_("每页不能是%(size)s行，未采用。") % {"size": size})
        size = listing.size
    page = _number(given, "page", 1, notes)
    if len(notes) > NOTES:
        notes[NOTES:] = [_("还有%(count)s处未采用。") % {"count": len(notes) - NOTES}]
    return State(chosen, sort, show, size, page, tuple(notes))


def read_text(listing: List, query: str, request: Any = None) -> State:
    """Give what a query string that was kept says."""
    return read(listing, parse_qs(query, keep_blank_values=True, max_num_fields=1000), request)


def write(listing: List, state: State, *, paged: bool = True) -> str:
    """Give the query string of what is shown, the shortest there is, without the question mark.

    A list reads from it what was written. Without `paged` it is what a saved view keeps.
    """
    on = [(each, state.chosen[each.name]) for each in listing.filters if each.name in state.chosen]
    pairs = [pair for each, value in on for pair in each.write(value)]
    if state.sort:
        pairs.append(("sort", ",".join(state.sort)))
    if state.show:
        pairs.append(("show", ",".join(state.show)))
    if state.size != listing.size:
        pairs.append(("size", str(state.size)))
    if paged and state.page > 1:
        pairs.append(("page", str(state.page)))
    return urlencode(pairs, safe=",")


def _sort(listing: List, given: Given, notes: list[str]) -> tuple[str, ...]:
    """Give the columns sorted by, none when they are those the list is sorted by anyhow."""
    found: list[str] = []
    for written in _parts(given, "sort"):
        column = listing.column(written.removeprefix("-"))
        if column is None or not column.sort:
            notes.append(_("不能按“%(name)s”排序，未采用。") % {"name": brief(written)})
        elif column.name not in {each.removeprefix("-") for each in found}:
            found.append(written)
    if len(found) > SORTED_BY:
        notes.append(_("最多按%(count)s列排序，其余未采用。") % {"count": SORTED_BY})
    found = found[:SORTED_BY]
    return () if tuple(found) == tuple(listing.order) else tuple(found)


def _show(listing: List, given: Given, notes: list[str]) -> tuple[str, ...]:
    """Give the columns shown in their order, none when they are those the list shows anyhow."""
    written = _parts(given, "show")
    for name in written:
        if listing.column(name) is None:
            notes.append(_("没有“%(name)s”这一列，未采用。") % {"name": brief(name)})
    found = tuple(each.name for each in listing.columns if each.name in written or each is listing.columns[0])
    usual = tuple(each.name for each in listing.columns if each.shown or each is listing.columns[0])
    if not any(listing.column(name) for name in written) or found == usual:
        return ()
    return found


def _parts(given: Given, name: str) -> list[str]:
    """Give the parts of values that commas divide, each once."""
    parts = (text_of({name: [part]}, name) for value in given.get(name, ()) for part in value.split(","))
    return list(dict.fromkeys(part for part in parts if part))


def _number(given: Given, name: str, otherwise: int, notes: list[str]) -> int:
    text = text_of(given, name)
    if not text:
        return otherwise
    if not (text.isascii() and text.isdigit() and len(text) <= 7 and 1 <= int(text) <= _HIGHEST):
        notes.append(
            _("“%(written)s”不是页码，显示第1页。") % {"written": brief(text)}
            if name == "page"
            else _("每页不能是%(size)s行，未采用。") % {"size": brief(text)}
        )
        return otherwise
    return int(text)
