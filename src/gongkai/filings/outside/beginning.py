"""The report of a year whose cases were not kept here: begun from one that was read, or filled in by hand.

Its figures say that they were read from a document or entered; there is nothing here to count them from, so computing
again leaves them as they are. Text, checks, signature and all that follows are those of any other report.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import now

from gongkai.filings import acts
from gongkai.filings.computing import Computed, Source
from gongkai.filings.drafting import drafted
from gongkai.filings.lifecycle import COURSE
from gongkai.filings.models import Filing, Origin, Passage, Scope, Upload
from gongkai.filings.outside.reading import report_in
from gongkai.filings.reporting import add_up, computed, edition_of, is_sum, kept, suits
from gongkai.filings.wording.facts import facts_of
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, record, record_made
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.report.edition import Cell
from gongkai.report.figures import number_of
from gongkai.report.model import Number, Report, as_number


@transaction.atomic
def begin_from(upload: Upload, *, by: Actor) -> Filing:
    """Begin the report of an agency from one that was read (以读入的报告编制), its figures and its text.

    Raises NotAllowed where the year has a report here already, where nobody has confirmed what was read, and for one of
    another scope, of another edition, or that sums up rows which the format tells apart.
    """
    held = hold(upload)
    hold(held.agency)
    report = report_in(held.report)
    _require_fit(held, report)
    filing = Filing(agency=held.agency, year=held.year, origin=Origin.READ, read_from=held)
    read = {cell: _number(report, cell) for cell in _cells(filing)}
    filing.figures = kept({cell: Computed(number, Source.READ) for cell, number in read.items()})
    filing.computed_at, filing.position = now(), held.agency.journal.length
    filing.full_clean(exclude=["agency", "read_from", "figures", "facts", "drafts"])
    filing.save(force_insert=True)
    record(filing, acts.BEGUN, by=by)
    passages = [
        Passage(filing=filing, part=part, text=_plain(text), officer=by.officer, at=now())
        for part, text in _texts(report).items()
    ]
    for each in passages:
        each.full_clean(exclude=["filing", "officer"])
        each.save(force_insert=True)
    record_made(passages, acts.WRITTEN, by=by)
    return filing


@transaction.atomic
def enter(filing: Filing, entered: Mapping[Cell, Decimal | None], *, by: Actor, seen: int | None = None) -> Filing:
    """Fill in figures of a report that is filled in by hand (填报); None leaves a cell blank. Totals follow.

    Raises NotAllowed for a report with another origin, for a total, and for what is no figure of its column.
    """
    held = COURSE.take_up(filing, acts.ENTERED, seen)
    if held.origin != Origin.ENTERED:
        raise _refused(
            "not-entered-by-hand",
            Message("这份报告的数字不是填报的。"),
            Message("要改一个数字，请在报告页面更正，写明理由。"),
        )
    edition = edition_of(held)
    found = {cell: each.number for cell, each in computed(held).items()}
    for cell, number in entered.items():
        _require_cell(held, cell, number)
        found[cell] = None if number is None else as_number(number)
    for spec in edition.tables:
        add_up(spec, found)
    held.figures = kept({cell: Computed(number, Source.ENTERED) for cell, number in found.items()})
    held.facts = facts_of(held)
    held.drafts = drafted(held)
    held.computed_at = now()
    return COURSE.happen(held, acts.ENTERED, ["figures", "facts", "drafts", "computed_at"], by=by)


def _require_fit(upload: Upload, report: Report) -> None:
    if upload.confirmed_at is None or upload.ended_at is not None:
        raise _refused("not-confirmed", Message("这份报告还没有确认，或者已经作废。"), Message("请先对照原件确认。"))
    if Filing.objects.filter(agency=upload.agency, year=upload.year, scope=Scope.UNIT).exists():
        raise _refused(
            "begun-already",
            Message("{agency}{year}年度的报告已经在本系统编制。", agency=upload.agency.called, year=upload.year),
            Message("要改其中的数字，请在报告页面更正。"),
        )
    summed_up = any(table.alternatives_used for table in report.tables.values())
    edition = edition_of(Filing(year=upload.year))
    if upload.scope != Scope.UNIT or report.edition is not edition or summed_up:
        raise _refused(
            "not-like-the-format",
            Message("这份报告的范围、格式版本或者行次与{year}年度的格式不同，不能照搬。", year=upload.year),
            Message("请改用填报：编制年度报告时，数字来源选“填报”。"),
        )


def _require_cell(filing: Filing, cell: Cell, number: Decimal | None) -> None:
    spec = edition_of(filing).table_by_id.get(cell[0])
    columns = {each.id: each for each in spec.columns_of.get(cell[1], ())} if spec else {}
    known = spec is not None and cell[2] in columns and not is_sum(spec, cell[1], cell[2])
    if not known or (number is not None and not suits(columns[cell[2]], number)):
        raise _refused(
            "number-not-of-column",
            Message("“{number}”不是这一格的数：数量是不小于零的整数。", number="" if number is None else str(number)),
            Message("请核对后再填；合计由所加的各格得出，不用填。"),
        )


def _cells(filing: Filing) -> list[Cell]:
    return [
        (spec.id, row.id, column.id)
        for spec in edition_of(filing).tables
        for row in spec.rows
        for column in spec.columns_of[row.id]
    ]


def _number(report: Report, cell: Cell) -> Number | None:
    table = report.table(cell[0])
    return number_of(table.get(cell[1], cell[2])) if table else None


def _texts(report: Report) -> dict[str, str]:
    found = {part.spec.id: part.text for part in report.parts if not part.spec.table}
    found["preamble"] = "\n".join(each.text for each in report.preamble)
    found["closing"] = "\n".join(each.text for each in report.closing)
    return found


def _plain(text: str) -> str:
    """Give a text in which nothing is a field: what a document says in braces is no number of our tables."""
    return text.replace("{", "｛").replace("}", "｝")


def _refused(code: str, message: Message, hint: Message) -> NotAllowed:
    return NotAllowed(code, message, hint=hint, citation=cite("条例第50条"))
