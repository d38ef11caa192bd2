"""The periods of publication that no text at hand gives in its words, as this site has them."""

from __future__ import annotations

from django.conf import settings

from gongkai.law.publication import PublicationSettings


def publication_settings() -> PublicationSettings:
    """Give what the site says of decisions of enforcement (执法公示办法, 凭记忆) and of comments ([推导])."""
    return PublicationSettings(
        licence_or_penalty_days=settings.DECISION_DAYS,
        other_enforcement_days=settings.ENFORCEMENT_DAYS,
        feedback_days=settings.COMMENTS_DAYS,
    )
