"""Issues of the open data: made whole each night, kept some days, and made anew when something is taken back.

The files of an issue lie in a folder of their own under a name that nobody had before. They are there before the row
that names the folder, so that a reader has all of an issue or nothing; a folder that no row names is swept.
"""

from __future__ import annotations

import logging
import secrets
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from gongkai.opendata import dictionary, writing
from gongkai.opendata.columns import Dataset, Row
from gongkai.opendata.datasets import DATASETS
from gongkai.opendata.models import Issue
from gongkai.opendata.standing import token

_log = logging.getLogger(__name__)

_ABANDONED = 86_400
"""Seconds after which a folder that no issue names is left over from a process that was killed."""


_MADE = ("folder", "token", "made_at", "files")
"""What is another of an issue each time it is made."""


def folder_of(issue: Issue) -> Path:
    """Give where the files of an issue lie."""
    return _root() / issue.folder


def _root() -> Path:
    root: Path = settings.OPEN_DATA_FILES
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    return root


def make(on: date) -> Issue:
    """Make the files of a day of all that is public now, in place of those the day has; drop those that are too old."""
    before = token()
    with _new_folder(on) as folder:
        issue = _written(on, before, folder, lambda dataset: dataset.rows())
        _put_in_place(issue)
    tidy(on)
    if token() != before:  # what was taken back meanwhile: whoever saw to it may not have seen this issue
        renew()
    made: Issue = Issue.objects.get(on=on)
    return made


def _put_in_place(issue: Issue) -> None:
    """Let the row of a day name the new folder, and remove the old one."""
    values = {name: getattr(issue, name) for name in _MADE}
    with transaction.atomic():
        old = Issue.objects.select_for_update().filter(on=issue.on).first()
        Issue.objects.update_or_create(on=issue.on, defaults=values)
    if old is not None:
        _remove(old.folder)


def renew() -> None:
    """Make every issue anew that may hold what was taken back: its own rows, but those that are not public any more."""
    while renew_next():
        pass


def renew_next() -> bool:
    """Make the newest issue anew of those that may hold what was taken back; say whether there was one."""
    issue = Issue.objects.exclude(token=token()).order_by("-on").first()
    if issue is None:
        return False
    try:
        _renew(issue)
    except FileNotFoundError:  # nobody can be given what is lost, and nothing is left to be made anew
        _log.error("the files of the open data of %s are lost", issue.on)
        Issue.objects.filter(pk=issue.pk, folder=issue.folder).delete()
    return True


def _renew(issue: Issue) -> None:
    before, old = token(), folder_of(issue)

    def rows(dataset: Dataset) -> Iterator[Row]:
        return dataset.kept(writing.read(dataset, old))

    with _new_folder(issue.on) as folder:
        made = _written(issue.on, before, folder, rows, of=issue.files)
        values = {name: getattr(made, name) for name in _MADE}
        if not Issue.objects.filter(pk=issue.pk, folder=issue.folder).update(**values):
            raise _Overtaken
    _remove(issue.folder)


class _Overtaken(Exception):
    """Another process put other files in the place of those that were being made anew."""


@contextmanager
def _new_folder(on: date) -> Iterator[Path]:
    """Have a folder to write into, which goes again unless all is done; it does not matter if one was overtaken."""
    folder = _root() / f"{on:%Y-%m-%d}-{secrets.token_hex(8)}"
    folder.mkdir(mode=0o700)
    try:
        yield folder
    except _Overtaken:
        shutil.rmtree(folder, ignore_errors=True)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _written(
    on: date,
    before: str,
    folder: Path,
    rows: Callable[[Dataset], Iterator[Row]],
    of: Mapping[str, Any] | None = None,
) -> Issue:
    """Write all files into a folder, or those datasets that an older issue has; in Chinese, whoever asks for it."""
    with override("zh-hans"):
        files = {
            dataset.code: writing.write(dataset, rows(dataset), folder)
            for dataset in DATASETS
            if of is None or dataset.code in of
        }
        dictionary.write(folder)
    forms = {form: writing.measured(folder, dictionary.NAME, form) for form in dictionary.FORMS}
    files[dictionary.NAME] = {"forms": forms}
    return Issue(on=on, folder=folder.name, token=before, made_at=timezone.now(), files=files)


def tidy(on: date) -> None:
    """Remove issues of more than the days that are kept, and folders that no issue names."""
    old = Issue.objects.filter(on__lte=on - timedelta(days=settings.OPEN_DATA_DAYS))
    for issue in old:
        issue.delete()
        _remove(issue.folder)
    named = set(Issue.objects.values_list("folder", flat=True))
    for path in _root().iterdir():
        if path.name not in named and path.is_dir() and path.stat().st_mtime < time.time() - _ABANDONED:
            _remove(path.name)


def _remove(folder: str) -> None:
    try:
        shutil.rmtree(_root() / folder)
    except FileNotFoundError:
        pass
    except OSError as error:  # it is looked for again the next night
        _log.warning("could not remove %s: %s", folder, error.strerror)
