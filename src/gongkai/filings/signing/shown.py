"""What the page of a report shows of its way to the public: where it stands, who is next, versions and opinions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from gongkai.agencies.rules import may_edit_agency
from gongkai.filings.gating import Gate
from gongkai.filings.lifecycle import Stage
from gongkai.filings.models import Filing
from gongkai.filings.signing.selectors import public_of
from gongkai.filings.signing.steps import due_of, obstacles, steps_of
from gongkai.ui.desk import Due


def chain_of(filing: Filing, found: Gate, officer: Any, on: date) -> dict[str, Any]:
    """Give what the templates of this package show on the page of a report."""
    public, due = public_of(filing), due_of(filing)
    opinions = list(filing.opinions.select_related("officer", "stands_for").order_by("-pk"))
    stands_back = filing.stage in (Stage.COMPILING, Stage.FROZEN)  # only what is returned or amended comes here again
    return {
        "steps": steps_of(filing, on),
        "obstacles": obstacles(filing, found, on),
        "versions": filing.versions.select_related("officer").order_by("-number"),
        "public": public,
        "opinions": opinions,
        "sent_back": opinions[0] if opinions and stands_back else None,
        "due": due,
        "due_left": Due("", reverse("filings:detail", args=[filing.pk]), due.due) if due and public is None else None,
        "may_set_practice": may_edit_agency(officer, filing.agency, on),
        "on": on,
    }
