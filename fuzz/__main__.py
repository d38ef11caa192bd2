"""Fuzz: `python -m fuzz [--seconds N] [--runs N] [--seed N] [TARGET…]`.

Each target is tried in a process of its own, one after another. What breaks one is written to `fuzz/found/`, and is
tried again by `python -m fuzz TARGET --again FILE`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

FOUND = Path(__file__).parent / "found"
LARGEST = 64 * 1024
"""Bytes of an input; a report of the tests takes twenty thousand."""


def _arguments() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m fuzz", description="Feed the readers with what nobody meant.")
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--runs", type=int, default=-1, help="inputs for each target; as many as there is time for")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", type=Path, metavar="FILE", help="try one input again, and see how it ends")
    parser.add_argument("--here", action="store_true", help="try the one target in this process")
    return parser


def main() -> int:
    """Fuzz each target; give 1 where one was broken."""
    given = _arguments().parse_args()
    if given.here or given.again:
        return _try(given.targets[0], given.seconds, given.runs, given.seed, given.again)
    from fuzz.targets import TARGETS

    unknown = sorted(set(given.targets) - set(TARGETS))
    if unknown:
        sys.exit(f"there is no target {', '.join(unknown)}; there are {', '.join(TARGETS)}")
    broken = []
    for name in given.targets or TARGETS:
        told = [f"--seconds={given.seconds}", f"--runs={given.runs}", f"--seed={given.seed}"]
        command = [sys.executable, "-m", "fuzz", name, "--here", *told]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace")
        print(f"{name}: {'whole' if done.returncode == 0 else 'broken'}. {_last(done.stderr)}", flush=True)
        if done.returncode:
            broken.append(name)
            print(done.stdout[-6000:], done.stderr[-6000:], sep="\n")
    return 1 if broken else 0


def _last(told: str) -> str:
    return next((line for line in reversed(told.splitlines()) if line.startswith("Done ")), "")


def _try(name: str, seconds: int, runs: int, seed: int, again: Path | None) -> int:
    """Try one target in this process, which ends with it."""
    import atheris

    with atheris.instrument_imports(
        include=["gongkai.report", "gongkai.untrusted", "gongkai.search", "gongkai.filings"]
    ):
        from fuzz.targets import TARGETS
    target = TARGETS[name]
    if again:
        target.takes(again.read_bytes())
        return 0
    FOUND.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for number, seed_bytes in enumerate(target.seeds()):
            (Path(folder) / str(number)).write_bytes(seed_bytes)
        flags = [f"-seed={seed}", f"-runs={runs}", f"-max_total_time={seconds}", f"-max_len={LARGEST}"]
        kept = [f"-artifact_prefix={FOUND}/{name}-", "-timeout=60", "-rss_limit_mb=3000", "-print_final_stats=0"]
        atheris.Setup([sys.argv[0], *flags, *kept, folder], target.takes)
        atheris.Fuzz()  # ends the process
    return 0


if __name__ == "__main__":
    sys.exit(main())
