"""What is done with filings, each act in one transaction with its entry in the journal."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate, now

from gongkai.agencies.models import Agency
from gongkai.filings import acts
from gongkai.filings.changes import Changed, changed, may_have_changed
from gongkai.filings.computing import Computed, blank, compute
from gongkai.filings.drafting import drafted
from gongkai.filings.gating import Judged, gate
from gongkai.filings.lifecycle import COURSE
from gongkai.filings.models import Correction, Filing, OfFiling, Origin, Passage, Scope, Waiver
from gongkai.filings.narrative import require_fields
from gongkai.filings.reporting import computed, edition_of, is_sum, kept, suits
from gongkai.filings.rolling.adding import rolled_up
from gongkai.filings.rolling.listing import require_government, require_members
from gongkai.filings.wording.facts import facts_of, problems_told
from gongkai.journal.actor import Actor
from gongkai.journal.acts import Act
from gongkai.journal.services import hold, record
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.report.edition import Cell, TableSpec, edition_for
from gongkai.report.finding import Severity


@transaction.atomic
def begin(agency: Agency, year: int, *, by: Actor, scope: Scope = Scope.UNIT, origin: str = Origin.CASES) -> Filing:
    """Begin the report of an agency for a year (开始编制), with its figures computed; one that is there is given.

    One whose figures are entered by hand (`outside.beginning`) begins blank. Raises NotAllowed for a year that has no
    edition of the format, or has not begun; and for a level or a region of what is no government, or has no members to
    add up that year.
    """
    hold(agency)
    there: Filing | None = Filing.objects.filter(agency=agency, year=year, scope=scope).first()
    if there is not None:
        return there
    if edition_for(year) is None or year > localdate().year:
        raise _refused(
            "no-edition-for-year",
            Message("{year}年的年度报告不能编制：这一年还没有到，或者没有这一年的年报格式。", year=year),
            Message("请核对年度。"),
        )
    filing = Filing(agency=agency, year=year, scope=scope, origin=origin)
    if scope != Scope.UNIT:
        require_government(agency)
    if filing.is_rolled_up:
        require_members(agency, year)
    if origin == Origin.ENTERED:
        filing.figures = kept(blank(edition_of(filing)))
    filing.full_clean(exclude=["agency", "figures", "facts", "drafts", "members"])
    filing.save(force_insert=True)
    record(filing, acts.BEGUN, by=by)
    return compute_again(filing, by=by)


def figures_now(filing: Filing, *, on: date) -> dict[Cell, Computed]:
    """Give the figures of a filing as they would be computed on a day; those of no cases kept here are as they are."""
    if filing.origin != Origin.CASES:
        return computed(filing)
    if filing.is_rolled_up:
        return rolled_up(filing.agency, filing.year, Scope(filing.scope)).computed()
    return compute([filing.agency_id], [filing.agency], edition_of(filing), filing.year, on=on)


def changed_since(filing: Filing, *, on: date) -> list[Changed]:
    """Give the figures that are others now than when they were computed: anew only where some may be."""
    return changed(filing, figures_now(filing, on=on)) if may_have_changed(filing, on) else []


@transaction.atomic
def compute_again(filing: Filing, *, by: Actor, seen: int | None = None) -> Filing:
    """Compute the figures of a filing anew (重新计算), and draft its text. The same cases give the same to the byte."""
    held = COURSE.take_up(filing, acts.COMPUTED, seen)
    if held.is_rolled_up:
        rolled = rolled_up(held.agency, held.year, Scope(held.scope))
        held.figures, held.members = kept(rolled.computed()), rolled.kept()
    else:
        held.figures = kept(figures_now(held, on=localdate()))
    held.facts = facts_of(held)
    held.drafts = drafted(held)
    held.computed_at = now()
    held.position = held.agency.journal.length
    taken = ["figures", "members", "facts", "drafts", "computed_at", "position"]
    return COURSE.happen(held, acts.COMPUTED, taken, by=by)


@transaction.atomic
def correct(
    filing: Filing, cell: Cell, number: Decimal, *, reason: str, by: Actor, seen: int | None = None
) -> Correction:
    """Report a figure otherwise than it was computed, with the reason (更正); no ledger is touched.

    Raises NotAllowed for a total, which follows from what it adds up, and for what is no figure of that column.
    """
    held = COURSE.take_up(filing, acts.CORRECTED, seen)
    _require_figure(held, cell, number)
    _end(held.corrections.standing().filter(table=cell[0], row=cell[1], column=cell[2]), acts.CORRECTED, by)
    made = Correction(table=cell[0], row=cell[1], column=cell[2], number=number)
    _add(made, held, acts.CORRECTED, reason, by)
    held.drafts = drafted(held)
    COURSE.happen(held, acts.CORRECTED, ["drafts"], by=by)
    return made


@transaction.atomic
def take_back_correction(correction: Correction, *, by: Actor, seen: int | None = None) -> Filing:
    """Report a figure as it was computed, again (取消更正)."""
    held = COURSE.take_up(correction.filing, acts.CORRECTION_TAKEN_BACK, seen)
    _end(held.corrections.standing().filter(pk=correction.pk), acts.CORRECTION_TAKEN_BACK, by)
    held.drafts = drafted(held)
    return COURSE.happen(held, acts.CORRECTION_TAKEN_BACK, ["drafts"], by=by)


@transaction.atomic
def write(filing: Filing, part: str, text: str, *, by: Actor, seen: int | None = None) -> Filing:
    """Write the text of a part, with the numbers of the tables as fields. Raises NotAllowed for an unknown field."""
    held = COURSE.take_up(filing, acts.WRITTEN, seen)
    require_fields(text)
    there = held.passages.filter(part=part).first()
    passage = Passage(filing=held, part=part) if there is None else hold(there)
    passage.text, passage.officer, passage.at = text.replace("\r\n", "\n").strip(), by.officer, now()
    passage.full_clean(exclude=["filing", "officer"], validate_unique=False)
    passage.save()
    record(passage, acts.WRITTEN, by=by)
    return COURSE.happen(held, acts.WRITTEN, [], by=by)


@transaction.atomic
def choose_problems(filing: Filing, problems: Collection[int], *, by: Actor, seen: int | None = None) -> Filing:
    """Choose which problems of the ledger part five tells (选择写进第五部分的问题), and draft it anew."""
    held = COURSE.take_up(filing, acts.PROBLEMS_CHOSEN, seen)
    held.problems = sorted(problems)
    held.facts = {**held.facts, **problems_told(held)}
    held.drafts = {**held.drafts, "problems": drafted(held)["problems"]}
    return COURSE.happen(held, acts.PROBLEMS_CHOSEN, ["problems", "facts", "drafts"], by=by)


@transaction.atomic
def waive(filing: Filing, mark: str, *, reason: str, by: Actor, seen: int | None = None) -> Waiver:
    """Say why a warning of the checks is left as it is (说明). Raises NotAllowed for an error."""
    held = COURSE.take_up(filing, acts.WAIVED, seen)
    judged = judged_of(held, mark)
    found = judged.finding
    _end([judged.waiver] if judged.waiver else [], acts.WAIVED, by)
    made = Waiver(code=found.code, mark=mark, told=found.message.text()[:1000])
    _add(made, held, acts.WAIVED, reason, by)
    COURSE.happen(held, acts.WAIVED, [], by=by)
    return made


@transaction.atomic
def take_back_waiver(waiver: Waiver, *, by: Actor, seen: int | None = None) -> Filing:
    """Let a warning stand in the way again (取消说明)."""
    held = COURSE.take_up(waiver.filing, acts.WAIVER_TAKEN_BACK, seen)
    _end(held.waivers.standing().filter(pk=waiver.pk), acts.WAIVER_TAKEN_BACK, by)
    return COURSE.happen(held, acts.WAIVER_TAKEN_BACK, [], by=by)


@transaction.atomic
def freeze(filing: Filing, *, by: Actor, seen: int | None = None) -> Filing:
    """Freeze the figures (冻结): they and the drafts stay as computed last; what is done later is listed as late."""
    held = COURSE.take_up(filing, acts.FROZEN, seen)
    return COURSE.happen(held, acts.FROZEN, [], by=by)


@transaction.atomic
def reopen(filing: Filing, *, reason: str, by: Actor, seen: int | None = None) -> Filing:
    """Let the figures be computed again (解除冻结), for a reason."""
    held = COURSE.take_up(filing, acts.REOPENED, seen)
    return COURSE.happen(held, acts.REOPENED, [], by=by, reason=reason)


def judged_of(filing: Filing, mark: str) -> Judged:
    """Give the warning of a mark, which may be explained. Raises NotAllowed where there is none, or it is an error."""
    found = next((each for each in gate(filing).judged if each.mark == mark), None)
    if found is None or found.finding.severity is not Severity.WARNING:
        raise _refused(
            "nothing-to-waive",
            Message("这条提示现在没有了，或者是错误，不能用说明放行。"),
            Message("错误要改正数字或者文字；请刷新页面，看现在的检查结果。"),
        )
    return found


def require_correctable(filing: Filing, cell: Cell) -> TableSpec:
    """Give the table of a figure that can be corrected. Raises NotAllowed for a total, and for what is no figure."""
    spec = edition_of(filing).table_by_id.get(cell[0])
    if spec is None or cell not in computed(filing) or is_sum(spec, cell[1], cell[2]):
        raise _refused(
            "cell-not-corrected",
            Message("这一格不能更正：它是合计，或者这一年的格式里没有它。"),
            Message("合计随它所加的各格改变，请更正那些格。"),
        )
    return spec


def _require_figure(filing: Filing, cell: Cell, number: Decimal) -> None:
    spec = require_correctable(filing, cell)
    column = next(each for each in spec.columns_of[cell[1]] if each.id == cell[2])
    if not suits(column, number):
        raise _refused(
            "number-not-of-column",
            Message("“{number}”不是这一格的数：数量是不小于零的整数。", number=str(number)),
            Message("请核对后再填。"),
        )


def _add(row: OfFiling, filing: Filing, act: Act, reason: str, by: Actor) -> None:
    if not reason.strip():
        raise _refused("reason-missing", Message("没有写理由。"), Message("请写明理由，它和数字一起留存。"))
    row.filing, row.reason, row.at = filing, reason.strip(), now()
    row.officer = by.officer
    row.full_clean(exclude=["filing", "officer"], validate_unique=False)
    row.save(force_insert=True)
    record(row, act, by=by)


def _end(rows: Any, act: Act, by: Actor) -> None:
    for each in rows:
        ended = hold(each)
        ended.ended_at = now()
        ended.save(update_fields=["ended_at"])
        record(ended, act, by=by)


def _refused(code: str, message: Message, hint: Message) -> NotAllowed:
    return NotAllowed(code, message, hint=hint, citation=cite("条例第50条"))
