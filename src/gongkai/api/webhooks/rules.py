"""Who may do what with webhooks: who administers an agency sets up, sees and changes those of it and of those below."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.agencies import rules as agencies
from gongkai.api.models import Webhook


def webhooks_in_sight(officer: Any, on: date) -> Any:
    """Give the webhooks an officer sees, as a query set."""
    return Webhook.objects.filter(agency__in=agencies.agencies_administered(officer, on))


def may_set(officer: Any, webhook: Webhook, on: date) -> bool:
    """Say whether an officer may change a webhook, and have something told again."""
    return agencies.may_edit_agency(officer, webhook.agency, on)
