"""What a test needs and the machine may lack: without it the test is left out, and the run says so; in CI it fails."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def missing(what: str, package: str) -> NoReturn:
    """Leave the test out for want of a program that is in a package of Debian and Ubuntu."""
    lacking = f"{what} is not installed. On Debian and Ubuntu: apt-get install {package}"
    if os.environ.get("CI") == "true":
        pytest.fail(lacking, pytrace=False)
    pytest.skip(lacking)
