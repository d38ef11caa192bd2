"""Reading what was handed up: how the members of a list stand. Which report of each is added up says `rolling`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from django.db import models
from django.db.models import Case, Exists, Func, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency, Kind, Membership
from gongkai.filings.lifecycle import Stage
from gongkai.filings.models import Chase, Filing, Scope, Submission, Upload, Version
from gongkai.law.publication import Reporter, report_due

SIGNED = frozenset({Stage.SIGNED, Stage.PUBLISHED})
"""The stages of a filing in which its newest version is what it says."""


class State(models.TextChoices):
    """How far a member of a list has come with its report. Whether that is public is told beside it."""

    ABSENT = "absent", _("未开始")
    COMPILING = "compiling", _("编制中")
    REVIEWING = "reviewing", _("审核中")
    SIGNED = "signed", _("已签发")
    SUBMITTED = "submitted", _("已报送")
    RETURNED = "returned", _("已退回")
    ACCEPTED = "accepted", _("已接收")
    OUTSIDE = "outside", _("已收外来报告")
    LEFT = "left", _("年中退出")


WITH_MEMBER = (State.ABSENT, State.COMPILING, State.REVIEWING, State.SIGNED, State.RETURNED)
"""The states in which the report is still awaited from the member."""
IS_AWAITED, IS_PUBLIC = Q(state__in=WITH_MEMBER), Q(is_public=True)
"""The same of a row of the board, and that its report is public."""


@cache
def due_on(year: int, scope: str, kind: str = Kind.DEPARTMENT) -> date:
    """Give the last day to hand up a report on a year: of an agency 31 January, of a government 31 March.

    [推导] 条例第49条 names no day for townships and street offices: they are asked by that of the departments, in whose
    sum they stand.
    """
    of_government = scope != Scope.UNIT or kind == Kind.GOVERNMENT
    return report_due(year, Reporter.GOVERNMENT if of_government else Reporter.DEPARTMENT).due


def handed_up(collector: Agency, year: int) -> Case:
    """Say in SQL, of the members of a list, which report goes up: of a government with a list its region's."""
    governments = Membership.objects.filter(collector=collector, year=year, member__kind=Kind.GOVERNMENT)
    return Case(
        When(member__in=collecting_among(governments.values("member"), year), then=Value(Scope.REGION)),
        default=Value(Scope.UNIT),
        output_field=models.CharField(),
    )


def scope_of(member: Agency, year: int) -> Scope:
    """Give which report of an agency goes up for a year: of a government that collects itself that of its region."""
    return Scope.REGION if member.kind == Kind.GOVERNMENT and collecting_among([member.pk], year) else Scope.UNIT


def collecting_among(governments: Any, year: int) -> list[int]:
    """Give the keys of those of some governments that keep a list for a year, themselves or by their general office."""
    lists = Membership.objects.filter(year=year)
    own = lists.filter(collector__in=governments).values_list("collector", flat=True)
    by_office = lists.filter(collector__kind=Kind.GENERAL_OFFICE, collector__parent__in=governments)
    return list(own.order_by().union(by_office.order_by().values_list("collector__parent", flat=True)))


def board(collector: Agency, year: int) -> Any:
    """Give the members of a list, each with how it stands (`state`), as a query set; `board_rows` adds what a row says.

    It asks the same number of questions whatever the number of members.
    """
    rows = Membership.objects.filter(collector=collector, year=year).annotate(scope=handed_up(collector, year))
    of_member = {"agency": OuterRef("member"), "year": year, "scope": OuterRef("scope")}
    filings = Filing.objects.filter(**of_member)
    newest = submissions_of(collector, year).order_by("-pk")
    stage = Case(
        When(stage__in=(Stage.COMPILING, Stage.FROZEN), then=Value(State.COMPILING)),
        When(stage=Stage.REVIEWING, then=Value(State.REVIEWING)),
        default=Value(State.SIGNED),
    )
    # Each is asked for once: an annotation that a condition names is asked for again wherever it is named.
    state = Coalesce(
        Case(When(until_on__isnull=False, then=Value(State.LEFT)), output_field=models.CharField()),
        Subquery(newest.values("state")[:1]),  # the words of both are the same
        Case(When(Exists(_uploads(year)), then=Value(State.OUTSIDE)), output_field=models.CharField()),
        Subquery(filings.annotate(stands=stage).values("stands")[:1]),
        Value(State.ABSENT),
        output_field=models.CharField(),
    )
    published = Version.objects.filter(
        **{f"filing__{name}": value for name, value in of_member.items()}, published_at__isnull=False
    )
    return rows.annotate(state=state, is_public=Exists(published))


def board_rows(collector: Agency, year: int) -> Any:
    """Give the members of a list with all that the board says of each: what was handed up, when last asked for it."""
    newest = submissions_of(collector, year).order_by("-pk")
    checks = newest.annotate(count=_Length("version_signed__checks"))
    chases = Chase.objects.filter(collector=collector, year=year, member=OuterRef("member")).order_by("-at")
    of_unit = Q(version_signed__filing__scope=Scope.UNIT)
    before = Q(state=Submission.State.RETURNED) & (
        of_unit & Q(answered_at__date__lte=due_on(year, Scope.UNIT))
        | ~of_unit & Q(answered_at__date__lte=due_on(year, Scope.REGION))
    )  # returned in time for another to come in time
    return (
        board(collector, year)
        .select_related("member")
        .annotate(
            submission=Subquery(newest.values("pk")[:1]),
            submitted_at=Subquery(newest.values("at")[:1]),
            first_at=Subquery(submissions_of(collector, year).exclude(before).order_by("pk").values("at")[:1]),
            findings=Subquery(checks.values("count")[:1]),
            chased_at=Subquery(chases.values("at")[:1]),
            upload=Subquery(_uploads(year).values("pk")[:1]),
        )
    )


def _uploads(year: int) -> Any:
    """Give the reports from outside that count for the member of the outer query (`rolling.listing.Listed.scopes`)."""
    of_region = Q(scope=Scope.REGION, agency__kind__in=(Kind.GOVERNMENT, Kind.TOWNSHIP))
    rows = Upload.objects.confirmed().filter(agency=OuterRef("member"), year=year)
    return rows.filter(Q(scope=OuterRef("scope")) | of_region)


def submissions_of(collector: Agency, year: int) -> Any:
    """Give what the member of the outer query, with its `scope`, handed to the collector for a year."""
    return Submission.objects.filter(
        collector=collector,
        version_signed__filing__agency=OuterRef("member"),
        version_signed__filing__year=year,
        version_signed__filing__scope=OuterRef("scope"),
    )


def counts_of(rows: Any) -> Mapping[str, int]:
    """Give how many members of a board stand in each state, those of none left out; `public` are those published."""
    found = list(rows.order_by().values_list("state", "is_public"))
    counts = Counter(state for state, _is_public in found)
    return {state: counts[state] for state in State.values if counts[state]} | {
        "public": sum(is_public for _state, is_public in found)
    }


def newest_of(filing: Filing, collector: Agency | None = None) -> Submission | None:
    """Give what was handed up of a filing last, to one collector or to any."""
    rows = Submission.objects.filter(version_signed__filing=filing).select_related("version_signed", "collector")
    found: Submission | None = (rows.filter(collector=collector) if collector else rows).order_by("-pk").first()
    return found


def newest_rows() -> Any:
    """Give of what was handed up that of each report to each collector which is the newest, as a query set."""
    newer = Submission.objects.filter(
        version_signed__filing=OuterRef("version_signed__filing"),
        collector=OuterRef("collector"),
        pk__gt=OuterRef("pk"),
    )
    return Submission.objects.filter(~Exists(newer))


def lists_of(filing: Filing) -> Any:
    """Give the lists on which the agency of a filing stands for its year, with who collects."""
    return (
        Membership.objects.filter(member=filing.agency, year=filing.year, until_on__isnull=True)
        .select_related("collector")
        .order_by("collector__lineage")
    )


class _Length(Func):
    """How many elements a list in JSON has."""

    function = "JSON_ARRAY_LENGTH"
    output_field = IntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """Name the function of PostgreSQL."""
        return self.as_sql(compiler, connection, function="JSONB_ARRAY_LENGTH", **more)
