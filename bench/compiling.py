"""A year compiled from a million applications, against one bare GROUP BY over the rows that it counts.

Of the whole county, which has the million, and of one agency among them; the bare question is put to the same indexes,
and asks nothing of tables II and IV. `python -m bench.compiling` does it in the site that `GONGKAI_DATA` names, and
prints the median seconds.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from statistics import median
from time import perf_counter
from typing import Any

from bench import cases, site

YEAR = 2024
ROUNDS = 31
_BARE = """
    SELECT kind, outcome, count(*) FROM applications_application
    WHERE agency_id IN ({}) AND received_on <= ? AND (closed_on IS NULL OR closed_on >= ?)
    GROUP BY kind, outcome
"""


def compiled() -> Mapping[str, tuple[float, float]]:
    """Give the seconds that the figures of a year take, and those of the bare question: of the county, of an agency."""
    folder, _cookie = cases.filled()[cases.MANY]
    command = [sys.executable, "-m", "bench.compiling"]
    made = subprocess.run(command, env=site.environ_of(folder), check=True, stdout=subprocess.PIPE)
    return {name: (ours, theirs) for name, (ours, theirs) in json.loads(made.stdout).items()}


def compile_year() -> None:
    """Compute the figures, and ask the bare question, in turn; print the median seconds of each."""
    import sqlite3

    import django

    django.setup()
    from django.conf import settings

    from gongkai.agencies.models import Agency, Kind
    from gongkai.filings.computing import compute
    from gongkai.report.edition import edition_for

    edition, on = edition_for(YEAR), date(YEAR + 1, 1, 10)
    assert edition is not None
    bare = sqlite3.connect(settings.DATABASES["default"]["NAME"])

    def took(agencies: Sequence[Any]) -> tuple[float, float]:
        keys = [each.pk for each in agencies]
        question = _BARE.format(", ".join("?" * len(keys)))
        span = (*keys, f"{YEAR}-12-31", f"{YEAR}-01-01")
        compute(keys, agencies, edition, YEAR, on=on)
        times = [
            (
                _seconds(lambda: compute(keys, agencies, edition, YEAR, on=on)),
                _seconds(lambda: bare.execute(question, span).fetchall()),
            )
            for _ in range(ROUNDS)
        ]
        ours, theirs = map(median, zip(*times))
        return ours, theirs

    county = list(Agency.objects.all())
    agency = next(each for each in county if each.kind == Kind.DEPARTMENT)
    print(json.dumps({"county": took(county), "agency": took([agency])}))


def _seconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


if __name__ == "__main__":
    compile_year()
