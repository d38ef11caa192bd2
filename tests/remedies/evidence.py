"""A case with all that a bundle of evidence can hold, brought there through the services alone."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import docx
from PIL import Image
from tests.casework import PASSING, actor, apply, set_word, weigh
from tests.county import County
from tests.redaction.shapes import plain, saved

from gongkai.applications import services
from gongkai.applications.models import Application, Consultation
from gongkai.applications.services import NewPart
from gongkai.attachments.services import attach
from gongkai.attachments.storing import Draft
from gongkai.law.clock import Party
from gongkai.law.delivery import Manner

PARTS = [
    NewPart("立项名单", "GRANT", told="随附名单一份"),
    NewPart("某某有限公司的技术方案", "DENY_4", reason="涉及第三方商业秘密，第三方不同意公开"),
    NewPart("2024年的立项名单", "UNABLE_1A", reason="经检索没有该信息"),
]


def put(thing: Any, name: str, content: bytes, county: County) -> Any:
    """Attach a file to an object, by who handles it."""
    with Draft() as draft:
        draft.write(content)
        return attach(thing, draft, name, personal=True, by=actor(county))


def word(text: str) -> bytes:
    """Give a Word document of one paragraph."""
    out, document = BytesIO(), docx.Document()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def picture() -> bytes:
    """Give a small picture."""
    out = BytesIO()
    Image.new("RGB", (640, 480), "lightblue").save(out, "PNG")
    return out.getvalue()


def full_case(county: County) -> Application:
    """Have a case searched, consulted on, weighed, replied to in part and served, each letter issued."""
    set_word(county)
    case = apply(county)
    services.ask_supplement(case, on=date(2026, 3, 4), matters="请写明年度和项目类别", by=actor(county))
    services.issue(case, letter="supplement", by=actor(county))
    services.take_supplement(case, on=date(2026, 3, 9), by=actor(county))
    asked = services.consult(
        case,
        party=Party.THIRD_PARTY,
        whom="某某有限公司",
        scope="立项名单中的技术方案",
        on=date(2026, 3, 11),
        by=actor(county),
    )
    services.issue(case, letter="third-party-1", by=actor(county))
    services.note_notified(asked, on=date(2026, 3, 13), by=actor(county))
    services.end_consultation(
        asked, on=date(2026, 3, 20), opinion=Consultation.Opinion.OBJECTS, reasons="属于商业秘密，公开会损害我公司利益",
        reasons_hold=True, by=actor(county),
    )  # fmt: skip
    for scope, found in (("综合档案室2023至2025年科技计划卷", True), ("办公自动化系统", False)):
        services.record_search(
            case, on=date(2026, 3, 23), scope=scope, keywords="科技计划 立项 名单", searcher="李四", found=found,
            result="检得2025年名单一份" if found else "没有2024年的名单，系统提示0条", by=actor(county),
        )  # fmt: skip
    weigh(county, case, *PARTS, on=date(2026, 3, 24))
    services.draft(case, parts=PARTS, by=actor(county))
    with Draft() as draft:
        draft.write(saved(plain(2)))
        services.enclose(case, draft, "名单.pdf", title="立项名单", in_part=False, by=actor(county))
    services.submit(case, by=actor(county))
    for role, duty in PASSING:
        case = services.pass_on(case, duty, by=actor(county, role))
    services.decide(case, on=date(2026, 4, 8), by=actor(county, "head"))
    return services.deliver(
        case, manner=Manner.POST, sent_on=date(2026, 4, 8), tracking="1234567890123", by=actor(county)
    )
