"""The demonstration items that belong together: a document, what amended and explains it, and a draft up for comments.

What they say is made up. What is there already is left as it is.
"""

from __future__ import annotations

from datetime import date, timedelta

from gongkai.agencies.models import Agency
from gongkai.disclosure.demo_catalogue import Acting, Publish, published
from gongkai.disclosure.models import Item, Kind, Relation

_MEASURES = "科技计划项目管理办法（示例）"
"""What is amended and explained; `demo` has published it."""
_DRAFT = "科技创新券管理办法（征求意见稿）（示例）"
_OPEN_FOR = timedelta(days=30)


def load(agency: Agency, by: Acting, publish: Publish, *, on: date) -> None:
    """Make what is not there, as it stands on a day."""
    measures = Item.objects.filter(agency=agency, text__title=_MEASURES).first()
    published(
        agency, by, publish, "A01", "关于修改科技计划项目管理办法的决定（示例）", "修改申报时间和验收程序", on,
        kind=Kind.NORMATIVE, document_number="桓科示例发〔2026〕6号", made_on=on, effective_on=on,
        links=[(Relation.AMENDS, measures)],
    )  # fmt: skip
    published(
        agency, by, publish, "A03", "《科技计划项目管理办法》政策解读（示例）", "制定的背景、主要内容和办理要点", on,
        kind=Kind.INTERPRETATION, links=[(Relation.EXPLAINS, measures)],
    )  # fmt: skip
    published(
        agency, by, publish, "A03", _DRAFT, "创新券的支持对象、申领、使用和兑付", on,
        kind=Kind.CONSULTATION, comments_from=on, comments_until=on + _OPEN_FOR,
        comments_to=f"在本页写意见，或者发到{agency.email}；联系部门：办公室，电话{agency.phone}",
    )  # fmt: skip


def draft() -> int | None:
    """Give the key of the draft that is up for comments; None where it is not public."""
    found: int | None = Item.objects.public().filter(shown__title=_DRAFT).values_list("pk", flat=True).first()
    return found
