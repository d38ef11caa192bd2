"""How things stand today: what is overdue, what is due soon, what the catalogue lacks, each opening its rows."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from gongkai.applications import pace
from gongkai.applications.lights import Light
from gongkai.dashboards.panel import Number
from gongkai.dashboards.watched import Watched
from gongkai.disclosure import selectors as disclosure
from gongkai.remedies import selectors as remedies


class Tile(NamedTuple):
    """A number of today: what it is, and how grave it is where it is not zero (`overdue`, `today` or nothing)."""

    words: Any
    number: Number
    tone: str = ""


class Group(NamedTuple):
    """Numbers of one kind of work."""

    words: Any
    tiles: list[Tile]


def standing(watched: Watched) -> list[Group]:
    """Give how things stand today, whatever year is looked at."""
    return [
        Group(_("依申请公开"), _applications(watched)),
        Group(_("主动公开和目录"), _published(watched)),
        Group(_("复议诉讼"), _challenges(watched)),
    ]


def _applications(watched: Watched) -> list[Tile]:
    found = pace.standing(watched.keys, watched.today).values()
    count: dict[Light, int] = {
        light: sum(each[light] for each in found) for light in Light if light is not Light.CLOSED
    }

    def tile(words: Any, light: Light, tone: str = "") -> Tile:
        return Tile(words, Number(count[light], watched.applications(("light", light.value))), tone)

    return [
        tile(_("逾期未答复"), Light.OVERDUE, "overdue"),
        tile(_("今天到期"), Light.TODAY, "today"),
        tile(_("即将到期"), Light.SOON, "today"),
        tile(_("期限未在计算"), Light.WAITING),
        Tile(_("未办结"), Number(sum(count.values()), watched.applications(("open", 1)))),
    ]


def _published(watched: Watched) -> list[Tile]:
    late = sum(disclosure.overdue_by_agency(watched.keys, watched.today).values())
    counts = disclosure.catalogue_counts(watched.keys, watched.today).values()
    lacks = {name: sum(each[name] for each in counts) for name in ("empty", "overdue")}
    entries = "disclosure:entries"
    return [
        Tile(_("应公开未公开"), Number(late, watched.unpublished()), "overdue"),
        Tile(_("有目录无内容"), Number(lacks["empty"], watched.opens(entries, [("found", "empty")])), "today"),
        Tile(_("超期未更新"), Number(lacks["overdue"], watched.opens(entries, [("found", "overdue")])), "today"),
    ]


def _challenges(watched: Watched) -> list[Tile]:
    counts = remedies.standing(watched.keys, watched.today).values()
    return [
        Tile(
            _("应办事项逾期"),
            Number(sum(overdue for _open, overdue in counts), watched.opens("remedies:list", [("light", "overdue")])),
            "overdue",
        ),
        Tile(_("未审结"), Number(sum(each for each, _late in counts), watched.opens("remedies:list", [("open", 1)]))),
    ]
