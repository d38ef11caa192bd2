"""The roll-up of a government with thousands of members, whose signed reports lie in the database.

`python -m bench.rolling` makes them in a site of its own, each with figures of its own, adds them up as the live page
does, and prints the median seconds, and of them those that the database takes to give the bare figures.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from bench import site

MEMBERS = 3_000
YEAR = 2023
_ROUNDS = 5
_AT = datetime(2024, 1, 20, 8, tzinfo=UTC)


def rolled() -> tuple[float, float]:
    """Give the median seconds of a roll-up from the database, and of reading its figures alone."""
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        command = [sys.executable, "-m", "bench.rolling"]
        done = subprocess.run(command, env=site.environ_of(Path(folder)), check=True, stdout=subprocess.PIPE)
    ours, bare = json.loads(done.stdout)
    return ours, bare


def measure() -> None:
    """Make the members, add them up, print what it took."""
    import django

    django.setup()
    from django.core.management import call_command

    from gongkai.filings.models import Scope, Version
    from gongkai.filings.rolling.adding import rolled_up

    call_command("migrate", verbosity=0)
    government = _filled()

    def ours() -> None:
        made = rolled_up(government, YEAR, Scope.REGION)
        assert made.made.is_whole, made.findings[:3]
        assert len(made.members) == MEMBERS + 1
        assert len(made.numbers) == 200

    def bare() -> None:
        assert len(list(Version.objects.values_list("figures", flat=True))) == MEMBERS + 1

    ours()
    bare()
    took = [(_seconds(ours), _seconds(bare)) for _ in range(_ROUNDS)]
    print(json.dumps([median(each) for each in zip(*took)]))


def _seconds(work: Any) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def _filled() -> Any:
    """Make a government with its office and its members, each with a report that was signed and accepted."""
    from gongkai.agencies.models import Agency, Kind, Level, Membership, Officer, Region
    from gongkai.filings.models import Filing, Submission, Version

    random = Random(2023)
    region = Region(code="370000", name="山东省", level=Level.PROVINCE)
    region.save()
    government = Agency(name="山东省人民政府", kind=Kind.GOVERNMENT, region=region)
    government.save()
    office = Agency(name="山东省人民政府办公厅", kind=Kind.GENERAL_OFFICE, region=region, parent=government)
    office.save()
    officer = Officer(username="bench", name="bench")
    officer.save()
    Agency.objects.bulk_create(
        Agency(
            name=f"示范{number}局", kind=Kind.DEPARTMENT, region=region, parent=government,
            lineage=f"{government.lineage}{number + 100}/",
        )
        for number in range(MEMBERS)
    )  # fmt: skip
    members = list(Agency.objects.filter(kind=Kind.DEPARTMENT))
    Membership.objects.bulk_create(Membership(collector=office, member=each, year=YEAR) for each in members)
    Filing.objects.bulk_create(Filing(agency=each, year=YEAR, stage="signed") for each in [office, *members])
    Version.objects.bulk_create(
        Version(
            filing=each, number=1, report="{}" * 18_000, digest="0" * 64, figures=_figures(random), officer=officer,
            signed_at=_AT,
        )
        for each in Filing.objects.all()
    )  # fmt: skip
    Submission.objects.bulk_create(
        Submission(
            version_signed=each, collector=office, receipt=f"示范{each.pk}", state=Submission.State.ACCEPTED,
            officer=officer, at=_AT,
        )
        for each in Version.objects.exclude(filing__agency=office).defer("report", "figures")
    )  # fmt: skip
    return government


def _figures(random: Random) -> dict[str, str]:
    """Give the figures of a report that adds up: some applications of natural persons, granted; a fee."""
    from gongkai.report.edition import edition_for

    edition = edition_for(YEAR)
    assert edition is not None
    figures = {
        f"{spec.id}.{row.id}.{column.id}": "0"
        for spec in edition.tables
        for row in spec.rows
        for column in spec.columns_of[row.id]
    }
    done, upheld = random.randrange(2_000), random.randrange(90)
    for row in ("new", "granted", "total"):
        figures |= {f"applications.{row}.{column}": str(done) for column in ("natural", "total")}
    figures |= {f"remedies.reconsideration.{column}": str(upheld) for column in ("upheld", "total")}
    figures["proactive.licences.decisions"] = str(random.randrange(9_000))
    figures["proactive.administrative_charges.fees"] = f"{random.randrange(10**6) / 100:.2f}"
    return figures


if __name__ == "__main__":
    measure()
