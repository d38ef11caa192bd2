"""Measure and print the table: `make bench`; one or some of it by name, `python -m bench searching compiling_a_year`.

A measure imports what it alone needs, so that none runs among what another has brought into memory.
"""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from platform import processor, python_version
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from bench.page import page
from gongkai.law.calendar import CHINA
from gongkai.law.clock import Event, Kind, fold
from gongkai.report.checks import check
from gongkai.report.reading import read_bytes

ROUNDS = 41
STARTS = 15
DATES = 1_000_000
MEMBERS = 3_000

CASE = (
    Event(Kind.RECEIVED, date(2026, 3, 2)),
    Event(Kind.SUPPLEMENT_ASKED, date(2026, 3, 9)),
    Event(Kind.SUPPLEMENTED, date(2026, 3, 16)),
    Event(Kind.CONSULTATION_BEGUN, date(2026, 3, 20)),
    Event(Kind.CONSULTATION_ENDED, date(2026, 4, 1)),
)


class Measure(NamedTuple):
    """One line of the table: what was measured, what came out, what it may be."""

    what: str
    measured: float
    bound: float
    unit: str
    detail: str


def seconds(work: Callable[[], object]) -> float:
    """Give how long one call takes."""
    begun = perf_counter()
    work()
    return perf_counter() - begun


def medians(ours: Callable[[], object], theirs: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Give the median times of two pieces of work done in turn, so that both meet the same machine."""
    ours(), theirs()
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(rounds)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def checking_a_page() -> Measure:
    """Check a report in HTML against parsing the same bytes and taking the text of every cell."""
    data = page()

    def ours() -> object:
        return check(read_bytes(data, "report.html").report)

    def theirs() -> object:
        return [cell.text() for cell in LexborHTMLParser(data).css("td, th")]

    findings = ours()
    assert not findings, findings
    ours_took, theirs_took = medians(ours, theirs, ROUNDS)
    detail = f"{ours_took * 1e3:.2f} ms / {theirs_took * 1e3:.2f} ms, {len(data) / 1e3:.0f} kB"
    return Measure("check an HTML report / parse it and take its cells", ours_took / theirs_took, 3, "×", detail)


def checking_a_docx() -> Measure:
    """Check a report in DOCX against opening it with python-docx and taking the text of every cell."""
    import docx

    from gongkai.report.writers.docx import write_docx

    data = write_docx(read_bytes(page(), "report.html").report)

    def ours() -> object:
        return check(read_bytes(data, "report.docx").report)

    def theirs() -> object:
        tables = docx.Document(BytesIO(data)).tables
        return [cell.text for table in tables for row in table.rows for cell in row.cells]

    ours_took, theirs_took = medians(ours, theirs, ROUNDS)
    detail = f"{ours_took * 1e3:.2f} ms / {theirs_took * 1e3:.2f} ms, {len(data) / 1e3:.0f} kB"
    return Measure("check a DOCX report / open it and take its cells", ours_took / theirs_took, 3, "×", detail)


def checking_a_pdf() -> Measure:
    """Check a report in PDF against opening it with pypdfium2 and extracting the text of every page."""
    import pypdfium2

    from gongkai.report.writers.pdf import write_pdf

    data = write_pdf(read_bytes(page(), "report.html").report)

    def ours() -> object:
        return check(read_bytes(data, "report.pdf").report)

    def theirs() -> object:
        with pypdfium2.PdfDocument(data) as document:
            return [each.get_textpage().get_text_range() for each in document]

    findings = ours()
    assert not findings, findings
    ours_took, theirs_took = medians(ours, theirs, ROUNDS)
    detail = f"{ours_took * 1e3:.2f} ms / {theirs_took * 1e3:.2f} ms, {len(data) / 1e3:.0f} kB"
    return Measure("check a PDF report / extract its text", ours_took / theirs_took, 6, "×", detail)


def folding_a_case() -> Measure:
    """Compute a due date from five events, with its steps."""
    fold(CASE)
    took = median(seconds(lambda: [fold(CASE) for _ in range(200)]) / 200 for _ in range(ROUNDS))
    return Measure("due date from five events, with steps", took * 1e6, 50, "µs", f"due {fold(CASE).due}")


def adding_working_days() -> Measure:
    """Add working days a million times."""
    add = CHINA.add_working_days
    starts = [date.fromordinal(date(2024, 1, 1).toordinal() + offset) for offset in range(365)]
    rounds, rest = divmod(DATES, len(starts))

    def work() -> None:
        for n in range(rounds):
            for start in starts:
                add(start, n % 60)
        for start in starts[:rest]:
            add(start, 20)

    return Measure("a million add_working_days", median(seconds(work) for _ in range(3)), 2, "s", "")


def writing_a_pdf() -> Measure:
    """Write a report as PDF, after a first has loaded the fonts."""
    from gongkai.report.writers.pdf import write_pdf

    report = read_bytes(page(), "report.html").report
    years = iter(range(2021, 2021 + ROUNDS))
    write_pdf(report)
    took = median(seconds(lambda: write_pdf(replace(report, year=next(years), title=""))) for _ in range(ROUNDS))
    return Measure("write a PDF, after the first", took * 1e3, 150, "ms", "")


def rolling_up() -> Measure:
    """Add up the reports of three thousand members, each checked and every sum open to its parts."""
    from gongkai.report.rollup import Level, Member, Plan, rollup

    report = read_bytes(page(), "report.html").report
    assert report.year is not None
    names = [f"{report.agency}{number}" for number in range(MEMBERS)]
    members = tuple(Member(name, Level.UNIT, Path(name), own_office=name == names[0]) for name in names)
    plan = Plan("清源县人民政府", report.year, Level.LEVEL, report.edition, members)
    # Each report has tables of its own, as reports that were read have.
    reports = {name: replace(read_bytes(page(), "report.html").report, agency=name) for name in names}
    made = rollup(plan, reports)
    assert made.is_whole, made.findings
    took = median(seconds(lambda: rollup(plan, reports)) for _ in range(5))
    return Measure(f"roll up {MEMBERS:,} members", took, 1, "s", f"{len(made.findings)} findings")


def rolling_up_in_the_database() -> Measure:
    """Add up the signed reports of three thousand members that lie in the database, as the live page does."""
    from bench import rolling

    ours, bare = rolling.rolled()
    detail = f"reading the bare figures {bare:.2f} s"
    return Measure(f"roll up {rolling.MEMBERS:,} members in the database", ours, 2, "s", detail)


def starting_the_command() -> Measure:
    """Show the help of the command against starting Python to do nothing."""
    gongkai = str(Path(sys.executable).with_name("gongkai"))

    def run(*command: str) -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)

    ours, theirs = medians(
        lambda: run(gongkai, "--help"),
        lambda: run(sys.executable, "-c", "pass"),
        STARTS,
    )
    detail = f"{ours * 1e3:.0f} ms / {theirs * 1e3:.0f} ms"
    return Measure("gongkai --help / python -c pass", ours / theirs, 5, "×", detail)


def paging_a_list() -> Measure:
    """Show pages of a list at a million rows against ten thousand; the page that differs most counts."""
    from bench import lists

    shown = lists.prepared()
    took = {name: medians(shown[lists.MANY][name], shown[lists.FEW][name], ROUNDS) for name in lists.PAGES}
    ratios = {name: many / few for name, (many, few) in took.items()}
    worst = max(ratios, key=lambda name: ratios[name])
    many, few = took[worst]
    detail = f"{worst}: {many * 1e3:.1f} ms / {few * 1e3:.1f} ms; first page {took['first'][0] * 1e3:.1f} ms"
    return Measure("a list of a million rows / of ten thousand", ratios[worst], 1.3, "×", detail)


def showing_the_portal() -> Measure:
    """Show the home page of the portal against a bare Django view that returns the same bytes, both over HTTP."""
    return _shown("portal", "home page of the portal", 2)


def showing_the_desk() -> Measure:
    """Show the home page of the desk, to who is signed in, against a bare Django view that returns the same bytes."""
    return _shown("desk", "home page of the desk", 4)


def showing_a_list() -> Measure:
    """Show the list of agencies, to who is signed in, against a bare Django view that returns the same bytes."""
    return _shown("list", "list of agencies", 4)


def showing_the_board() -> Measure:
    """Show the board of a county office with a hundred members on the server, and how it grows from three."""
    from bench import board

    took = board.shown()
    detail = ", ".join(f"{members} members {each:.0f} ms" for members, each in took.items())
    return Measure("board of 100 members on the server", took[100], 200, "ms", detail)


def submitting() -> Measure:
    """Submit an application, durable, against bare inserts of the same bytes by Django, committed alike."""
    from bench import cases

    ours, theirs, sqlite = cases.submitted()
    detail = f"{ours * 1e3:.1f} ms / {theirs * 1e3:.1f} ms; SQLite alone {sqlite * 1e3:.1f} ms"
    return Measure("submit an application / insert its rows", ours / theirs, 3, "×", detail)


def paging_through_cases() -> Measure:
    """Show pages at a million applications against ten thousand; the page that differs most counts."""
    from bench import cases

    took = cases.pages(medians, ROUNDS)
    ratios = {name: many / few for name, (many, few) in took.items()}
    worst = max(ratios, key=lambda name: ratios[name])
    many, few = took[worst]
    detail = f"{worst}: {many * 1e3:.1f} ms / {few * 1e3:.1f} ms; list {took['list'][0] * 1e3:.1f} ms"
    return Measure("pages at a million applications / at ten thousand", ratios[worst], 1.3, "×", detail)


def compiling_a_year() -> Measure:
    """Compute every figure of a year from a million applications, against one bare GROUP BY over the same rows."""
    from bench import compiling

    took = compiling.compiled()["county"]
    detail = f"{took.ours * 1e3:.0f} ms / {took.rows * 1e3:.0f} ms"
    return Measure("compile a year of a million cases / GROUP BY", took.ours / took.rows, 1.5, "×", detail)


def compiling_an_agency() -> Measure:
    """Compute every figure of one agency among a million applications, against a GROUP BY that gives table III."""
    from bench import compiling

    took = compiling.compiled()["agency"]
    told = f"{took.ours * 1e3:.1f} ms / {took.table * 1e3:.1f} ms"
    detail = f"{told}; {took.ours / took.rows:.2f} × of one that only counts the rows ({took.rows * 1e3:.1f} ms)"
    return Measure("compile one agency among them / GROUP BY of table III", took.ours / took.table, 1.5, "×", detail)


def searching() -> Measure:
    """Answer questions over a million items, with counts and passages, against the bare index; of each the p95."""
    from bench import search

    search.prepared()
    search.asked()  # what is read from the disk the first time
    ours, theirs = map(search.p95, search.asked())
    detail = f"{ours * 1e3:.1f} ms / {theirs * 1e3:.1f} ms"
    return Measure(f"search {search.ITEMS:,} items / the bare index, p95", ours / theirs, 3, "×", detail)


def publishing() -> Measure:
    """Find what was published, from its commit on, while the writer is at work on a million items."""
    from bench import search

    search.prepared()
    return Measure("from publication until it is found", search.published(), 1, "s", f"{search.ITEMS:,} items")


def showing_items() -> Measure:
    """Show an item and the published list against bare views of the same bytes, at both sizes; the worst counts."""
    from bench import items

    took = {
        f"{name}, {rows:,} items": each
        for rows in (items.FEW, items.MANY)
        for name, each in items.against_bare(rows, medians, ROUNDS * 5).items()
    }
    worst = max(took, key=lambda name: took[name].ratio)
    detail = f"{worst}: {took[worst].ours * 1e3:.2f} ms / {took[worst].theirs * 1e3:.2f} ms"
    return Measure("item and published list / a bare view of the bytes", took[worst].ratio, 2, "×", detail)


def paging_through_items() -> Measure:
    """Show pages at a million items against ten thousand; the page that differs most counts."""
    from bench import items

    took = items.pages(medians, ROUNDS)
    worst = max(took, key=lambda name: took[name].ratio)
    detail = (
        f"{worst}: {took[worst].ours * 1e3:.1f} ms / {took[worst].theirs * 1e3:.1f} ms; "
        f"item drawn {took['item'].ours * 1e3:.1f} ms"
    )
    return Measure(f"pages at {items.MANY:,} items / at ten thousand", took[worst].ratio, 1.3, "×", detail)


def _shown(name: str, page: str, bound: float) -> Measure:
    from bench import site

    ours, theirs, size = site.page(name, medians, ROUNDS * 5)
    detail = f"{ours * 1e3:.2f} ms / {theirs * 1e3:.2f} ms, {size / 1e3:.0f} kB"
    return Measure(f"{page} / a bare view of its bytes", ours / theirs, bound, "×", detail)


def starting_the_site() -> Measure:
    """Start the site until it answers against a bare Django site behind the same web server."""
    from bench import site

    ours, theirs = (median(took) for took in site.starts(7))
    detail = f"{ours:.2f} s / {theirs:.2f} s"
    return Measure("cold start of the site / of a bare Django site", ours / theirs, 4, "×", detail)


def holding_the_site() -> Measure:
    """Hold a web worker in memory against one of a bare Django site; what processes share counts by its share."""
    from bench import site

    ours, theirs = site.memory()
    detail = f"{ours:.0f} MB / {theirs:.0f} MB"
    return Measure("memory of a worker / of a bare Django worker", ours / theirs, 3, "×", detail)


def loading_on_sqlite() -> Measure:
    """Load the site with a day's mix on SQLite: how much the memory of a worker grew once it was warm."""
    from bench import load

    run = load.on_sqlite()
    assert not run.errors, run.errors[:5]
    return Measure("a day's mix on SQLite: memory in the end / when warm", run.growth, 1.1, "×", run.said())


def loading_on_postgresql() -> Measure:
    """Load the site with a day's mix on PostgreSQL, in the same way."""
    from bench import load

    run = load.on_postgresql()
    if run is None:
        return Measure("a day's mix on PostgreSQL: memory / when warm", 0, 1.1, "×", "PostgreSQL is not installed")
    assert not run.errors, run.errors[:5]
    return Measure("a day's mix on PostgreSQL: memory / when warm", run.growth, 1.1, "×", run.said())


MEASURES: tuple[Callable[[], Measure], ...] = (
    checking_a_page,
    checking_a_docx,
    checking_a_pdf,
    folding_a_case,
    adding_working_days,
    writing_a_pdf,
    rolling_up,
    rolling_up_in_the_database,
    starting_the_command,
    paging_a_list,
    showing_the_portal,
    showing_the_desk,
    showing_a_list,
    showing_the_board,
    submitting,
    paging_through_cases,
    showing_items,
    paging_through_items,
    compiling_a_year,
    compiling_an_agency,
    searching,
    publishing,
    starting_the_site,
    holding_the_site,
    loading_on_sqlite,
    loading_on_postgresql,
)


def checking_in_bulk() -> Measure:
    """Check four thousand reports on two processes against one, in three turns, start of the processes included."""
    from bench import bulk

    with TemporaryDirectory() as folder:
        bulk.fill(Path(folder), bulk.SOME)
        turns = [[bulk.bulk(Path(folder), processes).seconds for processes in (1, 2)] for _ in range(3)]
    one, two = map(median, zip(*turns))
    detail = f"{one:.1f} s on one, {two:.1f} s on two: {one / two:.2f} × as fast"
    return Measure("bulk on two processes / on one", two / one, 1 / 1.8, "×", detail)


def checking_ten_thousand() -> Measure:
    """Check ten thousand reports on two processes: the memory taken in the end against that after a thousand."""
    from bench import bulk

    with TemporaryDirectory() as folder:
        bulk.fill(Path(folder), bulk.MANY)
        parsed = bulk.parse(Path(folder))
        took, early, late = bulk.bulk(Path(folder), 2)
    detail = (
        f"{bulk.MANY / took:.0f} reports/s; selectolax parses {bulk.MANY / parsed:.0f}/s; "
        f"at most {late:.0f} MB in three processes"
    )
    return Measure("10,000 HTML reports: memory in the end / at 1,000", late / early, 1.1, "×", detail)


def machine() -> str:
    """Say on what is measured: the processor, how many there are, the versions that count."""
    names = re.findall(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    versions = ", ".join(
        f"{name} {version(name)}" for name in ("django", "granian", "selectolax", "pypdfium2", "tantivy")
    )
    sqlite = f"SQLite {sqlite3.sqlite_version}"
    return f"{names[0] if names else processor()} × {os.cpu_count()}; Python {python_version()}, {sqlite}, {versions}"


def main(named: Sequence[str]) -> int:
    """Print a line for each measure as it is made, of all or of those named; give 2 if there is none of a name."""
    measures = {each.__name__: each for each in (*MEASURES, checking_in_bulk, checking_ten_thousand)}
    if unknown := [name for name in named if name not in measures]:
        print(f"There is no measure {', '.join(unknown)}. There are: {', '.join(measures)}.", file=sys.stderr)
        return 2
    print(machine())
    print(f"{'what':54}{'measured':>12}{'bound':>10}")
    for name in named or measures:
        what, measured, bound, unit, detail = measures[name]()
        verdict = "ok" if measured <= bound else "over"
        print(
            f"{what:54}{f'{measured:.2f} {unit}':>12}{f'{bound:.4g} {unit}':>10}  {verdict:5} {detail}".rstrip(),
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
