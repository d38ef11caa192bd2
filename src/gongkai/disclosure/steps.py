"""The way of a text to the public, step by step: what is done and by whom, whose turn it is, what is left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from gongkai.agencies.models import Duty
from gongkai.disclosure.models import Item, Nature
from gongkai.disclosure.models.practice import PUBLISHING, STEPS, WRITING, practice_of
from gongkai.disclosure.services.acting import text_of
from gongkai.disclosure.services.reviewing import passes_of, turn_of
from gongkai.disclosure.stages import Stage
from gongkai.notifications.recipients import holders


class State(Enum):
    """How far a step has come; `value` is the class it is drawn with."""

    DONE = "done"
    NOW = "now"
    LEFT = "left"


class Step(NamedTuple):
    """One step: what it is, how far it has come, who did it and when; of the one whose turn it is, who may do it."""

    words: str
    state: State
    who: str = ""
    at: datetime | None = None


def steps_of(item: Item, on: date) -> list[Step]:
    """Give the steps of the newest text, from the draft to the public."""
    return list(_steps(item, on))


def _steps(item: Item, on: date) -> Iterator[Step]:
    text, turn = text_of(item), turn_of(item)
    writing = item.stage == Stage.DRAFT
    yield Step(_("拟稿"), State.NOW if writing else State.DONE, str(text.author or ""), text.at)
    passes = {each.duty: each for each in passes_of(text)}
    for duty in practice_of(item.agency).reviews:
        words = str(STEPS[Duty(duty)])
        if duty == turn:
            yield Step(words, State.NOW, _whoever(item, {duty}, on))
        elif duty in passes:
            yield Step(words, State.DONE, passes[duty].by_whom, passes[duty].at)
        else:
            yield Step(words, State.LEFT)
    if item.stage == Stage.REFERRED:
        yield Step(_("等候确定"), State.NOW, _whoever(item, WRITING, on))
    last = _("公开") if text.nature == Nature.PROACTIVE else _("定为不主动公开")
    if item.stage == Stage.APPROVED:
        yield Step(last, State.NOW, _whoever(item, PUBLISHING, on))
    else:
        yield Step(last, State.DONE if item.stage in (Stage.SETTLED, Stage.KEPT) else State.LEFT)


def _whoever(item: Item, duties: Any, on: date) -> str:
    names = "、".join(each.name for each in holders(item.agency, duties, on).order_by("name"))
    return names or _("本机关没有人担任这项职责，请管理员任职")


def turn_in_words(item: Item, reviews: list[str]) -> str:
    """Say in a word whose turn it is, in an agency with these reviews; of rows whose reviews were read along."""
    match item.stage:
        case Stage.DRAFT:
            return _("拟稿人")
        case Stage.REVIEWING:
            passed = {each.duty for each in passes_of(text_of(item))}
            left = next((duty for duty in reviews if duty not in passed), reviews[0])
            return str(STEPS[Duty(left)])
        case Stage.REFERRED:
            return _("等候确定")
        case Stage.APPROVED:
            return str(Duty.PUBLISHER.label)
    return ""
