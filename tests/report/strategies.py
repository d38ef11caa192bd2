"""Reports that add up, for tests of every package: one plain builder, and hypothesis strategies over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from gongkai.report.edition import Edition, TableSpec, edition
from gongkai.report.model import Figure, Mark, Number, Paragraph, Part, Report, Table

Counts = Mapping[tuple[str, str], int]
Cells = Mapping[tuple[str, str], Number | Mark]

NOTHING: Mapping[Any, Any] = MappingProxyType({})

OVERVIEW = "本年度依法主动公开政府信息，做好依申请公开，加强政府信息管理、平台建设和监督保障。"
FEE = "本年度未收取信息处理费。"

OUTCOMES: Counts = {
    ("granted", "natural"): 5,
    ("granted_in_part", "natural"): 2,
    ("withheld_third_party", "commercial"): 1,
    ("unable_not_held", "natural"): 3,
    ("unable_not_held", "legal"): 1,
    ("not_processed_repeated", "other"): 1,
}
CARRIED_IN = {"natural": 1}
CARRIED_FORWARD = {"natural": 1, "commercial": 2}
REMEDIES: Counts = {("reconsideration", "upheld"): 2, ("direct_suit", "pending"): 1}


def figure(content: Number | Mark, unit: str = "") -> Figure:
    """Give a figure as a reader would: its number, or its mark, and what was written."""
    if isinstance(content, Mark):
        return Figure(None, content, "" if content is Mark.BLANK else content.value, unit=unit)
    return Figure(content, None, str(content), unit=unit)


def balanced_report(
    edition_id: str = "2021",
    *,
    year: int | None = None,
    agency: str = "青山县档案局",
    combined: bool = False,
    proactive: Cells = NOTHING,
    outcomes: Counts = OUTCOMES,
    carried_in: Mapping[str, int] = CARRIED_IN,
    carried_forward: Mapping[str, int] = CARRIED_FORWARD,
    remedies: Counts = REMEDIES,
    texts: Mapping[str, str] = NOTHING,
) -> Report:
    """Give a report whose sums are worked out from the figures given; what is not given is 0.

    `combined` prints （六）其他处理 as the one row of the 2019 edition; `outcomes` then name that row.
    `texts` are narratives by part id, a paragraph a line. By default the year is 2020
    or 2023. No more may be carried in than is decided or carried forward.
    """
    spec = edition(edition_id)
    assert spec is not None
    year = year or {"2019": 2020, "2021": 2023}[edition_id]
    return Report(
        edition=spec,
        agency=agency,
        year=year,
        title=f"{agency}{year}年政府信息公开工作年度报告",
        preamble=(Paragraph(f"本年度报告所列数据的统计期限为{year}年1月1日至12月31日。"),),
        parts=_parts(spec, texts),
        tables={
            "proactive": _proactive(spec.table_by_id["proactive"], proactive),
            "applications": _applications(
                spec.table_by_id["applications"], combined, outcomes, carried_in, carried_forward
            ),
            "remedies": _remedies(spec.table_by_id["remedies"], remedies),
        },
        closing=(Paragraph(agency), Paragraph(f"{year + 1}年1月20日")),
    )


def _parts(spec: Edition, texts: Mapping[str, str]) -> tuple[Part, ...]:
    plain = {
        "overview": OVERVIEW,
        "problems": "公开的及时性有待提高，将加强培训。",
        "other_matters": FEE,
    }
    return tuple(
        Part(
            part,
            part.numeral,
            part.label,
            tuple(Paragraph(line) for line in {**plain, **texts}.get(part.id, "").splitlines()),
        )
        for part in spec.parts
    )


def _proactive(spec: TableSpec, given: Cells) -> Table:
    cells = {
        (row.id, column.id): figure(given.get((row.id, column.id), 0), column.unit)
        for row in spec.rows
        for column in spec.columns_of[row.id]
    }
    return Table(spec, spec.rows, cells)


def _applications(
    spec: TableSpec,
    combined: bool,
    outcomes: Counts,
    carried_in: Mapping[str, int],
    carried_forward: Mapping[str, int],
) -> Table:
    rows = list(spec.rows)
    if combined:
        (alternative,) = spec.alternatives
        first = min(index for index, row in enumerate(rows) if row.id in alternative.replaces)
        rows = [row for row in rows if row.id not in alternative.replaces]
        rows.insert(first, alternative.row)
    applicants = [column.id for column in spec.columns_of["new"] if not column.total]
    counts = {
        (row.id, column): outcomes.get((row.id, column), 0) for row in rows if row.outcomes for column in applicants
    }
    for column in applicants:
        counts["total", column] = sum(counts[row.id, column] for row in rows if row.outcomes)
        counts["carried_in", column] = carried_in.get(column, 0)
        counts["carried_forward", column] = carried_forward.get(column, 0)
        counts["new", column] = (
            counts["total", column] + counts["carried_forward", column] - counts["carried_in", column]
        )
        assert counts["new", column] >= 0
    for row in rows:
        counts[row.id, "total"] = sum(counts[row.id, column] for column in applicants)
    cells = {
        (row.id, column.id): figure(counts[row.id, column.id]) for row in rows for column in spec.columns_of[row.id]
    }
    return Table(spec, tuple(rows), cells)


def _remedies(spec: TableSpec, given: Counts) -> Table:
    cells: dict[tuple[str, str], Figure] = {}
    for row in spec.rows:
        results = [column.id for column in spec.columns_of[row.id] if not column.total]
        counts = {column: given.get((row.id, column), 0) for column in results}
        counts["total"] = sum(counts.values())
        cells |= {(row.id, column.id): figure(counts[column.id]) for column in spec.columns_of[row.id]}
    return Table(spec, spec.rows, cells)


def with_figure(report: Report, table: str, row: str, column: str, content: Number | Mark) -> Report:
    """Give the same report with another number, or a mark, in one cell."""
    old = report.tables[table]
    cell = figure(content, old[row, column].unit)
    changed = replace(old, figures={**old.figures, (row, column): cell})
    return replace(report, tables={**report.tables, table: changed})


def with_table(report: Report, table: Table) -> Report:
    """Give the same report with another table in the place of its own."""
    return replace(report, tables={**report.tables, table.spec.id: table})


def without_row(report: Report, table: str, row: str) -> Report:
    """Give the same report without one row of a table."""
    old = report.tables[table]
    return with_table(
        report,
        replace(
            old,
            rows=tuple(each for each in old.rows if each.id != row),
            figures={key: each for key, each in old.figures.items() if key[0] != row},
        ),
    )


COUNTS = st.integers(0, 12) | st.integers(0, 100_000)
AMOUNTS = st.integers(0, 9_000) | st.decimals(0, 9_000, places=2)
TEXTS = {
    "overview": st.sampled_from([OVERVIEW, OVERVIEW.replace("，做好", "。\n做好")]),
    "problems": st.sampled_from(["公开的及时性有待提高。\n将加强培训，改进平台。", "无。"]),
    "other_matters": st.sampled_from([FEE, f"没有其他需要报告的事项。\n{FEE}"]),
}


@st.composite
def reports(draw: st.DrawFn, editions: tuple[str, ...] = ("2019", "2021")) -> Report:
    """Give balanced reports of the editions: random figures, both forms of （六）其他处理, marks in the row 规章."""
    id = draw(st.sampled_from(editions))
    spec = edition(id)
    assert spec is not None
    combined = id == "2021" and draw(st.booleans())
    year = draw(st.integers(2019, 2020) if id == "2019" else st.integers(2021, 2026))
    applications = spec.table_by_id["applications"]
    rows = [row.id for row in applications.row_by_id.values() if row.outcomes]
    applicants = [column.id for column in applications.columns_of["new"] if not column.total]
    leaves = st.dictionaries(st.tuples(st.sampled_from(rows), st.sampled_from(applicants)), COUNTS, max_size=20)
    present = _rows_used(applications, combined)
    outcomes = {key: count for key, count in draw(leaves).items() if key[0] in present}
    forward = draw(st.dictionaries(st.sampled_from(applicants), COUNTS))
    decided = {column: sum(n for (_, c), n in outcomes.items() if c == column) for column in applicants}
    carried_in = {column: draw(st.integers(0, decided[column] + forward.get(column, 0))) for column in applicants}
    results = ("upheld", "overturned", "other", "pending")
    groups = [row.id for row in spec.table_by_id["remedies"].rows]
    remedies = draw(st.dictionaries(st.tuples(st.sampled_from(groups), st.sampled_from(results)), COUNTS))
    if not any(count for (group, _), count in remedies.items() if group == "reconsideration"):
        remedies = {key: count for key, count in remedies.items() if key[0] != "suit_after_reconsideration"}
    return balanced_report(
        id,
        year=year,
        agency=draw(st.sampled_from(["青山县档案局", "白水市人民政府", "石桥镇人民政府"])),
        combined=combined,
        proactive=draw(_table_two(spec.table_by_id["proactive"])),
        outcomes=outcomes,
        carried_in=carried_in,
        carried_forward=forward,
        remedies=remedies,
        texts=draw(st.fixed_dictionaries(TEXTS)),
    )


def _rows_used(applications: TableSpec, combined: bool) -> set[str]:
    spare = {each.row.id for each in applications.alternatives}
    replaced = {id for each in applications.alternatives for id in each.replaces}
    return {row.id for row in applications.row_by_id.values()} - (replaced if combined else spare)


def _table_two(spec: TableSpec) -> st.SearchStrategy[dict[tuple[str, str], Number | Mark]]:
    """Give figures for table II: changes of either sign, amounts with decimals, “/” in the row 规章."""
    kinds: dict[str, st.SearchStrategy[int | Decimal | Mark]] = {
        "count": COUNTS,
        "change": st.integers(-500, 500),
        "money": AMOUNTS,
    }
    cells = {}
    for row in spec.rows:
        for column in spec.columns_of[row.id]:
            contents = kinds[column.kind]
            if row.may_be_marked:
                contents |= st.sampled_from([Mark.SLASH, Mark.DASH])
            cells[row.id, column.id] = contents
    return st.fixed_dictionaries(cells)
