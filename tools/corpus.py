"""Hold the command against a folder of real reports whose figures were verified by hand.

Usage: `python tools/corpus.py FOLDER`. Each case is a folder with `truth.json`, perhaps `original.*`, and
`variants/` with the same report in other formats. For every file `gongkai report figures` must give the
truth cell for cell, and `gongkai report check` must find errors exactly where the published figures have them.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

KEYS = ("agency", "year", "edition", "proactive", "requests", "reviews")
OFFICES = ("soffice", "libreoffice")
"""What DOC is read with; not every machine has it."""
GONGKAI = str(Path(sys.executable).with_name("gongkai"))


class Outcome(NamedTuple):
    """What became of one file: passed, failed or skipped; and why."""

    verdict: str
    reason: str = ""


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a user would."""
    return subprocess.run([GONGKAI, *arguments], capture_output=True, encoding="utf-8", check=False)


def differences(truth: object, read: object, where: str = "") -> Iterator[str]:
    """Name each place at which what was read differs from the truth."""
    if isinstance(truth, dict) and isinstance(read, dict):
        for key in truth | read:
            yield from differences(truth.get(key, "nothing"), read.get(key, "nothing"), f"{where}/{key}")
    elif isinstance(truth, list) and isinstance(read, list) and len(truth) == len(read):
        for index, (left, right) in enumerate(zip(truth, read), start=1):
            yield from differences(left, right, f"{where}[{index}]")
    elif truth != read:
        yield f"{where}: {read} instead of {truth}"


def judge(file: Path, truth: dict[str, object]) -> Outcome:
    """Read and check one file and say whether both agree with the truth."""
    if file.suffix == ".doc" and not any(map(shutil.which, OFFICES)):
        return Outcome("skipped", "for want of LibreOffice")
    figures = run("report", "figures", str(file), "--json")
    if figures.returncode != 0:
        return Outcome("failed", f"figures exits {figures.returncode}: {(figures.stderr or figures.stdout).strip()}")
    expected = {key: truth[key] for key in KEYS}
    wrong = list(differences(expected, json.loads(figures.stdout)))
    if wrong:
        return Outcome("failed", f"{len(wrong)} differences, the first at {wrong[0]}")
    check = run("report", "check", str(file))
    if check.returncode != (1 if truth["identities_broken"] else 0):
        return Outcome("failed", f"check exits {check.returncode}:\n{(check.stdout + check.stderr).strip()}")
    return Outcome("passed")


def files_of(case: Path) -> list[Path]:
    """Give the documents of a case: the original, when there is one, and the variants."""
    return sorted(case.glob("original.*")) + sorted((case / "variants").iterdir())


def main(folder: Path) -> int:
    """Judge every file of every case; print a line for each and the count."""
    count = {"passed": 0, "failed": 0, "skipped": 0}
    for truth_file in sorted(folder.glob("*/truth.json")):
        truth = json.loads(truth_file.read_text(encoding="utf-8"))
        for file in files_of(truth_file.parent):
            outcome = judge(file, truth)
            count[outcome.verdict] += 1
            print(f"{outcome.verdict:7} {file.relative_to(folder)} {outcome.reason}".rstrip(), flush=True)
    print(f"{count['passed']} passed, {count['failed']} failed, {count['skipped']} skipped")
    return 1 if count["failed"] or not count["passed"] else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
