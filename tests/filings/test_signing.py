"""The way of a report from its frozen figures to the public, and back to be amended."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from hashlib import sha256

import pytest
from django.utils.timezone import localdate, now
from tests.casework import actor, apply, refused
from tests.county import County, county
from tests.signing import again, begun, explained, published, sent, signed

from gongkai.agencies.models import Agency, Duty, Officer, Post
from gongkai.filings import services
from gongkai.filings.gating import gate
from gongkai.filings.lifecycle import Stage
from gongkai.filings.models import Filing, Opinion, Origin, Reread, Upload, Version
from gongkai.filings.outside.beginning import enter
from gongkai.filings.outside.exchanging import pack
from gongkai.filings.reporting import report_of
from gongkai.filings.signing.selectors import authors_of, is_whole, public_of, report_signed
from gongkai.filings.signing.services import (
    amend,
    approve,
    publish,
    return_,
    send_for_review,
    set_practice,
    sign,
)
from gongkai.filings.signing.verifying import versions_that_differ
from gongkai.journal.models import Entry
from gongkai.report.writers.json import write_json

pytestmark = pytest.mark.django_db

NEW = ("applications", "new", "natural")


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    made = county()
    explained(made, begun(made))  # once for all tests, to each of which it is begun and explained already
    return made


def test_what_is_signed_is_what_was_sent_and_what_is_published_is_that(made):
    filing = sent(made, begun(made))
    report = write_json(report_of(filing))
    assert again(filing).stage == Stage.REVIEWING
    approve(filing, remarks="同意", by=actor(made, "head"))
    version = sign(filing, by=actor(made, "leader"))
    assert (version.number, version.note, version.officer) == (1, "", made.officers["leader"])
    assert (version.report.encode(), version.digest) == (report, sha256(report).hexdigest())
    assert report_signed(version) == report_of(filing)
    assert version.figures["applications.new.natural"] == "0"
    assert version.figures["proactive.licences.decisions"] is None  # a blank is not a zero
    assert {each["reason"] for each in version.checks if each["severity"] == "warning"} == {"经核实无误"}
    assert public_of(filing) is None
    shown = publish(filing, by=actor(made, "publisher"))
    assert shown == public_of(filing) == version
    assert (shown.report, shown.digest) == (version.report, version.digest)
    assert again(filing).stage == Stage.PUBLISHED
    told = [(each.kind, each.duty, each.officer_id, each.remarks) for each in filing.opinions.filter(number=1)]
    of = made.officers
    assert told == [
        ("sent", "handler", of["handler"].pk, ""),
        ("approved", "office_head", of["head"].pk, "同意"),
        ("signed", "leader", of["leader"].pk, ""),
    ]


def test_it_is_sent_frozen_with_nothing_in_the_way_once_the_year_is_over(made):
    filing, by = begun(made, 2024), actor(made)
    assert refused(send_for_review, filing, by=by) == "filing-not-in-this-stage"
    services.freeze(filing, by=actor(made, "head"))
    assert refused(send_for_review, filing, by=by) == "filing-gate-closed"
    explained(made, filing)
    assert refused(send_for_review, filing, by=actor(made, "reviewer")) == "filing-not-your-turn"
    assert send_for_review(filing, by=by).steps_left == ["office_head", "leader"]
    now = services.begin(made.science, localdate().year, by=by)
    services.freeze(explained(made, now), by=actor(made, "head"))
    assert refused(send_for_review, now, by=by) == "filing-year-not-over"


def test_nothing_of_a_report_changes_while_it_is_under_review(made):
    filing, by = begun(made), actor(made)
    correction = services.correct(filing, ("applications", "granted", "natural"), Decimal(0), reason="核对", by=by)
    sent(made, filing)
    waiver = filing.waivers.first()
    for act, given in (
        (services.compute_again, [filing]),
        (services.take_back_correction, [correction]),
        (services.take_back_waiver, [waiver]),
    ):
        assert refused(act, *given, by=by) == "filing-not-in-this-stage"
    assert refused(services.correct, filing, NEW, Decimal(1), reason="漏登", by=by) == "filing-not-in-this-stage"
    assert refused(services.write, filing, "overview", "改", by=by) == "filing-not-in-this-stage"
    assert refused(services.waive, filing, waiver.mark, reason="改", by=by) == "filing-not-in-this-stage"
    assert refused(services.reopen, filing, reason="改", by=by) == "filing-not-in-this-stage"
    assert refused(publish, filing, by=actor(made, "publisher")) == "filing-not-in-this-stage"


def test_each_passes_it_in_their_turn_and_nobody_their_own(made):
    filing = begun(made)
    services.write(filing, "problems", "存在的主要问题：一是公开不够及时。", by=actor(made, "head"))
    sent(made, filing)
    assert refused(approve, filing, by=actor(made, "leader")) == "filing-not-your-turn"
    assert refused(sign, filing, by=actor(made, "leader")) == "filing-not-passed-yet"
    assert refused(approve, filing, by=actor(made, "head")) == "filing-own-work"
    assert refused(return_, filing, reason=" ", by=actor(made, "head")) == "filing-reason-missing"
    returned = return_(filing, reason="第五部分请经办人写", by=actor(made, "head"))
    assert (returned.stage, returned.steps_left) == (Stage.COMPILING, [])
    services.write(returned, "problems", "存在的主要问题：一是公开不够及时、不够全面。", by=actor(made))
    sent(made, returned)
    assert refused(return_, filing, reason="不办了", by=actor(made, "leader")) == "filing-not-your-turn"
    approve(filing, by=actor(made, "head"))
    assert refused(approve, filing, by=actor(made, "leader")) == "filing-to-be-signed"
    assert refused(sign, filing, by=actor(made, "head")) == "filing-not-your-turn"
    assert sign(filing, by=actor(made, "leader")).number == 1


def test_who_filled_in_or_read_its_figures_or_chose_its_problems_made_it(made):
    head, of = actor(made, "head"), made.officers
    filing = services.begin(made.science, 2023, by=actor(made), origin=Origin.ENTERED)
    assert authors_of(filing) == set()
    enter(filing, {NEW: Decimal(7)}, by=head)
    assert authors_of(filing) == {of["head"].pk}
    enter(filing, {NEW: Decimal(8)}, by=actor(made))  # what the head filled in elsewhere may stand still
    assert authors_of(filing) == {of["head"].pk, of["handler"].pk}
    other = begun(made, 2022)
    services.choose_problems(other, [], by=head)
    assert authors_of(again(other)) == {of["head"].pk}
    services.choose_problems(other, [], by=actor(made))
    assert authors_of(again(other)) == {of["handler"].pk}
    upload = Upload.objects.create(agency=made.science, year=2021, name="a.docx", report="{}", digest="", at=now())
    Reread.objects.create(upload=upload, table="t", row="r", column="c", reason="核对", officer=of["leader"], at=now())
    assert authors_of(Filing(pk=0, agency=made.science, year=2021, read_from=upload)) == {of["leader"].pk}


def test_what_changed_beside_the_report_since_it_was_sent_keeps_it_from_being_passed(made):
    filing = sent(made, begun(made))
    Agency.objects.filter(pk=made.science.pk).update(name="桓台县科学技术局")
    assert refused(approve, again(filing), by=actor(made, "head")) == "filing-changed-since-sent"


def test_the_checks_run_again_on_what_is_signed(made):
    before = begun(made, 2024)
    filing = sent(made, begun(made))
    approve(filing, by=actor(made, "head"))
    cell = ("applications", "carried_forward", "natural")
    services.correct(before, cell, Decimal(3), reason="结转三件", by=actor(made))
    assert not gate(again(filing)).is_open
    assert refused(sign, filing, by=actor(made, "leader")) == "filing-gate-closed"
    assert not Version.objects.exists()


def test_an_agency_says_who_passes_its_reports_and_whether_each_is_another(made, monkeypatch):
    appoint(made, monkeypatch, "leader", made.science, Duty.OFFICE_HEAD)
    steps = [Duty.LEGAL_REVIEWER, Duty.OFFICE_HEAD, Duty.LEADER]
    set_practice(made.science, {"steps": steps, "apart": True}, by=actor(made, "administrator"))
    filing = sent(made, begun(made))
    approve(filing, by=actor(made, "legal_reviewer"))
    approve(filing, by=actor(made, "leader"))
    assert refused(sign, filing, by=actor(made, "leader")) == "filing-passed-already"
    set_practice(made.science, {"steps": [Duty.LEADER], "apart": False}, by=actor(made, "administrator"))
    assert sign(filing, by=actor(made, "leader")).number == 1  # it went on by the steps it was sent with


def test_the_general_office_passes_the_report_of_its_government(made, monkeypatch):
    for role, duty in (("supervisor", Duty.OFFICE_HEAD), ("beside", Duty.LEADER), ("below", Duty.HANDLER)):
        appoint(made, monkeypatch, role, made.office, duty)
    filing = services.begin(made.government, 2025, by=actor(made, "below"))
    for each in gate(filing).judged:
        if each.stands_in_the_way:
            services.waive(filing, each.mark, reason="经核实无误", by=actor(made, "below"))
    services.freeze(filing, by=actor(made, "supervisor"))
    send_for_review(filing, by=actor(made, "below"))
    assert refused(approve, filing, by=actor(made, "head")) == "filing-not-your-turn"
    approve(filing, by=actor(made, "supervisor"))
    sign(filing, by=actor(made, "beside"))
    assert publish(filing, by=actor(made, "supervisor")).published_at is not None


def appoint(made, monkeypatch, role, agency, duty):  # type: ignore[no-untyped-def]
    """Let somebody hold one more post, and know of it."""
    officer = Officer.objects.get(pk=made.officers[role].pk)
    Post.objects.create(officer=officer, agency=agency, duty=duty, from_on=date(2020, 1, 1))
    monkeypatch.setitem(made.officers, role, officer)


def test_what_is_public_stays_until_the_amended_one_is_published(made):
    filing = begun(made)
    first = published(made, filing)
    assert refused(amend, filing, reason="", by=actor(made, "head")) == "filing-reason-missing"
    assert refused(amend, filing, reason="漏登一件", by=actor(made)) == "filing-not-your-turn"
    amended = amend(filing, reason="漏登一件", by=actor(made, "head"))
    assert (amended.stage, public_of(amended)) == (Stage.COMPILING, first)
    apply(made, on=date(2025, 3, 3))
    services.compute_again(amended, by=actor(made))
    signed(made, amended)
    assert public_of(amended) == first
    amend(filing, reason="再核对一次", by=actor(made, "head"))
    third = published(made, filing)
    assert (third.number, third.note, public_of(filing)) == (3, "漏登一件\n再核对一次", third)
    assert (first.figures["applications.new.total"], third.figures["applications.new.total"]) == ("0", "1")
    kept = Version.objects.get(pk=first.pk)
    assert (kept.report, kept.published_at) == (first.report, first.published_at)
    assert Opinion.objects.filter(number=2, kind="amended").get().digest == first.digest


def test_a_version_that_does_not_bear_its_digest_is_not_published(made):
    filing = begun(made)
    version = signed(made, filing)
    Version.objects.filter(pk=version.pk).update(report=version.report.replace('"year": 2025', '"year": 2024'))
    assert refused(publish, filing, by=actor(made, "publisher")) == "filing-version-damaged"
    assert public_of(filing) is None


def test_a_version_that_was_changed_with_its_digest_or_its_figures_is_not_published(made):
    filing = begun(made)
    version = signed(made, filing)
    rows, by = Version.objects.filter(pk=version.pk), actor(made, "publisher")
    assert is_whole(version)
    another = version.report.replace('"year": 2025', '"year": 2024')
    rows.update(report=another, digest=sha256(another.encode()).hexdigest())
    assert refused(publish, filing, by=by) == "filing-version-damaged"
    figures = {**version.figures, "applications.new.natural": "7"}
    rows.update(report=version.report, digest=version.digest, figures=figures)
    assert not is_whole(rows.get())
    assert len(list(versions_that_differ())) == 1
    assert refused(publish, filing, by=by) == "filing-version-damaged"
    assert refused(pack, rows.get(), by=by) == "version-damaged"
    rows.update(figures=version.figures)
    assert publish(filing, by=by) == version


def test_a_waiver_goes_on_to_the_version_and_lapses_when_its_cell_changes(made):
    filing, by = begun(made, 2024), actor(made)
    services.write(filing, "overview", "今年新收申请5件。", by=by)
    told = [each.finding.message.text() for each in gate(filing).judged if each.stands_in_the_way]
    first = published(made, filing)
    assert [each["message"] for each in first.checks if each["reason"]] == told
    amend(filing, reason="漏登一件", by=actor(made, "head"))
    services.compute_again(filing, by=by)
    assert gate(again(filing)).is_open
    apply(made, on=date(2024, 3, 4))
    services.compute_again(filing, by=by)
    services.freeze(filing, by=actor(made, "head"))
    assert refused(send_for_review, filing, by=by) == "filing-gate-closed"
    assert gate(again(filing)).lapsed


def test_every_act_is_in_the_journal_with_its_article(made):
    filing = begun(made)
    published(made, filing)
    amend(filing, reason="漏登一件", by=actor(made, "head"))
    told = Entry.objects.filter(object_type="filings.filing", object_id=filing.pk, article="条例第49条").order_by("pk")
    assert list(told.values_list("act", flat=True)) == [
        "filing.begun", "filing.frozen", "filing.sent", "filing.approved", "filing.signed", "filing.published",
        "filing.amended",
    ]  # fmt: skip
