"""Hold what is pinned against known weaknesses: `python -m tools.audit [--offline]`.

The service of the index is asked by pip-audit where it answers. In any case the pins are held against the list beside
this file, so that a machine without a network audits too. A weakness that is known and not answered in the list
ends with 1; what could not be asked is said, and is no failure.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
ADVISORIES = Path(__file__).parent / "advisories.toml"
PINS = ROOT / "requirements" / "dev.txt"
"""All that is pinned: what runs the site is among it."""
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
SECONDS = 40
"""How long the service is waited for."""


class Advisory(NamedTuple):
    """A weakness: of which package, in which versions, and why it harms nothing here, if so."""

    id: str
    package: str
    affected: str
    about: str
    answer: str = ""

    def touches(self, version: str) -> bool:
        """Say whether a version has it."""
        return SpecifierSet(self.affected).contains(version, prereleases=True)


def pins(text: str) -> dict[str, str]:
    """Give the version that each package is pinned to."""
    return {canonicalize_name(name): version for name, version in _PIN.findall(text)}


def advisories(path: Path = ADVISORIES) -> tuple[Advisory, ...]:
    """Give the list."""
    return tuple(Advisory(**each) for each in tomllib.loads(path.read_text(encoding="utf-8"))["advisory"])


def offline(pinned: Mapping[str, str], known: Iterable[Advisory]) -> list[str]:
    """Give the weaknesses of the list that a pin has and nobody answered."""
    return [
        f"{each.package} {pinned[each.package]}: {each.id}, {each.about}"
        for each in known
        if each.package in pinned and not each.answer and each.touches(pinned[each.package])
    ]


def online(told: str, pinned: Mapping[str, str], known: Iterable[Advisory]) -> list[str] | None:
    """Give the weaknesses that the service told and nobody answered, None where it told of less than was asked."""
    answered = {each.id for each in known if each.answer}
    try:
        found = json.loads(told)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return None
    asked = {canonicalize_name(each["name"]) for each in found if "vulns" in each}
    if not set(pinned) <= asked:
        return None
    return [
        f"{each['name']} {each['version']}: {weakness['id']}, {' '.join(weakness.get('description', '').split())[:100]}"
        for each in found
        for weakness in each["vulns"]
        if not answered & {weakness["id"], *weakness.get("aliases", ())}
    ]


def ask() -> str:
    """Ask the service; give what it told, nothing where it did not answer in time."""
    options = ["--format=json", "--progress-spinner=off", "--disable-pip", "--no-deps", "--timeout=8"]
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(PINS), *options]
    try:
        return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=SECONDS).stdout
    except subprocess.TimeoutExpired:
        return ""


def main(arguments: Sequence[str]) -> int:
    """Audit, and say what was found and what could not be asked."""
    pinned, known = pins(PINS.read_text(encoding="utf-8")), advisories()
    found = offline(pinned, known)
    told = None if "--offline" in arguments else online(ask(), pinned, known)
    if told is None:
        print(f"The audit service was not asked or does not answer for all; {len(known)} listed advisories were.")
    for each in dict.fromkeys([*found, *(told or ())]):
        print(each)
    return 1 if found or told else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
