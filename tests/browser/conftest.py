"""A browser on the real site: Debian's Chromium, a server in a thread, a county in the database."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from playwright.sync_api import BrowserContext, Playwright
from pytest_django.live_server_helper import LiveServer
from tests.browser.english import left_in_chinese
from tests.browser.looking import Looker
from tests.county import County, county
from tests.missing import missing

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""Chromium, where it is there as its engine without windows, which takes half the time."""
UNPOLISHED = "--js-flags=--no-opt --no-maglev"
"""Scripts run as they were compiled at first: no page is open long enough that compiling them better pays."""


@pytest.fixture(scope="session")
def playwright(playwright: Playwright) -> Iterator[Playwright]:
    """Let the tests use the database: Playwright keeps an event loop in this thread, which Django takes for a slip."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield playwright


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Take the machine's own browser: none is downloaded."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        missing("Chromium", "chromium-headless-shell")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium refuses to run as root inside its sandbox
    return {**browser_type_launch_args, "executable_path": program, "args": [UNPOLISHED, *sandbox]}


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    """Give the address of the site, so that a page is named by its path."""
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Read as somebody in Shandong does."""
    return {**browser_context_args, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


@pytest.fixture
def made(transactional_db: None) -> Iterator[County]:
    """Give a county that the server sees; what it counted of its visitors is forgotten with it."""
    with transaction.atomic():
        made = county()
    yield made
    cache.clear()


SignIn = Callable[[BrowserContext, str], None]


@pytest.fixture
def signed_in(made: County, base_url: str) -> Callable[..., Client]:
    """Give the way to be an officer, by role, in browsers and in a client beside them: they share one session."""

    def signed_in(role: str, *contexts: BrowserContext) -> Client:
        client = Client()
        client.force_login(made.officers[role])
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        for context in contexts:
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": base_url}])
        return client

    return signed_in


@pytest.fixture
def sign_in(signed_in: Callable[..., Client]) -> SignIn:
    """Give the way to be somebody: the session of an officer, by role."""

    def sign_in(context: BrowserContext, role: str) -> None:
        signed_in(role, context)

    return sign_in


@pytest.fixture(scope="session")
def looker(pytestconfig: pytest.Config) -> Looker:
    """Give what looks at pages and says what is wrong with them."""
    folder = pytestconfig.getoption("--pictures")
    return Looker(Path(folder) if folder else None, left_in_chinese)
