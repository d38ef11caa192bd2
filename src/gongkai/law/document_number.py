"""Document numbers (发文字号), written in one way however they are typed: 机关代字〔年份〕序号 (GB/T 9704-2012)."""

from __future__ import annotations

import re
from unicodedata import normalize

_NUMBER = re.compile(r"^(?P<word>.*?)[〔\[(【{「](?P<year>\d{4})年?[〕\])】}」](?:第)?0*(?P<serial>\d+)号?$")


def normalised(written: str) -> str:
    """Give a document number as the standard writes it; what is none, without its spaces.

    Brackets are hexagonal, the year has four digits, the serial no zeros before it and no 第 (GB/T 9704-2012, 7.2.5).

    >>> normalised("国办函 [2020] 第０109号"), normalised("桓政办发（2026）3"), normalised("第12号公告")
    ('国办函〔2020〕109号', '桓政办发〔2026〕3号', '第12号公告')
    """
    bare = "".join(normalize("NFKC", written).split())
    found = _NUMBER.match(bare)
    if found is None:
        return bare
    return f"{found['word']}〔{found['year']}〕{found['serial']}号"
