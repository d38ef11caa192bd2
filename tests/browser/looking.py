"""Looking at a page as its readers see it, and saying what is wrong: what axe finds, errors, what does not fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Error, Page

AXE = Axe()
GRAVE = frozenset({"serious", "critical"})


Colours = Literal["light", "dark"]


@dataclass(frozen=True)
class Way:
    """A way to see a page that is there: how wide the window is, the colours the device asks for, contrast, letters.

    Axe asks `rules`, everything where none is named, and nothing where there are none.
    """

    width: int
    colours: Colours
    contrast: str = ""
    size: str = ""
    rules: tuple[str, ...] | None = ()


@dataclass(frozen=True)
class Look:
    """Ways to see a page that is loaded once, by one who has `cookies`."""

    ways: tuple[Way, ...]
    chosen: str = ""
    cookies: tuple[tuple[str, str], ...] = ()

    def name(self, way: Way) -> str:
        """Give the name, as pictures have it."""
        return "-".join(filter(None, [str(way.width), way.colours, self.chosen, way.contrast, way.size]))


OF_COLOURS = ("color-contrast", "link-in-text-block")
OF_ROOM = ("scrollable-region-focusable", "target-size")
# Colours come of themes and room of widths, and neither of both: each theme and each width is looked at once. English
# is looked at for its words, and whether they fit. The last is narrow, and the page is left standing in it.
LOOKS = (
    Look((Way(390, "light", rules=None),), "english", (("django_language", "en"),)),
    Look((
        Way(1440, "light"),
        Way(390, "dark", rules=OF_COLOURS),
        Way(390, "dark", "high", rules=OF_COLOURS),
        Way(390, "light", size="larger", rules=OF_ROOM),
    )),
)  # fmt: skip
CHOSEN = {name for look in LOOKS for name, _ in look.cookies}

HEIGHTS = {1440: 900, 390: 844}

WIDER = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const reaches = (each) => each.checkVisibility() && each.getBoundingClientRect().right > width + 1;
  const beyond = [...document.body.querySelectorAll("*")].filter(reaches);
  const last = beyond.filter((each) => ![...each.children].some((child) => beyond.includes(child)));
  return [document.documentElement.scrollWidth, ...last.slice(0, 5).map((each) => each.outerHTML.slice(0, 120))];
}"""
"""What is wider than the window: how wide the page is, and the innermost elements that reach beyond."""

CHOOSE = "chosen => { Object.assign(document.documentElement.dataset, chosen); }"
"""What is chosen in a cookie, and the server writes on the page: to see it, the page need not be loaded again."""


@dataclass
class Looker:
    """Looks at the pages of a site; keeps pictures of them in a folder, if there is one."""

    site: str
    pictures: Path | None = None
    reads_english: Callable[[str, str], list[str]] | None = None
    """Gives of a page in English, and its path, what it still says in Chinese by itself."""

    def look(self, page: Page, path: str, name: str, *, status: int = 200) -> list[str]:
        """Give all that is wrong with a page, in every look; it is left standing in the last."""
        return [f"{name} {wrong}" for look in LOOKS for wrong in self._wrong(page, path, name, look, status)]

    def _wrong(self, page: Page, path: str, name: str, look: Look, status: int) -> Iterator[str]:
        said: list[str] = []

        def hear(message: ConsoleMessage) -> None:
            # Chromium calls it an error that a page has the status it is meant to have.
            own = status >= 400 and message.location["url"] == page.url and "status of" in message.text
            if message.type in ("error", "warning") and not own:
                said.append(f"console: {message.text}")

        def fail(error: Error) -> None:
            said.append(f"script: {error}")

        for cookie in CHOSEN:
            page.context.clear_cookies(name=cookie)
        page.context.add_cookies([{"name": each, "value": value, "url": self.site} for each, value in look.cookies])
        page.on("console", hear)
        page.on("pageerror", fail)
        for turn, way in enumerate(look.ways):
            page.set_viewport_size({"width": way.width, "height": HEIGHTS[way.width]})
            page.emulate_media(color_scheme=way.colours, reduced_motion="reduce")
            seen = look.name(way)
            if turn == 0:
                response = page.goto(path, wait_until="load")
                if response is None or response.status != status:
                    yield f"{seen}: status {response and response.status} and not {status}"
            if turn == 0 and self.reads_english is not None and dict(look.cookies).get("django_language") == "en":
                yield from (f"{seen}: Chinese: {each}" for each in self.reads_english(page.content(), path))
            page.evaluate(CHOOSE, {"contrast": way.contrast or "auto", **({"size": way.size} if way.size else {})})
            wider = page.evaluate(WIDER)
            yield from (f"{seen}: {each}" for each in said)
            said.clear()
            if wider:
                yield f"{seen}: wide: {wider[0]} pixels, for {wider[1:]}"
            if turn == 0:
                page.remove_listener("console", hear)
            if turn == 0 and way.rules is not None:
                page.evaluate(AXE.axe_script)
            if self.pictures is not None:
                self.pictures.mkdir(parents=True, exist_ok=True)
                page.screenshot(path=self.pictures / f"{name}-{seen}.png", full_page=True)
            if way.rules is not None:
                yield from (f"{seen}: {each}" for each in _violations(page, way.rules))
        page.remove_listener("pageerror", fail)


def _violations(page: Page, rules: tuple[str, ...]) -> Iterator[str]:
    """Give what axe, which is in the page already, finds by these rules, or by all where none is named."""
    only = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}
    options = {"resultTypes": ["violations"], "preload": False, **only}
    for violation in page.evaluate("options => axe.run(options).then(found => found.violations)", options):
        if violation["impact"] in GRAVE:
            where = [" ".join(map(str, node["target"])) for node in violation["nodes"][:5]]
            yield f"axe {violation['id']} ({violation['impact']}): {violation['help']}: {where}"
