"""The way of a report to the public, step by step: what is done and by whom, whose turn it is, what is in the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency, Duty, Kind, Officer
from gongkai.filings.gating import Gate
from gongkai.filings.lifecycle import Stage
from gongkai.filings.models import Filing, Scope
from gongkai.filings.models.signing import STEPS, practice_of
from gongkai.filings.rules import COMPILING, HEADING, PUBLISHING
from gongkai.filings.signing.selectors import authors_of, passes_of, sent_last
from gongkai.law.publication import Reporter, report_due
from gongkai.law.steps import Deadline
from gongkai.notifications.recipients import holders


class Step(NamedTuple):
    """One step: what it is, how far it has come (`done`, `now`, `left`), who did it, when, with which opinion.

    Of the one whose turn it is, `who` are those who may do it.
    """

    words: str
    state: str
    who: str = ""
    at: datetime | None = None
    remarks: str = ""


def steps_of(filing: Filing, on: date) -> list[Step]:
    """Give the steps of a report, from its figures to the public."""
    return list(_steps(filing, on))


def _steps(filing: Filing, on: date) -> Iterator[Step]:
    stage = Stage(filing.stage)
    compiling, frozen = stage == Stage.COMPILING, stage == Stage.FROZEN
    sent = None if compiling or frozen else sent_last(filing)
    yield Step(_("编制、冻结"), "now" if compiling else "done", names(filing, COMPILING, on) if compiling else "")
    if sent is None:
        yield Step(_("送审"), "now" if frozen else "left", names(filing, COMPILING, on) if frozen else "")
        yield from (Step(each, "left") for each in steps_in_words(practice_of(filing.agency).steps))
    else:
        passes = passes_of(filing)
        yield Step(_("送审"), "done", sent.by_whom, sent.at, sent.remarks)
        left = filing.steps_left
        words = steps_in_words([*(each.duty for each in passes), *left])
        yield from (Step(said, "done", each.by_whom, each.at, each.remarks) for said, each in zip(words, passes))
        for said, duty in zip(words[len(passes) :], left):
            turn = duty == left[0]
            yield Step(said, "now" if turn else "left", names(filing, [duty], on) if turn else "")
    shown = filing.versions.order_by("number").last() if stage == Stage.PUBLISHED else None
    if shown is not None:
        yield Step(_("向社会公布"), "done", "", shown.published_at)
    else:
        signed = stage == Stage.SIGNED
        yield Step(_("向社会公布"), "now" if signed else "left", names(filing, PUBLISHING, on) if signed else "")


def steps_in_words(duties: list[str]) -> list[str]:
    """Give what is done in each of some steps; in the last the report is signed."""
    return [*(str(STEPS[Duty(each)]) for each in duties[:-1]), *(_signed_by(each) for each in duties[-1:])]


def _signed_by(duty: str) -> str:
    return _("%(duty)s签发") % {"duty": Duty(duty).label}


def officers_for(filing: Filing, duties: Iterable[str], on: date) -> Any:
    """Give who has one of some duties for a report on a day; for a government in its general office, too."""
    wanted = list(duties)
    offices = Agency.objects.in_being(on).filter(parent=filing.agency, kind=Kind.GENERAL_OFFICE)
    found = {each.pk for agency in (filing.agency, *offices) for each in holders(agency, wanted, on)}
    return Officer.objects.filter(pk__in=found).order_by("name")


def names(filing: Filing, duties: Iterable[str], on: date) -> str:
    """Name who may do a step."""
    found = "、".join(each.name for each in officers_for(filing, duties, on))
    return found or _("本机关没有人担任这项职责，请管理员任职")


def obstacles(filing: Filing, found: Gate, on: date) -> list[str]:
    """Say what is in the way of sending a report for review, and of passing it then; of one that is sent, nothing."""
    if filing.stage not in (Stage.COMPILING, Stage.FROZEN):
        return []
    return list(_obstacles(filing, found, on))


def _obstacles(filing: Filing, found: Gate, on: date) -> Iterator[str]:
    number = sum(each.stands_in_the_way for each in found.judged)
    if number:
        yield _("检查还有%(number)d处要处理。") % {"number": number}
    if filing.stage == Stage.COMPILING:
        yield _("数字还没有冻结，由%(names)s冻结。") % {"names": names(filing, HEADING, on)}
    if filing.year >= on.year:
        yield _("%(year)d年还没有过完，次年1月1日以后才能送审。") % {"year": filing.year}
    authors = authors_of(filing)
    duties = practice_of(filing.agency).steps
    for duty, words in zip(duties, steps_in_words(duties)):
        holding = {each.pk for each in officers_for(filing, [duty], on)}
        if not holding:
            yield _("“%(step)s”没有人担任，请管理员任职，或者修改审签规则。") % {"step": words}
        elif holding <= authors:
            yield _("“%(step)s”只有编写、填报、更正或者说明过这份报告的人担任，要由另一个人办理。") % {"step": words}


def due_of(filing: Filing) -> Deadline | None:
    """Give the last day to publish a report (条例第49条), which names none for townships."""
    if filing.scope != Scope.UNIT or filing.agency.kind == Kind.GOVERNMENT:
        return report_due(filing.year, Reporter.GOVERNMENT)
    return None if filing.agency.kind == Kind.TOWNSHIP else report_due(filing.year, Reporter.DEPARTMENT)
