from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from tests.api.world import World, world

from gongkai.api import callers, limiting


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Let no turn that was taken in one test be spent in another, and no token of it be known."""
    limiting._left.clear()
    before = list(callers._recognise)
    yield
    callers._recognise[:] = before


@pytest.fixture(scope="module")
def made(kept: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Give a county in which something is public, and beside it what is not: drafts, what was withdrawn, other data."""
    before, settings.SEARCH_INDEX = settings.SEARCH_INDEX, tmp_path_factory.mktemp("index")
    yield world()
    settings.SEARCH_INDEX = before
