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


@dataclass(frozen=True)
class Look:
    """One way to see a page: how wide the window is, which colours the device asks for, what the reader chose."""

    width: int
    colours: Literal["light", "dark"]
    chosen: str = ""
    cookies: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """Give the name, as pictures have it."""
        return "-".join(filter(None, [str(self.width), self.colours, self.chosen]))


LOOKS = (
    Look(1440, "light"),
    Look(1440, "dark"),
    Look(390, "light"),
    Look(390, "dark"),
    Look(390, "light", "larger", ((COOKIE, Display(size="larger").written),)),
    Look(390, "dark", "high-english", ((COOKIE, Display(contrast="high").written), ("django_language", "en"))),
)
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
        """Give all that is wrong with a page, in every look."""
        return [
            f"{name} {look.name}: {wrong}" for look in LOOKS for wrong in self._wrong(page, path, name, look, status)
        ]

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
        page.emulate_media(color_scheme=look.colours, reduced_motion="reduce")
        page.on("console", hear)
        page.on("pageerror", fail)
        response = page.goto(path, wait_until="load")
        wider = page.evaluate(WIDER)
        page.remove_listener("console", hear)
        page.remove_listener("pageerror", fail)
        yield from said
        if response is None or response.status != status:
            yield f"status {response and response.status} and not {status}"
        if wider:
            yield f"wide: {wider[0]} pixels, for {wider[1:]}"
        if self.pictures is not None:
            self.pictures.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=self.pictures / f"{name}-{look.name}.png", full_page=True)
        for violation in AXE.run(page, options={"resultTypes": ["violations"]}).response["violations"]:
            if violation["impact"] in GRAVE:
                where = [" ".join(map(str, node["target"])) for node in violation["nodes"][:5]]
                yield f"axe {violation['id']} ({violation['impact']}): {violation['help']}: {where}"
