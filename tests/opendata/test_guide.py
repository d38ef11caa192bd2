"""The guide to open data: every address in it is there, and every command does what it says."""

from __future__ import annotations

import re
import shlex
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.county import county
from tests.publishing import begin, publish
from tests.reports import signed

from gongkai.opendata import issuing

pytestmark = pytest.mark.django_db

GUIDE = (Path(__file__).parents[2] / "docs" / "guides" / "open-data.md").read_text(encoding="utf-8")
SITE = "https://gk.example.gov.cn"


def addresses() -> set[str]:
    """Give the addresses that the guide names, in commands, in code and in text, without the site and the query."""
    commands = [line for line in GUIDE.splitlines() if line.startswith("$ curl ")]
    asked = {word for line in commands for word in shlex.split(line) if word.startswith(SITE)}
    assert len(asked) == len(commands) == 5
    named = re.findall(rf"(?:{SITE})?(/open-data/[\w./-]*)", GUIDE)
    return {each.removeprefix(SITE).partition("?")[0] for each in (*asked, *named)}


def test_every_address_of_the_guide_is_there(tmp_path: Path, settings: Any) -> None:
    settings.OPEN_DATA_FILES = tmp_path / "open-data"
    made = county()
    publish(made, begin(made))
    signed(made.science)
    issuing.make(date(2026, 3, 9))
    found = addresses() - {"/open-data/files/"}
    assert {"/open-data/", "/open-data/files/items.csv", "/open-data/2026-03-09/items.csv"} <= found
    for address in sorted(found):
        if not address.startswith("/api/"):
            answer = Client().get(address)
            assert answer.status_code == 200, address
            b"".join(answer.streaming_content) if answer.streaming else None  # type: ignore[attr-defined]


def test_a_file_that_one_has_is_not_loaded_again_as_the_guide_says(tmp_path: Path, settings: Any) -> None:
    assert "--etag-save" in GUIDE
    settings.OPEN_DATA_FILES = tmp_path / "open-data"
    issuing.make(date(2026, 3, 9))
    first = Client().get("/open-data/files/items.jsonl")
    assert b"".join(first.streaming_content) == b""  # type: ignore[attr-defined]
    assert Client().get("/open-data/files/items.jsonl", headers={"If-None-Match": first["ETag"]}).status_code == 304
