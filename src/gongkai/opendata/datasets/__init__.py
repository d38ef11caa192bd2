"""The datasets, in the order in which they are listed."""

from __future__ import annotations

from gongkai.opendata.columns import Dataset
from gongkai.opendata.datasets.agencies import AGENCIES, CATEGORIES, RUBRICS
from gongkai.opendata.datasets.catalogue import ENTRIES, PLACEMENTS
from gongkai.opendata.datasets.items import FILES, ITEMS, TEXTS, WITHDRAWALS
from gongkai.opendata.datasets.letters import LETTERS
from gongkai.opendata.datasets.reports import FIGURES, FINDINGS, PASSAGES, REPORTS

DATASETS: tuple[Dataset, ...] = (
    ITEMS, TEXTS, FILES, PLACEMENTS, WITHDRAWALS,
    AGENCIES, CATEGORIES, RUBRICS, ENTRIES,
    REPORTS, FIGURES, PASSAGES, FINDINGS,
    LETTERS,
)  # fmt: skip


def dataset_of(code: str) -> Dataset | None:
    """Give the dataset of a code, if there is one."""
    return next((each for each in DATASETS if each.code == code), None)
