from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.law.delivery import DeliveryRules, Manner, Moment, reply
from gongkai.law.errors import NotAllowed

CASES = tomllib.loads((Path(__file__).parent / "cases" / "service.toml").read_text("utf-8"))["case"]
SENT, ARRIVED, SIGNED = date(2026, 3, 30), date(2026, 3, 31), date(2026, 4, 2)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_the_day_that_counts_as_the_reply(case: dict[str, Any]) -> None:
    days: dict[str, Any] = {each.value: case.get(each.value) for each in Moment}
    if "refused" in case:
        with pytest.raises(NotAllowed) as refused:
            reply(Manner(case["manner"]), **days)
        assert refused.value.code == case["refused"]
        return
    served = reply(Manner(case["manner"]), **days)
    assert (served.on if served else None) == case.get("replied")


@pytest.mark.parametrize(
    ("manner", "counts"),
    [
        (Manner.DIRECT, SIGNED),
        (Manner.ENTRUSTED, SIGNED),
        (Manner.POST, SENT),
        (Manner.ELECTRONIC, ARRIVED),
    ],
)
def test_of_several_days_known_the_one_of_the_manner_counts(manner: Manner, counts: date) -> None:
    served = reply(manner, sent=SENT, arrived=ARRIVED, signed=SIGNED)
    assert served is not None
    assert served.on == counts


def test_the_moment_of_electronic_service_is_a_setting() -> None:
    served = reply(Manner.ELECTRONIC, sent=SENT, arrived=ARRIVED, rules=DeliveryRules(electronic=Moment.SENT))
    assert served is not None
    assert served.on == SENT


@pytest.mark.parametrize("manner", [Manner.DIRECT, Manner.ENTRUSTED, Manner.ELECTRONIC])
def test_a_reply_sent_but_not_arrived_is_no_reply_yet(manner: Manner) -> None:
    assert reply(manner, sent=SENT) is None


def test_a_courier_is_not_the_postal_enterprise() -> None:
    with pytest.raises(NotAllowed) as refused:
        reply(Manner.COURIER, sent=SENT, signed=SIGNED)
    assert refused.value.code == "not-postal-enterprise"
    assert str(refused.value) == (
        "快递企业寄送不能作为邮寄送达：答复应当通过邮政企业寄送。"
        "请改交邮政企业寄送，或者采用其他送达方式。依据：送达解释。"
    )


def test_the_step_says_which_day_counted() -> None:
    served = reply(Manner.POST, sent=SENT)
    assert served is not None
    assert str(served.step) == "2026年3月30日答复交邮政企业寄送，交邮之日为答复之日。（送达解释）"


def test_every_manner_and_moment_has_a_name() -> None:
    assert [str(manner.label) for manner in Manner] == [
        "直接送达",
        "委托送达",
        "邮寄送达",
        "快递企业寄送",
        "电子送达",
    ]
    assert [str(moment.label) for moment in Moment] == ["发出之日", "到达之日", "签收之日"]
