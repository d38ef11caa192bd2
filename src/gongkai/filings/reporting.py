"""The report of a filing as a value of `gongkai.report`: its figures, with what was corrected, and its text.

A correction changes one figure; the totals are the sums of what then stands in the table. Where the table does not add
up after that, the checks say so (`gating`).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from gongkai.filings.computing import Computed, Source
from gongkai.filings.models import Filing
from gongkai.filings.narrative import filled, paragraphs_of, passages_of, values_of
from gongkai.report.edition import Cell, Column, Edition, TableSpec, edition_for
from gongkai.report.model import Figure, Mark, Number, Part, Report, Table, as_number

Numbers = Mapping[Cell, Number | None]


def edition_of(filing: Filing) -> Edition:
    """Give the edition that the year of a filing is reported in."""
    edition = edition_for(filing.year)
    assert edition is not None  # one for whose year there is none is not begun
    return edition


def kept(found: Mapping[Cell, Computed]) -> dict[str, list[str | None]]:
    """Give figures as a filing keeps them, in the order of the edition: the same figures are the same text."""
    return {
        ".".join(cell): [None if each.number is None else str(each.number), each.source.value]
        for cell, each in found.items()
    }


def computed(filing: Filing) -> dict[Cell, Computed]:
    """Give the figures that were computed last."""
    found = {}
    for name, (number, source) in filing.figures.items():
        table, row, column = name.split(".")
        value = None if number is None else as_number(Decimal(number))
        found[table, row, column] = Computed(value, Source(source))
    return found


def corrections(filing: Filing) -> dict[Cell, Number]:
    """Give the figures that are reported otherwise than they were computed."""
    rows = filing.corrections.standing()
    return {(each.table, each.row, each.column): as_number(each.number) for each in rows}


def numbers(filing: Filing) -> dict[Cell, Number | None]:
    """Give every figure as it is reported."""
    changed = corrections(filing)
    found = {cell: changed.get(cell, each.number) for cell, each in computed(filing).items()}
    if changed:
        for spec in edition_of(filing).tables:
            add_up(spec, found)
    return found


def name_of(filing: Filing, cell: Cell) -> str:
    """Give what a figure of a filing is called (`name_in`)."""
    return name_in(edition_of(filing), cell)


def name_in(edition: Edition, cell: Cell) -> str:
    """Give what a figure is called: its table, the group and the row it stands in, and its column."""
    spec = edition.table_by_id[cell[0]]
    row = spec.row_by_id[cell[1]]
    column = next(each for each in spec.columns_of[cell[1]] if each.id == cell[2])
    return f"{spec.label} {'，'.join((*row.groups[-1:], row.label, column.label))}"


def is_sum(spec: TableSpec, row: str, column: str) -> bool:
    """Say whether a figure is a total of others in its table."""
    columns = {each.id: each for each in spec.columns_of[row]}
    return spec.row_by_id[row].total or columns[column].total


def suits(column: Column, number: Number | Decimal) -> bool:
    """Say whether a number can stand in a column: counts are whole and, unless they tell a change, not negative."""
    whole = column.kind == "money" or number == int(number)
    return whole and (column.kind == "change" or number >= 0)


def add_up(spec: TableSpec, found: dict[Cell, Number | None]) -> None:
    """Work out the totals of a table anew by what the edition says they are, first down its columns."""
    for identity in sorted(spec.identities, key=lambda each: each.over, reverse=True):
        if len(identity.left) == 1:
            over_rows = identity.over == "rows"
            for line in [each.id for each in (spec.blocks[0].columns if over_rows else spec.rows)]:
                target, *parts = [
                    (spec.id, part, line) if over_rows else (spec.id, line, part)
                    for part in (*identity.left, *identity.right)
                ]
                terms = [term for part in parts if (term := found.get(part)) is not None]
                found[target] = sum(terms) if len(terms) == len(parts) else None


def report_of(filing: Filing) -> Report:
    """Give the report as it would be published now: its figures, and its text with the numbers filled in."""
    edition = edition_of(filing)
    shown = numbers(filing)
    values = values_of(filing, shown)
    texts = {part: paragraphs_of(filled(text, values)) for part, text in passages_of(filing).items()}
    return Report(
        edition=edition,
        agency=filing.agency.name,
        year=filing.year,
        title=str(filing),
        preamble=texts.get("preamble", ()),
        parts=tuple(Part(spec, spec.numeral, spec.label, texts.get(spec.id, ())) for spec in edition.parts),
        tables={spec.id: _table(spec, shown) for spec in edition.tables},
        closing=texts.get("closing", ()),
    )


def text_of(report: Report, part: str) -> str:
    """Give the text of a part, or of what stands before and after the parts, as it would be published."""
    around = {"preamble": report.preamble, "closing": report.closing}
    found = around[part] if part in around else next(each.paragraphs for each in report.parts if each.spec.id == part)
    return "\n".join(each.text for each in found)


def _table(spec: TableSpec, shown: Numbers) -> Table:
    figures = {}
    for row in spec.rows:
        for column in spec.columns_of[row.id]:
            number = shown.get((spec.id, row.id, column.id))
            unit = column.unit if column.kind == "money" else ""
            mark = Mark.BLANK if number is None else None
            figures[row.id, column.id] = Figure(number, mark, "" if number is None else str(number), None, unit)
    return Table(spec, spec.rows, figures)
