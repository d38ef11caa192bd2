"""What the page of a report shows of its way to the public: where it stands, who is next, versions and opinions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from gongkai.agencies.rules import may_edit_agency
from gongkai.filings.gating import Gate
from gongkai.filings.models import Filing
from gongkai.filings.signing.selectors import public_of
from gongkai.filings.signing.steps import due_of, obstacles, steps_of
from gongkai.ui.desk import Due


def chain_of(filing: Filing, found: Gate, officer: Any, on: date) -> dict[str, Any]:
    """Give what the templates of this package show on the page of a report."""
    public, due = public_of(filing), due_of(filing)
    return {
        "steps": steps_of(filing, on),
        "obstacles": obstacles(filing, found, on),
        "versions": filing.versions.select_related("officer").order_by("-number"),
        "public": public,
        "opinions": filing.opinions.select_related("officer", "stands_for").order_by("-pk"),
        "due": due,
        "due_left": Due("", reverse("filings:detail", args=[filing.pk]), due.due) if due and public is None else None,
        "may_set_practice": may_edit_agency(officer, filing.agency, on),
        "on": on,
    }
