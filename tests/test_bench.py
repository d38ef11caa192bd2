"""What `make bench` fills a site with is what its tables hold today: pages show it, and it can be applied to."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.environment import of_the_machine

ROWS = 2_000
FILL = f"""
import json
import django; django.setup()
from django.db import transaction
from django.test import Client
from bench import cases, items
from tests.county import county

with transaction.atomic():
    officer = county("head").officers["head"]
cases.fill({ROWS})
items.fill({ROWS})
client = Client(headers={{"host": "localhost"}})
client.force_login(officer)
paths = (cases.PAGES["list"], cases.PAGES["list of what is open"], "/desk/items/")
print(json.dumps([client.get(path).content.decode().count("<tr") for path in paths]))
cases._SUBMITTED = 3
cases.submit()
"""


@pytest.mark.once
def test_a_site_is_filled_as_its_tables_are_and_applied_to(prepared, tmp_path):
    shutil.copytree(prepared, tmp_path / "site")
    earnest = {"DJANGO_SETTINGS_MODULE": "gongkai.config.settings", "GONGKAI_DATA": str(tmp_path / "site")}
    made = subprocess.run(
        [sys.executable, "-c", FILL], env={**of_the_machine(), **earnest, "GONGKAI_MFA_REQUIRED": ""},
        cwd=Path(__file__).parents[1], capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr[-3000:]
    rows, took = map(json.loads, made.stdout.splitlines())
    assert min(rows) > 1  # a row for the headings, and one at least that the bench made
    assert len(took) == 3
    assert min(took) > 0
