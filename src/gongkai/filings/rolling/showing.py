"""What the pages of a roll-up show: its tables beside last year's, who gave what, and what makes up each figure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.rules import may_see_agency
from gongkai.filings import rules
from gongkai.filings.models import Filing, Scope, Submission, Upload, Version
from gongkai.filings.opening import address_of
from gongkai.filings.outside import rules as outside
from gongkai.filings.reporting import numbers as reported
from gongkai.filings.rolling.adding import Rolled, rolled_up
from gongkai.filings.rolling.giving import Given, Kind
from gongkai.filings.rolling.listing import Listed, has_members
from gongkai.filings.submitting import rules as submitting
from gongkai.filings.tables import Block, laid_out
from gongkai.report.edition import Cell, TableSpec, counterparts, edition_for
from gongkai.report.figures import digits
from gongkai.report.model import Number, as_number

Numbers = Mapping[Cell, Number | None]

MISSING, NOT_FINAL, SIGNED, ACCEPTED, OUTSIDE, BY_ITSELF = (
    _("缺报"),
    _("已报送，未接收"),
    _("已定稿"),
    _("已接收"),
    _("外来年报"),
    _("外来年报，本单位自行确认"),
)


class Gave(NamedTuple):
    """A member, how its report stands, in words and as the mark of a tag, and the address of the report if it opens.

    Where there is none, `begins` is where the officer may compile it, if it is their own, and `uploads` where they may
    upload it, of who compiles none here.
    """

    listed: Listed
    words: Any
    mark: str
    opens: str
    begins: str = ""
    uploads: str = ""


class Shown(NamedTuple):
    """A figure: its number, last year's, that of the report where it differs, and the address of what makes it up."""

    words: str
    last: str
    reported: str | None
    opens: str


def blocks_of(spec: TableSpec, rolled: Rolled, last: Numbers, filed: Numbers | None) -> list[Block]:
    """Give a table of a roll-up as it stands, beside last year's and the report's own figures."""

    def shown(cell: Cell) -> Shown:
        number = rolled.numbers[cell]
        differs = filed is not None and filed.get(cell) != number
        return Shown(
            digits_of(number),
            digits_of(last.get(cell)),
            digits_of(filed.get(cell)) if filed is not None and differs else None,
            reverse("filings:rolled-figure", args=[rolled.government.pk, rolled.year, rolled.scope, ".".join(cell)]),
        )

    return laid_out(spec, shown)


def digits_of(number: Number | None) -> str:
    """Give a number as it is shown, nothing where there is none."""
    return "" if number is None else digits(number)


def last_years(rolled: Rolled) -> Numbers:
    """Give last year's figures that mean the same: those signed, else from outside, else what its members add up to."""
    year, before = rolled.year - 1, edition_for(rolled.year - 1)
    if before is None:
        return {}
    found = _reported_in(rolled.government, year, rolled.scope)
    if found is None:
        if not has_members(rolled.government, year):
            return {}
        found = rolled_up(rolled.government, year, rolled.scope).numbers
    same = counterparts(before, rolled.edition)
    return {cell: number for cell, number in found.items() if same is None or cell in same}


def _reported_in(government: Any, year: int, scope: Scope) -> Numbers | None:
    signed = Version.objects.filter(filing__agency=government, filing__year=year, filing__scope=scope)
    row = signed.order_by("-number").values_list("figures", flat=True).first()
    if row is None and scope is Scope.REGION:
        uploads = Upload.objects.confirmed().filter(agency=government, year=year, scope=scope)
        row = uploads.values_list("figures", flat=True).first()
    return None if row is None else numbers_in(row)


def numbers_in(figures: Mapping[str, str | None]) -> Numbers:
    """Give the numbers of a report that keeps them by cell as text."""
    return {
        (table, row, column): None if written is None else as_number(Decimal(written))
        for name, written in figures.items()
        for table, row, column in [name.split(".")]
    }


class Opening:
    """Where the reports and cases of members open, to an officer who may see them."""

    def __init__(self, officer: Any, rolled: Rolled, on: date) -> None:
        self.officer, self.rolled, self.on = officer, rolled, on
        keys = {kind: [each.pk for each in rolled.given.values() if each.kind is kind] for kind in Kind}
        versions = Version.objects.filter(pk__in=keys[Kind.VERSION]).order_by()
        self.filings = {
            pk: (filing, scope) for pk, filing, scope in versions.values_list("pk", "filing", "filing__scope")
        }
        handed_in = submitting.submissions_in_sight(officer, on).exclude(state=Submission.State.RETURNED)
        self.submissions = dict(
            handed_in.filter(version_signed__in=keys[Kind.VERSION]).order_by("pk").values_list("version_signed", "pk")
        )
        filings = rules.filings_in_sight(officer, on).filter(versions__in=keys[Kind.VERSION])
        uploads = outside.uploads_in_sight(officer, on).filter(pk__in=keys[Kind.UPLOAD])
        missing = outside.agencies_handed_in_for(officer, on).filter(pk__in=[each.pk for each in rolled.missing])
        compiled_here = Filing.objects.filter(year=rolled.year, agency__in=rolled.missing).values("agency")
        self.uploaded_for = set(missing.exclude(pk__in=compiled_here).order_by().values_list("pk", flat=True))
        self.seen = {
            Kind.VERSION: set(filings.order_by().values_list("versions", flat=True)),
            Kind.UPLOAD: set(uploads.order_by().values_list("pk", flat=True)),
        }

    def gave(self) -> list[Gave]:
        """Give each member with how its report stands: those missing first, then those that are not final."""
        found = [self._gave(each, self.rolled.given.get(each.agency.pk)) for each in self.rolled.members]
        return sorted(found, key=lambda each: _ORDER.index(each.mark))

    def _gave(self, each: Listed, given: Given | None) -> Gave:
        if given is None:
            query = {"agency": each.agency.pk, "year": self.rolled.year}
            if each.own:
                may_begin = rules.may_begin(self.officer, each.agency, self.on)
                return Gave(each, MISSING, "bad", "", begins=reverse("filings:begin", query=query) if may_begin else "")
            may_upload = each.agency.pk in self.uploaded_for
            return Gave(each, MISSING, "bad", "", uploads=reverse("filings:upload", query=query) if may_upload else "")
        opens = self._report(given)
        if given.kind is Kind.UPLOAD:
            return Gave(each, OUTSIDE, "good", opens) if given.final else Gave(each, BY_ITSELF, "warn", opens)
        if not given.final:
            return Gave(each, NOT_FINAL, "warn", opens)
        return Gave(each, SIGNED if each.own else ACCEPTED, "good", opens)

    def _report(self, given: Given) -> str:
        """Give the address of what a member gave: as it was handed in, from outside, or signed here."""
        if given.kind is Kind.VERSION and given.pk in self.submissions:
            return reverse("filings:submission", args=[self.submissions[given.pk]])
        if given.pk not in self.seen[given.kind]:
            return ""
        if given.kind is Kind.UPLOAD:
            return reverse("filings:uploaded", args=[given.pk])
        return reverse("filings:detail", args=[self.filings[given.pk][0]])

    def cases_of(self, each: Listed, given: Given | None, cell: Cell) -> str:
        """Give the address of what a member's figure counts, or of its members; none where the officer may not look."""
        if given is None or given.kind is not Kind.VERSION:
            return ""
        scope = self.filings[given.pk][1]
        of = Filing(agency=each.agency, year=self.rolled.year, scope=scope)
        allowed = may_see_agency if scope == Scope.UNIT else rules.may_see_roll_up
        return address_of(of, cell) if allowed(self.officer, each.agency, self.on) else ""


_ORDER = ("bad", "warn", "good")


def filed(rolled: Rolled) -> tuple[Filing | None, Numbers | None]:
    """Give the report that was begun of what is rolled up, with its figures."""
    rows = Filing.objects.filter(agency=rolled.government, year=rolled.year, scope=rolled.scope)
    filing: Filing | None = rows.select_related("agency").first()
    return filing, None if filing is None else reported(filing)
