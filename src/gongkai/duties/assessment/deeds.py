"""What those who run an assessment do with it at the desk, as a literal table: its form, which service does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongkai.agencies.doing import ActForm
from gongkai.duties.assessment import acts, forms, services
from gongkai.duties.assessment.lifecycle import COURSE
from gongkai.duties.models import Assessment
from gongkai.journal.actor import Actor
from gongkai.journal.acts import Act

Do = Callable[[Assessment, Mapping[str, Any], date, Actor], Assessment]


@dataclass(frozen=True)
class Deed:
    """One thing done with an assessment: its act, what it is called, what is said of it, its form, what does it."""

    name: str
    act: Act
    words: Any
    about: Any
    form: type[ActForm]
    do: Do
    grave: bool = False

    def is_possible(self, assessment: Assessment) -> bool:
        """Say whether the stage allows it now."""
        return COURSE.refusal(self.act, assessment.stage) is None


DEEDS: tuple[Deed, ...] = (
    Deed(
        "announce",
        acts.ANNOUNCED,
        _("告知得分"),
        _("各单位看到自己的得分和每一分的由来，可以在异议期内提出异议。"),
        ActForm,
        lambda row, values, on, by: services.announce(row, on=on, by=by, seen=values["seen"]),
    ),
    Deed(
        "publish",
        acts.PUBLISHED,
        _("公布结果"),
        _("被考核的各单位都看到全部得分和名次；此后不能再改。"),
        ActForm,
        lambda row, values, on, by: services.publish(row, on=on, by=by, seen=values["seen"]),
    ),
    Deed(
        "link",
        acts.LINKED,
        _("登记公开的结果"),
        _("结果向社会公开的，登记是哪一条主动公开信息。"),
        forms.LinkForm,
        lambda row, values, on, by: services.link(row, values["index"], by=by, seen=values["seen"]),
    ),
    Deed(
        "name-scorer",
        acts.NAMED,
        _("指定评分人"),
        _("人工评分的指标，可以指定别的单位的人评分；没有指定的，以及评分人自己的单位，由考核机关评分。"),
        forms.ScorerForm,
        lambda row, values, on, by: services.name_scorer(
            row, values["indicator"], values["officer"], by=by, seen=values["seen"]
        ),
    ),
    Deed(
        "abandon",
        acts.ABANDONED,
        _("终止"),
        _("开始错了的，终止后重新开始；已经计算和评的分留存，不公布。"),
        forms.ReasonForm,
        lambda row, values, on, by: services.abandon(row, reason=values["reason"], by=by, seen=values["seen"]),
        grave=True,
    ),
)

DEED_BY_NAME: Mapping[str, Deed] = {deed.name: deed for deed in DEEDS}
