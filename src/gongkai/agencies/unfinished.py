"""What an agency has not finished: contexts say how much of theirs. Nobody could go on with it once it is gone."""

from __future__ import annotations

from collections.abc import Callable

from gongkai.agencies.models import Agency
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message

Counter = Callable[[Agency], Message | None]
"""Says what of an agency is under way, with how many there are, or None where nothing is."""

_COUNTERS: dict[str, Counter] = {}


def register(counter: Counter) -> None:
    """Have something counted before an agency is dissolved."""
    _COUNTERS[f"{counter.__module__}.{counter.__qualname__}"] = counter


# [推导] “谁收到、谁处理”: what was received is answered, and once its posts have ended an agency answers nothing.
def require_finished(agency: Agency) -> None:
    """Refuse to dissolve an agency while something of it is under way."""
    found = [told for counter in _COUNTERS.values() if (told := counter(agency)) is not None]
    if found:
        raise NotAllowed(
            "agency-has-work",
            Message(
                "“{agency}”还有没有办结的：{found}。撤销以后，它的任职随之结束，没有人能办理。",
                agency=agency.name,
                found=found,
            ),
            hint=Message("请先办结，再登记撤销，日期填实际撤销之日；承接职权的机关可以现在就登记。"),
            citation=cite("机构改革解释"),
        )
