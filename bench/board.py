"""The board of a county office that collects the reports of its members: the time its page takes on the server.

Each list has a year of its own, with members in every state: `python -m bench.board` makes them in a site of its own,
asks for the page as an officer who is signed in, and prints the median milliseconds by the number of members.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from bench import site

LISTS = {1: 2021, 3: 2022, 100: 2023}
"""The year whose list has how many members."""
_ROUNDS = 9
_AT = datetime(2024, 1, 20, 8, tzinfo=UTC)


def shown() -> Mapping[int, float]:
    """Give the median milliseconds that the board takes, by the number of members."""
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        command = [sys.executable, "-m", "bench.board"]
        done = subprocess.run(command, env=site.environ_of(Path(folder)), check=True, stdout=subprocess.PIPE)
    return {int(members): took for members, took in json.loads(done.stdout).items()}


def measure() -> None:
    """Make the lists, ask for each board, print what it took."""
    import django
    from django.conf import settings

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    django.setup()
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    officer, collector = _filled()
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(officer, backend=settings.AUTHENTICATION_BACKENDS[0])
    took = {}
    for members, year in LISTS.items():
        address = f"/desk/filings/board/{collector}/{year}/"
        times = []
        for _ in range(_ROUNDS):
            begun = perf_counter()
            answer = client.get(address)
            times.append((perf_counter() - begun) * 1e3)
            assert answer.status_code == 200, answer.status_code
        assert answer.content.count(b'<th scope="row"') == members
        took[members] = median(times)
    print(json.dumps(took))


def _filled() -> tuple[Any, int]:
    """Make the agencies and their lists, and give who collects: the officer, and the key of the agency."""
    from gongkai.agencies.models import Agency, Duty, Kind, Level, Membership, Officer, Post, Region

    region = Region(code="370321", name="桓台县", level=Level.COUNTY)
    region.save()
    office = Agency(name="桓台县人民政府办公室", kind=Kind.GENERAL_OFFICE, region=region)
    office.save()
    officer = Officer(username="bench", name="bench")
    officer.save()
    Post(officer=officer, agency=office, duty=Duty.OFFICE_HEAD, from_on=date(2020, 1, 1)).save()
    bureaus = []
    for number in range(max(LISTS)):
        bureaus.append(Agency(name=f"示范{number}局", kind=Kind.DEPARTMENT, region=region, phone="0533-8210000"))
        bureaus[-1].save()
    for members, year in LISTS.items():
        listed = bureaus[:members]
        Membership.objects.bulk_create([Membership(collector=office, member=each, year=year) for each in listed])
        _report(office, listed, year, officer)
    return officer, office.pk


def _report(office: Any, members: list[Any], year: int, officer: Any) -> None:
    """Bring each member to a state, one after another; what is signed has the figures and findings of a report."""
    from gongkai.filings.models import Chase, Filing, Submission, Version
    from gongkai.report.edition import edition_for

    edition = edition_for(year)
    assert edition is not None
    figures = {
        f"{spec.id}.{row.id}.{column.id}": "0"
        for spec in edition.tables
        for row in spec.rows
        for column in spec.columns_of[row.id]
    }
    stages = ("compiling", "reviewing", "signed", "published")
    filings = [Filing(agency=each, year=year, stage=stages[place % 4]) for place, each in enumerate(members)]
    Filing.objects.bulk_create(filings)
    versions = [
        Version(
            filing=each, number=number, report="{}" * 20_000, digest="0" * 64, figures=figures,
            checks=[{"code": "x"}] * 5, officer=officer, signed_at=_AT, published_at=_AT,
        )
        for each in filings
        for number in (1, 2)
    ]  # fmt: skip
    Version.objects.bulk_create(versions)
    Submission.objects.bulk_create(
        Submission(
            version_signed=each, collector=office, receipt=f"NB{year}-{place}", officer=officer, at=_AT,
            state=Submission.State.values[place % 3],
        )
        for place, each in enumerate(versions)
        if place % 8 < 6
    )  # fmt: skip
    Chase.objects.bulk_create(
        Chase(collector=office, member=each, year=year, told=2, officer=officer, at=_AT) for each in members
    )


if __name__ == "__main__":
    measure()
