"""How often a sender may send which form in so many seconds: at the page and by the API alike, counted together."""

from __future__ import annotations

from typing import TypedDict


class Turns(TypedDict):
    """So many times in so many seconds."""

    times: int
    seconds: int


APPLY: Turns = {"times": 60, "seconds": 3600}
TRACK: Turns = {"times": 10, "seconds": 600}
SUPPLEMENT: Turns = {"times": 20, "seconds": 3600}
REASONS: Turns = {"times": 20, "seconds": 3600}
WITHDRAW: Turns = {"times": 20, "seconds": 3600}
SEARCH: Turns = {"times": 240, "seconds": 60}
