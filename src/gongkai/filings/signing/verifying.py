"""Whether each signed version is still what was signed."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from gongkai.filings.models import Version
from gongkai.filings.signing.selectors import is_whole
from gongkai.journal.verifying import differs
from gongkai.law.message import Message


def versions_that_differ() -> Iterator[Message]:
    """Go through the versions whose report does not bear their digest, or whose figures are not those of it."""
    for version in Version.objects.order_by("pk").iterator(100):
        found = sha256(version.report.encode()).hexdigest()
        if found != version.digest:
            yield differs(version, "digest", version.digest, found)
        elif not is_whole(version):
            yield Message("{version}的数字与它签发的报告不同。", version=str(version))
