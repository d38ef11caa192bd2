"""What all agencies come to, added up shelf by shelf; sums of parts are the sums of the whole.

Reports are all counted. Figures are summed only over reports without errors, one for each agency
and year, since one slip of a digit would outweigh a province.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from gongkai.law.outcomes import OUTCOME_BY_CODE, Group
from gongkai.report.atlas.agencies import Agency, Filed
from gongkai.report.edition import editions
from gongkai.report.finding import Severity

EXAMPLES = 40
LARGEST = 12
SIZES = (0, 1, 10, 100, 1000)
"""Where classes of agencies by applications received in a year begin."""
SHARES = (0, 0.05, 0.1, 0.25, 0.5)
"""Where classes of reports by the share carried forward end; the last is open."""
ENOUGH = 10
"""Applications below which a share says nothing about a report."""

GROUP_OF_ROW = {
    id: OUTCOME_BY_CODE[row.outcomes[0]].group
    for edition in editions()
    for id, row in edition.table_by_id["applications"].row_by_id.items()
    if row.outcomes
}
"""The group of results that each row of table III belongs to."""
FLOW = ("new", "carried_in", "total", "carried_forward")


class Example(NamedTuple):
    """A report in which a kind of finding was made."""

    digest: str
    year: int | None
    agency: str
    region: tuple[str, ...]
    message: str
    message_en: str


class Large(NamedTuple):
    """An agency with many applications."""

    new: float
    digest: str
    agency: str
    region: tuple[str, ...]
    year: int


class Fault(NamedTuple):
    """A kind of finding: how grave, how many, in how many reports, by year."""

    code: str
    severity: Severity
    findings: int
    reports: int


@dataclass
class Totals:
    """Counters that can be added to each other."""

    reports: Counter[tuple[tuple[str, ...], int | None, str]] = field(default_factory=Counter)
    """Reports by region (each that it lies in), year and verdict."""
    agencies: Counter[tuple[str, ...]] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)
    faults: Counter[tuple[str, int | None]] = field(default_factory=Counter)
    """Reports in which a kind of finding was made, by year."""
    findings: Counter[tuple[str, int]] = field(default_factory=Counter)
    """Findings by code and severity."""
    examples: defaultdict[str, list[Example]] = field(default_factory=lambda: defaultdict(list))
    counted: Counter[int] = field(default_factory=Counter)
    """Reports whose figures are summed, by year."""
    figures: Counter[tuple[int, str]] = field(default_factory=Counter)
    """The total column of table III, by year and row."""
    granted: Counter[int] = field(default_factory=Counter)
    """Reports by the tenths of their decisions that grant in whole or in part."""
    waiting: Counter[tuple[int, int]] = field(default_factory=Counter)
    """Reports by year and class of the share carried forward."""
    links: Counter[tuple[int, str]] = field(default_factory=Counter)
    sizes: Counter[int] = field(default_factory=Counter)
    """Agencies by the applications of their latest year, to three digits."""
    largest: list[Large] = field(default_factory=list)

    def __iadd__(self, other: Totals) -> Totals:
        for name in ("reports", "agencies", "sources", "faults", "findings", "counted", "figures"):
            getattr(self, name).update(getattr(other, name))
        for name in ("granted", "waiting", "links", "sizes"):
            getattr(self, name).update(getattr(other, name))
        for code, examples in other.examples.items():
            self.examples[code] = sorted([*self.examples[code], *examples], key=_by_page)[:EXAMPLES]
        self.largest = sorted([*self.largest, *other.largest], key=_by_size)[:LARGEST]
        return self

    def count(self, agency: Agency) -> None:
        """Count an agency with its reports."""
        region = agency.key.region
        readable = [each for each in agency.reports if each.verdict != "unreadable"]
        for each in agency.reports:
            for depth in range(len(region) + 1):
                self.reports[region[:depth], each.year, each.verdict] += 1
        if not readable:
            return
        self.sources[agency.source] += 1
        for depth in range(len(region) + 1):
            self.agencies[region[:depth]] += 1
        for each in readable:
            self._count_findings(agency, each)
        for year, each in agency.by_year.items():
            if each.is_clean:
                self._count_figures(year, each)
        for link in agency.links:
            self.links[link.second, link.state] += 1
        latest = agency.latest
        if latest is not None:
            new = latest.of("new") or 0
            self.sizes[_to_three_digits(new)] += 1
            large = Large(new, agency.key.digest, agency.key.agency, region, latest.year or 0)
            self.largest = sorted([*self.largest, large], key=_by_size)[:LARGEST]

    def _count_findings(self, agency: Agency, each: Filed) -> None:
        for code, count in each.codes.items():
            self.faults[code, each.year] += 1
            self.findings[code, each.severities[code]] += count
        for found in {found.code: found for found in reversed(each.findings)}.values():
            key = agency.key
            example = Example(key.digest, each.year, key.agency, key.region, found.message, found.message_en)
            examples = self.examples[found.code]
            if len(examples) < EXAMPLES or _by_page(example) < _by_page(examples[-1]):
                self.examples[found.code] = sorted([*examples, example], key=_by_page)[:EXAMPLES]

    def _count_figures(self, year: int, each: Filed) -> None:
        self.counted[year] += 1
        for (table, row), value in each.figures.items():
            if table == "applications" and value is not None:
                self.figures[year, row] += value  # type: ignore[assignment]
        decided, forward = each.of("total") or 0, each.of("carried_forward") or 0
        if decided >= ENOUGH:
            granted = (each.of("granted") or 0) + (each.of("granted_in_part") or 0)
            self.granted[min(9, int(10 * granted / decided))] += 1
        if decided + forward >= ENOUGH:
            share = forward / (decided + forward)
            self.waiting[year, sum(share > end for end in SHARES)] += 1

    # ── What is read from them ───────────────────────────────────────────────

    def verdicts(self) -> Counter[str]:
        """Give all reports by verdict."""
        counts: Counter[str] = Counter()
        for (where, _, verdict), count in self.reports.items():
            if not where:
                counts[verdict] += count
        return counts

    def table_of_reports(self) -> dict[tuple[str, ...], dict[int | None, Counter[str]]]:
        """Give reports by region, then year, then verdict."""
        table: dict[tuple[str, ...], dict[int | None, Counter[str]]] = {}
        for (where, when, verdict), count in self.reports.items():
            table.setdefault(where, {}).setdefault(when, Counter())[verdict] += count
        return table

    def ranked_faults(self) -> list[Fault]:
        """Give the kinds of findings, those in most reports first."""
        reports: Counter[str] = Counter()
        for (code, _), count in self.faults.items():
            reports[code] += count
        severities: dict[str, int] = {}
        findings: Counter[str] = Counter()
        for (code, severity), count in self.findings.items():
            severities[code] = max(severity, severities.get(code, 0))
            findings[code] += count
        ranked = (Fault(code, Severity(severities[code]), findings[code], count) for code, count in reports.items())
        return sorted(ranked, key=lambda fault: (-fault.reports, fault.code))

    def groups(self, year: int) -> dict[Group, int]:
        """Give what was decided in a year by group of results."""
        sums = dict.fromkeys(Group, 0)
        for row, group in GROUP_OF_ROW.items():
            sums[group] += self.figures[year, row]
        return sums

    def classes(self) -> Iterator[tuple[int, int, int]]:
        """Give, for each class of size, where it begins, its agencies and their applications."""
        for begin, end in zip(SIZES, (*SIZES[1:], None)):
            within = {new: n for new, n in self.sizes.items() if new >= begin and (end is None or new < end)}
            yield begin, sum(within.values()), sum(new * n for new, n in within.items())

    def share_of_top(self, share: float) -> float | None:
        """Give the share of all applications that come to the largest agencies, so large a share of all.

        None without applications, and where so small a share is not one whole agency.
        """
        agencies, whole = sum(self.sizes.values()), sum(new * n for new, n in self.sizes.items())
        if not whole or agencies * share < 1:
            return None
        room = agencies * share
        taken = 0.0
        for new, n in sorted(self.sizes.items(), reverse=True):
            some = min(room, n)
            taken += some * new
            room -= some
        return taken / whole


def _by_page(example: Example) -> tuple[str, int, str]:
    return example.digest, example.year or 0, example.message


def _by_size(large: Large) -> tuple[float, str]:
    return -large.new, large.digest


def _to_three_digits(new: float) -> int:
    """Round a count, so that there are not as many different ones as agencies.

    >>> _to_three_digits(12345)
    12300
    """
    unit: int = 10 ** max(0, len(str(int(new))) - 3)
    return round(new / unit) * unit
