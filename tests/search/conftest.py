from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from gongkai.search.writing import Writer


@pytest.fixture(scope="module")
def index_of_module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let a module have an index of its own."""
    before = settings.SEARCH_INDEX
    settings.SEARCH_INDEX = tmp_path_factory.mktemp("index")
    yield
    settings.SEARCH_INDEX = before


@pytest.fixture
def index_now(tmp_path: Path, settings: object) -> Iterator[Callable[[], int]]:
    """Give what writes the outbox into an index of the test's own, in which there is what was public before."""
    settings.SEARCH_INDEX = tmp_path / "index"  # type: ignore[attr-defined]
    with Writer() as writer:
        writer.catch_up()
        yield writer.catch_up
