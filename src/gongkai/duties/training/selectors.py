"""Reading the ledger of training: what was held in a span of days, for how many hours, and who has not been trained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce

from gongkai.agencies.models import Agency, Officer, Post
from gongkai.attachments.models import Attachment
from gongkai.duties.models import Attendee, TrainingSession
from gongkai.duties.models.training import OPEN, State
from gongkai.journal.services import type_of


@dataclass(frozen=True)
class Counted:
    """What was held: how many sessions, their hours, how many times somebody came, the hours of all who came."""

    sessions: int = 0
    hours: Decimal = Decimal(0)
    attended: int = 0
    person_hours: Decimal = Decimal(0)


def held_in(agencies: Any, first: date, last: date) -> Any:
    """Give the sessions that agencies held in a span of days: the rows that are counted."""
    return TrainingSession.objects.filter(agency__in=agencies, state=State.HELD, on__gte=first, on__lte=last)


def counts_by_kind(agencies: Any, first: date, last: date) -> Mapping[str, Counted]:
    """Count what agencies held in a span of days, by kind; kinds of which there was none are left out."""
    return _counted("kind", held_in(agencies, first, last))


def counts_by_agency(agencies: Any, first: date, last: date) -> Mapping[int, Counted]:
    """Count what each agency held in a span of days, by its key."""
    return _counted("agency_id", held_in(agencies, first, last))


def _counted(by: str, sessions: Any) -> dict[Any, Counted]:
    rows = sessions.order_by().values(by)
    came = Attendee.objects.filter(session__in=sessions.order_by().values("pk"), attended=True)
    people = {
        row[f"session__{by}"]: row
        for row in came.order_by().values(f"session__{by}").annotate(n=Count("pk"), h=Sum("session__hours"))
    }
    return {
        row[by]: Counted(
            row["n"], row["h"], people.get(row[by], {}).get("n", 0), people.get(row[by], {}).get("h") or Decimal(0)
        )
        for row in rows.annotate(n=Count("pk"), h=Sum("hours"))
    }


def _came(first: date, last: date) -> Any:
    held = Q(session__state=State.HELD, session__on__gte=first, session__on__lte=last)
    return Attendee.objects.filter(held, attended=True)


def trained_by_agency(agencies: Any, first: date, last: date) -> Mapping[int, tuple[int, Decimal]]:
    """Give for agencies how many of their officers were trained in a span of days, and for how many hours, by key.

    Whoever trained them: the hours of an officer count for the agency they were invited from.
    """
    rows = _came(first, last).filter(agency__in=agencies, officer__isnull=False).order_by().values("agency_id")
    found = rows.annotate(people=Count("officer", distinct=True), hours=Sum("session__hours"))
    return {row["agency_id"]: (row["people"], row["hours"]) for row in found}


def hours_by_person(agency: Agency, first: date, last: date) -> list[tuple[Officer, Decimal]]:
    """Give who holds a post in an agency on the last day, each with their hours in a span of days, the fewest first."""
    people = Officer.objects.filter(pk__in=_posts([agency.pk], last).values("officer")).order_by("name", "pk")
    came = _came(first, last).filter(officer__in=people).order_by().values("officer_id")
    hours = {row["officer_id"]: row["hours"] for row in came.annotate(hours=Sum("session__hours"))}
    return sorted(((each, hours.get(each.pk, Decimal(0))) for each in people), key=lambda pair: (pair[1], pair[0].name))


def not_trained(agencies: Any, first: date, last: date) -> Any:
    """Give the officers with a post in some agencies on the last day who were not trained in a span of days."""
    came = _came(first, last).filter(officer=OuterRef("pk"))
    people = Officer.objects.filter(is_active=True, pk__in=_posts(agencies, last).values("officer"))
    return people.filter(~Exists(came)).order_by("name", "pk")


def not_trained_by_agency(agencies: Any, first: date, last: date) -> Mapping[int, int]:
    """Count for agencies who holds a post there on the last day and was not trained in a span of days, by key."""
    rows = _posts(agencies, last).filter(officer__in=not_trained(agencies, first, last).order_by().values("pk"))
    found = rows.order_by().values("agency_id").annotate(people=Count("officer", distinct=True))
    return {row["agency_id"]: row["people"] for row in found}


def _posts(agencies: Any, on: date) -> Any:
    return Post.objects.held(on).filter(agency__in=agencies, officer__is_active=True)


HAS_MATERIAL = Exists(
    Attachment.objects.filter(object_type=type_of(TrainingSession), object_id=OuterRef("pk")).order_by()
)
"""Of a session: that there is material of it."""


def asking(on: date, soon: date) -> Q:
    """Give which sessions ask for something: held and without result, or held soon and without material."""
    without = Q(needs_material=True, on__lte=soon) & ~Q(HAS_MATERIAL)
    return Q(state__in=OPEN) & (Q(on__lte=on) | without)


def lacking(sessions: Any, on: date, soon: date) -> Any:
    """Give of some sessions those that ask for something on a day."""
    return sessions.filter(asking(on, soon))


def listed(sessions: Any, on: date, soon: date) -> Any:
    """Give sessions for a list: with how many are invited and came, and whether they ask for something on a day."""

    def people(**which: Any) -> Any:
        rows = Attendee.objects.filter(session=OuterRef("pk"), **which).order_by().values("session")
        return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)

    return sessions.annotate(
        invited=people(), came=people(attended=True), asks=Case(When(asking(on, soon), then=True), default=False)
    )
