"""What an officer may want to know of a case, with its evidence (提示): never a refusal, and nothing is decided by it.

Descriptions are sealed. To compare them, those of the same agency's cases of the last twelve months are opened, no more
than `MOST` of them; why nothing is kept for it, docs/decisions/0017 says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from gongkai.applications.likeness import SIMILAR, Words, likeness, may_be_same, words_of
from gongkai.applications.models import Applicant, Application, CaseEvent, Dispatch
from gongkai.applications.models.practice import Practice, practice_of
from gongkai.applications.selectors import others_of
from gongkai.law.clock import Kind, State

MOST = 200
"""Descriptions that are opened for one case at most, the latest first."""
SHOWN = 5
"""Similar cases that are shown."""
_READ = ("agency", "number", "description", "state", "outcome", "closed_on")
_YEAR, _MONTH = timedelta(365), timedelta(30)
_GIVEN = frozenset({"GRANT", "GRANT_ALREADY", "PARTIAL"})


class Signal(NamedTuple):
    """Something worth a look: what it is called, the provision it touches, and the evidence."""

    code: str
    words: Any
    citation: str
    cases: Sequence[Application] = ()
    found: Sequence[str] = ()
    """Words of the description itself."""
    number: int = 0


class Similar(NamedTuple):
    """An earlier case that was replied to, and how like it is."""

    application: Application
    likeness: float


@dataclass
class _Looked:
    """A case and the others it is compared with, each opened once."""

    application: Application

    @cached_property
    def practice(self) -> Practice:
        """Give how its agency works."""
        return practice_of(self.application.agency)

    @cached_property
    def mine(self) -> Words:
        """Give its own words."""
        return self.words(self.application)

    @cached_property
    def recent(self) -> list[tuple[Application, Words]]:
        """Give the agency's other cases of the twelve months to the day it came, with their words."""
        until = self.application.received_on or self.application.arrived_on
        among = Application.objects.filter(
            agency_id=self.application.agency_id,
            received_on__gte=until - _YEAR,
            received_on__lte=until,
            redo_of__isnull=True,
        ).exclude(pk=self.application.pk)
        return [(each, self.words(each)) for each in among.only(*_READ).order_by("-received_on", "-pk")[:MOST]]

    @cached_property
    def own(self) -> list[Application]:
        """Give the other cases of the same applicants, the latest first."""
        return list(others_of(self.application).filter(redo_of__isnull=True).order_by("-pk")[:MOST])

    def words(self, application: Application) -> Words:
        """Give the words of a case, without the names that all cases of its agency may have."""
        agency = self.application.agency
        return words_of(str(application.description), (agency.name, agency.region.name))


def signals_of(application: Application) -> list[Signal]:
    """Give the signals of a case that is under way; of one replied to anew as was ordered there are none."""
    if application.closed_on is not None or application.redo_of_id is not None:
        return []
    looked = _Looked(application)
    return [signal for find in FINDERS for signal in find(looked)]


def similar_to(application: Application) -> list[Similar]:
    """Give the agency's earlier cases most like a case that were replied to: a pattern for its draft."""
    looked = _Looked(application)
    found = [
        Similar(each, likeness(looked.mine, words))
        for each, words in looked.recent
        if each.state == State.REPLIED.value
    ]
    close = [each for each in found if each.likeness >= SIMILAR]
    return sorted(close, key=lambda each: (-each.likeness, -each.application.pk))[:SHOWN]


# “行政机关已就申请人提出的政府信息公开申请作出答复、申请人重复申请公开相同政府信息的”
def repeated(looked: _Looked) -> Iterator[Signal]:
    """Point to the same applicants' earlier applications for the same that were replied to (重复申请)."""
    earlier = [each for each in looked.own if each.state == State.REPLIED.value and each.pk < looked.application.pk]
    if same := [each for each in earlier if may_be_same(looked.mine, looked.words(each))]:
        yield Signal("repeated", _("同一申请人申请过相同的信息，是否属于重复申请请核对"), "条例第36条第6项", same)


# “申请人申请公开政府信息的数量、频次明显超过合理范围，行政机关可以要求申请人说明理由”
def many(looked: _Looked) -> Iterator[Signal]:
    """Point to how often the same applicants applied within a month (数量、频次)."""
    on = looked.application.arrived_on
    within = [each for each in looked.own if on - _MONTH < each.arrived_on <= on]
    if len(within) + 1 >= looked.practice.many_in_a_month:
        words = _("同一申请人一个月内申请的件数，是否明显超过合理范围请核对；超过的，可以要求说明理由")
        yield Signal("many", words, "条例第35条", within, number=len(within) + 1)


# “申请人以政府信息公开申请的形式进行信访、投诉、举报等活动，行政机关应当告知申请人不作为政府信息公开申请处理”
def petition(looked: _Looked) -> Iterator[Signal]:
    """Point to words of complaint in the description (信访、投诉、举报)."""
    if found := _said(looked.application, PETITION_WORDS):
        words = _("描述里有信访、投诉、举报的用语，是否属于以申请的形式信访、投诉、举报请核对")
        yield Signal("petition", words, "条例第39条第1款", found=found)


# “申请人提出的申请内容为要求行政机关提供政府公报、报刊、书籍等公开出版物的，行政机关可以告知获取的途径”
def publication(looked: _Looked) -> Iterator[Signal]:
    """Point to words for what is published and can be bought or read (公开出版物)."""
    if found := _said(looked.application, PUBLICATION_WORDS):
        words = _("描述里提到公开出版物，是否可以告知获取途径请核对")
        yield Signal("publication", words, "条例第39条第2款", found=found)


# “多个申请人就相同政府信息向同一行政机关提出公开申请，且该政府信息属于可以公开的，行政机关可以纳入主动公开的范围”
def wanted_by_many(looked: _Looked) -> Iterator[Signal]:
    """Point to what several applicants ask the agency for, unless all of them were refused: it may be published."""
    same = [each for each, words in looked.recent if may_be_same(looked.mine, words)]
    replied = [each for each in same if each.outcome]
    if replied and not any(each.outcome in _GIVEN for each in replied):
        return
    number = _people([looked.application, *same])
    if number >= looked.practice.many_for_the_same:
        words = _("多个申请人申请相同的信息，可以公开的，建议纳入主动公开")
        yield Signal("wanted-by-many", words, "条例第44条第1款", same, number=number)


_TO_BE_TOLD = {
    Kind.EXTENDED.value: (
        "extension",
        _("已经延长答复期限，还没有登记告知申请人；请在原答复期限届满前送达延期答复告知书"),
        "条例第33条第2款",
    ),
    Kind.DELAY_SET.value: (
        "delay",
        _("已经确定延迟答复的期限，还没有登记告知申请人；请送达延迟答复告知书"),
        "条例第35条",
    ),
}
"""What the applicant has to be told of: its letter, what is pointed out until that was served, and the provision."""


# “应当经政府信息公开工作机构负责人同意并告知申请人”“可以确定延迟答复的合理期限并告知申请人”
def untold(looked: _Looked) -> Iterator[Signal]:
    """Point to more time that was taken, and of which the applicant has not been told yet (告知申请人)."""
    case = looked.application
    taken = CaseEvent.objects.filter(application=case, kind__in=_TO_BE_TOLD).values_list("kind", flat=True)
    for letter, words, citation in (_TO_BE_TOLD[kind] for kind in taken.order_by("order")):
        served = Dispatch.objects.filter(issued__application=case, issued__key=letter, counts_on__isnull=False)
        if not served.exists():
            yield Signal(f"{letter}-untold", words, citation)


Finder = Callable[[_Looked], Iterator[Signal]]
FINDERS: tuple[Finder, ...] = (untold, repeated, many, petition, publication, wanted_by_many)

PETITION_WORDS = (
    "信访", "上访", "投诉", "举报", "控告", "检举", "申诉", "查处", "追究责任", "追责", "处分", "讨个说法", "给个说法",
    "要求处理", "责令", "赔偿损失", "维权", "违法行为",
)  # fmt: skip
PUBLICATION_WORDS = ("政府公报", "公报", "年鉴", "报刊", "报纸", "期刊", "杂志", "书籍", "图书")


def _said(application: Application, words: Sequence[str]) -> list[str]:
    """Give those of some words that the description has, without those that are part of another found."""
    found = [word for word in words if word in str(application.description)]
    return [word for word in found if not any(word != other and word in other for other in found)]


def _people(cases: Sequence[Application]) -> int:
    """Count who leads these applications, each person once, by their fingerprints."""
    rows = Applicant.objects.filter(application__in=[each.pk for each in cases], order=0)
    marks: Mapping[int, str] = dict(rows.values_list("application", "identity_fingerprint"))
    return len({marks.get(each.pk) or each.pk for each in cases})
