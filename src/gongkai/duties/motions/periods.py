"""By when motions and proposals are dealt with. The Regulation says nothing of it: customary periods, by setting."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from gongkai.law.periods import months_later
from gongkai.law.publication import publication_due
from gongkai.ui.working_days import calendar


def reply_due(received: date, *, hard: bool = False) -> date:
    """Give the last day to reply, from receipt; of one that touches much and is hard to deal with, the later one."""
    return months_later(received, settings.MOTION_HARD_MONTHS if hard else settings.MOTION_MONTHS)


def again_due(rated: date) -> date:
    """Give the last day to reply anew to whoever was not content, from the day they said so."""
    return months_later(rated, settings.MOTION_AGAIN_MONTHS)


def opinion_due(asked: date) -> date:
    """Give the last day for who helps to deal with it to say what they think."""
    return months_later(asked, settings.MOTION_OPINION_MONTHS)


def publish_by(replied: date) -> date:
    """Give the last day to publish a reply that is to be public, as for any information that is (条例第26条)."""
    return publication_due(replied, calendar=calendar()).due
