"""The subjects (主题分类) of government documents: two levels, as `subjects.toml` has them, each edition with its day.

Here is what the State Council's policy library uses. What an agency adds for itself is not here.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from gongkai.law.dated import Dated

SEPARATOR = "\\"
"""Between the two levels, as in 综合政务\\政务公开."""
_SEPARATORS = re.compile(r"\s*[\\/＼／>＞]+\s*")


class Subject(NamedTuple):
    """A subject of the first level, with the names of those below it; one without any is chosen itself."""

    name: str
    below: tuple[str, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """Give what may be chosen of it, as it is written.

        >>> Subject("科技、教育", ("科技", "教育")).paths[0] == "科技、教育" + SEPARATOR + "科技"
        True
        """
        return tuple(f"{self.name}{SEPARATOR}{each}" for each in self.below) or (self.name,)


@cache
def editions() -> Dated[tuple[Subject, ...]]:
    """Give the subjects over time."""
    read = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    # 目录指引的附录未检得全文：字典取自国务院政策文件库，各地可以增补。
    return Dated(
        *(
            (
                edition["since"],
                tuple(Subject(each["name"], tuple(each["below"])) for each in edition["subject"]),
                "目录指引",
            )
            for edition in read["edition"]
        )
    )


def subjects_on(day: date) -> tuple[Subject, ...]:
    """Give the subjects in use on a day; before the first edition those of the first.

    >>> [each.name for each in subjects_on(date(2026, 3, 2))][:2]
    ['国务院组织机构', '综合政务']
    """
    return editions().on(max(day, editions().lines[0].since)).value


def normalised(written: str) -> str:
    r"""Give a path as it is written here, whichever bar or arrow stands between its levels.

    >>> normalised("综合政务 / 政务公开") == normalised("综合政务>政务公开") == "综合政务\\政务公开"
    True
    """
    return SEPARATOR.join(each for each in _SEPARATORS.split(written.strip()) if each)
