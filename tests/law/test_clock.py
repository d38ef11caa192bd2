from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.law.calendar import CHINA
from gongkai.law.channels import Channel
from gongkai.law.clock import (
    OPENING,
    Clock,
    ClockRules,
    Event,
    Kind,
    NextAct,
    Party,
    Silence,
    State,
    clock_as_dict,
    fold,
)
from gongkai.law.clock.events import event_from
from gongkai.law.deadlines import Period, fee_payment_due, reply_due
from gongkai.law.delivery import Manner
from gongkai.law.errors import GongkaiError, NotAllowed
from gongkai.law.remedies import redo_due

CASES = Path(__file__).parent / "cases"
TABLES = ("art30", "art31", "art33", "art35", "art42")
ALL = [
    pytest.param(case, id=f"{table}-{case['name']}")
    for table in TABLES
    for case in tomllib.loads((CASES / f"regulation_{table}.toml").read_text("utf-8"))["case"]
]
INPUTS = {"name", "cites", "received", "channel", "events", "today", "rules"}

RECEIVED = Event(Kind.RECEIVED, date(2026, 4, 1))


def written(text: str) -> Event:
    """Read an event as the command takes it: NAME=DATE[:DAYS]."""
    name, _, rest = text.partition("=")
    on, _, days = rest.partition(":")
    return event_from(name, date.fromisoformat(on), int(days) if days else None)


def run(case: dict[str, Any]) -> Clock:
    channel = Channel(case["channel"]) if "channel" in case else None
    events = [Event(Kind.RECEIVED, case["received"], channel=channel), *map(written, case.get("events", ()))]
    return fold(events, rules=ClockRules(**case.get("rules", {})), today=case.get("today"))


@pytest.mark.usefixtures("to_2026")
@pytest.mark.parametrize("case", ALL)
def test_every_case_of_the_tables(case: dict[str, Any]) -> None:
    expected = {key: value for key, value in case.items() if key not in INPUTS}
    assert expected, "a case without an expectation shows nothing"
    if "refused" in expected:
        with pytest.raises(GongkaiError) as refused:
            run(case)
        assert {"refused": refused.value.code} == expected
        assert refused.value.hint is not None
        assert refused.value.citation is not None
        return
    clock = run(case)
    given_back: dict[str, Any] = {"no_due": clock.due is None}
    for key in expected.keys() - {"no_due"}:
        given_back[key] = getattr(clock, key)
    assert {key: given_back[key] for key in expected} == expected


def test_steps_tell_the_whole_story_in_chinese() -> None:
    clock = fold(
        [
            Event(Kind.RECEIVED, date(2026, 3, 2), channel=Channel.INTERNET),
            Event(Kind.CONFIRMED, date(2026, 3, 4)),
            Event(Kind.CONSULTATION_BEGUN, date(2026, 3, 9), party=Party.THIRD_PARTY),
            Event(Kind.CONSULTATION_ENDED, date(2026, 3, 13)),
            Event(Kind.EXTENDED, date(2026, 4, 1), days=10),
            Event(Kind.REPLIED, date(2026, 4, 27), manner=Manner.POST),
        ]
    )
    assert [str(step) for step in clock.steps] == [
        "2026年3月2日申请到达（互联网），待与申请人确认后起算。（条例第31条第3项）",
        "2026年3月4日双方确认，确认之日为收到申请之日。（条例第31条第3项）",
        "期间开始的当日不计算在内，自次日起算。（民诉法第85条）",
        "2026年3月4日收到申请，答复期限为20个工作日，至2026年4月1日。（条例第33条第2款）",
        "2026年3月9日开始征求第三方的意见，所需时间不计入答复期限，结束后期限相应顺延。（条例第33条第3款）",
        "2026年3月9日至2026年3月13日征求意见所需时间不计入答复期限，顺延5个工作日，至2026年4月9日。（条例第33条第3款）",
        "2026年4月1日答复期限延长10个工作日，至2026年4月23日。（条例第33条第2款）",
        "2026年4月27日答复交邮政企业寄送，交邮之日为答复之日。（送达解释）",
        "2026年4月27日答复，超过答复期限2026年4月23日，逾期2个工作日。（条例第33条第2款）",
    ]


@pytest.mark.usefixtures("to_2026")
def test_a_provisional_date_says_so_until_the_case_is_closed() -> None:
    received = Event(Kind.RECEIVED, date(2026, 12, 4))
    warning = "2027年的放假安排尚未公布，2027年1月4日为暂定日期，公布后应重新计算。（放假办法）"
    assert str(fold([received]).steps[-1]) == warning
    closed = fold([received, Event(Kind.WITHDRAWN, date(2026, 12, 8))])
    assert warning not in map(str, closed.steps)


def test_an_open_consultation_says_that_the_date_will_move() -> None:
    events = [RECEIVED, Event(Kind.CONSULTATION_BEGUN, date(2026, 4, 8))]
    assert str(fold(events).steps[-1]) == (
        "征求意见中，尚未结束；结束后答复期限将自2026年4月30日顺延。（条例第33条第3款）"
    )
    assert str(fold(events, today=date(2026, 4, 15)).steps[-1]) == (
        "征求意见中，截至2026年4月15日尚未结束；答复期限最早为2026年5月12日，将随所需时间继续顺延。（条例第33条第3款）"
    )


def consulting(party: Party | None, begun: date, today: date) -> list[str]:
    """Give the steps after that of the pause itself."""
    events = [RECEIVED, Event(Kind.CONSULTATION_BEGUN, begun, party=party)]
    return [str(step) for step in fold(events, today=today).steps[4:]]


@pytest.mark.parametrize(
    ("party", "who"),
    [
        (Party.THIRD_PARTY, "第三方"),
        (Party.CO_AUTHOR, "共同制作机关"),
        (None, "第三方或者共同制作机关"),
    ],
)
def test_a_consultation_open_for_more_than_fifteen_working_days_warns(party: Party | None, who: str) -> None:
    article = "条例第34条" if party is Party.CO_AUTHOR else "条例第32条"
    begun = date(2026, 4, 8)
    assert consulting(party, begun, date(2026, 4, 29)) == []
    assert consulting(party, begun, date(2026, 4, 30)) == [
        f"2026年4月8日开始的征求意见至2026年4月30日已超过15个工作日，{who}提出意见的期限（自其收到征求意见书起算）"
        f"可能已经届满；期限届满，所需时间即告结束，请核对收到之日并登记征求意见结束。（{article}）"
    ]


def test_no_time_for_opinions_is_read_into_the_consultation_of_other_agencies() -> None:
    assert consulting(Party.OTHER_AGENCY, date(2026, 4, 8), date(2026, 6, 30)) == []


def test_an_extension_during_a_consultation_names_no_day_that_is_past() -> None:
    events = [
        RECEIVED,
        Event(Kind.CONSULTATION_BEGUN, date(2026, 4, 8)),
        Event(Kind.EXTENDED, date(2026, 5, 20), days=10),
        Event(Kind.REASONS_ASKED, date(2026, 5, 21)),
        Event(Kind.CONSULTATION_ENDED, date(2026, 5, 22)),
    ]
    clock = fold(events)
    assert clock.due == date(2026, 7, 1)
    assert [str(step) for step in clock.steps[3:]] == [
        "2026年5月20日答复期限延长10个工作日；征求意见中，所需时间结束后再计算届满之日。（条例第33条第2款）",
        "2026年5月21日要求申请人说明理由，答复期限不因此停止计算。（条例第35条）",
        "2026年4月8日至2026年5月22日征求意见所需时间不计入答复期限，顺延31个工作日，至2026年7月1日。（条例第33条第3款）",
    ]


def test_a_consultation_after_the_last_day_says_that_nothing_moves() -> None:
    events = [
        RECEIVED,
        Event(Kind.CONSULTATION_BEGUN, date(2026, 5, 6), party=Party.THIRD_PARTY),
        Event(Kind.CONSULTATION_ENDED, date(2026, 5, 20)),
    ]
    assert [str(step) for step in fold(events).steps[2:]] == [
        "2026年5月6日开始征求意见；答复期限已于2026年4月30日届满，不因此顺延。（条例第33条第3款）",
        "2026年5月20日征求意见结束；答复期限已于2026年4月30日届满，不因此顺延。（条例第33条第3款）",
    ]


def test_a_consultation_on_the_last_day_which_that_day_uses_up_says_that_nothing_moves() -> None:
    events = [RECEIVED, Event(Kind.CONSULTATION_BEGUN, date(2026, 4, 30))]
    assert str(fold(events, rules=ClockRules(first_consultation_day_counts=True)).steps[-1]) == (
        "2026年4月30日开始征求意见；答复期限已于2026年4月30日届满，不因此顺延。（条例第33条第3款）"
    )


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 4, 18), "2026年4月18日答复，超过答复期限2026年4月17日，其间没有工作日。（条例第33条第2款）"),
        (date(2026, 4, 20), "2026年4月20日答复，超过答复期限2026年4月17日，逾期1个工作日。（条例第33条第2款）"),
    ],
)
def test_a_reply_on_the_weekend_after_the_last_day_is_late_by_no_working_day(on: date, said: str) -> None:
    clock = fold([Event(Kind.RECEIVED, date(2026, 3, 19)), Event(Kind.REPLIED, on)])
    assert (clock.late, str(clock.steps[-1])) == (True, said)


def test_a_reply_after_the_day_named_for_a_delay_rests_on_the_article_of_the_delay() -> None:
    events = [
        RECEIVED,
        Event(Kind.REASONS_ASKED, date(2026, 4, 8)),
        Event(Kind.DELAY_SET, date(2026, 4, 9), until=date(2026, 6, 30)),
        Event(Kind.REPLIED, date(2026, 7, 1)),
    ]
    assert str(fold(events).steps[-1]) == "2026年7月1日答复，超过答复期限2026年6月30日，逾期1个工作日。（条例第35条）"


def test_parallel_consultations_are_told_apart_by_reference() -> None:
    def consultation(kind: Kind, day: int, reference: str) -> Event:
        return Event(kind, date(2026, 4, day), reference=reference)

    first_open = [
        RECEIVED,
        consultation(Kind.CONSULTATION_BEGUN, 8, "甲公司"),
        consultation(Kind.CONSULTATION_BEGUN, 10, "乙公司"),
        consultation(Kind.CONSULTATION_ENDED, 13, "乙公司"),
    ]
    assert fold(first_open).state is State.CONSULTING
    both_ended = [*first_open, consultation(Kind.CONSULTATION_ENDED, 20, "甲公司")]
    assert fold(both_ended).due == date(2026, 5, 15)


@pytest.mark.parametrize(
    ("reference", "kind", "code"),
    [
        ("", Kind.CONSULTATION_ENDED, "which-consultation"),
        ("丙公司", Kind.CONSULTATION_ENDED, "consultation-not-begun"),
        ("甲公司", Kind.CONSULTATION_BEGUN, "consultation-already-begun"),
    ],
)
def test_a_consultation_needs_a_reference_that_fits(reference: str, kind: Kind, code: str) -> None:
    begun = [Event(Kind.CONSULTATION_BEGUN, date(2026, 4, 8), reference=name) for name in ("甲公司", "乙公司")]
    with pytest.raises(NotAllowed) as refused:
        fold([RECEIVED, *begun, Event(kind, date(2026, 4, 10), reference=reference)])
    assert refused.value.code == code


def test_an_end_without_reference_ends_the_only_consultation_open() -> None:
    begun = Event(Kind.CONSULTATION_BEGUN, date(2026, 4, 8), reference="甲公司")
    ended = Event(Kind.CONSULTATION_ENDED, date(2026, 4, 20))
    assert fold([RECEIVED, begun, ended]).due == date(2026, 5, 15)


def test_silence_means_the_opposite_for_a_third_party_and_a_co_author() -> None:
    assert {party: party.silence for party in Party} == {
        Party.THIRD_PARTY: Silence.AGENCY_DECIDES,
        Party.CO_AUTHOR: Silence.CONSENT,
        Party.OTHER_AGENCY: None,
    }


def test_the_agency_may_name_the_end_of_a_supplement_period_and_of_a_delay() -> None:
    asked = Event(Kind.SUPPLEMENT_ASKED, date(2026, 4, 8), until=date(2026, 4, 24))
    with pytest.raises(NotAllowed, match="补正期限至2026年4月24日，2026年4月24日尚未逾期"):
        fold([RECEIVED, asked, Event(Kind.SUPPLEMENT_LAPSED, date(2026, 4, 24))])
    reasons = Event(Kind.REASONS_ASKED, date(2026, 4, 8))
    delayed = Event(Kind.DELAY_SET, date(2026, 4, 9), until=date(2026, 6, 30))
    assert fold([RECEIVED, reasons, delayed]).due == date(2026, 6, 30)
    with pytest.raises(NotAllowed) as refused:
        fold([RECEIVED, reasons, delayed._replace(until=date(2026, 4, 8))])
    assert refused.value.code == "until-before"


def test_a_supplement_asked_late_says_so_where_that_is_allowed() -> None:
    asked = Event(Kind.SUPPLEMENT_ASKED, date(2026, 4, 14))
    clock = fold([RECEIVED, asked], rules=ClockRules(supplement_asked_only_in_time=False))
    assert [str(step) for step in clock.steps[2:]] == [
        "2026年4月14日告知补正，已过告知补正的期限2026年4月13日。（条例第30条）",
        "2026年4月14日告知补正，补正前答复期限不计算；收到补正后重新起算。（条例第30条）",
    ]


def test_a_fee_notice_received_by_post_is_paid_from_its_receipt() -> None:
    sent, received = date(2026, 4, 8), date(2026, 4, 13)
    noticed = Event(Kind.FEE_NOTICED, sent, until=fee_payment_due(received, calendar=CHINA).due)
    paid = Event(Kind.FEE_PAID, date(2026, 5, 13))
    clock = fold([RECEIVED, noticed, paid])
    assert clock.due == date(2026, 6, 10)
    assert str(clock.steps[2]) == (
        "2026年4月8日通知缴纳信息处理费，缴纳期限至2026年5月13日；缴费前答复期限不计算。（处理费办法第6条）"
    )
    with pytest.raises(NotAllowed) as refused:
        fold([RECEIVED, noticed, paid._replace(on=date(2026, 5, 14))])
    assert refused.value.code == "fee-paid-late"
    with pytest.raises(NotAllowed) as refused:
        fold([RECEIVED, noticed._replace(until=date(2026, 4, 7))])
    assert refused.value.code == "until-before"


def test_a_delay_with_its_own_day_is_set_before_the_period_ends() -> None:
    reasons = Event(Kind.REASONS_ASKED, date(2026, 4, 8))
    delayed = Event(Kind.DELAY_SET, date(2026, 4, 30), until=date(2026, 6, 30))
    assert fold([RECEIVED, reasons, delayed]).due == date(2026, 6, 30)
    with pytest.raises(NotAllowed) as refused:
        fold([RECEIVED, reasons, delayed._replace(on=date(2026, 5, 6))])
    assert (refused.value.code, str(refused.value)) == (
        "delay-after-due",
        "2026年5月6日已过答复期限2026年4月30日，不能“确定延迟答复的期限”。请尽快答复。依据：条例第35条。",
    )


def test_a_delay_during_a_consultation_cannot_shorten_the_period() -> None:
    events = [
        RECEIVED,
        Event(Kind.CONSULTATION_BEGUN, date(2026, 4, 8)),
        Event(Kind.REASONS_ASKED, date(2026, 4, 9)),
        Event(Kind.DELAY_SET, date(2026, 4, 20), until=date(2026, 5, 15)),
    ]
    with pytest.raises(NotAllowed) as refused:
        fold(events)
    assert (refused.value.code, str(refused.value)) == (
        "delay-not-after-due",
        "征求意见中，所需时间算至2026年4月20日的，答复期限为2026年5月15日；延迟答复的日期2026年5月15日不晚于该日。"
        "请在现有期限内答复，或者确定更晚的合理期限。依据：条例第35条。",
    )


def test_a_delay_is_lawful_next_during_a_consultation() -> None:
    events = [RECEIVED, Event(Kind.CONSULTATION_BEGUN, date(2026, 4, 8)), Event(Kind.REASONS_ASKED, date(2026, 4, 9))]
    assert next_acts(fold(events), date(2026, 6, 30))["delay_set"] is None


def test_a_delay_with_its_own_day_stands_in_order() -> None:
    reasons = Event(Kind.REASONS_ASKED, date(2026, 4, 8))
    delayed = Event(Kind.DELAY_SET, date(2026, 4, 7), until=date(2026, 6, 30))
    with pytest.raises(NotAllowed) as refused:
        fold([RECEIVED, reasons, delayed])
    assert refused.value.code == "out-of-order"


def test_a_reply_by_courier_is_refused() -> None:
    with pytest.raises(NotAllowed) as refused:
        fold([RECEIVED, Event(Kind.REPLIED, date(2026, 4, 8), manner=Manner.COURIER)])
    assert refused.value.code == "not-postal-enterprise"


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in OPENING])
def test_nothing_happens_before_receipt(kind: Kind) -> None:
    with pytest.raises(NotAllowed) as refused:
        fold([Event(kind, date(2026, 4, 8), days=3 if kind is Kind.EXTENDED else None)])
    assert refused.value.code == "not-received"


ORDERED = Event(Kind.ORDERED, date(2026, 3, 2))


def test_a_reply_that_was_ordered_is_due_after_twenty_working_days_or_on_the_day_named() -> None:
    assert fold([ORDERED]).due == date(2026, 3, 30) == redo_due(ORDERED.on).due
    named = fold([ORDERED._replace(until=date(2026, 3, 20))])
    assert (named.due, named.received, named.state) == (date(2026, 3, 20), ORDERED.on, State.HANDLING)
    assert fold([ORDERED._replace(until=date(2026, 3, 20)), Event(Kind.REPLIED, date(2026, 3, 23))]).late
    with pytest.raises(NotAllowed) as refused:
        fold([ORDERED._replace(until=date(2026, 3, 1))])
    assert refused.value.code == "until-before"


def test_nothing_lengthens_the_period_of_an_order_but_opinions_where_it_names_no_day() -> None:
    lawful = {act.kind for act in fold([ORDERED]).lawful_next(date(2026, 3, 4)) if act.is_lawful}
    assert lawful == {
        Kind.CONSULTATION_BEGUN, Kind.REASONS_ASKED, Kind.REASONS_GIVEN, Kind.REPLIED, Kind.WITHDRAWN
    }  # fmt: skip
    for kind in (Kind.SUPPLEMENT_ASKED, Kind.EXTENDED, Kind.DELAY_SET, Kind.FEE_NOTICED):
        with pytest.raises(NotAllowed) as refused:
            fold([ORDERED, Event(kind, date(2026, 3, 4), days=5)])
        assert refused.value.code == "ordered-period-fixed"
    asked = [Event(Kind.CONSULTATION_BEGUN, date(2026, 3, 4)), Event(Kind.CONSULTATION_ENDED, date(2026, 3, 5))]
    assert fold([ORDERED, *asked]).due == date(2026, 4, 1)
    assert fold([ORDERED._replace(until=date(2026, 3, 20)), *asked]).due == date(2026, 3, 20)


def test_without_events_nothing_is_received() -> None:
    clock = fold([])
    assert (clock.state, clock.due, clock.steps) == (State.NOT_RECEIVED, None, ())


def next_acts(clock: Clock, today: date) -> dict[str, date | str | None]:
    """Put what is lawful next in one line each: the last day, None without one, or the code of the refusal."""

    def answer(act: NextAct) -> date | str | None:
        return act.until if act.refusal is None else act.refusal.code

    return {act.kind.value: answer(act) for act in clock.lawful_next(today)}


def test_what_is_lawful_next_while_handling() -> None:
    assert next_acts(fold([RECEIVED]), date(2026, 4, 8)) == {
        "received": "already-received",
        "confirmed": "already-confirmed",
        "supplement_asked": date(2026, 4, 13),
        "supplemented": "supplement-not-asked",
        "supplement_lapsed": "supplement-not-asked",
        "consultation_begun": None,
        "consultation_ended": "consultation-not-begun",
        "extended": date(2026, 4, 30),
        "reasons_asked": None,
        "reasons_given": None,
        "delay_set": "reasons-not-asked",
        "fee_noticed": date(2026, 4, 30),
        "fee_notice_received": "fee-not-noticed",
        "fee_paid": "fee-not-noticed",
        "fee_lapsed": "fee-not-noticed",
        "replied": date(2026, 4, 30),
        "withdrawn": None,
        "ordered": "ordered-while-under-way",
    }


def test_what_is_lawful_next_when_overdue() -> None:
    lawful = [act.kind for act in fold([RECEIVED]).lawful_next(date(2026, 5, 6)) if act.is_lawful]
    assert lawful == [
        Kind.CONSULTATION_BEGUN,
        Kind.REASONS_ASKED,
        Kind.REASONS_GIVEN,
        Kind.REPLIED,
        Kind.WITHDRAWN,
    ]


def test_what_is_lawful_next_while_consulting_and_paying() -> None:
    begun = [Event(Kind.CONSULTATION_BEGUN, date(2026, 4, 8), reference=name) for name in ("甲公司", "乙公司")]
    consulting = next_acts(fold([RECEIVED, *begun]), date(2026, 4, 10))
    assert (consulting["consultation_ended"], consulting["extended"]) == (None, None)
    paying = next_acts(fold([RECEIVED, Event(Kind.FEE_NOTICED, date(2026, 4, 8))]), date(2026, 4, 10))
    assert (paying["fee_paid"], paying["fee_lapsed"]) == (date(2026, 5, 9), "fee-period-not-over")


def test_what_is_lawful_next_after_reasons_were_asked() -> None:
    asked = fold([RECEIVED, Event(Kind.REASONS_ASKED, date(2026, 4, 8))])
    assert next_acts(asked, date(2026, 4, 8))["delay_set"] is None


def test_nothing_is_lawful_next_once_closed() -> None:
    closed = fold([RECEIVED, Event(Kind.REPLIED, date(2026, 4, 8))])
    assert set(next_acts(closed, date(2026, 4, 9)).values()) == {"closed"}


def test_asking_what_is_next_changes_nothing() -> None:
    clock = fold([RECEIVED])
    before = clock_as_dict(clock)
    clock.lawful_next(date(2026, 4, 8))
    assert clock_as_dict(clock) == before


def test_a_clock_becomes_plain_values() -> None:
    clock = fold([RECEIVED, Event(Kind.EXTENDED, date(2026, 4, 20), days=5)], today=date(2026, 4, 20))
    assert clock_as_dict(clock) == {
        "due": "2026-05-11",
        "provisional": False,
        "state": "handling",
        "running": True,
        "overdue": False,
        "late": False,
        "days_left": 13,
        "steps": [
            {"on": "2026-04-01", "text": "期间开始的当日不计算在内，自次日起算。", "citation": "民诉法第85条"},
            {
                "on": "2026-04-01",
                "text": "2026年4月1日收到申请，答复期限为20个工作日，至2026年4月30日。",
                "citation": "条例第33条第2款",
            },
            {
                "on": "2026-04-20",
                "text": "2026年4月20日答复期限延长5个工作日，至2026年5月11日。",
                "citation": "条例第33条第2款",
            },
        ],
    }


def test_unknown_names_and_needless_days_are_refused() -> None:
    with pytest.raises(NotAllowed, match="没有名为“延期”的事件。可用的名称：received、confirmed、") as unknown:
        event_from("延期", date(2026, 4, 8))
    assert unknown.value.code == "unknown-event"
    with pytest.raises(NotAllowed) as needless:
        event_from("supplemented", date(2026, 4, 8), 5)
    assert needless.value.code == "days-not-taken"


DAYS = st.dates(date(2020, 1, 1), date(2025, 6, 30))
FEW = st.integers(1, 20)


@st.composite
def spans(draw: st.DrawFn, first: date) -> list[Period]:
    """Draw consultations that begin in the first twenty days of a case."""
    periods = []
    for _ in range(draw(st.integers(1, 4))):
        begun = first + timedelta(draw(st.integers(0, 20)))
        periods.append(Period(begun, begun + timedelta(draw(st.integers(0, 40)))))
    return periods


def consulted(received: date, periods: list[Period]) -> Clock:
    """Fold a case with these consultations, in order of date, each by its own reference."""
    events = [Event(Kind.RECEIVED, received)]
    for number, period in enumerate(periods):
        events.append(Event(Kind.CONSULTATION_BEGUN, period.begun, reference=str(number)))
        events.append(Event(Kind.CONSULTATION_ENDED, period.ended, reference=str(number)))
    return fold(sorted(events, key=lambda event: (event.on, event.kind is Kind.CONSULTATION_ENDED)))


def counted_one_by_one(base: date, days: int, periods: list[Period]) -> date:
    """Walk the calendar day by day, as one would with a finger."""
    day = base
    while days:
        day += timedelta(1)
        if CHINA.is_working_day(day) and not any(begun <= day <= ended for begun, ended in periods):
            days -= 1
    return day


@settings(max_examples=60, deadline=None)
@given(st.data(), DAYS)
def test_consultations_move_the_date_as_counting_by_hand_does(data: st.DataObject, received: date) -> None:
    periods = data.draw(spans(received))
    due = consulted(received, periods).due
    assert due == counted_one_by_one(received, 20, periods)
    assert due == reply_due(received, calendar=CHINA, consulted=periods).due
    assert CHINA.is_working_day(due)


@settings(max_examples=60, deadline=None)
@given(st.data(), DAYS)
def test_the_order_of_parallel_consultations_does_not_matter(data: st.DataObject, received: date) -> None:
    periods = data.draw(spans(received))
    assert consulted(received, periods).due == consulted(received, data.draw(st.permutations(periods))).due


@settings(max_examples=60, deadline=None)
@given(st.data(), DAYS)
def test_together_consultations_leave_out_at_most_the_sum_of_each(data: st.DataObject, received: date) -> None:
    periods = data.draw(spans(received))
    plain = reply_due(received, calendar=CHINA).due
    together = CHINA.working_days_between(plain, reply_due(received, calendar=CHINA, consulted=periods).due)
    each = sum(CHINA.working_days_between(begun - timedelta(1), ended) for begun, ended in periods)
    assert 0 <= together <= each


@settings(max_examples=60, deadline=None)
@given(DAYS, st.integers(1, 60), st.integers(0, 60))
def test_a_consultation_after_the_last_day_moves_nothing(received: date, after: int, lasted: int) -> None:
    due = reply_due(received, calendar=CHINA).due
    begun = due + timedelta(after)
    clock = consulted(received, [Period(begun, begun + timedelta(lasted))])
    assert (clock.due, clock.running) == (due, True)


@settings(max_examples=60, deadline=None)
@given(DAYS, FEW)
def test_extending_by_n_gives_n_more_working_days(received: date, n: int) -> None:
    plain = fold([Event(Kind.RECEIVED, received)]).due
    assert plain is not None
    extended = fold([Event(Kind.RECEIVED, received), Event(Kind.EXTENDED, plain, days=n)]).due
    assert extended is not None
    assert CHINA.working_days_between(plain, extended) == n
    assert CHINA.is_working_day(extended)


@settings(max_examples=60, deadline=None)
@given(DAYS, FEW, st.integers(0, 5), st.integers(0, 60))
def test_a_restart_forgets_what_came_before(received: date, n: int, asked_after: int, waited: int) -> None:
    asked = CHINA.add_working_days(received, asked_after)
    supplemented = asked + timedelta(waited)
    clock = fold(
        [
            Event(Kind.RECEIVED, received),
            Event(Kind.EXTENDED, received, days=n),
            Event(Kind.CONSULTATION_BEGUN, received),
            Event(Kind.CONSULTATION_ENDED, asked),
            Event(Kind.SUPPLEMENT_ASKED, asked),
            Event(Kind.SUPPLEMENTED, supplemented),
        ]
    )
    assert clock.due == reply_due(supplemented, calendar=CHINA).due


def test_a_consultation_needs_no_more_time_than_the_opinion_was_given() -> None:
    begun = Event(Kind.CONSULTATION_BEGUN, date(2026, 4, 8))
    noted = Event(Kind.CONSULTATION_ENDED, date(2026, 5, 29), until=date(2026, 4, 30))
    assert fold([RECEIVED, begun, noted]).due == fold([RECEIVED, begun, noted._replace(on=date(2026, 4, 30))]).due
    for wrong in (date(2026, 4, 7), date(2026, 5, 30)):
        with pytest.raises(NotAllowed) as refused:
            fold([RECEIVED, begun, noted._replace(until=wrong)])
        assert refused.value.code == "opinion-period-wrong"


def test_what_is_settled_is_not_judged_again_and_what_comes_after_it_is():
    late = [RECEIVED, Event(Kind.SUPPLEMENT_ASKED, date(2026, 4, 24))]
    with pytest.raises(NotAllowed, match="已过告知补正的期限"):
        fold(late, settled=1)
    assert fold(late, settled=2).state is State.AWAITING_SUPPLEMENT
