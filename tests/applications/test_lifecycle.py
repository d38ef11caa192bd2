"""Thousands of random acts, lawful and not: what holds of every case and of the year, whatever officers do."""

import os
from collections import Counter
from datetime import date, timedelta
from itertools import chain

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.casework import COMPANY, GRANTED, PASSING, WANG, actor, apply, set_word
from tests.county import county

from gongkai.applications import acts, lifecycle, services
from gongkai.applications.lifecycle import MOVES, Stage
from gongkai.applications.models import Application, Consultation
from gongkai.applications.services import NewPart
from gongkai.applications.table_three import Figure, Span, cases, count
from gongkai.applications.timing import clock_of
from gongkai.journal.models import Entry
from gongkai.journal.verifying import chains_that_differ, journaled_models, rows_that_differ
from gongkai.law.applicants import APPLICANT_KINDS
from gongkai.law.channels import Channel
from gongkai.law.clock import Party
from gongkai.law.delivery import Manner
from gongkai.law.errors import GongkaiError
from gongkai.law.fees import Standard

FIRST = date(2024, 11, 1)


def test_every_act_of_the_table_stands_in_it_once():
    assert len({move.act.code for move in MOVES}) == len(MOVES)


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.act.code)
def test_an_act_is_refused_with_its_article_in_every_other_stage(move):
    for stage in Stage:
        refused = lifecycle.refusal(move.act, stage)
        assert (refused is None) == (stage in move.during)
        if refused is not None:
            assert refused.citation is not None
            assert refused.hint is not None


def test_a_stage_that_the_table_does_not_name_is_a_slip():
    with pytest.raises(ValueError, match="does not lead to"):
        lifecycle.stage_after(acts.PASSED, Stage.REVIEWING, Stage.OPEN)


def consulted(application):
    return Consultation.objects.filter(application=application, ended_on__isnull=True).first()


ACTS = {
    "confirm": lambda made, case, on: services.confirm(case, on=on, by=actor(made)),
    "ask_supplement": lambda made, case, on: services.ask_supplement(case, on=on, by=actor(made)),
    "take_supplement": lambda made, case, on: services.take_supplement(case, on=on, by=actor(made)),
    "lapse_supplement": lambda made, case, on: services.lapse_supplement(case, on=on, by=actor(made)),
    "consult": lambda made, case, on: services.consult(
        case, party=Party.THIRD_PARTY, whom="某", scope="某", on=on, by=actor(made)
    ),
    "notify": lambda made, case, on: services.note_notified(consulted(case), on=on, by=actor(made)),
    "answer": lambda made, case, on: services.end_consultation(
        consulted(case), on=on, opinion="objects", by=actor(made)
    ),
    "propose": lambda made, case, on: services.propose_extension(case, days=10, reason="量大", on=on, by=actor(made)),
    "extend": lambda made, case, on: services.extend(case, on=on, by=actor(made, "head")),
    "ask_reasons": lambda made, case, on: services.ask_reasons(case, on=on, by=actor(made)),
    "take_reasons": lambda made, case, on: services.take_reasons(case, on=on, by=actor(made)),
    "delay": lambda made, case, on: services.set_delay(case, on=on, until=on + timedelta(60), by=actor(made)),
    "fee": lambda made, case, on: services.notice_fee(
        case, standard=Standard.BY_PIECE, quantity=12, on=on, by=actor(made)
    ),
    "fee_received": lambda made, case, on: services.note_fee_notice_received(case, on=on, by=actor(made)),
    "pay": lambda made, case, on: services.pay_fee(case, on=on, receipt="1", by=actor(made)),
    "lapse_fee": lambda made, case, on: services.lapse_fee(case, on=on, by=actor(made)),
    "search": lambda made, case, on: services.record_search(
        case, on=on, scope="档案", keywords="立项", searcher="某", found=False, by=actor(made)
    ),
    "grant": lambda made, case, on: services.draft(case, parts=[GRANTED], by=actor(made)),
    "not_there": lambda made, case, on: services.draft(
        case, parts=[NewPart("名单", "UNABLE_1A", reason="没有")], by=actor(made)
    ),
    "withhold": lambda made, case, on: services.draft(
        case, parts=[NewPart("记录", "DENY_6", reason="讨论记录")], by=actor(made)
    ),
    "weigh": lambda made, case, on: services.weigh(
        case,
        ground="DENY_6",
        content="记录",
        harm="妨碍讨论",
        withhold=True,
        severing="whole",
        how="通篇",
        on=on,
        by=actor(made),
    ),
    "split": lambda made, case, on: services.split(case, contents=["甲", "乙"], on=on, by=actor(made)),
    "merge": lambda made, case, on: services.merge(case, lead=Application.objects.earliest("pk"), by=actor(made)),
    "separate": lambda made, case, on: services.separate(case, by=actor(made)),
    "redo": lambda made, case, on: services.redo(
        case, source="judgment", organ="某法院", number="1", served_on=on, by=actor(made)
    ),
    "submit": lambda made, case, on: services.submit(case, by=actor(made)),
    "pass": lambda made, case, on: pass_all(made, case),
    "send_back": lambda made, case, on: services.send_back(case, "legal_reviewer", remarks="改", by=actor(made)),
    "decide": lambda made, case, on: services.decide(case, on=on, by=actor(made, "head")),
    "post": lambda made, case, on: services.deliver(case, manner=Manner.POST, sent_on=on, by=actor(made)),
    "hand_over": lambda made, case, on: services.deliver(case, manner=Manner.DIRECT, signed_on=on, by=actor(made)),
    "withdraw": lambda made, case, on: services.withdraw(case, on=on, by=actor(made)),
    "archive": lambda made, case, on: services.archive(case, by=actor(made)),
}
MAKING = {"split", "redo"}
"""What makes another case of one."""
REPLYING = ["grant", "submit", "pass", "decide", "post"]
"""Often drawn, so that cases come to their end."""


def pass_all(made, case):
    with transaction.atomic():
        for role, duty in PASSING:
            services.pass_on(case, duty, by=actor(made, role))


def refusal_of(act, made, case, on):
    """Do an act, and give what refused it."""
    try:
        act(made, case, on)
    except GongkaiError as error:
        return error
    return None


SEQUENCES = int(os.environ.get("SEQUENCES", "24"))
"""How many are played; `make property` plays thousands."""
PARTS = 2
"""Tests they are divided among, so that both processes of a run have work."""
COMING_IN = st.tuples(st.sampled_from(Channel), st.sampled_from(APPLICANT_KINDS), st.integers(0, 9))
ACT = st.tuples(
    st.sampled_from([*ACTS, *REPLYING * 4]),
    st.integers(0, 5),
    st.integers(0, 9),
    # Mostly on the day it is, now and then on one that is past or has not come.
    st.sampled_from([*[0] * 12, -1, -30, 1000]),
)


@pytest.fixture
def made(db):
    made = county()
    set_word(made)
    return made


@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_officers_do_the_year_adds_up(made, part):
    outcomes = Counter()

    @settings(max_examples=SEQUENCES // PARTS, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @given(st.lists(COMING_IN, min_size=1, max_size=3), st.lists(ACT, min_size=10, max_size=40))
    def play(coming_in, doing):
        with transaction.atomic():
            outcomes.update(played(made, coming_in, doing))
            check(made)
            transaction.set_rollback(True)

    play()
    assert outcomes["done"] > SEQUENCES
    assert outcomes["refused"] > SEQUENCES


def played(made, coming_in, doing):
    """Play a sequence; give how many acts were done and how many refused."""
    on = FIRST
    for channel, kind, later in coming_in:
        applicant = (WANG if kind.code == "NATURAL" else COMPANY)._replace(kind=kind.code)
        apply(made, on=on, channel=channel, applicants=[applicant])
        on += timedelta(later)
    there = list(Application.objects.order_by("pk"))
    for name, which, later, aside in doing:
        on += timedelta(later)
        case = there[which % len(there)]
        if name in ("notify", "answer") and consulted(case) is None:
            continue
        entries = Entry.objects.count()
        error = refusal_of(ACTS[name], made, case, on + timedelta(aside))
        yield "done" if error is None else "refused"
        if name in MAKING and error is None:
            there = list(Application.objects.order_by("pk"))
        if error is not None:
            assert error.hint is not None, error.code
            assert error.citation is not None, error.code
            assert Entry.objects.count() == entries, name


def check(made):
    # Every row, those of refused acts too, is what its entries add up to; the county does not change.
    models = [model for model in journaled_models() if model._meta.app_label == "applications"]
    assert [*chains_that_differ(), *chain.from_iterable(map(rows_that_differ, models))] == []
    for case in Application.objects.all():
        clock = clock_of(case)
        assert (case.state, case.due_on, case.closed_on, case.running, case.late, case.received_on) == (
            clock.state.value,
            clock.due,
            clock.closed_on,
            clock.running,
            clock.late,
            clock.received,
        )
        assert bool(case.closed_on) == bool(case.outcome), case.stage
    before = None
    for year in (2024, 2025, 2026):
        span = Span.of_year(year)
        counts = count([made.science.pk], span)
        of_figure = {
            figure: Counter(cases([made.science.pk], span, figure).order_by().values_list("kind", flat=True))
            for figure in Figure
        }
        for kind in APPLICANT_KINDS:
            new, carried_in = counts.new.get(kind.code, 0), counts.carried_in.get(kind.code, 0)
            done, forward = counts.done_by(kind.code), counts.carried_forward.get(kind.code, 0)
            assert new + carried_in == done + forward
            assert [of_figure[figure][kind.code] for figure in Figure] == [new, carried_in, done, forward]
        assert before is None or counts.carried_in == before.carried_forward
        before = counts
