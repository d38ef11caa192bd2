"""The demonstration letters: to the bureau of science and about it, each at another stage, and comments on its draft.

Whoever writes, and what, is made up. Everything is done by the services; a letter that is there already is left as it
is.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from gongkai.agencies.models import Duty, Post
from gongkai.disclosure.consulting import open_consultation
from gongkai.feedback import services
from gongkai.feedback.models import Kind, Letter
from gongkai.journal.actor import Actor
from gongkai.ui.working_days import calendar

_KEYS = UUID("370321ee-0000-4000-8000-000000000000")
"""Under which the letters have their `sent_key`: by it a letter is known to be there."""

_WRITER = Actor(role="visitor")
_WAITING = "（示例）科技创新券的申报页面在手机上显示不全，建议改进。"
_ANSWERED = "（示例）建议把科技计划项目的申报材料清单和样表一并公开。"
_OVERSIGHT = "（示例）县科技局网站上的联系电话几次没有人接，请督促。"
_COMMENTS = (
    "（示例）第三条：建议把科技服务机构也列为支持对象。",
    "（示例）第八条：兑付期限六十个工作日太长，建议改为三十个。",
)


@transaction.atomic
def load(draft: int | None, *, on: date) -> int:
    """Make the letters that are not there, as they stand on a day, and give how many there are.

    The county must have been loaded; `draft` is the key of an item that asks for comments.
    """
    there = set(Letter.objects.values_list("sent_key", flat=True))
    bureau = _posts("keji")
    if _key(_WAITING) not in there:
        _register(_write(bureau, Kind.SUGGESTION, _WAITING, _before(on, 2)), bureau)
    if _key(_ANSWERED) not in there:
        _show(_write(bureau, Kind.SUGGESTION, _ANSWERED, _before(on, 5), agrees=True), bureau)
    if _key(_OVERSIGHT) not in there:
        _write(bureau, Kind.OVERSIGHT, _OVERSIGHT, _before(on, 1))
    if draft is not None and open_consultation(draft, on):
        for body in _COMMENTS:
            services.comment(draft, on=on, by=_WRITER, **_said(body))
    number: int = Letter.objects.count()
    return number


def _write(bureau: dict[str, Post], kind: Kind, body: str, on: date, **more: Any) -> Letter:
    return services.write(bureau[Duty.HANDLER].agency, kind, on=on, by=_WRITER, **_said(body), **more)


def _register(letter: Letter, bureau: dict[str, Post]) -> Letter:
    return services.assign(letter, bureau[Duty.HANDLER].officer, by=_by(bureau, Duty.OFFICE_HEAD))


def _show(letter: Letter, bureau: dict[str, Post]) -> None:
    reply = "（示例）已将材料清单和样表放到申报通知的附件里。"
    letter = services.draft(_register(letter, bureau), reply=reply, by=_by(bureau, Duty.HANDLER))
    letter = services.answer(letter, by=_by(bureau, Duty.OFFICE_HEAD))
    title = "建议公开申报材料清单（示例）"
    services.show(letter, title=title, body=letter.body, reply=reply, by=_by(bureau, Duty.PUBLISHER))


def _said(body: str) -> dict[str, Any]:
    """Make up who writes: with a letter of theirs always the same."""
    key = _key(body)
    number = key.int % 10000
    who = {"name": f"{'赵钱孙李周吴郑王'[number % 8]}来信（示例）", "phone": f"0533-555{number:04d}"}
    return {**who, "email": f"writer{number}@huantai.example", "body": body, "sent_key": key}


def _key(body: str) -> UUID:
    return uuid5(_KEYS, body)


def _before(on: date, days: int) -> date:
    return calendar().add_working_days(on, -days)


def _posts(stem: str) -> dict[str, Post]:
    """Give the posts of a bureau by their duty."""
    held = Post.objects.filter(officer__username__startswith=f"{stem}.").select_related("officer", "agency")
    return {post.duty: post for post in held}


def _by(posts: dict[str, Post], duty: str) -> Actor:
    return Actor(officer=posts[duty].officer, post=posts[duty])
