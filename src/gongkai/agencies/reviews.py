"""Which reviews an agency lets pass what it gives out: chosen among some, in their order (条例第17条)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Duty


def chosen_reviews(reviews: Collection[str], among: Sequence[Duty], *, own_order: bool = False) -> list[str]:
    """Give the reviews that were chosen, in the order of `among`, or in the one they were chosen in (`own_order`).

    Raises ValidationError for what is none of them or named twice, and where review for secrecy is left out, which is
    not the agency's to do (条例第17条第2款).
    """
    if not set(reviews) <= set(among):
        raise ValidationError({"reviews": _("没有这样的审查环节。")})
    if len(set(reviews)) < len(reviews):
        raise ValidationError({"reviews": _("同一个审查环节列了两次。")})
    if Duty.SECRECY_REVIEWER not in reviews:
        raise ValidationError({"reviews": _("公开前必须经过保密审查（条例第17条），不能省去。")})
    return [str(duty) for duty in (reviews if own_order else among) if duty in reviews]
