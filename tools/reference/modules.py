"""The modules of the code, imported one after another, for what they declare."""

from __future__ import annotations

import importlib
import os
import pkgutil
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import gongkai


def modules_of(*packages: ModuleType) -> Iterator[ModuleType]:
    """Import every module of some packages, in the order of their names."""
    for package in packages:
        yield package
        for info in sorted(pkgutil.walk_packages(package.__path__, f"{package.__name__}."), key=lambda info: info.name):
            yield importlib.import_module(info.name)


def packages_of_the_site() -> list[ModuleType]:
    """Give the packages that stand on Django, ready to be imported whole: all but the libraries and the command."""
    from django.apps import apps

    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
        if not os.environ.get("GONGKAI_DATA"):
            os.environ["GONGKAI_DATA"] = tempfile.mkdtemp(prefix="gongkai-reference-")
            (Path(os.environ["GONGKAI_DATA"]) / "static").mkdir()
        import django

        django.setup()
    names = [info.name for info in pkgutil.iter_modules(gongkai.__path__) if info.ispkg]
    ours = [name for name in names if name not in ("law", "report", "cli") and find_spec(f"gongkai.{name}")]
    return [importlib.import_module(f"gongkai.{name}") for name in ours]
