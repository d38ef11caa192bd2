"""Real reports, taken in as a collector takes them in, confirmed, and rolled up: the figures are the verified ones.

They lie beside the repository, where they are at hand (`.ci/run` says the same of the command).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.casework import actor
from tests.county import County, county

from gongkai.agencies.models import Agency, Kind
from gongkai.agencies.services import add_member
from gongkai.filings.models import Scope, Upload
from gongkai.filings.outside import services
from gongkai.filings.rolling.adding import rolled_up
from gongkai.journal.actor import SYSTEM
from gongkai.report.figures import figures

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
FILES = [
    pytest.param(case.parent, file, id=f"{case.parent.name}-{file.name}")
    for case in sorted(CORPUS.glob("*/truth.json"))
    for file in (*sorted(case.parent.glob("original.*")), *sorted((case.parent / "variants").iterdir()))
    if file.suffix != ".doc"  # reports from outside are taken in as the formats that need no other program
]
TABLES = ("proactive", "requests", "reviews")

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FILES, reason="the verified reports do not lie beside the repository"),
]


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    return county("supervisor", "head")


@pytest.mark.parametrize(("case", "file"), FILES or [pytest.param(None, None)])
def test_a_real_report_is_uploaded_confirmed_and_rolled_up_as_it_was_verified(made, case, file):
    truth: dict[str, Any] = json.loads((case / "truth.json").read_text(encoding="utf-8"))
    year, name = truth["year"], truth["agency"]
    member = Agency.objects.filter(name=name).first()
    if member is None:
        member = Agency(name=name, kind=Kind.DEPARTMENT, region=made.region, parent=made.government)
        member.save()
    add_member(made.office, member, year=year, by=SYSTEM)
    client = Client()
    client.force_login(made.officers["supervisor"])
    sent = {
        "agency": member.pk,
        "year": year,
        "scope": "unit",
        "file": SimpleUploadedFile(file.name, file.read_bytes()),
    }
    assert client.post("/desk/filings/outside/new/", sent).status_code == 302
    upload = Upload.objects.get()
    shown = client.get(f"/desk/filings/outside/{upload.pk}/")
    assert shown.status_code == 200
    services.confirm(upload, reason="已与原件核对", by=actor(made, "supervisor"))
    rolled = rolled_up(made.government, year, Scope.LEVEL)
    found = figures(rolled.report)
    if truth["identities_broken"]:
        assert any(member.name in each.message.text() for each in rolled.findings)
    else:
        assert {each: found[each] for each in TABLES} == {each: truth[each] for each in TABLES}
