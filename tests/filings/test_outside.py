"""Reports from outside: uploaded, read, put right and confirmed by a person; what counts and what does not."""

from __future__ import annotations

import pytest
from django.utils.timezone import now
from tests.county import County, county

from gongkai.agencies import services as agencies
from gongkai.filings.models import Scope, Upload
from gongkai.filings.outside import selectors
from gongkai.journal.actor import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    made = county()
    for member in (made.township, made.water):
        agencies.add_member(made.office, member, year=2025, by=SYSTEM)
    return made


def _row(made: County, **values: object) -> Upload:
    officer = made.officers["supervisor"]
    given = {"agency": made.township, "year": 2025, "name": "年报.docx", "officer": officer, "at": now(), **values}
    return Upload.objects.create(report="", digest="", **given)


def test_of_a_member_what_is_confirmed_and_stands_counts(made):
    confirmed = {"confirmed_at": now(), "confirmed_by": made.officers["supervisor"]}
    _row(made, **confirmed, ended_at=now())
    _row(made, agency=made.science, **confirmed)  # no member
    _row(made, year=2024, **confirmed)
    waiting = _row(made)
    assert selectors.confirmed_for(made.office, 2025) == {}
    assert selectors.waiting_for(made.office, 2025) == {made.township.pk: waiting}
    unit = _row(made, **confirmed)
    assert selectors.confirmed_for(made.office, 2025) == {made.township.pk: unit}
    region = _row(made, scope=Scope.REGION, **confirmed)
    assert selectors.confirmed_for(made.office, 2025) == {made.township.pk: region}
    assert set(selectors.confirmed_of(made.township, 2025)) == {unit, region}
