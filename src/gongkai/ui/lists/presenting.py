"""A page of a list as its templates draw it: headings that sort, cells, filters and what was chosen, the way on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongkai.ui.lists import state as states
from gongkai.ui.lists.bulk import Action
from gongkai.ui.lists.columns import Column, shown
from gongkai.ui.lists.filters import Filter
from gongkai.ui.lists.listing import COUNTED, List, Page
from gongkai.ui.lists.state import SIZES, SORTED_BY, State

AROUND = 2
"""Pages named on either side of the one shown."""
_NUMBER, _WHOLE = mark_safe(' class="number"'), mark_safe(' class="nowrap"')


@dataclass(frozen=True)
class Heading:
    """The heading of a column: how it is sorted now, and the address that sorts it."""

    column: Column
    address: str = ""
    sorted: str = ""
    place: int = 0
    """Among several columns sorted by, which."""

    @property
    def next(self) -> str:
        """Say what choosing it does."""
        words = _("按“%(label)s”降序排列") if self.sorted == "ascending" else _("按“%(label)s”升序排列")
        return words % {"label": self.column.label}


@dataclass(frozen=True)
class Cell:
    """A cell: what it says, where it leads (by what is followed, or by what is sent), whether it heads its row.

    One of a day is `whole`: a day broken over two lines is misread. `name` is its column's, which stands beside it
    where a row is drawn as a card. A cell gives its own `markup`: a page has hundreds, and a template takes as long
    for them as for all else.
    """

    column: Column
    words: Any
    name: str = ""
    link: str = ""
    opens: str = ""
    heads: bool = False
    whole: bool = False

    @property
    def markup(self) -> SafeString:
        """Give the cell as the page has it."""
        said: Any = self.words
        if self.link:
            said = format_html('<a href="{}">{}</a>', self.link, said)
        elif self.opens:
            said = format_html('<button class="link" formaction="{}" data-opens>{}</button>', self.opens, said)
        looks = _NUMBER if self.column.number else _WHOLE if self.whole else ""
        if self.heads:
            return format_html('<th scope="row"{}>{}</th>', looks, said)
        return format_html('<td{} data-name="{}">{}</td>', looks, self.name, said)


@dataclass(frozen=True)
class Line:
    """A row of the table: its key, what it is called, its cells."""

    key: Any
    name: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Chosen:
    """A filter that is on: what it says, and the address without it."""

    label: Any
    words: str
    without: str


def described(listing: List, state: State) -> list[tuple[str, str]]:
    """Give the filters that are on, in words."""
    return [
        (str(each.label), each.words(state.chosen[each.name])) for each in listing.filters if each.name in state.chosen
    ]


@dataclass(frozen=True)
class Presented:
    """What the templates of a list are given, as `list`."""

    request: HttpRequest
    listing: List
    page: Page
    views: Sequence[Any]
    exports: bool

    @property
    def state(self) -> State:
        """Give what is shown."""
        return self.page.state

    def address(self, state: State) -> str:
        """Give the address that shows something."""
        query = states.write(self.listing, state)
        if not query and any(view.opens for view in self.views):
            query = "view=all"
        return f"{self.request.path}?{query}" if query else self.request.path

    @cached_property
    def here(self) -> str:
        """Give the address of what is shown."""
        return self.address(self.state)

    @property
    def cleared(self) -> str:
        """Give the address without filters."""
        return self.address(replace(self.state, chosen={}, page=1))

    @cached_property
    def headings(self) -> list[Heading]:
        """Give the headings."""
        by = list(self.listing.sorted_by(self.state))
        names = [each.removeprefix("-") for each in by]
        found = []
        for column in self.listing.shown(self.state):
            if not column.sort:
                found.append(Heading(column))
                continue
            place = names.index(column.name) if column.name in names else -1
            direction = "" if place < 0 else "descending" if by[place].startswith("-") else "ascending"
            upside = f"-{column.name}" if direction == "ascending" and place == 0 else column.name
            sort = () if (upside,) == tuple(self.listing.order) else (upside,)
            address = self.address(replace(self.state, sort=sort, page=1))
            found.append(Heading(column, address, direction, place + 1 if len(by) > 1 else 0))
        return found

    @cached_property
    def lines(self) -> list[Line]:
        """Give the rows."""
        columns = self.listing.shown(self.state)
        named = [
            (column, str(column.label)) for column in columns
        ]  # a label in another language is looked up each time
        found = []
        for row in self.page.rows:
            cells = [
                Cell(
                    column,
                    shown(value),
                    name,
                    link=column.link(row) if column.link else "",
                    opens=column.opens(row) if column.opens else "",
                    heads=place == 0,
                    whole=isinstance(value, date),
                )
                for place, (column, name) in enumerate(named)
                for value in [column.of(row)]
            ]
            found.append(Line(row.pk, str(columns[0].of(row)), cells))
        return found

    @cached_property
    def actions(self) -> list[Action]:
        """Give the acts that whoever asks may do."""
        return [each for each in self.listing.actions if each.may(self.request)]

    @property
    def controls(self) -> list[dict[str, Any]]:
        """Give the filters that are always there, as their templates draw them."""
        return [self._control(each) for each in self.listing.filters if not each.rare]

    @property
    def rare_controls(self) -> list[dict[str, Any]]:
        """Give the filters that are folded away."""
        return [self._control(each) for each in self.listing.filters if each.rare]

    @property
    def rare_chosen(self) -> bool:
        """Say whether any of those that are folded away is on: then they are not."""
        return any(each.rare and each.name in self.state.chosen for each in self.listing.filters)

    def _control(self, each: Filter) -> dict[str, Any]:
        drawn = {"filter": each, "template": each.template, "id": f"filter-{each.name}"}
        return drawn | each.control(self.state.chosen.get(each.name), self.request)

    @cached_property
    def chosen(self) -> list[Chosen]:
        """Give the filters that are on."""
        return [
            Chosen(each.label, each.words(self.state.chosen[each.name]), self.address(self.state.without(each.name)))
            for each in self.listing.filters
            if each.name in self.state.chosen
        ]

    @property
    def counted(self) -> str:
        """Say how many rows fit, and which are shown."""
        count = self.page.count
        if not count:
            return _("没有符合条件的。") if self.state.chosen else str(self.listing.none or _("还没有内容。"))
        if self.page.more:
            said = _("多于%(count)d项，显示第%(first)d–%(last)d项。")
        else:
            said = ngettext(
                "共%(count)d项，显示第%(first)d–%(last)d项。", "共%(count)d项，显示第%(first)d–%(last)d项。", count
            )
        return said % {"count": count, "first": self.page.first, "last": self.page.last}

    @property
    def ends_early(self) -> bool:
        """Say whether this is the last page that can be opened, and not the last there is."""
        return self.page.more and self.state.page == self.page.pages

    @property
    def end(self) -> int:
        """Give how many rows can be paged through."""
        return COUNTED

    @property
    def all_matching(self) -> str:
        """Say what is chosen with one tick."""
        if self.page.more:
            return _("所有符合条件的（多于%(count)d项），不只本页") % {"count": self.page.count}
        return _("所有符合条件的%(count)d项，不只本页") % {"count": self.page.count}

    @property
    def pages(self) -> list[tuple[int, str]]:
        """Give the pages that are named, a 0 where some are left out."""
        last, at = self.page.pages, self.state.page
        named = sorted({1, last, *range(max(1, at - AROUND), min(last, at + AROUND) + 1)})
        found: list[tuple[int, str]] = []
        for number in named:
            if found and number - found[-1][0] > 1:
                found.append((0, ""))
            found.append((number, self.address(replace(self.state, page=number))))
        return found

    @property
    def before(self) -> str:
        """Give the address of the page before."""
        return self.address(replace(self.state, page=self.state.page - 1)) if self.state.page > 1 else ""

    @property
    def after(self) -> str:
        """Give the address of the next page."""
        return self.address(replace(self.state, page=self.state.page + 1)) if self.state.page < self.page.pages else ""

    @property
    def columns(self) -> list[tuple[Column, bool, bool]]:
        """Give each column, whether it is shown, and whether it must be."""
        on = self.listing.shown(self.state)
        return [(each, each in on, place == 0) for place, each in enumerate(self.listing.columns)]

    @property
    def sorts(self) -> list[tuple[int, list[tuple[str, str, bool]]]]:
        """Give what rows may be sorted by first, second and so on."""
        by = [*self.listing.sorted_by(self.state)][:SORTED_BY]
        found = []
        for place in range(SORTED_BY):
            now = by[place] if place < len(by) else ""
            options = [("", _("不指定"), not now)]
            for column in self.listing.columns:
                if column.sort:
                    up, down = column.name, f"-{column.name}"
                    options.append((up, _("%(label)s，升序") % {"label": column.label}, up == now))
                    options.append((down, _("%(label)s，降序") % {"label": column.label}, down == now))
            found.append((place + 1, options))
        return found

    @property
    def sizes(self) -> list[tuple[int, bool]]:
        """Give how many rows a page may have."""
        return [(each, each == self.state.size) for each in sorted({*SIZES, self.listing.size})]

    @cached_property
    def kept(self) -> list[dict[str, Any]]:
        """Give the saved views, each with its address and whether it is what is shown."""
        query = states.write(self.listing, self.state, paged=False)
        found = []
        for view in self.views:
            address = f"{self.request.path}?{view.query or 'view=all'}"
            found.append({"view": view, "address": address, "current": view.query == query})
        return found
