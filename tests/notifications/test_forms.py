import pytest

from gongkai.agencies.models import Officer
from gongkai.notifications.forms import PreferencesForm
from gongkai.notifications.models import Preferences

pytestmark = pytest.mark.django_db


def ticked(form, code):
    """Give the channels ticked for a kind."""
    return [tick.channel for kind, ticks in form.rows for tick in ticks if kind.code == code and tick.on]


def test_boxes_are_as_they_are_or_as_a_draft_has_them():
    officer = Officer.objects.create(username="handler", name="某")
    form = PreferencesForm(instance=Preferences(officer=officer), has=("site", "email"))
    assert ticked(form, "post.begun") == ["site", "email"]
    form.initial.update({"post.begun": ["email"], "account.locked": []})
    assert ticked(form, "post.begun") == ["email"]
    assert ticked(form, "account.locked") == ["site"]  # whatever was typed
