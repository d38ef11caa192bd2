"""The stylesheet: colours that can be read in every scheme, and parts that are there."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

import gongkai.ui

STATIC = Path(gongkai.ui.__file__).parent / "static" / "ui"
GUIDE = Path(__file__).parents[2] / "docs" / "pages.md"
CSS = {path.name: path.read_text(encoding="utf-8") for path in STATIC.glob("*.css")}


def colours(*selectors):
    """Give the colours that hold when the rules of all these selectors do, the later before the earlier."""
    found = {}
    for selector in selectors:
        (block,) = re.findall(r"(?m)^" + re.escape(selector) + r" \{\n(.*?)^\}", CSS["tokens.css"], re.DOTALL)
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
    return found


ROOT, DARK, HIGH = ":root", ':root[data-theme="dark"]', ':root[data-contrast="high"]'
SCHEMES = {
    "light": colours(ROOT),
    "dark": colours(ROOT, DARK),
    "high": colours(ROOT, HIGH),
    "dark high": colours(ROOT, DARK, HIGH, HIGH + '[data-theme="dark"]'),
}
GROUNDS = ("ground", "paper", "sunk")
INKS = ("ink", "ink-soft", "accent", "accent-deep", "bad", "warn", "good")
TEXT = [
    *(
        (ink, ground)
        for ground in GROUNDS
        for ink in ("ink", "ink-soft", "accent", "accent-deep", "bad", "warn", "good")
    ),
    *((ink, f"{ink}-wash") for ink in ("bad", "warn", "good")),
    ("accent-deep", "accent-wash"),
    ("ink", "accent-wash"),
    ("on-accent", "accent"),
    ("on-accent", "accent-deep"),
]
LINES = [(line, ground) for ground in GROUNDS for line in ("line-firm", "focus", "seal")]


def light(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """Give the contrast of two colours as WCAG has it."""
    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_can_be_read_and_lines_be_seen_in_every_scheme(scheme):
    held = SCHEMES[scheme]
    least = 7 if "high" in scheme else 4.5
    poor = {
        (one, other): round(contrast(held[one], held[other]), 2)
        for pairs, bound in ((TEXT, least), (LINES, 3))
        for one, other in pairs
        if contrast(held[one], held[other]) < bound
    }
    assert poor == {}


def test_dark_is_the_same_by_choice_and_by_the_device():
    media = CSS["tokens.css"].replace("\n  ", "\n")
    for chosen, device in (
        (DARK, ':root[data-theme="auto"]'),
        (f'{HIGH}[data-theme="dark"]', f'{HIGH}[data-theme="auto"]'),
    ):
        blocks = [
            re.search(r"(?m)^" + re.escape(selector) + r" \{\n(.*?)^\}", media, re.DOTALL)[1]
            for selector in (chosen, device)
        ]
        assert [line.strip() for line in blocks[0].splitlines()] == [line.strip() for line in blocks[1].splitlines()]


def test_colours_stand_in_the_tokens_alone():
    named = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsl\(")
    assert {name: named.findall(css) for name, css in CSS.items() if name not in ("tokens.css", "print.css")} == {
        name: [] for name in CSS if name not in ("tokens.css", "print.css")
    }


def test_every_token_that_is_asked_for_is_there():
    defined = set(re.findall(r"(--[\w-]+):", "".join(CSS.values())))
    asked = set(re.findall(r"var\((--[\w-]+)", "".join(CSS.values())))
    assert asked - defined == set()


def test_the_guide_speaks_of_what_is_there():
    guide = GUIDE.read_text(encoding="utf-8")
    classes = {name for names in re.findall(r'class="([\w -]+)"', guide) for name in names.split()}
    classes |= set(re.findall(r"`((?:tag|button|note)-\w+)`", guide))
    known = set(re.findall(r"\.([a-z][\w-]*)", "".join(CSS.values())))
    assert len(classes) > 15
    assert classes - known == set()
    for template in re.findall(r"\b((?:ui|portal)/\w+\.html)", guide):
        get_template(template)
