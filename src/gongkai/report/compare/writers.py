"""Writers of comparisons: each takes a comparison and a language and gives the bytes of a file. By ending."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from gongkai.law.message import Translate
from gongkai.report.compare.comparison import Comparison
from gongkai.report.compare.html import write_html
from gongkai.report.compare.json import write_json
from gongkai.report.compare.xlsx import write_xlsx

Writer = Callable[[Comparison, Translate | None], bytes]

WRITERS: Mapping[str, Writer] = MappingProxyType(
    {".html": write_html, ".htm": write_html, ".json": write_json, ".xlsx": write_xlsx}
)
