"""The overview, and the pages of the kinds of findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from gongkai.law.outcomes import Group
from gongkai.report import charts
from gongkai.report.atlas.pages import (
    Cell,
    Crumb,
    Grid,
    Pages,
    Panel,
    agency_page,
    digits,
    fault_page,
    name,
    number,
    percent,
    region_page,
    shortened,
    text,
)
from gongkai.report.atlas.panels import KNOWN, charted, verdict_panel, year_cell
from gongkai.report.atlas.totals import ENOUGH, EXAMPLES, GROUP_OF_ROW, SHARES, Fault, Totals
from gongkai.report.atlas.words import ROWS
from gongkai.report.finding import Severity

FAULTS_CHARTED = 10
REGIONS_CHARTED = 20
REASONS_CHARTED = 12

Region = tuple[str, ...]
Tables = Mapping[Region, Mapping[int | None, Counter[str]]]


@dataclass(frozen=True)
class Section:
    """A section of the overview: what it is about, its charts, a table."""

    title: str
    lead: str = ""
    panels: tuple[Panel, ...] = ()
    points: tuple[str, ...] = ()
    grid: Grid | None = None


def write_overview(pages: Pages, totals: Totals, tables: Tables) -> None:
    """Write the page the site opens with."""
    say = pages.say
    years = tables.get((), {})
    sums: Counter[str] = sum(years.values(), Counter())
    known = sorted(year for year in years if year is not None)
    lead = (
        say("overview_lead", total=sums.total(), agencies=totals.agencies[()], first=known[0], last=known[-1])
        if known
        else say("overview_lead_bare", total=sums.total())
    )
    received = sum(value for (_, row), value in totals.figures.items() if row == "new")
    whole = sums.total()
    facts = [
        (say("total"), digits(whole), ""),
        *((say(word), digits(sums[verdict]), _of_all(pages, sums[verdict], whole)) for verdict, word in _VERDICTS),
        (say("agencies"), digits(totals.agencies[()]), ""),
        (say("received"), digits(received), say("counted", count=totals.counted.total())),
    ]
    sections = [
        _adds_up(pages, tables),
        _common(pages, totals, whole - sums["unreadable"]),
        _outcomes(pages, totals),
        _burden(pages, totals),
        _links(pages, totals),
    ]
    pages.write("index.html", "index.html", lead=lead, facts=facts, sections=[each for each in sections if each])


_VERDICTS = (("ok", "ok"), ("errors", "errors"), ("unreadable", "not_read"))


def _of_all(pages: Pages, part: int, whole: int) -> str:
    return pages.say("of_all", share=f"{part / whole:.1%}") if whole else ""


# ── How many add up ──────────────────────────────────────────────────────────


def regions_to_compare(tables: Tables) -> list[Region]:
    """Give the widest regions of which there are several: the provinces, or the cities of the only province."""
    level: Region = ()
    while True:
        below = sorted(region for region in tables if len(region) == len(level) + 1 and region[:-1] == level)
        if len(below) != 1:
            return below
        level = below[0]


def _adds_up(pages: Pages, tables: Tables) -> Section:
    by_year = verdict_panel(pages, tables.get((), {}), "adds_up_by_year", "open")
    by_region = _region_panel(pages, tables)
    return Section(pages.say("adds_up"), panels=tuple(each for each in (by_year, by_region) if each))


def _region_panel(pages: Pages, tables: Tables) -> Panel | None:
    say = pages.say
    sums = {region: sum(tables[region].values(), Counter()) for region in regions_to_compare(tables)}
    read = {region: each for region, each in sums.items() if each["ok"] + each["errors"]}
    if not read:
        return None

    def share(region: Region) -> float:
        return read[region]["errors"] / (read[region]["ok"] + read[region]["errors"])

    ranked = sorted(read, key=lambda region: (-share(region), region))
    data = [
        {"label": shortened(region[-1], 12), "series": "", "value": share(region), "order": 0}
        for region in ranked[:REGIONS_CHARTED]
    ]
    rows = [
        [
            name(region[-1], region_page(region)),
            *(number(count) for count in (each.total(), each["ok"], each["errors"], each["unreadable"])),
            percent(each["errors"], each["ok"] + each["errors"]),
        ]
        for region, each in sorted(sums.items(), key=lambda item: (-share(item[0]) if item[0] in read else 1, item[0]))
    ]
    heads = ("region", "total", "ok", "errors", "not_read", "share_errors")
    return Panel(
        say("adds_up_by_region"),
        charts.bars(data, [""], [charts.BAD], share=True),
        Grid([say(each) for each in heads], rows),
        note=say("adds_up_by_region_note", count=REGIONS_CHARTED),
        shape="tall",
    )


# ── Faults ───────────────────────────────────────────────────────────────────


def _title(pages: Pages, code: str) -> str:
    return pages.words(KNOWN[code].title) if code in KNOWN else code


def _faults_grid(pages: Pages, faults: list[Fault], read: int) -> Grid:
    rows = [
        [
            text(_title(pages, fault.code), fault_page(fault.code, KNOWN)),
            text(pages.words(fault.severity.label)),
            number(fault.reports),
            percent(fault.reports, read),
            number(fault.findings),
        ]
        for fault in faults
    ]
    return Grid([pages.say(each) for each in ("fault", "severity", "in_reports", "share", "findings")], rows)


def _severity_hues(pages: Pages) -> list[tuple[str, str]]:
    hues = {Severity.ERROR: charts.BAD, Severity.WARNING: charts.HUES[3], Severity.NOTICE: charts.HUES[5]}
    return [(hue, pages.words(severity.label)) for severity, hue in hues.items()]


def _common(pages: Pages, totals: Totals, read: int) -> Section:
    faults = totals.ranked_faults()
    say = pages.say
    if not faults:
        return Section(say("common"), say("no_faults"))
    shown = faults[:FAULTS_CHARTED]
    legend = _severity_hues(pages)
    data = [
        {
            "label": shortened(_title(pages, fault.code), 40),
            "series": pages.words(fault.severity.label),
            "value": fault.reports,
            "order": 0,
        }
        for fault in shown
    ]
    panel = Panel(
        say("common_chart", count=len(shown)),
        charts.bars(data, [label for _, label in legend], [hue for hue, _ in legend]),
        _faults_grid(pages, shown, read),
        legend,
    )
    worst = [fault for fault in faults if fault.severity is Severity.ERROR][:FAULTS_CHARTED] or shown
    return Section(say("common"), say("common_lead"), (panel,), grid=_faults_grid(pages, worst, read))


def write_faults(pages: Pages, totals: Totals) -> None:
    """Write the list of all kinds of findings that were made."""
    faults = totals.ranked_faults()
    sums = totals.verdicts()
    pages.write(
        "faults.html",
        "list.html",
        title=pages.say("faults"),
        paragraphs=[pages.say("common_lead") if faults else pages.say("no_faults")],
        grid=_faults_grid(pages, faults, sums["ok"] + sums["errors"]) if faults else None,
        previous="",
        next="",
        number=1,
        of=1,
    )


def write_fault(pages: Pages, fault: Fault, totals: Totals) -> None:
    """Write what a kind of finding means, how often it was made, and where."""
    code, say = KNOWN[fault.code], pages.say
    years = {year: count for (each, year), count in totals.faults.items() if each == fault.code}
    shown = charted([year for year in years if year is not None])
    panel = None
    if len(shown) > 1:
        data = [{"year": str(year), "series": "", "value": years[year], "order": 0} for year in shown]
        rows = [
            [year_cell(pages, year), number(years[year])]
            for year in sorted(years, key=lambda year: (year is None, year))
        ]
        hue = {label: hue for hue, label in _severity_hues(pages)}[pages.words(code.severity.label)]
        svg = charts.by_year(data, [""], [hue])
        panel = Panel(say("by_year"), svg, Grid([say("year"), say("in_reports")], rows))
    examples = [
        [
            name(" ".join((*each.region[-1:], each.agency)) if _lacks_region(each) else each.agency)._replace(
                href=agency_page(each.digest)
            )
            if each.agency
            else text("—", agency_page(each.digest)),
            year_cell(pages, each.year),
            text(shortened(each.message if pages.language == "zh" else each.message_en, 200)),
        ]
        for each in totals.examples[fault.code]
    ]
    pages.write(
        fault_page(fault.code, KNOWN),
        "fault.html",
        trail=[Crumb(say("home"), "index.html", zh=False), Crumb(say("faults"), "faults.html", zh=False)],
        title=pages.words(code.title),
        code=fault.code,
        kind=code.severity.name.lower(),
        severity=pages.words(code.severity.label),
        lead=say("fault_lead", reports=fault.reports, findings=fault.findings),
        meaning=pages.words(code.meaning),
        hint=pages.words(code.hint),
        citation=str(code.citation) if code.citation else "",
        panel=panel,
        examples=Grid([say(each) for each in ("agency", "year", "example")], examples) if examples else None,
        examples_lead=say("examples_lead", count=EXAMPLES),
    )


def _lacks_region(example: Any) -> bool:
    """Tell whether the region is not read from the name, and so has to stand before it."""
    return bool(example.region) and example.region[-1] not in example.agency


# ── Results ──────────────────────────────────────────────────────────────────


def _outcomes(pages: Pages, totals: Totals) -> Section | None:
    say = pages.say
    years = charted(list(totals.counted))
    groups = {year: totals.groups(year) for year in sorted(totals.counted)}
    if not any(sum(groups[year].values()) for year in years):
        return None
    labels = [pages.words(group.value) for group in Group]
    data = [
        {"year": str(year), "series": label, "value": groups[year][group], "order": order}
        for year in years
        if sum(groups[year].values())
        for order, (group, label) in enumerate(zip(Group, labels))
    ]
    rows = [
        [text(str(year)), *(cell for group in Group for cell in (number(each[group]),)), number(sum(each.values()))]
        for year, each in groups.items()
    ]
    share = Panel(
        say("outcomes_by_year"),
        charts.by_year(data, labels, share=True),
        Grid([say("year"), *labels, say("all_years")], rows),
        list(zip(charts.HUES, labels)),
    )
    panels = [share, _reasons(pages, totals), _granted(pages, totals)]
    return Section(say("outcomes"), say("outcomes_lead"), tuple(each for each in panels if each))


def _reasons(pages: Pages, totals: Totals) -> Panel | None:
    groups = (Group.WITHHELD, Group.UNABLE, Group.NOT_PROCESSED)
    sums: Counter[str] = Counter()
    for (_, row), value in totals.figures.items():
        if row in ROWS and GROUP_OF_ROW[row] in groups:
            sums[row] += value
    ranked = sorted(sums, key=lambda row: (-sums[row], row))
    if not ranked:
        return None
    hues = dict(zip(Group, charts.HUES))
    labels = {group: pages.words(group.value) for group in groups}
    whole = sum(sums.values())
    data = [
        {
            "label": pages.words(ROWS[row]),
            "series": labels[GROUP_OF_ROW[row]],
            "value": sums[row],
            "order": 0,
        }
        for row in ranked[:REASONS_CHARTED]
    ]
    rows = [
        [
            text(pages.words(ROWS[row])),
            text(labels[GROUP_OF_ROW[row]]),
            number(sums[row]),
            percent(sums[row], whole),
        ]
        for row in ranked
    ]
    return Panel(
        pages.say("outcomes_reasons"),
        charts.bars(data, list(labels.values()), [hues[group] for group in groups]),
        Grid([pages.say(each) for each in ("reason", "result", "count", "share")], rows),
        [(hues[group], labels[group]) for group in groups],
        pages.say("outcomes_reasons_note"),
        "tall",
    )


def _granted(pages: Pages, totals: Totals) -> Panel | None:
    whole = totals.granted.total()
    if not whole:
        return None
    bins = [(f"{10 * tenth}–{10 * tenth + 10}%", totals.granted[tenth]) for tenth in range(10)]
    data = [
        {"label": str(10 * tenth), "series": "", "value": count, "order": 0} for tenth, (_, count) in enumerate(bins)
    ]
    rows = [[text(label), number(count), percent(count, whole)] for label, count in bins]
    return Panel(
        pages.say("granted_spread"),
        charts.columns(data, [""], [charts.PLAIN]),
        Grid([pages.say(each) for each in ("class", "reports", "share")], rows),
        note=pages.say("granted_spread_note", count=ENOUGH),
    )


# ── Burden ───────────────────────────────────────────────────────────────────


def _burden(pages: Pages, totals: Totals) -> Section | None:
    say = pages.say
    tail = _heavy_tail(pages, totals)
    if tail is None:
        return None
    points = []
    for word, share in (("top_one", 0.01), ("top_ten", 0.1)):
        taken = totals.share_of_top(share)
        if taken is not None:
            points.append(say(word, share=f"{taken:.1%}"))
    panels = (tail, _carried(pages, totals), _waiting(pages, totals))
    rows = [
        [name(large.agency or "—", agency_page(large.digest)), text(str(large.year)), number(large.new)]
        for large in totals.largest
        if large.new
    ]
    grid = Grid([say(each) for each in ("agency", "year", "new")], rows, say("largest")) if rows else None
    return Section(say("burden"), say("burden_lead"), tuple(each for each in panels if each), tuple(points), grid)


def _heavy_tail(pages: Pages, totals: Totals) -> Panel | None:
    say = pages.say
    classes = list(totals.classes())
    agencies, applications = (sum(each[at] for each in classes) for at in (1, 2))
    if not agencies or not applications:
        return None
    ends = [end - 1 for end in [begin for begin, _, _ in classes][1:]]
    labels = [f"{begin:,}" if begin == end else f"{begin:,}–{end:,}" for (begin, _, _), end in zip(classes, ends)] + [
        f"≥{classes[-1][0]:,}"
    ]
    series = (say("share_agencies"), say("share_applications"))
    data = [
        {"label": label, "series": each, "value": part / whole, "order": order}
        for label, (_, ours, theirs) in zip(labels, classes)
        for order, (each, part, whole) in enumerate(zip(series, (ours, theirs), (agencies, applications)))
    ]
    rows = [
        [text(label), number(ours), percent(ours, agencies), number(theirs), percent(theirs, applications)]
        for label, (_, ours, theirs) in zip(labels, classes)
    ]
    hues = (charts.HUES[1], charts.HUES[0])
    heads = ("class", "agencies", "share_agencies", "applications", "share_applications")
    return Panel(
        say("heavy_tail"),
        charts.columns(data, series, hues, share=True),
        Grid([say(each) for each in heads], rows),
        list(zip(hues, series)),
        say("heavy_tail_note"),
    )


def _carried(pages: Pages, totals: Totals) -> Panel | None:
    say = pages.say
    flows = {
        year: {row: totals.figures[year, row] for row in ("new", "carried_in", "total", "carried_forward")}
        for year in sorted(totals.counted)
    }
    flows = {year: flow for year, flow in flows.items() if flow["new"] + flow["carried_in"]}
    if not flows:
        return None
    data = [
        {
            "year": str(year),
            "series": "",
            "value": flows[year]["carried_forward"] / (flows[year]["new"] + flows[year]["carried_in"]),
            "order": 0,
        }
        for year in charted(list(flows))
    ]
    rows = [
        [
            text(str(year)),
            *map(number, flow.values()),
            percent(flow["carried_forward"], flow["new"] + flow["carried_in"]),
        ]
        for year, flow in flows.items()
    ]
    heads = ("year", "new", "carried_in", "decided", "carried_forward", "carried_share")
    return Panel(
        say("carried"),
        charts.lines(data, [""], [charts.BAD], share=True),
        Grid([say(each) for each in heads], rows),
        note=say("carried_note"),
    )


def _waiting(pages: Pages, totals: Totals) -> Panel | None:
    counts: Counter[int] = Counter()
    for (_, at), count in totals.waiting.items():
        counts[at] += count
    if not counts:
        return None
    labels = ["0", *(f"{low:.0%}–{high:.0%}" for low, high in pairwise(SHARES)), f">{SHARES[-1]:.0%}"]
    data = [{"label": label, "series": "", "value": counts[at], "order": 0} for at, label in enumerate(labels)]
    rows = [[text(label), number(counts[at]), percent(counts[at], counts.total())] for at, label in enumerate(labels)]
    return Panel(
        pages.say("waiting"),
        charts.columns(data, [""], [charts.PLAIN]),
        Grid([pages.say(each) for each in ("class", "reports", "share")], rows),
        note=pages.say("waiting_note", count=ENOUGH),
    )


def _links(pages: Pages, totals: Totals) -> Section | None:
    say = pages.say
    years = sorted({year for year, _ in totals.links})
    if not years:
        return None
    states = ("equal", "different", "open")
    labels = [say(state) for state in states]
    hues = (charts.GOOD, charts.BAD, charts.HUES[5])
    data = [
        {"year": str(year), "series": label, "value": totals.links[year, state], "order": order}
        for year in charted(years)
        for order, (state, label) in enumerate(zip(states, labels))
    ]
    rows: list[list[Cell]] = [
        [text(str(year)), *(number(totals.links[year, state]) for state in states)] for year in years
    ]
    panel = Panel(
        say("links_chart"),
        charts.by_year(data, labels, hues),
        Grid([say("year"), *labels], rows),
        list(zip(hues, labels)),
    )
    return Section(say("links"), say("links_lead"), (panel,))
