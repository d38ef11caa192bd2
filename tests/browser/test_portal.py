"""The main public pages on a phone: light, still while they load, of this site alone; axe finds nothing in them."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, Request
from tests.browser.looking import AXE
from tests.county import County
from tests.publishing import begin, publish

MOST = 60_000
"""Bytes of a page with its styles and scripts, not compressed; pictures are apart."""
SHIFT = """() => new Promise((done) => {
  let shift = 0;
  const watch = (list) => list.getEntries().forEach((each) => { if (!each.hadRecentInput) shift += each.value; });
  new PerformanceObserver(watch).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => done(shift)));
})"""


def test_public_pages_are_light_still_and_of_this_site_alone(
    made: County, new_context: Callable[..., BrowserContext], base_url: str
) -> None:
    text = "<p>现将有关事项通知如下。</p>" * 60
    items = [publish(made, begin(made, category=category, body=text)) for category in ("A03", "AR") for _ in range(2)]
    science = f"/agencies/{made.science.pk}/"
    wrong = {}
    for path in (
        "/", "/agencies/", "/published/", "/published/A03/", "/reports/", "/apply/", science, f"{science}published/",
        f"{science}reports/", f"{science}apply/", f"/items/{items[0].pk}/", "/track/",
    ):  # fmt: skip
        # Each by one who comes for the first time: what a browser kept of the page before has no body any more.
        with new_context(viewport={"width": 390, "height": 844}) as context:
            found = _wrong(context.new_page(), path, base_url)
        if found:
            wrong[path] = found
    assert wrong == {}


def _wrong(page: Page, path: str, base_url: str) -> list[str]:
    asked: list[Request] = []

    def note(request: Request) -> None:
        asked.append(request)

    page.on("request", note)
    page.goto(path, wait_until="networkidle")
    shift = page.evaluate(SHIFT)
    page.remove_listener("request", note)
    size = sum(
        len(each.response().body())  # type: ignore[union-attr]
        for each in asked
        if each.resource_type != "image" and each.redirected_to is None
    )
    found = [f"of another site: {each.url}" for each in asked if not each.url.startswith((base_url, "data:"))]
    if size > MOST:
        found.append(f"{size} bytes")
    if shift > 0.1:
        found.append(f"shifts by {shift}")
    violations = AXE.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return found + [f"axe {each['id']}: {each['help']}" for each in violations]
