"""Write the pages: `python -m tools.reference`."""

from __future__ import annotations

from pathlib import Path

from tools.reference import pages

FOLDER = Path(__file__).parents[2] / "docs" / "reference"


def main() -> None:
    """Write every page, and remove what is no page any more."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    written = pages()
    for stale in {file.name for file in FOLDER.iterdir()} - written.keys():
        (FOLDER / stale).unlink()
    for name, text in written.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
