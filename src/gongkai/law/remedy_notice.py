"""What a reply must tell about remedies (救济告知): the right, the forum by name, the periods.

Where one of the three is left out, the time to challenge the reply grows to a year (复议法第20条第3款);
where reconsideration must come first, the reply says so and offers no suit beside it. The words only;
the letter around them, and the addresses, are for whoever writes the letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from gongkai.law.citation import Citation, cite, cites
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.law.outcomes import DEFAULTS, OutcomeSettings, reconsideration_required
from gongkai.law.periods import PERIODS
from gongkai.law.remedies import Agency, forum


class RemedyNotice(NamedTuple):
    """The paragraph for the letter, whether reconsideration comes first, and the provisions it rests on."""

    message: Message
    reconsideration_first: bool
    citations: tuple[Citation, ...]


REPLY, NOTICE, DECISION = Message("本答复"), Message("本告知"), Message("本决定")
"""What a letter calls what it tells, and what its reader may challenge."""

_A_COURT = Message("有管辖权的人民法院")
_FIRST = Message(
    "如不服{act}，应当自收到之日起{days}日内先向{forum}申请行政复议{online}；对复议决定不服的，"
    "可自收到复议决定书之日起{after}日内向{court}提起行政诉讼。"
)
_EITHER = Message(
    "如不服{act}，可自收到之日起{days}日内向{forum}申请行政复议{online}，"
    "或者自收到之日起{months}个月内向{court}提起行政诉讼。"
)
_ONLINE = Message("（线上渠道：{online}）")
_OR = Message("{listed}或者{next}")


@cites("复议法第20条第3款", "复议法第22条第2款", "复议法第23条第2款")
def remedy_notice(
    code: str,
    agency: Agency,
    *,
    on: date,
    grounds: Sequence[str] = (),
    court: str = "",
    served_online: bool = False,
    online: str = "",
    act: Message = REPLY,
    settings: OutcomeSettings = DEFAULTS,
) -> RemedyNotice:
    """Give the paragraph on remedies of a reply of an outcome, made by an agency on a day.

    `online` is where reconsideration can be sought on the internet; a reply served online must name it. `act` is what
    the letter calls itself.
    Raises NotAllowed where the forum or that place is not known, or the grounds of a partial disclosure.

    >>> from gongkai.law.remedies import AgencyKind
    >>> bureau = Agency("某县教育局", AgencyKind.LOCAL_DEPARTMENT, government="某县人民政府")
    >>> print(remedy_notice("DENY_4", bureau, on=date(2026, 3, 2)).message)
    如不服本答复，应当自收到之日起60日内先向某县人民政府申请行政复议；对复议决定不服的，可自收到复议决定书之日起15日内向有管辖权的人民法院提起行政诉讼。
    """
    if served_online and not online:
        raise remedy_channel_missing()
    prerequisite = reconsideration_required(code, on=on, grounds=grounds, settings=settings)
    first = bool(prerequisite.required)
    heard = forum(agency, on=on)
    named: Message | str = heard.agencies[0]
    for other in heard.agencies[1:]:
        named = Message(_OR.template, listed=named, next=other)
    apply, suit = (
        PERIODS[period].length.on(on) for period in ("T_RECON_APPLY", "T_SUIT_AFTER" if first else "T_SUIT_DIRECT")
    )
    message = Message(
        (_FIRST if first else _EITHER).template,
        act=act,
        days=apply.value,
        forum=named,
        online=Message(_ONLINE.template, online=online) if online else "",
        court=court or _A_COURT,
        **{"after" if first else "months": suit.value},
    )
    rests_on = [apply.citation, heard.step.citation, *(step.citation for step in prerequisite.steps), suit.citation]
    return RemedyNotice(message, first, tuple(dict.fromkeys(each for each in rests_on if each is not None)))


@cites("复议法第22条第2款")
def remedy_channel_missing() -> NotAllowed:
    """Give the refusal of a reply served online that does not say where reconsideration is sought online."""
    return NotAllowed(
        "remedy-channel-missing",
        Message("通过互联网送达答复的，应当同时提供提交行政复议申请书的互联网渠道，现在没有写明。"),
        hint=Message("请写明复议机关接受申请的网址或者平台。"),
        citation=cite("复议法第22条第2款"),
    )
