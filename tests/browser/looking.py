"""Looking at a page as its readers see it, and saying what is wrong: what axe finds, errors, what does not fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page
from tests.browser.asking import COLOURS, CROWDED, IN_ENGLISH, VIOLATIONS, WIDER

AXE = Axe()
GRAVE = frozenset({"serious", "critical"})


Colours = Literal["light", "dark"]


@dataclass(frozen=True)
class Way:
    """A way to see a page that is there: how wide the window is, the colours the device asks for, contrast, letters.

    Axe asks `rules`, and everything where none is named.
    """

    width: int
    colours: Colours
    contrast: str = ""
    size: str = ""
    rules: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Give the name, as pictures have it."""
        return "-".join(filter(None, [str(self.width), self.colours, self.contrast, self.size]))


OF_COLOURS = ("color-contrast", "link-in-text-block")
OF_ROOM = ("scrollable-region-focusable", "target-size")
# Colours come of themes and room of widths, and neither of both: each theme and each width is looked at once. The last
# is narrow, and the page is left standing in it.
WAYS = (
    Way(1440, "light"),
    Way(390, "dark", rules=OF_COLOURS),
    Way(390, "dark", "high", rules=OF_COLOURS),
    Way(390, "dark", size="larger", rules=OF_ROOM),
)

HEIGHTS = {1440: 900, 390: 844}


@dataclass
class Looker:
    """Looks at the pages of a site; keeps pictures of them in a folder, if there is one.

    Axe takes most of the time. All of it is asked of every page once, in light colours; of other colours and of room
    only where a page shows letters on a ground that no page before did, or something that looks like too little room.
    """

    pictures: Path | None = None
    reads_english: Callable[[str, str], list[str]] | None = None
    """Gives of a page in English, and its path, what it still says in Chinese by itself."""
    readable: set[str] = field(default_factory=set)
    """The letters on their grounds that axe found nothing wrong with in other colours."""

    def window(self, context: BrowserContext) -> Page:
        """Give a window to look at pages in: axe comes into each with it."""
        page = context.new_page()
        page.add_init_script(AXE.axe_script)
        return page

    def look(self, page: Page, path: str, name: str, *, status: int = 200) -> list[str]:
        """Give all that is wrong with a page, in every way to see it; it is left standing in the last."""
        return [f"{name} {wrong}" for wrong in self._wrong(page, path, name, status)]

    def look_in_english(self, page: Page, content: str, path: str, name: str) -> list[str]:
        """Give what a page, which is there in Chinese, says in Chinese in its English too, and whether that fits."""
        page.evaluate(IN_ENGLISH, content)
        wider = page.evaluate(WIDER, {})
        self._keep(page, f"{name}-english")
        wrong = [f"Chinese: {each}" for each in self.reads_english(content, path)] if self.reads_english else []
        return [f"{name} english: {each}" for each in [*wrong, *_wide(wider)]]

    def _wrong(self, page: Page, path: str, name: str, status: int) -> Iterator[str]:
        said: list[str] = []

        def hear(message: ConsoleMessage) -> None:
            # Chromium calls it an error that a page has the status it is meant to have.
            own = status >= 400 and message.location["url"] == page.url and "status of" in message.text
            if message.type in ("error", "warning") and not own:
                said.append(f"console: {message.text}")

        def fail(error: Error) -> None:
            said.append(f"script: {error}")

        page.on("console", hear)
        page.on("pageerror", fail)
        before = None
        for way in WAYS:
            if before is None or before.width != way.width:
                page.set_viewport_size({"width": way.width, "height": HEIGHTS[way.width]})
            if before is None or before.colours != way.colours:
                page.emulate_media(color_scheme=way.colours, reduced_motion="reduce")
            if before is None:
                response = page.goto(path, wait_until="load")
                if response is None or response.status != status:
                    yield f"{way.name}: status {response and response.status} and not {status}"
            wider = page.evaluate(
                WIDER, {"contrast": way.contrast or "auto", **({"size": way.size} if way.size else {})}
            )
            yield from (f"{way.name}: {each}" for each in [*said, *_wide(wider)])
            said.clear()
            if before is None:
                page.remove_listener("console", hear)
            self._keep(page, f"{name}-{way.name}")
            yield from (f"{way.name}: {each}" for each in self._violations(page, way.rules))
            before = way
        page.remove_listener("pageerror", fail)

    def _keep(self, page: Page, name: str) -> None:
        if self.pictures is not None:
            self.pictures.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=self.pictures / f"{name}.png", full_page=True)

    def _violations(self, page: Page, rules: tuple[str, ...]) -> list[str]:
        """Give what axe finds; where it found nothing, letters like those need not be asked about again."""
        letters: list[str] = []
        if rules == OF_COLOURS and not (letters := page.evaluate(COLOURS, list(self.readable))):
            return []
        if rules == OF_ROOM and not page.evaluate(CROWDED):
            return []
        found = _found(page, rules, part=bool(letters))
        if not found:
            self.readable.update(letters)
        return found


def grave(page: Page) -> list[str]:
    """Give what axe finds in a page that is there, in any window, as it stands."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    return _found(page, ())


def _found(page: Page, rules: tuple[str, ...], *, part: bool = False) -> list[str]:
    found = page.evaluate(VIOLATIONS, [rules, sorted(GRAVE), part])
    return [
        f"axe {each['id']} ({each['impact']}): {each['help']}: "
        f"{[' '.join(map(str, node['target'])) for node in each['nodes'][:5]]}"
        for each in found
    ]


def _wide(wider: list[object]) -> list[str]:
    return [f"wide: {wider[0]} pixels, for {wider[1:]}"] if wider else []
