"""The agencies of a shelf: their reports by year, figures beside each other, what is carried from year to year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from gongkai.report.atlas.regions import Regions
from gongkai.report.atlas.shelves import Key, key_of, rows_of
from gongkai.report.finding import Place, Severity

LISTED = 60
"""Findings of a report that are listed, the gravest first; the rest are counted."""

_LONGEST_GAP = 15
"""Years apart beyond which one of the two is a slip, and no gap."""


class Found(NamedTuple):
    """A finding as the tables have it."""

    code: str
    severity: Severity
    message: str
    message_en: str
    citation: str
    place: Place


@dataclass
class Filed:
    """A document of a run, with what was found in it and its figures by table and row."""

    file: str
    verdict: str
    year: int | None
    edition: str
    counts: tuple[int, int, int]
    """Errors, warnings, notices."""
    reason: tuple[str, str, str] = ("", "", "")
    """Why it cannot be read: code, words, words in English."""
    findings: list[Found] = field(default_factory=list)
    codes: Counter[str] = field(default_factory=Counter)
    severities: dict[str, Severity] = field(default_factory=dict)
    figures: dict[tuple[str, str], int | float | None] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        """Whether no error was found, so that its figures may be counted."""
        return self.verdict == "ok"

    def of(self, row: str, table: str = "applications") -> int | float | None:
        """Give a figure of the total column; None where there is none or the cell is blank."""
        return self.figures.get((table, row))


class Link(NamedTuple):
    """Two years one after another: what the first carries forward and the second carries in."""

    first: int
    second: int
    forward: int | float | None
    carried_in: int | float | None

    @property
    def state(self) -> str:
        """Give `equal`, `different`, or `open` where a figure is lacking."""
        if self.forward is None and self.carried_in is None:
            return "open"
        return "equal" if (self.forward or 0) == (self.carried_in or 0) else "different"


@dataclass
class Agency:
    """An agency and its reports, the oldest first; of two on one year the better comes first."""

    key: Key
    source: str
    """How its region became known."""
    reports: list[Filed]

    @cached_property
    def by_year(self) -> dict[int, Filed]:
        """The report that counts for each year, where there are several."""
        years: dict[int, Filed] = {}
        for each in self.reports:
            if each.year is not None:
                years.setdefault(each.year, each)
        return years

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every two years in a row."""
        return tuple(
            Link(year, year + 1, each.of("carried_forward"), self.by_year[year + 1].of("carried_in"))
            for year, each in self.by_year.items()
            if year + 1 in self.by_year
        )

    @property
    def gaps(self) -> tuple[int, ...]:
        """Years between its reports on which there is none."""
        years = list(self.by_year)
        return tuple(
            year
            for before, after in pairwise(years)
            if after - before <= _LONGEST_GAP
            for year in range(before + 1, after)
        )

    @property
    def latest(self) -> Filed | None:
        """Its latest report without errors that says how many applications came in."""
        clean = (each for each in reversed(self.by_year.values()) if each.is_clean and each.of("new") is not None)
        return next(clean, None)


def agencies_of(work: Path, shelf: int, regions: Regions) -> Iterator[Agency]:
    """Give the agencies of a shelf in a fixed order; documents that cannot be read stand each for itself."""
    filed: dict[str, Filed] = {}
    owners: dict[Key, tuple[str, list[Filed]]] = {}
    for file, verdict, agency, year, edition, errors, warnings, notices, code, message, english in rows_of(
        work, "manifest", shelf
    ):
        counts = (errors or 0, warnings or 0, notices or 0)
        each = Filed(file, verdict, year, edition or "", counts, (code or "", message or "", english or ""))
        filed[file] = each
        located = regions.of(agency or "", file)
        owners.setdefault(key_of(located, agency or "", file), (located.source, []))[1].append(each)
    _add_findings(filed, work, shelf)
    for file, table, row, _, value in rows_of(work, "figures", shelf):
        filed[file].figures[table, row] = None if value is None else int(value) if value.is_integer() else value
    for key, (source, reports) in sorted(owners.items()):
        reports.sort(key=lambda each: (each.year or 0, not each.is_clean, each.file))
        yield Agency(key, source, reports)


def _add_findings(filed: Mapping[str, Filed], work: Path, shelf: int) -> None:
    for file, code, severity, message, english, citation, *place in rows_of(work, "findings", shelf):
        each = filed[file]
        each.codes[code] += 1
        grave = each.severities.setdefault(code, Severity[severity.upper()])
        if sum(found.severity is grave for found in each.findings) < LISTED:
            page, table, row, column, line, sheet = place
            at = Place(page, table or "", row, column, line, sheet=sheet or "")
            each.findings.append(Found(code, grave, message, english or message, citation or "", at))
    for each in filed.values():
        each.findings = sorted(each.findings, key=lambda found: -found.severity)[:LISTED]
