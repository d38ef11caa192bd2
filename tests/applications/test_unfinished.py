"""An agency is not dissolved while what it received is unanswered: nobody could answer it then."""

from __future__ import annotations

from datetime import date

import pytest
from tests.casework import actor, apply, rectify, reply, set_word
from tests.county import SINCE, County, county
from tests.remedies.challenging import challenge, decide

from gongkai.agencies.models import Agency
from gongkai.agencies.services import dissolve_agency
from gongkai.applications.services import close_rectification
from gongkai.journal.actor import SYSTEM
from gongkai.law.errors import NotAllowed

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 1)


@pytest.fixture
def made() -> County:
    return county()


def test_an_agency_is_dissolved_once_all_it_received_is_answered(made: County) -> None:
    dissolve_agency(made.branch, on=SINCE, by=SYSTEM)
    set_word(made)
    case, asking, held = apply(made), rectify(made), challenge(made)
    with pytest.raises(NotAllowed) as refused:
        dissolve_agency(made.science, on=ON, by=SYSTEM)
    assert (refused.value.code, str(refused.value.citation)) == ("agency-has-work", "机构改革解释")
    assert "公开申请1件、更正申请1件、复议诉讼1件" in str(refused.value)
    reply(made, case, on=date(2026, 3, 16))
    close_rectification(asking, outcome="accurate", told="记录准确", on=date(2026, 3, 20), by=actor(made))
    with pytest.raises(NotAllowed, match="没有办结的：复议诉讼1件"):
        dissolve_agency(made.science, on=ON, by=SYSTEM)
    decide(made, held, "RECON_MAINTAINED", date(2026, 5, 8))
    dissolve_agency(made.science, on=ON, by=SYSTEM)
    assert Agency.objects.get(pk=made.science.pk).dissolved_on == ON
