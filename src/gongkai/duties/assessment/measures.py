"""What the system measures of agencies over a span of days: each a named function, with the rows that it counts.

A measure asks the database a bounded number of questions for all agencies together. Where nothing happened that it
could measure (`of` is 0) it does not apply: a blank is not a zero. Not here: how points follow (`points`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency, Kind, Post
from gongkai.applications import selectors as applications
from gongkai.disclosure import selectors as disclosure
from gongkai.duties.models import Appraisal
from gongkai.duties.training import selectors as training
from gongkai.law.publication import Reporter, report_due
from gongkai.remedies import selectors as remedies

_LONGEST = 60
"""Characters that are kept of what an entry is called."""

_PAGES = {
    "item": "disclosure:detail",
    "entry": "disclosure:entry",
    "application": "applications:detail",
    "challenge": "remedies:detail",
    "officer": "agencies:officer",
}
"""Where what was counted is shown, by the kind of an entry."""


class Span(NamedTuple):
    """From the first day to the last, and the day as of which what stands open is looked at."""

    first: date
    last: date
    on: date


class Entry(NamedTuple):
    """A row that was counted: what it is, its key, what it is called, and `value` of how many (`of`) it brings."""

    kind: str
    key: int
    label: str
    value: int
    of: int

    @property
    def address(self) -> str:
        """Give the address of the page that shows it; nothing where there is no such page."""
        page = _PAGES.get(self.kind)
        return reverse(page, kwargs={"pk": self.key}) if page and self.key else ""


class Measured(NamedTuple):
    """What was measured of an agency: how many, of how many, and the rows."""

    value: int
    of: int
    entries: tuple[Entry, ...]

    @classmethod
    def share(cls, entries: Iterable[Entry]) -> Measured:
        """Give the share of some entries: as many as there are in all, those that count for it."""
        rows = tuple(entries)
        return cls(sum(row.value for row in rows), sum(row.of for row in rows), rows)


Measuring = Callable[[Sequence[Agency], Span], Mapping[int, Measured]]


@dataclass(frozen=True)
class Measure:
    """A measure: its code (it keeps its meaning for ever), its words, and whether it is a share or counts faults."""

    code: str
    words: Any
    about: Any
    is_share: bool
    of: Measuring


def published_in_time(agencies: Sequence[Agency], span: Span) -> Mapping[int, Measured]:
    """Measure what was published in time (条例第26条) of what was to be; what is overdue still counts against it."""
    found = _nothing(agencies)
    shown = disclosure.shown_in(agencies, span.first, span.last)
    for agency, key, title, late in shown.values_list("item__agency", "item", "text__title", "late").order_by("pk"):
        found[agency].append(Entry("item", key, title[:_LONGEST], int(not late), 1))
    waiting = disclosure.overdue(agencies, span.on).filter(due_on__gte=span.first, due_on__lte=span.last)
    for agency, key, title in waiting.values_list("agency", "pk", "text__title").order_by("pk"):
        found[agency].append(Entry("item", key, (title or "")[:_LONGEST], 0, 1))
    return _shares(found)


def catalogue_covered(agencies: Sequence[Agency], span: Span) -> Mapping[int, Measured]:
    """Measure how many entries of the standard catalogue have something under them, or say why not."""
    found = _nothing(agencies)
    for entry in disclosure.asked_entries(agencies):
        empty = entry.finding(span.on) == entry.Finding.EMPTY
        found[entry.agency_id].append(Entry("entry", entry.pk, str(entry)[:_LONGEST], int(not empty), 1))
    return _shares(found)


def entries_stale(agencies: Sequence[Agency], span: Span) -> Mapping[int, Measured]:
    """Count the entries of the standard catalogue that are older than their interval allows."""
    found, asked = _nothing(agencies), dict.fromkeys((each.pk for each in agencies), 0)
    for entry in disclosure.asked_entries(agencies):
        asked[entry.agency_id] += 1
        if entry.finding(span.on) == entry.Finding.OVERDUE:
            found[entry.agency_id].append(Entry("entry", entry.pk, str(entry)[:_LONGEST], 1, 0))
    return _faults(found, asked)


def links_broken(agencies: Sequence[Agency], span: Span) -> Mapping[int, Measured]:
    """Count the links that nobody can open: as the scan found them in what is public, and as they were followed."""
    found, scanned = _nothing(agencies), disclosure.scanned(agencies)
    for item, links in disclosure.found_broken(agencies):
        found[item.agency_id].append(Entry("item", item.pk, str(item)[:_LONGEST], links, 0))
    for link in disclosure.broken_links(agencies, (span.first, span.last)).order_by("pk"):
        found[link.item.agency_id].append(Entry("item", link.item_id, link.address[:_LONGEST], 1, 0))
    # What was followed and not scanned was looked at, too.
    return _faults(found, {key: max(scanned.get(key, 0), len(entries)) for key, entries in found.items()})


def replied_in_time(agencies: Sequence[Agency], span: Span) -> Mapping[int, Measured]:
    """Measure how many applications were replied to in time (条例第33条); what is overdue still counts against it."""
    found = _nothing(agencies)
    ended = applications.cases(agencies, _days(span), applications.Figure.DONE)
    for agency, key, number, late in ended.values_list("agency", "pk", "number", "late").order_by("pk"):
        found[agency].append(Entry("application", key, number, int(not late), 1))
    for agency, key, number in _overdue(agencies, span):
        found[agency].append(Entry("application", key, number, 0, 1))
    return _shares(found)


def cases_overdue(agencies: Sequence[Agency], span: Span) -> Mapping[int, Measured]:
    """Count the applications whose last day is past without a reply."""
    found = _nothing(agencies)
    for agency, key, number in _overdue(agencies, span):
        found[agency].append(Entry("application", key, number, 1, 0))
    return _faults(found, applications.under_way_in(agencies, _days(span)))


def outcomes_corrected(agencies: Sequence[Agency], span: Span) -> Mapping[int, Measured]:
    """Count the challenges that ended in a correction (纠正), of those that ended in the span at all."""
    found = _nothing(agencies)
    days = remedies.Span(span.first, span.last)
    for agency, key, number in remedies.corrected(agencies, days).values_list("agency", "pk", "number").order_by("pk"):
        found[agency].append(Entry("challenge", key, number, 1, 0))
    return _faults(found, dict(remedies.ended(agencies, days).order_by().values_list("agency").annotate(Count("pk"))))


def report_in_time(agencies: Sequence[Agency], span: Span) -> Mapping[int, Measured]:
    """Measure whether the annual reports that were due in the span were published by their day (条例第49条)."""
    found = _nothing(agencies)
    published = disclosure.reports_of(agencies)
    for agency in agencies:
        if agency.kind == Kind.TOWNSHIP:  # 条例第49条 gives it no day
            continue
        reporter = Reporter.GOVERNMENT if agency.kind == Kind.GOVERNMENT else Reporter.DEPARTMENT
        for year in range(span.first.year - 1, span.last.year):
            due = report_due(year, reporter).due
            if not span.first <= due <= span.last or due >= span.on or not agency.is_in_being(due):
                continue
            report = published.get((agency.pk, year))
            label = f"{year}年年度报告"
            in_time = report is not None and report.shown_on is not None and report.shown_on <= due
            found[agency.pk].append(Entry("item", report.pk if report else 0, label, int(in_time), 1))
    return _shares(found)


def people_trained(agencies: Sequence[Agency], span: Span) -> Mapping[int, Measured]:
    """Measure how many of those who hold a post were trained in the span (培训), by whomever."""
    found, last = _nothing(agencies), min(span.last, span.on)
    missing = set(training.not_trained(agencies, span.first, last).values_list("pk", flat=True))
    posts = Post.objects.held(last).filter(agency__in=agencies, officer__is_active=True)
    people = posts.order_by("agency", "officer__name", "officer").values_list("agency", "officer", "officer__name")
    for agency, key, name in people.distinct():
        found[agency].append(Entry("officer", key, name, int(key not in missing), 1))
    return _shares(found)


def public_satisfied(agencies: Sequence[Agency], span: Span) -> Mapping[int, Measured]:
    """Measure how many answers in surveys of the span were satisfied (社会评议)."""
    found = _nothing(agencies)
    rows = Appraisal.objects.filter(about__in=agencies, held_on__gte=span.first, held_on__lte=span.last)
    for row in rows.order_by("held_on", "pk"):
        label = f"{row.get_means_display()} {row.held_on}"
        found[row.about_id].append(Entry("appraisal", row.pk, label, row.satisfied, row.answers))
    return _shares(found)


MEASURES: tuple[Measure, ...] = (
    Measure(
        "published_in_time",
        _("主动公开及时率"),
        _("期限内公开的信息，占公开的和到期没有公开的信息。"),
        True,
        published_in_time,
    ),
    Measure(
        "catalogue_covered",
        _("目录覆盖率"),
        _("有内容、或者说明了暂无内容的条目，占标准目录里应主动公开的条目。"),
        True,
        catalogue_covered,
    ),
    Measure("entries_stale", _("超期未更新的条目"), _("超过更新周期没有新信息的标准目录条目。"), False, entries_stale),
    Measure(
        "links_broken",
        _("打不开的链接"),
        _("公开的信息里公众打不开的链接：扫描发现、没有人核实说明的，和考核期内逐个打开过、打不开的。"),
        False,
        links_broken,
    ),
    Measure(
        "replied_in_time",
        _("依申请答复及时率"),
        _("期限内答复的申请，占办结的和逾期没有答复的申请。"),
        True,
        replied_in_time,
    ),
    Measure(
        "cases_overdue", _("逾期未答复的申请"), _("计算之日已经过了期限、还没有答复的申请。"), False, cases_overdue
    ),
    Measure(
        "outcomes_corrected",
        _("复议诉讼被纠正"),
        _("考核期内办结的复议、诉讼里，结果是纠正的。"),
        False,
        outcomes_corrected,
    ),
    Measure(
        "report_in_time",
        _("年度报告按时公布"),
        _("考核期内到期的年度报告，是否在期限内公布。"),
        True,
        report_in_time,
    ),
    Measure(
        "people_trained",
        _("参加培训的比例"),
        _("考核期内参加过培训的人，占在岗任职的人；谁办的培训都算。"),
        True,
        people_trained,
    ),
    Measure("public_satisfied", _("社会评议满意率"), _("考核期内评议的满意答卷，占全部答卷。"), True, public_satisfied),
)

MEASURE_BY_CODE: Mapping[str, Measure] = {each.code: each for each in MEASURES}


def _nothing(agencies: Iterable[Agency]) -> dict[int, list[Entry]]:
    return {agency.pk: [] for agency in agencies}


def _shares(found: Mapping[int, list[Entry]]) -> Mapping[int, Measured]:
    return {agency: Measured.share(entries) for agency, entries in found.items()}


def _faults(found: Mapping[int, list[Entry]], of: Mapping[int, int]) -> Mapping[int, Measured]:
    return {
        agency: Measured(sum(entry.value for entry in entries), of.get(agency, 0), tuple(entries))
        for agency, entries in found.items()
    }


def _days(span: Span) -> applications.Span:
    return applications.Span(span.first, span.last)


def _overdue(agencies: Sequence[Agency], span: Span) -> Any:
    rows = applications.overdue(agencies, span.on).filter(due_on__gte=span.first, due_on__lte=span.last)
    return rows.values_list("agency", "pk", "number").order_by("pk")
