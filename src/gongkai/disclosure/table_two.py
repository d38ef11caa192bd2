"""The figures of table II (表二) of a year, in the edition that the year is reported in.

How many documents (规章、规范性文件) were made, repealed and published, and how many are in force, is counted from what
is published, and each figure opens the items it counts. All else is entered (`models.figure`): no item tells it.
[推导] Counted are an agency's own documents, those that it is the first to have issued. One belongs to the year it was
made in (成文日期), whenever it was published; what has lapsed counts with what was repealed, so that what was in force
a year ago, with what was made and without what was repealed, is what is in force now; of what is withdrawn, none. The
older edition asks what was published in a year, and what was public at its end: what was withdrawn since counts there.

Not here: the report that shows the table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import F, Q
from django.utils.timezone import make_aware

from gongkai.agencies.models import Agency, Membership
from gongkai.agencies.models import Kind as AgencyKind
from gongkai.disclosure.models import Entered, Item, Kind, Showing
from gongkai.disclosure.validity import changes_to_each, ended_on
from gongkai.report.edition import Column, TableSpec, edition_for

Place = tuple[str, str]
"""Where a figure stands: the ids of its row and its column, as the edition has them."""

KINDS = {"rules": Kind.RULE, "normative_documents": Kind.NORMATIVE}
"""The rows that are computed, and the documents each counts."""


class Figure(NamedTuple):
    """A figure: its number, whether it is computed, and of which agencies it lacks (then there is no number)."""

    number: Decimal | None
    computed: bool
    missing: Sequence[Agency] = ()


class _Dated(NamedTuple):
    """What of a document that is shown tells which figures count it."""

    item: int
    kind: str
    made_on: date | None
    promulgated_on: date | None
    produced_on: date
    repealed_on: date | None
    valid_until: date | None


def spec_of(year: int) -> TableSpec | None:
    """Give the table as the edition has it that a year is reported in; None before the first."""
    edition = edition_for(year)
    return edition.table_by_id["proactive"] if edition else None


def is_computed(place: Place) -> bool:
    """Say whether a figure is computed, and so not entered by hand."""
    return place[0] in KINDS


def places(spec: TableSpec) -> Mapping[Place, Column]:
    """Give where the figures of the table stand, in their order, each with its column."""
    return {(row.id, column.id): column for block in spec.blocks for row in block.rows for column in block.columns}


def accountable(agencies: Any, year: int) -> list[Agency]:
    """Give those of some agencies that answer for figures of their own: those on a list of members, or collecting one.

    [推导] Where nobody keeps a list for the year, all do, but governments, whose office reports for them.
    """
    listed = Q(members__year=year) | Q(member_of__year=year, member_of__until_on__isnull=True)
    rows = agencies.in_being(date(year, 12, 31)).exclude(kind=AgencyKind.GOVERNMENT)
    if Membership.objects.filter(year=year, member__in=agencies).exists():
        rows = rows.filter(pk__in=Agency.objects.filter(listed).values("pk"))
    return list(rows.order_by("lineage"))


def figures(agencies: Iterable[Any], answering: Sequence[Agency], year: int, *, on: date) -> Mapping[Place, Figure]:
    """Give the figures of some agencies in a year, as they stand on a day, by where they stand.

    A sum of which a part is missing, of those `answering`, is no sum: it says whose is missing. An agency that had
    published nothing here by then tells nothing of its documents.
    """
    spec = spec_of(year)
    if spec is None:
        return {}
    among = list(agencies)
    counted = documents(among, year, on=on)
    silent = _silent(answering, _last(year, on))
    entered: dict[Place, dict[int, Decimal]] = {}
    rows = Entered.objects.standing().filter(agency__in=among, year=year)
    for row, column, agency, value in rows.order_by().values_list("row", "column", "agency", "value"):
        if value is not None:
            entered.setdefault((row, column), {})[agency] = value
    found = {}
    for place in places(spec):
        if is_computed(place):
            found[place] = Figure(None if silent else Decimal(len(counted[place])), True, silent)
        else:
            given = entered.get(place, {})
            missing = [agency for agency in answering if agency.pk not in given]
            found[place] = Figure(None if missing else sum(given.values(), Decimal()), False, missing)
    return found


def documents(agencies: Collection[Any], year: int, *, on: date) -> Mapping[Place, frozenset[int]]:
    """Give, by computed figure, the keys of the items it counts; what no figure of the year asks stays empty."""
    spec = spec_of(year)
    asked = {column for _row, column in places(spec)} if spec else set(_COLUMNS)
    first, last = date(year, 1, 1), _last(year, on)
    found: dict[Place, set[int]] = {(row, column): set() for row in KINDS for column in _COLUMNS}
    row_of = {str(kind): row for row, kind in KINDS.items()}
    rows = Item.objects.public().filter(_own("shown"), agency__in=agencies)
    texts = [
        _Dated(*row) for row in rows.order_by().values_list("pk", *(f"shown__{each}" for each in _Dated._fields[1:]))
    ]
    changes = changes_to_each(rows) if texts else {}
    for text in texts:
        made, ended = _made_on(text), ended_on(text, changes.get(text.item, ()))
        holds = {
            "made": first <= made <= last,
            "repealed": ended is not None and first <= ended <= last,
            "effective": made <= last and (ended is None or ended > last),
        }
        for column in (name for name, counts in holds.items() if counts):
            found[row_of[text.kind], column].add(text.item)
    for showing in _last_showings(agencies, last) if asked & {"published", "public"} else ():
        row = row_of[showing.text.kind]
        if first <= (showing.item.shown_on or date.max) <= last:
            found[row, "published"].add(showing.item_id)
        if showing.until is None or showing.until >= _end(last):
            found[row, "public"].add(showing.item_id)
    return {place: frozenset(keys) for place, keys in found.items()}


_COLUMNS = ("made", "repealed", "effective", "published", "public")


def _own(text: str, agency: str = "") -> Q:
    """Give what must be so for a text to be a document that its agency itself issued, or its government.

    To be asked in one `filter` alone: what is said of the first issuer must be so of one row.
    """
    issuer = f"{text}__issued_by__agency"
    ours = Q(**{issuer: F(f"{agency}agency")})
    governments = Q(**{issuer: F(f"{agency}agency__parent"), f"{agency}agency__kind": AgencyKind.GENERAL_OFFICE})
    first_of_document = Q(**{f"{text}__kind__in": list(KINDS.values()), f"{text}__issued_by__order": 1})
    return first_of_document & (ours | governments)


def _made_on(text: _Dated) -> date:
    return text.made_on or text.promulgated_on or text.produced_on


def _last_showings(agencies: Collection[Any], last: date) -> Iterable[Showing]:
    """Give how each document was shown last by the end of a day."""
    rows = Showing.objects.filter(item__agency__in=agencies, since__lt=_end(last))
    documents = rows.filter(_own("text", "item__"))
    read = documents.select_related("item", "text").defer("text__body", "text__comments_outcome")
    newest = {each.item_id: each for each in read.order_by("pk")}
    # What was shown later as something else is no document any more.
    later = rows.filter(item__in=documents.values("item")).order_by("pk").values_list("item_id", "pk")
    return [newest[item] for item, key in dict(later).items() if newest[item].pk == key]


def _silent(agencies: Sequence[Agency], last: date) -> list[Agency]:
    """Give those that had published nothing here by the end of a day."""
    rows = Showing.objects.filter(item__agency__in=agencies, since__lt=_end(last))
    heard = set(rows.order_by().values_list("item__agency", flat=True).distinct())
    return [agency for agency in agencies if agency.pk not in heard]


def _last(year: int, on: date) -> date:
    return min(date(year, 12, 31), on)


def _end(last: date) -> datetime:
    return make_aware(datetime.combine(last + timedelta(days=1), time.min))
