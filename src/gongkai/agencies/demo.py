"""The demonstration county: 桓台县 with its government, a general office, and twelve bureaus and townships.

The names of the county and of its agencies are real; whoever works there here, how they are reached and their credit
codes are made up. The same seed gives the same county, and what is there already is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any, NamedTuple

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import password_changed
from django.db import transaction

from gongkai.agencies import services
from gongkai.agencies.credit_code import check_sign
from gongkai.agencies.models import Agency, Duty, Kind, Level, Membership, Office, Officer, Post, Region, Succession
from gongkai.journal.actor import SYSTEM

SINCE = date(2019, 5, 15)
"""From when the posts are held: the day the Regulation as revised came into force."""

GOVERNMENT = "桓台县人民政府"
GENERAL_OFFICE = "桓台县人民政府办公室"
BEFORE_REFORM = "桓台县科学技术和信息产业局"


@dataclass(frozen=True)
class _Planned:
    """An agency of the county: its name, what it is called, its kind, the stem of its accounts, its region."""

    name: str
    called: str
    kind: Kind
    stem: str
    region: str = "370321"


_AGENCIES = (
    _Planned(GOVERNMENT, "县政府", Kind.GOVERNMENT, "xianfu"),
    _Planned(GENERAL_OFFICE, "县府办", Kind.GENERAL_OFFICE, "fuban"),
    _Planned("桓台县科技局", "县科技局", Kind.DEPARTMENT, "keji"),
    _Planned("桓台县教育和体育局", "县教体局", Kind.DEPARTMENT, "jiaoti"),
    _Planned("桓台县民政局", "县民政局", Kind.DEPARTMENT, "minzheng"),
    _Planned("桓台县财政局", "县财政局", Kind.DEPARTMENT, "caizheng"),
    _Planned("桓台县自然资源局", "县自然资源局", Kind.DEPARTMENT, "ziran"),
    _Planned("桓台县住房和城乡建设局", "县住建局", Kind.DEPARTMENT, "zhujian"),
    _Planned("桓台县水利局", "县水利局", Kind.DEPARTMENT, "shuili"),
    _Planned("桓台县卫生健康局", "县卫健局", Kind.DEPARTMENT, "weijian"),
    _Planned("桓台县市场监督管理局", "县市场监管局", Kind.DEPARTMENT, "shichang"),
    _Planned("索镇街道办事处", "索镇街道", Kind.TOWNSHIP, "suozhen", "370321001"),
    _Planned("马桥镇人民政府", "马桥镇", Kind.TOWNSHIP, "maqiao", "370321103"),
    _Planned("田庄镇人民政府", "田庄镇", Kind.TOWNSHIP, "tianzhuang", "370321104"),
)
_REGIONS = (
    ("370000", "山东省", Level.PROVINCE, None),
    ("370300", "淄博市", Level.CITY, "370000"),
    ("370321", "桓台县", Level.COUNTY, "370300"),
    ("370321001", "索镇街道", Level.TOWNSHIP, "370321"),
    ("370321103", "马桥镇", Level.TOWNSHIP, "370321"),
    ("370321104", "田庄镇", Level.TOWNSHIP, "370321"),
)
_DUTIES: Mapping[str, tuple[str, tuple[Duty, ...]]] = {
    "leader": ("分管", (Duty.LEADER,)),
    "head": ("负责", (Duty.OFFICE_HEAD, Duty.ADMINISTRATOR)),
    "handler": ("经办", (Duty.HANDLER, Duty.PUBLISHER)),
    "reviewer": ("审查", (Duty.BUSINESS_REVIEWER, Duty.SECRECY_REVIEWER, Duty.LEGAL_REVIEWER)),
}
"""The four people of each agency, as a small bureau has them: who they are, and what each answers for."""

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
    "戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
)
_HANDLER = "keji.handler"


class _Password(NamedTuple):
    """The password of every demonstration account, hashed once: hashing is slow on purpose, and there are fifty."""

    plain: str
    hashed: str


@dataclass(frozen=True)
class Loaded:
    """What was loaded: how many agencies and people there are, and the accounts worth showing, with who they are."""

    agencies: int
    people: int
    accounts: tuple[tuple[str, str], ...]


def loaded_before() -> bool:
    """Say whether the county is in the database already."""
    return Officer.objects.filter(username=_HANDLER).exists()


@transaction.atomic
def load(password: str, *, seed: int = 2020, until: int) -> Loaded:
    """Make the county, or complete it; the demonstration accounts get the password given.

    The lists of members go from 2020 to the year `until`.
    """
    random = Random(seed)
    shared = _Password(password, make_password(password))
    regions: dict[str, Region] = {}
    for code, name, level, above in _REGIONS:
        parent = regions[above] if above else None
        regions[code] = Region.objects.filter(code=code).first() or services.add_region(
            code=code, name=name, level=level, parent=parent, by=SYSTEM
        )
    agencies = dict(_agencies(regions, random))
    _reform(agencies, regions["370321"])
    surnames = random.sample(_SURNAMES, len(_SURNAMES))
    for number, planned in enumerate(_AGENCIES[1:]):
        _people(agencies[planned.name], planned, surnames[number * 4 : number * 4 + 4], shared)
    _supervisor(agencies[GENERAL_OFFICE], surnames[-1], shared)
    _officer("site.admin", f"{surnames[-2]}管理", shared, is_superuser=True)
    office = agencies[GENERAL_OFFICE]
    for year in range(2020, until + 1):
        there = set(Membership.objects.filter(collector=office, year=year).values_list("member_id", flat=True))
        for planned in _AGENCIES[2:]:
            if agencies[planned.name].pk not in there:
                services.add_member(office, agencies[planned.name], year=year, by=SYSTEM)
    return Loaded(
        agencies=Agency.objects.count(),
        people=Officer.objects.count(),
        accounts=(
            (_HANDLER, "县科技局 经办人、发布人"),
            ("keji.reviewer", "县科技局 审查人"),
            ("keji.head", "县科技局 公开工作机构负责人、管理员"),
            ("keji.leader", "县科技局 分管领导"),
            ("fuban.supervisor", "县府办 监督员"),
            ("fuban.head", "县府办 负责人、全县管理员"),
            ("site.admin", "全站管理员：确定法规口径，设置机关和行政区划"),
        ),
    )


def _agencies(regions: Mapping[str, Region], random: Random) -> Iterator[tuple[str, Agency]]:
    government: Agency | None = None
    for number, planned in enumerate(_AGENCIES, start=101):
        phone = f"0533-555{random.randrange(10000):04d}"
        agency = Agency.objects.filter(name=planned.name, region=regions[planned.region]).first()
        if agency is None:
            agency = services.add_agency(
                name=planned.name,
                short_name=planned.called,
                kind=planned.kind,
                region=regions[planned.region],
                parent=government,
                credit_code=_credit_code(number),
                address=f"桓台县示范路{number}号（虚构）",
                hours="工作日 8:30—12:00，13:30—17:30",
                phone=phone,
                fax=phone,
                email=f"{planned.stem}@huantai.example",
                postcode="256400",
                by=SYSTEM,
            )
            office = services.add_office(agency, name="办公室", by=SYSTEM)
            services.name_disclosure_office(office, by=SYSTEM)
            if planned.kind == Kind.DEPARTMENT:
                services.add_office(agency, name="业务科", by=SYSTEM)
        government = government or agency
        yield planned.name, agency


def _credit_code(number: int) -> str:
    """Give a code that nobody has, whose check sign is right."""
    body = f"11370321{number:08d}0"
    return body + check_sign(body)


def _reform(agencies: Mapping[str, Agency], region: Region) -> None:
    """Let the bureau of science have come out of another in the reform of 2019 (机构改革)."""
    if Agency.objects.filter(name=BEFORE_REFORM).exists():
        return
    before = services.add_agency(
        name=BEFORE_REFORM, kind=Kind.DEPARTMENT, region=region, parent=agencies[GOVERNMENT], by=SYSTEM
    )
    services.record_succession(
        predecessor=before,
        successor=agencies["桓台县科技局"],
        form=Succession.Form.DIVIDED,
        on=date(2019, 2, 1),
        basis="示例文件〔2019〕1号（虚构）",
        by=SYSTEM,
    )
    services.dissolve_agency(before, on=date(2019, 2, 1), by=SYSTEM)


def _people(agency: Agency, planned: _Planned, surnames: list[str], password: _Password) -> None:
    office = Office.objects.filter(agency=agency, discloses=True).first()
    for surname, (role, (given, duties)) in zip(surnames, _DUTIES.items(), strict=True):
        officer = _officer(f"{planned.stem}.{role}", f"{surname}{given}", password)
        for duty in duties:
            if not Post.objects.filter(officer=officer, agency=agency, duty=duty).exists():
                where = None if duty == Duty.LEADER else office
                services.appoint(officer, agency, duty, from_on=SINCE, office=where, by=SYSTEM)


def _supervisor(agency: Agency, surname: str, password: _Password) -> None:
    officer = _officer("fuban.supervisor", f"{surname}监督", password)
    if not Post.objects.filter(officer=officer, duty=Duty.SUPERVISOR).exists():
        services.appoint(officer, agency, Duty.SUPERVISOR, from_on=SINCE, by=SYSTEM)


def _officer(username: str, name: str, password: _Password, **rights: Any) -> Officer:
    officer = Officer.objects.filter(username=username).first()
    if officer is None:
        officer = services.add_officer(username=username, name=name, by=SYSTEM, **rights)
    else:
        values: dict[str, Any] = {"must_change_password": False, "is_active": True}
        officer = services.edit_officer(officer, values, by=SYSTEM)
    officer.password = password.hashed
    officer.save(update_fields=["password"])
    password_changed(password.plain, officer)
    return officer
