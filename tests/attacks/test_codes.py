"""Codes and keys are compared in a time that tells nothing, and asked for in the same way whether they are or not."""

from __future__ import annotations

import ast
from collections.abc import Collection
from pathlib import Path

import pytest
from tests.test_architecture import ROOT as SOURCE

SECRETS = {"token", "secret", "signature", "password", "key_hash", "code_hash", "otp", "number_code"}
"""What names of secrets end in."""
OPENING = ("agencies/codes", "agencies/signin", "applications/selectors", "duties/training", "feedback", "portal/")
"""Where a code opens something; elsewhere it is one of a category, of a region, of a finding."""


def names_in(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return str(node.slice.value)
    return names_in(node.func) if isinstance(node, ast.Call) else ""


def compared(source: str, secrets: Collection[str] = SECRETS) -> list[str]:
    """Give where secrets are compared by ==, != or in: in what time depends on how much of it was right."""
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Compare)
        and isinstance(node.ops[0], ast.Eq | ast.NotEq)
        and not any(isinstance(each, ast.Constant) for each in (node.left, *node.comparators))
        and any(name in secrets for name in map(names_in, (node.left, *node.comparators)))
    ]


def of(path: Path) -> set[str]:
    """Give what is secret in a module."""
    return SECRETS | {"code"} if path.relative_to(SOURCE).as_posix().startswith(OPENING) else SECRETS


def test_no_secret_is_compared_by_how_it_is_written():
    found = {
        f"{path.relative_to(SOURCE)}: {line}"
        for path in sorted(SOURCE.rglob("*.py"))
        if "migrations" not in path.parts and not path.is_relative_to(SOURCE / "law") and "report" not in path.parts
        for line in compared(path.read_text(encoding="utf-8"), of(path))
    }
    assert sorted(found) == sorted(NO_SECRETS)


NO_SECRETS = frozenset({
    "portal/catalogue.py: each.code == asked", "portal/published.py: each.code == code",
    "portal/enacted.py: each.code == request.GET.get('force')",
    "config/replicas.py: row[0] == token", "opendata/checking.py: issue.token != stands",
    "opendata/issuing.py: token() != before", "opendata/views.py: issue.token != token()",
    "opendata/views.py: issue.token == stands",
})  # fmt: skip
"""What is called so and opens nothing: the code of a category, the token by which one knows that something changed."""


@pytest.mark.parametrize("source", ["row.secret == typed", "if shown != self.key_hash: pass", "a['token'] == b"])
def test_it_sees_what_it_must_see(source):
    assert compared(source)


def test_what_opens_something_is_compared_in_a_time_that_tells_nothing():
    taken = {
        path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py") if "compare_digest(" in path.read_text()
    }
    assert sorted(taken) == sorted(COMPARING)


COMPARING = frozenset({
    "agencies/codes.py", "api/tokens/recognising.py", "applications/selectors.py", "config/metrics.py",
    "config/setup/services.py", "disclosure/channels/feed.py",
})  # fmt: skip
"""Where codes, keys and tokens are looked at, whatever names they go by there."""
