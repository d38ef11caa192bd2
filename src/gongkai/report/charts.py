"""Charts as SVG, drawn on the server or when a site is built: no script, text as text.

Altair describes a chart, vl-convert draws it. A chart of each shape is worked out once and then
drawn with other data, which takes half the time. Legends are the page's: they wrap, are read aloud,
and measuring Chinese text takes longer than all the rest of a chart. Colours are those of light paper; the stylesheet
turns each of them for the dark.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from gongkai.typesetting.characters import characters

if TYPE_CHECKING:
    import altair

INK, FAINT, RULE = "#2a3340", "#66707c", "#dfe3e8"
GOOD, BAD = "#33708f", "#b5472f"
HUES = ("#33708f", "#7fb0c4", "#b5472f", "#d29a4a", "#7d6b91", "#a9b0b8")
"""Six hues that stay apart in grey and to the colour-blind, in the order of the groups of table III."""
PLAIN = HUES[0]
COLOURS = (INK, FAINT, RULE, GOOD, BAD, *HUES)

WIDTH = 440
"""The width of a chart with its labels; a phone shows it nearly as large."""
_ROOM = 46
_FONT = "Noto Sans SC"
"""What texts are measured with, the same on every machine; the page shows them in its own typeface."""

Datum = dict[str, Any]


def by_year(data: Sequence[Datum], series: Sequence[str], hues: Sequence[str] = HUES, *, share: bool = False) -> str:
    """Stack `value` of each `series` by `year`; as shares of the whole with `share`."""
    return _drawn(_stack(tuple(series), tuple(hues[: len(series)]), share), data)


def lines(
    data: Sequence[Datum],
    series: Sequence[str],
    hues: Sequence[str] = HUES,
    *,
    share: bool = False,
    wide: bool = False,
) -> str:
    """Draw `value` of each `series` over `year`; `wide` for many of them, such as the weeks of a year."""
    return _drawn(_lines(tuple(series), tuple(hues[: len(series)]), share, wide), data)


def bars(data: Sequence[Datum], series: Sequence[str], hues: Sequence[str] = HUES, *, share: bool = False) -> str:
    """Draw a bar to the right for each `label`, in the order given, coloured by `series`."""
    count = len({each["label"] for each in data})
    return _drawn(_bars(tuple(series), tuple(hues[: len(series)]), share, count), data)


def columns(data: Sequence[Datum], series: Sequence[str], hues: Sequence[str] = HUES, *, share: bool = False) -> str:
    """Draw upright bars for each `label`, in the order given, those of its `series` beside each other."""
    return _drawn(_columns(tuple(series), tuple(hues[: len(series)]), share), data)


def ranges(data: Sequence[Datum], hue: str = PLAIN, *, share: bool = False) -> str:
    """Draw a point at `value` for each `label`, in the order given, with a line from `low` to `high`: what is not known
    better than so.
    """
    return _drawn(_ranges(hue, share, len(data)), data)


# ── Shapes ───────────────────────────────────────────────────────────────────


def _base() -> altair.Chart:
    import altair

    fields = ("year", "label", "series", "value", "order", "low", "high")
    return altair.Chart(altair.InlineData(values=[dict.fromkeys(fields, "")]))


def _hue(series: Sequence[str], hues: Sequence[str]) -> Any:
    import altair

    known = [characters(each) for each in series]
    return altair.Color("series:N", scale=altair.Scale(domain=known, range=list(hues)), legend=None, sort=known)


def _axis(share: bool, room: int = 0) -> Any:
    """Give the axis of values, with room for its labels, so that charts above each other line up."""
    import altair

    axis = altair.Axis(title=None, format=".0%" if share else ",~r", tickCount=5, domain=False, ticks=False)
    if not share:
        axis.tickMinStep = (
            2  # half an application or report is none; the library lets one tick more stand than steps fit
        )
    if room:
        axis.minExtent = axis.maxExtent = room
    return axis


def _years() -> Any:
    import altair

    axis = altair.Axis(title=None, labelAngle=0, ticks=False, labelOverlap=True, labelSeparation=8)
    return altair.X("year:O", axis=axis)


@cache
def _stack(series: tuple[str, ...], hues: tuple[str, ...], share: bool) -> str:
    import altair

    chart = (
        _base()
        .mark_bar(size=26)
        .encode(
            x=_years(),
            y=altair.Y("value:Q", stack="normalize" if share else "zero", axis=_axis(share, _ROOM)),
            color=_hue(series, hues),
            order=altair.Order("order:Q"),
        )
    )
    return _compiled(chart.properties(width=WIDTH - 60, height=200))


@cache
def _lines(series: tuple[str, ...], hues: tuple[str, ...], share: bool, wide: bool) -> str:
    import altair

    point = altair.OverlayMarkDef(filled=True, size=16 if wide else 38)
    chart = (
        _base()
        .mark_line(point=point, strokeWidth=2)
        .encode(x=_years(), y=altair.Y("value:Q", axis=_axis(share, _ROOM)), color=_hue(series, hues))
    )
    return _compiled(chart.properties(width=2 * WIDTH if wide else WIDTH - 60, height=170))


@cache
def _bars(series: tuple[str, ...], hues: tuple[str, ...], share: bool, count: int) -> str:
    import altair

    axis = altair.Axis(title=None, ticks=False, domain=False, labelLimit=215)
    base = _base().encode(y=altair.Y("label:N", sort=None, axis=axis))
    drawn = base.mark_bar(size=13).encode(
        x=altair.X("value:Q", stack="zero", axis=_axis(share)), color=_hue(series, hues), order=altair.Order("order:Q")
    )
    return _compiled(drawn.properties(width=WIDTH - 180, height=max(60, 23 * count)))


@cache
def _columns(series: tuple[str, ...], hues: tuple[str, ...], share: bool) -> str:
    import altair

    axis = altair.Axis(title=None, labelAngle=0, ticks=False, labelOverlap=False)
    beside = altair.XOffset("series:N", sort=[characters(each) for each in series])
    placed: dict[str, Any] = {"xOffset": beside} if len(series) > 1 else {}
    chart = (
        _base()
        .mark_bar()
        .encode(
            x=altair.X("label:N", sort=None, axis=axis),
            y=altair.Y("value:Q", stack=None, axis=_axis(share, _ROOM)),
            color=_hue(series, hues),
            **placed,
        )
    )
    return _compiled(chart.properties(width=WIDTH - 60, height=180))


@cache
def _ranges(hue: str, share: bool, count: int) -> str:
    import altair

    axis = altair.Axis(title=None, ticks=False, domain=False, labelLimit=215)
    base = _base().encode(y=altair.Y("label:N", sort=None, axis=axis))
    between = base.mark_rule(color=hue, strokeWidth=2).encode(x=altair.X("low:Q", axis=_axis(share)), x2="high:Q")
    point = base.mark_circle(color=hue, size=70, opacity=1).encode(x="value:Q")
    drawn = altair.layer(between, point).properties(width=WIDTH - 180, height=max(60, 23 * count))
    return _compiled(drawn)


# ── Drawing ──────────────────────────────────────────────────────────────────


def _compiled(chart: altair.Chart | altair.LayerChart | altair.FacetChart) -> str:
    """Work a chart out, but for its data."""
    import vl_convert

    label = {"labelFont": _FONT, "labelFontSize": 12.5, "labelColor": INK}
    looks = chart.configure(background="transparent", font=_FONT, padding=2).configure_view(stroke=None)
    looks = looks.configure_axis(**label, gridColor=RULE, domainColor=FAINT, labelPadding=6)
    looks = looks.configure_legend(**label, symbolType="square", symbolSize=110, symbolStrokeWidth=0, padding=0)
    return json.dumps(vl_convert.vegalite_to_vega(json.dumps(looks.to_dict())))


_SIZE = re.compile(r'<svg [^>]*?width="(?P<width>[\d.]+)" height="(?P<height>[\d.]+)"[^>]*>')
_NOISE = re.compile(
    r'<text [^>]*opacity="0"[^>]*>[^<]*</text>'  # a label for which there is no room
    r'| (?:xmlns:xlink|aria-[a-z]+|role|class|pointer-events|stroke-miterlimit|opacity)="[^"]*"'
    r'|<path[^>]* d=""[^>]*></path>|<path[^>]* d=""[^>]*/>'
)


def _drawn(chart: str, data: Sequence[Datum]) -> str:
    """Draw a chart with its data; the size is left to the page, which knows how wide it is.

    What no SVG may hold is left out of its words: the library would end the whole process with them.
    """
    import vl_convert

    worked_out = json.loads(chart)
    _source_of(worked_out)["values"] = [
        {name: characters(each) if isinstance(each, str) else each for name, each in datum.items()} for datum in data
    ]
    svg = vl_convert.vega_to_svg(worked_out)
    size = _SIZE.match(svg)
    assert size is not None
    width, height = (float(size[each]) for each in ("width", "height"))
    begin = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'style="max-width:{width / 16:g}rem" aria-hidden="true" focusable="false">'
    )
    return begin + _NOISE.sub("", svg[size.end() :])


def labelled(svg: str, title: str, about: str = "") -> str:
    """Give a chart for a page that allows no style of its own, named and told for who hears it."""
    size = re.search(r'viewBox="0 0 (?P<width>[\d.]+) (?P<height>[\d.]+)"', svg)
    assert size is not None
    begin = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size["width"]} {size["height"]}" '
        f'width="{size["width"]}" height="{size["height"]}" role="img">'
        f"<title>{escape(characters(title))}</title>" + (f"<desc>{escape(characters(about))}</desc>" if about else "")
    )
    return begin + svg[svg.index(">") + 1 :]


def as_png(svg: str) -> bytes:
    """Give a chart as a picture on white, twice as large as it is shown, for documents and slides."""
    import vl_convert

    begin, rest = svg.split(">", 1)
    paper = f'{begin}><rect width="100%" height="100%" fill="#fff"></rect>{rest}'
    return bytes(vl_convert.svg_to_png(paper, scale=2))


def _source_of(chart: Datum) -> Datum:
    source: Datum = next(each for each in chart["data"] if "values" in each)
    return source


def prepare() -> None:
    """Make the typeface known that the widths of texts are measured with."""
    import vl_convert
    from pylopdf_fonts_zh_cn import sans_path

    vl_convert.register_font_directory(str(sans_path().parent))
