"""What must be shown for an outcome when it is challenged (举证), and what of it a case holds: a literal table.

Of the judicial interpretation on cases of disclosure the articles on evidence are known from accounts of it (二手);
nothing is refused for what is lacking: the agency decides what it hands in, and is told first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from gongkai.applications.models import (
    Application,
    CaseEvent,
    Charge,
    Consultation,
    Issued,
    Part,
    ReplyAttachment,
    Search,
    Weighing,
)
from gongkai.applications.models.handling import consulted_on
from gongkai.applications.timing import clock_after, events_of
from gongkai.law.citation import Citation, cite
from gongkai.law.clock import Kind, Party


class Shown(NamedTuple):
    """One thing to be shown: whether the case holds it, and what to do when it does not."""

    what: Any
    is_there: bool
    do: Any
    citation: Citation


@dataclass
class Held:
    """What a case holds, read once."""

    application: Application

    def __post_init__(self) -> None:
        case = self.application
        self.outcomes = set(Part.objects.filter(reply__application=case).values_list("outcome", flat=True))
        self.outcomes |= {case.outcome} if case.outcome else set()
        self.searches = list(Search.objects.filter(application=case))
        self.weighings = list(Weighing.objects.filter(application=case))
        self.consultations = list(consulted_on(case))
        self.issued = {row.key: row for row in Issued.objects.filter(application=case).prefetch_related("dispatches")}
        self.enclosures = list(ReplyAttachment.objects.filter(reply__application=case))
        self.happened = set(CaseEvent.objects.filter(application=case).values_list("kind", flat=True))
        self.charge = Charge.objects.filter(application=case).first()

    def weighed(self, *grounds: str) -> bool:
        """Say whether it was weighed, on one of these grounds, that something is withheld."""
        return any(each.ground in grounds and each.withhold for each in self.weighings)

    def was_served(self, key: str) -> bool:
        """Say whether a letter was issued and a day is noted on which it was served."""
        row = self.issued.get(key)
        return row is not None and any(each.counts_on for each in row.dispatches.all())

    @property
    def told_of_extension(self) -> bool:
        """Say whether the applicant was told of an extension before the time was over that it made longer."""
        row = self.issued.get("extension")
        served = [each.counts_on for each in row.dispatches.all() if each.counts_on] if row is not None else []
        before = list(takewhile(lambda event: event.kind is not Kind.EXTENDED, events_of(self.application)))
        return any(not clock_after(before, today=on).overdue for on in served)

    @property
    def third_parties(self) -> list[Consultation]:
        """Give the third parties that were asked."""
        return [each for each in self.consultations if each.party == Party.THIRD_PARTY.value]

    @property
    def is_severed(self) -> bool:
        """Say whether a part was to be given, the rest withheld."""
        severable = any(each.severing == Weighing.Severing.SEVERABLE for each in self.weighings)
        redacted = any(each.treatment == ReplyAttachment.Treatment.REDACTED for each in self.enclosures)
        return "PARTIAL" in self.outcomes or severable or redacted

    @property
    def tells_severed(self) -> bool:
        """Say whether it is on record what was taken out, or how what was given whole was told apart."""
        whole = bool(self.enclosures) and all(each.treatment == "whole" for each in self.enclosures)
        told_apart = any(each.severing == Weighing.Severing.SEVERABLE and each.how for each in self.weighings)
        return any(each.grounds for each in self.enclosures) or (whole and told_apart)


class Need(NamedTuple):
    """What must be shown: when, what, whether it is there, what to do, and the provision."""

    when: Callable[[Held], bool]
    what: Any
    is_there: Callable[[Held], bool]
    do: Any
    citation: str


_BY_LAPSE = {"OTHER_1", "OTHER_2"}
"""What ends a case without a reply."""


def _of(*outcomes: str) -> Callable[[Held], bool]:
    return lambda held: not held.outcomes.isdisjoint(outcomes)


NEEDS: tuple[Need, ...] = (
    Need(
        _of("UNABLE_1A"),
        _("已尽合理检索义务：检索范围、检索词、检索人、时间"),
        lambda held: any(not each.found for each in held.searches),
        _("请在案件里登记检索情况。"),
        "公开案件解释",
    ),
    Need(
        _of("UNABLE_1A"),
        _("检索的结果"),
        lambda held: bool(held.searches) and all(each.result.strip() for each in held.searches),
        _("请在检索记录里写明检索结果，并把截图或者清单加为案件的附件。"),
        "公开案件解释",
    ),
    Need(
        _of("DENY_1"),
        _("属于国家秘密：密级标识、保密期限、定密依据"),
        lambda held: held.weighed("DENY_1"),
        _("请登记损害衡量，写明定密依据、密级和保密期限，不写秘密内容本身。"),
        "公开案件解释",
    ),
    Need(
        _of("DENY_2"),
        _("法律、行政法规禁止公开的依据"),
        lambda held: held.weighed("DENY_2"),
        _("请登记损害衡量，写明禁止公开的法律、行政法规及其条款。"),
        "条例第14条",
    ),
    Need(
        _of("DENY_3"),
        _("公开后可能危及国家安全、公共安全、经济安全、社会稳定的证据"),
        lambda held: held.weighed("DENY_3"),
        _("请登记损害衡量，写明公开会带来的不利影响。"),
        "公开案件解释",
    ),
    Need(
        _of("DENY_4"),
        _("已经书面征求第三方意见，及第三方收到的日期"),
        lambda held: any(each.notified_on for each in held.third_parties),
        _("请登记征求意见和第三方收到征求意见书的日期。"),
        "条例第32条",
    ),
    Need(
        _of("DENY_4"),
        _("第三方的意见，或者其逾期未提出意见"),
        lambda held: any(each.opinion for each in held.third_parties),
        _("请登记第三方的意见，并把其来函加为案件的附件。"),
        "条例第32条",
    ),
    Need(
        _of("DENY_4"),
        _("公开会对第三方合法权益造成损害"),
        lambda held: held.weighed("DENY_4"),
        _("请登记损害衡量。"),
        "条例第15条",
    ),
    Need(
        lambda held: any(each.public_interest.strip() for each in held.consultations),
        _("因公共利益公开的，告知第三方的记录"),
        lambda held: (
            all(each.told_on for each in held.consultations if each.is_to_be_told)
            and not any(each.is_to_be_told for each in held.consultations)
        ),
        _("请登记书面告知第三方的日期。"),
        "条例第32条",
    ),
    Need(
        _of("DENY_5", "DENY_6", "DENY_7"),
        _("属于内部事务信息、过程性信息、行政执法案卷信息的属性说明"),
        lambda held: held.weighed("DENY_5", "DENY_6", "DENY_7"),
        _("请登记损害衡量，说明信息的属性和不公开的理由。"),
        "公开案件解释",
    ),
    Need(
        lambda held: held.is_severed,
        _("区分处理：遮盖了哪些内容、各是什么理由"),
        lambda held: held.tells_severed,
        _("请在随答复提供的信息里标记遮去的内容和理由；分件提供的，在损害衡量里写明怎样区分。"),
        "条例第37条",
    ),
    Need(
        _of("NOPROC_4"),
        _("要求申请人说明理由，以及认定明显超过合理范围的根据"),
        lambda held: Kind.REASONS_ASKED.value in held.happened,
        _("请登记要求说明理由。"),
        "条例第35条",
    ),
    Need(
        _of("OTHER_1"),
        _("告知补正的文书及其送达"),
        lambda held: held.was_served("supplement"),
        _("请出具补正告知书并登记送达。"),
        "条例第30条",
    ),
    Need(
        _of("OTHER_2"),
        _("收费通知及申请人收到的日期"),
        lambda held: held.charge is not None and (held.charge.notified_on is not None or held.was_served("fee")),
        _("请出具收费通知并登记申请人收到的日期。"),
        "处理费办法第6条",
    ),
    Need(
        lambda held: Kind.EXTENDED.value in held.happened,
        _("延长答复期限经负责人同意，并在期限内告知申请人"),
        lambda held: held.told_of_extension,
        _("请出具延期告知书并登记送达；没有在原答复期限届满前送达的，请在答复中说明。"),
        "条例第33条第2款",
    ),
    Need(
        lambda held: True,
        _("答复的文书"),
        lambda held: "reply" in held.issued or (bool(held.outcomes) and held.outcomes <= _BY_LAPSE),
        _("案件还没有答复：逾期不答复的，请尽快答复。"),
        "条例第33条",
    ),
    Need(
        lambda held: "reply" in held.issued,
        _("答复送达的记录"),
        lambda held: held.was_served("reply"),
        _("请登记送达方式和日期；邮寄的，填邮件号。"),
        "送达解释",
    ),
)


def to_show(application: Application) -> Iterator[Shown]:
    """Give what must be shown for what became of an application, and whether its case holds it."""
    held = Held(application)
    for need in NEEDS:
        if need.when(held):
            yield Shown(need.what, need.is_there(held), need.do, cite(need.citation))
