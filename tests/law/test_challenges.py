from __future__ import annotations

import os
import re
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.law.challenges import (
    FINAL_RESULTS,
    ChallengeRules,
    Ending,
    Event,
    Kind,
    Procedure,
    Side,
    Standing,
    State,
    article_of,
    counted,
    fold,
    is_counted_by,
    kinds_in,
)
from gongkai.law.errors import GongkaiError
from gongkai.law.remedies import RESULT_BY_CODE, Column, RemedySettings, column_of

CASES = Path(__file__).parent / "cases"
ALL = [
    pytest.param(procedure, case, id=f"{procedure}-{case['name']}")
    for procedure in Procedure
    for case in tomllib.loads((CASES / f"challenges_{procedure}.toml").read_text("utf-8"))["case"]
]
COUNTED = [
    pytest.param(case, id=case["name"])
    for case in tomllib.loads((CASES / "challenges_counted.toml").read_text("utf-8"))["case"]
]
INPUTS = {"name", "cites", "events", "today", "rules", "settings"}


def event_of(written: dict[str, Any]) -> Event:
    """Read an event as the case tables write it."""
    enums = {"kind": Kind, "side": Side, "ending": Ending}
    return Event(**{key: enums[key](value) if key in enums else value for key, value in written.items()})


def run(procedure: Procedure, case: dict[str, Any]) -> Standing:
    return fold(
        procedure,
        [event_of(each) for each in case["events"]],
        today=case.get("today"),
        rules=ChallengeRules(**case.get("rules", {})),
        settings=RemedySettings(**case.get("settings", {})),
    )


def seen(standing: Standing) -> dict[str, Any]:
    """Give what a case table can expect; false where there is none."""
    answer, redo = standing.answer, standing.redo
    return {
        "state": standing.state,
        "instance": standing.instance,
        "answer": (answer and answer.due) or False,
        "answer_late": standing.answered_late,
        "decide": standing.decide_due or False,
        "redo": (redo and redo.due) or False,
        "feedback": [each.due for each in standing.feedback],
        "open_duties": [each.kind for each in standing.open_duties],
        "hearing_on": standing.hearing_on or False,
        "appeal_until": standing.appeal_until or False,
        "in_effect_since": standing.in_effect_since or False,
        "closed_on": standing.closed_on or False,
        "result": standing.result,
        "provisional": standing.provisional,
    }


@pytest.mark.usefixtures("to_2026")
@pytest.mark.parametrize(("procedure", "case"), ALL)
def test_every_case_of_the_tables(procedure: Procedure, case: dict[str, Any]) -> None:
    expected = {key: value for key, value in case.items() if key not in INPUTS}
    assert expected, "a case without an expectation shows nothing"
    if "refused" in expected:
        with pytest.raises(GongkaiError) as refused:
            run(procedure, case)
        assert {"refused": refused.value.code} == expected
        assert refused.value.hint is not None
        assert refused.value.citation is not None
        return
    given_back = seen(run(procedure, case))
    assert {key: given_back[key] for key in expected} == expected


def test_steps_tell_the_whole_story_in_chinese() -> None:
    standing = fold(
        Procedure.SUIT,
        [
            Event(Kind.COPY_RECEIVED, date(2026, 3, 2), accepted=date(2026, 2, 26)),
            Event(Kind.ANSWERED, date(2026, 3, 14)),
            Event(Kind.DECIDED, date(2026, 8, 1), result="SUIT_REVOKED", redo=True),
        ],
        today=date(2026, 9, 1),
    )
    assert [str(step) for step in standing.steps] == [
        "2026年3月2日收到起诉状或者上诉状副本。",
        "被告答辩并举证的期限为15日，自收到起诉状副本之日（2026年3月2日）起算，当日不计，至2026年3月17日。（行诉法第67条第1款）",
        "2026年3月14日已答复并提交材料，未超过2026年3月17日。（行诉法第67条第1款）",
        "2026年8月1日收到决定或者裁判：判决撤销。（行诉法第70条）",
        "对判决提起上诉的期限为15日，自判决书送达之日（2026年8月1日）起算，当日不计，至2026年8月16日。（行诉法第85条）",
        "2026年8月16日是法定休假日，顺延至其后第一日2026年8月17日。（民诉法第85条第3款）",
        "至2026年8月17日上诉期满，未见上诉，自2026年8月18日起视为生效。（行诉法第85条）",
        "责令重新答复的判决自2026年8月18日起生效，没有写明期限的，应在20个工作日内答复，至2026年9月15日；"
        "写明的，以其为准。（公开案件解释）",
    ]


def test_steps_cite_what_a_late_answer_leads_to_and_the_instance_that_takes_more_time() -> None:
    first = [Event(Kind.COPY_RECEIVED, date(2026, 3, 2)), Event(Kind.ANSWERED, date(2026, 3, 25))]
    second = [
        Event(Kind.DECIDED, date(2026, 7, 1), result="SUIT_REVOKED"),
        Event(Kind.APPEALED, date(2026, 7, 6), side=Side.OURS),
        Event(Kind.ACCEPTED, date(2026, 7, 20)),
        Event(Kind.EXTENDED, date(2026, 9, 1), until=date(2026, 12, 20)),
    ]
    said = {str(step) for step in fold(Procedure.SUIT, [*first, *second]).steps}
    assert said >= {
        "2026年3月25日才答复并提交材料，已超过2026年3月17日，可能被视为没有证据、依据。（行诉法第34条第2款）",
        "2026年9月1日获知审理期限延长至2026年12月20日。（行诉法第88条）",
        "法院审理期限延长至2026年12月20日。（行诉法第88条）",
    }
    more = fold(Procedure.SUIT, [*first, Event(Kind.EXTENDED, date(2026, 8, 20), until=date(2026, 11, 26))])
    assert "2026年8月20日获知审理期限延长至2026年11月26日。（行诉法第81条）" in {str(step) for step in more.steps}


def test_a_reply_that_a_decision_orders_rests_on_what_binds_to_it_and_not_on_the_texts_for_courts() -> None:
    decided = [
        Event(Kind.COPY_RECEIVED, date(2026, 3, 2)),
        Event(Kind.DECIDED, date(2026, 4, 28), result="RECON_ORDERED"),
    ]
    told = (
        "责令重新答复的决定或者判决自2026年4月28日起生效，没有写明期限的，参照履行判决的期限按20个工作日计算，"
        "至2026年5月28日；写明的，以其为准。（复议法第77条第1款）"
    )
    assert str(fold(Procedure.RECONSIDERATION, decided).steps[-1]) == told
    articles = {procedure: str(article_of(Kind.REDONE, procedure)) for procedure in Procedure}
    assert articles == {
        Procedure.RECONSIDERATION: "复议法第77条第1款",
        Procedure.SUIT: "公开案件解释",
        Procedure.COMPLAINT: "条例第51条",
    }


def test_only_the_plaintiff_appeals_when_nothing_was_filed() -> None:
    ruled = [Event(Kind.FILED, date(2026, 6, 24)), Event(Kind.DECIDED, date(2026, 7, 1), result="SUIT_NOT_FILED")]
    standing = fold(Procedure.SUIT, ruled, today=date(2026, 7, 2))
    assert (standing.state, standing.appeal_until) == (State.AWAITING_EFFECT, None)
    assert standing.next_act(Kind.APPEALED, date(2026, 7, 2)).is_lawful
    others = [*ruled, Event(Kind.APPEALED, date(2026, 7, 6), side=Side.OTHERS)]
    assert fold(Procedure.SUIT, others).state is State.ON_APPEAL


def test_what_can_be_done_next_comes_with_its_last_day_or_its_reason() -> None:
    standing = fold(Procedure.RECONSIDERATION, [Event(Kind.COPY_RECEIVED, date(2026, 3, 2), simple=False)])
    acts = {act.kind: act for act in standing.lawful_next(date(2026, 3, 5))}
    assert tuple(acts) == kinds_in(Procedure.RECONSIDERATION)
    lawful = {
        Kind.PROCEDURE_SET,
        Kind.ANSWERED,
        Kind.HEARING_NOTICED,
        Kind.HEARD,
        Kind.MEDIATED,
        Kind.SUSPENDED,
        Kind.EXTENDED,
        Kind.DECIDED,
        Kind.OPINION_RECEIVED,
        Kind.ADVICE_RECEIVED,
    }
    assert {kind for kind, act in acts.items() if act.is_lawful} == lawful
    assert acts[Kind.ANSWERED].until == date(2026, 3, 16)
    refused = acts[Kind.REDONE].refusal
    assert refused is not None
    assert refused.code == "no-redo"


def test_time_that_passes_changes_what_can_be_done_next_without_changing_the_standing() -> None:
    decided = [
        Event(Kind.COPY_RECEIVED, date(2026, 3, 2)),
        Event(Kind.DECIDED, date(2026, 7, 1), result="SUIT_REVOKED", redo=True),
    ]
    standing = fold(Procedure.SUIT, decided, today=date(2026, 7, 10))
    assert standing.next_act(Kind.APPEALED, date(2026, 7, 10)).until == date(2026, 7, 16)
    assert not standing.next_act(Kind.REDONE, date(2026, 7, 16)).is_lawful
    assert standing.next_act(Kind.REDONE, date(2026, 7, 17)).until == date(2026, 8, 14)
    assert standing.state is State.AWAITING_EFFECT


def test_every_kind_has_a_name_in_every_procedure_it_is_found_in() -> None:
    assert str(Kind.COPY_RECEIVED.label_in(Procedure.SUIT)) == "收到起诉状或者上诉状副本"
    named = {procedure: [str(kind.label_in(procedure)) for kind in kinds_in(procedure)] for procedure in Procedure}
    for names in named.values():
        assert len(names) == len(set(names))


@pytest.mark.parametrize("case", COUNTED)
def test_a_challenge_counts_in_table_four_by_how_it_stood_at_the_end_of_the_year(case: dict[str, Any]) -> None:
    found = {}
    for year in case["counted"]:
        cell = counted(
            Procedure(case["procedure"]),
            [event_of(each) for each in case["events"]],
            since=date(int(year), 1, 1),
            through=date(int(year), 12, 31),
            after_reconsideration=case.get("after_reconsideration", False),
            rules=ChallengeRules(**case.get("rules", {})),
        )
        found[year] = cell.column.value if cell else ""
        assert cell is None or cell.row == case["row"]
    assert found == case["counted"]


def test_a_site_that_maps_a_result_otherwise_counts_it_there() -> None:
    events = [
        Event(Kind.ACCEPTED, date(2025, 6, 3)),
        Event(Kind.DECIDED, date(2025, 8, 1), result="SUIT_WITHDRAWN"),
    ]
    year = {"since": date(2025, 1, 1), "through": date(2025, 12, 31)}
    usual = counted(Procedure.SUIT, events, **year)
    mapped = counted(Procedure.SUIT, events, **year, settings=RemedySettings(columns={"SUIT_WITHDRAWN": Column.UPHELD}))
    assert (usual and usual.column, mapped and mapped.column) == (Column.OTHER, Column.UPHELD)


@pytest.mark.parametrize(
    ("procedure", "defendants", "by"),
    [
        (Procedure.RECONSIDERATION, [], "某县教育局"),
        (Procedure.SUIT, ["某县教育局"], "某县教育局"),
        (Procedure.SUIT, ["某县教育局", "某县人民政府"], "某县教育局"),
        (Procedure.SUIT, ["某县人民政府"], "某县人民政府"),
        (Procedure.COMPLAINT, [], ""),
    ],
)
def test_one_agency_counts_a_challenge(procedure: Procedure, defendants: list[str], by: str) -> None:
    counting = [
        agency
        for agency in ("某县教育局", "某县人民政府")
        if is_counted_by(agency, procedure, original="某县教育局", defendants=defendants)
    ]
    assert counting == ([by] if by else [])


CODES = sorted({code for codes in FINAL_RESULTS.values() for code in codes} | {"RECON_PENDING", ""})
# Likely results come more often than the rest, so that many sequences reach an end and an appeal.
LIKELY = ["RECON_REVOKED", "SUIT_REVOKED", "SUIT_CLAIM_DISMISSED", "SUIT_ORDERED", "COMPLAINT_FOUNDED"]
DAYS = st.integers(0, 40).map(timedelta)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Procedure, list[Event]]:
    """Draw what somebody may try to record of a challenge, lawful or not, in the order of days."""
    on = date(2024, 2, 1) + timedelta(draw(st.integers(0, 900)))
    opening = st.sampled_from([Kind.FILED, Kind.ACCEPTED, Kind.COPY_RECEIVED])
    kinds = [draw(opening), *draw(st.lists(st.sampled_from(Kind) | st.just(Kind.DECIDED) | opening, max_size=14))]
    events = []
    for kind in kinds:
        on += draw(DAYS)
        events.append(
            Event(
                kind,
                on,
                accepted=draw(st.none() | DAYS.map(lambda back, on=on: on - back)),
                simple=draw(st.sampled_from([None, True, False])),
                until=draw(st.none() | st.integers(-2, 60).map(lambda days, on=on: on + timedelta(days))),
                days=draw(st.none() | st.integers(0, 32)),
                result=draw(st.sampled_from(CODES) | st.sampled_from(LIKELY)),
                redo=draw(st.booleans()),
                ending=draw(st.sampled_from([None, *Ending])),
                side=draw(st.sampled_from([None, *Side])),
                reference=draw(st.sampled_from(["", "1"])),
            )
        )
    return draw(st.sampled_from(Procedure)), events


def refusal_of(procedure: Procedure, events: list[Event], rules: ChallengeRules) -> GongkaiError | None:
    try:
        fold(procedure, events, rules=rules)
    except GongkaiError as refused:
        return refused
    return None


def kept(procedure: Procedure, events: list[Event], rules: ChallengeRules) -> list[Event]:
    """Play events, keeping those that are lawful; see that whatever is refused says why and changes nothing."""
    lawful: list[Event] = []
    for event in events:
        before = fold(procedure, lawful, rules=rules, today=event.on)
        refused = refusal_of(procedure, [*lawful, event], rules)
        if refused is None:
            lawful.append(event)
            continue
        assert refused.hint is not None
        assert refused.citation is not None
        assert fold(procedure, lawful, rules=rules, today=event.on) == before
    return lawful


def hold_together(standing: Standing, today: date) -> None:
    """Hold what is true of every challenge, however it came to where it is."""
    is_over = standing.state is State.CLOSED
    assert standing.is_closed == is_over
    assert (standing.result in FINAL_RESULTS[standing.procedure]) == is_over
    if not is_over and standing.procedure is not Procedure.COMPLAINT and standing.opened_on is not None:
        assert column_of(standing.result) is Column.PENDING
    assert (standing.in_effect_since is not None) == is_over
    for later, earlier in [
        (standing.received_on, standing.opened_on),
        (standing.decide_due, standing.accepted_on),
        (standing.closed_on, standing.opened_on),
        (standing.closed_on, standing.accepted_on),
        (today, standing.closed_on),
        *((duty.due, duty.since) for duty in standing.duties),
        *((duty.done_on, duty.since) for duty in standing.duties),
    ]:
        assert earlier is None or later is None or earlier <= later
    assert (standing.appeal_until is not None) == (standing.state is State.AWAITING_EFFECT)
    assert not (standing.redo and not is_over)
    assert all(duty.kind.value != "answer" for duty in standing.open_duties) or not is_over
    assert len([duty for duty in standing.open_duties if duty.kind.value == "answer"]) <= 1


@settings(max_examples=int(os.environ.get("SEQUENCES", "60")), deadline=None)
@given(histories(), st.integers(0, 200))
def test_whatever_is_recorded_a_challenge_stands_in_one_place_and_ends_once(
    history: tuple[Procedure, list[Event]], later: int
) -> None:
    procedure, events = history
    lawful = kept(procedure, events, ChallengeRules())
    today = events[-1].on + timedelta(later)
    standing = fold(procedure, lawful, today=today)
    hold_together(standing, today)
    assert fold(procedure, lawful, today=today) == standing
    assert fold(procedure, lawful, today=today, settled=len(lawful)) == standing
    for act in standing.lawful_next(today):
        assert act.is_lawful or (act.refusal and act.refusal.citation and act.refusal.hint)
    assert fold(procedure, lawful, today=today) == standing


@settings(max_examples=int(os.environ.get("SEQUENCES", "60")), deadline=None)
@given(histories())
def test_a_challenge_has_at_most_one_result_in_the_tables_of_all_years(history: tuple[Procedure, list[Event]]) -> None:
    procedure, events = history
    rules = ChallengeRules(effect_presumed=False)  # nothing that an appeal unknown to the agency could undo
    lawful = kept(procedure, events, rules)
    cells = [
        counted(procedure, lawful, since=date(year, 1, 1), through=date(year, 12, 31), rules=rules)
        for year in range(2023, 2031)
    ]
    written = "".join("-" if cell is None else "…" if cell.column is Column.PENDING else "e" for cell in cells)
    assert re.fullmatch("-*…*e?-*", written)
    if procedure is Procedure.COMPLAINT:
        assert cells == [None] * len(cells)
    elif lawful:
        assert written.strip("-")
        assert {cell.result for cell in cells if cell} <= set(RESULT_BY_CODE)
