"""Charts drawn on the server when they are first asked for, and kept by what they show.

The library that draws takes a second to begin and memory to stay, so it is loaded with the first chart, one is drawn
at a time, and what was drawn is kept in the cache under the hash of all that it was drawn from: the same data are drawn
once for everybody. A page shows what is kept, and asks for the rest after it; when drawing fails, the tables remain.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping
from hashlib import sha256
from threading import Lock

from django.core.cache import cache

from gongkai.dashboards.panel import Chart

_KEPT = 30 * 24 * 3600
_ONE_AT_A_TIME = Lock()
_LOG = logging.getLogger(__name__)


def key_of(chart: Chart) -> str:
    """Give the name a chart is kept under: another title, number or hue is another chart."""
    shown = [str(chart.title), chart.shape, chart.data, list(map(str, chart.series)), list(chart.hues), chart.share]
    digest = sha256(json.dumps(shown, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    return f"chart:1:{digest}"


def kept(charts: Iterable[Chart]) -> Mapping[str, str]:
    """Give those of some charts that were drawn before, by their names; asked for together."""
    found: Mapping[str, str] = cache.get_many([key_of(chart) for chart in charts])
    return found


def drawn(chart: Chart) -> str | None:
    """Give a chart as SVG, from the cache or drawn now; None where it cannot be drawn."""
    key = key_of(chart)
    svg: str | None = cache.get(key)
    if svg is None:
        svg = _draw(chart)
        if svg is not None:
            cache.set(key, svg, _KEPT)
    return svg


def png(chart: Chart) -> bytes | None:
    """Give a chart as a picture; None where it cannot be drawn."""
    svg = drawn(chart)
    if svg is None:
        return None
    from gongkai.report import charts

    with _ONE_AT_A_TIME:
        return charts.as_png(svg)


def _draw(chart: Chart) -> str | None:
    try:
        with _ONE_AT_A_TIME:
            from gongkai.report import charts

            charts.prepare()
            if chart.shape == "ranges":
                svg = charts.ranges(chart.data, chart.hues[0], share=chart.share)
            elif chart.shape == "weeks":
                svg = charts.lines(chart.data, list(map(str, chart.series)), chart.hues, wide=True)
            else:
                shape = {"bars": charts.bars, "columns": charts.columns, "years": charts.by_year}[chart.shape]
                svg = shape(chart.data, list(map(str, chart.series)), chart.hues, share=chart.share)
            return charts.labelled(svg, str(chart.title))
    except Exception:  # whatever it is, the page is whole without the picture
        _LOG.exception("a chart was not drawn: %s", chart.shape)
        return None
