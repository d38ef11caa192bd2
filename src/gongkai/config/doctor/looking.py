"""All that is looked at, in order; what cannot be looked at is wrong, and keeps nothing else from being."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import Error

from gongkai.config.doctor import ground, kept, running
from gongkai.config.doctor.finding import Found, wrong
from gongkai.law.errors import GongkaiError
from gongkai.law.message import Message

Look = Callable[[], Found]

LOOKS: tuple[Look, ...] = (*ground.LOOKS, *running.LOOKS, *kept.LOOKS)


def all_found() -> Iterator[Found]:
    """Look at everything."""
    for look in LOOKS:
        yield _found(look)


def _found(look: Look) -> Found:
    code = look.__name__
    what = Message("{code}", code=code)
    try:
        return look()
    except GongkaiError as error:
        return wrong(code, what, error.message, error.hint or Message("请看日志。"))
    except (Error, OSError) as error:
        why = " ".join(str(error).split())
        return wrong(code, what, Message("查不了（{why}）", why=why), Message("请先处理上面有误的，再运行一次。"))
