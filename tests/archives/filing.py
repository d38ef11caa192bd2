"""Old cases for tests of archives: replied to, filed, with periods that are over."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from tests.casework import actor, apply, enclose, reply, set_word
from tests.county import County, county

from gongkai.applications import services
from gongkai.applications.models import Application, Rectification
from gongkai.applications.services import NewApplicant
from gongkai.archives.holding import set_period
from gongkai.archives.kinds import BY_CODE
from gongkai.attachments.services import attach
from gongkai.attachments.storing import Draft
from gongkai.feedback import services as letters
from gongkai.feedback.models import Letter
from gongkai.journal.actor import Actor

RECEIVED, REPLIED = date(2024, 3, 4), date(2024, 3, 18)
CANARY = "金丝雀"
WHO = NewApplicant(
    "NATURAL", f"{CANARY}王", "11010519491231002X", phone="13812345678", email="canary@example.org",
    address=f"山东省桓台县{CANARY}街1号", postcode="256400",
)  # fmt: skip
TABLE = "本机关保管期限表（2020年）第12项"


ROLES = ("administrator", "handler", "head", "leader", "reviewer", "secrecy_reviewer", "legal_reviewer")


def bureau() -> County:
    """Make the county, with who handles cases in the bureau of science, and its word."""
    with transaction.atomic():
        made = county(*ROLES)
    set_word(made)
    return made


def attached(thing: Any, by: Actor, name: str, content: str) -> None:
    """Attach a small text file with personal data."""
    with Draft() as draft:
        draft.write(content.encode())
        attach(thing, draft, name, personal=True, by=by)


def filed(made: County, *, archived: bool = True, enclosed: bool = False, **values: Any) -> Application:
    """Give a case of 2024 that was replied to and filed, with a file and traces of its applicant everywhere."""
    case = apply(made, on=RECEIVED, **{"applicants": [WHO], "description": f"{CANARY}所需信息", **values})
    attached(case, actor(made), f"{CANARY}身份证.txt", f"{CANARY}的身份证，附于{case.number}")
    services.comment(case, text=f"{CANARY}来过电话", by=actor(made))
    if enclosed:
        enclose(made, case)
    case = reply(made, case, on=REPLIED)
    return services.archive(case, by=actor(made)) if archived else case


def rectified(made: County) -> Rectification:
    """Give a request to rectify of 2024 that ended."""
    row = services.register_rectification(
        made.science, WHO, received_on=RECEIVED, record=f"{CANARY}的登记", wrong="写错", evidence="证", by=actor(made)
    )
    return services.close_rectification(row, outcome="rectified", told=f"{CANARY}已更正", on=REPLIED, by=actor(made))


def written(made: County) -> Letter:
    """Give a letter of 2024, as if it had been answered then."""
    letter = letters.write(
        made.science, "suggestion", on=RECEIVED, sent_key=uuid4(), by=Actor(role="visitor"), name=f"{CANARY}李",
        phone="13900000000", body=f"{CANARY}的来信",
    )  # fmt: skip
    letter = letters.assign(letter, made.officers["handler"], by=actor(made))
    letter = letters.draft(letter, reply="已收悉", by=actor(made))
    return letters.answer(letter, by=actor(made, "head"))


def keep_for(made: County, years: int | None, *codes: str) -> None:
    """Have the bureau register how long it keeps some kinds."""
    for code in codes:
        set_period(made.science, BY_CODE[code], years=years, source=TABLE, by=actor(made, "head"))


def raw_bytes(*folders: Path) -> bytes:
    """Give all bytes of the database's files and of some folders."""
    name = Path(connection.settings_dict["NAME"])
    found = [each for each in name.parent.glob(f"{name.name}*") if each.is_file()]
    found += [each for folder in folders for each in folder.rglob("*") if each.is_file()]
    return b"\0".join(each.read_bytes() for each in found)
