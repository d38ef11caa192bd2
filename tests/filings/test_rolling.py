"""A government's report is the sum of its members', whatever its tree is; who is missing is named, and is no zero."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.casework import actor, refused
from tests.county import County, county
from tests.filings.handing import figures_of, hand_in, sign, signed, upload
from tests.report.strategies import balanced_report, with_table

from gongkai.agencies.models import Agency, Kind, Level, Membership, Officer, Region
from gongkai.disclosure.services import enter_figures
from gongkai.filings import services
from gongkai.filings.changes import changed
from gongkai.filings.gating import gate
from gongkai.filings.models import Filing, Scope, Submission
from gongkai.filings.reporting import computed, numbers
from gongkai.filings.rolling.adding import rolled_up, rolled_up_then
from gongkai.filings.submitting.selectors import IS_AWAITED, board
from gongkai.journal.actor import SYSTEM
from gongkai.journal.acts import Act
from gongkai.journal.services import record
from gongkai.report.edition import edition
from gongkai.report.finding import Severity
from gongkai.report.model import Figure, Report

pytestmark = pytest.mark.django_db
YEAR = 2023
DAY = date(2024, 3, 1)
HANDED_IN = Act("test.handed_in", "报送")
RECONSIDERED = ("remedies", "reconsideration", "upheld")
EDITION = edition("2021")
assert EDITION is not None
CELLS = [
    (spec.id, row.id, column.id) for spec in EDITION.tables for row in spec.rows for column in spec.columns_of[row.id]
]
ROWS = [row.id for row in EDITION.table_by_id["applications"].rows if row.outcomes]
APPLICANTS = ["natural", "commercial", "research", "welfare", "legal", "other"]
Figures = dict[tuple[str, str, str], Decimal]


def drawn(random: Random, agency: str) -> Report:
    """Give a report that adds up, its figures drawn."""
    outcomes = {(random.choice(ROWS), random.choice(APPLICANTS)): random.randrange(900) for _ in range(4)}
    forward = {each: random.randrange(9) for each in APPLICANTS}
    done = {each: sum(n for (_, column), n in outcomes.items() if column == each) for each in APPLICANTS}
    groups = [row.id for row in EDITION.table_by_id["remedies"].rows]
    remedies = {(group, result): random.randrange(1, 9) for group in groups for result in ("upheld", "pending")}
    two = {key[1:]: random.randrange(99) for key in CELLS if key[0] == "proactive"}
    two["administrative_charges", "fees"] = Decimal(random.randrange(10**6)).scaleb(-random.randrange(5))
    return balanced_report(
        year=YEAR,
        agency=agency,
        proactive=two,
        outcomes=outcomes,
        carried_in={each: random.randint(0, done[each] + forward[each]) for each in APPLICANTS},
        carried_forward=forward,
        remedies=remedies,
    )


@dataclass
class Node:
    """A government of the tree: what each of its members gave, None where nothing, and the governments below it."""

    agency: Agency
    own: list[Figures | None] = field(default_factory=list)
    townships: list[Figures | None] = field(default_factory=list)
    below: list[Node] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    missing_below: set[str] = field(default_factory=set)
    not_final: set[str] = field(default_factory=set)
    not_final_below: set[str] = field(default_factory=set)

    def recount(self, *, region: bool) -> Figures:
        """Add up, plainly, everything that anybody below gave."""
        total: Figures = {}
        for figures in self.parts(region=region):
            for cell, number in figures.items():
                total[cell] = total.get(cell, Decimal()) + number
        return total

    def parts(self, *, region: bool) -> Iterator[Figures]:
        yield from (each for each in self.own if each is not None)
        if region:
            yield from (each for each in self.townships if each is not None)
            for each in self.below:
                yield from each.parts(region=True)


class Maker:
    """Makes a tree of governments with the reports of their members, bottom up."""

    def __init__(self, random: Random, shapes: list[str]) -> None:
        self.random, self.shapes, self.number = random, shapes, 0
        self.officer = Officer.objects.create(username=f"m{random.random()}", name="某某")

    def agency(self, name: str, kind: Kind, parent: Agency | None) -> Agency:
        self.number += 1
        code = f"37{self.number:04}"
        region = Region.objects.create(code=code, name=f"{name}{self.number}", level=Level.COUNTY)
        return Agency.objects.create(name=f"{name}{self.number}", kind=kind, region=region, parent=parent)

    def government(self, depth: int, parent: Agency | None = None) -> Node:
        """Make a government with its office, departments and townships, and the governments below it."""
        node = Node(self.agency("政府", Kind.GOVERNMENT, parent))
        office = self.agency("办公室", Kind.GENERAL_OFFICE, node.agency)
        collector = self.random.choice([office, node.agency])
        report = drawn(self.random, office.name)
        if self.random.random() < 0.8:
            signed(office, YEAR, report, self.officer)
            node.own.append(as_numbers(report))
        else:
            node.missing.add(office.name)
        if self.random.random() < 0.3:
            report = drawn(self.random, node.agency.name)
            signed(node.agency, YEAR, report, self.officer)
            node.own.append(as_numbers(report))
        for _ in range(self.random.randint(1, 3)):
            node.own.append(self.member(node, collector, Kind.DEPARTMENT))
        for _ in range(self.random.randint(0, 2)):
            node.townships.append(self.member(node, collector, Kind.TOWNSHIP))
        for _ in range(self.random.randint(1, 2) if depth else 0):
            below = self.government(depth - 1, node.agency)
            Membership.objects.create(year=YEAR, collector=collector, member=below.agency)
            for scope in self.random.choice([[Scope.REGION], [Scope.LEVEL, Scope.REGION]]):
                filing = services.begin(below.agency, YEAR, by=SYSTEM, scope=scope)
                hand_in(sign(filing, self.officer), collector, self.officer)
            node.below.append(below)
        return node

    def member(self, node: Node, collector: Agency, kind: Kind) -> Figures | None:
        """Make a member that gave its report in one of the ways there are, or did not."""
        agency = self.agency("单位", kind, node.agency)
        Membership.objects.create(year=YEAR, collector=collector, member=agency)
        report = drawn(self.random, agency.name)
        shape = self.random.choice(self.shapes)
        if shape == "missing":
            signed(agency, YEAR, report, self.officer)  # and handed in to nobody
            upload(agency, YEAR, report, self.officer, confirmed=False)
            (node.missing if kind == Kind.DEPARTMENT else node.missing_below).add(agency.name)
            return None
        if shape == "upload":
            upload(agency, YEAR, report, self.officer)
        else:
            version = signed(agency, YEAR, report, self.officer)
            hand_in(version, collector, self.officer, accepted=shape == "accepted")
            if shape == "accepted":  # what was handed in since does not count before it is accepted
                again = signed(agency, YEAR, drawn(self.random, agency.name), self.officer)
                hand_in(again, collector, self.officer, accepted=False)
        if shape == "submitted":
            (node.not_final if kind == Kind.DEPARTMENT else node.not_final_below).add(agency.name)
        return as_numbers(report)


def as_numbers(report: Report) -> Figures:
    return {tuple(name.split(".")): Decimal(number) for name, number in figures_of(report).items()}  # type: ignore[misc]


def judged(filing: Filing) -> list[str]:
    """Give what the gate finds wrong."""
    return [each.finding.message.text() for each in gate(filing).judged if each.finding.severity is Severity.ERROR]


@given(st.integers(0, 2**32))
@settings(
    max_examples=3,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_a_government_reports_the_sum_of_what_its_members_gave(seed):
    with transaction.atomic():
        node = Maker(Random(seed), ["accepted", "submitted", "upload", "missing"]).government(2)
        for scope, region in ((Scope.REGION, True), (Scope.LEVEL, False)):
            rolled = rolled_up(node.agency, YEAR, scope)
            expected = node.recount(region=region)
            assert rolled.numbers == {cell: expected.get(cell) for cell in CELLS}
            missing = node.missing | (node.missing_below if region else set())
            assert {each.name for each in rolled.missing} == missing
            waiting = node.not_final | (node.not_final_below if region else set())
            assert {each.name for each in rolled.not_final} == waiting
            for cell in CELLS[::40]:
                parts = rolled.parts_of(cell)
                assert {each.listed.name for each in parts if each.number is None} == missing
                assert sum(each.number or 0 for each in parts) == (rolled.numbers[cell] or 0)
            found = judged(services.begin(node.agency, YEAR, by=SYSTEM, scope=scope))
            assert {name for name in missing if not any(f"“{name}”" in each for each in found)} == set()
        transaction.set_rollback(True)


@given(st.integers(0, 2**32))
@settings(
    max_examples=2,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_what_adds_up_in_each_member_adds_up_in_the_sum(seed):
    with transaction.atomic():
        random = Random(seed)
        node = Maker(random, ["accepted", "upload"]).government(1)
        for each in [node, *node.below]:
            for name in each.missing:
                office = Agency.objects.get(name=name)
                signed(office, YEAR, drawn(random, name), Officer.objects.get())
        for below in node.below:
            filing = Filing.objects.get(agency=below.agency, scope=Scope.REGION)
            version = sign(services.compute_again(filing, by=SYSTEM), Officer.objects.get())
            hand_in(version, Membership.objects.get(member=below.agency).collector, Officer.objects.get())
        for scope in (Scope.REGION, Scope.LEVEL):
            assert judged(services.begin(node.agency, YEAR, by=SYSTEM, scope=scope)) == []
        transaction.set_rollback(True)


@pytest.fixture
def made() -> County:
    made = county("handler")
    Membership.objects.create(year=YEAR, collector=made.office, member=made.science)
    Membership.objects.create(year=YEAR, collector=made.office, member=made.township)
    return made


def test_only_a_government_with_a_list_is_rolled_up(made):
    assert refused(services.begin, made.science, YEAR, by=SYSTEM, scope=Scope.LEVEL) == "not-a-government"
    assert refused(services.begin, made.government, 2024, by=SYSTEM, scope=Scope.REGION) == "no-members"


def test_what_nobody_reports_is_no_zero(made):
    """容易写错之25：缺报单位不按0汇总。"""
    filing = services.begin(made.government, YEAR, by=SYSTEM, scope=Scope.REGION)
    assert {number for number, source in filing.figures.values()} == {None}
    assert {source for number, source in filing.figures.values()} == {"rolled_up"}


def test_the_region_takes_the_level_as_it_was_signed(made):
    officer = made.officers["handler"]
    for agency in (made.science, made.township):
        hand_in(signed(agency, YEAR, balanced_report(year=YEAR, agency=agency.name), officer), made.office, officer)
    signed(made.office, YEAR, balanced_report(year=YEAR), officer)
    level = services.begin(made.government, YEAR, by=SYSTEM, scope=Scope.LEVEL)
    services.correct(level, RECONSIDERED, Decimal(3), reason="剔除共同被告案件", by=actor(made))
    sign(Filing.objects.get(pk=level.pk), officer)
    region = services.begin(made.government, YEAR, by=SYSTEM, scope=Scope.REGION)
    assert [each[0] for each in region.members] == [made.government.pk, made.township.pk]
    assert numbers(region)[RECONSIDERED] == 3 + 2  # of the level as signed, and of the township
    assert computed(level)[RECONSIDERED].number == 2 + 2


def test_who_left_the_list_is_named_and_reports_no_more(made):
    Membership.objects.filter(member=made.science).update(until_on=date(YEAR, 6, 1))
    rolled = rolled_up(made.government, YEAR, Scope.REGION)
    assert (rolled.left, rolled.missing) == ([made.science], [made.office, made.township])


def test_a_government_that_has_figures_of_its_own_is_a_member_of_itself(made):
    assert made.government not in rolled_up(made.government, YEAR, Scope.LEVEL).missing
    figures = {("licences", "decisions"): Decimal(1)}
    enter_figures(made.government, YEAR, figures, source="台账", reason="补填", by=actor(made))
    assert made.government in rolled_up(made.government, YEAR, Scope.LEVEL).missing


def test_a_report_from_outside_is_read_where_its_figures_do_not_tell_all(made):
    officer = made.officers["handler"]
    upload(made.science, YEAR, in_yuan(balanced_report(year=YEAR, agency=made.science.name)), officer)
    upload(made.township, YEAR, balanced_report("2019", year=YEAR, agency=made.township.name), officer)
    rolled = rolled_up(made.government, YEAR, Scope.REGION)
    assert rolled.numbers["proactive", "administrative_charges", "fees"] == Decimal("2.5")
    codes = {each.code for each in rolled.findings}
    assert {"member-money-converted", "member-cells-unmapped"} <= codes
    assert rolled.numbers["applications", "granted", "natural"] == 5 + 5


def in_yuan(report: Report) -> Report:
    fees = ("administrative_charges", "fees")
    table = report.tables["proactive"]
    figure = Figure(25_000, None, "25000", unit="元")
    return with_table(report, replace(table, figures={**table.figures, fees: figure}))


def test_a_figure_that_changed_names_what_the_member_did(made):
    officer = made.officers["handler"]
    filing = services.begin(made.government, YEAR, by=SYSTEM, scope=Scope.REGION)
    report = balanced_report(year=YEAR, agency=made.science.name)
    submission = hand_in(signed(made.science, YEAR, report, officer), made.office, officer)
    record(submission, HANDED_IN, by=SYSTEM)
    found = {each.cell: each for each in changed(filing, services.figures_now(filing, on=DAY))}
    cell = ("applications", "granted", "natural")
    assert (found[cell].before, found[cell].after) == (None, 5)
    assert [entry.act for entry in found[cell].causes] == [HANDED_IN.code]
    again = services.compute_again(filing, by=SYSTEM)
    assert changed(again, services.figures_now(again, on=DAY)) == []


def test_what_was_returned_counts_no_more_nor_what_it_took_the_place_of(made):
    officer = made.officers["handler"]
    report = balanced_report(year=YEAR, agency=made.science.name)
    older = hand_in(signed(made.science, YEAR, report, officer), made.office, officer, accepted=False)
    newer = hand_in(signed(made.science, YEAR, report, officer), made.office, officer)
    Submission.objects.filter(pk=newer.pk).update(state=Submission.State.RETURNED)
    assert made.science in rolled_up(made.government, YEAR, Scope.REGION).missing
    Submission.objects.filter(pk=older.pk).update(state=Submission.State.ACCEPTED)
    assert made.science not in rolled_up(made.government, YEAR, Scope.REGION).missing


@pytest.mark.parametrize("scope", [Scope.UNIT, Scope.LEVEL, Scope.REGION])
def test_the_board_awaits_whoever_is_missing_in_the_sum(made, scope):
    for agency in (made.science, made.township):
        report = balanced_report(year=YEAR, agency=agency.name)
        upload(agency, YEAR, report, made.officers["handler"], scope=scope)
    awaited = {each.member for each in board(made.office, YEAR).filter(IS_AWAITED).select_related("member")}
    assert awaited | {made.office} == set(rolled_up(made.government, YEAR, Scope.REGION).missing)


def test_it_is_added_up_anew_only_where_others_give_now(made, monkeypatch):
    officer = made.officers["handler"]
    hand_in(signed(made.science, YEAR, balanced_report(year=YEAR), officer), made.office, officer)
    pk = services.begin(made.government, YEAR, by=SYSTEM, scope=Scope.REGION).pk
    filing = Filing.objects.get(pk=pk)
    with monkeypatch.context() as patch:
        patch.setattr(services, "rolled_up", None)
        assert services.changed_since(filing, on=DAY) == []
    hand_in(signed(made.township, YEAR, balanced_report(year=YEAR), officer), made.office, officer)
    assert services.changed_since(filing, on=DAY) != []


def test_what_was_added_stays_when_members_hand_in_more(made):
    officer = made.officers["handler"]
    hand_in(signed(made.science, YEAR, balanced_report(year=YEAR), officer), made.office, officer, accepted=False)
    filing = services.begin(made.government, YEAR, by=SYSTEM, scope=Scope.REGION)
    before = [each.code for each in rolled_up_then(filing).findings]
    assert before.count("member-not-final") == 1
    hand_in(signed(made.township, YEAR, balanced_report(year=YEAR), officer), made.office, officer)
    assert [each.code for each in rolled_up_then(filing).findings] == before
    assert made.township not in rolled_up(made.government, YEAR, Scope.REGION).missing
