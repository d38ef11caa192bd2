"""What an assessment found wanting, put in the ledgers of rectification of those who were assessed, with its result."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from gongkai.duties.models.assessment import Score
from gongkai.duties.models.rectification import Source
from gongkai.duties.rectification import services
from gongkai.journal.actor import Actor


def take_losses(scores: Iterable[Score], *, by: Actor) -> int:
    """Put in the ledger of each agency what it lost points by, once for each score; give how many losses there were.

    The chains of the agencies must have been taken: an act that writes in several takes them in one order.
    """
    lost = [each for each in scores if each.applies and each.final is not None and each.final < each.indicator.weight]
    for score in lost:
        name, indicator = score.assessment.name, score.indicator
        services.propose(
            score.agency,
            Source.ASSESSMENT,
            f"score:{score.pk}",
            f"{indicator.name}：满分{indicator.weight.normalize():f}分，得{score.final.normalize():f}分",
            reference=name,
            url=reverse("assessment:score", args=[score.pk]),
            by=by,
        )
    return len(lost)
