"""Applications for tests: one as it comes in, and one brought to a stage, through the services alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pikepdf
import pytest
from django.db import transaction
from tests.county import County
from tests.redaction.shapes import HEIGHT, WIDTH, plain, saved

from gongkai.applications import acts, requirements, services
from gongkai.applications.models import Application, Reason, Rectification, Redaction, ReplyAttachment
from gongkai.applications.services import NewApplicant, NewPart
from gongkai.attachments.storing import Draft, open_place
from gongkai.journal.actor import SYSTEM, Actor
from gongkai.journal.services import hold, record
from gongkai.law.channels import Channel
from gongkai.law.delivery import Manner
from gongkai.law.errors import NotAllowed

WANG = NewApplicant("NATURAL", "王小明", "11010519491231002X", phone="13812345678", address="山东省桓台县索镇某街1号")
COMPANY = NewApplicant(
    "COMMERCIAL", "桓台某某有限公司", "91370321MA3CEXAM0X", "other", representative="李四", phone="0533-8210001"
)
WANTED = "桓台县2025年科技计划项目立项名单"
RECEIVED = date(2026, 3, 2)


def actor(county: County, role: str = "handler") -> Actor:
    """Give somebody of the county who acts, in their post."""
    officer = county.officers[role]
    return Actor(officer=officer, post=officer.posts.first())


def refused(act: Callable[..., Any], *args: Any, **values: Any) -> str:
    """Give the code under which an act is refused, with its article."""
    with pytest.raises(NotAllowed) as caught:
        act(*args, **values)
    assert caught.value.citation is not None
    return caught.value.code


def apply(county: County, *, on: date = RECEIVED, channel: Channel = Channel.COUNTER, **values: Any) -> Application:
    """Register an application to the bureau of science."""
    given: dict[str, Any] = {"applicants": [WANG], "description": WANTED, "by": actor(county), **values}
    return services.register(county.science, channel=channel, arrived_on=on, **given)


def rectify(county: County, *, on: date = RECEIVED, **values: Any) -> Rectification:
    """Register a request to the bureau of science to rectify a record."""
    given: dict[str, Any] = {"record": "项目负责人登记表", "wrong": "姓名写错", "evidence": "身份证复印件", **values}
    return services.register_rectification(county.science, WANG, received_on=on, by=actor(county), **given)


def set_word(county: County) -> None:
    """Give the bureau the word its letters are numbered under, and where reconsideration is sought online."""
    said = {"word": "桓科信公开", "reconsideration_online": "https://fuyi.example.gov.cn"}
    services.set_practice(county.science, said, by=actor(county, "administrator"))


def reason(county: County, **values: Any) -> Reason:
    """Have the bureau of science register a reason for what is of its staff."""
    given = {
        "outcome": "DENY_5", "name": "人事管理", "provision": "《中华人民共和国政府信息公开条例》第十六条第一款",
        "law_text": "行政机关的内部事务信息，包括人事管理、后勤管理、内部工作流程等方面的信息，可以不予公开。",
        "text": "属于本机关内部人事管理信息，不对外产生影响", "starts_on": date(2019, 5, 15), **values,
    }  # fmt: skip
    return services.add_reason(county.science, given, by=actor(county, "administrator"))


def weigh(county: County, application: Application, *parts: NewPart, on: date = RECEIVED) -> None:
    """Weigh the harm of what is to be withheld, as must be before it is."""
    severing = "severable" if any(part.outcome.startswith("GRANT") for part in parts) else "whole"
    for part in parts:
        if part.outcome in requirements.WEIGHED.split():
            services.weigh(
                application, ground=part.outcome, content=part.content, harm="妨碍讨论", withhold=True,
                severing=severing, how="见答复", on=on, by=actor(county),
            )  # fmt: skip


def approve(county: County, application: Application, *parts: NewPart) -> Application:
    """Draft a reply and let everybody pass it, what is withheld having been weighed."""
    weigh(county, application, *parts)
    services.draft(application, parts=parts, by=actor(county))
    services.submit(application, by=actor(county))
    for role, duty in PASSING:
        application = services.pass_on(application, duty, by=actor(county, role))
    return application


PASSING = (
    ("reviewer", "business_reviewer"),
    ("secrecy_reviewer", "secrecy_reviewer"),
    ("legal_reviewer", "legal_reviewer"),
    ("head", "office_head"),
)
GRANTED = NewPart("立项名单", "GRANT", told="随附名单一份")


def enclose(
    county: County, application: Application | None = None, *, in_part: bool = False, pages: int = 1
) -> ReplyAttachment:
    """Add a record to the reply of a case, drafted where it is not: whole, or to be given in part."""
    application = application or apply(county)
    if not hasattr(application, "reply"):
        services.draft(application, parts=[GRANTED], by=actor(county))
    with Draft() as draft:
        draft.write(saved(plain(pages)))
        return services.enclose(application, draft, "名单.pdf", title="立项名单", in_part=in_part, by=actor(county))


def let_mark(row: ReplyAttachment) -> Redaction:
    """Let a record, a small PDF, be ready to be marked without having been opened and searched."""
    with transaction.atomic():
        work: Redaction = hold(Redaction.objects.get(enclosure=row))
        work.pdf, work.format, work.sizes, work.state = work.original, "PDF", [], Redaction.State.READY
        with open_place(work.pdf.file.place, work.pdf.file.secret) as content:
            work.sizes = [[WIDTH, HEIGHT]] * len(pikepdf.open(content).pages)
        work.save()
        record(work, acts.RECORD_PREPARED, by=SYSTEM)
    return work


def reply(county: County, application: Application, *parts: NewPart, on: date) -> Application:
    """Bring a case to its end: decided and served by post on a day."""
    application = approve(county, application, *(parts or (GRANTED,)))
    services.decide(application, on=on, by=actor(county, "head"))
    return services.deliver(application, manner=Manner.POST, sent_on=on, by=actor(county))
