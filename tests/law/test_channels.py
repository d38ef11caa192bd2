from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.channels import CHANNELS, Channel, receipt
from gongkai.law.errors import NotAllowed, NotInForce

ARRIVED, CONFIRMED = date(2026, 3, 2), date(2026, 3, 4)


def test_every_channel_has_its_rule_and_name() -> None:
    assert {channel: str(channel.label) for channel in Channel} == {
        Channel.COUNTER: "当面提交",
        Channel.SIGNED_MAIL: "邮寄（签收）",
        Channel.ORDINARY_LETTER: "平常信函（无需签收）",
        Channel.INTERNET: "互联网",
        Channel.FAX: "传真",
        Channel.ORAL: "口头代填",
    }
    assert set(CHANNELS) == set(Channel)


def test_letters_internet_and_fax_need_confirmation_and_nothing_else_does() -> None:
    assert {channel for channel in Channel if channel.needs_confirmation} == {
        Channel.ORDINARY_LETTER,
        Channel.INTERNET,
        Channel.FAX,
    }


@pytest.mark.parametrize("channel", [Channel.COUNTER, Channel.SIGNED_MAIL, Channel.ORAL])
def test_receipt_is_the_day_it_came_in(channel: Channel) -> None:
    assert receipt(channel, arrived=ARRIVED).on == ARRIVED


@pytest.mark.parametrize("channel", [Channel.ORDINARY_LETTER, Channel.INTERNET, Channel.FAX])
def test_receipt_is_the_day_of_confirmation(channel: Channel) -> None:
    assert receipt(channel, arrived=ARRIVED).on is None
    assert receipt(channel, arrived=ARRIVED, confirmed=CONFIRMED).on == CONFIRMED


@pytest.mark.parametrize("channel", Channel)
def test_no_channel_has_a_rule_before_the_regulation_was_revised(channel: Channel) -> None:
    assert receipt(channel, arrived=date(2019, 5, 15)).step.on == date(2019, 5, 15)
    with pytest.raises(NotInForce):
        receipt(channel, arrived=date(2019, 5, 14))


def test_receipt_says_why() -> None:
    assert str(receipt(Channel.SIGNED_MAIL, arrived=ARRIVED).step) == (
        "2026年3月2日行政机关签收邮寄的申请，签收之日为收到申请之日。（条例第31条第2项）"
    )
    assert str(receipt(Channel.FAX, arrived=ARRIVED).step) == (
        "2026年3月2日申请到达（传真），待与申请人确认后起算。（条例第31条第3项）"
    )


def test_confirmation_is_refused_where_the_day_is_already_fixed() -> None:
    with pytest.raises(NotAllowed) as refused:
        receipt(Channel.COUNTER, arrived=ARRIVED, confirmed=CONFIRMED)
    assert refused.value.code == "confirmation-not-needed"


def test_confirmation_cannot_come_before_arrival() -> None:
    with pytest.raises(NotAllowed) as refused:
        receipt(Channel.INTERNET, arrived=CONFIRMED, confirmed=ARRIVED)
    assert refused.value.code == "confirmed-before-arrival"
