"""A year compiled from a million applications, against one bare GROUP BY over the rows that it counts.

Of the whole county, which has the million, and of one agency among them. The bare questions are put to the same
indexes, and ask nothing of tables II and IV: one counts the rows, the other tells apart what table III does, as one
would write it by hand. `python -m bench.compiling` does it in the site that `GONGKAI_DATA` names, and prints the median
seconds.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

from bench import cases, site

YEAR = 2024
ROUNDS = 31
_BARE = """
    SELECT kind, outcome, {counts} FROM applications_application
    WHERE agency_id IN ({agencies}) AND received_on <= :last AND (closed_on IS NULL OR closed_on >= :first)
    GROUP BY kind, outcome
"""
_TABLE_THREE = """
    sum(received_on >= :first), sum(received_on < :first),
    sum(closed_on <= :last), sum(closed_on IS NULL OR closed_on > :last)
"""


class Took(NamedTuple):
    """The seconds that the figures of a year take, that counting the rows takes, and telling table III's apart."""

    ours: float
    rows: float
    table: float


@cache
def compiled() -> Mapping[str, Took]:
    """Give what compiling takes: of the county, of an agency."""
    folder, _cookie = cases.filled()[cases.MANY]
    command = [sys.executable, "-m", "bench.compiling"]
    made = subprocess.run(command, env=site.environ_of(folder), check=True, stdout=subprocess.PIPE)
    return {name: Took(*took) for name, took in json.loads(made.stdout).items()}


def compile_year() -> None:
    """Compute the figures, and ask the bare questions, in turn; print the median seconds of each."""
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

    def took(agencies: Sequence[Any]) -> Took:
        keys = [each.pk for each in agencies]
        within = ", ".join(map(str, keys))
        rows, table = (_BARE.format(counts=counts, agencies=within) for counts in ("count(*)", _TABLE_THREE))
        span = {"first": f"{YEAR}-01-01", "last": f"{YEAR}-12-31"}
        works: Sequence[Callable[[], object]] = (
            lambda: compute(keys, agencies, edition, YEAR, on=on),
            lambda: bare.execute(rows, span).fetchall(),
            lambda: bare.execute(table, span).fetchall(),
        )
        compute(keys, agencies, edition, YEAR, on=on)
        times = [[_seconds(work) for work in works] for _ in range(ROUNDS)]
        return Took(*map(median, zip(*times)))

    county = list(Agency.objects.all())
    agency = next(each for each in county if each.kind == Kind.DEPARTMENT)
    print(json.dumps({"county": took(county), "agency": took([agency])}))


def _seconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


if __name__ == "__main__":
    compile_year()
