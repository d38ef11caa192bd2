from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.law.challenges import (
    ChallengeRules,
    Ending,
    Event,
    Kind,
    Procedure,
    Side,
    Standing,
    State,
    counted,
    fold,
    is_counted_by,
    kinds_in,
)
from gongkai.law.errors import GongkaiError
from gongkai.law.remedies import Column, RemedySettings

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
        "answer_late": bool(answer and answer.is_late),
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
        "2026年8月1日收到责令重新答复的判决，判决没有写明期限的，应在20个工作日内答复，至2026年8月28日；"
        "写明的，以判决为准。（公开案件解释）",
    ]


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
    assert standing.next_act(Kind.REDONE, date(2026, 7, 17)).until == date(2026, 7, 29)
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
