import pytest
from tests.county import county

from gongkai.agencies import services
from gongkai.journal.actor import Actor
from gongkai.journal.selectors import last_changes

pytestmark = pytest.mark.django_db


def test_the_last_change_of_each_field_is_found():
    made = county()
    first, second = (Actor(officer=made.officers[role]) for role in ("administrator", "county_administrator"))
    services.edit_agency(made.science, {"phone": "0533-1", "fax": "0533-2"}, by=first)
    services.edit_agency(made.science, {"phone": "0533-3"}, by=second)
    services.edit_agency(made.water, {"fax": "0533-4"}, by=second)
    found = last_changes(made.science, ["phone", "fax", "nothing"])
    assert {field: entry.officer for field, entry in found.items()} == {"phone": second.officer, "fax": first.officer}
