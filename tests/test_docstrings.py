"""What docstrings show as an example is so."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import gongkai

ROOT = Path(gongkai.__path__[0]).parent
SHOWING = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in ROOT.rglob("gongkai/**/*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", SHOWING)
def test_examples_are_so(name):
    done = doctest.testmod(import_module(name))
    assert done.attempted
    assert not done.failed


def test_examples_are_found():
    assert {"gongkai.law.periods", "gongkai.report.writers"} <= {*SHOWING}
