"""The site: shelves worked on one by one, their totals added up, then the pages that need the whole."""

from __future__ import annotations

import heapq
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import ExitStack
from importlib.resources import files
from itertools import groupby, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.report.atlas import shelves
from gongkai.report.atlas.agencies import agencies_of
from gongkai.report.atlas.agency_page import write_agency
from gongkai.report.atlas.overview import write_fault, write_faults, write_overview
from gongkai.report.atlas.pages import (
    Cell,
    Crumb,
    Grid,
    Pages,
    agency_page,
    name,
    number,
    percent,
    region_page,
    shortened,
    text,
)
from gongkai.report.atlas.panels import KNOWN, verdict_panel
from gongkai.report.atlas.regions import Regions
from gongkai.report.atlas.search import SearchIndex
from gongkai.report.atlas.totals import Totals
from gongkai.report.bulk import Crew

ON_A_PAGE = 400
"""Agencies, or files, listed on one page."""
_RUNS_AT_ONCE = 200

Region = tuple[str, ...]


class Progress(NamedTuple):
    """How far a build is: shelves done and in all."""

    done: int
    total: int


def build(
    results: Path,
    out: Path,
    crew: Crew,
    tell: Callable[[Progress], None],
    *,
    regions: Regions | None = None,
    language: str = "zh",
) -> Totals:
    """Build the site of a bulk run, whole or not at all, and give what it counts.

    Raises NotAllowed when `out` is not empty or a library is lacking, UnreadableDocument when there
    are no results, OSError when files cannot be written.
    """
    require_installed()
    shelves.require_results(results)
    require_empty(out)
    regions = regions or Regions()
    out.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{out.name}.", dir=out.parent) as temporary:
        work, site = Path(temporary, "work"), Path(temporary, "site")
        site.mkdir()
        count = shelves.fill(results, work, regions)
        tell(Progress(0, count))
        totals = Totals()
        try:
            for done, part in enumerate(_worked_on(crew, work, site, count, language, regions), start=1):
                totals += part
                tell(Progress(done, count))
        except crew.lost:
            raise NotAllowed(
                "atlas-process-ended",
                Message("生成网页的进程中途结束，可能是内存不足。"),
                hint=Message("请用 --jobs 1 再试。"),
            ) from None
        _write_whole(Pages(site, language), work, totals)
        if out.exists():
            out.rmdir()
        site.replace(out)
    return totals


def require_empty(out: Path) -> None:
    """Refuse to write among other files."""
    if out.exists() and (not out.is_dir() or next(out.iterdir(), None) is not None):
        raise NotAllowed(
            "folder-not-empty",
            Message("目录{folder}不是空的。", folder=str(out)),
            hint=Message("请换一个目录，以免新旧文件混在一起。"),
        )


def require_installed() -> None:
    """Say what to install where a library is lacking."""
    try:
        import altair  # noqa: F401
        import jinja2  # noqa: F401
        import pyarrow  # noqa: F401
        import vl_convert  # noqa: F401
    except ImportError as error:
        raise NotAllowed(
            "atlas-not-installed",
            Message("生成图册需要 {library}，还没有安装。", library=error.name or "-"),
            hint=Message("请运行 pip install 'gongkai[atlas]'。"),
        ) from None


def _worked_on(crew: Crew, work: Path, site: Path, count: int, language: str, regions: Regions) -> Iterator[Totals]:
    """Hand out shelves, a few at a time, and give the totals of each; their sum is the same in any order."""
    waiting: set[Future[Totals]] = set()
    for shelf in range(count):
        if len(waiting) >= 2 * crew.hands:
            ready, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (each.result() for each in ready)
        waiting.add(crew.submit(work_on, str(work), str(site), shelf, language, regions))
    yield from (each.result() for each in waiting)


# ── A shelf ──────────────────────────────────────────────────────────────────


def work_on(work: str, site: str, shelf: int, language: str, regions: Regions) -> Totals:
    """Write the pages of the agencies on a shelf, their lines for the lists, and give their totals."""
    from gongkai.report import charts

    charts.prepare()
    pages, totals = Pages(Path(site), language), Totals()
    lines: list[list[Any]] = []
    unread: list[list[Any]] = []
    for agency in agencies_of(Path(work), shelf, regions):
        totals.count(agency)
        for each in agency.reports:
            if each.verdict == "unreadable":
                unread.append([each.file, *each.reason])
        readable = [each for each in agency.reports if each.verdict != "unreadable"]
        if not readable:
            continue
        agency.reports = readable
        write_agency(pages, agency)
        years = [each.year for each in readable if each.year is not None]
        latest = agency.latest
        lines.append(
            [
                *(list(agency.key.region), agency.key.agency, agency.key.digest),
                *(agency.key.file, min(years, default=None), max(years, default=None)),
                *(len(readable), sum(not each.is_clean for each in readable)),
                None if latest is None else latest.of("new"),
            ]
        )
    for kind, found in (("agencies", lines), ("unread", unread)):
        folder = Path(work, "runs", kind)
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / f"{shelf}.jsonl").open("w", encoding="ascii") as file:
            file.writelines(json.dumps(line) + "\n" for line in sorted(found, key=lambda line: line[:3]))
    return totals


class Line(NamedTuple):
    """A line of the list of agencies."""

    region: Region
    agency: str
    digest: str
    file: str
    first: int | None
    last: int | None
    reports: int
    wrong: int
    new: float | None


def _merged(work: Path, kind: str) -> Iterator[list[Any]]:
    """Go through the lines of all shelves in order; few files are open at a time, and none is held whole."""
    runs = sorted((work / "runs" / kind).iterdir(), key=lambda path: int(path.stem))
    merged = work / "merged"
    merged.mkdir(exist_ok=True)
    while len(runs) > _RUNS_AT_ONCE:
        head, runs = runs[:_RUNS_AT_ONCE], runs[_RUNS_AT_ONCE:]
        together = merged / f"{kind}-{len(runs)}.jsonl"
        with together.open("w", encoding="ascii") as file:
            file.writelines(json.dumps(line) + "\n" for line in _merged_of(head))
        runs.append(together)
    yield from _merged_of(runs)


def _merged_of(runs: Sequence[Path]) -> Iterator[list[Any]]:
    with ExitStack() as stack:
        opened = [map(json.loads, stack.enter_context(run.open(encoding="ascii"))) for run in runs]
        yield from heapq.merge(*opened, key=lambda line: line[:3])


# ── The whole ────────────────────────────────────────────────────────────────


def _write_whole(pages: Pages, work: Path, totals: Totals) -> None:
    tables = totals.table_of_reports()
    _write_assets(pages)
    write_overview(pages, totals, tables)
    write_faults(pages, totals)
    for fault in totals.ranked_faults():
        if fault.code in KNOWN:
            write_fault(pages, fault, totals)
    _write_regions(pages, work, totals, tables)
    _write_unread(pages, work, totals)
    _write_method(pages, totals)


def _write_assets(pages: Pages) -> None:
    assets = pages.folder / "assets"
    assets.mkdir()
    for each in ("atlas.css", "search.js"):
        source = files("gongkai.report.atlas") / "static" / each
        (assets / each).write_bytes(source.read_bytes())


def _write_regions(pages: Pages, work: Path, totals: Totals, tables: Mapping[Region, Any]) -> None:
    """Write a page for each region with its agencies, and the search index along the way."""
    children: dict[Region, list[Region]] = {}
    for region in sorted(tables):
        if region:
            children.setdefault(region[:-1], []).append(region)
    index = SearchIndex(pages.folder / "search")
    written = set()
    lines = (Line(tuple(region), *rest) for region, *rest in _merged(work, "agencies"))
    for region, same in groupby(lines, key=lambda line: line.region):
        here = iter(same)
        direct = totals.agencies[region] - sum(totals.agencies[each] for each in children.get(region, ()))
        of = -(-direct // ON_A_PAGE)
        for page in range(1, of + 1):
            some = list(islice(here, ON_A_PAGE))
            for line in some:
                index.add(line.agency or line.file, region, line.digest)
            _write_region(pages, totals, tables, region, children.get(region, ()), some, page, of)
        written.add(region)
    index.close()
    for region in {(), *tables} - written:
        _write_region(pages, totals, tables, region, children.get(region, ()), [], 1, 1)


def _write_region(
    pages: Pages,
    totals: Totals,
    tables: Mapping[Region, Mapping[int | None, Counter[str]]],
    region: Region,
    below: Sequence[Region],
    agencies: Sequence[Line],
    page: int,
    of: int,
) -> None:
    say = pages.say
    years = tables.get(region, {})
    sums: Counter[str] = sum(years.values(), Counter())
    first = page == 1
    trail = [Crumb(say("home"), "index.html", zh=False)]
    if region:
        trail.append(Crumb(say("regions"), region_page(()), zh=False))
    trail += [Crumb(shortened(region[depth]), region_page(region[: depth + 1])) for depth in range(len(region) - 1)]
    pages.write(
        region_page(region, page),
        "region.html",
        trail=trail,
        title=region[-1] if region else say("regions"),
        is_root=not region,
        intro=say("regions_lead") if not region else "",
        lead=say(
            "region_lead",
            total=sums.total(),
            agencies=totals.agencies[region],
            ok=sums["ok"],
            errors=sums["errors"],
            unreadable=sums["unreadable"],
        ),
        panel=verdict_panel(pages, years, "region_chart", "pair") if first and region else None,
        below=_regions_grid(pages, below, tables, totals) if first and below else None,
        agencies=_agencies_grid(pages, agencies) if agencies else None,
        previous=region_page(region, page - 1) if page > 1 else "",
        next=region_page(region, page + 1) if page < of else "",
        number=page,
        of=of,
    )


def _regions_grid(
    pages: Pages, below: Sequence[Region], tables: Mapping[Region, Mapping[int | None, Counter[str]]], totals: Totals
) -> Grid:
    rows = []
    for region in below:
        sums: Counter[str] = sum(tables[region].values(), Counter())
        rows.append(
            [
                name(region[-1], region_page(region)),
                number(totals.agencies[region]),
                *(number(count) for count in (sums.total(), sums["ok"], sums["errors"], sums["unreadable"])),
                percent(sums["ok"], sums.total()),
            ]
        )
    heads = ("region", "agencies", "total", "ok", "errors", "not_read", "share_ok")
    return Grid([pages.say(each) for each in heads], rows)


def _agencies_grid(pages: Pages, lines: Sequence[Line]) -> Grid:
    rows = []
    for line in lines:
        page = agency_page(line.digest)
        named = name(line.agency, page) if line.agency else _unnamed(pages, line.file, page)
        years = "–".join(str(year) for year in dict.fromkeys((line.first, line.last)) if year is not None)
        rows.append([named, text(years or "—"), number(line.reports), number(line.wrong), number(line.new)])
    return Grid([pages.say(each) for each in ("agency", "years", "reports", "errors", "latest_new")], rows)


def _unnamed(pages: Pages, file: str, page: str) -> Cell:
    return text(pages.say("unnamed", file=shortened(file)), page)


def _write_unread(pages: Pages, work: Path, totals: Totals) -> None:
    count = totals.verdicts()["unreadable"]
    of = max(1, -(-count // ON_A_PAGE))
    lines = _merged(work, "unread")
    for at in range(1, of + 1):
        rows = [
            [name(file), text(shortened(words if pages.language == "zh" else english or words, 300)), text(code)]
            for file, code, words, english in islice(lines, ON_A_PAGE)
        ]
        lead = pages.say("unreadable_lead", count=count) if count else pages.say("unreadable_none")
        pages.write(
            _unread_page(at),
            "list.html",
            title=pages.say("unreadable"),
            paragraphs=[lead],
            grid=Grid([pages.say("file"), pages.say("reason"), ""], rows) if rows else None,
            previous=_unread_page(at - 1) if at > 1 else "",
            next=_unread_page(at + 1) if at < of else "",
            number=at,
            of=of,
        )


def _unread_page(number: int) -> str:
    return "unreadable.html" if number == 1 else f"unreadable-{number}.html"


def _write_method(pages: Pages, totals: Totals) -> None:
    say = pages.say
    rows = [
        [text(say(f"from_{source}")), number(totals.sources[source])]
        for source in ("list", "name", "both", "folder", "unknown")
    ]
    heads = [say("source_kind"), say("agencies")]
    paragraphs = [say(f"method_{each}") for each in ("reports", "errors", "figures", "regions", "data")]
    pages.write(
        "method.html",
        "list.html",
        title=say("method"),
        paragraphs=paragraphs,
        grid=Grid(heads, rows, say("method_sources")),
        previous="",
        next="",
        number=1,
        of=1,
    )
