"""Reading the ledger of rectification: what of it part five of an annual report tells."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q

from gongkai.agencies.models import Agency
from gongkai.duties.models.rectification import Conclusion, Outcome, Problem
from gongkai.duties.rectification.lifecycle import Stage


class PartFive(NamedTuple):
    """The problems that part five (存在的主要问题及改进情况) of a year's report tells, as they stood at its end.

    `finished` and `lasting` were verified as such within the year; `unfinished` is all that was neither.
    """

    finished: Any
    lasting: Any
    unfinished: Any


def for_part_five(agency: Agency, year: int, with_: Iterable[Agency] = ()) -> PartFive:
    """Give what part five of an agency's report on a year tells, each as a query set in the order it was raised.

    `with_` are agencies whose ledgers it tells of as well.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    stood = Conclusion.objects.filter(
        Q(reopened_on__isnull=True) | Q(reopened_on__gt=last), problem=OuterRef("pk"), verified_on__lte=last
    )
    within = stood.filter(verified_on__gte=first)
    rows = Problem.objects.filter(agency__in=[agency, *with_], raised_on__lte=last).exclude(stage=Stage.DROPPED)
    rows = rows.select_related("office", "officer").order_by("raised_on", "pk")
    return PartFive(
        finished=rows.filter(Exists(within.filter(outcome=Outcome.DONE))),
        lasting=rows.filter(Exists(within.filter(outcome=Outcome.LASTING))),
        unfinished=rows.exclude(Exists(stood.exclude(outcome=Outcome.UNFINISHED))),
    )
