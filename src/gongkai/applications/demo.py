"""The demonstration cases: a year of applications to three bureaus of the county, with somebody waiting at every stage.

Whoever applies, and whatever they ask for, is made up. Days are counted back from today in working days, so that what
is nearly due is so on any day it is loaded. Everything is done by the services, across all cases in the order of its
days: the numbers and the journal are as a year of work leaves them. A case that is there already is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from random import Random
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from django.db import transaction

from gongkai.agencies.models import Agency, Duty, Post
from gongkai.applications import requirements, services
from gongkai.applications.models import Application, Consultation, Practice
from gongkai.applications.models.practice import REVIEWS
from gongkai.applications.services import NewApplicant, NewPart
from gongkai.journal.actor import Actor
from gongkai.law.channels import Channel
from gongkai.law.clock import Party
from gongkai.law.delivery import Manner
from gongkai.law.fees import Standard
from gongkai.ui.working_days import calendar

_KEYS = UUID("370321ff-0000-4000-8000-000000000000")
"""Under which the cases have their `sent_key`: by it a case is known to be there."""

_WORDS = {"keji": "桓科示例公开", "ziran": "桓自然示例公开", "zhujian": "桓建示例公开"}
"""The bureaus, by the stem of their accounts, and the words their letters are numbered under."""


@dataclass
class _Case:
    """A case as it is dealt with: the people of its bureau, by duty, and the application once it is registered."""

    posts: Mapping[str, Post]
    applicant: NewApplicant
    planned: Planned
    key: UUID
    application: Application = field(init=False)

    def by(self, duty: str = Duty.HANDLER) -> Actor:
        """Give who acts in a duty."""
        return Actor(officer=self.posts[duty].officer, post=self.posts[duty])

    def does(self, service: Callable[..., Any], duty: str = Duty.HANDLER, /, **values: Any) -> None:
        """Have a service done to the case."""
        service(self.application, by=self.by(duty), **values)

    def consultation(self) -> Consultation:
        """Give the opinion that was asked for."""
        found: Consultation = Consultation.objects.get(application=self.application)
        return found


class Step(NamedTuple):
    """What is done with a case, so many working days after it arrived."""

    after: int
    do: Callable[[_Case, date], None]


class Planned(NamedTuple):
    """A case: to which bureau, how many working days ago, from whom and how, what is asked for, what is done."""

    stem: str
    ago: int
    kind: str
    channel: Channel
    asks: str
    steps: Sequence[Step] = ()


def _register(case: _Case, on: date) -> None:
    planned = case.planned
    case.application = services.register(
        case.posts[Duty.HANDLER].agency,
        channel=planned.channel,
        arrived_on=on,
        applicants=[case.applicant],
        description=planned.asks,
        sent_key=case.key,
        by=Actor(role="applicant") if planned.channel is Channel.INTERNET else case.by(),
    )


def _acts(after: int, service: Callable[..., Any], duty: str = Duty.HANDLER, **values: Any) -> Step:
    """Give the step of a service that is told the day."""
    return Step(after, lambda case, on: case.does(service, duty, on=on, **values))


def confirmed(after: int) -> Step:
    """Have the applicant reached, and the application confirmed."""
    return _acts(after, services.confirm)


def assigned(after: int = 1) -> Step:
    """Have the head assign it to the handler."""

    def do(case: _Case, on: date) -> None:
        handler = case.posts[Duty.HANDLER]
        case.does(services.assign, Duty.OFFICE_HEAD, office=handler.office, handler=handler.officer)

    return Step(after, do)


def _supplement_asked(after: int) -> Step:
    def do(case: _Case, on: date) -> None:
        case.does(services.ask_supplement, on=on, matters="写明所需信息的名称、年度或者文号，便于查询。")
        case.does(services.issue, letter="supplement")

    return Step(after, do)


def searched(after: int, *, found: bool = True) -> Step:
    """Have it searched for, and what was found noted."""
    values = {"scope": "本机关档案室和办公系统", "keywords": "示例", "searcher": "示例检索人"}
    return _acts(after, services.record_search, found=found, result="找到1份" if found else "未找到", **values)


def _drafted(after: int, *parts: NewPart) -> Step:
    return Step(after, lambda case, on: case.does(services.draft, parts=parts))


def _submitted(after: int) -> Step:
    return Step(after, lambda case, on: case.does(services.submit))


def _passed(after: int, *duties: str) -> Step:
    def do(case: _Case, on: date) -> None:
        for duty in duties:
            case.does(services.pass_on, duty, duty=duty)

    return Step(after, do)


def _consulted(after: int) -> tuple[Step, ...]:
    """Ask a firm; its letter arrives the day after."""

    def notified(case: _Case, on: date) -> None:
        services.note_notified(case.consultation(), on=on, by=case.by())

    values = {"party": Party.THIRD_PARTY, "whom": "桓台县示例建材有限公司（虚构）", "scope": "合同价款和施工方案"}
    return _acts(after, services.consult, **values), Step(after + 1, notified)


def _answered(after: int, opinion: str) -> Step:
    def do(case: _Case, on: date) -> None:
        services.end_consultation(case.consultation(), on=on, opinion=opinion, reasons="示例理由", by=case.by())

    return Step(after, do)


def archived(after: int) -> Step:
    """Have the file archived."""
    return Step(after, lambda case, on: case.does(services.archive))


def _weighed(case: _Case, parts: Sequence[NewPart], on: date) -> None:
    """Weigh what is to be withheld."""
    given = any(part.outcome == "GRANT" for part in parts)
    severing, how = ("severable", "隐去后提供其余内容") if given else ("whole", "全部内容都属于此类")
    for part in parts:
        if part.outcome in requirements.WEIGHED.split():
            case.does(
                services.weigh, ground=part.outcome, content=part.content, harm=part.reason, withhold=True,
                severing=severing, how=how, on=on,
            )  # fmt: skip


def _approved(after: int, *parts: NewPart) -> tuple[Step, ...]:
    """Draft and submit; everybody passes it the day after."""
    weighed = Step(after, lambda case, on: _weighed(case, parts, on))
    return weighed, _drafted(after, *parts), _submitted(after), _passed(after + 1, *REVIEWS, Duty.OFFICE_HEAD)


def _decided(after: int, *parts: NewPart) -> tuple[Step, ...]:
    """Have the reply approved, then made."""
    return *_approved(after - 2, *parts), _acts(after, services.decide, Duty.OFFICE_HEAD)


def replied(after: int, *parts: NewPart) -> tuple[Step, ...]:
    """Have the reply made, and posted the same day."""
    posted = Step(after, lambda case, on: case.does(services.deliver, manner=Manner.POST, sent_on=on))
    return *_decided(after, *parts), posted


def _extended(after: int, days: int) -> tuple[Step, ...]:
    """Put an extension before the head, who consents the day after."""
    proposed = _acts(after, services.propose_extension, days=days, reason="需要查阅的档案较多")
    return proposed, _acts(after + 1, services.extend, Duty.OFFICE_HEAD)


def part(outcome: str, reason: str = "", told: str = "", content: str = "申请的信息") -> NewPart:
    """Give a part of a reply: its outcome, why, and what else is told."""
    return NewPart(content, outcome, reason, told)


GRANTED = part("GRANT", told="随附复印件一份")
ALREADY = part("GRANT_ALREADY", told="见本机关网站“政府信息公开”栏目")
_WITHHELD = part("DENY_4", "第三方不同意公开，公开会损害其合法权益", content="施工方案")
_NONE = part("UNABLE_1A", "经检索没有制作、获取过该信息")

_TO_TRACK = "与示例项目有关的全部材料"
"""What is asked for in the case that is offered to be tracked: it awaits a supplement, which can be given there."""

_CASES: tuple[Planned, ...] = (
    # Under way: new, near its last day, past it.
    Planned("keji", 0, "NATURAL", Channel.INTERNET, "2025年度示例科技项目评审结果"),
    Planned("keji", 1, "COMMERCIAL", Channel.COUNTER, "示例创新券的兑付办法和兑付名单"),
    Planned("keji", 17, "NATURAL", Channel.COUNTER, "示例科普基地的认定文件", (assigned(), searched(6))),
    Planned("keji", 20, "RESEARCH", Channel.SIGNED_MAIL, "示例重点研发计划的经费安排", (assigned(), searched(5))),
    Planned("keji", 24, "NATURAL", Channel.INTERNET, "示例孵化器的场地租金标准", (confirmed(1), assigned(2))),
    Planned("ziran", 2, "NATURAL", Channel.ORDINARY_LETTER, "示例村集体土地的确权材料"),
    Planned("ziran", 16, "LEGAL", Channel.COUNTER, "示例路北侧地块的规划条件", (assigned(),)),
    Planned(
        "ziran", 26, "COMMERCIAL", Channel.COUNTER, "示例工业园土地出让的成交结果", (assigned(), *_extended(15, 10))
    ),
    Planned("zhujian", 22, "NATURAL", Channel.SIGNED_MAIL, "示例小区竣工验收备案表", (assigned(), searched(9))),
    # Waiting for somebody: a supplement, an opinion, a reason, a fee.
    Planned("keji", 9, "NATURAL", Channel.COUNTER, _TO_TRACK, (assigned(), _supplement_asked(4))),
    Planned("zhujian", 11, "NATURAL", Channel.INTERNET, "旧城改造的文件", (confirmed(1), _supplement_asked(5))),
    Planned("zhujian", 13, "COMMERCIAL", Channel.COUNTER, "示例道路改造工程的施工合同", (assigned(), *_consulted(4))),
    Planned("ziran", 12, "NATURAL", Channel.COUNTER, "示例矿区修复工程的合同", (assigned(), *_consulted(5))),
    Planned(
        "ziran",
        6,
        "NATURAL",
        Channel.FAX,
        "本年第12件：示例镇全部用地批复",
        (confirmed(0), _acts(3, services.ask_reasons, matters="请在10个工作日内说明本年多次申请同类信息的理由。")),
    ),
    Planned(
        "zhujian",
        8,
        "NATURAL",
        Channel.COUNTER,
        "本月第12件：示例小区的验收记录",
        (assigned(), _acts(4, services.notice_fee, standard=Standard.BY_PIECE, quantity=12)),
    ),
    # The reply under way: in review, approved, to be sent.
    Planned(
        "keji",
        14,
        "NATURAL",
        Channel.COUNTER,
        "示例人才补贴的发放标准",
        (assigned(), _drafted(9, GRANTED), _submitted(10)),
    ),
    Planned(
        "zhujian",
        15,
        "WELFARE",
        Channel.INTERNET,
        "无障碍设施改造的示例清单",
        (confirmed(1), _drafted(10, GRANTED), _submitted(11), _passed(12, *REVIEWS)),
    ),
    Planned("keji", 18, "LEGAL", Channel.SIGNED_MAIL, "示例技术合同的登记台账", (assigned(), *_approved(14, ALREADY))),
    Planned("ziran", 18, "NATURAL", Channel.COUNTER, "示例宅基地的审批表", (assigned(), *_decided(17, GRANTED))),
    # Closed, with outcomes of every group.
    Planned("keji", 40, "NATURAL", Channel.COUNTER, "2024年示例项目立项名单", (assigned(), *replied(12, GRANTED))),
    Planned("keji", 75, "COMMERCIAL", Channel.SIGNED_MAIL, "示例补助的申报指南", (*replied(6, ALREADY), archived(30))),
    Planned("keji", 110, "NATURAL", Channel.COUNTER, "示例会议的讨论记录", replied(15, part("DENY_6", "属于讨论记录"))),
    Planned(
        "keji",
        150,
        "RESEARCH",
        Channel.INTERNET,
        "1998年示例项目的档案",
        (confirmed(1), searched(8, found=False), *replied(14, _NONE)),
    ),
    Planned(
        "keji",
        200,
        "NATURAL",
        Channel.COUNTER,
        "反映示例企业拖欠工资",
        replied(5, part("NOPROC_1", "属于投诉", "向劳动保障监察机构投诉")),
    ),
    Planned("keji", 215, "OTHER", Channel.COUNTER, "示例奖励的发放情况", (*replied(24, GRANTED), archived(40))),
    Planned(
        "ziran", 60, "NATURAL", Channel.COUNTER, "示例地块的征收补偿方案", (*_extended(12, 15), *replied(30, GRANTED))
    ),
    Planned(
        "ziran",
        90,
        "LEGAL",
        Channel.SIGNED_MAIL,
        "示例路的用地批复",
        replied(9, part("UNABLE_1B", "不属于本机关负责", "示例机关，0533-0000000")),
    ),
    Planned(
        "ziran",
        130,
        "NATURAL",
        Channel.COUNTER,
        "示例不动产的登记资料",
        replied(7, part("DENY_8", "依照不动产登记的规定查询", "到不动产登记窗口查询")),
    ),
    Planned(
        "ziran",
        165,
        "NATURAL",
        Channel.INTERNET,
        "示例村的材料",
        (confirmed(0), _supplement_asked(3), _acts(20, services.lapse_supplement)),
    ),
    Planned(
        "ziran",
        225,
        "COMMERCIAL",
        Channel.COUNTER,
        "示例矿区历年的开采量汇总",
        replied(11, part("UNABLE_2", "没有现成信息，需要另行加工")),
    ),
    Planned(
        "zhujian",
        50,
        "NATURAL",
        Channel.COUNTER,
        "示例小区的施工合同和施工方案",
        (*_consulted(3), _answered(12, "objects"), *replied(20, GRANTED._replace(content="施工合同"), _WITHHELD)),
    ),
    Planned("zhujian", 85, "NATURAL", Channel.COUNTER, "示例工程的招标文件", (assigned(), _acts(4, services.withdraw))),
    Planned(
        "zhujian",
        120,
        "COMMERCIAL",
        Channel.COUNTER,
        "示例小区维修资金的使用",
        (*replied(13, GRANTED), archived(30)),
    ),
    Planned(
        "zhujian",
        180,
        "NATURAL",
        Channel.FAX,
        "再次申请示例小区的验收记录",
        (confirmed(1), *replied(8, part("NOPROC_2", "与前一次申请相同", "前一次答复见示例文号"))),
    ),
    Planned("zhujian", 230, "WELFARE", Channel.COUNTER, "示例公园改造的预算", replied(10, GRANTED)),
)


class Loaded(NamedTuple):
    """What is there: how many cases, and the number and query code of one to track as its applicant would."""

    cases: int
    number: str
    code: str


@transaction.atomic
def load(*, on: date, seed: int = 2020, more: Sequence[Planned] = ()) -> Loaded:
    """Make the cases that are not there, as they stand on a day, and some more; the county must have been loaded."""
    random = Random(seed)
    posts = {stem: _posts(stem) for stem in _WORDS}
    for stem, word in _WORDS.items():
        _set_practice(posts[stem][Duty.ADMINISTRATOR], word)
    there = set(Application.objects.filter(sent_key__isnull=False).values_list("sent_key", flat=True))
    acts: list[tuple[int, Callable[[date], None]]] = []
    cases = (*_CASES, *more)
    for number, planned in enumerate(cases, start=1):
        case = _Case(posts[planned.stem], _applicant(random, number, planned.kind), planned, key_of(planned.asks))
        if case.key not in there:
            steps = (Step(0, _register), *planned.steps)
            acts += [(planned.ago - step.after, partial(step.do, case)) for step in steps]
    for ago, do in sorted(acts, key=lambda act: act[0], reverse=True):  # of one day, as they stand in the table
        do(working_day(on, ago))
    shown = Application.objects.get(sent_key=key_of(_TO_TRACK))
    return Loaded(len(cases), shown.number, shown.code)


def key_of(asks: str) -> UUID:
    """Give the `sent_key` of the case that asks for something."""
    return uuid5(_KEYS, asks)


def working_day(on: date, ago: int) -> date:
    """Give the working day so many before a day; before a day off, that of 0 is the last one worked."""
    return calendar().add_working_days(calendar().add_working_days(on, 1), -1 - ago)


def _posts(stem: str) -> dict[str, Post]:
    """Give the posts of a bureau by their duty."""
    held = Post.objects.filter(officer__username__startswith=f"{stem}.").select_related("officer", "agency", "office")
    return {post.duty: post for post in held}


def _set_practice(administrator: Post, word: str) -> None:
    agency: Agency = administrator.agency
    if not Practice.objects.filter(agency=agency).exists():
        values = {
            "word": word,
            "court": "桓台县人民法院",
            "reconsideration_online": "https://fuyi.huantai.example",
            "fee_payment": "持本通知书到县财政局非税收入窗口缴纳",
        }
        services.set_practice(agency, values, by=Actor(officer=administrator.officer, post=administrator))


_NATURAL = "赵钱孙李周吴郑王"
_NAMES = {
    "COMMERCIAL": "桓台县示例机械有限公司（虚构）",
    "RESEARCH": "示例研究院（虚构）",
    "WELFARE": "示例公益服务中心（虚构）",
    "LEGAL": "示例律师事务所（虚构）",
    "OTHER": "示例商会（虚构）",
}


def _applicant(random: Random, number: int, kind: str) -> NewApplicant:
    """Make somebody up, who proves themselves with a paper that is none."""
    reached = {
        "phone": f"0533-555{random.randrange(10000):04d}",
        "email": f"applicant{number}@huantai.example",
        "address": f"桓台县示范路{random.randrange(1, 200)}号（虚构）",
        "postcode": "256400",
    }
    surname = random.choice(_NATURAL)
    if kind == "NATURAL":
        return NewApplicant(kind, f"{surname}申请", f"示例证件{number:03d}", "other", **reached)
    return NewApplicant(kind, _NAMES[kind], f"示例证件{number:03d}", "other", f"{surname}代表", **reached)
