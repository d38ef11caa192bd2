"""The demonstration county is assessed: twelve agencies in one view, an objection answered, one held to account."""

from __future__ import annotations

import pytest
from django.utils.timezone import localdate

from gongkai.agencies import demo as county
from gongkai.agencies.models import Officer
from gongkai.disclosure import demo_county
from gongkai.duties.assessment import demo, rules
from gongkai.duties.assessment.reckoning import recounted, sheet
from gongkai.duties.models import Accountability, Assessment, Score, ScoreObjection
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences


@pytest.mark.once
@pytest.mark.django_db
def test_the_twelve_are_assessed_once_from_what_the_demonstration_has() -> None:
    on = localdate()
    county.load("a password of the demonstration", until=on.year)
    for _ in range(2):
        demo_county.load(on=on)
        assert demo.load(on=on) == 1
        entries = Entry.objects.count()
    assert Entry.objects.count() == entries
    assessment = Assessment.objects.get()
    found = sheet(assessment, Score.objects.filter(assessment=assessment))
    assert (len(found.rows), found.waiting, len(found.worst)) == (12, 0, 8)
    assert len({row.total.points for row in found.rows}) > 8
    assert all(recounted(row) == row.final for row in Score.objects.filter(assessment=assessment, applies=True))
    assert ScoreObjection.objects.get().answer == "changed"
    assert Accountability.objects.get().about == found.rows[-1].agency
    head = Officer.objects.get(username="zhujian.head")
    assert {row.agency.called for row in rules.scores_in_sight(head, assessment, on)} == {"县住建局"}
    assert list(differences()) == []
