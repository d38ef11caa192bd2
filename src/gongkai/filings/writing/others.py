"""The texts that a part is held against while it is written: this agency's of last year, and sister bureaus'.

Everybody may read what is published, and an officer what is in their sight; of any other text they are told how much
is alike, and never which words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from gongkai.agencies.models import Agency
from gongkai.filings import rules
from gongkai.filings.models import Filing, Version
from gongkai.filings.narrative import filled, passages_of
from gongkai.report.checks.context import Limits
from gongkai.report.checks.similarity import Likeness, likeness

SHOWN = 3
"""Other texts that are named, those most alike."""
_WORTH_TELLING = 0.3
"""Texts of unrelated agencies share less than a fifth (`report.checks.context.Limits`)."""
_FIELD_LEFT = re.compile(r"\{[^{}\n]*\}")


class Other(NamedTuple):
    """Another text of the same part: whose, of which year, how alike; and the filing, where the officer may open it."""

    agency: Agency
    year: int
    alike: Likeness
    filing: Filing | None
    is_readable: bool

    @property
    def percent(self) -> int:
        """Give the share that is alike, in per cent."""
        return round(self.alike.share * 100)

    @property
    def repeats(self) -> bool:
        """Say whether the checks would call it a repetition (内容雷同)."""
        return self.alike.share >= Limits().alike_share


def most_alike(filing: Filing, part: str, text: str, officer: Any, on: date) -> list[Other]:
    """Give the other texts of a part that its text is most alike, with the sentences alike where they may be read."""
    seen = set(rules.filings_in_sight(officer, on).filter(year__in=_years(filing)).values_list("pk", flat=True))
    found = []
    for each, words, public in _texts(filing, part):
        alike = likeness(text, filing.agency.name, words, each.agency.name)
        if alike is None or alike.share < _WORTH_TELLING:
            continue
        readable = public or each.pk in seen
        told = alike if readable else Likeness(alike.share, ())
        found.append(Other(each.agency, each.year, told, each if each.pk in seen else None, readable))
    return sorted(found, key=lambda each: (-each.alike.share, each.agency.lineage, each.year))[:SHOWN]


def _years(filing: Filing) -> tuple[int, int]:
    return filing.year, filing.year - 1


def _texts(filing: Filing, part: str) -> Iterator[tuple[Filing, str, bool]]:
    """Give each other filing with its text of a part, and whether that is public: what was published goes before."""
    sisters = Agency.objects.filter(parent=filing.agency.parent_id, parent__isnull=False)
    rows = Filing.objects.filter(year__in=_years(filing), scope=filing.scope).exclude(pk=filing.pk)
    rows = rows.filter(agency__in=[filing.agency_id, *sisters.values_list("pk", flat=True)])
    public = Version.objects.filter(filing__in=rows, published_at__isnull=False).order_by("number")
    published = dict(public.values_list("filing", "report"))
    for each in rows.select_related("agency").prefetch_related("passages").defer("figures"):
        if each.pk in published:
            yield each, _part_of(published[each.pk], part), True
        else:
            yield each, _FIELD_LEFT.sub("", filled(passages_of(each).get(part, ""), each.facts)), False


def _part_of(report: str, part: str) -> str:
    """Give the text of a part in a report that was signed."""
    said = json.loads(report)
    paragraphs = said[part] if part in said else _paragraphs(said, part)
    return "\n".join(each["text"] for each in paragraphs)


def _paragraphs(said: Any, part: str) -> Any:
    return next((each["paragraphs"] for each in said["parts"] if each["id"] == part), [])
