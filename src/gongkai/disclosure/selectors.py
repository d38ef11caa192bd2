"""Reads that join several models: what everybody sees, and what of it was changed when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from django.db.models import Count, DateField, F, Q, TextField
from django.db.models.functions import Cast, ExtractYear, TruncMonth, TruncYear
from django.utils.timezone import make_aware

from gongkai.agencies.models import Agency
from gongkai.agencies.models import Kind as AgencyKind
from gongkai.attachments.models import Attachment
from gongkai.attachments.rules import may_be_given_out
from gongkai.attachments.selectors import attachments_of, attachments_of_all
from gongkai.disclosure.comparing import Comparison, compare
from gongkai.disclosure.models import (
    BrokenLink,
    CatalogueEntry,
    Decision,
    FollowUp,
    Guide,
    Item,
    Kind,
    Placement,
    Review,
    Rubric,
    Scan,
    Showing,
    Text,
)
from gongkai.disclosure.naming import names_in
from gongkai.disclosure.scan.links import BROKEN
from gongkai.disclosure.scan.reading import links_of
from gongkai.disclosure.stages import CLOSED
from gongkai.disclosure.validity import standing_of
from gongkai.law.publication import ANNUAL_REPORT, CATEGORIES, Category, Scope, categories_for
from gongkai.law.subjects import SEPARATOR


def public_items(agency: Agency | None = None, category: str = "") -> Any:
    """Give what everybody sees, the newest first."""
    rows = Item.objects.public().select_related("shown", "agency").order_by("-shown_on", "-pk")
    if agency is not None:
        rows = rows.filter(agency=agency)
    return rows.filter(category=category) if category else rows


def on_subject(rows: Any, subject: str, *, of_newest: int) -> Any:
    """Give of some items those on a subject of the first level, among so many of the newest: no index has subjects."""
    below = Q(shown__subject=subject) | Q(shown__subject__startswith=f"{subject}{SEPARATOR}")
    return rows.filter(below, pk__in=rows.values("pk")[:of_newest])


_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")


def reported_year(item: Item) -> int:
    """Give the year that a published annual report is on."""
    assert item.shown is not None  # it is public
    return reported_year_of(item.shown)


def reported_year_of(text: Text) -> int:
    """Give the year that an annual report is on: the one its title names, or the year before it was made."""
    named = _YEAR.search(text.title)
    return int(named[1]) if named else text.produced_on.year - 1


def reported_by(text: Text) -> Agency:
    """Give whose annual report a text is: its agency's, or that of a government which its general office publishes.

    [推导] A general office has a report of its own, too: its government is then the first to have issued the text.
    """
    agency: Agency = text.item.agency
    served: Any = agency.parent if agency.kind == AgencyKind.GENERAL_OFFICE else None
    return served if served is not None and names_in(text.issuers)[:1] == [served.name] else agency


def overdue(agencies: Any, on: date) -> Any:
    """Give what some agencies should have published by now and have not."""
    return Item.objects.exclude(stage__in=CLOSED).filter(agency__in=agencies, due_on__lt=on)


def files_of(item: Item, text: Text) -> list[Attachment]:
    """Give the attachments that belong to a text of an item."""
    keys = set(text.files)
    rows = attachments_of(item).select_related(None)  # who handed them in is nobody's business
    return [each for each in rows if each.pk in keys]


def public_files_of(item: Item, text: Text) -> list[Attachment]:
    """Give those of them that everybody may have: one marked personal never, and none before its scan."""
    return [each for each in files_of(item, text) if _is_public(each)]


def public_files_of_all(items: Iterable[Item]) -> dict[int, list[Attachment]]:
    """Give, by the key of each of some items that are shown, the files of its text that everybody may have."""
    named = {item.pk: set(item.shown.files) for item in items if item.shown is not None and item.shown.files}
    found: dict[int, list[Attachment]] = {}
    if named:
        for each in attachments_of_all(Item, named):
            if each.pk in named[each.object_id] and _is_public(each):
                found.setdefault(each.object_id, []).append(each)
    return found


def _is_public(attachment: Attachment) -> bool:
    return not attachment.personal and may_be_given_out(attachment)


def withdrawn_items() -> Any:
    """Give what was shown and is not any more: the public is told when it was taken down and why, and nothing else."""
    return Item.objects.filter(shown__isnull=True, shown_on__isnull=False)


def told_of_now(keys: Iterable[int]) -> dict[int, set[int]]:
    """Give, by the key of each of some items that are shown, the numbers of its texts that may still be told of.

    Those are the text that is shown and those before it, up to one that held what should not have been public.
    """
    shown = Item.objects.public().filter(pk__in=set(keys)).values_list("pk", "shown__number")
    told = {key: {number} for key, number in shown}
    closed: set[int] = set()
    rows = Showing.objects.filter(item__in=told).order_by("-pk")
    for item, number, comparable in rows.values_list("item", "text__number", "comparable"):
        if item not in closed:
            told[item].add(number)
        if not comparable:
            closed.add(item)
    return told


def history_of(item: Item) -> list[Showing]:
    """Give which texts were shown from when to when, the newest first (本页修改记录).

    Of those before one that is not comparable, nobody outside is told what they said.
    """
    history = list(Showing.objects.filter(item=item).select_related("text").order_by("-pk"))
    for later, earlier in pairwise(history):
        earlier.is_open = later.is_open and later.comparable
        later.before = earlier if earlier.is_open else None
    return history


def change_of(item: Item, showing: int) -> tuple[Showing, Comparison] | None:
    """Give when a text came in place of another, and what changed: of an item that is shown, where it may be told."""
    found = next((each for each in history_of(item) if each.pk == showing), None)
    if item.shown_id is None or found is None or found.before is None:
        return None
    before, after = found.before.text, found.text
    names = ["、".join(map(str, public_files_of(item, text))) for text in (before, after)]
    return found, compare(before, after, (names[0], names[1]), public=True)


def follow_ups_of(item: Item, on: date) -> Any:
    """Give what remains to be done with an item that is shown: of a consultation, once it has ended."""
    return FollowUp.objects.filter(item=item, done_on__isnull=True, since__lte=on).order_by("due_on")


def validity_of(item: Item, on: date) -> str:
    """Give whether what is shown of an item is in force on a day: as remembered, unless a day of change has come."""
    if item.validity_next_on is not None and item.validity_next_on <= on:
        return standing_of(item, on).validity
    return item.validity


def broken_links(agencies: Any, span: tuple[date, date]) -> Any:
    """Give the links of what some agencies published that the public could not open at some time of a span.

    One that could not be opened on one day alone is none of them. Where links are not followed there are none to give.
    """
    first, last = span
    rows = BrokenLink.objects.filter(item__agency__in=agencies, broken_on__lte=last)
    return rows.filter(Q(mended_on__isnull=True) | Q(mended_on__gte=first)).select_related("item")


def broken_links_of(item: Item) -> list[BrokenLink]:
    """Give the links of what is shown of an item that the public cannot open."""
    rows = list(BrokenLink.objects.filter(item=item, broken_on__isnull=False, mended_on__isnull=True))
    if not rows or item.shown is None:
        return []
    linked = {link.href for link in links_of(item.shown)}  # what was put right is looked at again at night
    return [row for row in rows if row.address in linked]


def scope_of(agency: Agency) -> Scope:
    """Give which of the statutory categories bind an agency: those of its level (条例第20条、第21条)."""
    level = agency.region.level
    if level == "township":
        return Scope.TOWNSHIP
    return Scope.CITY_AND_COUNTY if level in ("city", "county") else Scope.EVERY_AGENCY


def category_for(agency: Agency, code: str) -> str:
    """Give the category that binds an agency among those of one name: counties and townships both have 土地征收.

    What has no other of its name that binds it is given back.
    """
    wanted = next((each.label for each in CATEGORIES if each.code == code), None)
    return next((each.code for each in categories_for(scope_of(agency)) if each.label == wanted), code)


def categories_of(agency: Agency) -> list[tuple[Category, int]]:
    """Give what an agency must publish by category, with how much of each everybody sees."""
    counts: Mapping[str, int] = dict(
        Item.objects.public().filter(agency=agency).values_list("category").annotate(Count("pk")).order_by()
    )
    binding = {each.code for each in categories_for(scope_of(agency))}
    return [(each, counts.get(each.code, 0)) for each in CATEGORIES if each.code in binding or counts.get(each.code)]


class Timely(NamedTuple):
    """How much was published under a key, and how much of it in time."""

    key: Any
    published: int
    in_time: int

    @property
    def share(self) -> float:
        """Give the share that was in time, in per cent; there is none of nothing."""
        return 100 * self.in_time / self.published


_KEYS: Mapping[str, Any] = {
    "category": F("text__category"),
    "agency": F("item__agency__name"),
    "office": F("item__office__name"),
    "month": TruncMonth("since", output_field=DateField()),
}
"""By what it is counted how much was in time."""


class New(NamedTuple):
    """How much was first published under a key, and what tells the key: a code, a row, or the first day of a month."""

    number: int
    of: Any


def published(agencies: Any, first: date, last: date, *, by: str) -> dict[Any, New]:
    """Give how much some agencies published for the first time in a span, by one of `_KEYS`; withdrawn since or not."""
    month = TruncMonth("shown_on")
    called, key = {
        "category": (F("category"), F("category")),
        "agency": (F("agency__name"), F("agency")),
        "office": (F("office__name"), F("office")),
        "month": (month, month),
    }[by]
    rows = Item.objects.filter(agency__in=agencies, shown_on__gte=first, shown_on__lte=last).order_by()
    counted = rows.annotate(called=called, of=key).values("called", "of").annotate(number=Count("pk"))
    return {row["called"]: New(row["number"], row["of"]) for row in counted}


def new_by_year(agencies: Any, first: date, last: date) -> dict[tuple[int, int], int]:
    """Give how much was first published for each of some agencies in each year of a span; withdrawn since or not."""
    rows = Item.objects.filter(agency__in=agencies, shown_on__range=(first, last)).order_by()
    counted = rows.annotate(year=ExtractYear("shown_on")).values_list("agency", "year").annotate(Count("pk"))
    return {(agency, year): number for agency, year, number in counted}


def timely_items(agencies: Any, first: date, last: date, *, by: str) -> dict[tuple[int, date], tuple[int, int]]:
    """Give how many items each agency published in each `month` or `year` of a span, and how many late (条例第26条).

    Counted are items that had to be published by a day; one that was published several times counts once, and is late
    when it was late once.
    """
    begun = {"month": TruncMonth, "year": TruncYear}[by]("since", output_field=DateField())
    late = Count("item", distinct=True, filter=Q(late=True))
    rows = shown_in(agencies, first, last).order_by().annotate(begun=begun).values_list("item__agency", "begun")
    counted = rows.annotate(Count("item", distinct=True), late=late)
    return {(agency, day): (number, overdue) for agency, day, number, overdue in counted}


def overdue_by_agency(agencies: Any, on: date) -> dict[int, int]:
    """Give how much each of some agencies should have published by now and has not."""
    return dict(overdue(agencies, on).order_by().values_list("agency").annotate(Count("pk")))


def shown_in(agencies: Any, first: date, last: date) -> Any:
    """Give what some agencies published in a span of days that had to be published by a day, each time it was."""
    beginning, end = (make_aware(datetime.combine(day, time.min)) for day in (first, last + timedelta(days=1)))
    return Showing.objects.filter(item__agency__in=agencies, since__gte=beginning, since__lt=end, due_on__isnull=False)


class LookedAfter(NamedTuple):
    """How some agencies looked after what they publish (政府信息管理), as numbers of a span.

    `interpretations` were published; `reviews` were passed before publication; so many items had what was wrong put
    right (更正), and so many were taken down (撤下).
    """

    interpretations: int
    reviews: int
    corrected: int
    withdrawn: int


def looked_after(agencies: Any, first: date, last: date) -> LookedAfter:
    """Give how some agencies looked after what they publish, in a span."""
    beginning, end = (make_aware(datetime.combine(day, time.min)) for day in (first, last + timedelta(days=1)))
    items = Item.objects.filter(agency__in=agencies)
    reviews = Review.objects.filter(text__item__agency__in=agencies, passed=True, at__gte=beginning, at__lt=end)
    showings = Showing.objects.filter(item__agency__in=agencies, since__gte=beginning, since__lt=end)
    return LookedAfter(
        items.filter(kind=Kind.INTERPRETATION, shown_on__gte=first, shown_on__lte=last).count(),
        reviews.count(),
        showings.filter(correction=True).values("item").distinct().count(),
        items.filter(withdrawn_on__gte=first, withdrawn_on__lte=last).count(),
    )


def timeliness(agencies: Any, first: date, last: date, *, by: str) -> list[Timely]:
    """Give how much some agencies published in a span, and how much of it in time (条例第26条), by one of `_KEYS`.

    It stands as it was judged when it was published; what was published twice with the same content counts once.
    """
    found = (
        shown_in(agencies, first, last)
        .order_by()
        .annotate(key=_KEYS[by])
        .values("key")
        .annotate(published=Count("pk"), late=Count("pk", filter=Q(late=True)))
    )
    timely = [Timely(row["key"], row["published"], row["published"] - row["late"]) for row in found]
    return sorted(timely, key=lambda each: (each.key is None, each.key or ""))


def scanned(agencies: Any) -> dict[int, int]:
    """Give how much of what each of some agencies shows was looked through by the scan."""
    rows = Item.objects.public().filter(agency__in=agencies, shown__scan__isnull=False).order_by()
    return dict(rows.values_list("agency").annotate(Count("pk")))


def found_broken(agencies: Any) -> list[tuple[Item, int]]:
    """Give what some agencies show with links that nobody outside can open, and how many, as the scan last found them.

    A finding that somebody looked at and decided of is none.
    """
    scans = Scan.objects.annotate(
        words=Cast("findings", TextField()), words_of_files=Cast("of_files", TextField())
    ).filter(Q(words__contains=BROKEN.code) | Q(words_of_files__contains=BROKEN.code))
    items = Item.objects.public().filter(agency__in=agencies, shown__scan__in=scans.values("pk"))
    decided: dict[int, set[str]] = {}
    for item, key in Decision.objects.filter(item__in=items, code=BROKEN.code).values_list("item", "key"):
        decided.setdefault(item, set()).add(key)
    found = []
    for item in items.select_related("text", "shown__scan").order_by("pk"):
        assert item.shown is not None  # it is public
        rows = [*item.shown.scan.findings, *item.shown.scan.of_files]
        links = {row["key"] for row in rows if row["code"] == BROKEN.code} - decided.get(item.pk, set())
        if links:
            found.append((item, len(links)))
    return found


def reports_of(agencies: Any) -> dict[tuple[int, int], Item]:
    """Give the annual reports that some agencies published, withdrawn since or not, by agency and the year reported on.

    Of several on a year the one that was published first counts.
    """
    rows = Item.objects.filter(agency__in=agencies, category=ANNUAL_REPORT.code, shown_on__isnull=False)
    found: dict[tuple[int, int], Item] = {}
    for item in rows.select_related("text").order_by("shown_on", "pk"):
        assert item.text is not None  # it was public
        found.setdefault((item.agency_id, reported_year_of(item.text)), item)
    return found


def public_in(rubric: Rubric) -> Any:
    """Give what everybody sees in a column, the newest first: what has left its category has left the column."""
    return public_items(rubric.agency, rubric.category).filter(placements__rubric=rubric)


def public_placements() -> Any:
    """Give where in catalogues what everybody sees stands: in entries, in columns of its category, among the rules."""
    in_column = Q(rubric__closed_on__isnull=True, item__category=F("rubric__category"))
    placed = (
        Q(entry__isnull=False, entry__closed_on__isnull=True) | Q(rubric__isnull=False) & in_column | Q(system=True)
    )
    return Placement.objects.filter(placed, item__shown__isnull=False).order_by("pk")


def public_rubrics(agency: Agency, category: str = "") -> list[Rubric]:
    """Give the columns of an agency in their order, each with how many of its items everybody sees (`items`)."""
    public = Q(placements__item__shown__isnull=False, placements__item__category=F("category"))
    rows = Rubric.objects.filter(agency=agency, closed_on__isnull=True)
    rows = rows.filter(category=category) if category else rows
    return list(rows.annotate(items=Count("placements", filter=public)))


def public_entries(agency: Agency, area: str | None = None) -> Any:
    """Give the standard catalogue of an agency (基层政务公开标准目录) as everybody sees it."""
    rows = CatalogueEntry.objects.filter(agency=agency, closed_on__isnull=True).order_by("area", "number", "pk")
    return rows if area is None else rows.filter(area=area)


def asked_entries(agencies: Any) -> Any:
    """Give the entries of the standard catalogues of some agencies that something is to be published under."""
    heavy = ("content", "basis", "period", "outlets")
    return CatalogueEntry.objects.filter(agency__in=agencies).asked().defer(*heavy).order_by("agency", "area", "pk")


def catalogue_counts(agencies: Any, on: date) -> dict[int, dict[str, int]]:
    """Give of each agency how many entries there are, how many of them are empty, and how many overdue."""
    asked = CatalogueEntry.objects.filter(agency__in=agencies, closed_on__isnull=True).order_by()
    found: dict[int, dict[str, int]] = {
        key: {"entries": number, "empty": 0, "overdue": 0}
        for key, number in asked.values_list("agency").annotate(Count("pk"))
    }
    for name, rows in (("empty", asked.empty(on)), ("overdue", asked.overdue(on))):
        for key, number in rows.values_list("agency").annotate(Count("pk")):
            found[key][name] = number
    return found


def public_under(entries: Iterable[CatalogueEntry]) -> dict[int, list[Item]]:
    """Give what everybody sees under each of some entries, the newest first."""
    found: dict[int, list[Item]] = {entry.pk: [] for entry in entries}
    rows = Item.objects.public().filter(placements__entry__in=found).annotate(under=F("placements__entry"))
    for item in rows.select_related("shown").order_by("-shown_on", "-pk"):
        found[item.under].append(item)
    return found


def guide_of(agency: Agency) -> Guide | None:
    """Give which item is the guide of an agency (政府信息公开指南), published or not."""
    return Guide.objects.filter(agency=agency).select_related("item__shown", "item__text").first()


def systems_of(agency: Agency) -> Any:
    """Give the rules of an agency's disclosure work (政府信息公开制度) that everybody sees."""
    return public_items(agency).filter(placements__system=True)
