"""Take the pictures in the guides: `make screenshots`, or `python -m tools.screenshots NAME …` for some of them.

Each is a page of the site with the demonstration county, or of an empty site that is being set up, seen by one of its
officers. `SHOTS` says which guide has which. The county is loaded into a folder of its own, unless GONGKAI_DATA names
one where it is. Pictures have few colours and are cut below the first screens, so that all of them stay small.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent.parent / "docs" / "images" / "guides"
WIDTH, HEIGHT = 1200, 900
COLOURS = 48
"""How many colours a picture keeps: the pages have few, and letters stay legible."""


def _newest(model: str, **which: Any) -> str:
    """Give the key of the newest row of a kind."""
    from django.apps import apps

    return str(apps.get_model(model).objects.filter(**which).order_by("-pk").values_list("pk", flat=True)[0])


def _agency() -> str:
    return _newest("agencies.agency", name="桓台县科技局")


class Shot(NamedTuple):
    """A picture: of which guide, what it shows (its name), who sees it, where; of an empty site where that is said."""

    guide: str
    name: str
    who: str
    path: Callable[[], str]
    empty: bool = False

    @property
    def file(self) -> str:
        """Give the name of its file."""
        return f"{self.guide}-{self.name}.png"


SHOTS: Sequence[Shot] = (
    Shot("set-up", "first", "", lambda: "/setup/administrator/", empty=True),
    Shot("set-up", "steps", "first.admin", lambda: "/setup/", empty=True),
    Shot("set-up", "agency", "first.admin", lambda: "/setup/agency/", empty=True),
    Shot("run-site", "status", "site.admin", lambda: "/desk/status/"),
    Shot("manage-accounts", "agency", "keji.head", lambda: f"/desk/agencies/{_agency()}/"),
    Shot("apply-for-information", "form", "", lambda: f"/agencies/{_agency()}/apply/"),
    Shot("apply-for-information", "track", "", lambda: "/track/"),
    Shot("handle-applications", "list", "keji.handler", lambda: "/desk/applications/"),
    Shot(
        "handle-applications",
        "case",
        "keji.handler",
        lambda: f"/desk/applications/{_newest('applications.application', agency=_agency(), outcome='')}/",
    ),
    Shot("review-and-publish", "list", "keji.reviewer", lambda: "/desk/items/"),
    Shot(
        "review-and-publish",
        "item",
        "keji.reviewer",
        lambda: f"/desk/items/{_newest('disclosure.item', agency=_agency(), stage='reviewing')}/",
    ),
    Shot("keep-catalogue", "catalogue", "keji.head", lambda: f"/desk/items/catalogue/{_agency()}/"),
    Shot("answer-letters", "list", "keji.head", lambda: "/desk/letters/"),
    Shot("handle-challenges", "list", "keji.handler", lambda: "/desk/remedies/"),
    Shot("lead-and-train", "training", "keji.handler", lambda: "/desk/training/"),
    Shot("compile-report", "list", "keji.head", lambda: "/desk/filings/"),
    Shot(
        "compile-report", "report", "keji.head", lambda: f"/desk/filings/{_newest('filings.filing', agency=_agency())}/"
    ),
    Shot("collect-reports", "board", "fuban.supervisor", lambda: "/desk/filings/board/"),
    Shot("watch-the-year", "county", "fuban.supervisor", lambda: "/desk/dashboards/"),
)


def take(shots: Sequence[Shot], site: str, folder: Path) -> None:
    """Take pictures of a site that is served."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=_chromium(), args=sandbox)
        for shot in shots:
            context = browser.new_context(
                viewport={"width": WIDTH, "height": HEIGHT}, locale="zh-CN", timezone_id="Asia/Shanghai"
            )
            if shot.who:
                context.add_cookies([_session(shot.who, site)])
            page = context.new_page()
            answer = page.goto(site + shot.path())
            if answer is None or answer.status != 200 or "/account/" in page.url:
                raise SystemExit(f"{shot.file}: {page.url} answered {answer and answer.status}")
            page.wait_for_load_state("networkidle")  # charts come after the page
            whole = page.evaluate("document.documentElement.scrollHeight")
            clip = {"x": 0, "y": 0, "width": WIDTH, "height": min(int(whole), HEIGHT * 4 // 3)}
            drawn = page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]
            (folder / shot.file).write_bytes(_smaller(drawn))
            print(folder / shot.file)
            context.close()
        browser.close()


def _smaller(png: bytes) -> bytes:
    from PIL import Image

    small = BytesIO()
    image = Image.open(BytesIO(png)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


def _chromium() -> str:
    from shutil import which

    found = next(filter(None, map(which, ("chromium-headless-shell", "chromium", "google-chrome"))), None)
    if found is None:
        raise SystemExit("There is no Chromium here. On Debian: apt-get install chromium-headless-shell")
    return found


def _session(username: str, site: str) -> Any:
    from django.conf import settings
    from django.test import Client

    from gongkai.agencies.models import Officer

    client = Client()
    client.force_login(Officer.objects.get(username=username))
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site}


@contextmanager
def served(*, empty: bool) -> Iterator[str]:
    """Serve the county, or an empty site with its first administrator yet to come, in this process."""
    import django

    django.setup()
    from django.db import connections
    from django.test.testcases import LiveServerThread
    from django.test.utils import override_settings
    from django.utils.timezone import now

    from gongkai.config.commands.demo import _load
    from gongkai.config.preparing import collect_static, migrate
    from gongkai.config.setup.services import draw_code

    if empty:
        migrate()
        draw_code(at=now())
    else:
        _load("Demo-for-pictures-1", production=False)
    collect_static()
    connections.close_all()
    with override_settings(ALLOWED_HOSTS=["*"], MFA_REQUIRED=frozenset()):
        as_it_is: Any = lambda handler: handler  # noqa: E731 - static files are the middleware's
        thread = LiveServerThread("127.0.0.1", as_it_is)
        thread.daemon = True
        thread.start()
        thread.is_ready.wait()
        if thread.error:
            raise thread.error
        try:
            yield f"http://127.0.0.1:{thread.port}"
        finally:
            thread.terminate()


def _first_administrator() -> None:
    from gongkai.config.administrators import make_administrator

    make_administrator("first.admin", "王明", "First-admin-for-pictures-1")


def _one(empty: bool, shots: Sequence[Shot]) -> None:
    """Take the pictures of one site; those of an empty one first before there is anybody, then after."""
    with served(empty=empty) as site:
        before = [shot for shot in shots if empty and not shot.who]
        take(before, site, FOLDER)
        if empty:
            _first_administrator()
        take([shot for shot in shots if shot not in before], site, FOLDER)


def main(names: Sequence[str]) -> None:
    """Take the pictures, or those whose files are named so."""
    wanted = [shot for shot in SHOTS if not names or shot.file.removesuffix(".png") in names]
    FOLDER.mkdir(parents=True, exist_ok=True)
    for empty in (False, True):
        shots = [shot for shot in wanted if shot.empty is empty]
        if not shots:
            continue
        with TemporaryDirectory(prefix="gongkai-screenshots-") as folder:
            child = os.fork()
            if child == 0:  # one process holds the settings of one site
                given = "" if empty else os.environ.get("GONGKAI_DATA", "")
                os.environ |= {
                    "GONGKAI_DATA": given or folder,
                    "DJANGO_SETTINGS_MODULE": "gongkai.config.settings",
                    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
                }
                code = 1
                try:
                    _one(empty, shots)
                    code = 0
                except BaseException:
                    traceback.print_exc()
                finally:
                    sys.stdout.flush()
                    os._exit(code)
            _pid, status = os.waitpid(child, 0)
            if status:
                raise SystemExit(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main(sys.argv[1:])
