"""Pages set as PDF by typst. The data reaches a template as data and is never part of its source.

The two typefaces come with a package, so that a PDF looks the same on a machine without any font.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typst

_COMPILING = Lock()
"""A compiler serves one call at a time; kept, it has its fonts loaded for the next."""


def set_pages(template: bytes, data: Mapping[str, Any]) -> bytes:
    """Set a template as PDF, with the typefaces of ours; it finds the data as `sys.inputs.data`."""
    with _COMPILING:
        inputs = {"data": json.dumps(data, ensure_ascii=False)}
        written = _compiler().compile(template, format="pdf", sys_inputs=inputs)
    assert isinstance(written, bytes)
    return written


@cache
def _compiler() -> typst.Compiler:
    import typst
    from pylopdf_fonts_zh_cn import serif_path

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[serif_path().parent])
    return typst.Compiler(font_paths=fonts)
