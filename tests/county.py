"""A small county for tests: a county government with its office, two departments, a township, and an officer by role.

桓台县人民政府 ── 桓台县人民政府办公室
    ├── 桓台县科技局 ── 桓台县科技局马桥分局 (dispatched)
    ├── 桓台县水利局
    └── 马桥镇人民政府
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tests.remade import remade

from gongkai.agencies.models import Agency, Duty, Kind, Level, Office, Officer, Post, Region
from gongkai.journal.actor import SYSTEM
from gongkai.journal.acts import Act
from gongkai.journal.services import record

SINCE = date(2019, 5, 15)
PASSWORD = "correct horse battery staple"
MADE = Act("test.county_made", "建立测试用的县")


@dataclass
class County:
    """The rows of the county, and its officers by role."""

    region: Region
    government: Agency
    office: Agency
    science: Agency
    branch: Agency
    water: Agency
    township: Agency
    officers: dict[str, Officer] = field(default_factory=dict)


ROLES = {
    "site": None,  # who runs the site
    "supervisor": ("office", Duty.SUPERVISOR),
    "county_administrator": ("office", Duty.ADMINISTRATOR),
    "administrator": ("science", Duty.ADMINISTRATOR),
    "leader": ("science", Duty.LEADER),
    "head": ("science", Duty.OFFICE_HEAD),
    "handler": ("science", Duty.HANDLER),
    "reviewer": ("science", Duty.BUSINESS_REVIEWER),
    "secrecy_reviewer": ("science", Duty.SECRECY_REVIEWER),
    "legal_reviewer": ("science", Duty.LEGAL_REVIEWER),
    "publisher": ("science", Duty.PUBLISHER),
    "beside": ("water", Duty.ADMINISTRATOR),  # of an agency beside, for all that must not be seen
    "below": ("branch", Duty.ADMINISTRATOR),
    "no_post": None,
}
"""Each role that a page is tried in, with its agency and duty."""


def county(*roles: str) -> County:
    """Make the county in the database, with an officer in each role, or in those named alone."""
    return remade(("county", *roles), lambda: _county(roles or tuple(ROLES)))


def _county(roles: tuple[str, ...]) -> County:
    region = _made(Region(code="370321", name="桓台县", level=Level.COUNTY))
    town = _made(Region(code="370321103", name="马桥镇", level=Level.TOWNSHIP, parent=region))
    government = _agency("桓台县人民政府", Kind.GOVERNMENT, region)
    office = _agency("桓台县人民政府办公室", Kind.GENERAL_OFFICE, region, government)
    science = _agency("桓台县科技局", Kind.DEPARTMENT, region, government)
    made = County(
        region=region,
        government=government,
        office=office,
        science=science,
        branch=_agency("桓台县科技局马桥分局", Kind.DISPATCHED, town, science),
        water=_agency("桓台县水利局", Kind.DEPARTMENT, region, government),
        township=_agency("马桥镇人民政府", Kind.TOWNSHIP, town, government),
    )
    _made(Office(agency=science, name="办公室", discloses=True))
    for role in roles:
        join(made, role)
    return made


def join(made: County, role: str) -> Officer:
    """Let an officer in a role join the county."""
    post = ROLES[role]
    officer = Officer(username=role, name=f"{role}·某", is_superuser=role == "site")
    officer.set_password(PASSWORD)
    made.officers[role] = _made(officer)
    if post is not None:
        _made(Post(officer=officer, agency=getattr(made, post[0]), duty=post[1], from_on=SINCE))
    return officer


def _agency(name: str, kind: Kind, region: Region, parent: Agency | None = None) -> Agency:
    return _made(Agency(name=name, kind=kind, region=region, parent=parent, phone="0533-8210000"))


def _made(row):  # type: ignore[no-untyped-def]
    row.save()
    record(row, MADE, by=SYSTEM)
    return row
