"""The way in, as `gongkai` and as `python -m gongkai.cli`.

What is imported at the start stays to the end. It is therefore not looked through for garbage, neither
while it is imported nor when Python ends: that would be a sixth of the time in which the help is shown.
"""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command."""
    gc.disable()
    from gongkai.cli.main import main as gongkai

    gc.freeze()
    gc.enable()
    gongkai()


if __name__ == "__main__":
    main()
