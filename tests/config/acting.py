"""Settings of a site that is served in tests: its own, with addresses that act on an agency as a page would."""

from gongkai.config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.config.acting_urls"
