"""What a token reaches: its agency and what lies below. What is out of sight is not there (404)."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop as _
from ninja import Field, Path, Schema

from gongkai.agencies.models import Agency
from gongkai.api.scoped import Scoped
from gongkai.api.tokens.recognising import Holder, holder_of
from gongkai.applications.models import Application
from gongkai.disclosure.models import Item
from gongkai.filings import rules as filings
from gongkai.filings.models import Filing
from gongkai.law.publication import REPORTED_SINCE

LARGEST_KEY = 2**63 - 1
Key = Annotated[int, Path(ge=1, le=LARGEST_KEY, description=_("编号。"))]
Name = Annotated[str, Path(max_length=40, description=_("事项的名称，见读取结果里的 acts。"))]
Year = Annotated[int, Path(ge=REPORTED_SINCE, le=9999, description=_("年度。"))]


class AgencyOut(Schema):
    """An agency, so far that one knows which."""

    id: int = Field(description=_("机关的编号。"))
    name: str = Field(description=_("机关的名称。"))

    @classmethod
    def of(cls, agency: Agency) -> AgencyOut:
        """Give an agency."""
        return cls(id=agency.pk, name=agency.name)


def require_scope(request: HttpRequest, scope: str) -> Holder:
    """Require another scope than the one an endpoint asks for, where that depends on what is asked."""
    Scoped(scope)(request)
    return holder_of(request)


def has_scope(request: HttpRequest, *scopes: str) -> bool:
    """Say whether the token of a request has one of some scopes."""
    return not request.auth.scopes.isdisjoint(scopes)  # type: ignore[attr-defined]


def agency_in_sight(holder: Holder, key: int | None) -> Agency:
    """Give an agency the token sees; its own where none is named."""
    found: Agency = get_object_or_404(holder.agencies, pk=holder.token.agency_id if key is None else key)
    return found


def cases_in_sight(holder: Holder) -> Any:
    """Give the cases a token sees."""
    rows = Application.objects.select_related("agency__region", "office", "handler", "reply", "charge")
    return rows.filter(agency__in=holder.agencies)


def case_in_sight(holder: Holder, key: int) -> Application:
    """Give a case the token sees."""
    found: Application = get_object_or_404(cases_in_sight(holder), pk=key)
    return found


def items_in_sight(holder: Holder) -> Any:
    """Give the items a token sees."""
    return Item.objects.select_related("agency", "text", "shown").filter(agency__in=holder.agencies)


def item_in_sight(holder: Holder, key: int) -> Item:
    """Give an item the token sees."""
    found: Item = get_object_or_404(items_in_sight(holder), pk=key)
    return found


def filings_in_sight(holder: Holder) -> Any:
    """Give the annual reports a token sees."""
    return filings.filings_in_sight(holder.officer, holder.on)


def filing_in_sight(holder: Holder, key: int) -> Filing:
    """Give an annual report the token sees."""
    found: Filing = get_object_or_404(filings_in_sight(holder), pk=key)
    return found
