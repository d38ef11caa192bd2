"""Looking at a page as its readers see it, and saying what is wrong: what axe finds, errors, what does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Error, Page

from gongkai.ui.display import COOKIE, Display

AXE = Axe()
GRAVE = frozenset({"serious", "critical"})


Colours = Literal["light", "dark"]


@dataclass(frozen=True)
class Look:
    """One way to see a page: how wide the window is, what the reader chose, and the colours the device asks for.

    A page that is there changes its colours without being loaded anew. With other colours or letters, axe asks what
    depends on these; `wholly` has it ask everything in the first colours.
    """

    width: int
    colours: tuple[Colours, ...]
    chosen: str = ""
    cookies: tuple[tuple[str, str], ...] = ()
    wholly: bool = True

    def name(self, colours: Colours) -> str:
        """Give the name, as pictures have it."""
        return "-".join(filter(None, [str(self.width), colours, self.chosen]))


LOOKS = (
    Look(1440, ("light", "dark")),
    Look(390, ("light", "dark")),
    Look(390, ("dark",), "high-english", ((COOKIE, Display(contrast="high").written), ("django_language", "en"))),
    Look(390, ("light",), "larger", ((COOKIE, Display(size="larger").written),), wholly=False),
)
OF_COLOURS_AND_SIZES = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]
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


@dataclass
class Looker:
    """Looks at the pages of a site; keeps pictures of them in a folder, if there is one."""

    site: str
    pictures: Path | None = None

    def look(self, page: Page, path: str, name: str, *, status: int = 200) -> list[str]:
        """Give all that is wrong with a page, in every look; it is left standing in the last.

        That one is narrow and in Chinese.
        """
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
        page.set_viewport_size({"width": look.width, "height": HEIGHTS[look.width]})
        page.emulate_media(color_scheme=look.colours[0], reduced_motion="reduce")
        page.on("console", hear)
        page.on("pageerror", fail)
        response = page.goto(path, wait_until="load")
        wider = page.evaluate(WIDER)
        page.remove_listener("console", hear)
        page.remove_listener("pageerror", fail)
        first = look.name(look.colours[0])
        yield from (f"{first}: {each}" for each in said)
        if response is None or response.status != status:
            yield f"{first}: status {response and response.status} and not {status}"
        if wider:
            yield f"{first}: wide: {wider[0]} pixels, for {wider[1:]}"
        page.evaluate(AXE.axe_script)
        for colours in look.colours:
            page.emulate_media(color_scheme=colours, reduced_motion="reduce")
            seen = look.name(colours)
            if self.pictures is not None:
                self.pictures.mkdir(parents=True, exist_ok=True)
                page.screenshot(path=self.pictures / f"{name}-{seen}.png", full_page=True)
            wholly = look.wholly and colours == look.colours[0]
            yield from (f"{seen}: {each}" for each in _violations(page, None if wholly else OF_COLOURS_AND_SIZES))


def _violations(page: Page, rules: list[str] | None) -> Iterator[str]:
    """Give what axe, which is in the page already, finds by some rules, or by all that it has switched on."""
    options = {"resultTypes": ["violations"], **({"runOnly": {"type": "rule", "values": rules}} if rules else {})}
    for violation in page.evaluate("options => axe.run(options).then(found => found.violations)", options):
        if violation["impact"] in GRAVE:
            where = [" ".join(map(str, node["target"])) for node in violation["nodes"][:5]]
            yield f"axe {violation['id']} ({violation['impact']}): {violation['help']}: {where}"
