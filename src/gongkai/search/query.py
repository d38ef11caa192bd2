"""A question to the search as its address says it: words, filters, order, page. What cannot be meant is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

LONGEST = 200
"""Characters of a question that are looked at: more than a title has."""
PAGE = 10
LAST_PAGE = 100
"""How far one may turn pages: who has not found it by then narrows the question."""
FILTERS = ("agency", "category", "year", "validity", "kind")
SORTS = ("relevance", "date")


@dataclass(frozen=True)
class Query:
    """A question: what is looked for, within what, in which order."""

    words: str = ""
    agency: int = 0
    category: str = ""
    year: int = 0
    validity: str = ""
    kind: str = ""
    sort: str = SORTS[0]
    page: int = 1

    @classmethod
    def of(cls, asked: Mapping[str, Any]) -> Query:
        """Give the question that parameters of an address ask, whatever they hold."""
        sort = str(asked.get("sort", ""))
        return cls(
            words=" ".join(str(asked.get("q", ""))[:LONGEST].split()),
            agency=_number(asked.get("agency")),
            category=_code(asked.get("category")),
            year=_number(asked.get("year")),
            validity=_code(asked.get("validity")),
            kind=_code(asked.get("kind")),
            sort=sort if sort in SORTS else SORTS[0],
            page=min(max(1, _number(asked.get("page"))), LAST_PAGE),
        )

    def written(self, **changed: Any) -> str:
        """Give the question as parameters of an address, with some of it changed; of another filter, from the start."""
        asked = replace(self, **{"page": 1, **changed})
        said = {"q": asked.words, **{name: getattr(asked, name) for name in (*FILTERS, "sort", "page")}}
        unsaid = {"sort": SORTS[0], "page": 1}
        return urlencode({name: value for name, value in said.items() if value and unsaid.get(name) != value})

    @property
    def filters(self) -> Mapping[str, Any]:
        """Give the filters that are set."""
        return {name: value for name in FILTERS if (value := getattr(self, name))}


def _number(written: Any) -> int:
    text = str(written or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0


def _code(written: Any) -> str:
    text = str(written or "")
    return text if text.isascii() and text.isprintable() and len(text) <= 20 else ""
