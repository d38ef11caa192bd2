"""Synthetic reports with known truth and known faults, for tests, benchmarks and trials.

Everything follows from a seed: the same seed gives the same bytes. Agencies are drawn one after
another, each with reports on some years in a row whose figures carry over. Not here: what is in a
report (`agencies`), what its document looks like (`layouts`), how figures go wrong (`faults`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count as numbers
from itertools import islice
from random import Random
from typing import Any, NamedTuple

from gongkai.report.figures import figures
from gongkai.report.synth.agencies import Agency, reports_of
from gongkai.report.synth.faults import Fault, inject
from gongkai.report.synth.layouts import LAYOUTS, Layout, layout_for, layouts_in, with_quirks

__all__ = ["LAYOUTS", "Fault", "Layout", "Synthetic", "layouts_in", "synthesise"]


class Synthetic(NamedTuple):
    """A document and what is known of it.

    `truth` is what the document says, a fault included, as `gongkai report figures --json` gives it.
    """

    name: str
    data: bytes
    truth: dict[str, Any]
    layout: str
    quirks: tuple[str, ...] = ()
    fault: Fault | None = None

    def as_dict(self, file: str) -> dict[str, Any]:
        """Give the line of the manifest, for the document as written to a file."""
        faults = [] if self.fault is None else [self.fault.as_dict()]
        return {"file": file, "layout": self.layout, "quirks": list(self.quirks), "truth": self.truth, "faults": faults}


def synthesise(count: int, seed: int, faults: float = 0.0, layouts: Sequence[Layout] = LAYOUTS) -> Iterator[Synthetic]:
    """Give so many documents in these layouts; a share of them (0 to 1) has one wrong figure."""
    return islice(_endless(seed, faults, layouts), count)


def _endless(seed: int, faults: float, layouts: Sequence[Layout]) -> Iterator[Synthetic]:
    for number in numbers(1):
        # Each agency draws from a source of its own, so that what one draws never shifts the next.
        random = Random(f"{seed}/{number}")
        agency = Agency.draw(random, number)
        layout = layout_for(random, layouts)
        for report in reports_of(agency, random):
            shown, quirks = with_quirks(report, layout, random)
            fault = None
            if random.random() < faults:
                shown, fault = inject(shown, random)
            name = f"{number:07}-{report.year}{layout.ending}"
            yield Synthetic(name, layout.write(shown, random), figures(shown), layout.name, quirks, fault)
