"""Annual reports that were signed, as rows, for tests of what is done with them: the figures of a real one of 2020."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from typing import Any

from gongkai.agencies.models import Agency, Officer
from gongkai.cli.report.demo import SAMPLE
from gongkai.filings.models import Filing, Scope, Version
from gongkai.report.model import Report
from gongkai.report.reading import read_path
from gongkai.report.writers.json import write_json

FIRST_AT = datetime(2021, 1, 26, 1, 30, tzinfo=UTC)
TITLE = "桓台县科技局2020年政府信息公开工作年度报告"


@cache
def sample() -> Report:
    """Give the report of the bureau of science for 2020, as it was published."""
    return replace(read_path(SAMPLE)[0], title=TITLE)


def signed(
    agency: Agency, *, number: int = 1, at: datetime | None = FIRST_AT, scope: str = Scope.UNIT, **values: Any
) -> Version:
    """Give a version of the report of an agency for 2020, published at a moment, or not with None."""
    filing, _made = Filing.objects.get_or_create(agency=agency, year=values.pop("year", 2020), scope=scope)
    text = write_json(values.pop("report", sample())).decode()
    made: Version = Version.objects.create(
        filing=filing,
        number=number,
        report=text,
        digest=sha256(text.encode()).hexdigest(),
        officer=Officer.objects.first(),
        signed_at=at or FIRST_AT,
        published_at=at,
        **values,
    )
    return made
