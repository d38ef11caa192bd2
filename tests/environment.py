"""What processes of a site of their own are given of the environment of the tests."""

import os


def of_the_machine() -> dict[str, str]:
    """Give the environment without what concerns a site: our settings, and Django's, some of which tests set."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("GONGKAI_", "DJANGO_"))}
