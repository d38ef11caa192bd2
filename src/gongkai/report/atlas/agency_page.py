"""The page of an agency: its reports, figures over the years, what each report's check found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongkai.law.outcomes import Group
from gongkai.report import charts
from gongkai.report.atlas.agencies import Agency, Filed, Found
from gongkai.report.atlas.pages import (
    Cell,
    Crumb,
    Grid,
    Pages,
    Panel,
    agency_page,
    fault_page,
    number,
    region_page,
    shortened,
    text,
)
from gongkai.report.atlas.panels import KNOWN, charted, year_cell
from gongkai.report.atlas.totals import FLOW, GROUP_OF_ROW
from gongkai.report.atlas.words import ROWS
from gongkai.report.finding import Severity

REMEDIES = ("reconsideration", "direct_suit", "suit_after_reconsideration")
_FLOW_WORDS = {"new": "new", "carried_in": "carried_in", "total": "decided", "carried_forward": "carried_forward"}


def write_agency(pages: Pages, agency: Agency) -> None:
    """Write the page of an agency."""
    say = pages.say
    region = agency.key.region
    trail = [Crumb(say("home"), "index.html", zh=False), Crumb(say("regions"), region_page(()), zh=False)]
    trail += [Crumb(shortened(each), region_page(region[: depth + 1])) for depth, each in enumerate(region)]
    wrong = sum(not each.is_clean for each in agency.reports)
    newest_first = agency.reports[::-1]
    pages.write(
        agency_page(agency.key.digest),
        "agency.html",
        trail=trail,
        name=agency.key.agency or say("unnamed", file=shortened(agency.key.file)),
        unnamed=not agency.key.agency,
        lead=say("agency_lead", count=len(agency.reports), errors=wrong),
        source=say(f"region_from_{agency.source}"),
        reports=_reports(pages, agency, newest_first),
        gaps=say("gaps", years=pages.list_between(map(str, agency.gaps))) if agency.gaps else "",
        panels=_panels(pages, agency),
        figures=_figures(pages, agency) if agency.by_year else None,
        links=_links(pages, agency) if agency.links else None,
        found=[_found(pages, each) for each in newest_first],
    )


def _reports(pages: Pages, agency: Agency, reports: Sequence[Filed]) -> Grid:
    rows = []
    for place, each in enumerate(reports, start=1):
        counts_for_year = each.year is None or agency.by_year[each.year] is each
        verdict = pages.say("ok" if each.is_clean else "errors")
        if not counts_for_year:
            verdict = pages.list_between([verdict, pages.say("duplicate")])
        rows.append(
            [
                year_cell(pages, each.year)._replace(href=f"{agency_page(agency.key.digest)}#r{place}"),
                text(verdict),
                *map(number, each.counts),
                text(each.edition or "—"),
                Cell(shortened(each.file), zh=True),
            ]
        )
    heads = ("year", "verdict", "errors", "warnings", "notices", "edition", "file")
    words = [pages.say(each) for each in heads]
    words[2] = pages.words(Severity.ERROR.label)
    return Grid(words, rows)


# ── Figures over the years ───────────────────────────────────────────────────


def _groups(each: Filed) -> dict[Group, float | None]:
    """Give the results of a report by group; None where it has none of its figures."""
    sums: dict[Group, float | None] = dict.fromkeys(Group)
    for row, group in GROUP_OF_ROW.items():
        value = each.of(row)
        if value is not None:
            sums[group] = (sums[group] or 0) + value
    return sums


def _figures(pages: Pages, agency: Agency) -> Grid:
    years = agency.by_year
    head = [pages.say("item"), *(f"{year}{'' if each.is_clean else ' ✕'}" for year, each in years.items())]
    rows = [_row(pages.say(_FLOW_WORDS[row]), [each.of(row) for each in years.values()]) for row in FLOW[:2]]
    groups = [_groups(each) for each in years.values()]
    for group in Group:
        rows.append(_row(pages.words(group.value), [each[group] for each in groups]))
        within = [row for row in ROWS if GROUP_OF_ROW[row] is group]
        if len(within) > 1:
            for row in within:
                values = [each.of(row) for each in years.values()]
                if any(values) and ROWS[row] != group.value:
                    rows.append(_row("　" + pages.words(ROWS[row]), values))
    rows.append(_row(pages.say("group_total"), [each.of("total") for each in years.values()]))
    rows.append(_row(pages.say("carried_forward"), [each.of("carried_forward") for each in years.values()]))
    for row in REMEDIES:
        rows.append(_row(pages.say(row), [each.of(row, "remedies") for each in years.values()]))
    return Grid(head, rows)


def _row(label: str, values: Sequence[float | None]) -> list[Cell]:
    return [text(label), *map(number, values)]


def _links(pages: Pages, agency: Agency) -> Grid:
    rows = [
        [
            text(f"{link.first} → {link.second}"),
            number(link.forward),
            number(link.carried_in),
            text(pages.say(link.state)),
        ]
        for link in agency.links
    ]
    return Grid([pages.say(each) for each in ("year", "carried_forward", "carried_in", "verdict")], rows)


def _panels(pages: Pages, agency: Agency) -> list[Panel]:
    """Give charts over the years, where there are years to compare and applications to show."""
    shown = charted([year for year, each in agency.by_year.items() if each.of("new") is not None])
    received = sum((each.of("new") or 0) + (each.of("total") or 0) for each in agency.by_year.values())
    if len(shown) < 2 or not received:
        return []
    return [_flow_panel(pages, agency, shown), _results_panel(pages, agency, shown)]


def _flow_panel(pages: Pages, agency: Agency, years: Sequence[int]) -> Panel:
    rows = ("new", "total", "carried_forward")
    labels = [pages.say(_FLOW_WORDS[row]) for row in rows]
    data = [
        {"label": str(year), "series": label, "value": agency.by_year[year].of(row), "order": order}
        for year in years
        for order, (row, label) in enumerate(zip(rows, labels))
    ]
    hues = (charts.HUES[0], charts.HUES[3], charts.HUES[2])
    grid = [[text(str(year)), *(number(agency.by_year[year].of(row)) for row in rows)] for year in years]
    svg = charts.columns(data, labels, hues)
    return Panel(pages.say("flow_chart"), svg, Grid([pages.say("year"), *labels], grid), list(zip(hues, labels)))


def _results_panel(pages: Pages, agency: Agency, years: Sequence[int]) -> Panel:
    labels = [pages.words(group.value) for group in Group]
    sums = {year: list(_groups(agency.by_year[year]).values()) for year in years}
    data = [
        {"year": str(year), "series": label, "value": value or 0, "order": order}
        for year in years
        for order, (label, value) in enumerate(zip(labels, sums[year]))
    ]
    grid = [[text(str(year)), *map(number, sums[year])] for year in years]
    svg = charts.by_year(data, labels)
    return Panel(
        pages.say("results_chart"), svg, Grid([pages.say("year"), *labels], grid), list(zip(charts.HUES, labels))
    )


# ── What was found ───────────────────────────────────────────────────────────


def _found(pages: Pages, each: Filed) -> dict[str, Any]:
    return {
        "title": year_cell(pages, each.year).text,
        "file": each.file,
        "findings": [_finding(pages, found) for found in each.findings],
        "more": sum(each.codes.values()) - len(each.findings),
    }


def _finding(pages: Pages, found: Found) -> dict[str, str]:
    known = KNOWN.get(found.code)
    place = found.place
    if place.table and pages.translate is not None:
        place = place._replace(table=pages.translate(place.table))
    return {
        "kind": found.severity.name.lower(),
        "severity": pages.words(found.severity.label),
        "title": pages.words(known.title) if known else found.code,
        "href": fault_page(found.code, KNOWN),
        "place": place.text(pages.translate),
        "message": found.message if pages.language == "zh" else found.message_en,
        "citation": found.citation,
    }
