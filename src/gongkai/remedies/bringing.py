"""Who brought a challenge to a reply: the applicant, or a third party whom disclosure concerns (条例第15条、第32条).

It is told by name, from who applied and who was asked for an opinion. Where the names agree with neither, as with an
heir or where an agent brought it, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongkai.applications.models import Applicant, Consultation
from gongkai.law.clock import Party as Asked
from gongkai.remedies.models import Challenge, Party


class Brought(Enum):
    """Who brought it; the value is what it is called."""

    APPLICANT = _("申请公开的申请人")
    THIRD_PARTY = _("征求过意见的第三方")


def brought_by(challenge: Challenge) -> Brought | None:
    """Give who brought a challenge, as far as the names tell; None where they do not."""
    if challenge.application is None:
        return None
    challengers = challenge.parties.filter(standing=Party.Standing.CHALLENGER)
    who = _names(each.name for each in challengers)
    applied = _names(each.name for each in Applicant.objects.filter(application=challenge.application))
    asked = Consultation.objects.filter(application=challenge.application, party=Asked.THIRD_PARTY.value)
    concerned = _names(each.whom for each in asked)
    is_applicant, is_third = bool(who & applied), bool(who & concerned)
    if is_applicant == is_third:
        return None
    return Brought.APPLICANT if is_applicant else Brought.THIRD_PARTY


def _names(written: Iterable[Any]) -> set[str]:
    return {name for each in written if (name := "".join(str(each).split()))}
