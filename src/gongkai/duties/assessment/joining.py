"""How this ledger joins the desk: the common page of duties, what is due, and evidence as attachments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.attachments import owners
from gongkai.duties import ledgers
from gongkai.duties.assessment import rules
from gongkai.duties.assessment.dues import dues
from gongkai.duties.assessment.lifecycle import Stage
from gongkai.duties.ledgers import Figure, Ledger
from gongkai.duties.models import Accountability, Score, ScoreObjection
from gongkai.ui import desk
from gongkai.ui.desk import Standing


def join() -> None:
    """Join the common page, the home page, and the attachments."""
    about = _("日常考核、年度考核、社会评议、责任追究")
    ledgers.register(Ledger("assessment", _("考核"), "assessment:list", about, rules.is_concerned, figures))
    desk.register_due(dues)
    owners.register(
        Score,
        may_see=rules.may_see_evidence,
        may_add=rules.may_score,
        may_remove=rules.may_score,
        page="assessment:score",
    )
    owners.register(
        Accountability,
        may_see=lambda officer, row, on: rules.accountability_in_sight(officer, on).filter(pk=row.pk).exists(),
        may_add=rules.may_hold_to_account,
        may_remove=rules.may_hold_to_account,
        page="assessment:account",
    )


def figures(officer: Any, on: date) -> Iterable[Figure]:
    """Give how assessment stands in the year: under way, open objections, published, held to account."""
    rows = rules.assessments_in_sight(officer, on)
    under_way = rows.filter(stage__in=[Stage.SCORING, Stage.OBJECTING])
    of_list, of_records = reverse("assessment:list"), reverse("assessment:accountability")
    yield Figure(_("进行中的考核"), under_way.count(), f"{of_list}?stage=scoring&stage=objecting")
    waiting = ScoreObjection.objects.filter(answer="", score__assessment__in=under_way.values("pk"))
    if not rules.assesses_some(officer, on):
        waiting = waiting.filter(score__agency__in=rules.own_agencies(officer, on))
    yield Figure(_("未答复的异议"), waiting.count(), f"{of_list}?stage=objecting", Standing.MINE)
    published = rows.filter(stage=Stage.PUBLISHED, published_on__year=on.year)
    yield Figure(_("本年公布的考核"), published.count(), f"{of_list}?stage=published")
    held = rules.accountability_in_sight(officer, on).filter(on__year=on.year)
    yield Figure(_("本年责任追究"), held.count(), f"{of_records}?day-from={on.year}-01-01&day-to={on.year}-12-31")
