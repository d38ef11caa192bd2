"""Reading how an agency words its reports."""

from __future__ import annotations

from typing import Any

from gongkai.agencies.models import Agency
from gongkai.filings.models import Wording


def wordings(agency: Agency) -> dict[str, str]:
    """Give the sentences an agency has its own words for, by code."""
    return dict(Wording.objects.standing().filter(agency=agency).values_list("sentence", "text"))


def history(agency: Agency, sentence: str) -> Any:
    """Give all the words an agency has had for a sentence, the newest first."""
    rows = Wording.objects.filter(agency=agency, sentence=sentence)
    return rows.select_related("officer").order_by("-pk")
