"""Who is told of an assessment: those assessed, of their scores and the result; who assesses, of objections."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency
from gongkai.duties.assessment.rules import ASSESSING, OBJECTING
from gongkai.duties.models import Assessment, ScoreObjection
from gongkai.law.message import Message
from gongkai.notifications.kinds import Kind, Level
from gongkai.notifications.recipients import holders
from gongkai.notifications.services import notify

ANNOUNCED = Kind("assessment.announced", _("考核得分已告知"), Level.WARNING)
PUBLISHED = Kind("assessment.published", _("考核结果已公布"))
OBJECTED = Kind("assessment.objected", _("收到考核异议"), Level.WARNING)
ANSWERED = Kind("assessment.answered", _("考核异议已答复"))


def tell_assessed(assessment: Assessment, kind: Kind, on: date) -> None:
    """Tell those who head and lead the disclosure work of each agency assessed."""
    text = Message("“{name}”的结果已经公布。", name=assessment.name)
    if kind is ANNOUNCED:
        until = assessment.objections_until
        text = Message("“{name}”的得分可以查看，有异议的请在{until}前提出。", name=assessment.name, until=until)
    agencies = Agency.objects.filter(pk__in=assessment.scores.order_by().values("agency"))
    to = {officer for agency in agencies for officer in holders(agency, OBJECTING, on)}
    url = reverse("assessment:detail", args=[assessment.pk])
    notify(kind, to, text, key=f"{kind.code}:{assessment.pk}", url=url, at=now(), agency=assessment.agency)


def tell_assessing(objection: ScoreObjection, on: date) -> None:
    """Tell who runs the assessment that an agency objects."""
    score = objection.score
    said = {"agency": score.agency.called, "indicator": score.indicator.name, "name": score.assessment.name}
    text = Message("{agency}对“{name}”的“{indicator}”提出异议，请答复。", **said)
    to = set(holders(score.assessment.agency, ASSESSING, on))
    _tell(OBJECTED, objection, to, text)


def tell_answered(objection: ScoreObjection, on: date) -> None:
    """Tell who heads and leads in the agency that objected."""
    text = Message("对“{indicator}”的异议已经答复。", indicator=objection.score.indicator.name)
    _tell(ANSWERED, objection, set(holders(objection.score.agency, OBJECTING, on)), text)


def _tell(kind: Kind, objection: ScoreObjection, to: set, text: Message) -> None:  # type: ignore[type-arg]
    url = reverse("assessment:score", args=[objection.score_id])
    agency = objection.score.assessment.agency
    notify(kind, to, text, key=f"{kind.code}:{objection.pk}", url=url, at=now(), agency=agency)
