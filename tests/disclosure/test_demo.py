"""The demonstration shows what the bureau published in 2020, once however often it is loaded."""

from __future__ import annotations

from datetime import date

import pytest
from tests.casework import actor
from tests.county import county

from gongkai.disclosure import demo_past, services
from gongkai.disclosure.models import Entered
from gongkai.disclosure.selectors import public_items
from gongkai.disclosure.table_two import figures


@pytest.mark.once
@pytest.mark.django_db
def test_the_bureau_shows_its_items_of_2020_and_the_figures_of_its_report() -> None:
    made = county("administrator", "publisher")
    services.set_practice(made.science, {"index_prefix": "HTKJ"}, by=actor(made, "administrator"))
    for _ in range(2):
        demo_past.load(made.science, lambda duty: actor(made, duty))
    assert public_items(made.science).filter(shown_on__year=2020).count() == 31
    assert not public_items(made.science).filter(late=True).exists()
    found = figures([made.science], [made.science], 2020, on=date(2026, 3, 2))
    assert {figure.number for figure in found.values()} == {0}
    assert Entered.objects.count() == 16
