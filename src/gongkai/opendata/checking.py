"""Looking whether the files of the open data are what was written, and hold nothing that was taken back."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.law.message import Message
from gongkai.opendata import issuing, writing
from gongkai.opendata.columns import Dataset
from gongkai.opendata.datasets import DATASETS
from gongkai.opendata.models import Issue
from gongkai.opendata.standing import token


def differences() -> Iterator[Message]:
    """Give in words what is wrong with the files of each issue; nothing where all is as it should be."""
    stands = token()
    for issue in Issue.objects.order_by("-on"):
        damaged = set()
        for name, told in issue.files.items():
            for form, expected in told["forms"].items():
                wrong = _of_file(issue, name, form, expected)
                if wrong is not None:
                    damaged.add(name)
                    yield wrong
        for dataset in DATASETS:
            if dataset.code in issue.files and dataset.code not in damaged:
                yield from _of_rows(issue, dataset, waits=issue.token != stands)


def _of_file(issue: Issue, name: str, form: str, expected: dict[str, object]) -> Message | None:
    where = {"on": f"{issue.on}", "file": f"{name}.{form}"}
    try:
        found = writing.measured(issuing.folder_of(issue), name, form)
    except OSError:
        return Message("{on}的{file}不在。", **where)
    return None if found == expected else Message("{on}的{file}与生成时不同。", **where)


def _of_rows(issue: Issue, dataset: Dataset, *, waits: bool) -> Iterator[Message]:
    """Say how many rows there are too many or too few; and how many not public, unless the files wait for that."""
    where = {"on": f"{issue.on}", "file": dataset.code}
    count = sum(1 for _row in writing.read(dataset, issuing.folder_of(issue)))
    expected = issue.files[dataset.code]["rows"]
    if count != expected:
        yield Message("{on}的{file}有{count}行，应为{expected}行。", **where, count=count, expected=expected)
    if dataset.still_public is not None and not waits:
        kept = sum(1 for _row in dataset.kept(writing.read(dataset, issuing.folder_of(issue))))
        if kept != count:
            yield Message("{on}的{file}里有{count}行已经撤下。", **where, count=count - kept)
