import pytest
from tests.law.calendars import known_to_2026

from gongkai.law import calendar as calendars
from gongkai.law.calendar import Calendar


@pytest.fixture
def to_2026(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    """The national calendar as known in 2026: what is provisional by it stays so when the next notice is out."""
    known = known_to_2026()
    monkeypatch.setattr(calendars, "CHINA", known)
    return known
