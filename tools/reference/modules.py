"""The modules of the code, imported one after another, for what they declare."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType


def modules_of(*packages: ModuleType) -> Iterator[ModuleType]:
    """Import every module of some packages, in the order of their names."""
    for package in packages:
        yield package
        for info in sorted(pkgutil.walk_packages(package.__path__, f"{package.__name__}."), key=lambda info: info.name):
            yield importlib.import_module(info.name)
