"""The first release as it was left: its tables, files and journal, with the keys of that made-up county.

Made once, by `gongkai demo --no-serve` of that release followed by `gongkai backup`, on each kind of database; with the
figures of its annual reports as it computed them. It is never made anew: it stands for sites that are out there.
"""

from __future__ import annotations

import json
from pathlib import Path

DATA = Path(__file__).parent / "data"
FIGURES = json.loads((DATA / "first-release-figures.json").read_text(encoding="utf-8"))
ENTRIES = 2329

COMPUTE = """
import json
from datetime import date
from gongkai.filings import services
from gongkai.filings.models import Filing
from gongkai.filings.reporting import kept
found = {}
for each in Filing.objects.select_related("agency").order_by("pk"):
    now = kept(services.figures_now(each, on=date(2026, 11, 28)))
    shown = {cell: value[0] for cell, value in now.items() if value[0] not in (None, "0")}
    found[f"{each.agency.name} {each.year} {each.scope}"] = shown
print(json.dumps(found))
"""


def backup_of(vendor: str) -> tuple[str, str]:
    """Give the backup of a kind of database, and the file of its keys."""
    return str(DATA / f"first-release-{vendor}.tar"), str(DATA / f"first-release-{vendor}.keys.json")
