"""Reading cases."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from difflib import SequenceMatcher
from hmac import compare_digest
from typing import Any, NamedTuple

from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from gongkai.applications.codes import as_written
from gongkai.applications.models import Applicant, Application, Charge
from gongkai.applications.models.practice import practice_of
from gongkai.applications.table_three import Counts, Figure, Span, cases, count
<<<<<<< HEAD
from gongkai.law.clock import State
from gongkai.law.fees import nth_in_month
=======
>>>>>>> 0ffb91c (applications: Point out what an officer should know, with the evidence)
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
    "others_of",
    "related_to",
]


def by_code(number: str, code: str) -> Application | None:
    """Give the case of a number and its query code, or None; that one of the two is right cannot be told."""
    typed = as_written(code)
    found = Application.objects.select_related("agency").filter(code=typed).first() if typed else None
    written = found.number if found else ""
    return found if compare_digest(written.encode(), number.strip().encode()) and found else None


def due_soon_until(agency: Any, today: date) -> date:
    """Give the day up to which what is due counts as due soon: by the agency's number of working days."""
    return calendar().add_working_days(today, practice_of(agency).due_soon_days)


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


<<<<<<< HEAD
def nth_in_month_of(application: Application) -> int:
    """Give which of the same applicants' applications of its month this is, at this agency (处理费办法第4条)."""
    received = application.received_on
    if received is None:
        return 1
    before = others_of(application).filter(received_on__gte=received.replace(day=1), received_on__lte=received)
    earlier = before.exclude(received_on=received, pk__gt=application.pk)
    return nth_in_month(received, earlier.values_list("received_on", flat=True))


def same_wanted(application: Application) -> list[Application]:
    """Give the same applicants' earlier applications for the very same information (条例第36条第6项): a signal only.

    “已就申请人提出的政府信息公开申请作出答复”: one that is still under way, was withdrawn or has lapsed is none.
    """
    wanted = _squeezed(application.description)
    replied = others_of(application).filter(state=State.REPLIED.value, pk__lt=application.pk)
    return [each for each in replied if _squeezed(each.description) == wanted]


_LATELY = timedelta(days=180)
_ALIKE = 0.8
"""How alike two descriptions are that ask for the same in other words: of their characters, so many stand alike."""
_COMPARED = 50
"""Applications that are compared, the latest, so many characters of each: registering stays quick."""
_CHARACTERS = 1000


def alike_lately(agency: Any, identity: str, description: str, on: date) -> list[Application]:
    """Give what the same applicant asked of an agency lately in the same or like words, the latest first.

    Whoever registers sees it before a second one is made of what came twice, by post and by fax say. That it is a
    duplicate is for them to say: nothing is refused for it.
    """
    same = Applicant.objects.filter(identity=identity.strip().upper()).values("application")
    lately = Application.objects.filter(agency=agency, pk__in=same, arrived_on__gte=on - _LATELY).order_by("-pk")
    wanted = _squeezed(description)[:_CHARACTERS]
    compared = SequenceMatcher(None, b=wanted, autojunk=False)
    return [each for each in lately[:_COMPARED] if _is_alike(compared, _squeezed(each.description)[:_CHARACTERS])]


def _is_alike(wanted: SequenceMatcher[str], other: str) -> bool:
    wanted.set_seq1(other)
    return wanted.real_quick_ratio() >= _ALIKE and wanted.quick_ratio() >= _ALIKE and wanted.ratio() >= _ALIKE


=======
>>>>>>> 0ffb91c (applications: Point out what an officer should know, with the evidence)
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
