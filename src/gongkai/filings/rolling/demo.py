"""The demonstration county's roll-up: of 2020, out of reports from outside, and of last year, as far as it has come.

Of 2020 the bureau of science gives what it really published: its report was signed here, and is handed up and
accepted; where it is not, it comes from outside like the others'. Those are made up, and their files say so （示例）;
they are taken in and confirmed by the county's office, as of bureaus that do not work here. Everything is done by the
services; what is there already is left as it is.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from django.db import transaction
from django.db.models import QuerySet

from gongkai.agencies.demo import GENERAL_OFFICE, GOVERNMENT
from gongkai.agencies.models import Agency, Duty, Membership, Post
from gongkai.attachments.services import NewFile
from gongkai.attachments.storing import Draft
from gongkai.filings import services
from gongkai.filings.models import Filing, Scope, Submission, Upload, Version
from gongkai.filings.outside.services import confirm, take_in
from gongkai.filings.submitting.services import accept, submit
from gongkai.journal.actor import Actor
from gongkai.report.model import Reading, Report
from gongkai.report.synth.agencies import Agency as MadeUp
from gongkai.report.synth.agencies import reports_of
from gongkai.report.writers.json import write_json

_SIZE = 12
"""About so many applications a year come to a made-up bureau."""


@transaction.atomic
def load(published: Report, *, on: date) -> None:
    """Take in the reports of 2020 and begin the county's, that of last year too. The county must have been loaded.

    `published` is the real report of the bureau of science.
    """
    post = Post.objects.filter(officer__username="fuban.handler", duty=Duty.HANDLER).first()
    year = published.year
    if post is None or year is None:
        return
    by = Actor(officer=post.officer, post=post)
    listed = Membership.objects.filter(collector=post.agency, year=year).values("member")
    for agency in Agency.objects.filter(pk__in=listed) | Agency.objects.filter(name=GENERAL_OFFICE):
        signed = Version.objects.filter(filing__agency=agency, filing__year=year, filing__scope=Scope.UNIT)
        if signed.exists():
            _hand_up(signed.latest("number"), post.agency)
        elif not Upload.objects.confirmed().filter(agency=agency, year=year).exists():
            report = published if agency.name == published.agency else _made_up(agency.name, year)
            _take_in(agency, year, report, by)
    government = Agency.objects.get(name=GOVERNMENT)
    for each in (year, on.year - 1):
        services.begin(government, each, by=by, scope=Scope.REGION)


def _hand_up(version: Version, collector: Agency) -> None:
    if version.submissions.exists():
        return
    handler = Post.objects.filter(agency=version.filing.agency, duty=Duty.HANDLER)
    head = Post.objects.filter(agency=collector, duty=Duty.OFFICE_HEAD)
    made: Submission = submit(version, collector, by=_in(handler))
    accept(made, by=_in(head))


def _in(posts: QuerySet[Post]) -> Actor:
    post = posts.select_related("officer", "agency").order_by("pk")[0]
    return Actor(officer=post.officer, post=post)


def _take_in(agency: Agency, year: int, report: Report, by: Actor) -> None:
    with Draft() as draft:
        draft.write(write_json(report))
        file = NewFile(f"{agency.name}{year}年政府信息公开工作年度报告（示例）.json", draft)
        upload = take_in(agency, year, file, Reading(report.unplaced()), by=by)
    confirm(upload, by=by, reason="示例数据，已核对。（示例）")


def _made_up(name: str, year: int) -> Report:
    """Give a report that adds up, the same for the same name; its amounts say their unit."""
    [report] = reports_of(MadeUp(name, range(year, year + 1), _SIZE, combined=False), Random(name))
    table = report.tables["proactive"]
    amounts = {key: each._replace(unit="万元") for key, each in table.figures.items() if key[1] == "amount"}
    return replace(report, tables={**report.tables, "proactive": replace(table, figures={**table.figures, **amounts})})


def county(year: int) -> Filing:
    """Give the county's report for a year."""
    found: Filing = Filing.objects.get(agency__name=GOVERNMENT, year=year, scope=Scope.REGION)
    return found
