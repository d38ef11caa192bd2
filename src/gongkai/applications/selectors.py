"""Reading cases."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from hmac import compare_digest
from typing import Any, NamedTuple

from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.codes import row_of
from gongkai.agencies.models import Officer
from gongkai.applications.likeness import may_be_same, words_of
from gongkai.applications.models import Applicant, Application, Charge, Feed
from gongkai.applications.models.practice import practice_of
from gongkai.applications.table_three import COUNTED, Counts, Figure, Span, cases, condition, count
from gongkai.law.fees import nth_in_month
from gongkai.ui.working_days import calendar

__all__ = [
    "Counts",
    "Fees",
    "Figure",
    "Span",
    "alike_lately",
    "by_code",
    "cases",
    "count",
    "due_soon_until",
    "fees",
    "hash_of_key",
    "of_subject",
    "officer_of_key",
    "others_of",
    "overdue",
    "related_to",
    "under_way_in",
]


def by_code(number: str, code: str) -> Application | None:
    """Give the case of a number and its query code, or None."""
    found: Application | None = row_of(Application.objects.select_related("agency"), number, code)
    return found


def hash_of_key(key: str) -> str:
    """Give what is kept of the key of a calendar's link; it is drawn at random, and so no slower hash is needed."""
    return sha256(key.encode()).hexdigest()


def officer_of_key(key: str) -> Officer | None:
    """Give the officer whose calendar a key opens, or None; how much of a key is right cannot be told."""
    wanted = hash_of_key(key)
    feed = Feed.objects.select_related("officer").filter(key_hash=wanted, officer__is_active=True).first()
    same = compare_digest(feed.key_hash if feed else "", wanted)
    return feed.officer if feed and same else None


def of_subject(subject: str) -> Any:
    """Give the applications of one who signed in to make them, the latest first; of nobody there are none."""
    rows = Application.objects.select_related("agency").order_by("-pk")
    return rows.filter(subject=subject) if subject else rows.none()


def due_soon_until(agency: Any, today: date) -> date:
    """Give the day up to which what is due counts as due soon: by the agency's number of working days."""
    return calendar().add_working_days(today, practice_of(agency).due_soon_days)


def overdue(agencies: Iterable[Any], today: date) -> Any:
    """Give the cases of some agencies whose last day to reply is past."""
    return Application.objects.overdue(today).filter(agency__in=agencies)


def under_way_in(agencies: Iterable[Any], span: Span) -> dict[int, int]:
    """Give how many cases each of some agencies had to deal with in a span: new ones, and those carried in."""
    had = condition(Figure.NEW, span) | condition(Figure.CARRIED_IN, span)
    rows = Application.objects.filter(had, agency__in=agencies).order_by()
    return dict(rows.values_list("agency").annotate(Count("pk")))


def others_of(application: Application) -> Any:
    """Give the other applications of the same applicants to the same agency, found without reading who they are."""
    marks = Applicant.objects.filter(application=application).exclude(identity_fingerprint="")
    same = Applicant.objects.filter(identity_fingerprint__in=marks.values("identity_fingerprint"))
    return Application.objects.filter(agency_id=application.agency_id, pk__in=same.values("application")).exclude(
        pk=application.pk
    )


class Related(NamedTuple):
    """A case that another came from, led to, or is dealt with together with."""

    words: Any
    application: Application


def related_to(application: Application) -> list[Related]:
    """Give the cases that one is linked to, whichever of the two the link was made in."""
    found = [
        *_related(_("重新答复的原申请"), [application.redo_of]),
        *_related(_("责令重新答复"), application.redos.all()),
        *_related(_("拆分自"), [application.split_from]),
        *_related(_("拆分出"), application.splits.all()),
        *_related(_("主案"), [application.lead]),
        *_related(_("并入本案"), application.followers.all()),
    ]
    if application.split_from_id is not None:
        beside = Application.objects.filter(split_from=application.split_from_id).exclude(pk=application.pk)
        found += _related(_("同一申请拆分出"), beside)
    if application.lead_id is not None:
        beside = Application.objects.filter(lead=application.lead_id).exclude(pk=application.pk)
        found += _related(_("并入同一主案"), beside)
    return found


def _related(words: Any, cases: Iterable[Application | None]) -> list[Related]:
    return [Related(words, each) for each in cases if each is not None]


def nth_in_month_of(application: Application) -> int:
    """Give which of the same applicants' applications of its month this is, at this agency (处理费办法第4条).

    What the agency was ordered to reply to anew they did not apply for again.
    """
    received = application.received_on
    if received is None:
        return 1
    before = others_of(application).filter(COUNTED, received_on__gte=received.replace(day=1), received_on__lte=received)
    earlier = before.exclude(received_on=received, pk__gt=application.pk)
    return nth_in_month(received, earlier.values_list("received_on", flat=True))


_LATELY = timedelta(days=180)
_COMPARED = 50
"""Applications that are compared, the latest: registering stays quick."""


def alike_lately(agency: Any, identity: str, description: str, on: date) -> list[Application]:
    """Give what the same applicant asked of an agency lately in the same or like words, the latest first.

    Whoever registers sees it before a second one is made of what came twice, by post and by fax say. That it is a
    duplicate is for them to say: nothing is refused for it.
    """
    same = Applicant.objects.filter(identity=identity.strip().upper()).values("application")
    lately = Application.objects.filter(agency=agency, pk__in=same, arrived_on__gte=on - _LATELY).order_by("-pk")
    names = (agency.name, agency.short_name)
    wanted = words_of(description, names)
    return [each for each in lately[:_COMPARED] if may_be_same(wanted, words_of(each.description, names))]


class Fees(NamedTuple):
    """The processing fees of a span, for part six of the report (其他需要报告的事项): paid in, and paid back."""

    payments: int
    collected: Decimal
    refunded: Decimal


def fees(agencies: Iterable[int], span: Span) -> Fees:
    """Give the fees of some agencies in a span, each by its own day: what is paid back later counts later."""
    days = (span.first, span.last)
    rows = Charge.objects.filter(application__agency__in=list(agencies))
    paid = rows.filter(paid_on__range=days).aggregate(number=Count("pk"), amount=Sum("amount"))
    back = rows.filter(refunded_on__range=days).aggregate(amount=Sum("refunded"))
    return Fees(paid["number"], paid["amount"] or Decimal(0), back["amount"] or Decimal(0))
