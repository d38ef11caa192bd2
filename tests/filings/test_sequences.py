"""Random acts on a report, by anybody in any order: what holds of what is public, whatever officers do."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.casework import actor, apply
from tests.county import County, county
from tests.signing import again, begun

from gongkai.filings import services
from gongkai.filings.gating import gate
from gongkai.filings.models import Filing, Version
from gongkai.filings.signing import services as signing
from gongkai.filings.signing.selectors import public_of
from gongkai.journal.verifying import differences
from gongkai.law.errors import GongkaiError
from gongkai.report.checks import check
from gongkai.report.finding import Severity
from gongkai.report.readers.json import read_json

pytestmark = pytest.mark.django_db
SEQUENCES = int(os.environ.get("SEQUENCES", "2"))
"""How many are played; `make property` plays thousands."""

ROLES = ("handler", "publisher", "head", "leader")
DUTIES = {"handler": "handler", "publisher": "publisher", "head": "office_head", "leader": "leader"}
GRANTED, NEW = ("applications", "granted", "natural"), ("applications", "new", "natural")
Act = Callable[[County, Filing, Any, int], Any]


def waive(made: County, filing: Filing, by: Any, pick: int) -> Any:
    for each in gate(filing).judged:
        if each.stands_in_the_way:
            services.waive(filing, each.mark, reason="经核实无误", by=by)


def take_back(made: County, filing: Filing, by: Any, pick: int) -> Any:
    row = filing.corrections.standing().first()
    return row and services.take_back_correction(row, by=by)


ACTS: dict[str, Act] = {
    "case": lambda made, filing, by, pick: apply(made, on=date(2025, 3, 3)),
    "compute": lambda made, filing, by, pick: services.compute_again(filing, by=by),
    "correct": lambda made, filing, by, pick: services.correct(
        filing, [GRANTED, NEW][pick % 2], Decimal(pick), reason="漏登", by=by
    ),
    "take_back": take_back,
    "write": lambda made, filing, by, pick: services.write(filing, "overview", f"新收申请{pick}件。", by=by),
    "waive": waive,
    "freeze": lambda made, filing, by, pick: services.freeze(filing, by=by),
    "reopen": lambda made, filing, by, pick: services.reopen(filing, reason="补登", by=by),
    "send": lambda made, filing, by, pick: signing.send_for_review(filing, by=by),
    "approve": lambda made, filing, by, pick: signing.approve(filing, by=by),
    "return": lambda made, filing, by, pick: signing.return_(filing, reason="改", by=by),
    "sign": lambda made, filing, by, pick: signing.sign(filing, by=by),
    "publish": lambda made, filing, by, pick: signing.publish(filing, by=by),
    "amend": lambda made, filing, by, pick: signing.amend(filing, reason="漏登", by=by),
}
ONWARD = [
    ("waive", "handler"), ("freeze", "head"), ("send", "handler"), ("approve", "head"), ("sign", "leader"),
    ("publish", "publisher"), ("amend", "head"),
]  # fmt: skip
"""The way to the public and round again, of which more is played than of other acts, so that some come there."""

doings = st.lists(
    st.one_of(
        st.just(None), st.just(None), st.just(None),
        st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(ROLES), st.integers(0, 3)),
    ),
    min_size=12, max_size=24,
)  # fmt: skip


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    made = county(*ROLES)
    begun(made)
    return made


@settings(
    max_examples=SEQUENCES,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(doings)
def test_what_is_public_passed_everybody_and_the_gate_and_never_changes(made, drawn):
    with transaction.atomic():
        play(made, drawn)
        transaction.set_rollback(True)


def play(made: County, drawn: list[tuple[str, str, int] | None]) -> None:
    filing, onward = begun(made), 0
    told = Told()
    for each in drawn:
        name, role, pick = each or (*ONWARD[onward % len(ONWARD)], 0)
        standing, was = again(filing), public_of(filing)
        try:
            with transaction.atomic():
                ACTS[name](made, standing, actor(made, role), pick)
        except GongkaiError:
            done = False
        else:
            done = True
            told.hear(again(filing), name, role)
        onward = onward + 1 if each is None else onward
        if done and name == "return":
            onward = 0
        told.require(filing, was)
    assert [each.text() for each in differences()] == []


class Told:
    """What the test itself knows of a report: who sent it last and passed it since, and each version as signed."""

    def __init__(self) -> None:
        self.sender = ""
        self.passed: list[str] = []
        self.signed: dict[int, str] = {}

    def hear(self, filing: Filing, name: str, role: str) -> None:
        if name == "send":
            self.sender, self.passed = role, []
        if name in ("approve", "sign"):
            self.passed.append(role)
        if name == "sign":
            version = filing.versions.order_by("number").last()
            self.signed[version.number] = version.report
            assert [DUTIES[each] for each in self.passed] == ["office_head", "leader"]
            assert not {self.sender, *makers_of(filing)} & set(self.passed)
            require_passes_the_checks(version)

    def require(self, filing: Filing, was: Version | None) -> None:
        for version in Version.objects.filter(filing=filing):
            assert version.report == self.signed[version.number]
            assert version.digest == sha256(version.report.encode()).hexdigest()
        public = public_of(filing)
        assert was is None or (public is not None and public.number >= was.number)
        assert public is None or public.number in self.signed


def makers_of(filing: Filing) -> set[str]:
    """Give who wrote, corrected or explained what stands in a report; officers of the county are called by role."""
    standing = (*filing.corrections.all(), *filing.waivers.all())
    return {each.officer.username for each in standing if each.ended_at is None} | {
        each.officer.username for each in filing.passages.all()
    }


def require_passes_the_checks(version: Version) -> None:
    """Check what was signed anew, from its own bytes: no error, and of each warning why it stays."""
    reading = read_json(version.report)
    assert reading.findings == ()
    found = check(reading.report)
    assert [each for each in found if each.severity is Severity.ERROR] == []
    explained = {each["message"] for each in version.checks if each["reason"]}
    assert {each.message.text() for each in found if each.severity is Severity.WARNING} <= explained
